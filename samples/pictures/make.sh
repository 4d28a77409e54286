#!/bin/sh
# Makes samples/pictures/plan.png, which the README shows, from the page of the samples' plan: `make pictures`.
# Needs Chromium and pngquant.
set -e
cd "$(dirname "$0")/../.."
headroom=${HEADROOM:-./headroom}
for browser in chromium chromium-browser google-chrome none; do
    ! command -v "$browser" >/dev/null || break
done
for tool in "$browser" pngquant; do
    command -v "$tool" >/dev/null || { echo "make.sh: install Chromium and pngquant to draw pictures" >&2; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The plan is over its budget: it ends with 1, and is written.
"$headroom" plan samples/web-requests.csv --assume samples/web-assumptions.csv --events samples/web-events.csv \
    --horizon 13w --request-value 0.002 -q -o "$folder/plan.html" || [ $? -eq 1 ]
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1180,1150 \
    --screenshot="$folder/plan.png" "file://$folder/plan.html" >/dev/null 2>&1
pngquant --force --strip --speed 1 --output samples/pictures/plan.png 64 "$folder/plan.png"
ls -l samples/pictures/plan.png
