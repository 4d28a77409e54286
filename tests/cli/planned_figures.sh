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

# A week is over the budget, its calendar month is not: both are said of every option, in every form.
options_of_sale() { "$headroom" plan "$web" --assume "$terms" --events "$root/samples/web-events.csv" --horizon 8w "$@" -q; }
options_of_sale --budget 3400/mo --format json >plan.json
is "$(jq -r '.options[] | select(.id == "order") | .fits, .bound_by, .months_over' plan.json | tr '\n' ' ')" "no budget 0 " \
    "an order whose dearest week is above the budget's rate, in months that hold"
# By hand, from weeks and months: instances x hours x price, at the rate of 730 hours.
is "$(jq -r '[.weeks[] | .plan * 0.0832 * 730 > 3400] | any' plan.json)" true "a week's rate is above 3,400"
is "$(jq -r '[.money.months[] | .cost / .hours * 730 > 3400] | any' plan.json)" false "no month's is"
for format in text md html; do
    options_of_sale --budget 3400/mo --format $format >plan.$format
done
has "$(grep '^  Order ' plan.text)" "over budget  kept" "text says both"
has "$(grep '^| Order ' plan.md)" "over budget | kept" "Markdown does"
has "$(tr -d '\n' <plan.html)" "over the budget" "the page says that of the week"
has "$(sed -n '/id="options"/,/<\/section>/p' plan.html | tr -d '\n')" ">kept<" "and that of the months"
options_of_sale --budget 2600/mo --format json >plan.json
is "$(jq -r '.options[] | select(.id == "order") | .months_over' plan.json)" \
    "$(jq '[.money.months[] | select(.cost / .hours * 730 > 2600)] | length' plan.json)" "months over are counted"
"$headroom" plan "$web" --per-instance 500/s --current 20 --horizon 2w -q --format json >plan.json
is "$(jq -c '[.options[].months_over] | unique' plan.json)" "[null]" "without a budget there is none to keep"
run "$headroom" plan "$web" --assume "$terms" --current 80 --max 100 -q
has "$(printf '%s\n' "$out" | grep '^  Do nothing')" "over budget  1 over" "a fleet above the budget does not fit it by doing nothing"
done_testing
