#!/bin/sh
# check --against: what changes of instances, cost and violation, before and after, for every platform's policies, in the
# Markdown of a comment; each is what a replay of the one policy alone says.
. "$(dirname "$0")/tap.sh"
rules=$root/samples/rules
common="$root/samples/web-requests.csv --assume $root/samples/web-assumptions.csv"

cat >ecs.json <<'END'
{"ScalableTargets": [{"ServiceNamespace": "ecs", "ResourceId": "service/c/web",
  "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 6, "MaxCapacity": 60}],
 "ScalingPolicies": [{"PolicyName": "p", "ServiceNamespace": "ecs", "ResourceId": "service/c/web",
  "ScalableDimension": "ecs:service:DesiredCount", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 60,
   "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}}}]}
END
cp "$rules"/target.json "$rules"/hpa.json "$rules"/mig.json "$rules"/azure.json .

# measured FILE MEASURE: of a replay of one policy.
measured()
{
    # shellcheck disable=SC2086 # words
    "$headroom" simulate $common --policy "$1" --summary --format csv -q | awk -F, -v name="$2" '$2 == name { print $4 }'
}
while read -r name edit; do
    jq "$edit" "$name.json" >new.json
    # shellcheck disable=SC2086
    run "$headroom" check $common --policy new.json --against "$name.json" --require 'violation<=5%' --format md -q
    is "$status" 0 "$name: compared"
    has "$out" "## Settings against the policy in use" "$name: its settings"
    has "$out" "| measure | before | after | change |" "$name: a table for a comment"
    for measure in instances_mean cost_month violation; do
        has "$out" "
| $measure | " "$name: $measure"
    done
    is "$(printf '%s\n' "$out" | sed -n 's/^| instances_mean | \([0-9.]*\) | \([0-9.]*\) |.*/\1 \2/p')" \
        "$(printf '%.4g %.4g' "$(measured "$name.json" instances_mean)" "$(measured new.json instances_mean)")" \
        "$name: instances are those of each replay"
done <<'END'
target .ScalingPolicies[0].TargetTrackingConfiguration.TargetValue = 75
ecs .ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.TargetValue = 75
hpa .items[0].spec.metrics[0].resource.target.averageUtilization = 80
mig .autoscalingPolicy.cpuUtilization.utilizationTarget = 0.75
azure .properties.profiles[0].rules[0].metricTrigger.threshold = 85
END
# KEDA, by a column.
jq '.spec.triggers[0].metadata.threshold = "900"' "$rules/keda.json" >before.json
jq '.spec.triggers[0].metadata.threshold = "700"' "$rules/keda.json" >after.json
# shellcheck disable=SC2086
run "$headroom" check $common --policy after.json --against before.json --metric prometheus=demand --require 'violation<=100%' --format md -q
has "$out" "
| instances_mean | " "keda: instances"
has "$out" "
| violation | " "keda: violation"
done_testing
