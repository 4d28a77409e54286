#!/bin/sh
# headroom forecast, fit and plan with events, a cap and a driver.
. "$(dirname "$0")/tap.sh"

# Six weeks of hours in whole days: usual(h) = 100 + 5 x |h - 12|, sales on days 9 and 23 of 2x and 3x
# from 10:00 to 14:00.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 1008; i++) {
        h = i % 24
        v = 100 + 5 * (h < 12 ? 12 - h : h - 12)
        day = (i - h) / 24
        if (h >= 10 && h < 14 && (day == 9 || day == 23))
            v *= day == 9 ? 2 : 3
        printf "%d,%g\n", 1704067200 + 3600 * i, v
    }
}' >web.csv
cat >events.csv <<'END'
name,start,end,multiplier,confidence,owner
sale,2024-01-10T10:00:00Z,2024-01-10T14:00:00Z,,,
sale,2024-01-24T10:00:00Z,2024-01-24T14:00:00Z,,,
sale,2024-02-14T10:00:00Z,2024-02-14T14:00:00Z,,,ana
launch,2024-02-15T12:00:00Z,2024-02-15T13:00:00Z,4x,60%,bob
END

run "$headroom" forecast web.csv --events events.csv --horizon 1w
is "$status" 0 "events in a forecast"
is "$(echo "$out" | head -1)" "time,unit,mean,p50,p90,p95,p99,event" "a column names them"
is "$(echo "$out" | awk -F, '$8 == "sale" && $3 > 2.45 * 100 && $3 < 2.6 * 110' | wc -l | tr -d ' ')" 4 \
    "the next sale is the mean of the last two"
is "$(echo "$out" | awk -F, '$8 == "launch" && $3 > 275 && $3 < 285 && $5 > 390' | wc -l | tr -d ' ')" 1 \
    "a launch of 4x at 60% is 2.8x on average, and p90 has all of it"
has "$err" "sale came 2 times in the history (8 steps left out of the fit), 2.5x the usual (2x to 3x); it acts in 4 of 168 steps to come, as in the history, owner ana" \
    "what it did, and will do"
has "$err" "launch acts in 1 of 168 steps to come, 4x as given, confidence 60%, owner bob" "what is given"
has "$err" "8 steps of events are left out of the fit" "what is masked is counted"
"$headroom" forecast web.csv --events events.csv --horizon 1w -q >events-forecast.csv
run "$headroom" whatif events-forecast.csv --scale 1x,5x
is "$status" 0 "whatif scales such a forecast"
run "$headroom" whatif events-forecast.csv --events events.csv
is "$status:$out" "2:" "but takes no second file of events"
has "$err" "give all events to one of the commands, or they act twice" "and says why"

run "$headroom" fit web.csv --events events.csv --format csv
has "$out" "event,sale,2.5,2,3" "fit measures events"
is "$(echo "$out" | grep -c '^anomaly,')" 0 "which are no anomalies then"
run "$headroom" fit web.csv --events events.csv
has "$out" "sale: 2.5x the usual (2x to 3x), 2 times" "and says so"
run "$headroom" plan web.csv --events events.csv --per-instance 50/s --horizon 1w -v
is "$status" 0 "a plan provides for events"
has "$out" "launch acts in 1 of 168 steps to come, 4x as given" "and lists them"

sed 's/60%/160%/' events.csv >sure.csv
run "$headroom" forecast web.csv --events sure.csv
is "$status:$out" "2:" "160% is no confidence"
has "$err" 'sure.csv:5: confidence: "160%" is no probability; write 0% to 100%, or words' "with its place"
sed 's/^name/service,name/; 2,$s/^/shop,/' events.csv >shop.csv
run "$headroom" forecast web.csv --events shop.csv --horizon 1w
has "$err" 'shop.csv:2: service: no series is of "shop", so sale acts on none' "a service that is not there"

# Two doublings in six weeks below a ceiling of 1000.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 1008; i++)
        printf "%d,%.4f\n", 1704067200 + 3600 * i, 1000 / (1 + 9 * exp(-i / 350)) * (1 - .2 * (i % 24 < 8))
}' >growing.csv
run "$headroom" forecast growing.csv --cap 1k/s --horizon 6w
is "$status" 0 "a cap"
is "$(echo "$out" | awk -F, 'NR > 1 && $7 > 1000' | wc -l | tr -d ' ')" 0 "that p99 never passes"
is "$(echo "$out" | awk -F, 'NR == 1004 && $3 > 800 && $3 < 999' | wc -l | tr -d ' ')" 1 \
    "and growth that slows down towards it"
has "$err" "growth slows down towards the cap of 1,000 requests/s, which no bound passes" "as it says"
run "$headroom" forecast growing.csv --cap 500/s
is "$status:$out" "2:" "a cap below the data"
has "$err" "--cap 500 is below what was seen: " "is refused with what was seen"
run "$headroom" plan growing.csv --cap 1k/s --per-instance 50/s --horizon 2w -v
has "$out" "cap           1k/s (--cap)" "a plan lists it"
run "$headroom" forecast growing.csv --cap 1k/s --driver web.csv
is "$status" 2 "a cap and a driver do not go together"

# requests = orders ^ 0.9 x a profile of the day; orders go on for two weeks.
awk 'BEGIN {
    print "day,orders" >"orders.csv"
    print "time,requests_per_s" >"driven.csv"
    for (d = 0; d < 56; d++) {
        orders = 1000 + d * 37 % 11 * 40 + d * 23 % 17 * 20
        printf "%s,%d\n", 1704067200 + 86400 * d, orders >"orders.csv"
        for (h = 0; d < 42 && h < 24; h++)
            printf "%d,%.4f\n", 1704067200 + 86400 * d + 3600 * h,
                exp(.9 * log(orders / 1000)) * (100 + 5 * (h < 12 ? 12 - h : h - 12)) >"driven.csv"
    }
}'
run "$headroom" fit driven.csv --driver orders.csv
has "$out" "1% more orders is 0.90% more requests (0.90 to 0.90), R2 1.00" "an elasticity"
run "$headroom" fit driven.csv --driver orders.csv --format csv
has "$out" "driver,elasticity,0.8999999" "in the table"
has "$out" "driver,lag_s,0" "without delay"
run "$headroom" forecast driven.csv --driver orders.csv
is "$(echo "$out" | wc -l | tr -d ' ')" 337 "by default as far as the plan"
has "$err" "1% more orders is 0.90% more requests" "says what it follows"
has "$err" "the bounds take its plan as certain" "and what they do not know"
awk -F, 'NR > 44 { $2 *= 3 } { print $1 "," $2 }' orders.csv >bold.csv
run "$headroom" forecast driven.csv --driver bold.csv
has "$err" "times its highest before (0.01944): that demand follows so far is not known" "a plan beyond all that was seen"
run "$headroom" forecast driven.csv --driver orders.csv --horizon 3w
is "$status:$out" "2:" "further is refused"
has "$err" "the plan of orders_per_s ends at 2024-02-26T00:00:00Z, before the horizon does: write more rows, or --horizon 2w" \
    "with how far it goes"
head -30 orders.csv >past.csv
run "$headroom" forecast driven.csv --driver past.csv
has "$err" "write its plan, rows with a later time" "a driver without a plan"
sed '1!d' orders.csv >none.csv
awk -F, 'NR > 1 { printf "%d,%d\n", $1 + 100000000, $2 }' orders.csv >>none.csv
run "$headroom" fit driven.csv --driver none.csv
has "$err" "no step of both is above zero" "no time in common"
head -11 orders.csv >few.csv
run "$headroom" fit driven.csv --driver few.csv
has "$err" "orders and requests have 10 steps of 1d in common that are above zero; their relation needs at least 14" \
    "too few"
awk -F, 'NR == 1 { print; next } { print $1 ",500" }' orders.csv >even.csv
run "$headroom" fit driven.csv --driver even.csv
has "$err" "orders does not move but with the time of the week: nothing can be learnt from it" "a constant"
awk -F, 'NR == 1 { print $0 ",visits"; next } { print $0 "," 2 * $2 }' orders.csv >both.csv
run "$headroom" fit driven.csv --driver both.csv
is "$status:$out" "2:" "two metrics"
has "$err" "--driver takes one metric and the file has 2 series (orders_per_s, visits_per_s)" "are named"

done_testing
