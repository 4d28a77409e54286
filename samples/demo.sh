#!/bin/sh
# The main job, from nothing to a capacity plan: installs what is missing, builds headroom, and makes
# a plan from the sample export, as text here and as a workbook in plan.xlsx.
#
#   sh samples/demo.sh [--yes]      --yes: let it use sudo to install without asking
set -eu
cd "$(dirname "$0")/.."

case ${1-} in
'' | --yes) ;;
*) echo "usage: sh samples/demo.sh [--yes]" >&2; exit 2 ;;
esac

sh samples/install-dependencies.sh "$@" build
echo "building ./headroom ..."
make -s -j"$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)"

plan="plan samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 13w"
echo
echo "\$ ./headroom $plan"
# Status 1 is an answer, too: the sample's quarter is over its budget.
# shellcheck disable=SC2086 # the words of a command line
./headroom $plan || [ $? -eq 1 ]
echo
echo "\$ ./headroom $plan -o plan.xlsx"
# shellcheck disable=SC2086
./headroom $plan --quiet -o plan.xlsx || [ $? -eq 1 ]
echo "wrote plan.xlsx; next: ./headroom help, man -l man/headroom.1, samples/README.md"
