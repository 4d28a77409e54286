#!/bin/sh
# headroom fit: what a series is made of.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv

run "$headroom" fit "$web"
is "$status" 0 "fits"
for part in "What requests_per_s is made of" "a month (95% interval" "daily season" "weekly season" \
    "The usual week" "Anomalies" "Members of the forecast" "confidence"; do
    has "$out" "$part" "text: $part"
done

run "$headroom" fit "$web" --format csv
is "$(echo "$out" | head -1)" "component,key,value,low,high" "the fit table"
is "$(echo "$out" | grep -c '^profile,')" 168 "a profile of the week's hours"
has "$out" "profile,Mon 00:00," "from Monday"
has "$out" "backtest,skill," "the backtest's skill"
has "$out" "backtest,coverage_p99," "and coverage"
is "$(echo "$out" | awk -F, '$1 == "trend" && !($4 <= $3 && $3 <= $5)' | wc -l | tr -d ' ')" 0 \
    "trends lie in their intervals"

run "$headroom" fit "$root/samples/fleet.csv" --by service --format csv
is "$(echo "$out" | head -1)" "service,component,key,value,low,high" "services have their column"

run "$headroom" fit "$root/samples/fleet.csv" --by service --threads 1
several=$out
run "$headroom" fit "$root/samples/fleet.csv" --by service --threads 4
is "$out" "$several" "any number of threads fits the same"
run "$headroom" fit "$web" --tz Asia/Tokyo
has "$out" "by the clock of Asia/Tokyo" "--tz is the clock of the text"
has "$out" "- 2026-02-10 15:00: 13,314" "its anomalies' too"
run "$headroom" fit "$web" --tz Asia/Tokyo --format csv
has "$out" "anomaly,2026-02-10T06:00:00Z,133" "a table has UTC"

# Three years of days, spring at 1.3 times, weekends at 0.6 times.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 1096; i++)
        printf "%d,%.3f\n", 1704067200 + 86400 * i, 200 * (1 + .3 * sin(i * 6.283185 / 365.25)) * \
            (i % 7 > 4 ? .6 : 1) * (1 + i * 7919 % 13 / 200)
}' >days.csv
run "$headroom" fit days.csv
has "$out" "daily season   none: a step is 1d" "days have no hours"
has "$out" "yearly season  1.00 of 1" "but years"
has "$out" "   Jan   Feb   Mar   Apr   May" "month by month"
has "$out" "a month (95% interval" "with a trend"
has "$out" "apart from none" "that the year does not feign"
run "$headroom" fit days.csv --format csv
is "$(echo "$out" | grep -c '^month,')" 12 "and a row a month"
is "$(echo "$out" | awk -F, '$1 == "month" && $2 == "Apr" { print ($3 > 1.2 && $3 < 1.4) }')" 1 "spring is high"
run "$headroom" fit "$web"
has "$out" "yearly season  unknown (needs 2 years)" "eight weeks know no year"

printf 'time,x\n2024-01-01,1\n2024-01-02,2\n' >two.csv
run "$headroom" fit two.csv
is "$status:$out" "2:" "two values are refused"
has "$err" "needs at least 4" "with how many are needed"

awk 'BEGIN { print "time,x"; for (i = 0; i < 30; i++) printf "%d,7\n", 1704067200 + 3600 * i }' >even.csv
run "$headroom" fit even.csv
is "$status" 0 "a constant is fitted"
has "$err" "all values are the same" "and told"
is "${err#*in the backtest}" "$err" "without a verdict on bounds that nothing could pass"

# One definition of growth: that of describe.
run "$headroom" fit "$web"
run "$headroom" fit "$web" --format csv
growth=$(echo "$out" | sed -n 's/^trend,growth_month,\([^,]*\),.*/\1/p')
run "$headroom" describe "$web" --format csv
has "$out" ",$growth," "describe says the same growth"
run "$headroom" fit "$web"
has "$(echo "$out" | tr -s " \n" " ")" "requests/s a month now" "in the unit too"
has "$out" "━ trend of the usual day" "drawn through the history"

done_testing
