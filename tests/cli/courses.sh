#!/bin/sh
# Replays whose course is known: what the sources of Kubernetes, KEDA and the guides of AWS say of it,
# computed by models that were written from those alone. tests/replays/NAME.json is a policy, .csv
# its trace, .args how it is replayed and .desired the count of each row.
. "$(dirname "$0")/tap.sh"

# course ARGUMENT...
course()
{
    run "$headroom" simulate "$@" --format csv -q
    printf '%s\n' "$out" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "desired") at = i; next }
        { line = line (NR > 2 ? " " : "") $at } END { print line }'
}

for policy in "$root"/tests/replays/*.json; do
    case=${policy%.json}
    # shellcheck disable=SC2046
    is "$(course "$case.csv" --policy "$policy" $(cat "$case.args"))" "$(cat "$case.desired")" "${case##*/}"
done

# Sizes that a scheduled action of the night before left are in force, the minimum like the maximum.
cat >before.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 30, "DefaultInstanceWarmup": 0}],
 "ScalingPolicies": [{"AutoScalingGroupName": "web", "PolicyName": "t", "PolicyType": "TargetTrackingScaling",
  "TargetTrackingConfiguration": {"TargetValue": 50,
   "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}}],
 "ScheduledUpdateGroupActions": [{"AutoScalingGroupName": "web", "ScheduledActionName": "up",
  "Recurrence": "0 23 * * *", "TimeZone": "Etc/UTC", "MinSize": 6, "MaxSize": 8, "DesiredCapacity": 7}]}
END
{
    echo time,demand
    for minute in 0 1 2 3 4; do echo "2026-01-05T00:0$minute:00Z,200"; done
} >flat.csv
is "$(course flat.csv --policy before.json --per-instance 100/s --gauge --current 4 --boot 60s)" "6 6 6 6 6" \
    "the minimum that an action before the trace set"
run "$headroom" simulate flat.csv --policy before.json --per-instance 100/s --gauge --current 4 --boot 60s --summary
has "$err" "the replay starts with 6 instances instead of 4: a scheduled action of the week before" "which is said"
is "$(course flat.csv --policy before.json --per-instance 100/s --gauge --current 12 --boot 60s)" "8 8 8 8 8" \
    "and the maximum"

# EC2 Auto Scaling takes one action a time: what shares its start with an earlier one never runs.
cat >together.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "web", "MinSize": 1, "MaxSize": 30, "DefaultInstanceWarmup": 0}],
 "ScheduledUpdateGroupActions": [
  {"AutoScalingGroupName": "web", "ScheduledActionName": "event", "StartTime": "2026-01-05T00:01:00Z",
   "DesiredCapacity": 9},
  {"AutoScalingGroupName": "web", "ScheduledActionName": "after", "StartTime": "2026-01-05T00:01:00Z",
   "Recurrence": "3 0 * * *", "DesiredCapacity": 3}]}
END
is "$(course flat.csv --policy together.json --per-instance 100/s --gauge --current 4 --boot 60s)" "4 9 9 9 9" \
    "the first of two that start together runs, and the other never does"
run "$headroom" simulate flat.csv --policy together.json --per-instance 100/s --gauge --current 4 --summary
has "$err" "1 of 2 scheduled actions have the time of another one and never run" "which is said"
sed '5s/00:01/00:02/' together.json >apart.json
is "$(course flat.csv --policy apart.json --per-instance 100/s --gauge --current 4 --boot 60s)" "4 9 3 3 3" \
    "one with a time of its own runs at its start, before its recurrence names one"

# A tolerance of 0 in any writing; a gap in a metric is said to be missing data.
for tolerance in '"0"' 0 '"0m"'; do
    cat >hpa.yaml <<END
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 20
  behavior: {scaleUp: {tolerance: $tolerance}, scaleDown: {tolerance: $tolerance}}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
END
    # 4 pods at 51 %: within the usual 10 %, not within 0.
    sed 's/200$/204/' flat.csv >wobble.csv
    is "$(course wobble.csv --policy hpa.yaml --per-instance 100/s --gauge --current 4 --boot 0s)" "4 5 5 5 5" \
        "tolerance $tolerance"
done

# What reading would fill in is missing to a policy, and said; --gaps decides otherwise.
awk -F, -v OFS=, 'NR == 1 { print $0, "load"; next } { print $0, NR == 4 ? "" : 400 }' flat.csv >gap.csv
cat >load.yaml <<'END'
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 20
  metrics: [{type: External, external: {metric: {name: load}, target: {type: AverageValue, averageValue: "100"}}}]
END
run "$headroom" simulate gap.csv --policy load.yaml --demand demand --per-instance 100/s --gauge --current 4 \
    --metric load=load --summary
has "$err" "load: 1 of 5 steps have no value: missing data to the policy" "a gap in a metric is not filled in"
run "$headroom" simulate gap.csv --policy load.yaml --demand demand --per-instance 100/s --gauge --current 4 \
    --metric load=load --gaps fill --summary
is "$(printf '%s' "$err" | grep -c 'missing data to the policy')" 0 "but where --gaps fill asks for it"
done_testing
