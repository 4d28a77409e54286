#!/bin/sh
# Right after demand came to a new level: forecasts that know it, whatever its age, and say so.
. "$(dirname "$0")/tap.sh"

# Roughly normal numbers, the same on every machine (Park and Miller 1988).
normal='function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
    function normal(k, sum) { for (k = 0; k < 12; k++) sum += uniform(); return sum - 6 }
    BEGIN { state = 20250303 }'

# weeks FILE HOURS AGE FACTOR SCATTER: hours from a Monday on, a day of two waves, weekends at 65 %, with
# a fixed scatter; the last AGE of them times FACTOR. FILE.truth holds the week that follows.
weeks()
{
    awk -v hours="$2" -v age="$3" -v factor="$4" -v scatter="$5" -v truth="$1.truth" "$normal"' BEGIN {
        pi = 3.14159265358979
        print "time,load"
        for (i = 0; i < hours + 168; i++) {
            t = i % 24
            v = 500 * (1 + .45 * sin(2 * pi * (t - 9) / 24) + .15 * sin(4 * pi * (t - 5) / 24))
            v *= int(i / 24) % 7 >= 5 ? .65 : 1
            v *= 1 + scatter * normal()
            v *= i >= hours - age ? factor : 1
            if (i < hours)
                printf "%d,%.4f\n", 1740960000 + 3600 * i, v
            else
                printf "%.4f\n", v >truth
        }
    }' >"$1"
}
# mean_error FILE: of the forecast in $out against FILE.truth
mean_error()
{
    echo "$out" | awk -F, -v truth="$1.truth" 'NR > 1 {
        getline came <truth
        sum += came > $3 ? came - $3 : $3 - came
    } END { printf "%.1f", sum / (NR - 1) }'
}
# naive_error FILE: of the last week, again
naive_error()
{
    tail -n 168 "$1" | awk -F, -v truth="$1.truth" '{
        getline came <truth
        sum += came > $2 ? came - $2 : $2 - came
    } END { printf "%.1f", sum / NR }'
}
# below SMALL LARGE NAME
below()
{
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a < b) }'
    ok $? "$3 ($1 below $2)"
}

# A new level of any age up to five weeks is what is forecast, without an option.
for age in 48 96 168 336 504 800; do
    for factor in 0.5 2; do
        weeks new.csv 1344 $age $factor 0.04
        run "$headroom" forecast new.csv --gauge --horizon 1w
        below "$(mean_error new.csv)" "$(naive_error new.csv)" \
            "times $factor since $age hours: nearer than the last week again"
        has "$err" "warning: the level shifted from" "with a warning"
        has "$err" "what was before is fitted at the new level" "that says what is done"
    done
done

# Older than that, it is part of the history.
weeks old.csv 2016 1000 2 0.04
run "$headroom" forecast old.csv --gauge --horizon 1w
has "$err" "headroom: the level shifted from" "six weeks later a note is left"
is "$(echo "$err" | grep -c "what was before is fitted at the new level")" 0 "and nothing is moved"

# Under growth, the new level is a multiple of the last days before it, not of all that was before.
awk "$normal"' BEGIN {
    print "time,load"
    for (i = 0; i < 1344; i++)
        printf "%d,%.3f\n", 1740960000 + 3600 * i, 100 * exp(i / 1344) * (1 + .03 * normal()) * (i < 1200 ? 1 : 2)
}' >growing.csv
run "$headroom" forecast growing.csv --gauge --horizon 1d
mean=$(echo "$out" | awk -F, 'NR > 1 { sum += $3 } END { printf "%.0f", sum / (NR - 1) }')
below 515 "$mean" "growth before a shift goes on after it"
below "$mean" 577 "and is not taken for more of a shift"

# Under a day old, it may as well be over in an hour: the bounds reach both levels.
# level FILE HOURS FACTOR: three weeks around 100, the last HOURS times FACTOR
level()
{
    awk -v last="$2" -v factor="$3" "$normal"' BEGIN {
        print "time,load"
        for (i = 0; i < 504; i++)
            printf "%d,%.3f\n", 1740960000 + 3600 * i, 100 * (1 + .03 * normal()) * (i < 504 - last ? 1 : factor)
    }' >"$1"
}
# column N least|most: of the forecast in $out
column()
{
    echo "$out" | awk -F, -v at="$1" -v which="$2" 'NR > 1 {
        if (NR == 2 || (which == "least" ? $at < x : $at > x)) x = $at + 0
    } END { printf "%.1f", x }'
}
for hours in 4 5 6 9 12 18 23; do
    level fresh.csv $hours 2.5
    run "$headroom" forecast fresh.csv --gauge --horizon 1d
    below 230 "$(column 6 least)" "$hours hours at 2.5 times: every p95 reaches the new level"
    below "$(column 4 most)" 170 "the median stays nearer to the old one"
    has "$err" "warning: the last ${hours}h, from 2025-03-2" "with a warning"
    has "$err" "times what was to be expected: a new level or an excursion that ends; the bounds reach both" "that says why"
    has "$err" ", and --changepoint 2025-03-2" "and what settles it"
done
level fresh.csv 6 2.5
run "$headroom" forecast fresh.csv --gauge --horizon 1d --changepoint 2025-03-23T18:00:00Z
below 230 "$(column 4 least)" "as it does: the median is at the new level"
run "$headroom" forecast fresh.csv --gauge --horizon 1d --changepoint none
below "$(column 6 least)" 200 "--changepoint none takes it as it was"
is "$(echo "$err" | grep -c "stand at")" 0 "without a word"
level brief.csv 3 2.5
run "$headroom" forecast brief.csv --gauge --horizon 1d
has "$err" "warning: the last 3h" "three hours are told"
has "$err" "the bounds are those of the old level" "as what moves no bound"
plain=$("$headroom" forecast brief.csv --gauge --horizon 1d --changepoint none -q)
is "$out" "$plain" "and moves none"
level fall.csv 6 0.4
run "$headroom" forecast fall.csv --gauge --horizon 1d
has "$err" "stand at 0.41 times what was to be expected: a new level or an excursion that ends; the lower bounds reach both" "a fall lowers the lower bounds"
plain=$("$headroom" forecast fall.csv --gauge --horizon 1d --changepoint none -q)
is "$(echo "$out" | cut -d, -f1-7)" "$plain" "and no quantile that capacity is sized by"

# Demand that is back after an outage has not risen.
for age in 4 8; do
    weeks back.csv 1344 $((age + 5)) 0.2 0.04
    awk -F, -v back=$((1346 - age)) 'NR >= back { $2 *= 5 } { print $1 "," $2 }' back.csv >came.csv
    run "$headroom" forecast came.csv --gauge --horizon 1d
    is "$(echo "$err" | grep -c "stand at")" 0 "$age hours after an outage of five"
done

# What went by before will hardly stay this time: nine such evenings.
awk "$normal"' BEGIN {
    print "time,load"
    for (i = 0; i < 1344; i++) {
        is_high = i % 149 < 6 && i > 149
        printf "%d,%.3f\n", 1740960000 + 3600 * i, 100 * (1 + .03 * normal()) * (is_high || i >= 1338 ? 2.5 : 1)
    }
}' >often.csv
run "$headroom" forecast often.csv --gauge --horizon 1d
below "$(column 5 least)" 200 "after eight excursions that ended, the ninth is not taken for a new level"

# Steps within an hour reach what their hours do.
awk "$normal"' BEGIN {
    print "time,load"
    for (i = 0; i < 6048; i++)
        printf "%d,%.3f\n", 1740960000 + 300 * i, 100 * (1 + .03 * normal()) * (i < 5976 ? 1 : 2.5)
}' >fine.csv
run "$headroom" forecast fine.csv --gauge --horizon 1d
below 230 "$(column 6 least)" "five-minute steps reach the new level too"

done_testing
