#!/bin/sh
# Right after demand came to a new level: forecasts that know it, whatever its age, and say so.
. "$(dirname "$0")/tap.sh"

# weeks FILE HOURS AGE FACTOR SCATTER: hours from a Monday on, a day of two waves, weekends at 65 %, with
# a fixed scatter; the last AGE of them times FACTOR. FILE.truth holds the week that follows.
weeks()
{
    awk -v hours="$2" -v age="$3" -v factor="$4" -v scatter="$5" -v truth="$1.truth" 'BEGIN {
        pi = 3.14159265358979
        print "time,load"
        for (i = 0; i < hours + 168; i++) {
            t = i % 24
            v = 500 * (1 + .45 * sin(2 * pi * (t - 9) / 24) + .15 * sin(4 * pi * (t - 5) / 24))
            v *= int(i / 24) % 7 >= 5 ? .65 : 1
            # Roughly normal: three numbers that have nothing to do with each other.
            z = ((i * 7919) % 1009 + (i * i * 31 + 17) % 997 + (i * 104729) % 991) / 1000 - 1.5
            v *= 1 + 2 * scatter * z
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
hasnt "$err" "what was before is fitted at the new level" "and nothing is moved"

# Under growth, the new level is a multiple of the last days before it, not of all that was before.
awk 'BEGIN {
    print "time,load"
    for (i = 0; i < 1344; i++)
        printf "%d,%.3f\n", 1740960000 + 3600 * i, 100 * exp(i / 1344) * (1 + ((i * 7919) % 101 - 50) / 1000) * (i < 1200 ? 1 : 2)
}' >growing.csv
run "$headroom" forecast growing.csv --gauge --horizon 1d
mean=$(echo "$out" | awk -F, 'NR > 1 { sum += $3 } END { printf "%.0f", sum / (NR - 1) }')
below 515 "$mean" "growth before a shift goes on after it"
below "$mean" 577 "and is not taken for more of a shift"

done_testing
