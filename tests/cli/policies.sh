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
