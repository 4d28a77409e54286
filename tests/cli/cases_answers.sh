#!/bin/sh
# Questions that were once answered wrongly, or differently by two commands, each standing for its
# kind; the right values follow from the scaling equation by hand, in awk where they are computed.
. "$(dirname "$0")/tap.sh"
cases=$root/tests/cases/answers
web=$root/samples/web-requests.csv
terms=$root/samples/web-assumptions.csv

# column NAME: that cell of the last row of CSV in $out
column()
{
    printf '%s\n' "$out" | awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } END { print $at }'
}

# answer ARGUMENT...: leaves $status and the JSON in $out
answer() { run "$headroom" "$@" --format json; }

# get FILTER: of the JSON in $out
get() { printf '%s\n' "$out" | jq -r "$1"; }

# --- every command sizes by the same terms -----------------------------------------------------------

# Memory decides: 2 GiB / 40 MiB at once for 0.2 s each, the busiest instance a third above the mean.
answer recommend "$web" --assume "$cases/mem.csv" --size-by step
want=$(get '.rows[0].demand' | awk '{ rate = 2048 / 40 / 0.2 / 1.3; n = $1 / rate * 1.5; print int(n) + (n > int(n)) + 1 }')
is "$status $(get '.verdict') $(get '.rows[0].target + .rows[0].missing')" "1 cannot be met $want" "memory counts in recommend"
answer size --demand "$(get '.rows[0].demand')/s" --assume "$cases/mem.csv" --max 999
is "$(get .instances)" "$want" "and size counts alike"
# 1 GiB / 100 MiB for 0.5 s: 20.48/s.
answer recommend "$root/samples/fleet.csv" --by service --resources "$cases/r3.csv"
want=$(get '.rows[0].demand' | awk '{ n = $1 / 20.48 * 1.5; print int(n) + (n > int(n)) + 1 }')
is "$(get '.rows[0].target')" "$want" "memory in a list of resources counts"
has "$(get '.rows[0].urgency') $(get .text)" "now" "what was short in the last week is due now"

# --- what is offered fits ----------------------------------------------------------------------------

run "$headroom" size --demand 1000/s --per-instance 100/s --headroom 0 --spare 0 --max 5 --price 1/h --budget 1000/mo
has "$status $out" "accept: pay 7,300.00 a month" "10 instances at 1/h cost 7,300 a month"
run "$headroom" size --demand 1000/s --per-instance 100/s --headroom 0 --spare 0 --max 10 --price 1/h --budget 7300/mo
is "$status" 0 "which fits when it is applied"
run "$headroom" size --demand 1000/s --per-instance 1000/s --headroom 0 --spare 0 --max 5 --price 1/h --budget 1000/mo
is "$status" 0 "and so does the rate that is offered"
run "$headroom" size --demand 0.0179k/s --per-instance 6.713/s --connections 200 --duration 36364ms --max 5
has "$out" "optimise: 245 connections each" "connections decide, and are offered"
run "$headroom" size --demand 0.0179k/s --per-instance 6.713/s --connections 245 --duration 36364ms --max 5
is "$status" 0 "245 of them fit"
run "$headroom" size --demand 0.0179k/s --per-instance 6.713/s --connections 200 --duration 29795ms --max 5
is "$status" 0 "and so does the duration"
run "$headroom" size --demand 12597.76/s --per-instance 592/s --spare 2 --price 0.0832/h --budget 516/mo
has "$out" "accept: pay 2,065.03" "an offer is rounded to the side that fits"
for offer in "--budget 2065.03/mo" "--per-instance 3150/s --budget 516/mo" "--price 0.02078/h --budget 516/mo" "--cache-hit 81.3% --budget 516/mo"; do
    case $offer in *per-instance*) rate= ;; *) rate="--per-instance 592/s" ;; esac
    case $offer in *price*) price= ;; *) price="--price 0.0832/h" ;; esac
    # shellcheck disable=SC2086
    run "$headroom" size --demand 12597.76/s --spare 2 $rate $price $offer
    is "$status" 0 "it fits: $offer"
done
for solve in budget price; do
    run "$headroom" size --demand 12597.76/s --per-instance 592/s --spare 2 --price 0.0832/h --budget 516/mo --max 15 --solve $solve
    has "$status $out" "1 Money alone does not help: 34 instances are needed" "max counts in --solve $solve"
done
run "$headroom" plan "$web" --assume "$terms" --current 20 --max 30 --horizon 2w
is "$(printf '%s\n' "$out" | grep -c 'cache that answers 100')" 0 "no cache that would have to answer everything"

# --- plans ---------------------------------------------------------------------------------------------

# 102 and 120 instances at 0.0832/h for 730 h.
answer plan "$web" --assume "$terms" --per-instance 150/s --size-by step
has "$(get .decision.text)" "Have max raised to 102 now: that was due by 2026-02-16. It costs at most 6,195.07 a month" "the price of more is that of all of it"
answer plan "$web" --assume "$terms" --per-instance 150/s
has "$(get .decision.text)" "raised to 120 now: that was due by 2026-02-16. It costs at most 7,288.32 a month" "by a week's peak, too"
answer plan "$web" --assume "$terms" --lead-time 6w
is "$(get '(.weeks | length), (.decision.text | contains("Nothing to order"))' | tr '\n' ' ')" "10 false " \
    "the horizon covers the lead time of 6w and a review of 4w"
answer plan "$web" --assume "$terms" --current 80 --max 100 --size-by step
is "$(get '.decision | .verdict, .give_back, .release' | tr '\n' ' ')" "enough so far 47 31 " "what is too much, and over the budget, can be given back"
has "$(get .decision.text)" "The 80 cost 4,858.88 a month, 1,858.88 over the budget of 3,000.00" "with what it costs"

# A quota is due by its own date, not by that of the first instance that is short.
"$headroom" forecast "$cases/hourly.csv" --value requests --horizon 13w -q -o hourly.csv
answer runout hourly.csv --per-instance 150/s --limit 60 --demand p95 --lead-time 6w -q
dates=$(get '.rows[0] | .crosses, .order_by' | tr '\n' ' ')
is "$dates" "2026-05-06T14:00:00Z 2026-03-25T14:00:00Z " "runout: the step that passes the quota, six weeks before"
for current in "" "--current 57"; do
    # shellcheck disable=SC2086
    answer plan "$cases/hourly.csv" --value requests --per-instance 150/s --max 60 --lead-time 6w --horizon 13w --size-by step -q $current
    is "$(get '.runout[] | select(.resource == "max") | .crosses, .order_by' | tr '\n' ' ')" "$dates" "plan$current: the same dates"
    is "$(get '.decision.raise_max_by')" "2026-03-23T00:00:00Z" "and the week of it: 2026-05-04, to be raised by 2026-03-23"
done

# An outage is over, is named, and the plan is that of the twin without it.
for file in mon mon20; do
    answer plan "$cases/$file.csv" --per-instance 100/s --horizon 2w
    get '[.weeks[].needed] | max' >$file.count
    get '.notes[].text' >$file.notes
done
is "$(paste -d ' ' mon.count mon20.count | awk '{ d = $1 - $2; print (d >= -1 && d <= 1) ? "near" : $0 }')" near "as many as without the outage, within one"
has "$(cat mon20.notes)" "Mon 2026-03-23 10:00 to Mon 2026-03-23 23:59 stood at 20% of its usual" "the outage is named by its day"
is "$(grep -c 'of its usual' mon.notes)" 0 "and the twin has none"
run "$headroom" describe "$cases/mon20.csv"
has "$out" "anomalies   none beside the incident" "describe: an incident is not nothing"

# --- what files hold -----------------------------------------------------------------------------------

run "$headroom" forecast "$cases/req.csv" "$cases/cpu.csv" --value requests --horizon 1d -q
is "$status $(printf '%s\n' "$out" | sed 1d | cut -d, -f2 | sort -u)" "0 requests/s" "--value is of the file that has it"
answer describe "$cases/units.csv"
is "$(get '.rows[].unit' | tr '\n' ' ')" "bytes/s % ms bytes " "a unit a column"
run "$headroom" describe "$cases/units.csv"
is "$(printf '%s\n' "$out" | grep -c 'level .*max 185.3 MB/s$')" 1 "one unit a line"
is "$(printf '%s\n' "$out" | grep '^  level' | grep -c 'MB.*MiB\|MiB.*MB')" 0 "and no two in any"
run "$headroom" size "$cases/table_a.csv" --demand demand --per-instance 50/s --format csv
is "$status $(column demand) $(column instances)" "0 2650 81" "\"2,650\" is 2650"
run "$headroom" size "$cases/table_c.csv" --demand demand --per-instance 50/s --format csv
is "$status $(column instances)" "0 76" "a cell \"undefined\" is none"
has "$err" "table_c.csv:3: demand: 1 of 3 rows have no demand" "and that is said"
answer calibrate "$cases/table_b.csv"
is "$status $(get '.points, .tested_to' | tr '\n' ' ')" "0 5 2700 " "calibrate reads \"1,020\" alike"
answer calibrate "$cases/table_lt2.csv"
is "$status $(get '.points, .tested_to' | tr '\n' ' ')" "0 5 640 " "a cell \"-\" is none"
has "$err" "table_lt2.csv:4: the level lacks a value and is left out" "and that is said"

# --- policies ------------------------------------------------------------------------------------------

run "$headroom" check --policy "$cases/p1.json" --format junit
has "$status $out" '1 <?xml' "min above max: a report, and exit 1"
has "$out" '<testcase classname="headroom.check.lint" name="min-above-max">' "with the rule that fails"
while read -r file rule; do
    run "$headroom" check --policy "$cases/$file" --format csv
    is "$status $(printf '%s\n' "$out" | awk -F, -v r="$rule" '$1 == r { print $2 }')" "1 fail" "$file: $rule"
done <<'RULES'
p2.json share-for-percent
h3.yaml no-request
h5.yaml api-not-served
RULES
answer simulate "$cases/const15.csv" --policy "$cases/f1.json" --per-instance 500/s --summary
is "$(get '[.[] | select(.measure == "utilization_mean" or .measure == "utilization_max") | .value] | map(tostring) | join(" ")')" \
    "3 3" "1500/s on one instance of 500/s: 3, on the mean and at most"

# Draining is what the target group says, the platform's 300 s otherwise, or what --drain says.
for file in cd300.json cfn.json asgmax.json; do
    for length in 299s:- 10m:fail; do
        run "$headroom" check --policy "$cases/$file" --longest-request "${length%:*}" --format csv
        is "$(printf '%s\n' "$out" | awk -F, '$1 == "drain-too-short" { print $2; n = 1 } END { if (!n) print "-" }')" "${length#*:}" \
            "$file: draining for 300 s, requests of ${length%:*}"
    done
    run "$headroom" check --policy "$cases/$file" --longest-request 10m --drain 15m --format csv
    is "$(printf '%s\n' "$out" | grep -c drain-too-short)" 0 "$file: --drain counts"
done
sed 's/"Value":"300"/"Value":"900"/' "$cases/cfn.json" >long.json
sed 's/"Value":"300"/"Value":"60"/' "$cases/cfn.json" >short.json
cat >terraform.json <<'FILE'
{"resource": {
 "aws_lb_target_group": {
  "web": {"name": "web", "port": 80, "protocol": "HTTP", "vpc_id": "vpc-1", "deregistration_delay": 120},
  "slow": {"name": "slow", "port": 81, "deregistration_delay": 900}},
 "aws_autoscaling_group": {"web": {"name": "web", "min_size": 2, "max_size": 9,
  "target_group_arns": ["${aws_lb_target_group.web.arn}", "${aws_lb_target_group.slow.arn}"]}},
 "aws_autoscaling_policy": {"p": {"name": "p", "autoscaling_group_name": "${aws_autoscaling_group.web.name}",
  "policy_type": "TargetTrackingScaling", "target_tracking_configuration": [{"target_value": 60,
   "predefined_metric_specification": [{"predefined_metric_type": "ASGAverageCPUUtilization"}]}]}}}}
FILE
while read -r file length found; do
    run "$headroom" check --policy "$file" --longest-request "$length"
    is "$(printf '%s\n' "$out" | tr '\n' ' ' | grep -o 'draining for [0-9]* s')" "$found" "$file: requests of $length"
done <<'RULES'
long.json 10m
short.json 90s draining for 60 s
terraform.json 2m
terraform.json 121s draining for 120 s
RULES

# --- schedules, pools, bounds --------------------------------------------------------------------------

"$headroom" forecast "$web" --horizon 2w -q -o forecast.csv
awk 'BEGIN {
    print "time,unit,p95"
    for (i = 0; i < 180; i++)
        printf "2026-03-01T%02d:%02d:00Z,requests/s,%.3f\n", int(i / 60), i % 60, 9000 + 6000 * sin(i / 25)
}' >minutes.csv
for hit in 0% 68%; do
    answer warmpool minutes.csv --demand p95 --boot 3m --per-instance 500/s --cover 75% --cache-hit $hit -q
    get .needed_most >>pools
done
# 15,000/s at 500/s and half on top, and one that may fail; of a third of that, 14.4 and one.
is "$(tr '\n' ' ' <pools)" "46 16 " "warmpool obeys --cache-hit"
run "$headroom" schedule forecast.csv --demand p95 --boot 12m --per-instance 135/s --headroom 10% --early 30m --waste 5% -q
is "$status" 0 "schedule takes the cron expressions that it writes"
has "$out" "served throughout" "and serves p95 by them"
run "$headroom" schedule forecast.csv --per-instance 500/s --demand p95 --boot 5m --max 1 -q
has "$status $out" "1 Cannot be met: max allows 1" "one instance is not said to serve it all"
answer recommend "$web" --assume "$terms" --per-instance 150/s --size-by step --max 102
is "$status $(get .verdict)" "1 over budget" "102 are needed and may be had, over the budget"
answer recommend "$web" --per-instance 150/s --size-by step --max 96 --horizon 2w
is "$status $(get .verdict) $(get .missing)" "1 cannot be met 6" "where 102 are needed and 96 allowed, 6 are missing"
# Five cells of a spare each, in three zones, are 15 of no use: 12 leave no headroom, and 30 are 100 %.
run "$headroom" size --solve headroom --demand 5999.48/s --per-instance 863.8/s --zones 3 --cells 5 --max 12
has "$status $out" "1 12 instances do not take 5,999.48/s even without headroom" "no headroom where buffers are more than max"
run "$headroom" size --solve headroom --demand 5999.48/s --per-instance 863.8/s --zones 3 --cells 5 --max 30
# 30 less a spare in each of five cells are 25 at 863.8/s.
has "$status $out" "0 30 instances keep $(awk 'BEGIN { print int((25 * 863.8 / 5999.48 - 1) * 1000) / 10 }')" "and what there is where they are not"
done_testing
