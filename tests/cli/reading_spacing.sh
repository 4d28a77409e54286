#!/bin/sh
# When rows come: jitter, drift, missed scrapes, gaps, runs apart; what is an event and what a level.
. "$(dirname "$0")/tap.sh"

# scrapes N PERIOD_MS JITTER_MS: cpu and queue depth every so often, some milliseconds late.
scrapes()
{
    awk -v n="$1" -v period="$2" -v jitter="$3" 'BEGIN { print "timestamp,cpu_percent,queue"
        for (i = 0; i < n; i++) {
            ms = i * period + (i * 7919) % (jitter + 1); s = int(ms / 1000)
            printf "2025-03-03T%02d:%02d:%02d.%03dZ,%d,%d\n", s / 3600, s % 3600 / 60, s % 60, ms % 1000, 40 + i % 20, i % 7 }
    }'
}

scrapes 300 30000 211 >jitter.csv
run "$headroom" clean jitter.csv --strict
is "$(echo "$out" | sed -n '1,2p;$p')" "time,cpu_percent,queue,filled
2025-03-03T00:00:00Z,40,0,
2025-03-03T02:29:30Z,59,5," "scrapes some milliseconds late are levels every 30 s"
is "$(echo "$out" | wc -l | tr -d ' ')" 301 "all of them"

scrapes 300 62694 0 >drift.csv
run "$headroom" clean drift.csv --strict
is "$status" 0 "a period of 62.694 s leaves no gap"
[ "$(echo "$out" | wc -l)" -ge 298 ]
ok $? "and is a step of its own"

awk 'BEGIN { print "time,load"; for (w = 0; w < 30; w++) if (w != 7 && w != 8 && w != 20)
    printf "%d,%d\n", 1709424000 + 604800 * w, w % 5 }' >gaps.csv
run "$headroom" describe gaps.csv --format csv
is "$(echo "$out" | sed -n 2p | cut -d, -f3-5)" "30,1w,3" "single gaps do not halve a series"

awk 'BEGIN { srand(3); t = 1741600000000; print "time,path,latency_ms"
    for (i = 0; i < 400; i++) { t += int(-200 * log(1 - rand())) + 1
        printf "%.0f,/p%d,%d\n", t, i % 3, 20 + int(rand() * 80) } }' >requests.csv
run "$headroom" clean requests.csv
has "$out" "time,events_per_s,latency_p50_ms" "requests at irregular times are events"
has "$err" "warning: requests.csv: rows are read as events, for the rows come at irregular times" "which is a warning"
run "$headroom" clean requests.csv --strict
is "$status" 2 "that --strict refuses"
run "$headroom" clean requests.csv --count --strict
is "$status" 0 "--count says so"
awk 'BEGIN { srand(3); t = 1741600000000; print "time,depth"; v = 50
    for (i = 0; i < 400; i++) { t += int(-2000 * log(1 - rand())) + 1; v += rand() - 0.5
        printf "%.0f,%.3f\n", t, v } }' >sensor.csv
run "$headroom" clean sensor.csv
has "$out" "time,depth,filled" "numbers that follow each other are levels, whenever they come"

awk 'BEGIN { for (run = 0; run < 2; run++) for (i = 0; i < 600; i++)
    printf "%.0f,%d,GET /,200,OK,t 1-%d,text,true,,5,1,4,4,http://shop.test/,3,0,5\n", 1741600020000 + run * 43200000 + 100 * i, 20, i % 9 }' >runs.jtl
run "$headroom" clean runs.jtl
is "$(echo "$out" | cut -d, -f2 | sort -n | tail -1)" 10 "the silence between two runs does not thin them"
is "$(echo "$out" | sed -n 2p | cut -d, -f1)" "2025-03-10T09:47:00Z" "steps are of a minute"

awk 'BEGIN { print "time,host,load"; for (i = 0; i < 20; i++) {
    printf "%d,a,%d\n", 1741600020 + 15 * i, i; if (i % 2 == 0) printf "%d,b,%d\n", 1741600020 + 15 * i, i } }' >mixed.csv
run "$headroom" describe mixed.csv --format csv
is "$(echo "$out" | sed 1d | cut -d, -f2,5 | tr '\n' ' ')" "a,15s b,30s " "series of 15 s and of 30 s in one file"

printf '"(PDH-CSV 4.0) (Eastern Standard Time)(300)","\\\\\\\\WEB7\\\\Memory\\\\Available MBytes"\n"02/05/2024 17:00:00.395","2887.9"\n"02/05/2024 17:01:00.397","3008.1"\n"02/05/2024 17:02:00.386","3077.4"\n' >perfmon.csv
run "$headroom" clean perfmon.csv
is "$(echo "$out" | sed -n 2p | cut -d, -f1)" "2024-02-05T22:00:00Z" "Performance Monitor's header names the minutes from UTC"
has "$err" "times are moved by 300 minutes to UTC, as its header says of Eastern Standard Time" "which is said"

printf 'time,requests_per_second,requests/s\n2025-11-07T19:00:00Z,86,102.9\n2025-11-07T19:01:00Z,84.6,102.2\n' >namesakes.csv
run "$headroom" clean namesakes.csv
is "$(echo "$out" | sed -n 1,2p)" "time,requests_per_s,requests_per_s_2,filled
2025-11-07T19:00:00Z,86,102.9," "two columns that come to one name both stay"

printf 'time,Http Requests Total\n' >total.csv
awk 'BEGIN { for (i = 0; i < 8; i++) printf "2025-11-07T19:%02d:00Z,%d\n", i, 600 * (i + 1) }' >>total.csv
run "$headroom" clean total.csv
is "$(echo "$out" | sed -n 2p)" "2025-11-07T19:00:00Z,10," "a total that only grows is a counter"
has "$err" 'is read as a counter (its name ends in total and it only grows)' "which is said"
for name in Anfragen Requêtes Pedidos Bestellingen; do
    printf 'time,%s\n2025-11-07T19:00:00Z,60\n2025-11-07T19:01:00Z,120\n2025-11-07T19:02:00Z,30\n' "$name" >counts.csv
    run "$headroom" clean counts.csv
    is "$(echo "$out" | sed -n 2p)" "2025-11-07T19:00:00Z,1," "$name are counted per step"
done
printf 'time,Wibble\n2025-11-07T19:00:00Z,60\n2025-11-07T19:01:00Z,120\n2025-11-07T19:02:00Z,30\n' >counts.csv
run "$headroom" clean counts.csv
has "$err" '"Wibble" is read as a level, as nothing says otherwise; --per DURATION reads what came within so long' \
    "what is not known is said to be a level"
done_testing
