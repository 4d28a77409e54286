#!/bin/sh
# Policies that were once misread or misjudged, each standing for a kind: FILE, the exit status of
# check, and the rules that find something (errors and warnings), or "-".
. "$(dirname "$0")/tap.sh"
cases=$root/tests/cases/policy

while read -r file status_right rules; do
    case $file in
    cfn_if* | cfn_map*) run "$headroom" check --policy "$cases/$file" --parameter Env=prod --format csv ;;
    *) run "$headroom" check --policy "$cases/$file" --format csv ;;
    esac
    is "$status $(printf '%s\n' "$out" | awk -F, '$2 == "fail" || $2 == "warning" { print $1 }' | sort -u | tr '\n' ' ')" \
        "$status_right $(echo "$rules" | sed 's/^-$//; s/\([^ ]\)$/\1 /')" "$file"
done <<'END'
hpa-v1-mem.yaml 0 -
hpa-v1-annot.yaml 0 replicas-no-window
hpa-v2-eq.yaml 0 replicas-no-window
b15_wrongside.json 1 no-scale-out step-unreached
b4_bothsigns.json 1 no-scale-in step-unreached
cfn_if.yaml 0 -
cfn_map.yaml 0 -
cfn_pseudo.yaml 0 -
cfn_cond2.yaml 0 -
cfn_ecs_ddb.yaml 0 -
k7_fallback_cpu.yaml 1 keda-fallback-unsupported
k3_cron_same.yaml 1 keda-cron-same
k15_paused-scale-in.yaml 0 no-scale-in
k4_cron_over_max.yaml 0 cron-above-maximum
hpa_list.yaml 0 -
depl_norequest.yaml 1 no-request replicas-in-manifest
two_on_one.yaml 1 two-autoscalers
b11_share.json 1 share-for-percent
b12_alarm_share.json 1 share-for-percent
b10_unit.json 1 unit-without-data
hpa_pods_value.yaml 0 target-type
b14_schedule.json 0 -
raw.tfstate 0 -
hpa-v2beta2.yaml 1 api-not-served
conflict.json 0 narrow-dead-band
events-same-start.json 1 limits-unknown schedule-same-start schedule-start-runs
lambda07.json 0 app-cooldown-default
ddbtt.json 1 app-cooldown-default app-metric-dimension app-target-range
aurora.json 0 app-aurora-own app-cooldown-default
ddb.json 1 app-policy-type no-scale-in policy-without-alarm
az.json 0 azure-no-rules
gcloud-describe.json 0 -
gcloud-describe.yaml 0 -
export.json 0 -
np.yaml 2 -
sts.yaml 2 -
END
run "$headroom" check --policy "$cases/sts.yaml"
has "$err" "no autoscaler and no scaling policy in it" "a StatefulSet alone: what is missing"
run "$headroom" check --policy "$cases/np.yaml"
has "$err" "NodePool general is seen and not judged" "what scales nodes is named"
run "$headroom" check --policy "$cases/hpa_list.yaml"
has "$out" "blue/web" "a namespace is part of a name"
has "$out" "green/web" "and so the same name stands twice"
run "$headroom" check --policy "$cases/cfn_if.yaml"
has "$err" "the parameter Env has no value: give --parameter Env=VALUE" "a parameter without a value: the remedy"
run "$headroom" check --policy "$cases/cfn_if.yaml" --parameter Env=prod
is "$status" 0 "works"
run "$headroom" check --policy "$cases/cfn_cond2.yaml" --parameter Env=prod
has "$err" "CpuDev is left out, as its condition IsDev does not hold" "what a condition leaves out is said"
run "$headroom" check --policy "$cases/cfn_pseudo.yaml"
has "$err" 'AWS::StackName is taken for "stack"; --parameter AWS::StackName=VALUE says what it is' "a pseudo parameter"

# The same policy as autoscaling/v1 with annotations and as v2 does the same.
for file in hpa-v1-annot hpa-v2-eq; do
    "$headroom" simulate "$cases/flat250.csv" --policy "$cases/$file.yaml" --per-instance 100/s --metric rps=demand \
        --gauge --format csv -q >$file.csv 2>&1
done
is "$(cat hpa-v1-annot.csv)" "$(cat hpa-v2-eq.csv)" "v1's annotations are v2's metrics and behavior"
# 8 lose 25%, not 25: the lower of two alarms that contradict each other.
run "$headroom" simulate "$cases/conf.csv" --policy "$cases/conflict.json" --per-instance 100/s --gauge --value demand \
    --current 8 --boot 60s --format csv -q
is "$(printf '%s\n' "$out" | awk -F, 'NR > 1 && $3 != last { printf "%s ", $3; last = $3 }')" "8 6 " "8 become 6"

# What schedules of events write: each recurring action has a first run of its own.
"$headroom" forecast "$root/samples/web-requests.csv" --horizon 2w -q >next.csv
for format in aws cloudformation terraform; do
    "$headroom" schedule next.csv --assume "$root/samples/web-assumptions.csv" --demand p95 --boot 5m --group web \
        --tz Europe/Berlin --events "$root/samples/web-events.csv" --ahead 2d --emit $format -q >events.$format
    run "$headroom" check --policy events.$format --format csv
    is "$status:$(printf '%s\n' "$out" | grep -c schedule-)" "0:0" "schedules with events as $format"
done
# Databases and caches have no group of instances.
run "$headroom" recommend "$root/samples/fleet.csv" --by service --resources "$root/samples/resources.csv" \
    --horizon 2w --emit aws
is "$(printf '%s\n' "$out" | jq -r '.. | .AutoScalingGroupName? // empty' | sort -u | grep -c -e db -e cache)" 0 \
    "databases and caches are not written as groups"
[ "$(printf '%s\n' "$out" | grep -c '"AutoScalingGroupName": "checkout"')" -gt 0 ]
ok $? "instances are"

done_testing
