#!/bin/sh
# Growth is one figure: of fit, describe and forecast, for people and for programs.
. "$(dirname "$0")/tap.sh"

# Demand that grows by a straight line from 500 to 1,000 in eight weeks: 543 a month, of 1,000 a quarter
# more than half.
awk 'function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
BEGIN {
    state = 11
    print "time,load"
    for (i = 0; i < 1344; i++)
        printf "%d,%.3f\n", 1740960000 + 3600 * i, (500 + 500 * i / 1343) * (1 + .3 * sin(i * 6.283185307 / 24)) * (1 + .1 * (uniform() - .5))
}' >line.csv
truth=$(awk 'BEGIN { printf "%.4f", 500 * 730 / 1343 / 1000 }')
# within LOW VALUE HIGH NAME
within()
{
    awk -v a="$1" -v b="$2" -v c="$3" 'BEGIN { exit !(a <= b && b <= c) }'
    ok $? "$4 ($1 <= $2 <= $3)"
}

run "$headroom" fit line.csv --gauge --format csv
growth=$(echo "$out" | sed -n 's/^trend,growth_month,\([^,]*\),.*/\1/p')
low=$(echo "$out" | sed -n 's/^trend,growth_month,[^,]*,\([^,]*\),.*/\1/p')
high=$(echo "$out" | sed -n 's/^trend,growth_month,[^,]*,[^,]*,\([^,]*\).*/\1/p')
within 0.25 "$growth" 0.29 "a line's growth is that of its end"
within "$low" "$truth" "$high" "within its interval"
within 0 "$(awk -v a="$low" -v b="$high" 'BEGIN { print b - a }')" 0.06 "which is narrow"
run "$headroom" describe line.csv --gauge --format csv
has "$out" ",$growth," "describe says the same"
run "$headroom" describe line.csv --gauge
percent=$(awk -v g="$growth" 'BEGIN { printf "%.0f", 100 * g }')
has "$out" "growth      +$percent% a month" "for people too"
run "$headroom" forecast line.csv --gauge --horizon 8w
has "$err" "the history grew by +$(awk -v g="$growth" 'BEGIN { printf "%.1f", 100 * g }')% a month at its end" "and forecast starts from it"

# Growth that has stopped is told from growth: eight weeks up, eight weeks level.
awk 'function uniform() { state = (state * 16807) % 2147483647; return state / 2147483647 }
BEGIN {
    state = 12
    print "time,load"
    for (i = 0; i < 2688; i++)
        printf "%d,%.3f\n", 1740960000 + 3600 * i, 100 * exp((i < 1344 ? i : 1344) / 1344) * (1 + .1 * (uniform() - .5))
}' >stopped.csv
run "$headroom" describe stopped.csv --gauge
has "$out" "growth" "growth that has stopped"
run "$headroom" fit stopped.csv --gauge --format csv
growth=$(echo "$out" | sed -n 's/^trend,growth_month,\([^,]*\),.*/\1/p')
within -0.03 "$growth" 0.03 "is none at the end"

done_testing
