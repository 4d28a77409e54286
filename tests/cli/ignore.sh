#!/bin/sh
# Histories with one day that was out of the ordinary: told and left out; --ignore settles it.
. "$(dirname "$0")/tap.sh"

# weeks FILE FACTOR: twelve weeks of hours from Monday 2026-01-05 on, Mondays the busiest; the last
# Monday from ten o'clock on times FACTOR.
weeks()
{
    awk -v factor="$2" 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < 1968; i++) {
            d = int(i / 24) % 7; h = i % 24
            v = 1000 * (1 + 0.45 * sin(6.283185307 * (h - 9) / 24)) * (d == 0 ? 1.4 : d > 4 ? 0.65 : 1)
            v *= 1 + ((i * 7919) % 101 - 50) / 2500
            if (int(i / 24) == 77 && h >= 10) v *= factor
            printf "%d,%.4f\n", 1767571200 + 3600 * i, v
        }
    }' >"$1"
}
# instances: what is needed at the end, and today, by the plan in $out
instances()
{
    echo "$out" | sed -n 's/^  instances *\([0-9]*\) today.*, \([0-9]*\) at the end.*/\2/p'
}
today()
{
    echo "$out" | sed -n 's/^  instances *\([0-9]*\) today.*/\1/p'
}

weeks twin.csv 1
weeks out.csv 0.2
run "$headroom" plan twin.csv --per-instance 100/s --horizon 2w
twin=$(instances)
twin_today=$(today)
run "$headroom" plan out.csv --per-instance 100/s --horizon 2w
has "$err" "Mon 2026-03-23 10:00 to Mon 2026-03-23 23:59 stood at 20% of its usual and is over: left out of the fit, where it would make the highest p95 " "the Monday is named, with what it would have changed"
[ $((twin - $(instances))) -le 1 ]
ok $? "the plan is within one instance of the twin's ($(instances) and $twin)"
[ $((twin_today - $(today))) -le 1 ]
ok $? "and what is needed today is the twin's too ($(today) and $twin_today)"
run "$headroom" plan twin.csv --per-instance 100/s --horizon 2w --size-by step
twin=$(instances)
run "$headroom" plan out.csv --per-instance 100/s --horizon 2w --size-by step --ignore none
[ $((twin - $(instances))) -gt 2 ]
ok $? "--ignore none keeps it in ($(instances))"
is "$(echo "$err" | grep -c "of its usual")" 0 "and says nothing"

kept=$("$headroom" forecast out.csv --horizon 1w -q)
run "$headroom" forecast out.csv --horizon 1w --ignore 2026-03-23T10:00Z..2026-03-24
has "$err" "14 steps of --ignore are left out of the fit" "a span"
is "$out" "$kept" "is what was found by itself"
run "$headroom" forecast out.csv --horizon 1w --ignore 2026-03-23 --ignore 2026-02-01..2026-02-03
has "$err" "72 steps of --ignore" "a day alone is that day; several add up"
run "$headroom" forecast out.csv --horizon 1w --tz Europe/Berlin --ignore 2026-03-23
has "$err" "24 steps of --ignore" "a day of the zone has 24 hours"

run "$headroom" describe out.csv
has "$out" "incidents   2026-03-23T10:00:00Z to 2026-03-24T00:00:00Z: at 20% of the usual," "describe lists it"
run "$headroom" describe out.csv --ignore 2026-03-23
has "$out" "24 steps of --ignore" "or what is ignored instead"
run "$headroom" fit out.csv --format csv
has "$out" "incident,2026-03-23T10:00:00Z,0.19" "fit has a row for it"
run "$headroom" recommend out.csv --per-instance 100/s --horizon 2w
has "$err" "Mon 2026-03-23 10:00" "recommend names it"
run "$headroom" recommend out.csv --per-instance 100/s --horizon 2w --ignore none
is "$(echo "$err" | grep -c "Mon 2026-03-23 10:00")" 0 "and keeps it when it is told to"
run "$headroom" tune out.csv --per-instance 100/s --ignore 2026-03-23 --require 'violation<=50%' --boot 5m
has "$err" "24 steps of --ignore are taken to have been usual" "tune takes it as usual"

run "$headroom" forecast out.csv --ignore 2026-03-23..2026-03-22
has "$err" "\"2026-03-23..2026-03-22\" ends before it begins: TO is the first moment that counts again" "a span backwards"
run "$headroom" forecast out.csv --ignore yesterday
has "$err" "\"yesterday\" is no span: write FROM..TO" "a word"
run "$headroom" forecast out.csv --ignore 2026-03-23..soon
has "$err" "--ignore: \"soon\"" "half a span"
run "$headroom" forecast out.csv --ignore 2027-01-01
is "$status" 2 "a span outside the data is refused"
has "$err" "is outside the data, which go from 2026-01-05T00:00:00Z to 2026-03-28T00:00:00Z" "with what they are"
run "$headroom" forecast out.csv --ignore 2026-01-01..2027-01-01
has "$err" "0 values outside what is ignored; a forecast needs at least 4" "nothing left"
done_testing
