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

# One clean series, and one forecast, that all answers share.
mkdir -p "$reviews"
"$headroom" clean "$export" -o "$reviews/demand.csv"
day=$(tail -n 1 "$reviews/demand.csv" | cut -c 1-10)
review=$reviews/$day
mkdir -p "$review"
mv "$reviews/demand.csv" "$review/demand.csv"
"$headroom" forecast "$review/demand.csv" --horizon 13w --quiet -o "$review/forecast.csv"
"$headroom" describe "$review/demand.csv" --quiet -o "$review/describe.txt"
"$headroom" fit "$review/demand.csv" --quiet -o "$review/fit.txt"

# 1 is an answer ("no"), not trouble: the review goes on and the status is handed on at the end.
answer=0
ask() {
    status=0
    "$headroom" "$@" --assume "$assumptions" --quiet || status=$?
    [ "$status" -lt 2 ] || exit "$status"
    [ "$status" -eq 0 ] || answer=1
}
ask runout "$review/forecast.csv" --demand p95 -o "$review/runout.txt"
for format in csv txt xlsx; do
    ask plan "$review/demand.csv" --horizon 13w -o "$review/plan.$format"
done

before=$(
    for folder in "$reviews"/*/; do
        [ ! -d "$folder" ] || basename "$folder"
    done | awk -v day="$day" '$0 < day && $0 > last { last = $0 } END { print last }'
)
if [ -n "$before" ]; then
    diff "$reviews/$before/plan.csv" "$review/plan.csv" >"$review/changes-since-$before.txt" || :
fi

cat "$review/plan.txt" "$review/runout.txt"
echo
echo "kept in $review"
exit "$answer"
