#!/bin/sh
# What tells early that a plan is wrong: the bounds are the plan's own weeks, the count above is the
# binomial law's, foreign text is escaped.
. "$(dirname "$0")/tap.sh"
cd "$root" || exit 1
set -- samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 4w --lead-time 2w -q
"$headroom" plan "$@" --format json >"$work/plan.json" 2>"$work/error"
"$headroom" plan "$@" --emit prometheus --demand-metric 'sum(rate(x{a="b"}[5m]))' -o "$work/rules.yaml" 2>"$work/error"
is "$?" 0 "rules are written to a .yaml"
rules=$(cat "$work/rules.yaml")
has "$rules" 'expr: "sum(sum(rate(x{a=\"b\"}[5m])))"' "the demand's expression, quoted"
has "$rules" 'expr: "sum(headroom_instances)"' "the fleet's default"

# Every week's value stands with that week's end.
jq -r '.weeks[] | [.p95, (.until | fromdate)] | @tsv' "$work/plan.json" | while read -r demand end; do
    short=$(printf '%.6g' "$demand" | cut -c1-6)
    grep -q "vector($short[0-9.]*) and vector(time()) < $end)" "$work/rules.yaml" || exit 1
done
ok $? "the demand that is planned for, until each week's end"
last=$(jq -r '.weeks[-1] | "(vector(\(.plan)) and vector(time()) < \(.until | fromdate))"' "$work/plan.json")
has "$rules" "$last" "the plan's last week of instances"
lead=$(jq -r '.weeks[-1] | "(vector(\(.plan)) and vector(time()) < \((.until | fromdate) - 1209600))"' "$work/plan.json")
has "$rules" "$lead" "and a lead time ahead"

# The count above: the smallest k of 24 hours with P(X >= k) of at most one in a year of days, summed here.
share=$(jq -r '[1 - .accuracy.coverage, 0.05] | max' "$work/plan.json" )
count=$(awk -v p="$share" 'BEGIN {
    for (k = 24; k >= 0; k--) {
        c = 1
        for (i = 1; i <= k; i++) c *= (24 - k + i) / i
        tail += c * p ^ k * (1 - p) ^ (24 - k)
        if (tail > 1 / 365.25) { print k + 1; exit }
    } }')
has "$rules" "[86400s:3600s]) >= $count\"" "demand above in $count of 24 hours is more than chance"
has "$rules" "binomial law" "the law is told"

# The backtest's error is the scaled one times that of the day before, measured here over all hours.
mase=$(jq -r '.accuracy.mase' "$work/plan.json")
near=$("$headroom" clean samples/web-requests.csv --step 1h -q | awk -F, -v mase="$mase" 'NR > 1 { v[NR] = $2 }
    NR > 25 { d = $2 - v[NR - 24]; e += d < 0 ? -d : d; m++ } END { print mase * e / m }')
limit=$(sed -n 's/.*\[7d\])) > \([0-9.]*\) and.*/\1/p' "$work/rules.yaml")
ok "$(awk -v a="$near" -v b="$limit" 'BEGIN { print !(b > 0 && a / b > 0.8 && a / b < 1.25) }')" "the error that is too much is the backtest's: $limit, about $near"

"$headroom" plan "$@" --emit cloudwatch --demand-metric 'AWS/ApplicationELB:RequestCount:Sum:LoadBalancer=app/web/50dc' -o "$work/alarms.json" 2>"$work/error"
is "$?" 0 "alarms of CloudWatch"
is "$(jq -r '.MetricAlarms | length' "$work/alarms.json")" 3 "three of them"
is "$(jq -r '.MetricAlarms[0] | "\(.DatapointsToAlarm) of \(.EvaluationPeriods)"' "$work/alarms.json")" "$count of 24" "the same count"
is "$(jq -rc '.MetricAlarms[0].Metrics[0].MetricStat | [.Stat, .Period, .Metric.Dimensions[0].Value]' "$work/alarms.json")" '["Sum",3600,"app/web/50dc"]' "the metric that was named"
has "$(jq -r '.MetricAlarms[0].Metrics[1].Expression' "$work/alarms.json")" "m1/PERIOD(m1)-IF(EPOCH(m1)<" "a sum is a rate by its period"
"$headroom" plan "$@" --emit grafana -o "$work/board.json" 2>"$work/error"
is "$(jq -r '[.panels[].type] | join(" ")' "$work/board.json")" "timeseries timeseries alertlist" "a dashboard of Grafana"
has "$(jq -r '.panels[1].targets[2].expr' "$work/board.json")" 'headroom:plan:instances_ahead{service="requests_per_s"}' "over the recorded series"

# Names of services are foreign text, for YAML, expressions and JSON alike.
awk 'BEGIN { print "time,service,requests_per_s"
    for (i = 0; i < 24 * 28; i++) printf "%d,\"a\"\"b\\{{x}}\",%.2f\n", 1767225600 + i * 3600, 100 + 40 * sin(i * 3.14159 / 12) + i % 7 }' >"$work/odd.csv"
for to in cloudwatch grafana; do
    "$headroom" plan "$work/odd.csv" --by service --per-instance 10/s --horizon 2w -q --emit $to >"$work/odd.json" 2>"$work/error"
    has "$(jq -r '.MetricAlarms[0].AlarmName // .title' "$work/odd.json")" 'a"b\{{x}}' "$to: a name with marks is whole"
done
"$headroom" plan "$work/odd.csv" --by service --per-instance 10/s --horizon 2w -q --emit prometheus >"$work/odd.yaml" 2>"$work/error"
has "$(cat "$work/odd.yaml")" 'labels: {service: "a\"b\\{{x}}"}' "prometheus: as a label"
has "$(cat "$work/odd.yaml")" 'headroom:demand{service=\"a\\\"b\\\\{{x}}\"}' "and within an expression"
is "$(grep 'summary' "$work/odd.yaml" | grep -c 'x}}')" 0 "but in no template"

# Refusals, and their remedies.
"$headroom" plan "$@" --emit cloudwatch --demand-metric nothing >"$work/out" 2>"$work/error"
is "$?" 2 "a metric that is none is refused"
has "$(cat "$work/error")" "--demand-metric: a metric of CloudWatch is written NAMESPACE:METRIC:STAT" "with its form"
"$headroom" plan "$@" --emit cloudwatch --fleet-metric A:B:Sum:x >"$work/out" 2>"$work/error"
has "$(cat "$work/error")" "--fleet-metric: dimensions are written NAME=VALUE" "and that of dimensions"
# series STEP-SECONDS COUNT: a wave with growth.
series()
{
    awk -v step="$1" -v count="$2" 'BEGIN { print "time,requests_per_s"
        for (i = 0; i < count; i++) printf "%.0f,%.1f\n", 1700006400 + i * step, 1000 + 200 * sin(i * 6.28318 / 7) + i }'
}
series 86400 900 >"$work/long.csv"
"$headroom" plan "$work/long.csv" --per-instance 1/s --horizon 70w -q --emit cloudwatch >"$work/out" 2>"$work/error"
is "$?" 2 "more weeks than an expression holds are refused"
has "$(cat "$work/error")" "give a shorter --horizon" "with the remedy"
"$headroom" plan "$work/long.csv" --per-instance 1/s --horizon 20w -q --emit cloudwatch >"$work/out" 2>"$work/error"
is "$?:$(jq -r '.MetricAlarms[0] | "\(.EvaluationPeriods) \(.Metrics[0].MetricStat.Period)"' "$work/out")" "0:7 86400" "which works: days are looked at for a week"
series 604800 110 >"$work/weekly.csv"
"$headroom" plan "$work/weekly.csv" --per-instance 10/s -q --emit cloudwatch >"$work/out" 2>"$work/error"
is "$?" 2 "steps of a week are refused"
has "$(cat "$work/error")" "--emit prometheus takes them" "with the remedy"
"$headroom" plan "$work/weekly.csv" --per-instance 10/s -q --emit prometheus >"$work/out" 2>"$work/error"
has "$(cat "$work/out")" "[4233600s:604800s]) >= " "which works"
"$headroom" plan "$@" --emit prometheus -o "$work/rules.json" 2>"$work/error"
has "$(cat "$work/error")" "name it .yaml" "YAML is not called .json"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --emit prometheus >"$work/out" 2>"$work/error"
is "$?" 0 "the plans of several services in one file"
is "$(grep -c '^- name: "headroom plan of' "$work/out")" 6 "prometheus: a group each"
is "$(grep -o 'sum(headroom_demand{[^}]*})' "$work/out" | tail -n 1)" 'sum(headroom_demand{service=\"thumbnails\"})' \
    "whose metric has the service as a label"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --emit cloudwatch \
    --demand-metric 'Shop:Requests:Sum:Service={service}' -q >"$work/out" 2>"$work/error"
is "$(jq -r '[.MetricAlarms[] | .Metrics[0].MetricStat.Metric | select(.MetricName == "Requests") | .Dimensions[0].Value] | join(" ")' "$work/out")" \
    "auth catalog checkout reports search thumbnails" "cloudwatch: {service} stands for the name"
is "$(jq '[.MetricAlarms[].AlarmName] | length == (unique | length)' "$work/out")" true "alarms have names of their own"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --emit grafana -q >"$work/out" 2>"$work/error"
is "$(jq -c '[(.panels | length), ([.panels[].id] | unique | length), (.panels[2].title)]' "$work/out")" \
    '[13,13,"catalog: Demand against the plan"]' "grafana: two panels each, and the alerts"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --emit prometheus --demand-metric x -q >"$work/out" 2>"$work/error"
is "$?" 2 "a metric that is the same for all is refused"
has "$(cat "$work/error")" "--demand-metric: it is the same for every service: write {service} where the name of one stands" \
    "and the remedy is told"
for order in "--emit grafana --format csv" "--format csv --emit grafana"; do
    # shellcheck disable=SC2086 # two options
    run "$headroom" plan "$root/samples/web-requests.csv" --per-instance 500/s $order
    is "$status" 2 "$order: one of them"
    has "$err" "exclude each other" "is refused, in either order"
done
done_testing
