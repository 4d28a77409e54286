#!/bin/sh
# Raw events: counted, totalled and measured by percentiles per step.
. "$(dirname "$0")/tap.sh"
formats=$root/tests/formats

cat >access.csv <<'END'
time,path,latency_ms,bytes,size
2024-03-10T06:00:00Z,/a,100,10,1
2024-03-10T06:00:10Z,/b,200,20,1
2024-03-10T06:00:10Z,/a,300,30,1
2024-03-10T06:00:59Z,/a,400,40,1
2024-03-10T06:02:00Z,/a,50,5,1
2024-03-10T06:01:59.999Z,/b,,7,1
END

# 4, 1 and 1 events a minute. R: quantile(c(100, 200, 300, 400), c(.5, .95, .99), type = 7) gives
# 250 385 397.
run "$headroom" clean access.csv --count --step 1m
is "$status" 0 "events are counted"
is "$out" "time,events_per_s,latency_p50_ms,latency_p95_ms,latency_p99_ms,filled
2024-03-10T06:00:00Z,0.06666666667,250,385,397,
2024-03-10T06:01:00Z,0.01666666667,,,,
2024-03-10T06:02:00Z,0.01666666667,50,50,50," "per step, with percentiles of the latency"
has "$err" "numbers of events that are not read: bytes, size; --sum COLUMN totals one, \
--latency-column COLUMN gives its percentiles" "what is not read is named"
is "$(echo "$err" | grep -c "time order")" 0 "their order does not matter"

run "$headroom" clean access.csv --sum bytes,size --latency-column latency_ms --step 1m
# 100, 7 and 5 bytes in 60 s.
is "$(echo "$out" | cut -d, -f1,2,6,7)" "time,events_per_s,bytes_per_s,size_per_s
2024-03-10T06:00:00Z,0.06666666667,1.666666667,0.06666666667
2024-03-10T06:01:00Z,0.01666666667,0.1166666667,0.01666666667
2024-03-10T06:02:00Z,0.01666666667,0.08333333333,0.01666666667" "--sum totals columns per second"

run "$headroom" clean access.csv --count --by path
is "$(echo "$out" | head -2)" "time,path,events_per_s,latency_p50_ms,latency_p95_ms,latency_p99_ms,filled
2024-03-10T06:00:00Z,/a,0.01333333333,200,385,397," "--by tells series apart"
has "$err" "events are gathered into steps of 5m, the shortest of 1m, 5m, 1h and 1d that holds five \
on average where there are any; --step decides otherwise" "the step that is chosen is said"

run "$headroom" clean access.csv --latency-column size --step 1h
is "$out" "time,events_per_s,latency_p50_ms,latency_p95_ms,latency_p99_ms,size_p50,size_p95,size_p99,filled
2024-03-10T06:00:00Z,0.001666666667,200,380,396,1,1,1," "--latency-column takes any column"
run "$headroom" describe access.csv --count --step 1m --format csv
is "$(echo "$out" | cut -d, -f1)" "metric
events_per_s
latency_p50_ms
latency_p95_ms
latency_p99_ms" "describe reads them too"

# A log of nothing but times and text.
cut -d, -f1,2 access.csv >log.csv
run "$headroom" clean log.csv --count --step 1m -q
is "$(echo "$out" | head -2)" "time,events_per_s,filled
2024-03-10T06:00:00Z,0.06666666667," "no column of numbers is needed"

"$headroom" clean -q access.csv --sum bytes --step 1m >file
gzip -c access.csv >access.csv.gz
"$headroom" clean -q access.csv.gz --sum bytes --step 1m | cmp -s - file
ok $? "gzip gives the same bytes"
# shellcheck disable=SC2002 # a pipe is what is tested
cat access.csv | "$headroom" clean -q --sum bytes --step 1m | cmp -s - file
ok $? "a pipe gives the same bytes"
{ head -1 access.csv; sed 1d access.csv | sort -r; } >reversed.csv
"$headroom" clean -q reversed.csv --sum bytes --step 1m | cmp -s - file
ok $? "rows in reverse order give the same bytes"

# Load generators.
run "$headroom" clean "$formats/jmeter_jtl.csv" --step 1m
# R: quantile(c(262, 286), c(.5, .95, .99), type = 7) gives 274 284.8 285.76.
is "$out" "time,requests_per_s,elapsed_p50_ms,elapsed_p95_ms,elapsed_p99_ms,filled
2024-03-10T06:00:00Z,0.03333333333,274,284.8,285.76," "JMeter's samples give requests and latency"
run "$headroom" clean "$formats/k6.csv" --count --step 1m
is "$out" "time,http_reqs_per_s,http_req_duration_p50_ms,http_req_duration_p95_ms,http_req_duration_p99_ms,vus,filled
2024-03-10T06:00:00Z,0.01666666667,221.899,221.899,221.899,10," "k6's too, beside its users"

# What cannot be.
run "$headroom" clean access.csv --sum byte
is "$status" 2 "a column that is not there is refused"
has "$err" 'access.csv: no column "byte" for --sum; did you mean "bytes"?' "with the one that is meant"
run "$headroom" clean access.csv --sum bytes --latency-column bytes
has "$err" '--sum and --latency-column both name "bytes": a column gives either its total or its percentiles' \
    "a column has one use"
run "$headroom" clean access.csv --sum path
has "$err" 'access.csv:2: path: "/a" is not a number' "text cannot be totalled"
for option in --gauge --counter "--per 5m" "--value bytes"; do
    # shellcheck disable=SC2086 # an option and its value
    run "$headroom" clean access.csv --count $option
    is "$status" 2 "$option beside --count is refused"
    has "$err" "headroom: ${option%% *} and --count exclude each other: the one reads rows as measurements, \
the other as events" "and why"
done
run "$headroom" clean "$formats/zabbix_history_export.ndjson" --count
has "$err" "zabbix_history_export.ndjson: read as zabbix, it holds measurements at a step, not events" \
    "a layout of measurements has no events"
run "$headroom" clean "$formats/k6.csv" --sum nothing
has "$err" 'k6.csv: no metric "nothing" for --sum' "a metric that k6 did not write is refused"
printf '{"answer": 42}\n' >answer.json
run "$headroom" clean answer.json
has "$err" "answer.json: JSON of no known layout: {" "strange JSON is refused as such"

# Real events: as many are counted as there are rows.
requests=${DATA:-}/azure/AzureLLMInferenceTrace_code.csv
if [ -n "${DATA:-}" ] && [ -e "$requests" ]; then
    run "$headroom" clean -q "$requests" --sum ContextTokens --step 1m --gaps zero
    rows=$(sed 1d "$requests" | grep -c ,)
    tokens=$(sed 1d "$requests" | awk -F, '{ sum += $2 } END { printf "%.0f", sum }')
    is "$(echo "$out" | sed 1d | awk -F, '{ sum += $2 * 60 } END { printf "%.0f", sum }')" "$rows" \
        "the counts add up to the rows"
    is "$(echo "$out" | sed 1d | awk -F, '{ sum += $3 * 60 } END { printf "%.0f", sum }')" "$tokens" \
        "the totals add up to the column"
else
    skip "real events" "DATA names no folder with azure/AzureLLMInferenceTrace_code.csv"
fi
done_testing
