#!/bin/sh
# One plan for a review, in every format: as text and in three lines, as a page, a drawing, Markdown, a workbook, JSON
# and CSV; and a fleet as a page and a workbook. Written into a folder that is made where it is not there.
#
#     samples/plan.sh [FOLDER]        default: plan
#
# A plan that a maximum or a budget stands against ends with 1, and is written all the same.
set -e
here=$(cd "$(dirname "$0")" && pwd)
headroom=${HEADROOM:-$here/../headroom}
folder=${1:-plan}
mkdir -p "$folder"
written() {
    "$headroom" plan "$@" || [ $? -eq 1 ]
}
for format in txt html svg md xlsx json csv; do
    written "$here/web-requests.csv" --assume "$here/web-assumptions.csv" --events "$here/web-events.csv" \
        --horizon 13w --request-value 0.002 -q -o "$folder/web.$format"
done
written "$here/web-requests.csv" --assume "$here/web-assumptions.csv" --events "$here/web-events.csv" \
    --horizon 13w --request-value 0.002 -q --brief
for format in html xlsx; do
    written "$here/fleet.csv" --assume "$here/fleet-assumptions.csv" --horizon 8w -q -o "$folder/fleet.$format"
done
ls "$folder"
