#!/bin/sh
# Plans from histories with an incident, over those of the same history without it: most instances, and
# those needed today, with the incident kept in (--ignore none), as it is, and sized by steps. A
# launch stays among the highest values of days, which a week's peak is sized by: it may come again.
set -u
headroom=${HEADROOM:-$PWD/headroom}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM

# course FILE FACTOR HOURS AGE: eight weeks of hours, with one incident that ends AGE hours before their
# end
course()
{
    awk -v factor="$2" -v hours="$3" -v age="$4" '
        function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
        function normal(k, sum) { for (k = 0; k < 12; k++) sum += uniform(); return sum - 6 }
        BEGIN {
            state = 20250303
            pi = 3.14159265358979
            print "time,requests_per_s"
            for (i = 0; i < 1344; i++) {
                hour = i % 24
                v = 500 * (1 + .45 * sin(2 * pi * (hour - 9) / 24) + .15 * sin(4 * pi * (hour - 5) / 24))
                v *= (int(i / 24) % 7 >= 5 ? .65 : 1) * exp(.04 * normal())
                v *= i >= 1344 - age - hours && i < 1344 - age ? factor : 1
                printf "%d,%.4f\n", 1740960000 + 3600 * i, v
            }
        }' >"$1"
}
# counts FILE [OPTION...]: most instances, and those needed today
counts()
{
    "$headroom" plan "$@" --per-instance 1/s --horizon 2w --json -q |
        sed -n 's/^"decision": .*"from": \([0-9]*\), .*"needed": \([0-9]*\),.*/\2 \1/p'
}

course "$work/twin.csv" 1 1 1
twin="$(counts "$work/twin.csv") $(counts "$work/twin.csv" --size-by step)"
echo "plan of the twin: most and today, by peaks and by steps: $twin"
printf '%-14s %5s  %12s  %12s  %12s\n' incident age 'kept in' 'as it is' 'by steps'
while read -r name factor hours; do
    for age in 2 24 72 144 240; do
        course "$work/one.csv" "$factor" "$hours" "$age"
        echo "$name $age $twin $(counts "$work/one.csv" --ignore none) $(counts "$work/one.csv") $(counts "$work/one.csv" --size-by step)"
    done
done <<'END' | awk '{ printf "%-14s %5d  %5.3f %6.3f  %5.3f %6.3f  %5.3f %6.3f\n", $1, $2, $7 / $3, $8 / $4, $9 / $3, $10 / $4, $11 / $5, $12 / $6 }'
drop80_14h 0.2 14
storm_38h 0.25 38
launch3_24h 3 24
holiday 0.6 24
END
