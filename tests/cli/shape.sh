#!/bin/sh
# Tables shaped for a reader: --top, --sort, --columns. What programs read stays whole.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv
"$headroom" forecast "$web" --horizon 2d --quiet -o forecast.csv

# The figures of a sorted text are those of the CSV, sorted by another program.
want=$(tail -n +2 forecast.csv | cut -d , -f 1,"$(head -1 forecast.csv | tr , '\n' | grep -n '^p95$' | cut -d : -f 1)" |
    sort -t , -k 2,2 -g -r | head -4 | cut -d , -f 1 | cut -c 12-16 | tr '\n' ' ')
run "$headroom" forecast "$web" --horizon 2d --top 4 --sort p95:desc --columns time,p95 --quiet
got=$(printf '%s\n' "$out" | grep '^  2026-' | tail -4 | cut -c 14-18 | tr '\n' ' ')
is "$status:$got" "0:$want" "the four highest steps, as text"

run "$headroom" clean "$web" --top 3 --quiet
is "$status:$(printf '%s\n' "$out" | wc -l | tr -d ' ')" "0:5" "a table of three rows is a header, a line and three rows"
run "$headroom" clean "$web" --top 3 --format md --quiet
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 5 "in Markdown too"
run "$headroom" clean "$web" --top 3 -o three.html --quiet
is "$status:$(grep -o '<tr>' three.html | wc -l | tr -d ' ')" "0:4" "and on a page"

run "$headroom" size --demand p95 --per-instance 500/s --top 1 --sort instances:desc --columns instances forecast.csv
most=$("$headroom" size --demand p95 --per-instance 500/s --csv forecast.csv --quiet |
    awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "instances") c = i; next } $c > m { m = $c } END { print m }')
is "$(printf '%s\n' "$out" | grep -x ' *[0-9][0-9]*' | tr -d ' ')" "$most" "size: the row with the most instances"

fleet="$root/samples/fleet.csv --by service --per-instance 50/s --quiet"
run "$headroom" recommend $fleet --top 2 --sort target:desc --columns resource,target
got=$(printf '%s\n' "$out" | awk '/^  -+  -+$/ { on = 2; next } on > 0 { on--; print $1 }' | head -2 | tr '\n' ' ')
want=$("$headroom" recommend $fleet --format json | jq -r '[.rows | sort_by(-.target)[:2][].resource] | join(" ")')
is "$got" "$want " "recommend: the two largest targets"
run "$headroom" plan $fleet --horizon 2w --top 1 --sort most:desc --columns service,most
got=$(printf '%s\n' "$out" | awk '/^  service +most$/ { getline; getline; print $1; getline; print $1; exit }' | tr '\n' ' ')
is "$got" "search total " "plan: the service with the most, and the sum of all"

# What cannot be shaped is refused, with what to do.
run "$headroom" clean "$web" --sort nope
is "$status:$out" "2:" "a column that is not there is trouble"
has "$err" '--sort: the table has no column "nope"; it has time, requests_per_s, filled' "with those that are"
run "$headroom" clean "$web" --columns time,requests_per_sec
has "$err" '--columns: the table has no column "requests_per_sec"; did you mean requests_per_s?' "and the nearest"
for format in csv json; do
    run "$headroom" clean "$web" --top 3 --format "$format"
    is "$status:$out" "2:" "--format $format is whole"
    has "$err" "--top is for a table that people read (text, md, html)" "and says so"
done
run "$headroom" clean "$web" --columns time -o t.xlsx
has "$err" "--columns is for a table that people read" "a workbook is whole too"
run "$headroom" recommend $fleet --sort target --emit aws
has "$err" "--sort is for a table that people read, and --emit writes none" "and so is what is emitted"
run "$headroom" plan "$web" --per-instance 500/s --top 2 -o plan.html --quiet
has "$err" "the page of plan is drawn whole" "and the page of a plan"
done_testing
