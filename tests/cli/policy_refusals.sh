#!/bin/sh
# Bad input of check and simulate: policies that cannot be read, that contradict themselves, or that a
# trace says nothing of. Each message names file and line, what is wrong and what to do.
. "$(dirname "$0")/tap.sh"

# refused WHAT MESSAGE ARGUMENT...
refused()
{
    what=$1
    message=$2
    shift 2
    run timeout 20 "$headroom" "$@"
    is "$status:$out" "2:" "$what: trouble, and nothing is written"
    has "$err" "$message" "$what: the message"
}
# finds RULE MESSAGE ARGUMENT...: lint names the rule.
finds()
{
    rule=$1
    message=$2
    shift 2
    run "$headroom" check "$@" --format csv
    has "$out" "$rule,$message" "$rule is found"
}

# --- files that cannot be read ------------------------------------------------------------------------
printf '{"AutoScalingGroups": [\n  {"MinSize": 1,, }]}' >bad.json
refused "malformed JSON" "bad.json:2: column 17: not JSON: " check --policy bad.json
printf 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec: [a\n  b: c\n' >bad.yaml
refused "malformed YAML" "bad.yaml:4: column 4: not JSON or YAML: " check --policy bad.yaml
awk 'BEGIN {
    print "a: &a [x, x, x, x, x, x, x, x, x]"
    for (i = 2; i <= 9; i++) {
        printf "%c: &%c [", 96 + i, 96 + i
        for (k = 0; k < 9; k++) printf "%s*%c", k ? ", " : "", 95 + i
        print "]"
    }
}' >bomb.yaml
refused "an alias bomb" "its aliases stand for more than 1000000 values; write them out" check --policy bomb.yaml
for form in json yaml; do
    awk -v form=$form 'BEGIN {
        if (form == "yaml") printf "a: "
        for (i = 0; i < 5000; i++) printf "["
        for (i = 0; i < 5000; i++) printf "]"
        print ""
    }' >deep.$form
done
refused "deep JSON" "deep.json:1: column 2049: not JSON: maximum parsing depth reached" check --policy deep.json
refused "deep YAML" "deep.yaml:1: column 103: more than 100 values within each other; no policy is as deep" \
    check --policy deep.yaml
printf '{"AutoScalingGroups": [], \n"AutoScalingGroups": []}' >twice.json
refused "a key twice in JSON" "twice.json:2: AutoScalingGroups: stands twice in one object, first in line 1" \
    check --policy twice.json
printf 'kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2\nspec:\n  maxReplicas: 1\n  maxReplicas: 2\n' >twice.yaml
refused "a key twice in YAML" "twice.yaml:5: maxReplicas: stands twice in one object, first in line 4" \
    check --policy twice.yaml
cat >intrinsic.json <<'END'
{"Resources": {"G": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
  "MinSize": "1", "MaxSize": {"Fn::ImportValue": "max-size"}}}}}
END
refused "an intrinsic function" \
    "intrinsic.json:2: MaxSize: Fn::ImportValue max-size is not resolved here; write the value" \
    check --policy intrinsic.json
printf 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  maxReplicas: {{ .Values.max }}\n' >helm.yaml
refused "a template of Helm" "helm.yaml:4: a template, not YAML yet; render it first (helm template CHART)" \
    check --policy helm.yaml

# --- policies that contradict themselves -----------------------------------------------------------------
awk 'BEGIN {
    print "time,requests_per_s"
    for (minute = 0; minute < 30; minute++) printf "2026-03-02T00:%02d:00Z,90\n", minute
}' >trace.csv
head -n 3 trace.csv >short.csv
cat >policy.json <<'END'
{"AutoScalingGroups": [{"AutoScalingGroupName": "web", "MinSize": 2, "MaxSize": 20}],
 "ScalingPolicies": [
   {"AutoScalingGroupName": "web", "PolicyName": "cpu-50", "PolicyType": "TargetTrackingScaling", "Enabled": true,
    "TargetTrackingConfiguration": {"TargetValue": 50.0,
      "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}}]}
END
sed 's/"MinSize": 2/"MinSize": 40/' policy.json >bounds.json
refused "simulate: min above max" "bounds.json:1: the minimum 40 is over the maximum 20: no capacity fits" \
    simulate trace.csv --policy bounds.json --per-instance 100/s
for trace in "" trace.csv; do
    run "$headroom" check $trace --policy bounds.json --per-instance 100/s --format junit
    is "$status" 1 "check${trace:+ with a trace}: min above max is a rule that fails"
    has "$out" '<failure message="40 to 20" type="min-above-max">' "and there is a report"
done
for command in check simulate; do
    refused "$command: a trace shorter than the alarm's window" \
        "the trace is 2m long, and alarm cpu-50 looks at 3m: give a longer trace" $command short.csv \
        --policy policy.json --per-instance 100/s
    sed 's/ASGAverageCPUUtilization/ASGAverageNetworkIn/' policy.json >network.json
    refused "$command: a metric that is not bound" \
        "cpu-50: nothing says what ASGAverageNetworkIn is at this demand: --metric ASGAverageNetworkIn=COLUMN" \
        $command trace.csv --policy network.json --per-instance 100/s
    refused "$command: both from standard input" \
        "the trace and --policy are both to come from standard input: name a file for one of them" \
        $command - --policy - --per-instance 100/s
done

# Objects that scale something else are named.
cat >nodes.yaml <<'END'
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: general}
spec: {limits: {cpu: "64"}}
END
run "$headroom" check --policy nodes.yaml
is "$status" 2 "nothing but nodes"
has "$err" "nodes.yaml:1: NodePool general is seen and not judged: it scales nodes" "which are named"
run "$headroom" check --policy nodes.yaml --policy "$root/samples/hpa.yaml"
is "$status" 0 "nodes beside pods"
has "$err" "NodePool general is seen and not judged" "are named, too"
# KEDA's fallback as it is by default, said.
sed 's/^  fallback:$/&\n    behavior: static/' "$root/samples/scaledobject.yaml" >static.yaml
run "$headroom" check --policy static.yaml
is "$status:$(grep -c 'behavior: static' static.yaml)" "0:1" "a fallback that is static"
# Terraform's own language.
for line in 'module "web" {' 'variable "min" {' 'terraform {' 'locals {' 'data "aws_ami" "a" {'; do
    printf '%s\n  a = 1\n}\n' "$line" >main.tf
    refused "$line" "main.tf:1: Terraform source is not read, as its values are known only to Terraform; terraform plan -out=PLAN, then terraform show -json PLAN" \
        check --policy main.tf
done

# Two targets for one metric, each of which the other leads away from.
jq '.ScalingPolicies += [.ScalingPolicies[0] | .PolicyName = "cpu-70"
    | .TargetTrackingConfiguration.TargetValue = 70]' policy.json >targets.json
finds target-twice 'fail,,,targets.json:' --policy targets.json
has "$out" '"policies ""cpu-50"" and ""cpu-70"""' "both are named"
jq 'del(.MetricAlarms)' "$root/samples/asg-steps.json" >noalarm.json
finds policy-without-alarm 'fail,,,noalarm.json:' --policy noalarm.json
has "$out" "give describe-alarms' output too" "what to do"
jq '.MetricAlarms[].AlarmActions = []' "$root/samples/asg-steps.json" >unused.json
finds alarm-unused 'warning,,,unused.json:' --policy unused.json
jq '(.ScalingPolicies[].StepAdjustments[] | select(.MetricIntervalUpperBound == 15)).MetricIntervalUpperBound = 14' \
    "$root/samples/asg-steps.json" >gap.json
finds steps-gap 'fail,,,gap.json:' --policy gap.json

# A policy from standard input is named as such.
run sh -c '"$0" check --policy - --format csv <targets.json' "$headroom"
is "$status" 1 "a policy from standard input"
has "$out" "target-twice,fail,,,standard input:" "its place"
done_testing
