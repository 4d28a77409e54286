#!/bin/sh
# headroom plan: its forms, its arithmetic against `size`, what it refuses and how.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv
fleet=$root/samples/fleet.csv

# plan ARGUMENT ...: without the notes of reading.
plan()
{
    run "$headroom" plan -q "$@"
}

# column NAME: that column of the CSV in $out, without its header.
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next } { print $at }'
}

# --- forms
run "$headroom" plan "$web" --per-instance 500/s --horizon 4w -v
is "$status" 0 "text: status 0"
has "$out" "Capacity plan: requests_per_s, 2026-03-02 to 2026-03-30" "text: the title says what and when"
has "$out" "Demand and capacity" "text: a chart"
has "$out" "50% (default)" "text: assumptions with their origin"
has "$out" "headroom plan $web --per-instance 500/s --horizon 4w -v" "text: the command line"
widest=$(printf '%s\n' "$out" | grep -v "$root" | LC_ALL=C awk '
    { n = gsub(/[^\200-\277]/, "") ; if (n > w) w = n } END { print w }')
ok "$([ "$widest" -le 80 ]; echo $?)" "text: at most 80 columns ($widest)"

plan "$web" --per-instance 500/s --horizon 4w --format md
has "$out" "# Capacity plan: " "Markdown: a title"
has "$out" "| week | demand | need | plan | change |" "Markdown: a table"
has "$out" "<details><summary>Weeks</summary>" "Markdown: details are folded"
has "$(printf '%s\n' "$out" | sed '/<details>/,$d')" "## Options" "Markdown: what is asked and could be done is not"
has "$(printf '%s\n' "$out" | sed '/<details>/,$d')" "**Must approve**" "Markdown: nor who signs"

plan "$web" --per-instance 500/s --horizon 4w --format json
is "$(printf '%s\n' "$out" | jq -r '.schema, .verdict, .decision.verdict, .weeks[0].time, (.weeks | length), (.rows | length)' | tr '\n' ' ')" \
    "headroom-plan/1 order order 2026-03-02T00:00:00Z 4 4 " "JSON: one object, a row a week"
ok "$(printf '%s\n' "$out" | jq -e '.runout and .accuracy and .assumptions and .money and .do_nothing and .data.files and .notes' >null; echo $?)" \
    "JSON: with run-out, accuracy, assumptions, money, data and notes"
is "$(printf '%s\n' "$out" | jq -c '[.meta.quantile, .meta.size_by, .data.gaps, .data.outliers, .events]')" \
    '["p95","peak",[{"from":"2026-01-28T02:20:00Z","to":"2026-01-28T03:00:00Z","steps":8}],[],[]]' \
    "JSON: what it is sized by, the eight steps that have no row in the export, nothing left out"
is "$(printf '%s\n' "$out" | jq -c '[.remedies, .purchase, .tiers]')" "[[],null,null]" "JSON: null where nothing is known"
ok "$(printf '%s\n' "$out" | jq -e 'has("calibrate") or has("shared") | not' >null; echo $?)" "JSON: and no member that is always null"
is "$(printf '%s\n' "$out" | jq -c '.money.unit')" "[]" "JSON: without a price a unit has no cost"
ok "$(printf '%s\n' "$out" | jq -e '(.peaks | length > 0) and (.accuracy.peak_coverage - ([.peaks[] | select(.measured <= .planned)] | length) / (.peaks | length) | fabs < 1e-9)' >null; echo $?)" \
    "JSON: the share of tested peaks within what was planned for"
is "$(printf '%s\n' "$out" | jq -c '[.readiness[] | select(.answer != null) | [.name, .answer]]')" \
    '[["one lost","yes"]]' "JSON: readiness, as far as figures tell it"
is "$(printf '%s\n' "$out" | jq -c '[(.options[] | select(.id == "order") | .n), ([.weeks[].need] | max), (.scenarios[] | select(.name == "base") | .n)]')" \
    "[40,40,40]" "JSON: the option to order and the base scenario need what the weeks need"

plan "$web" --per-instance 500/s --horizon 2w --size-by step --events "$root/samples/web-events.csv" --format json
is "$(printf '%s\n' "$out" | jq -c '.meta.size_by, (.events[] | [.name, .start, .end, .multiplier, .share, .owner])' | tr '\n' ' ')" \
    '"step" ["spring sale","2026-03-06T08:00:00Z","2026-03-08T22:00:00Z",1.8,0.9,"marketing"] ["newsletter","2026-03-09T09:00:00Z","2026-03-12T11:00:00Z",1.4,1,"marketing"] ["payment provider fails","2026-03-07T12:00:00Z","2026-03-07T13:00:00Z",1,0,"web team"] ' \
    "JSON: the events, with the end of the fourth wave"
# What is served is the expected demand of each step, by another command.
"$headroom" forecast "$web" --horizon 2w -q --format csv >expected.csv
plan "$web" --per-instance 500/s --horizon 2w --price 0.1/h --format json
served=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "mean") at = i } NR > 1 { sum += $at * 300 } END { printf "%.0f", sum }' expected.csv)
ok "$(printf '%s\n' "$out" | jq -e --argjson served "$served" '.money.unit[0].served / $served - 1 | fabs < 1e-6' >null; echo $?)" "JSON: what is served"
ok "$(printf '%s\n' "$out" | jq -e --argjson served "$served" '.money.unit[0].cost_million / (.money.total / $served * 1e6) - 1 | fabs < 1e-6' >null; echo $?)" \
    "JSON: and a million of it costs its share of the total"
# How busy today's instances get is one figure, of the busiest week: JSON, text and workbook.
plan "$web" --per-instance 500/s --horizon 2w --current 33 --format json
is "$(printf '%s\n' "$out" | jq '(.do_nothing.busy - ([.weeks[].demand] | max) / 16500) * 1e9 | round | fabs')" 0 \
    "JSON: the highest demand of a week over what 33 instances take"
share=$(printf '%s\n' "$out" | jq -r '.do_nothing.busy | . * 1000 | round | . / 10')
digits=$(printf '%s\n' "$out" | jq -r '.do_nothing.busy | tostring | .[0:10]')
plan "$web" --per-instance 500/s --horizon 2w --current 33
has "$out" "at most $share% busy" "text says the same"
"$headroom" plan "$web" --per-instance 500/s --horizon 2w --current 33 -q -o busy.xlsx
command -v unzip >null && ok "$(unzip -p busy.xlsx xl/worksheets/sheet1.xml | grep -q "<v>$digits"; echo $?)" "and so does the workbook ($digits)"
# An outage of eight hours is left out, and named.
awk 'BEGIN {
    print "time,requests_per_s"
    for (h = 0; h < 672; h++) {
        v = 1000 + 500 * sin(h / 24 * 6.283185307) + 10 * sin(h * 1.7)
        if (h >= 586 && h < 594) v *= 0.1
        printf "2026-02-%02dT%02d:00:00Z,%.2f\n", 1 + int(h / 24), h % 24, v
    }
}' >outage.csv
plan outage.csv --per-instance 100/s --horizon 1w --format json
is "$(printf '%s\n' "$out" | jq -r '.data.outliers[] | .from, .to, (.multiple * 100 | round)' | tr '\n' ' ')" \
    "2026-02-25T10:00:00Z 2026-02-25T18:00:00Z 10 " "JSON: what was left out, and how much of the usual came"
plan "$web" --per-instance 500/s --horizon 4w --format csv
is "$(printf '%s\n' "$out" | sed 1q)" \
    "time,demand,base,headroom,rounding,spare,zone_fill,bound,instances,utilization,utilization_failed,latency,cost_hour,cost_month,bound_by,need_by,order_by,step_demand" \
    "CSV: the plan table"
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 5 "CSV: four weeks"
sums=$(printf '%s\n' "$out" | awk -F, 'NR > 1 { d = $3 + $4 + $5 + $6 + $7 + $8 - $9; if (d < -1e-7 || d > 1e-7) print }')
is "$sums" "" "CSV: the increments add up to the instances"

plan "$web" --per-instance 500/s --horizon 17d --format csv
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 4 "CSV: 17 days are three weeks, the last one short"

# --- arithmetic: each week is what size makes of its demand
plan "$web" --per-instance 500/s --horizon 2w --zones 3 --price 0.0832/h --format csv
demand=$(column demand | sed 1q)
instances=$(column instances | sed 1q)
cost=$(column cost_month | sed 1q)
run "$headroom" size -q --demand "$demand/s" --per-instance 500/s --zones 3 --price 0.0832/h --format csv
is "$(column instances) $(column cost_month)" "$instances $cost" "a week is what size makes of its demand"

# --- the highest step of the forecast decides
"$headroom" forecast -q "$web" --horizon 1w -o forecast.csv
highest=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "p95") at = i; next }
    $at + 0 > m { m = $at + 0 } END { printf "%.10g", m }' forecast.csv)
plan "$web" --per-instance 500/s --horizon 1w --format csv
is "$(column step_demand)" "$highest" "beside the demand of a week stands its highest p95"
"$headroom" forecast -q "$web" --horizon 1w --peak 1w -o peak.csv
is "$(column demand)" "$(tail -n 1 peak.csv | cut -d, -f6)" "the demand of a week is the p95 of its peak"
plan "$web" --per-instance 500/s --horizon 1w --format json
is "$(printf '%s\n' "$out" | jq -r '.weeks[0].sized_by')" peak "JSON: which is said"
plan "$web" --per-instance 500/s --horizon 1w --size-by step --format csv
is "$(column demand)" "$highest" "--size-by step: the demand of a week is its highest p95"
plan "$web" --per-instance 500/s --horizon 10d --format csv
is "$(column demand | awk -v m="$highest" '$1 < m { bad = 1 } END { print NR, bad + 0 }')" "2 0" \
    "a week that is cut short has a peak too"
plan "$web" --per-instance 500/s --horizon 3d --format csv
is "$(column demand | awk 'END { print NR }')" 1 "and so has a horizon of less"
plan "$web" --per-instance 500/s --horizon 1w --size-by step
has "$out" "A week needs what its highest step needs" "text: of steps"
plan "$web" --per-instance 500/s --horizon 1w
has "$out" "A week needs what its peak needs" "text: of peaks"
plan "$web" --per-instance 500/s --horizon 1w --quantile p99 --format csv
higher=$(column demand)
ok "$(awk -v a="$higher" -v b="$highest" 'BEGIN { exit !(a > b) }'; echo $?)" "--quantile p99 plans for more"

# --- inputs
gzip -c "$web" >web.csv.gz
plan "$web" --per-instance 500/s --horizon 2w --format csv
plain=$out
plan web.csv.gz --per-instance 500/s --horizon 2w --format csv
is "$out" "$plain" "a compressed export gives the same plan"
out=$("$headroom" plan -q --per-instance 500/s --horizon 2w --format csv <"$web")
is "$out" "$plain" "standard input gives the same plan"
plan "$web" --per-instance 500 --horizon 2w --format csv
is "$out" "$plain" "a bare per-instance takes the demand's unit"
plan "$web" --per-instance 30k/min --horizon 2w --format csv
is "$(column instances)" "$(printf '%s\n' "$plain" | awk -F, 'NR > 1 { print $9 }')" "30k/min is 500/s"
plan "$web" --per-instance 500/s --cache-hit 50% --horizon 2w --format csv
half=$(column demand | sed 1q)
ok "$(awk -v a="$half" -v b="$(printf '%s\n' "$plain" | awk -F, 'NR == 2 { print $2 }')" \
    'BEGIN { d = a / b - 0.5; exit !(d < 1e-6 && d > -1e-6) }'; echo $?)" "a cache that answers half halves the demand"

cat >web.csv <<'END'
name,value,unit,source,owner,date
per_instance,500,requests/s,load test of March,web team,2026-02-20
current,30,instances,fleet list,web team,2026-03-01
lead_time,6,w,quota requests of last year,platform team,2026-01-12
END
run "$headroom" plan "$web" --assume web.csv --horizon 4w -v
has "$out" "500 requests/s (web.csv:2); load test of March; web team" "assumptions are shown with source and place"
has "$out" "order was due by 2026-01-23" "late: six weeks of lead time are more than there is"
is "$status" 0 "late is no failure"
plan "$web" --assume web.csv --horizon 4w --format csv
of_file=$(column base | sed 1q)
plan "$web" --assume web.csv --horizon 4w --per-instance 400/s --format csv
ok "$(awk -v a="$(column base | sed 1q)" -v b="$of_file" 'BEGIN { d = a / b - 1.25; exit !(d < 1e-6 && d > -1e-6) }'; echo $?)" \
    "an option wins over the file"

# --- dates
plan "$web" --per-instance 500/s --horizon 4w --size-by step --current 32 --lead-time 10d --as-of 2026-03-01 --format md
has "$out" "(32 in service)" "--current: where the plan starts from"
has "$out" "(that less the lead time of 10d)" "--lead-time: gives an order-by date"
has "$out" "2026-03-01, as given; the forecast knows the data to their end, 2026-03-01 23:55" \
    "--as-of: is not called the end of the data"
plan "$web" --per-instance 500/s --horizon 4w --current 100
has "$out" "Nothing to order: the 100 in service are enough until 2026-03-30." "enough"

plan "$web" --per-instance 500/s --horizon 2w --tz +02:00 --format md
has "$out" "requests\\_per\\_s, 2026-03-02 to 2026-03-16" "--tz: weeks are those of the zone"
has "$out" "2026-03-01 23:55, the end of the data; all times are UTC+02:00" "--tz: and times, which is said"
has "$out" "| 2026-03-02 |" "--tz: a week begins at midnight there"
plan "$web" --per-instance 500/s --horizon 2w --tz +02:00 --format csv
is "$(column time | sed 1q)" "2026-03-01T22:00:00Z" "--tz: tables are UTC"
plan "$web" --per-instance 500/s --horizon 4w --current 32 --lead-time 1d --tz +02:00 \
    --as-of 2026-03-01T22:30:00Z --format md
has "$out" "2026-03-02 00:30, as given" "--as-of is shown on that clock, too"

# --- no
plan "$web" --per-instance 500/s --horizon 4w --max 20
is "$status" 1 "--max: an answer of no has status 1"
has "$out" "Cannot be met: 20 are the most that is allowed" "--max: and says so"
plan "$web" --per-instance 500/s --horizon 4w --max 20 --current 20 --lead-time 1w --format md
has "$out" "Have max raised to " "--max: there is nothing to order, but max can be raised"
ok "$(printf '%s\n' "$out" | grep -c 'Order by')" "--max: so no date to order by"
plan "$web" --per-instance 500/s --horizon 4w --max 20 --format csv
is "$status $(column bound_by | sort -u)" "1 max" "--max: the rows are printed with bound_by"
plan "$web" --per-instance 500/s --horizon 4w --price 0.1/h --budget 2000/mo
is "$status" 1 "--budget: too little has status 1"
has "$out" "over the budget of 2,000.00" "--budget: and says by how much"
has "$out" "to fit " "--budget: and what would fit"

# --- several series
plan "$fleet" --by service --assume "$root/samples/fleet-assumptions.csv" --horizon 1w --format csv
is "$(column service | tr '\n' ' ')" "auth catalog checkout reports search thumbnails " "--by: a plan for each service"
plan "$fleet" --by service --assume "$root/samples/fleet-assumptions.csv" --horizon 1w
is "$(printf '%s\n' "$out" | grep -c '^Capacity plan: ')" 6 "--by: six documents in one text"
has "$(printf '%s\n' "$out" | sed 1q)" "Capacity plans of 6 services" "--by: an overview before them"
is "$(printf '%s\n' "$out" | awk '/^Capacity plan: /{exit} NF >= 5 && ($2 == "order" || $2 == "late" || $2 == "enough") { n++ } END { print n }')" \
    6 "--by: with a row a service"
plan "$fleet" --by service --assume "$root/samples/fleet-assumptions.csv" -o fleet.xlsx
is "$status" 0 "--by: a workbook of a fleet"
cp fleet.xlsx again.xlsx
plan "$fleet" --by service --assume "$root/samples/fleet-assumptions.csv" -o fleet.xlsx
cmp -s fleet.xlsx again.xlsx
ok $? "--by: the same bytes again"
if command -v unzip >/dev/null; then
    names=$(unzip -p fleet.xlsx xl/workbook.xml | sed 's/<sheet /\
<sheet /g' | sed -n 's/^<sheet name="\([^"]*\)".*/\1/p' | tr '\n' ' ' | sed 's/ $//')
    is "$names" "Fleet Weeks Shared Data" "--by: its sheets"
    has "$(unzip -p fleet.xlsx xl/sharedStrings.xml)" "<t>thumbnails</t>" "--by: every service is in it"
fi
plan "$fleet" --assume "$root/samples/fleet-assumptions.csv" --only auth --horizon 1w -o auth.xlsx
is "$status" 0 "--only: a workbook of one service"
plan "$fleet" --assume "$root/samples/fleet-assumptions.csv" --only auth --horizon 1w
is "$(printf '%s\n' "$out" | sed 1q)" "Capacity plan: requests_per_s of auth, 2026-03-02 to 2026-03-09" \
    "--only: its plan, without an overview"
plan "$fleet" --assume "$root/samples/fleet-assumptions.csv" --only auht
is "$status" 2 "--only: no such service"
has "$err" "--only auht: no series has that key; did you mean auth?; there are auth, catalog, checkout" "--only: lists those there are"
plan "$web" --per-instance 500/s --only auth
has "$err" "there is one series, without a key; --by names the column" "--only: nothing to choose from"
plan "$root/samples/web-metrics.csv" --per-instance 500
is "$status" 2 "several metrics: which one is the demand?"
has "$err" "there are several metrics (requests_per_s, cpu_percent" "several metrics: they are named"
plan "$root/samples/web-metrics.csv" --per-instance 500 --value requests_per_s --horizon 1w
is "$status" 0 "several metrics: --value names it"

# --- refusals
plan "$web"
is "$status" 2 "no per-instance"
has "$err" "--per-instance is missing" "no per-instance: the message names it"
plan "$web" --per-instance 2cores
has "$err" "--per-instance 2cores is a number of cores, but requests_per_s is a rate" "cores do not serve requests"
plan "$web" --per-instance 500/s --headroom 50% --target 60%
has "$err" "--headroom" "headroom and target are one thing"
plan "$web" --per-instance 500/s --quantile p42
has "$err" "p42" "an unknown quantile"
plan "$web" --per-instance 500/s --budget 100/mo
has "$err" "--budget needs --price" "a budget needs a price"
plan "$work/none.csv" --per-instance 500/s
has "$err" "none.csv" "a missing file is named"
printf 'time,requests\n2026-01-01T00:00:00Z,5\n' >short.csv
plan short.csv --per-instance 500/s
is "$status" 2 "one row is no history"
echo precious >keep.csv
plan short.csv --per-instance 500/s -o keep.csv
is "$(cat keep.csv)" precious "a failed plan leaves the old file"

# --- workbook
plan "$web" --per-instance 500/s --horizon 2w -o plan.xlsx
is "$status" 0 "a workbook is written"
cp plan.xlsx once.xlsx
plan "$web" --per-instance 500/s --horizon 2w -o plan.xlsx
cmp -s plan.xlsx once.xlsx
ok $? "a second run writes the same bytes"
if command -v unzip >/dev/null 2>&1; then
    for sheet in Summary Assumptions Demand Sizing Data; do
        has "$(unzip -p plan.xlsx xl/workbook.xml)" "name=\"$sheet\"" "it has the sheet $sheet"
    done
else
    skip "the sheets of the workbook" "no unzip"
fi

# --- colour, on a terminal only
bold=$(printf '\033[1m')
case $("$headroom" plan -q "$web" --per-instance 500/s --horizon 1w) in
*"$bold"*) ok 1 "no colour in a pipe" ;;
*) ok 0 "no colour in a pipe" ;;
esac
if script -qec true /dev/null >/dev/null 2>&1; then
    # on_terminal SETTING: the plan as a terminal gets it.
    on_terminal()
    {
        script -qec "env $1 '$headroom' plan -q '$web' --per-instance 500/s --horizon 1w" /dev/null </dev/null
    }
    has "$(on_terminal 'NO_COLOR= TERM=xterm')" "${bold}Capacity plan" "colour on a terminal"
    case $(on_terminal 'NO_COLOR=1 TERM=xterm') in
    *"$bold"*) ok 1 "NO_COLOR: none" ;;
    *) ok 0 "NO_COLOR: none" ;;
    esac
else
    skip "colour on a terminal" "no script"
fi

run "$headroom" plan "$root/samples/web-requests.csv" --per-instance 500/s
has "$out" "horizon=2w" "in brief: a horizon by default is told"
has "$out" "-v shows" "and where the notes are"
run "$headroom" plan "$root/samples/web-requests.csv" --per-instance 500/s -v
has "$out" "horizon       2w (default: a quarter of the history)" "a horizon by default is told"

# Months.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 36; i++)
        printf "%d-%02d-01,%d\n", 2023 + int(i / 12), i % 12 + 1, 1000 + i
}' >months.csv
run "$headroom" plan months.csv --per-instance 50/s
is "$status:$out" "2:" "months are no weeks"
has "$err" "a plan goes week by week, and the data have steps of 1mo" "which is said, with what to do"
"$headroom" forecast months.csv --horizon 3mo -q >months-forecast.csv
run "$headroom" size months-forecast.csv --demand p95 --per-instance 50/s --format csv
is "$(printf '%s\n' "$out" | sed -n '2,4s/,.*//p' | tr '\n' ' ')" \
    "2026-01-01T00:00:00Z 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z " "and months are sized by their forecast"

# --- rules for cron
plan "$web" --per-instance 500/s --horizon 2w --price 0.0832/h --current 40 --require 'cost_month<=3000/mo' \
    --require 'status!=late' --require 'days_left>=30d' --format json
is "$status:$(echo "$out" | jq -r '.rules[].status' | tr '\n' ' ')" "0:pass pass pass " "rules that hold: status 0"
plan "$web" --per-instance 500/s --horizon 2w --price 0.0832/h --current 40 --require 'cost_month<=1000/mo'
is "$status" 1 "one that does not: status 1"
has "$out" "Required: cost_month<=1000/mo: cost_month is 2,186.50" "which is said"
plan "$web" --per-instance 500/s --horizon 2w --current 10 --lead-time 4w --require 'status!=late' --format csv
is "$status" 1 "the decision is the status"
done_testing
