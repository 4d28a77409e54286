#!/bin/sh
# clean: exports in, regular series out, and every repair said.
. "$(dirname "$0")/tap.sh"
formats=$root/tests/formats

run "$headroom" clean "$formats/cloudwatch_console.csv"
is "$status" 0 "an export of the CloudWatch console is read"
# 18231 requests in 300 s are 60.77 a second.
is "$out" "time,requests_per_s,cpu_utilization_percent,filled
2024-03-10T06:00:00Z,60.77,41.7,
2024-03-10T06:05:00Z,62.68,42.93333333,
2024-03-10T06:10:00Z,,43.1,
2024-03-10T06:15:00Z,64.59,44.05,
2024-03-10T06:20:00Z,67.04,46.81666667," "totals become rates, levels stay"
has "$err" "times name no zone and are taken for UTC" "the assumed zone is said"

run "$headroom" clean -v "$formats/cloudwatch_console.csv"
has "$err" "read as cloudwatch-console" "-v says what was detected"

run "$headroom" clean "$formats/nasty/mixed_series_long.csv"
is "$(echo "$out" | head -1)" "time,service,requests_per_s,cpu,filled" "a long table becomes wide"
run "$headroom" clean --by host "$formats/nasty/mixed_series_long.csv"
is "$(echo "$out" | head -1)" "time,host,requests_per_s,cpu,filled" "--by names the key's column"

# A name that says a rate is one, per second in the end, and never a total per step.
for row in "Requests per minute=requests_per_s,20" "Requests/min=requests_per_s,20" \
    "Anfragen pro Sekunde=anfragen_per_s,1200" "orders per hour=orders_per_s,0.3333333333" \
    "RPS=req_per_s,1200" "req/s=req_per_s,1200" "RPM=req_per_s,20"; do
    printf 'time,%s\n2026-01-01T00:00:00Z,1200\n2026-01-01T00:01:00Z,1260\n' "${row%=*}" >rate.csv
    run "$headroom" clean rate.csv
    is "$(echo "$out" | sed -n '1s/^time,\(.*\),filled$/\1/p;2s/^[^,]*,\(.*\),$/\1/p' | tr '\n' ,)" \
        "${row#*=}," "${row%=*}"
done

# A point of promtool's without a value.
printf 'up{job="web"} => @[1710050400]\n1 @[1710050460]\n' >points.txt
run "$headroom" clean --layout promtool-query points.txt
has "$err" 'points.txt:1: "@[1710050400]" is neither "name{labels} =>" nor "value @[time]"' "promtool: a time without a value"

# Numbers of times that no clock has.
printf '# hostname;interval;timestamp;CPU;%%user\nweb-1;6e37;2024-03-10 06:00:00 UTC;-1;40\nweb-1;600;2024-03-10 06:10:00 UTC;-1;41\n' >sadf.csv
run "$headroom" clean sadf.csv
has "$err" "sadf.csv:2: timestamp: " "sadf: an interval without end"
sed 's/"ns":[0-9]*/"ns":6e37/' "$formats/zabbix_history_export.ndjson" >zabbix.ndjson
run "$headroom" clean zabbix.ndjson
has "$err" "zabbix.ndjson:1: ns: no nanoseconds within a second, 0 to 999999999" "zabbix: ns beyond a second"
sed 's/"timestamps":\[[0-9]*/"timestamps":[9223372036854775807/' "$formats/victoriametrics_export.jsonl" >victoria.jsonl
run "$headroom" clean victoria.jsonl
has "$err" "victoria.jsonl:1: no values beside as many Unix times in ms, of 1990 to 2100" "VictoriaMetrics: a time beyond the year 9999"

# --unit wins over the name, and says so.
printf 'time,memory_bytes\n2026-01-01T00:00:00Z,1200\n2026-01-01T00:01:00Z,1260\n' >unit.csv
run "$headroom" clean --unit ms unit.csv
has "$err" 'warning: unit.csv: the name of "memory_bytes" says B, --unit ms is taken instead' "--unit against the name"

# Remarks in a few rows tell no series apart, and are said to be left out.
awk 'BEGIN { print "time,requests_per_s,remark"
    for (i = 0; i < 60; i++) printf "2026-03-01T00:%02d:00Z,%d,%s\n", i, 100 + i, i == 20 ? "deploy" : "" }' >remarks.csv
run "$headroom" clean remarks.csv
is "$(echo "$out" | sed -n 22p)" "2026-03-01T00:20:00Z,120," "a remark is no key"
has "$err" 'column "remark" is neither the time, a key nor a value and is left out' "it is said to be left out"
printf 'time,host,load\n2026-03-01T00:00:00Z,a,1\n2026-03-01T00:01:00Z,b,2\n' >hosts.csv
run "$headroom" clean --by none hosts.csv
is "$(echo "$out" | head -1)" "time,load,filled" "--by none: text does not tell series apart"
run "$headroom" clean --by none "$formats/prometheus_query_range.json"
has "$(echo "$out" | head -1)" "time,http_requests" "--by none: nor do labels"

# What is no text is named for what it is.
printf 'PK\003\004\024\000xl/workbook.xml' >plan.xlsx
run "$headroom" describe plan.xlsx
is "$status:$err" "2:headroom: plan.xlsx: is a workbook or another zip archive; save the sheet as CSV, or unpack the archive" "a workbook"
run "$headroom" clean "$headroom"
has "$err" "is not a text file; export the metric as CSV or JSON" "a program"
printf '%%PDF-1.4\n' >plan.pdf
run "$headroom" clean plan.pdf
has "$err" "is a PDF; export the numbers as CSV" "a PDF"

# Its own output, read again, is what it was.
for file in cloudwatch_console.csv nasty/mixed_series_long.csv nasty/resolution_change.csv; do
    "$headroom" clean -q "$formats/$file" >once
    "$headroom" clean -q once >twice
    is "$(cat twice)" "$(cat once)" "$file: cleaning twice changes nothing"
done
"$headroom" clean -q "$formats/nasty/gap_absent_rows.csv" --gaps fill >once
"$headroom" clean -q once >twice
is "$(cat twice)" "$(cat once)" "marks of filled values survive"
is "$(grep -c value=filled twice)" 22 "all 22 of them"

# A file, a pipe, gzip and one byte at a time give the same bytes.
"$headroom" clean -q "$formats/grafana_raw_epoch_ms.csv" >file
"$headroom" clean -q <"$formats/grafana_raw_epoch_ms.csv" >pipe
gzip -c "$formats/grafana_raw_epoch_ms.csv" >export.gz
"$headroom" clean -q export.gz >inflated
dd if="$formats/grafana_raw_epoch_ms.csv" bs=1 2>/dev/null | "$headroom" clean -q >bytes
for other in pipe inflated bytes; do
    cmp -s file $other
    ok $? "$other: the same bytes as from the file"
done

# Several files are joined by time.
printf 'time,a\n2024-03-10T06:00:00Z,1\n2024-03-10T06:05:00Z,2\n' >one.csv
printf 'time,a,b\n2024-03-10T06:05:00Z,2,7\n2024-03-10T06:10:00Z,3,8\n' >two.csv
run "$headroom" clean one.csv two.csv
is "$out" "time,a,b,filled
2024-03-10T06:00:00Z,1,,
2024-03-10T06:05:00Z,2,7,
2024-03-10T06:10:00Z,3,8," "equal overlaps are merged"
printf 'time,a\n2024-03-10T06:05:00Z,4\n' >three.csv
run "$headroom" clean one.csv three.csv
is "$status:$out" "2:" "differing overlaps are an error"
has "$err" "--prefer" "that says what to do"
run "$headroom" clean --prefer last one.csv three.csv
is "$(echo "$out" | tail -1)" "2024-03-10T06:05:00Z,4," "and --prefer settles"

# --multiply-by: an average times the number of instances.
printf 'time,cpu_percent,instances\n2024-03-10T06:00:00Z,50,4\n2024-03-10T06:05:00Z,60,5\n' >fleet.csv
run "$headroom" clean --multiply-by instances fleet.csv
is "$out" "time,cpu_busy,filled
2024-03-10T06:00:00Z,2,
2024-03-10T06:05:00Z,3," "half of four instances are two"
run "$headroom" clean --multiply-by nodes fleet.csv
has "$err" 'no column "nodes"' "an unknown multiplier"

# Refusals say what, where and what to do.
printf 'time,requests\n2024-03-10T06:00:00Z,12\n2024-03-10T06:01:00Z,12,3x\n' >ragged.csv
run "$headroom" clean ragged.csv
is "$status:$out" "2:" "all or nothing"
has "$err" 'ragged.csv:3: "3x" stands beyond the columns of the header' "a stray cell"
printf 'time,requests\n2024-03-10T06:00:00Z,12\n2024-03-10T06:01:00Z,1x\n2024-03-10T06:02:00Z,2x\n2024-03-10T06:03:00Z,9\n' >bad.csv
run "$headroom" clean bad.csv
has "$err" 'bad.csv:3: requests: "1x" is not a number (2 rows like it); --unit names its unit, --skip-bad' \
    "a bad cell, and how many are like it"
run "$headroom" clean --skip-bad bad.csv
is "$status" 0 "--skip-bad goes on"
has "$err" "2 rows left out" "and counts"
run "$headroom" clean --value request --skip-bad bad.csv
has "$err" 'no column "request" for --value; did you mean "requests"?' "did you mean, for columns"
run "$headroom" clean --layout grafna bad.csv
has "$err" 'did you mean "grafana"?' "did you mean, for layouts"
run "$headroom" clean --tz Europe/Berlinn bad.csv
is "$status" 2 "an unknown zone"
run "$headroom" clean --step 1.5s bad.csv
has "$err" "not a whole number of seconds" "a broken step"

# Names that choose nothing are refused in layouts without columns to choose from, too.
run "$headroom" clean "$root/samples/web-requests.csv" --by service
is "$status" 2 "--by of an export of one series"
has "$err" 'no column or label "service" for --by: read as cloudwatch-console, nothing in it tells series apart; leave --by out' \
    "says that there is one"
run "$headroom" clean "$root/samples/web-requests.csv" --by none -q -o one.csv
is "$status:$err" "0:" "--by none is true of it"
run "$headroom" clean "$root/samples/web-requests.csv" --time when
is "$status" 2 "--time where the layout knows it"
has "$err" 'no column "when" for --time: read as cloudwatch-console' "says what knows it"
echo '{"host": {"host": "web-1", "name": "web"}, "groups": [], "itemid": 1, "name": "CPU", "clock": 1710050400, "ns": 0, "value": 0.5, "type": 0}' >zabbix.ndjson
run "$headroom" clean zabbix.ndjson --layout zabbix --by name
has "$err" 'no column or label "name" for --by: read as zabbix, its series are told apart by host' \
    "--by of a layout with its own key"

# What clean wrote says the same when it is read again: units, rates and keys stay as they are.
printf 'time,host,mem_gib,Net MB/s,requestsPerMinute,hits,Uptime (h)\n' >units.csv
for minute in 00 01 02 03; do
    printf '2024-03-10 06:%s,1,2,3,60,5,1\n2024-03-10 06:%s,2,2,3,120,6,2\n' $minute $minute >>units.csv
done
for file in units.csv "$root"/tests/formats/atlas.csv "$root"/tests/formats/rrdtool_fetch.txt \
    "$root"/tests/formats/influxdb2_annotated.csv "$root"/tests/formats/cloudwatch_console.csv; do
    "$headroom" clean -q "$file" >once.csv
    "$headroom" clean -q once.csv >twice.csv
    cmp -s once.csv twice.csv
    ok $? "${file##*/} is cleaned once for all"
done
is "$("$headroom" clean -q units.csv | sed -n '1,2p')" \
    "time,service,mem_bytes,net_bytes_per_s,requests_per_s,hits_per_s,uptime_s,filled
2024-03-10T06:00:00Z,1,2147483648,3000000,1,0.08333333333,3600," "and its columns are named for their units"
# A mistyped column is told before a cell of the file that cannot be read; one that is right, after.
printf 'time,cpu,mem\n2026-01-01T00:00:00Z,1,2\n2026-01-01T01:00:00Z,1,x2\n2026-01-01T02:00:00Z,1,2\n' >typo.csv
run "$headroom" clean --value cppu typo.csv
is "$status:$err" '2:headroom: typo.csv: no column "cppu" for --value; did you mean "cpu"? its columns are time, cpu, mem' \
    "a mistyped column beside a bad cell"
run "$headroom" clean --value mem typo.csv
has "$err" 'typo.csv:3: mem: "x2" is not a number' "the bad cell of the column that is asked for"
run "$headroom" clean --value cpu -q typo.csv
is "$status" 0 "and another column of that file is read"

# Text has a row a day in place of thousands of steps, below a chart; all of them with -v and in CSV.
web=$root/samples/web-requests.csv
run "$headroom" clean "$web" --format text -q
has "$out" "A row a day; -v shows all 16128, --format csv writes them." "text goes by days"
is "$(printf '%s\n' "$out" | grep -c '^ *2026-[0-9-]* *[0-9],[0-9]* *[0-9,]*$')" 56 "of eight weeks"
want=$("$headroom" clean "$web" -q | awk -F, '
    /^2026-01-05/ { sum += $2; n++; if ($2 > most) most = $2 } END { printf "%.0f %.0f", sum / n, most }')
is "$(printf '%s\n' "$out" | sed -n 's/^ *2026-01-05 *\([0-9],[0-9]*\) *\([0-9],[0-9]*\)$/\1 \2/p' | tr -d ,)" \
    "$want" "with the mean and the highest of the day"
run "$headroom" clean "$web" --format text -v
is "$(printf '%s\n' "$out" | grep -c '^ *2026-')" 16128 "-v: all steps"
run "$headroom" clean "$web" --step 1d --format text -q
is "$(printf '%s\n' "$out" | grep -c '^ *2026-')" 56 "few rows are shown as they are"

done_testing
