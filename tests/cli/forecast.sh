#!/bin/sh
# headroom forecast: the forecast table, its document, the ladder of short histories, refusals.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv

run "$headroom" forecast "$web" --horizon 1d
is "$status" 0 "a day ahead"
is "$(echo "$out" | head -1)" "time,unit,mean,p50,p90,p95,p99" "the forecast table"
is "$(echo "$out" | wc -l | tr -d ' ')" 289 "288 steps of five minutes"
is "$(echo "$out" | sed -n 2p | cut -d, -f1,2)" "2026-03-02T00:00:00Z,requests/s" \
    "starts where the data end, with the unit"
has "$err" "nine robust models combined; backtest of" "the method is told"
is "$(echo "$out" | awk -F, 'NR > 1 && !($4 <= $5 && $5 <= $6 && $6 <= $7)' | wc -l | tr -d ' ')" 0 \
    "quantiles are in order"
first=$out
run "$headroom" forecast "$web" --horizon 1d
is "$out" "$first" "the same input gives the same bytes"
run "$headroom" forecast "$web" --horizon 30m
has "$err" "--horizon 30m is minutes; months are mo, such as 3mo" "m for months is noted"
run "$headroom" forecast "$web" --horizon 1d -q
is "$err" "" "-q is quiet"

run "$headroom" forecast "$web" --step 1h --horizon 13w --format text
has "$out" "(of the horizon's 13w)" "a horizon that could not be tested is told"
is "$(echo "$out" | awk '{ gsub(",", "") } /^ +2026-/ && NF == 7 { first = first ? first : $2; last = $2 }
    END { print (last > 1.2 * first) }')" 1 "growth is carried on"

# A flood that doubles every three days, by a week that nobody has seen.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 900; i++)
        printf "%d,%.3f\n", 1704067200 + 3600 * i, exp(i / 100) * (1.5 + sin(i * 6.283185 / 24))
}' >flood.csv
run "$headroom" forecast flood.csv --horizon 4w
is "$status" 0 "explosive growth is forecast"
has "$err" "warning: p95 reaches" "with a warning of how far it goes"
has "$err" "times the highest value of the history" "against what was seen"
run "$headroom" forecast flood.csv --horizon 4w --strict
is "$status:$out" "2:" "which --strict refuses"

run "$headroom" forecast "$web" --step 1h
is "$(echo "$out" | wc -l | tr -d ' ')" 337 "by default a quarter of eight weeks: two"

run "$headroom" forecast "$web" --horizon 2w --format text
has "$out" "Forecast of requests_per_s" "a document"
has "$out" "forecast (mean to p95)" "with a chart"
has "$out" "highest p95" "and a table"
is "$(echo "$out" | awk 'length($0) > 400' | wc -l | tr -d ' ')" 0 "of lines of a sane length"
run "$headroom" forecast "$web" --horizon 1d --format json
has "$out" '"p99":' "JSON has the columns' names"

# Days of the zone's clock, across the 23 hours of 2026-03-29.
run "$headroom" forecast "$web" --step 1h --horizon 30d --tz Europe/Berlin --format text
has "$out" "by the clock of Europe/Berlin" "text names the zone of its times"
is "$(echo "$out" | grep -c '^  2026-.* 00:00 ')" 5 "and its weeks begin at local midnight"
has "$out" "2026-03-30 00:00" "after a change to summer time too"

run "$headroom" forecast "$root/samples/fleet.csv" --by service --horizon 1d
is "$(echo "$out" | head -1)" "time,service,unit,mean,p50,p90,p95,p99" "services have their column"
is "$(echo "$out" | sed 1d | cut -d, -f2 | uniq | tr '\n' ' ')" \
    "$(sed 1d "$root/samples/fleet.csv" | cut -d, -f2 | awk '!seen[$0]++' | tr '\n' ' ')" \
    "in the order of the data"
run "$headroom" forecast "$root/samples/fleet.csv" --by service --horizon 1w --format text
has "$out" "highest" "several series: a row a service"

run "$headroom" forecast "$root/samples/web-metrics.csv"
is "$status:$out" "2:" "several metrics are refused"
has "$err" "--value names the one meant" "with what to do"

# Sample paths and peaks: the same bytes for any number of threads.
run "$headroom" forecast "$web" --step 1h --horizon 2d --paths 20
is "$(echo "$out" | head -1)" "time,unit,path,value" "paths are a long table"
is "$(echo "$out" | wc -l | tr -d ' ')" 961 "20 of 48 steps"
paths=$out
run "$headroom" forecast "$web" --step 1h --horizon 2d --paths 20 --threads 1
is "$out" "$paths" "one thread draws the same"
run "$headroom" forecast "$web" --step 1h --horizon 2d --paths 20 --seed 2
is "$([ "$out" != "$paths" ] && echo differs)" differs "another seed draws others"
run "$headroom" forecast "$web" --step 1h --horizon 2d --paths 10
is "$out" "$(echo "$paths" | head -481)" "fewer paths are the first of many"
run "$headroom" forecast "$root/samples/fleet.csv" --by service --horizon 2d --step 1h --paths 2
is "$(echo "$out" | head -1)" "time,service,unit,path,value" "services have their column"
run "$headroom" forecast "$web" --paths 0
has "$err" '"0" leaves nothing to draw' "no paths at all are refused"
run "$headroom" forecast "$web" --horizon 8w --paths 1000
is "$status:$out" "2:" "too many values are refused"
has "$err" "values, at most 5,000,000; ask for fewer paths" "with what to do"
run "$headroom" forecast "$web" --step 1h --horizon 2w --peak 1w
is "$(echo "$out" | head -1)" "time,unit,mean,p50,p90,p95,p99" "peaks are a forecast table"
is "$(echo "$out" | wc -l | tr -d ' ')" 3 "of two weeks"
peaks=$out
run "$headroom" forecast "$web" --step 1h --horizon 2w --peak 1w --threads 3
is "$out" "$peaks" "for any number of threads"
run "$headroom" forecast "$web" --step 1h --horizon 9d --peak 1w
has "$err" "48 steps after the last whole 1w are left out" "a rest is told"
run "$headroom" forecast "$web" --step 1h --horizon 2d --peak 1w
has "$err" "--peak: 1w is longer than the forecast of 2d" "a period beyond the horizon is refused"
run "$headroom" forecast "$web" --step 1h --horizon 2w --peak 1w --paths 10
has "$err" "too few for quantiles of a peak, at least 100" "so are few paths"

# A fleet by several threads.
run "$headroom" forecast "$root/samples/fleet.csv" --by service --horizon 1d --threads 1
fleet=$out
run "$headroom" forecast "$root/samples/fleet.csv" --by service --horizon 1d --threads 4
is "$out" "$fleet" "four threads forecast the same in the same order"

# hours FILE COUNT: an hourly day-shaped series
hours()
{
    awk -v n="$2" 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < n; i++)
            printf "%d,%.3f\n", 1704067200 + 3600 * i, 100 + 50 * sin(i * 6.283185 / 24) + i % 7
    }' >"$1"
}
hours two.csv 2
run "$headroom" forecast two.csv --horizon 1h
is "$status:$out" "2:" "two values are refused"
has "$err" "2 values; a forecast needs at least 4" "with how many are needed"
hours short.csv 12
run "$headroom" forecast short.csv --horizon 6h
is "$status" 0 "half a day is forecast"
has "$err" "shows no season: the forecast continues its last level" "with a warning"
run "$headroom" forecast short.csv --horizon 6h --strict
is "$status:$out" "2:" "which --strict makes trouble"
# A day that is not yet over: its noon of 150 may return after the evening.
hours evening.csv 19
run "$headroom" forecast evening.csv --horizon 1d
is "$(echo "$out" | tail -1 | awk -F, '{ print ($3 < 120 && $6 > 140) }')" 1 \
    "what was seen may return although the evening falls"
hours days.csv 50
run "$headroom" forecast days.csv --horizon 1d
has "$err" "repeats its last season" "two days are repeated"
hours week.csv 200
run "$headroom" forecast week.csv --horizon 1d
has "$err" "warning: a history of 8d8h is under 2 weeks" "eight days: no week is known"
run "$headroom" forecast week.csv --horizon 30d
has "$err" "times the history of 8d8h" "a horizon beyond the history is told"
run "$headroom" forecast week.csv --horizon 900y
is "$status:$out" "2:" "a horizon without end is refused"
has "$err" "shorter --horizon or a longer --step" "with what to do"
run "$headroom" forecast week.csv --horizon 0
is "$status" 2 "no horizon is refused"
run "$headroom" forecast week.csv --changepoint 2030-01-01
has "$err" "0 values after the changepoint" "a changepoint after the data"
run "$headroom" forecast week.csv --tz America/Nowhere
is "$status" 2 "an unknown zone is refused"

# One bad series among good ones: all bad ones are named, --keep-going writes the others.
awk 'BEGIN {
    print "time,service,requests_per_s"
    for (i = 0; i < 200; i++) {
        printf "%d,good,%.3f\n", 1704067200 + 3600 * i, 100 + 50 * sin(i * 6.283185 / 24) + i % 7
        if (i < 2)
            printf "%d,bad,%d\n", 1704067200 + 3600 * i, i
    }
}' >mixed.csv
run "$headroom" forecast mixed.csv --by service --horizon 6h
is "$status:$out" "2:" "one bad series fails the run"
has "$err" "bad: 2 values" "and is named"
run "$headroom" forecast mixed.csv --by service --horizon 6h --keep-going
is "$(echo "$out" | wc -l | tr -d ' ')" 7 "--keep-going writes the other"

# A fleet is written as it is forecast, and appears whole or not at all; failures fold.
awk 'BEGIN {
    print "time,service,requests_per_s"
    for (k = 0; k < 2500; k++)
        for (i = 0; i < (k % 500 == 2 ? 2 : 8); i++)
            printf "%d,s%d,%d\n", 1704067200 + 3600 * i, k, 100 + k + i
}' >thousands.csv
run "$headroom" forecast thousands.csv --by service --horizon 200h -o answer.csv
is "$status:$(ls answer.csv .headroom* 2>/dev/null)" "2:" "one that fails among thousands: no file, and none left behind"
has "$err" "s2: 2 values" "the first is named"
has "$err" "(and 4 like it: s502, s1002, s1502, s2002)" "with those like it"
run "$headroom" forecast thousands.csv --by service --horizon 200h
is "$status:$out" "2:" "nor anything on standard output"
run "$headroom" forecast thousands.csv --by service --horizon 200h -q --keep-going --threads 2 -o answer.csv
is "$status" 2 "--keep-going says so too"
"$headroom" forecast thousands.csv --by service --horizon 200h -q --keep-going --threads 1 >thousands.1
is "$(cksum <answer.csv)" "$(cksum <thousands.1)" "the same bytes in a file and on standard output, by threads"
is "$(cut -d, -f2 thousands.1 | uniq | sort | uniq -c | awk '{ n += $1; odd += $1 != 1 } END { print n, odd + 0 }')" "2496 0" \
    "every service once, and a header once"
mkdir spool
TMPDIR=$work/spool "$headroom" forecast thousands.csv --by service --horizon 200h -q --keep-going | cksum >spooled
is "$(cat spooled):$(ls -A spool)" "$(cksum <thousands.1):" "what waits for standard output leaves no temporary file"
TMPDIR=$work/nowhere run "$headroom" forecast thousands.csv --by service --horizon 200h -q --keep-going
has "$err" "nowhere: cannot create a temporary file in it: " "a folder for them that is not there is named"
awk 'NR == 1 { print; next } { split($0, f, ","); if (substr(f[2], 2) % 500 == 2) print }' thousands.csv >tens.csv
awk 'NR > 1' tens.csv | sed 's/,s/,t/' >>tens.csv
run "$headroom" forecast tens.csv --by service --horizon 6h
has "$err" "(and 9 like it; -v names each)" "many are a count"
run "$headroom" forecast tens.csv --by service --horizon 6h -v
has "$err" "t2002: 2 values" "and -v names each"
is "$(echo "$err" | grep -c ': 2 values')" 10 "alone"

# One step in ten has demand of 4 to 6: on average a half.
awk 'BEGIN {
    print "time,requests_per_s"
    for (i = 0; i < 1000; i++)
        printf "%d,%g\n", 1704067200 + 3600 * i, i * i * 31 % 97 < 10 ? 4 + i * 37 % 11 / 5 : 0
}' >rare.csv
run "$headroom" forecast rare.csv --horizon 1w
is "$(echo "$out" | awk -F, 'NR > 1 { sum += $3; n++ } END { print (sum / n > .25 && sum / n < 1) }')" 1 \
    "the mean of rare demand is what is to be expected, not the zero in the middle"
is "$(echo "$out" | awk -F, 'NR > 1 && $7 >= 4' | wc -l | tr -d ' ')" 168 "and p99 knows what comes"

# Other steps: ten seconds, ten minutes, days, months.
for step in 10 600 86400; do
    awk -v s=$step 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < 800; i++)
            printf "%d,%.3f\n", 1704067200 + s * i, 100 + 30 * sin(i * s / 86400 * 6.283185) + i * 7919 % 13
    }' >step.csv
    run "$headroom" forecast step.csv
    is "$status:$(echo "$out" | awk -F, 'NR > 1 && !($3 > 40 && $7 < 200)' | wc -l | tr -d ' ')" "0:0" \
        "a step of $step seconds is forecast within reason"
done
awk 'BEGIN {
    print "time,orders_per_s"
    for (i = 0; i < 48; i++)
        printf "%d-%02d-01,%.3f\n", 2021 + int(i / 12), i % 12 + 1,
            100 * exp(i / 100) * (1 + .3 * sin(i * 6.283185 / 12)) + i * 7919 % 13
}' >month.csv
run "$headroom" forecast month.csv
is "$status:$(echo "$out" | awk -F, 'NR > 1 && !($3 > 90 && $7 < 300)' | wc -l | tr -d ' ')" "0:0" \
    "months are forecast within reason"
has "$err" "a row a month: reckoned in steps of 730 h" "and told"
is "$(echo "$out" | sed -n '2,4s/,.*//p' | tr '\n' ' ')" \
    "2025-01-01T00:00:00Z 2025-02-01T00:00:00Z 2025-03-01T00:00:00Z " "under the first day of each"
run "$headroom" forecast month.csv --tz Europe/Berlin
is "$(echo "$out" | sed -n '2s/,.*//p')" "2024-12-31T23:00:00Z" "by the zone's clock"
run "$headroom" clean month.csv
is "$(echo "$out" | sed -n '2s/,.*//p;$s/,.*//p' | tr '\n' ' ')" "2021-01-01T00:00:00Z 2024-12-01T00:00:00Z " \
    "clean calls months alike"
run "$headroom" clean "$root/samples/web-requests.csv" --step 1mo
is "$(echo "$out" | cut -d, -f1,3 | tr '\n' ' ')" \
    "time,filled 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z,requests_per_s=partial " \
    "--step 1mo makes months of the calendar"

# A share of a scaled group is no demand.
awk 'BEGIN {
    print "time,cpu_percent"
    for (i = 0; i < 600; i++)
        printf "%d,%d\n", 1704067200 + 3600 * i, i * 7919 % 13 < 9 ? 100 : 90
}' >cpu.csv
run "$headroom" forecast cpu.csv --horizon 1d
has "$err" "is a share: of a group that scales it says little about demand" "percentages are warned of"
is "$(echo "$out" | awk -F, 'NR > 1 && $7 > 100' | wc -l | tr -d ' ')" 0 "and never pass 100"

done_testing
