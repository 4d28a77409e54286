#!/bin/sh
# A row out of all proportion in time (a cut epoch, a wrong year, 2038) in every kind of layout: it is
# named by line where there are lines, left out with a warning, and never stretches the rows.
. "$(dirname "$0")/tap.sh"

# points BAD: eight times of 2024-03-10 a minute apart and a bad one last, "INDEX UNIX_S" a line.
points()
{
    awk -v bad="$1" 'BEGIN { for (i = 0; i < 8; i++) print i, 1710050400 + 60 * i; print 8, bad }'
}

# layouts BAD: the points as files of all kinds of layouts.
layouts()
{
    { echo time,load && points "$1" | awk '{ print $2 "," $1 }'; } >wide.csv
    { echo time,service,load && points "$1" | awk '{ print $2 ",web," $1; print $2 ",db," $1 }'; } >long.csv
    points "$1" | awk '{ printf "{\"host\":{\"host\":\"w\",\"name\":\"w\"},\"groups\":[],\"itemid\":3,\"name\":\"load\",\"clock\":%s,\"ns\":0,\"value\":%s,\"type\":0}\n", $2, $1 }' >zabbix.ndjson
    points "$1" | awk '{ v = v s $1; t = t s $2 "000"; s = "," } END { printf "{\"metric\":{\"__name__\":\"load\",\"host\":\"w\"},\"values\":[%s],\"timestamps\":[%s]}\n", v, t }' >victoria.jsonl
    points "$1" | awk '{ v = v s "[" $2 ",\"" $1 "\"]"; s = "," } END { printf "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"load\",\"job\":\"w\"},\"values\":[%s]}]}}\n", v }' >prometheus.json
    points "$1" | awk '{ v = v s "[" $2 "000.0," $1 "]"; s = "," } END { printf "{\"status\":\"ok\",\"series\":[{\"metric\":\"load\",\"display_name\":\"load\",\"aggr\":\"avg\",\"scope\":\"host:w\",\"interval\":60,\"length\":9,\"pointlist\":[%s],\"unit\":null}]}\n", v }' >datadog.json
    { printf 'load{job="w"} =>\n' && points "$1" | awk '{ print $1 " @[" $2 "]" }'; } >query.txt
    points "$1" | awk '{ printf "{__name__=\"load\", job=\"w\"} %s %s000\n", $1, $2 }' >dump.txt
    { printf '                 load\n\n' && points "$1" | awk '{ printf "%s: %s.0e+00\n", $2, $1 }'; } >rrd.txt
}

expect='wide.csv 10
long.csv 18
zabbix.ndjson 9
victoria.jsonl 1
prometheus.json 1
datadog.json 1
query.txt 10
dump.txt 9
rrd.txt 11'

# bad unix time and what it is: an epoch that lost digits, the end of 32 bits, a year too early and late
for bad in '1709431 1970-01-20T18:50:31Z' '2147483647 2038-01-19T03:14:07Z' \
    '1678514400 2023-03-11T06:00:00Z' '1741586400 2025-03-10T06:00:00Z'; do
    unix=${bad% *}
    layouts "$unix"
    echo "$expect" | while read -r file line; do
        time=${bad#* }
        # JSON tells by itself what is no Unix time: seconds cut short are refused, milliseconds are no less
        # than seconds.
        case $unix$file in 1709431*json* | 1709431*.jsonl) continue ;; esac
        place=$file:$line
        run "$headroom" clean --gauge "$file"
        rows=$(printf '%s\n' "$out" | grep -c '^2024-03-10T06:0')
        all=$(printf '%s\n' "$out" | wc -l)
        case $file in long.csv) want=16 ;; *) want=8 ;; esac
        # A row of rrdtool stands for the minute before it.
        [ "$file" != rrd.txt ] || { rows=$((all - 1)) && time=*; }
        [ "$status:$rows:$all" = "0:$want:$((want + 1))" ] && case $err in
        *"warning: $place: the row of "$time" is "*" away from all the others: left out"*) true ;;
        *) false ;;
        esac || echo "$file with $unix: $status:$rows:$all: $err"
        run "$headroom" clean --gauge --strict "$file"
        [ "$status" = 2 ] || echo "$file with $unix: --strict passes"
    done >wrong
    is "$(cat wrong)" "" "$unix is left out, with its place, in every layout"
done

# The last row of a file that was cut off.
{
    printf 'time,v\n'
    awk 'BEGIN { for (i = 0; i < 300; i++) print 1709251200 + 60 * i "," 100 + i }'
    printf '1709431'
} >torn.csv
run "$headroom" clean torn.csv
is "$(printf '%s\n' "$out" | wc -l)" 301 "a torn last row leaves the others as they are"
has "$err" "torn.csv: line 302, the last one, is cut off and was left out" "and is named"

# Events: one request of 2038, in a file whose streams are too short to be judged by themselves.
cat >k6.csv <<'END'
metric_name,timestamp,metric_value,check,error,error_code,group,method,name,proto,scenario,status,subproto,tls_version,url,extra_tags
http_reqs,1710050400,1.000000,,,,,GET,http://127.0.0.1/,HTTP/1.1,default,200,,,http://127.0.0.1/,
http_req_duration,1710050400,221.899000,,,,,GET,http://127.0.0.1/,HTTP/1.1,default,200,,,http://127.0.0.1/,
http_reqs,2147483647,1.000000,,,,,GET,http://127.0.0.1/,HTTP/1.1,default,200,,,http://127.0.0.1/,
http_req_duration,1710050401,220.1,,,,,GET,http://127.0.0.1/,HTTP/1.1,default,200,,,http://127.0.0.1/,
END
run "$headroom" clean k6.csv
is "$(printf '%s\n' "$out" | wc -l)" 2 "an event of 2038 makes no rows"
has "$err" "k6.csv:4: the row of 2038-01-19T03:14:07Z is 5062d away from all the others" "and is named"

# A long gap with much on both sides is how the data are; millions of rows of it are not made unasked.
awk 'BEGIN {
    print "time,v"
    for (i = 0; i < 50; i++) print 1709251200 + 10 * i "," i
    for (i = 0; i < 50; i++) print 1743811200 + 10 * i "," i
}' >two_runs.csv
run "$headroom" clean two_runs.csv
is "$status:$out" "2:" "a grid of millions of rows from a hundred is not made"
has "$err" "the row at 2025-04-05T00:00:00Z is far from the others: 3456050 steps of 10s from the first row to the last, of which 100 have one" \
    "with the reason"
until=$(printf '%s\n' "$err" | sed -n 's/.*--until \([^ ]*\).*/\1/p')
run "$headroom" clean two_runs.csv --until "$until"
is "$status:$(printf '%s\n' "$out" | wc -l)" "0:51" "--until as it says leaves one side"
run "$headroom" clean two_runs.csv --step 1d
is "$status:$(printf '%s\n' "$out" | wc -l)" "0:402" "--step as it says makes few rows"

# Weeks, months and gaps of a usual kind stay.
awk 'BEGIN {
    print "time,v"
    for (y = 2012; y < 2024; y++) for (m = 1; m <= 12; m++) if (y != 2016) printf "%d-%02d-01,%d\n", y, m, m
}' >months.csv
run "$headroom" clean --gauge months.csv
is "$(printf '%s\n' "$err" | grep -c 'away from all')" 0 "a year without months is a gap"
awk 'BEGIN {
    print "time,v"
    for (i = 0; i < 400; i++) if (i < 100 || i > 160) print 1709251200 + 86400 * i "," i
}' >days.csv
run "$headroom" clean --gauge days.csv
is "$status:$(printf '%s\n' "$err" | grep -c 'away from all'):$(printf '%s\n' "$out" | wc -l)" "0:0:401" \
    "two months without days are a gap"


done_testing
