#!/bin/sh
# Exports that were once misread, or refused: a row each, with what their own text says. tests/exports holds them.
. "$(dirname "$0")/tap.sh"
exports=$root/tests/exports

# reads NAME COLUMNS ROWS FIRST LAST [OPTION...]: the header, how many rows, and the first and last of them.
reads()
{
    file=$1 columns=$2 rows=$3 first=$4 last=$5
    shift 5
    case $file in /*) ;; *) file=$exports/$file ;; esac
    run "$headroom" clean "$file" "$@"
    is "$(printf '%s\n' "$out" | sed -n '1p;2p;$p')" "time,$columns,filled
$first
$last" "$(basename "$file"): columns, the first row and the last"
    is "$(printf '%s\n' "$out" | sed 1d | wc -l | tr -d ' ')" "$rows" "$(basename "$file"): $rows rows"
}

# --- times ---
reads wiki_ymdh.csv views_per_s 120 2023-01-01T00:00:00Z,0.01157407407, 2023-04-30T00:00:00Z,0.01157407407,
reads yyyymm.csv cost 48 2020-01-01T00:00:00Z,100, 2023-12-01T00:00:00Z,147,
reads monthname.csv cost 48 2020-01-01T00:00:00Z,100, 2023-12-01T00:00:00Z,147,
reads week.csv orders_per_s 60 2023-01-02T00:00:00Z,0.0001653439153, 2024-02-19T00:00:00Z,0.0002628968254,
for months in yyyymm monthname week; do
    run "$headroom" forecast "$exports/$months.csv" --horizon 26w
    is "$status" 0 "$months.csv: is forecast"
done
reads gcpjs.csv cpu 72 2024-03-09T23:00:00Z,100, 2024-03-12T22:00:00Z,261,
reads kibana.csv count_of_records_per_s 72 2024-03-10T00:00:00Z,0.2777777778, 2024-03-12T23:00:00Z,0.3369444444,
has "$err" 'warning: '"$exports"'/kibana.csv: numbers such as "1,000" are read with the point as the decimal sign' \
    "kibana.csv: what only the delimiter tells is a warning"
reads collectl_date_time.csv cpu 60 2025-03-03T00:00:00Z,0, 2025-03-03T00:09:50Z,29,

# --- spacing ---
# 300 rows 62.694 s apart: steps of whole seconds, none empty, none doubled.
reads chronograf_5329.csv light 299 2019-12-03T01:17:33Z,366, 2019-12-03T06:30:27Z,465,
case $err in *'no value'*) false ;; esac
ok $? "chronograf_5329.csv: no gap"
# Rows every 30 s and 15 s, a quarter of a second off.
awk 'BEGIN { srand(4); print "timestamp,cpu_percent,queue_depth"; for (i = 0; i < 2880; i++) {
    ms = i * 30000 + int(rand() * 500)
    printf "2025-03-03T%02d:%02d:%02d.%03dZ,%.1f,%d\n", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000,
        50 + 10 * rand(), 22 + i % 7 } }' >jitter_ms_gauge.csv
reads "$work/jitter_ms_gauge.csv" cpu_percent,queue_depth 2880 \
    "2025-03-03T00:00:00Z,$(sed -n 2p jitter_ms_gauge.csv | cut -d, -f2,3 | sed 's/\.0,/,/')," \
    "2025-03-03T23:59:30Z,$(sed -n '$p' jitter_ms_gauge.csv | cut -d, -f2,3 | sed 's/\.0,/,/'),"
case $out in *events*) false ;; esac
ok $? "jitter_ms_gauge.csv: no events"
run "$headroom" plan jitter_ms_gauge.csv --per-instance 1
is "$status" 2 "jitter_ms_gauge.csv: two metrics are no demand"
has "$err" "there are several metrics (cpu_percent, queue_depth): --value names the one that is the demand" \
    "jitter_ms_gauge.csv: which is asked"
awk 'BEGIN { srand(5); printf "\"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)\",\"\\\\\\\\WEB7\\\\Processor(_Total)\\\\%% Processor Time\"\r\n"
    for (i = 0; i < 960; i++) { ms = i * 15000 + int(rand() * 990)
        printf "\"01/06/2025 %02d:%02d:%02d.%03d\",\"%.4f\"\r\n", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000,
            20 + i % 40 / 16 } }' >perfmon_gauss.csv
reads "$work/perfmon_gauss.csv" web7_processor_total_processor_time 960 2025-01-05T23:00:00Z,20, 2025-01-06T02:59:45Z,22.4375,

# --- values ---
reads kubectl_cpu_m.csv service,cpu_cores,memory_bytes 480 2024-03-10T00:00:00Z,web-0,0.1,419430400, \
    2024-03-19T23:00:00Z,web-1,0.264,588251136,
reads text_value_currency.csv requests_per_s,cost 240 2024-03-10T00:00:00Z,100,150, 2024-03-19T23:00:00Z,261,391.5,
reads br.csv requisições_per_s,custo_r 72 2024-03-10T00:00:00Z,0.02777777778,1100.5, 2024-03-12T23:00:00Z,0.0725,1261.5,
for file in kubectl_cpu_m.csv:2 text_value_currency.csv:1 br.csv:1; do
    run "$headroom" describe "$exports/${file%:*}" --format csv
    is "$(printf '%s\n' "$out" | sed 1d | awk -F, 'NF > 2 { n++ } END { print n }')" \
        "$(echo "${file#*:}" | awk '{ print 2 * $1 }')" "${file%:*}: no cell became a service"
    run "$headroom" plan "$exports/${file%:*}" --per-instance 1 --horizon 1d
    case $err in *'48 '*) false ;; esac
    ok $? "${file%:*}: nor in a plan"
done
reads per_sec_names.csv net_in_bytes_sec,requests_per_s,req_sec_per_s,reqs_sec_per_s,bytes_sec,ops_sec_per_s 200 \
    2025-03-03T00:00:00Z,5000,100,90,80,400,30, 2025-03-03T16:35:00Z,5019,109,99,89,401,33,
run "$headroom" describe "$exports/per_sec_names.csv" --format csv
is "$(printf '%s\n' "$out" | sed 1d | cut -d, -f2 | sort | uniq -c | awk '{ print $2 ":" $1 }' | tr '\n' ' ')" \
    "bytes/s:2 ops/s:1 req/s:1 reqs/s:1 requests/s:1 " "per_sec_names.csv: per second"
reads de_decimal3.csv last 240 2024-03-10T00:00:00Z,1.1, 2024-03-19T23:00:00Z,1.261,
reads de_decimal3.csv last 240 2024-03-10T00:00:00Z,1100, 2024-03-19T23:00:00Z,1261, --decimal .
reads de_thousand.csv verbindungen 240 2024-03-10T00:00:00Z,1100, 2024-03-19T23:00:00Z,1261,
reads de_thousand.csv verbindungen 240 2024-03-10T00:00:00Z,1.1, 2024-03-19T23:00:00Z,1.261, --decimal .
for count in fr_count:requêtes de_count:anfragen; do
    reads "${count%:*}.csv" "${count#*:}_per_s" 240 2024-03-10T00:00:00Z,0.02777777778, 2024-03-19T23:00:00Z,0.0725,
    has "$err" "is read as totals per step (its name counts things); --gauge reads levels" "${count%:*}.csv: by one rule"
    reads "${count%:*}.csv" "${count#*:}" 240 2024-03-10T00:00:00Z,100, 2024-03-19T23:00:00Z,261, --gauge
done
run "$headroom" clean "$exports/grafana_87038.csv"
is "$status" 2 "grafana_87038.csv: an hour that comes twice"
has "$err" "if a local clock went back an hour, --tz ZONE settles it" "grafana_87038.csv: names the remedy"
reads grafana_87038.csv a,b 12 2024-10-26T22:00:00Z,13,18, 2024-10-27T03:30:00Z,14.1,19.1, --tz Europe/Berlin
run "$headroom" describe "$exports/grafana_87038.csv" --tz Europe/Berlin --format csv
is "$(printf '%s\n' "$out" | sed 1d | cut -d, -f2 | sort -u)" "°C" "grafana_87038.csv: units that nobody knows are carried"

# --- tables ---
reads header_swaps.csv cpu_user,mem_used 80 2024-05-01T00:00:00Z,0.5,1000, 2024-05-01T00:13:10Z,7.5,1079,
reads header_swaps.csv cpu_user,mem_used 80 2024-05-01T00:00:00Z,0.5,1000, 2024-05-01T00:13:10Z,7.5,1079, --skip-bad
# Another header, whose other column is a new one: its rows are not those of the column before.
printf 'time,cpu\n2024-03-10T00:00:00Z,1\n2024-03-10T00:01:00Z,2\ntime,disk\n2024-03-10T00:02:00Z,102\n' >two_tables.csv
for skip in "" --skip-bad; do
    # shellcheck disable=SC2086 # no option, or one
    run "$headroom" clean two_tables.csv $skip
    is "$status" 2 "a second table ${skip:-without options}: is refused"
    has "$err" 'two_tables.csv:4: another header, with a column "disk" that the first one does not have; give each table a file of its own' \
        "a second table ${skip:-without options}: in words"
done
reads grafana_status_codes.csv 200,404,500 96 2025-03-03T00:00:00Z,100,0,0, 2025-03-03T23:45:00Z,115,0,2,
reads excel_blank_rows.csv requests_per_s,users 300 2025-01-06T00:00:00Z,50,0, 2025-01-09T02:45:00Z,79,2,
has "$err" "3 rows of delimiters alone: blank" "excel_blank_rows.csv: counts what is blank"
reads vmstat.txt r,b,swpd,free,buff,cache,si,so,bi,bo,in,cs,us,sy,id,wa,st 4 \
    2026-11-29T23:48:38Z,4,0,0,19727104,56648,4341748,0,0,1547,3616,629,1542,57,15,27,0,0, \
    2026-11-29T23:48:41Z,4,0,0,19727104,56648,4341748,0,0,0,12492,1268,1802,81,18,1,0,0,
reads vmstat_t.txt r,b,swpd,free,buff,cache,si,so,bi,bo,in,cs,us,sy,id,wa,st 60 \
    2024-03-10T00:00:00Z,0,0,0,700000,295968,312724,0,0,1,3,29,57,0,1,99,0,0, \
    2024-03-10T00:04:55Z,2,0,0,700059,295968,312724,0,0,1,3,29,57,9,1,90,0,0,
run "$headroom" clean "$exports/iostat.txt" --value %user,%util --gaps keep
is "$(printf '%s\n' "$out" | grep -c ',vda,')" "$(grep -c '^vda' "$exports/iostat.txt")" "iostat.txt: a row a block of devices"
is "$(printf '%s\n' "$out" | awk -F, '$2 == "" { print $3 }' | tr '\n' ' ')" \
    "$(awk '/^avg-cpu/ { getline; print $1 + 0 }' "$exports/iostat.txt" | tr '\n' ' ')" "iostat.txt: the processor's table"
run "$headroom" clean "$exports/pidstat.txt" --value %CPU
is "$(printf '%s\n' "$out" | sed 1d | cut -d, -f3 | sort -n | tr '\n' ' ')" \
    "$(awk '/^[0-9]/ && $NF != "Command" { print $8 + 0 }' "$exports/pidstat.txt" | sort -n | tr '\n' ' ')" \
    "pidstat.txt: every process of every block"
reads sadf_p.txt user_percent,nice_percent,system_percent,iowait_percent,steal_percent,idle_percent 4 \
    2026-11-29T23:48:34Z,17,69.5,13.5,0,0,0, 2026-11-29T23:48:37Z,26.13,57.29,16.08,0,0,0.5,

# --- JSON and lines of text ---
reads array.json requests_per_s 72 2024-03-10T00:00:00Z,0.02777777778, 2024-03-12T23:00:00Z,0.0725,
reads graphite.json web_requests_per_s 72 2024-03-10T00:00:00Z,0.02777777778, 2024-03-12T23:00:00Z,0.0725,
reads influx1.json cpu_mean 72 2024-03-10T00:00:00Z,100, 2024-03-12T23:00:00Z,261,
awk 'BEGIN { printf "{\"results\":[{\"statement_id\":0,\"series\":["
    for (s = 0; s < 2; s++) { printf "%s{\"name\":\"http\",\"tags\":{\"service\":\"%s\"},\"columns\":[\"time\",\"mean\"],\"values\":[",
        s ? "," : "", s ? "web" : "api"
        for (i = 0; i < 288; i++) printf "%s[\"2026-03-02T%02d:%02d:00Z\",%.4f]", i ? "," : "", i / 12, i % 12 * 5, 40 + s * 100 + i / 16
        printf "]}" }
    print "]}]}" }' >influxdb1_query.json
reads "$work/influxdb1_query.json" service,http_mean 576 2026-03-02T00:00:00Z,api,40, 2026-03-02T23:55:00Z,web,157.9375,
awk 'BEGIN { print "{\"type\":\"Metric\",\"data\":{\"name\":\"http_reqs\",\"type\":\"counter\"},\"metric\":\"http_reqs\"}"
    for (i = 0; i < 400; i++) printf "{\"type\": \"Point\", \"data\": {\"time\": \"2024-03-10T00:00:%06.3fZ\", \"value\": 1, \"tags\": {}}, \"metric\": \"http_reqs\"}\n", i * 0.137 }' >k6.json
reads "$work/k6.json" http_reqs_per_s 1 2024-03-10T00:00:00Z,6.666666667, 2024-03-10T00:00:00Z,6.666666667,
run "$headroom" clean "$exports/rrd_xport.json" --gaps keep
is "$(printf '%s\n' "$out" | sed 1d | awk -F, '{ for (i = 2; i <= 3; i++) if ($i != "") { n++; sum += $i } } END { printf "%d %.4f", n, sum }')" \
    "$(awk '/"data"/ { data = 1; next } data && /\[/ { gsub(/[][ ]/, ""); k = split($0, cell, ","); for (i = 1; i <= k; i++) if (cell[i] ~ /^[0-9.e+-]+$/) { n++; sum += cell[i] } } END { printf "%d %.4f", n, sum }' "$exports/rrd_xport.json")" \
    "rrd_xport.json: as many values, and their sum"
reads openmetrics.txt reqs_per_s 71 2024-03-10T00:00:00Z,0.03166666667, 2024-03-12T22:00:00Z,0.2105555556,

# --- load tests ---
# A row a sample.
jmeter() # HEADER SECONDS PER_SECOND START...
{
    awk -v header="$1" -v seconds="$2" -v per_second="$3" -v starts="$4" 'BEGIN {
        if (header) print "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect"
        runs = split(starts, start, " ")
        for (r = 1; r <= runs; r++) for (s = 0; s < seconds; s++) for (k = 0; k < per_second; k++)
            printf "%.0f,%d,GET /cart,%d,OK,users 1-%d,text,true,,512,120,40,40,http://shop.test/cart,%d,0,5\n",
                start[r] * 1000 + s * 1000 + k * 1000 / per_second, 20 + k, k % 9 ? 200 : 404, 1 + k % 40, 15 + k }'
}
jmeter "" 120 20 1741600020 >no_header.jtl
run "$headroom" clean no_header.jtl
is "$(printf '%s\n' "$out" | sed -n '1p;2p')" "time,requests_per_s,elapsed_p50_ms,elapsed_p95_ms,elapsed_p99_ms,filled
2025-03-10T09:47:00Z,20,29.5,38.05,39," "JMeter without a header: one series, no average of codes"
# Two runs ten days apart.
jmeter 1 180 70 "1741600020 1742464020" >two_runs.jtl
run "$headroom" clean two_runs.jtl
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 && $2 > most { most = $2 } NR > 1 && $2 != "" { n++ } END { print most, n }')" "70 6" \
    "JMeter, two runs: minutes, and the busiest as busy as it was"
has "$err" "steps have no value" "JMeter, two runs: the idle days are a gap"
jmeter 1 1800 2 1741600020 >thirty.jtl
run "$headroom" plan thirty.jtl --per-instance 2
is "$status" 2 "JMeter: several metrics are asked about"
name=$(printf '%s\n' "$err" | sed -n 's/.*several metrics (\([^,]*\),.*/\1/p')
is "$name" requests_per_s "JMeter: by their names"
run "$headroom" plan thirty.jtl --per-instance 2 --value "$name"
has "$out" "Capacity plan: requests_per_s" "JMeter: the name that is shown is accepted"
# --- exports of a generator, whose truth is known ---
reads persec_names.csv requests_per_s,requests_per_s_2 8 2023-10-19T01:00:00Z,60.2,34.8, 2023-10-19T01:01:45Z,68.6,39.7,
has "$err" 'two columns come to the name requests_per_s: the later one is called requests_per_s_2' \
    "persec_names.csv: which is said"
reads influx_gaps.csv cpu_utilization_mean 30 2024-03-15T13:00:00Z,54.5, 2024-03-16T18:00:00Z,35.9,
has "$err" '2 of 30 steps have no value' "influx_gaps.csv: two gaps halve nothing"
reads weekly_gaps.csv request_rate 37 2022-03-07T00:00:00Z,80.4, 2022-11-14T00:00:00Z,85.3,
has "$err" '2 of 37 steps have no value' "weekly_gaps.csv: two gaps halve nothing"
reads de_numbers.csv service,network_throughput,requests_per_s 16 \
    2024-02-07T12:00:00Z,web-2,5625727,178.8333333, 2024-02-07T12:03:30Z,worker-3,7838679,270.9666667,
reads requests_total.csv http_requests_per_s 7 2024-11-24T06:00:00Z,53.08333333, 2024-11-24T06:06:00Z,56.13333333,
reads status_column.csv service,request_rate 16 2025-08-14T04:00:00Z,cache-a,79.6, 2025-08-14T05:45:00Z,web-2,150.9,
has "$err" 'column "status" does not tell series apart' "status_column.csv: the status is named"
reads months_us.csv active_users 8 2021-01-01T00:00:00Z,428, 2021-08-01T00:00:00Z,289,
has "$err" 'are read with the month first' "months_us.csv: the order is a warning"
reads pdh_zone.csv web7_physical_disk_total_disk_bytes_sec 8 2025-04-19T18:00:00Z,, 2025-04-19T18:01:45Z,3829724.137,
reads pdh_jitter.csv web7_processor_total_processor_time,web7_web_service_total_current_connections 61 \
    2022-11-21T04:00:00Z,,60.493539, 2022-11-21T04:30:00Z,22.362269,59.755387,
# A counter of eight rows that restarts at more than half of where it was.
reads total_restart.csv request_rate,latency,http_requests_per_s 8 \
    2022-01-07T23:00:00Z,73.2,110.37,3.362222222, 2022-01-08T00:45:00Z,37.3,60.28,,
# The last day is a Saturday, which all weeks have.
reads saturday_last.csv request_rate,orders_per_s 69 2021-02-01T00:00:00Z,105.1,0.008101851852, \
    2021-04-10T00:00:00Z,62.9,0.00494212963,
# A period of 14.36 s: steps of 15 s hold two rows now and then.
reads slipping.json latency_ms 30 2024-09-08T11:00:00Z,176.04, 2024-09-08T11:07:15Z,0,
has "$err" 'warning: latency_ms: rows come every 14.35 s: gathered into steps of 15s, about 4% of which hold the mean of several rows; --step decides otherwise' \
    "slipping.json: which is a warning"
printf '{"series":[{"metric":"cpu","scope":"host:a","pointlist":[]},{"metric":"cpu","scope":"host:b","pointlist":[[1710028800000,4],[1710028860000,5]]}]}' >empty.json
reads "$work/empty.json" service,cpu 2 2024-03-10T00:00:00Z,host:b,4, 2024-03-10T00:01:00Z,host:b,5,
printf 'time,memory\n2024-03-10T00:00:00Z,306.4MiB / 1.944GiB\n2024-03-10T00:01:00Z,307.4MiB / 1.944GiB\n' >pair.csv
reads "$work/pair.csv" memory_bytes,memory_limit_bytes 2 2024-03-10T00:00:00Z,321283686.4,2087354106, \
    2024-03-10T00:01:00Z,322332262.4,2087354106,
printf 'date,orders\n04/04/2022,604800\n04/11/2022,1209600\n04/18/2022,604800\n05/02/2022,604800\n' >weekly.csv
reads "$work/weekly.csv" orders_per_s 5 2022-04-04T00:00:00Z,1, 2022-05-02T00:00:00Z,1,
done_testing
