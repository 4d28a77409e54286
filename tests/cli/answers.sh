#!/bin/sh
# Every answer in every format: JSON has its members, documented; text, Markdown, CSV and workbooks
# say the same verdict, counts, dates, money and notes.
. "$(dirname "$0")/tap.sh"

web="$root/samples/web-requests.csv"
terms="$root/samples/web-assumptions.csv"
head -6049 "$web" >three-weeks.csv
"$headroom" forecast three-weeks.csv --horizon 4w -q --step 1h -o forecast.csv

# cells FILE: the cells of a CSV file, one a line, numbers as JSON has them
cells()
{
    awk '
    {
        line = $0
        if (open) { cell = cell "\n"; at = 1 } else { cell = ""; at = 1 }
        while (at <= length(line)) {
            c = substr(line, at, 1)
            if (open && c == "\"" && substr(line, at + 1, 1) == "\"") { cell = cell c; at++ }
            else if (c == "\"") open = !open
            else if (c == "," && !open) { print cell; cell = "" }
            else cell = cell c
            at++
        }
        if (!open) print cell
    }' "$1" | jq -R -r '. as $cell | try (tonumber | tostring) catch $cell'
}

# missing TEXT WHAT: what of the report of answer.json is not in TEXT, blanks and line ends aside
missing()
{
    jq -r --rawfile all "$1" --arg format "$2" '
        def squeeze: gsub("[ \n\t]+"; " ");
        def plain: if $format == "md" then gsub("\\\\(?<c>[^a-zA-Z0-9 ])"; .c) else . end
            | gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&#39;"; "\u0027") | gsub("&amp;"; "&");
        ($all | plain | squeeze) as $said
        | [.report[] | (.text, .item, .heading, .fact) | select(. != null)] | map(squeeze)
        | map(select(. as $part | $said | contains($part) | not)) | .[]' answer.json | head -3
}

# check NAME STATUS ARGUMENT...: one answer
check()
{
    name=$1
    expected=$2
    shift 2
    run "$headroom" "$@" --format json
    is "$status" "$expected" "$name: status"
    printf '%s\n' "$out" >answer.json
    printf '%s\n' "$err" | sed 's/^headroom: //; s/^warning: //' >said
    is "$(jq -r '.schema' answer.json)" "headroom-$1/1" "$name: schema"
    is "$(jq -c '[has("verdict", "text", "rows", "report", "assumptions", "accuracy", "notes", "version", "command")] | unique' answer.json)" \
        "[true]" "$name: the members of all answers"
    undocumented=
    # Columns that the data name pass through.
    grep -q "It Cm COLUMN\.\.\." "$root/man/headroom-$1.1" && jq '.rows[0] |= del(.p90)' answer.json >own.json || cp answer.json own.json
    for key in $(jq -r 'keys[]' answer.json) $(jq -r '.rows[0] // {} | keys[]' own.json); do
        grep -q -x -e "\.It Cm $key\( Pq .*\)\{0,1\}" "$root/man/headroom-$1.1" "$root/man/headroom-formats.5" ||
            grep -q "null, as are.* $key\|$key" "$root/man/headroom-$1.1" || undocumented="$undocumented $key"
    done
    is "$undocumented" "" "$name: every member and column is documented"
    is "$(jq -r '.notes[] | if .count > 1 then .text + " (" + (.count | tostring) + " like it)" else .text end' answer.json)" \
        "$(cat said)" "$name: notes are those of standard error"
    is "$("$headroom" "$@" --format text -v 2>/dev/null >text; echo $?)" "$expected" "$name: text: status"
    is "$(missing text text)" "" "$name: text says what JSON reports"
    "$headroom" "$@" --format md >answer.md 2>/dev/null
    is "$(missing answer.md md)" "" "$name: Markdown does"
    is "$("$headroom" "$@" --format csv 2>/dev/null >answer.csv; echo $?)" "$expected" "$name: CSV: status"
    cells answer.csv >csv.cells
    jq -r '(.rows[0] | keys_unsorted[]), (.rows[] | to_entries[] | .value | if . == null then "" else tostring end)' \
        answer.json >json.cells
    is "$(diff csv.cells json.cells | head -5)" "" "$name: CSV and JSON have the same rows"
    is "$("$headroom" "$@" -o answer.xlsx >/dev/null 2>&1; echo $?)" "$expected" "$name: workbook: status"
    unzip -p answer.xlsx 'xl/worksheets/*.xml' xl/sharedStrings.xml 2>/dev/null | sed 's/<[^>]*>/ /g' >sheets
    [ "$1" = plan ] || is "$(missing sheets xlsx)" "" "$name: the workbook does"
    has " $(tr '\n' ' ' <sheets) " " $(jq -r .verdict answer.json) " "$name: and has the verdict"
}

check size 0 size --demand 10k/s --per-instance 500/s --price 0.0832/h --current 30
check "size over budget" 1 size --demand 50k/s --per-instance 500/s --price 0.0832/h --budget 6000/mo
check "size short" 1 size --demand 50k/s --per-instance 500/s --max 20
check "size rows" 0 size forecast.csv --assume "$terms" --demand p95
check "size solve" 0 size --solve demand --per-instance 500/s --max 98
check runout 0 runout forecast.csv --per-instance 500/s --demand p95 --limit 30 --limit 900 --lead-time 1w
check "runout rule" 1 runout forecast.csv --per-instance 500/s --demand p95 --limit 30 --require 'days_left>=400d' --require 'limit!=30' --require 'status=late'
check "runout volumes" 0 runout "$root/samples/volumes.csv" --lead-time 3w
check recommend 0 recommend three-weeks.csv --assume "$terms" --horizon 1w
check plan 0 plan three-weeks.csv --assume "$terms" --horizon 1w
check describe 0 describe "$web"
check fit 0 fit three-weeks.csv
check calibrate 0 calibrate "$root/samples/loadtest.csv" --latency p99=200ms
check steps 0 steps three-weeks.csv --assume "$terms" --min 4 --max 40
check schedule 0 schedule forecast.csv --assume "$terms" --demand p95 --boot 5m --tz Europe/Berlin
check warmpool 0 warmpool three-weeks.csv --assume "$terms" --boot 6m --storage-price 4/mo
check check 1 check --policy "$root/samples/asg-overlap.json"
check "check replay" 1 check three-weeks.csv --policy "$root/samples/web-policy.json" --assume "$terms" --require 'cost_month<=100'

# Numbers for people are those of JSON: counts, money, dates.
run "$headroom" size --demand 10k/s --per-instance 500/s --price 0.0832/h --format json -q
is "$(echo "$out" | jq -c '[.instances, .cost_hour, .cost_month]')" "[31,2.5792,1882.82]" "size: the facts"
"$headroom" size --demand 10k/s --per-instance 500/s --price 0.0832/h -q >text
has "$(cat text)" "31 instances for 10,000/s" "size: the count in text"
has "$(cat text)" "1,882.82 a month" "size: and the money"
run "$headroom" plan "$web" --assume "$terms" --current 20 --horizon 2w --format json -q
need_by=$(echo "$out" | jq -r '.decision.need_by[:10]')
to=$(echo "$out" | jq -r '.decision.to')
"$headroom" plan "$web" --assume "$terms" --current 20 --horizon 2w -q >text
has "$(head -6 text | tr '\n' ' ')" "$to instances" "plan: the count of the decision"
has "$(head -6 text)" "$need_by" "plan: and its date"
"$headroom" plan "$web" --assume "$terms" --current 20 --horizon 2w -q --format csv >rows.csv
has "$(cat rows.csv)" ",${need_by}T" "plan: CSV has the date"
run "$headroom" plan "$root/samples/fleet.csv" --assume "$root/samples/fleet-assumptions.csv" --horizon 1w --format json -q
is "$(echo "$out" | jq -c '[(.services | length), (.services[0].decision | has("verdict")), (.accuracy | length)]')" "[6,true,6]" \
    "plan: a fleet lists its services"
run "$headroom" forecast "$web" --horizon 1d --format json -q
is "$(echo "$out" | jq -r 'type')" array "tables stay arrays"
done_testing
