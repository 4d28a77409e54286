#!/bin/sh
# Figures of plans of the samples that were once wrong: what a higher max costs, fleets that are over
# the budget without need, actions below what is needed.
. "$(dirname "$0")/tap.sh"
web="$root/samples/web-requests.csv"
terms="$root/samples/web-assumptions.csv"

run "$headroom" plan "$web" --assume "$terms" --per-instance 150/s --size-by step -q
is "$status" 1 "max is too low"
# 102 instances x 0.0832 x 730 hours.
has "$out" "6,195.07" "the price of a raised max is that of what is asked for"
run "$headroom" plan "$web" --assume "$terms" --current 80 --max 100 -q
is "$status" 0 "what is needed fits the budget"
# 80 x 0.0832 x 730 is 4,858.88, and 49 are paid by 3,000.
has "$(printf '%s\n' "$out" | tr '\n' ' ')" "4,858.88 a month, 1,858.88 over the" "what there is costs more"
"$headroom" forecast "$web" --horizon 1w -q 2>/dev/null >week.csv
run "$headroom" schedule week.csv --per-instance 500/s --demand p95 --boot 5m --max 1 -q
is "$status" 1 "a schedule below what is needed cannot be met"
has "$out" "max allows 1" "and says so first"
done_testing
