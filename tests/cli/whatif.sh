#!/bin/sh
# headroom whatif: scales and events by hand, the pipeline that sizes them, and every refusal.
. "$(dirname "$0")/tap.sh"

# 100 requests/s, p95 120, for every hour of a Friday.
awk 'BEGIN {
    print "time,unit,mean,p95"
    for (hour = 0; hour < 24; hour++)
        printf "2026-11-27T%02d:00:00Z,requests/s,100,120\n", hour
}' >forecast.csv

# The worked example of the man page.
cat >launch.csv <<'END'
name,start,duration,ramp,multiplier,confidence,owner
launch,2026-11-27T12:00:00Z,2h,2h,3x,80%,ana
END

# hours FROM TO SCENARIO: mean and event of these hours, from the CSV in $out.
hours()
{
    printf '%s\n' "$out" | awk -F, -v from="$1" -v to="$2" -v scenario="$3" '
        { hour = substr($1, 12, 2) + 0 }
        $2 == scenario && hour >= from && hour <= to { printf "%s%s", sep, $4 $6; sep = " " }'
}

run "$headroom" whatif forecast.csv --scale 1x,5x
is "$status:$err" "0:" "scales"
is "$(printf '%s\n' "$out" | head -n 2)" "time,scenario,unit,mean,p95
2026-11-27T00:00:00Z,1x,requests/s,100,120" "without events there is no column event"
has "$out" "
2026-11-27T23:00:00Z,1x,requests/s,100,120
2026-11-27T00:00:00Z,5x,requests/s,500,600" "a block of rows a scale"
run "$headroom" whatif forecast.csv --scale 1.5,250%
has "$out" ",1.5x,requests/s,150,180" "a bare factor"
has "$out" ",2.5x,requests/s,250,300" "a share is a factor too"

run "$headroom" whatif forecast.csv --events launch.csv --scale 1x,5x
is "$status" 0 "events"
is "$(printf '%s\n' "$out" | head -n 1)" "time,scenario,unit,mean,p95,event" "columns"
is "$(hours 9 16 1x)" "100 200launch 300launch 300launch 300launch 300launch 200launch 100" \
    "two hours of ramp before and after, by hand"
is "$(hours 10 11 5x)" "1000launch 1500launch" "five times that"
is "$err" "headroom: launch.csv:2: launch acts in 6 of 24 rows, 3x, confidence 80%, owner ana" \
    "where it acts, how sure it is and who knows"
run "$headroom" whatif forecast.csv --events launch.csv
is "$(hours 12 12 1x)" "300launch" "1x is the default"
run "$headroom" whatif forecast.csv --events launch.csv --tz -05:00 -q
is "$(hours 11 14 1x)" "300launch 300launch 300launch 300launch" "an offset in the file wins over --tz"
sed 's/00Z/00/' launch.csv >local.csv
run "$headroom" whatif forecast.csv --events local.csv --tz -05:00 -q
is "$(hours 14 16 1x)" "100 200launch 300launch" "--tz is the zone of local times"

# 2 x 1.5 while both act, 1.875 x 0.8 in the evening, by hand.
cat >several.csv <<'END'
name,start,end,duration,multiplier,waves,every,retry,retries,shed
sale,2026-11-27T10:00:00Z,2026-11-27T14:00:00Z,,2x,,,,,
mail,2026-11-27T13:00:00Z,,1h,1.5x,3,3h,,,
outage,2026-11-27T20:00:00Z,,1h,,,,50%,3,20%
END
run "$headroom" whatif forecast.csv --events several.csv -q
is "$(hours 12 14 1x)" "200sale 300sale + mail 100" "overlapping events multiply"
is "$(hours 16 16 1x) $(hours 18 20 1x)" "150mail 100 150mail 150outage" "waves; retries and shedding"

# The pipeline: 120 x 3 = 360 needs ceil(360 / 50 x 1.5) + 1 = 12 instances, 600 ceil(18) + 1 = 19 ...
"$headroom" whatif forecast.csv --events launch.csv --scale 1x,5x -q >scenarios.csv
run "$headroom" size scenarios.csv --demand p95 --per-instance 50/s --price 0.1/h --budget 1000/mo --format csv
is "$status" 1 "five times the launch is beyond the budget of 13 instances"
has "$out" "2026-11-27T12:00:00Z,360,7.2,3.6,0.2,1,0,0,12," "at 1x it is within"
has "$out" ",1x,requests/s,300,launch" "scenario and event pass through"

# Services, and columns that are not demand.
cat >fleet.csv <<'END'
time,service,requests_per_s,latency_ms,busy_ratio
2026-11-27T12:00:00Z,web,10,80,0.5
2026-11-27T12:00:00Z,search,20,90,0.6
2026-11-27T13:00:00Z,web,10,80,0.5
2026-11-27T13:00:00Z,search,20,90,0.6
END
printf 'name,start,duration,multiplier,service\nlaunch,2026-11-27T12:00:00Z,1h,4x,web\n' >web.csv
run "$headroom" whatif fleet.csv --events web.csv
is "$(printf '%s\n' "$out" | sed -n 1,4p)" \
    "time,service,scenario,requests_per_s,latency_ms,busy_ratio,event
2026-11-27T12:00:00Z,web,1x,40,80,0.5,launch
2026-11-27T12:00:00Z,search,1x,20,90,0.6,
2026-11-27T13:00:00Z,web,1x,10,80,0.5," "an event of one service; latency and shares stay"
has "$err" "latency_ms is a duration and stays as it is; --value names what to multiply" "which is said"
run "$headroom" whatif fleet.csv --scale 2x --value busy_ratio
has "$out" ",web,2x,10,80,1" "--value says what is multiplied"
printf 'n,demand\n1,5\n' >timeless.csv
run "$headroom" whatif timeless.csv --scale 3x --value demand
is "$out" "scenario,n,demand
3x,1,15" "scales need no times"

sed 's/2026/2027/' launch.csv >late.csv
run "$headroom" whatif forecast.csv --events late.csv
has "$err" "warning: late.csv:2: launch acts in no row; are its times those of the table?" \
    "an event that acts nowhere is a warning"
run "$headroom" whatif forecast.csv --events late.csv --strict
is "$status:$out" "2:" "and trouble with --strict"
sed 's/web$/wbe/' web.csv >misspelt.csv
run "$headroom" whatif fleet.csv --events misspelt.csv
has "$err" "acts in no row; are its times those of the table, and its service one of them?" "a service misspelt"

# refuses MESSAGE OPTION ...
refuses()
{
    message=$1
    shift
    run "$headroom" whatif "$@"
    is "$status:$out" "2:" "refused: $*"
    has "$err" "$message" "says: $message"
}
refuses "nothing to change: give --scale 1x,5x,10x,50x, --events FILE, or both" forecast.csv
refuses "--scale: its value is empty" forecast.csv --scale ''
refuses '--scale: "' forecast.csv --scale 1x,,5x
refuses '--scale: "many"' forecast.csv --scale many
refuses '--scale: "0" is out of bounds: above 0, at most 1000000x' forecast.csv --scale 0
refuses '--scale: "5" is there twice; name each factor once' forecast.csv --scale 5x,5
refuses "--scale: more than 64 factors" forecast.csv \
    --scale "$(awk 'BEGIN { for (i = 1; i < 65; i++) printf "%d,", i; print 65 }')"
refuses "no-such.csv: " forecast.csv --events no-such.csv
refuses 'late.csv' forecast.csv --events launch.csv --events late.csv --strict
printf 'name,start,duration\nlaunch,soon,2h\n' >bad.csv
refuses 'bad.csv:2: start: "soon" is no time, or could be two; write it such as 2026-11-27T08:00:00Z' \
    forecast.csv --events bad.csv
refuses "standard input is empty" --scale 5x
refuses 'timeless.csv: no column "time": --events needs to know when' timeless.csv --events launch.csv
printf 'time,demand\n2026-11-27T00:00:00Z,5\n,6\n' >gap.csv
refuses "gap.csv:3: time: no time in this row" gap.csv --events launch.csv
refuses 'no column "p59" for --value; did you mean p95?' forecast.csv --scale 5x --value p59
refuses '--value: column "unit" is not all numbers' forecast.csv --scale 5x --value unit
printf 'time,latency_ms\n2026-11-27T00:00:00Z,5\n' >latency.csv
refuses "latency.csv: no column of numbers that could be demand; --value names one" latency.csv --scale 5x
printf 'time,demand\n2026-11-27T00:00:00Z,-5\n' >negative.csv
refuses "negative.csv:2: demand: demand is -5; it must be 0 or more" negative.csv --scale 5x
refuses "scenarios.csv: scenario: the input has this column already" scenarios.csv --scale 5x
refuses 'no column of text "team" for --by' forecast.csv --scale 5x --by team
awk 'BEGIN {
    print "name,start,duration,multiplier"
    for (i = 0; i < 60; i++) print "e" i ",2026-11-27T00:00:00Z,1d,1000000x"
}' >huge.csv
refuses "forecast.csv:2: time: the events in this step multiply demand beyond all numbers" forecast.csv \
    --events huge.csv
# Text of many steps is a row a day of each scenario.
"$headroom" forecast "$root/samples/web-requests.csv" --horizon 1w -q >week.csv
run "$headroom" whatif week.csv --scale 1x,5x --format text
has "$out" "A row a day; -v shows all 4032, --format csv writes them." "text goes by days"
is "$(printf '%s\n' "$out" | grep -c '^ *2026-03-0[0-9] *1x'):$(printf '%s\n' "$out" | grep -c '^ *2026-03-0[0-9] *5x')" \
    7:7 "of every scenario"

done_testing
