#!/bin/sh
# Answers as pages and drawings: one file, well formed, without script and address, and escaped.
. "$(dirname "$0")/tap.sh"
cd "$root" || exit 1

# Prints what a page must not have.
unwanted()
{
    grep -oiE '<script|javascript:|https?://|<link|<img|@import|url\([^#]' "$1" | sort -u
}

# page NAME ARGUMENT...: the answer as a page.
page()
{
    name=$1
    shift
    "$headroom" "$@" -q -o "$work/$name.html" >/dev/null 2>"$work/error"
    is "$(head -c 15 "$work/$name.html")" "<!doctype html>" "$name: is a page"
    is "$(unwanted "$work/$name.html")" "" "$name: no script and no address"
    is "$(tail -n 1 "$work/$name.html" | tail -c 23)" "</main></body></html>" "$name: is whole"
}

# drawing NAME ARGUMENT...: the main chart as a file of its own.
drawing()
{
    name=$1
    shift
    "$headroom" "$@" -q -o "$work/$name.svg" >/dev/null 2>"$work/error"
    is "$(head -n 1 "$work/$name.svg")" '<?xml version="1.0" encoding="UTF-8"?>' "$name: is a drawing"
    is "$(grep -c 'var(--' "$work/$name.svg")" 0 "$name: its colours are plain"
    if command -v xmllint >/dev/null; then
        is "$(xmllint --noout "$work/$name.svg" 2>&1)" "" "$name: is well formed"
    fi
}

"$headroom" clean samples/web-requests.csv -q >"$work/clean.csv"
page forecast forecast samples/web-requests.csv --horizon 1w
page describe describe samples/web-requests.csv
page fit fit samples/web-requests.csv
page calibrate calibrate samples/loadtest.csv
page simulate simulate samples/web-requests.csv --policy samples/web-policy.json --per-instance 500/s
page check check --policy samples/asg-overlap.json
page tune tune samples/web-requests.csv --per-instance 500/s
page whatif whatif "$work/clean.csv" --scale 2x
page cost cost samples/types.csv --by type --assume samples/types-prices.csv --offers samples/offers.csv
page runout runout samples/volumes.csv --lead-time 3w
page clean clean samples/web-requests.csv
page size size --demand 10000/s --per-instance 500/s
drawing forecast forecast samples/web-requests.csv --horizon 1w
drawing calibrate calibrate samples/loadtest.csv
drawing simulate simulate samples/web-requests.csv --policy samples/web-policy.json --per-instance 500/s
drawing tune tune samples/web-requests.csv --per-instance 500/s

# A name that is markup stays text.
sed '1s/.*/time,<b onclick="x">\&/' samples/web-orders.csv >"$work/odd.csv"
"$headroom" forecast "$work/odd.csv" --horizon 1w -q -o "$work/odd.html" 2>/dev/null
is "$(grep -c '<b onclick' "$work/odd.html")" 0 "names are escaped"
grep -q '&lt;b onclick' "$work/odd.html"
ok $? "and shown"

# What has no chart says so.
"$headroom" size --demand 10000/s --per-instance 500/s -o "$work/size.svg" 2>"$work/error"
is "$?" 2 "an answer without a chart is refused"
grep -q 'this answer of size has no chart to draw' "$work/error"
ok $? "and told"
done_testing
