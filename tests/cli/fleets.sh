#!/bin/sh
# Many services in text: the ones that matter first and in full, the rest in a line each, and what is
# not shown is said; -v shows all, and CSV has every row.
. "$(dirname "$0")/tap.sh"

# Forty services at hourly steps for three weeks; the later ones grow faster.
awk 'BEGIN {
    print "time,service,requests_per_s"
    for (hour = 0; hour < 504; hour++)
        for (s = 0; s < 40; s++)
            printf "2026-01-%02dT%02d:00:00Z,svc%02d,%.1f\n", 1 + int(hour / 24), hour % 24, s,
                (100 + s) * (1 + .5 * sin(hour * 3.14159 / 12)) * (1 + .005 * s * hour / 504)
}' >fleet.csv

run "$headroom" recommend fleet.csv --by service --per-instance 50/s --horizon 1w --quiet
whole=$("$headroom" recommend fleet.csv --by service --per-instance 50/s --horizon 1w --quiet --json)
is "$(printf '%s\n' "$out" | grep -c '^svc[0-9]*$')" 10 "recommend: ten in full"
is "$(printf '%s\n' "$out" | grep -c '^  svc[0-9]* .*reactive$')" 30 "thirty in a line"
has "$(printf "%s" "$out" | tr "\n" " ")" "The 30 most urgent of 40 are listed, the first 10 in full: -v shows all, --format csv" "which is said"
is "$(printf '%s\n' "$out" | awk '/^  svc/ { print $5; exit }')" \
    "$(printf '%s' "$whole" | jq -r '.urgency')" "the most urgent first"
is "$(printf '%s' "$whole" | jq '.rows | length')" 40 "JSON has all of them"
run "$headroom" recommend fleet.csv --by service --per-instance 50/s --horizon 1w -v
is "$(printf '%s\n' "$out" | grep -c '^svc[0-9]*$')" 40 "-v: all in full"

run "$headroom" fit fleet.csv --by service --quiet
is "$(printf '%s\n' "$out" | grep -c '^What svc[0-9]* is made of$')" 10 "fit: ten in full"
is "$(printf '%s\n' "$out" | grep -c '^  svc')" 30 "thirty in a line"
is "$(printf '%s\n' "$out" | awk '/^  svc/ { print $1; exit }')" svc39 "the one that grows most first"

run "$headroom" forecast fleet.csv --by service --horizon 1w --quiet -o demand.csv
run "$headroom" runout demand.csv --by service --limit 160/s --quiet
passing=$("$headroom" runout demand.csv --by service --limit 160/s --quiet --json | jq '[.rows[] | select(.crosses)] | length')
is "$(printf '%s\n' "$out" | grep -c '^svc.*passes that\|^svc.*the limit')" "$((passing < 10 ? passing : 10))" \
    "runout: ten of those that run out are said"
has "$out" "$((40 - passing)) of 40 do not pass their limit within the horizon." "and how many do not"
has "$out" "The 30 that run out first of 40 are listed" "the table has those first"

run "$headroom" describe fleet.csv --by service --quiet
has "$out" "40 series of requests_per_s" "describe: what all have in common is said once"
is "$(printf '%s\n' "$out" | grep -c '^  svc[0-9]* ')" 40 "and a line is one of them"

run "$headroom" plan fleet.csv --by service --per-instance 50/s --horizon 2w --quiet
is "$(printf '%s\n' "$out" | grep -c '^Capacity plan: ')" 10 "plan: ten in full"
is "$(printf '%s\n' "$out" | sed -n '/^  service /,/^$/p' | grep -c '^  svc')" 40 "and a line each of all"
has "$out" "The most urgent are first, and the plans of 10 follow in full" "which is said"
run "$headroom" plan fleet.csv --by service --per-instance 50/s --horizon 2w -v
is "$(printf '%s\n' "$out" | grep -c '^Capacity plan: ')" 40 "-v: all in full"
run "$headroom" plan fleet.csv --by service --per-instance 50/s --horizon 2w --quiet --brief
is "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" 41 "--brief: a line each, and one before them"
has "$(printf '%s\n' "$out" | head -n 1)" " of 40 services need an order. " "which says how many are to be ordered"
is "$(printf '%s\n' "$out" | sed -n '2,$s/^svc[0-9]* *\([a-z]*\).*/\1/p' | uniq | wc -l | tr -d ' ')" \
    "$(printf '%s\n' "$out" | sed -n '2,$s/^svc[0-9]* *\([a-z]*\).*/\1/p' | sort -u | wc -l | tr -d ' ')" \
    "the same verdicts stand together"

# Where no series can be planned, every format says so.
awk 'NR == 1 || /^[^,]*,svc0?[01],/ && n++ < 6' fleet.csv >short.csv
for format in txt md html svg xlsx json csv; do
    run "$headroom" plan short.csv --by service --per-instance 50/s --keep-going --quiet -o planned.$format
    is "$status" 2 "$format: nothing planned, and no crash"
    has "$err" "a forecast needs at least" "$format: why"
done
done_testing
