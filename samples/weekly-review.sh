#!/bin/sh
# The weekly capacity review of one service: what the data are like, what demand comes, when a limit
# is met, and the plan as text and as a workbook, all in one folder named for the last day of the data.
#
#   sh weekly-review.sh EXPORT.csv ASSUMPTIONS.csv [FOLDER]
#
# FOLDER (default: reviews) keeps a folder a week; a second week is compared with the one before.
# Ends with 1 when the plan cannot be met (a maximum or the budget is in the way), 2 on trouble.
set -eu

if [ $# -lt 2 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
export=$1
assumptions=$2
reviews=${3:-reviews}
here=$(cd "$(dirname "$0")" && pwd)
headroom=$(command -v headroom || echo "$here/../headroom")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One clean series, and one forecast, that all answers share.
"$headroom" clean "$export" -o "$work/demand.csv"
"$headroom" forecast "$work/demand.csv" --horizon 13w -o "$work/forecast.csv"
"$headroom" describe "$work/demand.csv" -o "$work/describe.txt"
"$headroom" fit "$work/demand.csv" -o "$work/fit.txt"

# 1 is an answer ("no"), not trouble: the review is kept and the status handed on.
answer=0
ask() {
    status=0
    "$headroom" "$@" || status=$?
    [ "$status" -lt 2 ] || exit "$status"
    [ "$status" -eq 0 ] || answer=1
}
ask runout "$work/forecast.csv" --assume "$assumptions" --demand p95 -o "$work/runout.txt"
ask plan "$work/demand.csv" --assume "$assumptions" --horizon 13w -o "$work/plan.csv" --quiet
ask plan "$work/demand.csv" --assume "$assumptions" --horizon 13w -o "$work/plan.xlsx" --quiet
ask plan "$work/demand.csv" --assume "$assumptions" --horizon 13w -o "$work/plan.txt"

day=$(tail -n 1 "$work/demand.csv" | cut -c 1-10)
before=$(
    for folder in "$reviews"/*/; do
        [ ! -d "$folder" ] || basename "$folder"
    done | awk -v day="$day" '$0 < day && $0 > last { last = $0 } END { print last }'
)
if [ -n "$before" ]; then
    diff "$reviews/$before/plan.csv" "$work/plan.csv" >"$work/changes-since-$before.txt" || :
fi
mkdir -p "$reviews/$day"
cp "$work"/* "$reviews/$day"

cat "$work/plan.txt" "$work/runout.txt"
echo
echo "kept in $reviews/$day"
exit "$answer"
