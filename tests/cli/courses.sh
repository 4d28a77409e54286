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
# Application Auto Scaling beyond services: target MIN MAX DIMENSION METRIC TARGET RESOURCE, as the command line has it.
target()
{
    cat <<END
{"ScalableTargets": [{"ServiceNamespace": "${3%%:*}", "ResourceId": "$6", "ScalableDimension": "$3", "MinCapacity": $1,
  "MaxCapacity": $2}], "ScalingPolicies": [{"PolicyName": "p", "ServiceNamespace": "${3%%:*}", "ResourceId": "$6",
  "ScalableDimension": "$3", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration":
  {"TargetValue": $5, "PredefinedMetricSpecification": {"PredefinedMetricType": "$4"}}}]}
END
}
# minutes FILE COUNT LEVEL...: so many minutes of each level.
minutes()
{
    file=$1 count=$2
    shift 2
    echo "$*" | awk -v count="$count" '{ print "time,demand"; for (i = 1; i <= NF; i++) for (k = 0; k < count; k++)
        printf "2026-01-05T%02d:%02d:00Z,%s\n", int(m / 60), m++ % 60, $i }' >"$file"
}
# changes ARGUMENT...: "MINUTE:COUNT" where the count changes.
changes() { course "$@" | tr ' ' '\n' | awk 'NR == 1 || $1 != last { printf "%s%d:%s", NR == 1 ? "" : " ", NR - 1, $1 } { last = $1 } END { print "" }'; }
now="--gauge --boot 0s --drain 0s --metric-delay 0s"
# Out after two minutes above 70%: 100 units x 90 / 70; in after 15 minutes below 56%, without a cooldown.
minutes units.csv 20 70 90 50 50
for dimension in dynamodb:table:ReadCapacityUnits dynamodb:index:WriteCapacityUnits cassandra:table:WriteCapacityUnits; do
    case $dimension in
    dynamodb:*Read*) metric=DynamoDBReadCapacityUtilization resource=table/orders ;;
    dynamodb:*) metric=DynamoDBWriteCapacityUtilization resource=table/orders/index/by-day ;;
    *) metric=CassandraWriteCapacityUtilization resource=keyspace/shop/table/orders ;;
    esac
    target 80 1000 $dimension $metric 70 $resource >units.json
    # shellcheck disable=SC2086 # words
    is "$(changes units.csv --policy units.json --per-instance 1/s --current 100 $now)" "0:100 22:129 55:80" "$dimension"
done
sed 's/"TargetValue": 70/"TargetValue": 60/' units.json >lower.json
run "$headroom" check --policy lower.json
is "$(printf '%s' "$out" | grep -c "min-without-spare\|target-small-group")" 0 "units of throughput do not fail one by one"
# One replica at a time below 75% of the target: 6 at 40% of 60 become 5, which are at 48% and stay.
minutes replicas.csv 20 288 240 240
target 1 9 elasticache:replication-group:Replicas ElastiCacheReplicaEngineCPUUtilization 60 replication-group/cache >replicas.json
# shellcheck disable=SC2086
is "$(changes replicas.csv --policy replicas.json --per-instance 100/s --current 6 $now)" "0:6 35:5" "replicas of a cache"
# What is no instance is not replayed, and says why.
for refused in "lambda:function:ProvisionedConcurrency LambdaProvisionedConcurrencyUtilization 0.7 function:f:live|what provisioned concurrency does not take is served all the same" \
    "kafka:broker-storage:VolumeSize KafkaBrokerStorageUtilization 60 cluster/c|it scales storage, which only grows" \
    "appstream:fleet:DesiredCapacity AppStreamAverageCapacityUtilization 70 fleet/f|it scales sessions of users" \
    "workspaces:workspacespool:DesiredUserSessions WorkSpacesAverageUserSessionsCapacityUtilization 70 pool/p|it scales sessions of users" \
    "comprehend:document-classifier-endpoint:DesiredInferenceUnits ComprehendInferenceUtilization 60 endpoint/e|it scales units of throughput"; do
    # shellcheck disable=SC2086
    target 1 9 ${refused%%|*} >parts.json
    # shellcheck disable=SC2086
    run "$headroom" simulate replicas.csv --policy parts.json --per-instance 100/s $now
    is "$status" 2 "${refused%% *} is not replayed"
    has "$(printf '%s' "$err" | tr '\n' ' ')" "${refused#*|}" "because"
    run "$headroom" check --policy parts.json
    is "$status" 0 "and judged without a trace"
done

done_testing
