#!/bin/sh
# describe: columns, text, several metrics, keys, windows, refusals.
. "$(dirname "$0")/tap.sh"

# make_days DAYS: hourly requests with a day, from Monday 2024-01-01, on standard output
make_days()
{
    awk -v days="$1" 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < days * 24; i++) {
            day = 1 + int(i / 24)
            printf "2024-01-%02dT%02d:00:00Z,%.3f\n", day, i % 24,
                100 + 50 * sin(i * 6.283185307 / 24) + (i * 7919 % 13) / 4
        }
    }'
}

make_days 28 >days.csv
run "$headroom" describe days.csv --format csv
is "$status:$err" "0:" "a clean file is described in silence"
is "$(echo "$out" | head -1)" "metric,unit,n,step,missing,mean,p50,p95,p99,max,peak_to_mean,pattern,daily,weekly,growth_month,anomalies,enough_for,advice" "the columns"
row=$(echo "$out" | sed -n 2p)
mean=$(sed 1d days.csv | awk -F, '{ sum += $2 } END { printf "%.10g", sum / NR }')
has "$row" "requests_per_s,requests/s,672,1h,0,$mean," "metric, unit, steps, step, missing, mean"
has "$row" ",seasonal (daily),0.99" "the pattern and the daily strength"
has "$row" ",0,1w," "no anomalies, enough for a quarter"

run "$headroom" describe days.csv
is "$status" 0 "text is the default"
for word in "What the data are like" "days.csv: 672 rows" "requests_per_s" "seasonal (daily)" \
    "seasons" "growth" "enough for  a forecast of 1w"; do
    has "$out" "$word" "the text says: $word"
done
is "$(echo "$out" | awk 'length($0) > 240' | wc -l | tr -d ' ')" 0 "lines are short"
run "$headroom" describe days.csv --format md
has "$out" "# What the data are like" "Markdown has headings"
run "$headroom" describe days.csv --format json
is "$(echo "$out" | jq -r '.schema, .verdict, .series, .from, .to, .rows[0].pattern')" "headroom-describe/1
enough
1
2024-01-01T00:00:00Z
2024-01-29T00:00:00Z
seasonal (daily)" "JSON is one object: schema, verdict, facts, rows"

run "$headroom" describe days.csv --window 3h --format csv
row=$(echo "$out" | sed -n 2p)
has "$row" "requests_per_s,requests/s,3,1h,0," "--window keeps the last three hours"
has "$row" "unknown" "which do not tell a pattern"

make_days 14 >two-weeks.csv
run "$headroom" describe two-weeks.csv
has "$out" "weekly not known (it takes three weeks)" "two weeks do not tell of weeks"

awk -F, -v OFS=, 'NR == 1 { print $1, $2, "cpu_percent", "latency_ms"; next }
    { print $1, $2, $2 / 3 + NR % 5, 80 + NR * 37 % 11 }' days.csv >metrics.csv
run "$headroom" describe metrics.csv
has "$out" "which metric should scale it" "several metrics are ranked"
has "$out" "scale on cpu_percent; target: 60-70%" "CPU that follows demand is recommended"
has "$out" "scaling hides it" "with the warning that it is not demand"
has "$out" "counts health checks" "each has its caution"
run "$headroom" describe metrics.csv --format json
is "$(echo "$out" | jq -r '.signals[] | select(.target != null) | .metric + " " + .target')" "cpu_percent 60-70%" \
    "JSON says which and the target"
is "$(echo "$out" | jq -r '.signals | length')" 3 "and has them all"
is "$(echo "$out" | jq -r '.text')" "scale on cpu_percent; target: 60-70%" "and the sentence that decides"

awk -F, -v OFS=, 'NR == 1 { print "time", "service", $2; next }
    { print $1, "web", $2; print $1, "api", $2 / 2 }' days.csv >fleet.csv
run "$headroom" describe fleet.csv --by service --format csv
is "$(echo "$out" | sed 1d | cut -d, -f 1-2 | tr '\n' ' ')" "requests_per_s,web requests_per_s,api " \
    "a row a service"
is "$(echo "$out" | head -1 | cut -d, -f 1-3)" "metric,service,unit" "under the key's name"

cat days.csv | "$headroom" describe - --format csv >piped.csv
"$headroom" describe days.csv --format csv | cmp -s - piped.csv
ok $? "a pipe gives the same bytes as the file"

printf 'time,load\n2024-01-01T00:00:00Z,\n2024-01-01T01:00:00Z,\n' >empty.csv
run "$headroom" describe empty.csv
is "$status:$out" "2:" "no values are trouble"
has "$err" "empty.csv: no column holds numbers" "that says so"
run "$headroom" describe missing.csv
is "$status" 2 "a missing file is trouble"
has "$err" "missing.csv" "and named"
printf 'time,load\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00Z,2\n2024-01-01T00:01:00Z,3\n2024-01-01T00:02:00Z,3\n' >twice.csv
run "$headroom" describe twice.csv
is "$status" 2 "two values for a time are trouble"
has "$err" "--prefer" "with a remedy"

# A trifle in a quiet hour is no anomaly, however steady the hour; more than five are counted.
run "$headroom" describe "$root/samples/fleet.csv"
is "$(echo "$out" | grep -c 'usual 0 requests/s')" 0 "no anomaly of 0 where 0 is usual"
has "$out" "and 50 more" "what is not shown is counted"
# Bytes are read in units of bytes, shares close to their sign.
awk 'BEGIN { print "time,memory_bytes,cpu_percent"
    for (i = 0; i < 48; i++) printf "2024-01-%02dT%02d:00:00Z,%.0f,%d\n", 1 + i / 24, i % 24, 536870912000 + i, 40 + i % 2 }' >bytes.csv
run "$headroom" describe bytes.csv
has "$out" "mean 500, p50 500, p95 500, p99 500, max 500 GiB" "bytes, in one unit"
has "$out" "max 41%" "per cent"
run "$headroom" describe bytes.csv --since 2030-01-01
has "$err" "no values between --since and --until: all are from 2024-01-01T00:00:00Z to 2024-01-02T23:00:00Z" \
    "bounds beyond the data name what there is"

# --- names
awk -F, -v OFS=, 'NR == 1 { print "time,requests" } NR > 1 { print $1, int($2 * 3600) }' days.csv >req.csv
awk -F, -v OFS=, 'NR == 1 { print "time,cpu_percent" } NR > 1 { print $1, $2 / 3 }' days.csv >cpu.csv
run "$headroom" describe req.csv --value requests_per_s --format csv -q
as_shown=$out
run "$headroom" describe req.csv --value requests --format csv -q
is "$status:$out" "0:$as_shown" "--value takes the name that answers show, and that of the file"
run "$headroom" describe req.csv cpu.csv --value requests --format csv
is "$status:$out" "0:$as_shown" "of several files the metric of the one that has it"
has "$err" "--value requests: 1 other series left out" "and says what is left out"
run "$headroom" describe req.csv cpu.csv --value cpu_percent,requests_per_s --format csv -q
is "$(printf '%s\n' "$out" | cut -d, -f1 | tr '\n' ' ')" "metric requests_per_s cpu_percent " "a metric of each"
run "$headroom" describe req.csv cpu.csv --value requsts
is "$status" 2 "a name that is nowhere"
has "$err" 'req.csv: no column "requsts" for --value; did you mean "requests"?' "with the nearest"
awk -F, -v OFS=, 'NR > 1 { print $1, "db", $2 }' days.csv >>fleet.csv
for only in "--only web,db" "--only web --only db" "--only db --only web"; do
    run "$headroom" describe fleet.csv --by service $only --format csv -q
    is "$(printf '%s\n' "$out" | cut -d, -f2 | sort | tr '\n' ' ')" "db service web " "$only"
done
run "$headroom" describe fleet.csv --by service --only web,dv
has "$err" "--only dv: no series has that key; did you mean db?" "one of two that is not there"
done_testing
