#!/bin/sh
# Inputs that once took a command down, lost a row or came out as something else, each standing for
# its kind.
. "$(dirname "$0")/tap.sh"
cases=$root/tests/cases/robust
web=$root/samples/web-requests.csv

# --- a row out of all proportion in time ---------------------------------------------------------------

run "$headroom" forecast "$cases/wrong_year_min.csv"
has "$status $err" "0 headroom: warning: $cases/wrong_year_min.csv:6: the row of 2027-01-05T00:20:00Z is 365d away from all the others: left out" \
    "the year is wrong: the row is named, and the rest forecast"
is "$(printf '%s\n' "$out" | sed -n 2p | cut -d, -f1)" "2026-01-05T00:20:00Z" "from where the others end"
run "$headroom" forecast "$cases/fleet_one_bad.csv" --by service --keep-going
is "$status $(printf '%s\n' "$out" | sed 1d | cut -d, -f2 | sort | uniq -c | awk '{ printf "%s %s;", $2, $1 }')" "0 new 15;web 1008;" \
    "one row does not take a fleet down"
has "$err" "fleet_one_bad.csv:4094: the row of 2027-01-19" "and is named"
for command in fit plan recommend; do
    case $command in fit) terms= ;; *) terms="--per-instance 50/s" ;; esac
    # shellcheck disable=SC2086
    run "$headroom" $command "$cases/fleet_one_bad.csv" --by service --keep-going $terms --format json
    has "$status $(printf '%s\n' "$out" | tr '\n' ' ')" '"new"' "$command: both services have an answer"
    has "$(printf '%s\n' "$out" | tr '\n' ' ')" '"web"' "$command: the other, too"
    is "$([ "$status" -le 1 ]; echo $?)" 0 "$command: and it ends by itself"
done
run "$headroom" clean "$cases/torn_epoch.csv"
is "$status $(printf '%s\n' "$out" | wc -l | tr -d ' ')" "0 3001" "a time that is cut off makes no row"
has "$err" 'line 3002, the last one, is cut off and was left out: "1709431"' "and is told"
run "$headroom" clean "$cases/far_event.csv"
is "$status $([ "$(printf '%s\n' "$out" | wc -l)" -le 3 ]; echo $?)" "0 0" "nor does an event of 2038 make millions"
has "$err" "far_event.csv:4: the row of 2038-01-19T03:14:07Z" "it is named"
# In other layouts: lines of JSON, tabs and milliseconds, a spreadsheet's dates, a column of hosts.
awk 'BEGIN { for (i = 0; i < 200; i++) printf "{\"ts\":%d,\"rps\":%d}\n", 1767600000 + i * 60 - (i == 77) * 94867200, 100 + i % 7 }' >lines.jsonl
awk 'BEGIN { for (i = 0; i < 200; i++) printf "%.0f\t%d\n", (1767600000 + i * 60) * (i == 199 ? 100 : 1000), 100 + i % 7 }' >ms.tsv
awk 'BEGIN { print "Date,Hits per second"
    for (i = 0; i < 200; i++) printf "01/%02d/%d %02d:00,%d\n", 13 + int(i / 24), i ? 2026 : 2062, i % 24, 100 + i % 7 }' >dates.csv
awk 'BEGIN { print "host,time,requests_per_s"
    for (h = 0; h < 3; h++) for (i = 0; i < 200; i++)
        printf "h%d,%04d-01-%02dT%02d:00:00Z,%d\n", h, h == 1 && i == 150 ? 206 : 2026, 13 + int(i / 24), i % 24, 100 + i % 7 }' >hosts.csv
while read -r file line rows; do
    run "$headroom" clean "$file"
    is "$status $(printf '%s\n' "$out" | sed 1d | wc -l | tr -d ' ')" "0 $rows" "$file: rows"
    has "$err" "$file:$line: the row of " "$file: the row is named"
done <<'ROWS'
lines.jsonl 78 200
ms.tsv 200 199
dates.csv 2 199
hosts.csv 352 600
ROWS

# --- what is cut off, or wrong in one cell ---------------------------------------------------------------

run "$headroom" whatif "$cases/whatif_one_bad_cell.csv" --scale 5x
has "$status $err" "2 headroom: $cases/whatif_one_bad_cell.csv:3: p90: \"11O\" is not a number" "whatif: a cell that is no number is named"
sed 's/^\(2026-03-06T10:00:00Z,[^,]*,\)100,/\1 n.n.,/; s/11O/110/' "$cases/whatif_one_bad_cell.csv" >other.csv
run "$headroom" whatif other.csv --scale 5x
has "$status $err" '2 headroom: other.csv:3: mean: "n.n."' "in whatever column it stands"
run "$headroom" size "$cases/nan_row.csv" --per-instance 50/s --demand mean
has "$status $err" "0 headroom: warning: $cases/nan_row.csv:2: mean: 1 of 2 rows have no demand" "size: a row without demand is told"
run "$headroom" size "$cases/nan_row.csv" --per-instance 50/s --demand mean --strict
has "$status $err" "--strict makes warnings errors" "and refused by --strict"
is "$status" 2 "with status 2"
run "$headroom" describe "$cases/open_quote.csv"
has "$status $err" "2 headroom: $cases/open_quote.csv:2: the quote that begins in this row is never closed" "the quote that is never closed"
awk 'BEGIN {
    printf "time"
    for (i = 0; i < 700; i++)
        printf ",\"{__name__=\"\"http_requests_per_s\"\", namespace=\"\"shop\"\", container=\"\"checkout\"\", pod=\"\"checkout-7d9f8b6c5-%05d\"\"}\"", i
    print ""
    for (t = 0; t < 48; t++) {
        printf "2026-01-%02dT%02d:00:00Z", 5 + int(t / 24), t % 24
        for (i = 0; i < 700; i++) printf ",%d", 10 + (i + t) % 5
        print ""
    }
}' >pods.csv
is "$([ "$(head -1 pods.csv | wc -c)" -gt 65536 ]; echo $?)" 0 "a header line of more than 64 KiB"
run "$headroom" clean pods.csv -q --format csv
is "$status $(printf '%s\n' "$out" | wc -l | tr -d ' ') $(printf '%s\n' "$out" | sed -n 2p | tr ',' '\n' | wc -l | tr -d ' ')" "0 49 702" \
    "is read: 700 pods of 48 hours"
run "$headroom" clean pods.csv --by host
has "$status $err" "2 headroom: pods.csv: no column \"host\" for --by; its columns are time, " "a column that is not there is told"
is "$([ "${#err}" -lt 4000 ]; echo $?)" 0 "with some of the others"
has "$err" " and 681 more" "and how many there are"

# --- numbers that are none -------------------------------------------------------------------------------

run "$headroom" recommend "$cases/fl.csv" --by service --resources "$cases/res_overflow.csv" --horizon 1w
has "$status $err" '2 headroom: '"$cases"'/res_overflow.csv:2: headroom: "3623238862625774%" is out of range; it must be from 0% to 10,000%' \
    "a headroom beyond all bounds is refused"
run "$headroom" size --demand 100/s --per-instance 50/s --headroom 3623238862625774%
has "$status $err" "2 " "as by size"
has "$err" "it must be from 0% to 10,000%" "with the same bounds"
run "$headroom" simulate "$web" --policy "$root/samples/scaledobject.yaml" --per-instance 500/s --summary
is "$status $(printf '%s\n' "$out" | grep -c -i 'inf%\|nan')" "0 0" "a replay from zero pods has no infinite share"
run "$headroom" simulate "$web" --policy "$root/samples/scaledobject.yaml" --per-instance 500/s --summary --format json
is "$(printf '%s\n' "$out" | jq -r '[.[] | .value, .fixed_peak, .perfect | select(. != null) | (type == "number" and . < 1e15)] | all')" true \
    "all its numbers are numbers"

# --- bounds: what is said follows from what was found ----------------------------------------------------

run "$headroom" recommend "$web" --per-instance 500/s --max 5 --horizon 2w
has "$status $out" "1 What to do" "recommend within a max of 5 has status 1"
has "$out" "27 instances short" "and says how many are short"
run "$headroom" plan "$web" --per-instance 500/s --max 5 --horizon 2w --size-by step
has "$status $(printf '%s\n' "$out" | tr '\n' ' ')" "which is 27 short" "as plan does"
"$headroom" forecast "$web" --horizon 2w -q -o forecast.csv
run "$headroom" schedule forecast.csv --per-instance 500/s --demand p95 --boot 5m --max 1
is "$status $(printf '%s\n' "$out" | grep -c throughout)" "1 0" "one instance does not serve p95 throughout"

# --- names in the language of what is written --------------------------------------------------------------

run "$headroom" recommend "$cases/evil_name.csv" --by service --per-instance 50/s --emit terraform
has "$status $err" 'is no name for an Auto Scaling group' "a name that AWS forbids is not written"
run "$headroom" recommend "$cases/evil_name.csv" --by service --per-instance 50/s --format md
is "$(printf '%s\n' "$out" | grep -c '[^\\]<img\|[^\\]\[x\]')" 0 "Markdown: no HTML and no link of a name"
for format in text md html json csv; do
    "$headroom" recommend "$cases/evil_name.csv" --by service --per-instance 50/s --format $format >named 2>said
    is "$(LC_ALL=C tr -d '\t\n\040-\176\200-\377' <named | wc -c | tr -d ' ') $(LC_ALL=C tr -d '\t\n\040-\176\200-\377' <said | wc -c | tr -d ' ')" \
        "$([ $format = csv ] && echo '1 0' || echo '0 0')" "$format: no escape reaches a terminal"
done
awk 'BEGIN { print "time,service,requests_per_s"
    for (i = 0; i < 60; i++) printf "2026-01-%02dT%02d:00:00Z,\"pay\342\200\256ments | ${a} %%{if x}<b>\",%d\n", 1 + int(i / 24), i % 24, 100 + i % 5 }' >bidi.csv
run "$headroom" recommend bidi.csv --by service --per-instance 50/s --format md
is "$(printf '%s\n' "$out" | grep -c "$(printf '\342\200\256')")" 0 "signs that turn the direction of a text are told, not written"
has "$out" '\|' "a bar does not end a cell"
run "$headroom" recommend bidi.csv --by service --per-instance 50/s --emit terraform --group web
is "$(printf '%s\n' "$out" | grep -c '[^$]\${a}\|[^%]%{if')" 0 "Terraform evaluates nothing of a name"
run "$headroom" check --policy "$cases/keda_bad_name.yaml" --format csv
is "$status $(printf '%s\n' "$out" | awk -F, '$2 == "fail" { print $1 }')" "1 object-name" "a name that Kubernetes refuses is a finding"
done_testing
