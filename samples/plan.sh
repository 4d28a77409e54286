#!/bin/sh
# One plan for a review, in every format: as text and in three lines, as a page, a drawing, Markdown, a workbook, JSON
# and CSV; and a fleet as a page. Written into a folder that is made where it is not there.
#
#     samples/plan.sh [FOLDER]        default: plan
set -e
here=$(cd "$(dirname "$0")" && pwd)
headroom=${HEADROOM:-$here/../headroom}
folder=${1:-plan}
mkdir -p "$folder"
for format in txt html svg md xlsx json csv; do
    "$headroom" plan "$here/web-requests.csv" --assume "$here/web-assumptions.csv" --events "$here/web-events.csv" \
        --horizon 13w --request-value 0.002 -q -o "$folder/web.$format"
done
"$headroom" plan "$here/web-requests.csv" --assume "$here/web-assumptions.csv" --events "$here/web-events.csv" \
    --horizon 13w --request-value 0.002 -q --brief
"$headroom" plan "$here/fleet.csv" --assume "$here/fleet-assumptions.csv" --horizon 8w -q -o "$folder/fleet.html"
ls "$folder"
