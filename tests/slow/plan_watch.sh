#!/bin/sh
# Rules of a plan are taken by promtool, and its unit tests fire and hold them: a fleet below the plan,
# demand above it, a plan that is over.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
headroom=${HEADROOM:-$root/headroom}
command -v promtool >/dev/null 2>&1 || { echo "skip promtool: not installed"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
awk 'BEGIN { print "time,requests_per_s"
    for (i = 0; i < 24 * 28; i++) printf "%d,%.2f\n", 1767225600 + i * 3600, 1000 + 400 * sin(i * 3.14159 / 12) + i * 7 % 11 }' >demand.csv
"$headroom" plan demand.csv --per-instance 100/s --current 10 --lead-time 1w --horizon 2w -q --emit prometheus -o rules.yaml || [ $? -eq 1 ] || exit 1
promtool check rules rules.yaml || exit 1
# Tests of promtool begin in 1970: so does the plan.
awk '{ out = ""; rest = $0
    while (match(rest, /time\(\)\) < [0-9]+/)) { at = substr(rest, RSTART, RLENGTH); sub(/.*< /, "", at)
        out = out substr(rest, 1, RSTART - 1) "time()) < " at - 1769644800; rest = substr(rest, RSTART + RLENGTH) }
    print out rest }' rules.yaml >moved.yaml && mv moved.yaml rules.yaml
label='service: requests_per_s'
expect()
{
    printf '      - eval_time: %s\n        alertname: %s\n        exp_alerts:%s\n' "$1" "$2" "$3"
}
fires()
{
    summary=$(sed -n "/alert: $1\$/,/annotations/s/.*summary: \"\(.*\)\"}.*/\1/p" rules.yaml | sed "s/{{ \$labels.service }}/requests_per_s/; s/{{ \$value }}/$2/")
    printf '\n          - exp_labels: {%s}\n            exp_annotations: {summary: "%s"}' "$label" "$summary"
}
{
    echo 'rule_files: [rules.yaml]'
    echo 'evaluation_interval: 5m'
    echo 'tests:'
    echo '  - interval: 5m'
    echo '    input_series:'
    echo '      - {series: headroom_demand, values: "100x300 9000x300"}'
    echo '      - {series: headroom_instances, values: "90x300 3x300"}'
    echo '    alert_rule_test:'
    expect 10h HeadroomFleetBelowPlan ' []'
    expect 10h HeadroomDemandAbovePlan ' []'
    expect 10h HeadroomPlanBlind ' []'
    expect 40h HeadroomFleetBelowPlan "$(fires HeadroomFleetBelowPlan 3)"
    expect 48h HeadroomDemandAbovePlan "$(fires HeadroomDemandAbovePlan 23)"
    expect 40h HeadroomOrderDue "$(fires HeadroomOrderDue 3)"
    expect 400h HeadroomPlanOver "$(fires HeadroomPlanOver 1)"
    expect 60h HeadroomPlanBlind "$(fires HeadroomPlanBlind 1)"
} >test.yaml
promtool test rules test.yaml || exit 1
echo "ok promtool takes the rules, and they fire"

# A fleet's rules are told apart, and botocore takes the alarms of CloudWatch.
fleet="$root/samples/fleet.csv --assume $root/samples/fleet-assumptions.csv --lead-time 1w --horizon 4w -q"
# shellcheck disable=SC2086 # options
"$headroom" plan $fleet --emit prometheus -o fleet.yaml || [ $? -eq 1 ] || exit 1
promtool check rules fleet.yaml >checked 2>&1 && ! grep -q duplicate checked || { cat checked; exit 1; }
echo "ok promtool takes the rules of a fleet"
python3 -c 'import botocore' 2>/dev/null || { echo "skip botocore: not installed"; exit 0; }
# shellcheck disable=SC2086 # options
"$headroom" plan $fleet --emit cloudwatch -o alarms.json || [ $? -eq 1 ] || exit 1
python3 - <<'END' || exit 1
import json
import botocore.session
from botocore.validate import ParamValidator
shape = botocore.session.get_session().get_service_model("cloudwatch").operation_model("PutMetricAlarm").input_shape
alarms = json.load(open("alarms.json"))["MetricAlarms"]
for alarm in alarms:
    report = ParamValidator().validate(alarm, shape)
    assert not report.has_errors(), report.generate_report()
    # The API reference: datapoints within the periods, and a week at most in seconds.
    assert alarm["DatapointsToAlarm"] <= alarm["EvaluationPeriods"], alarm["AlarmName"]
    period = alarm["Metrics"][0]["MetricStat"]["Period"]
    assert period % 60 == 0 and period * alarm["EvaluationPeriods"] <= 7 * 86400, (alarm["AlarmName"], period)
assert len(alarms) == 18, len(alarms)
print("ok botocore takes the %d alarms of a fleet" % len(alarms))
END
