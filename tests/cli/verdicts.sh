#!/bin/sh
# One question, one verdict: over commands and bounds, the status, the text, the rows of the CSV and
# the verdict of the JSON say the same.
. "$(dirname "$0")/tap.sh"

web=$root/samples/web-requests.csv
"$headroom" forecast "$web" --horizon 2w -q -o forecast.csv
per="--per-instance 500/s --size-by step --current 33 --review-every 1w"

# judged COMMAND... -- VERDICT STATUS TEXT: the same in every format.
judged()
{
    name=$1
    line=
    while [ "$1" != -- ]; do
        line="$line $1"
        shift
    done
    verdict=$2
    wanted=$3
    text=$4
    # shellcheck disable=SC2086
    run "$headroom" $line -q
    is "$status" "$wanted" "$line: status of the text"
    has "$(printf '%s' "$out" | tr '\n' ' ')" "$text" "$line: the text says it"
    # shellcheck disable=SC2086
    run "$headroom" $line -q --format csv
    is "$status" "$wanted" "$line: status of the CSV"
    case $name in
    recommend) has "$out" ",$verdict," "$line: the row has the verdict" ;;
    runout) has "$out" ",$verdict" "$line: the row of what is most urgent has it" ;;
    check) is "$(printf '%s\n' "$out" | grep -c '^[^,]*,fail,')" "$([ "$verdict" = fail ] && echo 1 || echo 0)" "$line: so many rows fail" ;;
    esac
    # shellcheck disable=SC2086
    run "$headroom" $line -q --format md
    is "$status" "$wanted" "$line: status of the Markdown"
    has "$(printf '%s' "$out" | tr -d '\\' | tr '\n' ' ')" "$text" "$line: the Markdown says it"
    # shellcheck disable=SC2086
    run "$headroom" $line -q --format json
    is "$status" "$wanted" "$line: status of the JSON"
    has "$out" "\"verdict\": \"$verdict\"" "$line: the JSON has the verdict"
}

# 32 are needed in the busiest step of the two weeks; at 0.1/h they cost 2,336 a month.
judged plan "$web" $per --horizon 2w -- enough 0 "Nothing to order"
judged plan "$web" $per --horizon 2w --max 5 --current 5 -- "cannot be met" 1 "27 short"
judged plan "$web" $per --horizon 2w --price 0.1/h --budget 1000/mo -- "over budget" 1 "over the budget of 1,000.00"
judged plan "$web" $per --horizon 2w --price 0.1/h --budget 2400/mo -- enough 0 "The 33 cost 2,409.00 a month, 9.00 over the budget of 2,400.00 unless 1 are released"
judged plan "$web" $per --horizon 2w --lead-time 2w -- "enough so far" 0 "is not known"
judged recommend "$web" $per --horizon 2w -- enough 0 "Nothing is short"
judged recommend "$web" $per --horizon 2w --max 5 --current 5 -- "cannot be met" 1 "27 short"
judged recommend "$web" $per --horizon 2w --price 0.1/h --budget 1000/mo -- "over budget" 1 "cannot be met"
judged recommend "$web" $per --horizon 2w --price 0.1/h --budget 2400/mo -- enough 0 "9.00 over the budget unless 1 are released"
judged recommend "$web" $per --horizon 2w --lead-time 2w -- "enough so far" 0 "is not known"
served="--demand p95 --boot 5m --per-instance 500/s"
judged schedule forecast.csv $served -- met 0 "served throughout"
judged schedule forecast.csv $served --max 5 -- "cannot be met" 1 "27 short"
judged schedule forecast.csv $served --price 0.1/h --budget 1000/mo -- "over budget" 1 "Over the budget"
sized="--demand 10000/s --per-instance 500/s"
judged size $sized -- met 0 "31 instances for 10,000/s"
judged size $sized --max 5 -- "cannot be met" 1 "at most 5 may be had"
judged size $sized --price 0.1/h --budget 1000/mo -- "over budget" 1 "over the budget of 1,000.00"

judged size --demand 4000/s --solve demand --per-instance 500/s --max 10 -- solved 0 "take at most"
asked="--demand p95 --per-instance 500/s"
# 20 instances with one to spare and half of the demand on top take 19 x 500 / 1.5.
judged runout forecast.csv $asked --limit 60 -- "not reached" 0 "a fleet of 60 instances carries 19,666 requests/s: p95 does not pass that"
judged runout forecast.csv $asked --limit 20 -- "order now" 0 "a fleet of 20 instances carries 6,333 requests/s: p95 passes that on 2026-03-02 09:30"
judged runout forecast.csv $asked --limit 31 --lead-time 2w -- late 0 "the order was due on 2026-02-27 20:00"
judged runout forecast.csv $asked --price 0.1/h --budget 1000/mo -- "order now" 0 "the budget of 1,000.00 a month pays 13 instances"
judged runout forecast.csv $asked --limit 20 --require days_left'>='30d -- "order now" 1 "days_left is 0.4132 days, and is to be at least 30 days"
judged runout forecast.csv $asked --limit 20 --require status=late -- "order now" 1 "status is order now, and is to be late"
judged warmpool "$web" --per-instance 500/s --boot 6m -- pool 0 "A warm pool of 1 stopped instance"
judged warmpool "$web" --per-instance 500/s --boot 6m --max 5 -- "cannot be met" 1 "Cannot be met: max allows 5"
judged warmpool "$web" --per-instance 500/s --boot 6m --price 0.1/h --budget 1000/mo -- "over budget" 1 "Over the budget"
# The highest of the trace is 14,9xx/s, which fills 30.
judged steps "$web" --per-instance 500/s --min 4 --max 40 -- "as good as target tracking" 0 "short of capacity for"
judged steps "$web" --per-instance 500/s --min 4 --max 29 -- "cannot be met" 1 "the highest demand of the trace fills 30 instances: no steps make up for the 1 that are short"
judged tune "$web" --per-instance 500/s --for aws --max 5 -- "no policy passes" 1 "No policy of"
judged check "$web" --policy "$root/samples/web-policy.json" --assume "$root/samples/web-assumptions.csv" -- pass 0 "May be deployed"
judged check "$web" --policy "$root/samples/web-policy.json" --assume "$root/samples/web-assumptions.csv" --require cost_month'<='100 -- fail 1 "Not to be deployed: 1 of 1 rule fails"
judged schedule forecast.csv $served --price 0.1/h --budget 1000/mo --max 5 -- "cannot be met" 1 "27 short"

# By peaks the same question has one answer too.
per="--per-instance 500/s --current 33 --review-every 1w"
judged plan "$web" $per --horizon 2w -- order 0 "Have 35 instances by 2026-03-02 and 36 by 2026-03-09"
judged recommend "$web" $per --size-by peak --horizon 2w -- order 0 "1 of 1 need more within the horizon"
judged plan "$web" $per --horizon 2w --max 5 --current 5 -- "cannot be met" 1 "31 short"
judged recommend "$web" $per --size-by peak --horizon 2w --max 5 --current 5 -- "cannot be met" 1 "31 instances short"
judged plan "$web" $per --horizon 2w --lead-time 2w -- late 0 "order now"
judged recommend "$web" $per --size-by peak --horizon 2w --lead-time 2w -- late 0 "due now"

# A fleet that is short today is said to be before anything to come.
run "$headroom" plan "$web" --per-instance 500/s --horizon 2w --current 20 -q
has "$out" "Short today: the last seven days needed 30 instances, 10 more than the 20 in" "short today"
# What is ordered now serves after the horizon: it is made longer.
run "$headroom" plan "$web" --per-instance 500/s --size-by step --horizon 2w --current 33 --lead-time 6w
has "$out" " instances by 2026-04-01 20:00" "the horizon covers the lead time"
has "$err" "a horizon of 2w ends before what is ordered now serves, after the lead time of 6w: it is 10w" "and says so"
run "$headroom" runout forecast.csv --demand p95 --per-instance 500/s --limit 60 --lead-time 6w
has "$err" "what is not reached by then may still have to be ordered" "a forecast that is too short"

run "$headroom" runout forecast.csv --demand p95 --per-instance 500/s --limit 32 --current 20
has "$(printf '%s' "$out" | sed 1q)" "today's fleet of 20 instances" "what is short first is said first"

# What is written passes the gate of check, or the writer names the rule that it breaks.
terms="--assume $root/samples/web-assumptions.csv"
# shellcheck disable=SC2086
gated()
{
    name=$1
    shift
    run "$headroom" "$@" --emit aws -o policy.json
    case $err in
    *"refuses"*) wanted=1 ;;
    *) wanted=0 ;;
    esac
    "$headroom" check "$web" $terms --policy policy.json -q >/dev/null 2>&1
    is "$?" "$wanted" "$name: check says what its writer said"
    rm -f policy.json
}
# shellcheck disable=SC2086
gated steps steps "$web" $terms
# shellcheck disable=SC2086
gated recommend recommend "$web" $terms --horizon 2w
# shellcheck disable=SC2086
gated schedule schedule forecast.csv $terms --demand p95 --boot 5m
run "$headroom" recommend "$root/samples/fleet.csv" --by service --assume "$root/samples/fleet-assumptions.csv" --horizon 2w --emit aws -o fleet.json
has "$err" "thumbnails: headroom check refuses its policies for this history by its rule violation<=0.1%" \
    "a policy that would fail is said to"
"$headroom" check "$root/samples/fleet.csv" --by service --only thumbnails --assume "$root/samples/fleet-assumptions.csv" \
    --policy fleet.json --group thumbnails -q >/dev/null 2>&1
is "$?" 1 "and does"
# Samples may be deployed, but for the one whose alarms overlap.
for file in asg.json asg-steps.json web-policy.json hpa.yaml scaledobject.yaml stack.yaml terraform-plan.json; do
    "$headroom" check --policy "$root/samples/$file" -q >/dev/null 2>&1
    is "$?" 0 "samples/$file passes"
done
"$headroom" check --policy "$root/samples/asg-overlap.json" -q >/dev/null 2>&1
is "$?" 1 "samples/asg-overlap.json is made to fail"
done_testing
