#!/bin/sh
# headroom size: single answers, rows, --solve, budgets, assumptions, and every refusal.
. "$(dirname "$0")/tap.sh"

# column NAME: that column of the CSV in $out, a value a line, without the header.
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { print $at }' | tr '\n' ' ' | sed 's/ $//'
}

web="--per-instance 500/s"

# --- single answers: every figure by hand ---------------------------------------------------------
run "$headroom" size --demand 10k/s $web --spare 1 --price 0.0832/h --format csv
is "$status" 0 "the seed example"
is "$(column instances) $(column cost_hour) $(column cost_month)" "31 2.5792 1882.82" \
    "31 instances, 2.5792 an hour, 1882.82 a month"
is "$(printf '%s\n' "$out" | head -n 1)" "demand,base,headroom,rounding,spare,zone_fill,bound,instances,\
utilization,utilization_failed,latency,cost_hour,cost_month,bound_by" "the plan table's columns"
is "$(column base) $(column headroom) $(column rounding) $(column spare)" "20 10 0 1" "20, 30, 31"
is "$err" "headroom: using headroom=50% hours_per_month=730 (defaults), demand=10k/s \
per_instance=500/s spare=1 price=0.0832/h (options)" "what was assumed is said"

run "$headroom" size --demand 10k/s $web --spare 1 --price 0.0832/h
has "$out" "6: by default headroom=50% hours_per_month=730, by option demand=10k/s
per_instance=500/s spare=1 price=0.0832/h; -v lists each with its place, source
and owner." "text: assumptions in brief"
run "$headroom" size --demand 10k/s $web --spare 1 --price 0.0832/h -v
has "$out" "31 instances for 10,000/s." "text: the answer first"
for line in "20  demand    10,000/s at 500/s per instance" "30  headroom  50% of the demand on top" \
    "31  spare     1 more, so that 1 may fail (N+1)" "2.5792 an hour, 1,882.82 a month of 730 h" \
    "64.5% of all; 66.7% when" "headroom         50%       default" "price            0.0832/h  --price"; do
    has "$out" "$line" "text: $line"
done
is "$err" "" "text lists the defaults, so that no note repeats them"

run "$headroom" size --demand 30k/s $web --spare 1 --format csv
is "$(column instances)" 91 "three times the demand: 91"
run "$headroom" size --demand 3000/s --per-instance 50/s --headroom 10% --spare 0 --format csv
is "$(column instances) $(column rounding)" "66 0" "3000 x 1.1 / 50 is 66"
run "$headroom" size --demand 10k/s $web --target 60% --format csv
is "$(column instances)" 35 "a target of 60%: ceil(20 / 0.6) + 1"
run "$headroom" size --demand 10k/s $web --zones 3 --format csv
is "$(column instances) $(column zone_fill) $(column bound_by)" "33 2 zone" "31 over 3 zones: 33"
run "$headroom" size --demand 10k/s $web --spare zone --zones 3 --format csv
is "$(column instances)" 45 "spare zone: ceil(30 / 2) x 3"
run "$headroom" size --demand 10k/s $web --spare region --zones 2
has "$out" "30 more, so that one of 2 regions may fail" "spare region says so"
run "$headroom" size --demand 10k/s $web --min 40 --format csv
is "$(column instances) $(column bound) $(column bound_by)" "40 9 min" "min"
run "$headroom" size --demand 10k/s $web --max-unavailable 25% --max-surge 25%
has "$out" "10 more, so that a rolling deploy takes nothing away" "a rolling deploy: 41"
has "$out" "up to 52 while a rolling deploy surges" "and its peak: 41 + ceil(41 / 4)"
run "$headroom" size --demand 10k/s $web --max-unavailable 2 --format csv
is "$(column instances)" 33 "two at a time"
run "$headroom" size --demand 10k/s $web --cache-hit 40% --format csv
is "$(column demand) $(column instances)" "6000 19" "a cache answers 40%: 6000/s, 12 x 1.5 + 1"
run "$headroom" size --demand 10k/s $web --cache-hit 40%
has "$out" "answers 40% of 10,000/s; the instances see 6,000/s" "text: the cache"
run "$headroom" size --demand 10k/s $web --current 20
has "$out" "20 in service: 11 more are needed" "today's fleet"
run "$headroom" size --demand 10k/s $web --current 30
has "$out" "30 in service: 1 more is needed" "one more"
run "$headroom" size --demand 600k/min $web --format csv
is "$(column instances)" 31 "per minute is per second"
run "$headroom" size --demand 12cores --per-instance 0.5cores --headroom 0% --spare 0 --format csv
is "$(column instances)" 24 "cores"
run "$headroom" size --demand 10k/s $web --hours-per-month 744 --price 1/h --format csv
is "$(column cost_month)" "23064.00" "a month of 744 hours"
run "$headroom" size --demand 10k/s $web --format json
is "$(echo "$out" | jq -r '.schema, .verdict, .instances, .rows[0].instances, .unit' | tr '\n' ' ')" \
    "headroom-size/1 met 31 31 /s " "JSON"
run "$headroom" size --demand 10k/s $web --format md
has "$out" "| 20 " "Markdown"
run "$headroom" size --demand 10k/s $web -o answer.xlsx
is "$status:$out:$(head -c 2 answer.xlsx)" "0::PK" "a workbook"

run "$headroom" size --demand 10k/s $web --price 0/h --budget 5/mo
is "$status" 0 "what costs nothing is within every budget"

# Standard input is not touched by a single answer.
rest=$(printf 'kept\n' | { "$headroom" size --demand 1/s --per-instance 1/s >/dev/null; cat; })
is "$rest" "kept" "a single answer leaves standard input alone"

# --- units ----------------------------------------------------------------------------------------
run "$headroom" size --demand 10k/s --per-instance 500 --format csv
is "$(column instances)" 31 "a bare number takes the other's unit"
has "$err" "--per-instance 500 has no unit and takes that of --demand: /s" "and that is said"
run "$headroom" size --demand 10k --per-instance 500/s -q --format csv
is "$(column instances):$err" "31:" "the other way round, -q silences"
run "$headroom" size --demand 40cores $web
is "$status" 2 "different dimensions are an error"
has "$err" "--per-instance 500/s is a rate (per second), but --demand is a number of cores: give both in one unit; a number \
without one takes the other's" \
    "that names both"

printf 'time,unit,load\n2024-01-01T00:00:00Z,passengers,5000\n' >taxi.csv
run "$headroom" size taxi.csv --demand load $web
is "$status:$out" "2:" "a unit that is known by name alone is no rate"
has "$err" "--per-instance 500/s is a rate (per second), but load is in passengers: give both in one unit" "and said so"
run "$headroom" size taxi.csv --demand load --per-instance 500 --format csv
is "$(column instances)" 16 "a bare number takes it"
has "$err" "--per-instance 500 has no unit and takes that of load: passengers" "which is said"
printf 'time,load\n2024-01-01T00:00:00Z,5000\n' >load.csv
run "$headroom" size load.csv --demand load $web --format csv
has "$err" "load has no unit that is known and takes that of per-instance 500/s (--per-instance)" "and the other way round"

# --- what cannot be met -------------------------------------------------------------------------------
run "$headroom" size --demand 10k/s $web --max 20 --format csv
is "$status $(column instances) $(column bound) $(column bound_by)" "1 20 -11 max" "max: the answer is no"
has "$err" "cannot be met: 20 instances take at most 6,333/s" "and what max takes"
run "$headroom" size --demand 50k/s $web --price 0.0832/h --budget 6000/mo
is "$status" 1 "over budget: the answer is no"
has "$out" "50,000/s need 151 instances, for 9,171.14 a month: over the budget of 6,000.00." "what it costs"
has "$out" "6,000.00 a month pays 98 instances, which take 32,333/s" "where the budget breaks"
has "$out" "accept: pay 9,171.14 a month (3,171.14 more), or serve at most 32,333/s" "accept"
has "$out" "optimise: 773.2/s per instance (55% more)" "optimise"
has "$out" "cheaper: 0.05443 an hour per instance (35% less)" "cheaper"
has "$out" "offload: a cache that answers 35.4% of the demand" "cache"
# The remedies put back as they are shown.
for remedy in "--demand 32333/s" "--per-instance 773.2/s" "--price 0.05443/h" "--cache-hit 35.4%"; do
    run "$headroom" size --demand 50k/s $web --price 0.0832/h --budget 6000/mo $remedy
    is "$status" 0 "$remedy fits"
done
for remedy in "--demand 32334/s" "--per-instance 773.1/s" "--price 0.05444/h" "--cache-hit 35.3%"; do
    run "$headroom" size --demand 50k/s $web --price 0.0832/h --budget 6000/mo $remedy
    is "$status" 1 "$remedy does not"
done

# --- solve ----------------------------------------------------------------------------------------
run "$headroom" size --solve demand $web --max 98 --format csv
is "$(column solve) $(column value) $(column unit)" "demand 32333.33333 /s" "--solve demand"
run "$headroom" size --solve demand $web --price 0.0832/h --budget 6000/mo --format csv
is "$(column value) $(column instances)" "32333.33333 98" "--solve demand by a budget"
run "$headroom" size --solve per-instance --demand 10k/s --max 31 --format csv
is "$(column value)" 500 "--solve per-instance"
run "$headroom" size --solve headroom --demand 10k/s $web --current 31 --format csv
is "$(column value) $(column unit)" "0.5 ratio" "--solve headroom in today's fleet"
run "$headroom" size --solve price --demand 10k/s $web --budget 1882.816/mo --format csv
is "$(column value)" 0.0832 "--solve price"
run "$headroom" size --solve budget --demand 10k/s $web --price 0.0832/h --format csv
is "$(column value) $(column unit)" "1882.816 /mo" "--solve budget"
run "$headroom" size --solve cache-hit --demand 20k/s $web --max 31 --format csv
is "$(column value)" 0.5 "--solve cache-hit"
# To the last digit that is shown the value is on the side that fits.
run "$headroom" size --solve headroom --demand 170.5/s --per-instance 50/s --current 10 --format csv
is "$(column value)" 1.639296187 "a headroom is rounded down"
run "$headroom" size --solve per-instance --demand 3.6554k/s --headroom 37% --current 4 --format csv
is "$(column value)" 1669.299334 "a rate is rounded up"
run "$headroom" size --solve budget --demand 1260/s --per-instance 500/s --max 4 --price 1/h --format csv
is "$status:$(column value)" "1:" "no budget buys more than max allows"
run "$headroom" size --solve price --demand 1260/s --per-instance 500/s --max 4 --budget 9999/mo
is "$status" 1 "nor does a price"
has "$out" "5 instances are needed for 1,260/s, and max allows 4" "which is said"
run "$headroom" size --solve headroom --demand 0/s $web --max 5 --format csv
is "$(column value)" 100 "no demand has all the headroom that can be asked for"
run "$headroom" size --solve cache-hit --demand 141.5/s --per-instance 50/s --spare zone --zones 4 --current 3
is "$status" 0 "a zone lost leaves nothing to fill"
has "$out" "only when a cache answers as good as all of it" "so that no demand is left"
run "$headroom" size --solve cache-hit --demand 141.5/s --per-instance 50/s --spare 4 --current 3 --format csv
is "$status:$(column value)" "1:" "no cache helps where the spare alone is more"
run "$headroom" size --solve demand $web --max 98
has "$out" "98 instances take at most 32,333/s." "text: a sentence"
run "$headroom" size --solve headroom --demand 10k/s $web --max 10
is "$status" 1 "no headroom: the answer is no"
has "$out" "10 instances do not take 10,000/s even without headroom." "and why"
run "$headroom" size --solve demand $web --max 0 --format csv
is "$status:$(column value)" "1:" "no demand: a missing value"
run "$headroom" size --solve demand $web
has "$err" "--solve demand needs a fleet to fit into: --max, --current, or --budget with --price" "no fleet"
run "$headroom" size --solve headroom $web --max 10
has "$err" "--solve headroom needs --demand as a quantity, such as 10k/s" "no demand"
run "$headroom" size --solve price --demand 1/s --per-instance 1/s
has "$err" "--solve price needs --budget, such as 6000/mo" "no budget"
run "$headroom" size --solve budget --demand 1/s --per-instance 1/s
has "$err" "--solve budget needs --price, such as 0.0832/h" "no price"
run "$headroom" size --solve demand $web --max 9 forecast.csv
has "$err" "--solve demand answers for one demand, not for the rows of a file" "a file with --solve"

# --- refusals of values ---------------------------------------------------------------------------
# refuses MESSAGE OPTION ...
refuses()
{
    message=$1
    shift
    run "$headroom" size "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$message" "says: $message"
}
refuses "--per-instance is missing: the demand that one instance serves well" --demand 10k/s
refuses "--per-instance 0/s: it must be from 0.000000001 to 10^18" --demand 10k/s --per-instance 0/s
refuses "--demand -5: it must be from 0 to 10^18" --demand=-5 --per-instance 1
refuses "more than 10^12 instances of 1e-06 take" --demand 10M/s --per-instance 0.000001/s
refuses "--headroom -10%: it must be from 0% to 10,000%" --demand 1/s $web --headroom=-10%
refuses "--target 0%: it must be from 1% to 100%" --demand 1/s $web --target 0%
refuses "--target 120%: it must be from 1% to 100%" --demand 1/s $web --target 120%
refuses "--target and --headroom exclude each other" --demand 1/s $web --target 60% --headroom 50%
refuses "--spare zone needs --zones, 2 or more" --demand 1/s $web --spare zone
refuses "--spare region needs --zones, 2 or more" --demand 1/s $web --spare region --zones 1
refuses "--min 9 is more than --max 5" --demand 1/s $web --min 9 --max 5
refuses "--budget needs --price" --demand 1/s $web --budget 6000/mo
refuses "--cache-hit 100%: it must be at least 0% and less than 100%" --demand 1/s $web --cache-hit 100%
refuses "--max-unavailable 100%: it must be from 0% to 99%" --demand 1/s $web --max-unavailable 100%
refuses "--max-unavailable is 1.5: it must be a whole number" --demand 1/s $web --max-unavailable 1.5
refuses "--max-surge 200%: it must be from 0% to 100%" --demand 1/s $web --max-surge 200%
refuses "demand is the quantity 10k/s, but there is a file too" --demand 10k/s $web forecast.csv

# --- rows -----------------------------------------------------------------------------------------
cat >forecast.csv <<'END'
time,service,unit,mean,p50,p90,p95,p99
2024-03-01T00:00:00Z,web,requests/s,9000,9000,9800,10000,11000
2024-03-01T01:00:00Z,web,requests/s,9500,9500,9900,12000,13000
2024-03-01T00:00:00Z,search,requests/s,900,900,980,1000,1100
2024-03-01T01:00:00Z,search,requests/s,950,950,990,1200,1300
END
run "$headroom" size forecast.csv $web --demand p95
is "$(column instances)" "31 37 4 5" "a row for each row"
is "$(printf '%s\n' "$out" | head -n 1)" "time,service,demand,base,headroom,rounding,spare,zone_fill,bound,\
instances,utilization,utilization_failed,latency,cost_hour,cost_month,bound_by,unit,mean,p50,p90,p99" \
    "keys first, columns that are not known last"
has "$err" "50% headroom on top of p95" "headroom comes on top of the quantile"
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 { d = $4 + $5 + $6 + $7 + $8 + $9 - $10; if (d < 0) d = -d
    if (d > 1e-8) print }')" "" "the increments add up to the instances"
cp .out from_file
"$headroom" size $web --demand p95 -q <forecast.csv | cmp -s - from_file
ok $? "standard input gives the same"
run "$headroom" size forecast.csv $web
cmp -s .out from_file
ok $? "p95 is the default"
has "$err" "demand is p95, the quantile to plan for (default), and headroom comes on top of it" "which is said"
cut -d, -f1-5 forecast.csv >no-p95.csv
run "$headroom" size no-p95.csv $web
has "$err" "no-p95.csv: --demand must name the column to size: mean, p50" "an unnamed column"
run "$headroom" size forecast.csv $web --demand p59
has "$err" 'forecast.csv: no column "p59" for --demand; did you mean p50?; columns of numbers: mean' \
    "a misspelt column"
printf '%s\n' time,requests_per_s 2024-01-01T00:00:00Z,5 >export.csv
run "$headroom" size export.csv $web --demand p95
has "$err" 'columns of numbers: requests_per_s; a forecast has it: headroom forecast FILE | headroom size --demand p95' \
    "an export that has still to be forecast"
run "$headroom" size forecast.csv $web --demand unit
has "$err" 'column "unit" is not all numbers; columns of numbers: mean' "a column of text"
printf 'time,rps\n2026-01-01T00:00:00Z,95 req/s\n2026-01-01T00:01:00Z,1900 req/s\n' >units.csv
run "$headroom" size units.csv --demand rps --per-instance 50/s
has "$status $err" '"95 req/s" is no plain number: headroom clean FILE makes numbers of such cells' "cells with units: the way to numbers"
"$headroom" clean units.csv -q -o numbers.csv
run "$headroom" size numbers.csv --demand req_per_s --per-instance 50/s --format csv -q
is "$status $(printf '%s\n' "$out" | tail -1 | cut -d, -f2,9)" "0 1900,58" "which works"
run "$headroom" size forecast.csv $web --demand p95 --by host
has "$err" 'forecast.csv: no column of text "host" for --by' "no such key"
run "$headroom" size forecast.csv --demand p95 --per-instance 2cores
has "$err" "--per-instance 2cores is a number of cores, but p95 is a rate (per second)" "units of rows"
run "$headroom" size forecast.csv --demand p95 --per-instance 30000/min -q
is "$(column instances)" "31 37 4 5" "units are converted"
run "$headroom" size forecast.csv $web --demand p95 --max 36
is "$status:$(column bound_by)" "1:throughput max throughput throughput" "one row cannot be met: no"
has "$err" "web: 1 of 2 rows cannot be met, the first at 2024-03-01 01:00: 36 instances take at most 11,666 requests/s" \
    "and which"
run "$headroom" size forecast.csv $web --demand p95 --format text
has "$out" "web: 37 instances for 12,000 requests/s at 2024-03-01 01:00, the most of 2 rows" "text: the largest row"
run "$headroom" size forecast.csv $web --demand p95 -o plan
is "$(head -c 5 plan)" "time," "rows are CSV in a file without an ending too"

printf 'time,requests_per_s,filled\n2024-03-01T00:00:00Z,10000,0\n' >clean.csv
run "$headroom" size clean.csv --per-instance 500
is "$(column instances) $(column filled)" "31 0" "the only column of numbers"
has "$err" "demand is requests_per_s, the only column of numbers" "which is said"
has "$err" "--per-instance 500 has no unit and takes that of requests_per_s" "and the column's unit"
printf 'time,demand\n2024-03-01T00:00:00Z,5\n2024-03-01T01:00:00Z,-5\n' >negative.csv
run "$headroom" size negative.csv --per-instance 1
has "$err" "negative.csv:3: demand: demand is -5; it must be 0 or more" "negative demand"
printf 'time,demand\n2024-03-01T00:00:00Z,\n2024-03-01T01:00:00Z,5\n' >missing.csv
run "$headroom" size missing.csv --per-instance 1 -q
is "$(printf '%s\n' "$out" | sed -n 2p)" "2024-03-01T00:00:00Z,,,,,,,,,,,,,," \
    "a missing demand stays missing"
printf 'time,demand\nsoon,5\n' >bad_time.csv
run "$headroom" size bad_time.csv --per-instance 1
has "$err" "bad_time.csv: time: not every row has a time" "times that are none"
printf 'time,demand\n' >no_rows.csv
run "$headroom" size no_rows.csv --per-instance 1
is "$status" 2 "no rows are an error"
has "$err" "no_rows.csv: " "that names the file"
printf 'time,service\n2024-03-01T00:00:00Z,web\n' >no_numbers.csv
run "$headroom" size no_numbers.csv --per-instance 1
has "$err" "no_numbers.csv: no column of numbers that could be demand" "no numbers"
run "$headroom" size --demand p95 $web
has "$err" "standard input is empty: the command before it in the pipe wrote nothing" "an empty pipe"
run "$headroom" size $web
has "$err" "or there is none and a file is missing; --demand 10k/s sizes for a single demand" "no pipe and no demand"
"$headroom" size --demand 1/s --per-instance 1/s -q -o answer.json
run "$headroom" size answer.json --demand p95 $web
has "$err" "answer.json: this is JSON, and a table of demand is CSV: leave --format json out" "JSON is named"
printf 'A title\n=======\n' >answer.text
run "$headroom" size answer.text --demand p95 $web
has "$err" "answer.text: this is an answer as text, and a table of demand is CSV: leave --format text out" "text is named"
printf '%s\n' time,unit,mean,p95 2024-01-01T00:00:00Z,,8,9 >unitless.csv
sed 's/p95/p99/' unitless.csv >unitless99.csv
run "$headroom" size unitless99.csv $web
has "$err" "--demand must name the column to size: mean, p99 (" "an empty column is no candidate"
printf '%s\n' name,value,source,owner quantile,p95,review,ana per_instance,1,test,ana >quantile.csv
run "$headroom" size unitless.csv --assume quantile.csv --format csv
is "$status:$(column demand)" "0:9" "the quantile of an assumptions file is the demand"
has "$err" "demand is p95, the quantile to plan for (quantile.csv:2)" "which is said"
run "$headroom" size unitless.csv --assume quantile.csv --demand mean --format csv
is "$(column demand)" 8 "--demand wins"

# --- assumptions ----------------------------------------------------------------------------------
cat >web.csv <<'END'
name,value,unit,source,owner,date,service
per_instance,500,requests/s,test,ana,2024-01-01,
per_instance,60,requests/s,test,ana,2024-01-01,search
headroom,30,%,policy,ana,2024-01-01,search
price,"0,0832",EUR/h,list,fin,2024-01-01,
END
run "$headroom" size forecast.csv --assume web.csv --demand p95
is "$(column instances)" "31 37 23 27" "a service's own rows win: ceil(1000 / 60 x 1.3) + 1 = 23"
is "$(column cost_hour)" "2.5792 3.0784 1.9136 2.2464" "a decimal comma"
run "$headroom" size forecast.csv --assume web.csv --demand p95 --headroom 0%
is "$(column instances)" "21 25 18 21" "options win over every row"
run "$headroom" size --demand 10k/s --assume web.csv -v
has "$out" "500 requests/s  line 2    test    ana" "text names file, line, source and owner"
run "$headroom" size forecast.csv --assume web.csv --demand p95 --format text -v
has "$out" "headroom (search)" "and the rows of services"
sed 's/,search$/,serch/' web.csv >misspelt.csv
run "$headroom" size forecast.csv --assume misspelt.csv --demand p95
has "$err" 'warning: misspelt.csv:3: service "serch" is not in the input' "a service that is not there"
run "$headroom" size forecast.csv --assume misspelt.csv --demand p95 --strict
is "$status:$out" "2:" "which --strict makes trouble"
printf 'name,value\nper-instance,500\n' >bad.csv
run "$headroom" size --demand 10k/s --assume bad.csv
has "$err" 'bad.csv:2: name: unknown assumption "per-instance"; did you mean "per_instance"?' "an unknown name"
printf 'name,value,unit,source,owner\nheadroom,50,%%,a,b\ntarget,60,%%,a,b\n' >both.csv
run "$headroom" size --demand 10k/s $web --assume both.csv
has "$err" "both.csv:3: target: both.csv:2 gives headroom, which says the same thing" "headroom and target"
run "$headroom" size --demand 10k/s $web --assume both.csv --target 50% --format csv
is "$(column instances)" 41 "an option settles it: ceil(20 / 0.5) + 1"
printf 'name,value,unit,source,owner,service\nheadroom,50,%%,a,b,\ntarget,60,%%,a,b,web\n' >own.csv
run "$headroom" size forecast.csv $web --demand p95 --assume own.csv
is "$(column instances)" "35 41 4 5" "and so does a service's own row"
printf 'name,value,unit\nheadroom,50,%%\n' >unsourced.csv
run "$headroom" size --demand 10k/s $web --assume unsourced.csv
has "$err" "warning: unsourced.csv:2: headroom has no source" "no source"
printf 'name,value,unit,source,owner\ncache_hit,1,,a,b\n' >hit.csv
run "$headroom" size --demand 10k/s $web --assume hit.csv
has "$err" "hit.csv:2: cache_hit: \"1\" is out of range; it must be at least 0% and less than 100%" "a file's value is named by its line"
run "$headroom" size --demand 10k/s --assume missing_file.csv
is "$status" 2 "a file that is not there"
has "$err" "missing_file.csv" "is named"
run "$headroom" help assumptions
printf '%s\n' "$out" >template.csv
run "$headroom" size --demand 10k/s $web --assume template.csv --format csv
is "$(column instances)" 31 "the template is read: values that are not filled in do not count"
# Long tables: text has a row a day, or a week, and says so; CSV has all. Hour 20 of each day needs the most.
awk 'BEGIN { print "time,load"; for (d = 1; d <= 6; d++) for (h = 0; h < 24; h++)
    printf "2024-01-%02dT%02d:00:00Z,%d\n", d, h, 1000 * d - (h - 20) * (h - 20) }' >hourly.csv
run "$headroom" size hourly.csv --per-instance 500 --format text
has "$out" "A row a day: its step with the most demand. --format csv has all 144." "text goes by days"
is "$(printf '%s\n' "$out" | grep -c '^ *2024-01-0[1-6] 20:00 *[1-6],000 ')" 6 "and shows the peak of each"
is "$(printf '%s\n' "$out" | grep -c '^ *2024-')" 6 "alone"
run "$headroom" size hourly.csv --per-instance 500 --format csv
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 145 "CSV has all rows"
printf '%s\n' name,value,unit,source,owner per_instance,500,/s,test,ana spare,2,,policy,ana >lines.csv
run "$headroom" size --demand 10k/s --assume lines.csv -v
has "$out" "Lines are those of lines.csv." "one file is named once"
has "$out" "spare         2      line 3    policy  ana" "and its rows by their lines"
printf '%s\n' name,value,unit,source,owner spare,0,,review,bob >second.csv
run "$headroom" size --demand 10k/s --assume lines.csv --assume second.csv -v
has "$out" "second.csv:2" "of several files each row names its own"
# Bytes are read in the unit that suits them.
run "$headroom" size --demand 500GiB --per-instance 60GiB
has "$out" "500 GiB at 60 GiB per instance" "binary units of bytes"
run "$headroom" size --demand 2.5GB/s --per-instance 60MiB/s
has "$out" "2.5 GB/s at 60 MiB/s per instance" "and decimal ones"

done_testing
