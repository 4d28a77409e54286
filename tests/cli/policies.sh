#!/bin/sh
# Rules of lint on what stands in files: tests/policies/RULE.fires.yaml breaks RULE,
# RULE.silent.yaml does not; a word between the two says what is particular.
. "$(dirname "$0")/tap.sh"

for file in "$root"/tests/policies/*; do
    name=${file##*/}
    rule=${name%%.*}
    run "$headroom" check --policy "$file" --format csv
    found=$(printf '%s\n' "$out" | grep -c "^$rule,\(fail\|warning\|advice\),")
    case $name in
    *.fires.*) ok "$([ "$found" -gt 0 ]; echo $?)" "$name" ;;
    *.silent.*) is "$([ "$status" -ne 2 ] && echo read):$found" "read:0" "$name" ;;
    *) is "$name" "" "a name that says what is expected" ;;
    esac
done
# Scalers of KEDA by the key that their documentation holds a replica at: type:key.
for pair in \
    activemq:targetQueueSize arangodb:queryValue artemis-queue:queueLength aws-dynamodb:targetValue \
    aws-dynamodb-streams:shardCount azure-app-insights:targetValue azure-blob:blobCount \
    azure-data-explorer:threshold azure-eventhub:unprocessedEventThreshold azure-log-analytics:threshold \
    azure-monitor:targetValue azure-pipelines:targetPipelinesQueueLength beanstalkd:value \
    cassandra:targetQueryValue couchdb:queryValue dynatrace:threshold elasticsearch:targetValue \
    etcd:value gcp-cloudtasks:value gcp-stackdriver:targetValue gcp-storage:targetObjectCount \
    github-runner:targetWorkflowQueueLength graphite:threshold huawei-cloudeye:targetMetricValue \
    ibmmq:queueDepth influxdb:thresholdValue kubernetes-workload:value loki:threshold mongodb:queryValue \
    mssql:targetValue new-relic:threshold nsq:depthThreshold openstack-metric:threshold \
    openstack-swift:objectCount predictkube:threshold pulsar:msgBacklogThreshold \
    redis-cluster:listLength redis-cluster-streams:pendingEntriesCount redis-sentinel:listLength \
    redis-sentinel-streams:pendingEntriesCount solace-event-queue:messageCountTarget \
    solr:targetQueryValue splunk:targetValue stan:lagThreshold temporal:targetQueueSize; do
    cat >scaler.yaml <<END
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: shop}
spec:
  scaleTargetRef: {name: shop}
  minReplicaCount: 2
  maxReplicaCount: 9
  fallback: {failureThreshold: 3, replicas: 4}
  triggers: [{type: ${pair%:*}, metadata: {${pair#*:}: "7"}}]
END
    run "$headroom" check --policy scaler.yaml
    is "$status:$err" "0:" "$pair"
done
# What Application Auto Scaling scales: NAMESPACE DIMENSION METRIC TARGET, and whether it is replayed.
awk 'BEGIN { print "time,requests_per_s"; for (m = 0; m < 20; m++) printf "2026-03-02T00:%02d:00Z,90\n", m }' >trace.csv
while read -r space dimension metric target replayed; do
    cat >target.json <<END
{"ScalableTargets": [{"ServiceNamespace": "$space", "ResourceId": "a/b", "ScalableDimension": "$space:$dimension",
    "MinCapacity": 2, "MaxCapacity": 9}],
 "ScalingPolicies": [{"PolicyName": "p", "ServiceNamespace": "$space", "ResourceId": "a/b",
    "ScalableDimension": "$space:$dimension", "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {"TargetValue": $target, "ScaleOutCooldown": 60,
      "PredefinedMetricSpecification": {"PredefinedMetricType": "$metric"}}}]}
END
    run "$headroom" check --policy target.json
    is "$status:$err" "0:" "$space:$dimension"
    run "$headroom" simulate trace.csv --policy target.json --per-instance 100/s --metric "$metric=demand" -q
    case $replayed in
    yes) is "$status:$err" "0:" "$space:$dimension is replayed" ;;
    *) has "$err" "$space:$dimension is not replayed, as " "$space:$dimension is not replayed, with the reason" ;;
    esac
done <<'END'
ec2 spot-fleet-request:TargetCapacity EC2SpotFleetRequestAverageCPUUtilization 50 yes
rds cluster:ReadReplicaCount RDSReaderAverageCPUUtilization 50 yes
rds cluster:ReadReplicaCount RDSReaderAverageDatabaseConnections 500 yes
neptune cluster:ReadReplicaCount NeptuneReaderAverageCPUUtilization 50 yes
sagemaker variant:DesiredInstanceCount SageMakerVariantInvocationsPerInstance 500 yes
sagemaker inference-component:DesiredCopyCount SageMakerInferenceComponentInvocationsPerCopy 500 yes
dynamodb table:ReadCapacityUnits DynamoDBReadCapacityUtilization 70 yes
dynamodb index:WriteCapacityUnits DynamoDBWriteCapacityUtilization 70 yes
cassandra table:WriteCapacityUnits CassandraWriteCapacityUtilization 70 yes
lambda function:ProvisionedConcurrency LambdaProvisionedConcurrencyUtilization 0.7 no
sagemaker variant:DesiredProvisionedConcurrency SageMakerVariantProvisionedConcurrencyUtilization 0.7 no
elasticache replication-group:NodeGroups ElastiCachePrimaryEngineCPUUtilization 50 no
elasticache replication-group:Replicas ElastiCacheReplicaEngineCPUUtilization 50 yes
kafka broker-storage:VolumeSize KafkaBrokerStorageUtilization 60 no
appstream fleet:DesiredCapacity AppStreamAverageCapacityUtilization 75 no
comprehend document-classifier-endpoint:DesiredInferenceUnits ComprehendInferenceUtilization 70 no
workspaces workspacespool:DesiredUserSessions WorkSpacesAverageUserSessionsCapacityUtilization 70 no
END
# What three commands write of one group is one group.
fleet="--assume $root/samples/web-assumptions.csv --group web -q"
"$headroom" forecast "$root/samples/web-requests.csv" --horizon 1w -q >next.csv
for format in aws cloudformation terraform; do
    # shellcheck disable=SC2086 # the options are words
    {
        "$headroom" steps "$root/samples/web-requests.csv" $fleet --min 4 --max 40 --emit $format >steps.$format
        "$headroom" schedule next.csv $fleet --demand p95 --boot 5m --emit $format >schedule.$format
        "$headroom" warmpool next.csv $fleet --demand p95 --boot 5m --emit $format >pool.$format
    }
    run "$headroom" check --policy steps.$format --policy schedule.$format --policy pool.$format --format json
    is "$status:$(printf '%s\n' "$out" | jq -r .subject)" "0:scaling policy of web" "$format: steps, schedule and warm pool"
done
sed 's/"MinSize": 4/"MinSize": 5/' steps.aws >other.aws
run "$headroom" check --policy steps.aws --policy other.aws
has "$err" "the group web stands twice, first in steps.aws:" "two that contradict each other are none"
# Each rule that fires out of a file has one that does not.
for file in "$root"/tests/policies/*.fires.*; do
    rule=${file##*/}
    rule=${rule%%.*}
    set -- "$root/tests/policies/$rule".*silent.*
    case $rule in
    no-scale-*) continue ;; # broken by sets of the unit test, too, whose sound sets break none
    esac
    is "$([ -e "$1" ] && echo there)" there "$rule has a file that passes"
done
done_testing
