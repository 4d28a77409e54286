#!/bin/sh
# headroom forecast and fit after a shift of level: --changepoint auto, TIME and none.
. "$(dirname "$0")/tap.sh"

# shifted FILE HOURS FACTOR: three weeks of hours from 2024-01-01, around 100 by day, with a fixed
# scatter of up to 5 %; the last HOURS of them times FACTOR.
shifted()
{
    awk -v last="$2" -v factor="$3" 'BEGIN {
        print "time,requests_per_s"
        for (i = 0; i < 504; i++) {
            v = (100 + 40 * sin(i * 6.283185307 / 24)) * (1 + ((i * 7919) % 101 - 50) / 1000)
            printf "%d,%.4f\n", 1704067200 + 3600 * i, (i >= 504 - last ? factor * v : v)
        }
    }' >"$1"
}
# mean_of_day: of the forecast in $out
mean_of_day()
{
    echo "$out" | awk -F, 'NR > 1 { sum += $3 } END { printf "%.0f", sum / (NR - 1) }'
}
# between LOW VALUE HIGH NAME
between()
{
    [ "$1" -le "$2" ] && [ "$2" -le "$3" ]
    ok $? "$4 ($2)"
}

shifted calm.csv 0 1
run "$headroom" forecast calm.csv --horizon 1d
is "$(echo "$err" | grep -c "level shifted")" 0 "a calm series has no shift"
run "$headroom" forecast calm.csv --horizon 1d --changepoint auto
is "$status" 0 "auto without a shift"
is "$(echo "$err" | grep -c "fitted from")" 0 "fits all"

shifted new.csv 40 3
run "$headroom" forecast new.csv --horizon 1d
is "$status" 0 "a shift forty hours before the end"
has "$err" "the level shifted from" "is told"
has "$err" "at 2024-01-20T08:00:00Z, shortly before the end: what was before is fitted at the new level" "and taken into account"
has "$err" "--changepoint auto fits only what comes after, --changepoint none takes all as it was" "with what else can be done"
between 285 "$(mean_of_day)" 315 "the day after is at the new level"
run "$headroom" forecast new.csv --horizon 1d --changepoint none
is "$(echo "$err" | grep -c "level shifted")" 0 "none is silent"
run "$headroom" forecast new.csv --horizon 1d --changepoint auto
has "$err" "fitted from the level shift at 2024-01-20T08:00:00Z on (from" "auto takes what comes after"
between 270 "$(mean_of_day)" 330 "and is at the new level"
given=$("$headroom" forecast new.csv --horizon 1d --changepoint 2024-01-20T08:00:00Z -q)
is "$given" "$out" "as does its time"

shifted old.csv 240 3
run "$headroom" forecast old.csv --horizon 1d
has "$err" "warning: the level shifted from" "ten days later it is still a warning"
has "$err" "at 2024-01-12T00:00:00Z, shortly before the end: what was before is fitted at the new level" "and the trials since then are the better for it"
between 285 "$(mean_of_day)" 315 "the day after is at the new level"
run "$headroom" fit old.csv
has "$out" "2024-01-12T00:00:00Z: from" "fit lists it"

shifted hours.csv 2 3
run "$headroom" forecast hours.csv --horizon 1d --changepoint 2024-01-21T22:00:00Z
is "$status:$out" "2:" "two hours are too few to fit"
has "$err" "2 values after the changepoint; a forecast needs at least 4" "with how many are needed"
run "$headroom" forecast new.csv --changepoint 2030-01-01
is "$status" 2 "a time after the data is refused"
has "$err" "0 values after the changepoint" "with the reason"
run "$headroom" forecast new.csv --changepoint 2020-01-01 --horizon 1d
is "$status" 0 "a time before the data fits all"
run "$headroom" forecast new.csv --changepoint soon
is "$status:$out" "2:" "a word that is no time is refused"
has "$err" "--changepoint" "by the option's name"

done_testing
