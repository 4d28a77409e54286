#!/bin/sh
# The capacity plan of a fleet that is too large for one process: N parts by GNU parallel, on this machine
# or on others over ssh, and one table and one summary from them.
#
#   sh fleet-parallel.sh EXPORTS ASSUMPTIONS FOLDER N [OPTION-OF-PARALLEL ...]
#
# EXPORTS is a folder of exports, FOLDER gets part-1.csv .. part-N.csv, plan.csv and jobs.log. A part that is
# there is not run again, so a second run finishes what a first one could not. Several machines:
# --sshlogin host1,host2 (they see the same folders under the same names, and have headroom or HEADROOM).
# Status: 0, 1 where a service does not fit, 2 where parts failed; those are named.
set -eu

[ $# -ge 4 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v parallel >/dev/null || { echo "fleet-parallel.sh: GNU parallel is missing: apt-get install parallel" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
exports=$(cd "$1" && pwd)
assumptions=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
mkdir -p "$3"
folder=$(cd "$3" && pwd)
parts=$4
shift 4
HEADROOM=${HEADROOM:-$(command -v headroom || echo "$here/../headroom")}
HEADROOM_PLAN=${HEADROOM_PLAN-}
export HEADROOM HEADROOM_PLAN

seq "$parts" | parallel --env HEADROOM --env HEADROOM_PLAN --joblog "$folder/jobs.log" --retries 2 "$@" \
    sh "$here/fleet-part.sh" "$exports" "$assumptions" "$folder" {} "$parts" || true
exec sh "$here/fleet-merge.sh" "$folder" "$parts"
