// A case of each rule: an edit, in the language of jq(1), of a policy in samples/rules that the
// rule then finds something in, and one that it finds nothing in; tests/cli/rule_cases.sh makes
// both. The policies are held against the rules with --boot 90s --longest-request 30s --spare 1.
#include "policy/core/lint.h"

#include <string.h>

static const struct lint_case cases[] = {
    {"aws-name", "steps", "(.. | .AutoScalingGroupName? // empty) = \"col:on\"",
     "(.. | .AutoScalingGroupName? // empty) = \"web_1.eu\""},
    {"limits-unknown", "steps", "del(.AutoScalingGroups[0].MaxSize)", "."},
    {"min-above-max", "steps", ".AutoScalingGroups[0].MinSize = 61",
     ".AutoScalingGroups[0].MinSize = 59 | .AutoScalingGroups[0].DesiredCapacity = 60"},
    {"desired-outside-limits", "steps", ".AutoScalingGroups[0].DesiredCapacity = 61",
     ".AutoScalingGroups[0].DesiredCapacity = 60"},
    {"fixed-size", "steps", ".AutoScalingGroups[0].MinSize = 60",
     ".AutoScalingGroups[0].MaxSize = 21"},
    {"min-without-spare", "steps", ".AutoScalingGroups[0].MinSize = 1",
     ".AutoScalingGroups[0].MinSize = 2"},
    {"min-below-zones", "steps", ".AutoScalingGroups[0].MinSize = 2",
     ".AutoScalingGroups[0].MinSize = 3"},
    {"no-scale-out", "target",
     ".ScalingPolicies[0].Enabled = false | .ScheduledUpdateGroupActions = []", "."},
    {"no-scale-in", "target",
     ".ScalingPolicies[0].TargetTrackingConfiguration.DisableScaleIn = true | "
     ".ScheduledUpdateGroupActions = []",
     "."},
    {"policy-disabled", "target", ".ScalingPolicies[0].Enabled = false",
     ".ScalingPolicies[0].Enabled = true"},
    {"grace-below-boot", "steps", ".AutoScalingGroups[0].HealthCheckGracePeriod = 89",
     ".AutoScalingGroups[0].HealthCheckGracePeriod = 90"},
    {"warmup-below-boot", "steps", ".AutoScalingGroups[0].DefaultInstanceWarmup = 89",
     ".AutoScalingGroups[0].DefaultInstanceWarmup = 90"},
    {"warmup-by-cooldown", "steps", "del(.AutoScalingGroups[0].DefaultInstanceWarmup)", "."},
    {"drain-too-short", "hpa", ".items[1].spec.template.spec.terminationGracePeriodSeconds = 29",
     ".items[1].spec.template.spec.terminationGracePeriodSeconds = 30"},
    {"warm-pool-empty", "steps",
     ".AutoScalingGroups[0].WarmPoolConfiguration.MaxGroupPreparedCapacity = 20",
     ".AutoScalingGroups[0].WarmPoolConfiguration.MaxGroupPreparedCapacity = 21"},
    {"schedule-invalid", "steps", ".ScheduledUpdateGroupActions[0].Recurrence = \"30 25 * * *\"",
     ".ScheduledUpdateGroupActions[0].Recurrence = \"30 0 * * *\""},
    {"schedule-zone", "steps", ".ScheduledUpdateGroupActions[0].TimeZone = \"Mars/Olympus\"",
     ".ScheduledUpdateGroupActions[0].TimeZone = \"Europe/Berlin\""},
    {"schedule-never-runs", "steps", ".ScheduledUpdateGroupActions[0].Recurrence = \"0 0 30 2 *\"",
     ".ScheduledUpdateGroupActions[0].Recurrence = \"0 0 29 2 *\""},
    {"schedule-outside-limits", "steps", ".ScheduledUpdateGroupActions[0].MaxSize = 19",
     ".ScheduledUpdateGroupActions[0].MaxSize = 20 | .ScheduledUpdateGroupActions[1].MaxSize = 60"},
    {"schedule-no-return", "steps", "del(.ScheduledUpdateGroupActions[1])",
     ".ScheduledUpdateGroupActions[1].MinSize = 15"},
    {"schedule-too-many", "steps",
     ".ScheduledUpdateGroupActions = [range(126) as $i | .ScheduledUpdateGroupActions[0] | "
     ".ScheduledActionName = \"a\\($i)\" | .Recurrence = \"\\($i % 60) \\($i / 60 | floor) * * *\" "
     "| .MinSize = 12]",
     ".ScheduledUpdateGroupActions = [range(125) as $i | .ScheduledUpdateGroupActions[0] | "
     ".ScheduledActionName = \"a\\($i)\" | .Recurrence = \"\\($i % 60) \\($i / 60 | floor) * * *\" "
     "| .MinSize = 12]"},
    {"schedule-same-start", "steps",
     ".ScheduledUpdateGroupActions[].StartTime = \"2026-03-02T07:30:00Z\"",
     ".ScheduledUpdateGroupActions[0].StartTime = \"2026-03-02T07:30:00Z\" | "
     ".ScheduledUpdateGroupActions[1].StartTime = \"2026-03-02T20:00:00Z\""},
    {"schedule-start-runs", "steps",
     ".ScheduledUpdateGroupActions[0].StartTime = \"2026-03-02T00:00:00Z\"",
     ".ScheduledUpdateGroupActions[0].StartTime = \"2026-03-02T07:30:00Z\""},
    {"steps-empty", "steps", ".ScalingPolicies[0].StepAdjustments = []", "."},
    {"steps-too-many", "steps",
     ".ScalingPolicies[0].StepAdjustments = [range(21) as $i | {MetricIntervalLowerBound: $i, "
     "ScalingAdjustment: (10 + $i)} + if $i < 20 then {MetricIntervalUpperBound: ($i + 1)} else {} "
     "end]",
     ".ScalingPolicies[0].StepAdjustments = [range(20) as $i | {MetricIntervalLowerBound: $i, "
     "ScalingAdjustment: (10 + $i)} + if $i < 19 then {MetricIntervalUpperBound: ($i + 1)} else {} "
     "end]"},
    {"step-unbounded", "steps",
     "del(.ScalingPolicies[0].StepAdjustments[1].MetricIntervalLowerBound)", "."},
    {"step-inverted", "steps",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = -1", "."},
    {"steps-two-open-lower", "steps",
     ".ScalingPolicies[0].StepAdjustments = [{MetricIntervalUpperBound: 15, ScalingAdjustment: "
     "10}, {MetricIntervalUpperBound: 20, ScalingAdjustment: 20}]",
     "."},
    {"steps-two-open-upper", "steps",
     "del(.ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound)", "."},
    {"steps-no-open-lower", "steps",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalLowerBound = -5",
     "del(.ScalingPolicies[0].StepAdjustments[0].MetricIntervalLowerBound)"},
    {"steps-no-open-upper", "steps",
     ".ScalingPolicies[0].StepAdjustments[1].MetricIntervalUpperBound = 30", "."},
    {"steps-overlap", "steps",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 16",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 15"},
    {"steps-gap", "steps", ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 14",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 15"},
    {"step-out-of-reach", "steps",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 85 | "
     ".ScalingPolicies[0].StepAdjustments[1].MetricIntervalLowerBound = 85",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalUpperBound = 29 | "
     ".ScalingPolicies[0].StepAdjustments[1].MetricIntervalLowerBound = 29"},
    {"steps-start-late", "steps",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalLowerBound = 5",
     ".ScalingPolicies[0].StepAdjustments[0].MetricIntervalLowerBound = 0"},
    {"steps-not-monotonic", "steps", ".ScalingPolicies[0].StepAdjustments[1].ScalingAdjustment = 5",
     ".ScalingPolicies[0].StepAdjustments[1].ScalingAdjustment = 10"},
    {"step-cooldown", "steps", ".ScalingPolicies[0].Cooldown = 60",
     ".ScalingPolicies[0].EstimatedInstanceWarmup = 120"},
    {"simple-warmup", "steps",
     ".ScalingPolicies[0].PolicyType = \"SimpleScaling\" | .ScalingPolicies[0].ScalingAdjustment = "
     "10 | del(.ScalingPolicies[0].StepAdjustments) | .ScalingPolicies[0].EstimatedInstanceWarmup "
     "= 120",
     ".ScalingPolicies[0].PolicyType = \"SimpleScaling\" | .ScalingPolicies[0].ScalingAdjustment = "
     "10 | del(.ScalingPolicies[0].StepAdjustments)"},
    {"simple-scaling", "steps",
     ".ScalingPolicies[0].PolicyType = \"SimpleScaling\" | .ScalingPolicies[0].ScalingAdjustment = "
     "10 | del(.ScalingPolicies[0].StepAdjustments)",
     "."},
    {"magnitude-without-percent", "steps",
     ".ScalingPolicies[0].AdjustmentType = \"ChangeInCapacity\" | "
     ".ScalingPolicies[0].MinAdjustmentMagnitude = 2",
     ".ScalingPolicies[0].MinAdjustmentMagnitude = 2"},
    {"wrong-direction", "steps", ".ScalingPolicies[0].StepAdjustments[].ScalingAdjustment = -10",
     "."},
    {"no-dead-band", "steps", ".MetricAlarms[1].Threshold = 75", ".MetricAlarms[1].Threshold = 40"},
    {"oscillation", "steps", ".MetricAlarms[1].Threshold = 69", ".MetricAlarms[1].Threshold = 50"},
    {"narrow-dead-band", "steps",
     ".ScalingPolicies[0].StepAdjustments[].ScalingAdjustment = 100 | "
     ".ScalingPolicies[1].StepAdjustments[0].ScalingAdjustment = -5",
     "."},
    {"step-unreached", "steps",
     ".ScalingPolicies[0].StepAdjustments = [{MetricIntervalUpperBound: 0, ScalingAdjustment: 10}]",
     ".ScalingPolicies[0].StepAdjustments = [{MetricIntervalLowerBound: 0, ScalingAdjustment: "
     "10}]"},
    {"alarm-never-on", "steps",
     ".MetricAlarms[0].Threshold = 100 | .MetricAlarms[0].ComparisonOperator = "
     "\"GreaterThanThreshold\"",
     ".MetricAlarms[0].Threshold = 99 | .MetricAlarms[0].ComparisonOperator = "
     "\"GreaterThanThreshold\""},
    {"alarm-always-on", "steps", ".MetricAlarms[1].Threshold = 100",
     ".MetricAlarms[1].Threshold = 0"},
    {"share-for-percent", "target",
     ".ScalingPolicies[0].TargetTrackingConfiguration.TargetValue = 0.6",
     ".ScalingPolicies[0].TargetTrackingConfiguration.TargetValue = 6"},
    {"unit-without-data", "steps", ".MetricAlarms[0].Unit = \"Bytes\"",
     ".MetricAlarms[0].Unit = \"Percent\""},
    {"policy-without-alarm", "steps", ".MetricAlarms[0].AlarmActions = []", "."},
    {"alarm-unused", "steps", ".MetricAlarms[0].AlarmActions = []", "."},
    {"alarm-disabled", "steps", ".MetricAlarms[0].ActionsEnabled = false",
     ".MetricAlarms[0].ActionsEnabled = true"},
    {"alarm-range", "steps", ".MetricAlarms[0].EvaluationPeriods = 1441",
     ".MetricAlarms[0].EvaluationPeriods = 1440"},
    {"alarm-slow", "steps", ".MetricAlarms[0].Period = 300", ".MetricAlarms[0].Period = 60"},
    {"alarm-missing-breaching", "steps", ".MetricAlarms[1].TreatMissingData = \"breaching\"",
     ".MetricAlarms[0].TreatMissingData = \"breaching\""},
    {"target-out-of-range", "target",
     ".ScalingPolicies[0].TargetTrackingConfiguration.TargetValue = 100",
     ".ScalingPolicies[0].TargetTrackingConfiguration.TargetValue = 99"},
    {"requests-without-label", "target",
     ".ScalingPolicies[0].TargetTrackingConfiguration = {TargetValue: 600, "
     "PredefinedMetricSpecification: {PredefinedMetricType: \"ALBRequestCountPerTarget\"}}",
     ".ScalingPolicies[0].TargetTrackingConfiguration = {TargetValue: 600, "
     "PredefinedMetricSpecification: {PredefinedMetricType: \"ALBRequestCountPerTarget\", "
     "ResourceLabel: \"app/web/1/targetgroup/web/2\"}}"},
    {"target-not-proportional", "target",
     ".ScalingPolicies[0].TargetTrackingConfiguration = {TargetValue: 0.3, "
     "CustomizedMetricSpecification: {MetricName: \"TargetResponseTime\", Namespace: "
     "\"AWS/ApplicationELB\", Statistic: \"Average\"}}",
     "."},
    {"target-twice", "target",
     ".ScalingPolicies += [.ScalingPolicies[0] | .PolicyName = \"again\" | .PolicyARN = "
     "\"arn:again\"]",
     "."},
    {"target-and-steps", "target",
     ".ScalingPolicies += [{AutoScalingGroupName: \"web\", PolicyName: \"more\", PolicyARN: "
     "\"arn:more\", PolicyType: \"StepScaling\", AdjustmentType: \"ChangeInCapacity\", "
     "StepAdjustments: [{MetricIntervalLowerBound: 0, ScalingAdjustment: 1}]}] | .MetricAlarms = "
     "[{AlarmName: \"high\", AlarmActions: [\"arn:more\"], Namespace: \"AWS/EC2\", MetricName: "
     "\"CPUUtilization\", Statistic: \"Average\", Period: 60, EvaluationPeriods: 3, Threshold: 65, "
     "ComparisonOperator: \"GreaterThanThreshold\"}]",
     "."},
    {"target-small-group", "target", ".AutoScalingGroups[0].MinSize = 4",
     ".AutoScalingGroups[0].MinSize = 12"},
    {"predictive-alone", "predictive", ".ScalingPolicies[0].Enabled = false", "."},
    {"predictive-forecast-only", "predictive",
     ".ScalingPolicies[1].PredictiveScalingConfiguration.Mode = \"ForecastOnly\"", "."},
    {"predictive-buffer", "predictive",
     ".ScalingPolicies[1].PredictiveScalingConfiguration.MaxCapacityBuffer = 10",
     ".ScalingPolicies[1].PredictiveScalingConfiguration.MaxCapacityBuffer = 10 | "
     ".ScalingPolicies[1].PredictiveScalingConfiguration.MaxCapacityBreachBehavior = "
     "\"IncreaseMaxCapacity\""},
    {"predictive-late", "predictive",
     ".ScalingPolicies[1].PredictiveScalingConfiguration.SchedulingBufferTime = 89",
     ".ScalingPolicies[1].PredictiveScalingConfiguration.SchedulingBufferTime = 90"},
    {"app-policy-type", "app",
     ".ScalingPolicies[0].PolicyType = \"StepScaling\" | "
     "del(.ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration) | "
     ".ScalingPolicies[0].StepScalingPolicyConfiguration = {AdjustmentType: \"ChangeInCapacity\", "
     "StepAdjustments: [{MetricIntervalLowerBound: 0, ScalingAdjustment: 10}]}",
     "."},
    {"app-target-range", "app",
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.TargetValue = 91",
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.TargetValue = 90"},
    {"app-metric-dimension", "app",
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification."
     "PredefinedMetricType = \"DynamoDBReadCapacityUtilization\"",
     "."},
    {"app-lambda-percent", "app",
     "(.ScalableTargets[0], .ScalingPolicies[0]) |= (.ServiceNamespace = \"lambda\" | .ResourceId "
     "= \"function:orders:live\" | .ScalableDimension = "
     "\"lambda:function:ProvisionedConcurrency\") | "
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration |= (.TargetValue = 70 | "
     ".PredefinedMetricSpecification.PredefinedMetricType = "
     "\"LambdaProvisionedConcurrencyUtilization\")",
     "(.ScalableTargets[0], .ScalingPolicies[0]) |= (.ServiceNamespace = \"lambda\" | .ResourceId "
     "= \"function:orders:live\" | .ScalableDimension = "
     "\"lambda:function:ProvisionedConcurrency\") | "
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration |= (.TargetValue = 0.7 | "
     ".PredefinedMetricSpecification.PredefinedMetricType = "
     "\"LambdaProvisionedConcurrencyUtilization\")"},
    {"app-lambda-latest", "app",
     "(.ScalableTargets[0], .ScalingPolicies[0]) |= (.ServiceNamespace = \"lambda\" | .ResourceId "
     "= \"function:orders:$LATEST\" | .ScalableDimension = "
     "\"lambda:function:ProvisionedConcurrency\") | "
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration |= (.TargetValue = 0.7 | "
     ".PredefinedMetricSpecification.PredefinedMetricType = "
     "\"LambdaProvisionedConcurrencyUtilization\")",
     "(.ScalableTargets[0], .ScalingPolicies[0]) |= (.ServiceNamespace = \"lambda\" | .ResourceId "
     "= \"function:orders:live\" | .ScalableDimension = "
     "\"lambda:function:ProvisionedConcurrency\") | "
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration |= (.TargetValue = 0.7 | "
     ".PredefinedMetricSpecification.PredefinedMetricType = "
     "\"LambdaProvisionedConcurrencyUtilization\")"},
    {"app-aurora-own", "app",
     "(.ScalableTargets[0], .ScalingPolicies[0]) |= (.ServiceNamespace = \"rds\" | .ResourceId = "
     "\"cluster:db\" | .ScalableDimension = \"rds:cluster:ReadReplicaCount\") | "
     ".ScalableTargets[0].MaxCapacity = 15 | "
     ".ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification."
     "PredefinedMetricType = \"RDSReaderAverageCPUUtilization\"",
     "."},
    {"app-cooldown-default", "app",
     "del(.ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration[\"ScaleOutCooldown\", "
     "\"ScaleInCooldown\"])",
     "."},
    {"api-not-served", "hpa", ".items[0].apiVersion = \"autoscaling/v2beta2\"", "."},
    {"no-request", "hpa", "del(.items[1].spec.template.spec.containers[0].resources.requests.cpu)",
     "del(.items[1].spec.template.spec.containers[0].resources.requests.memory)"},
    {"replicas-in-manifest", "hpa", ".items[1].spec.replicas = 6", "."},
    {"two-autoscalers", "hpa", ".items += [.items[0] | .metadata.name = \"again\"]",
     ".items += [.items[0] | .metadata.name = \"again\" | .spec.scaleTargetRef.name = \"other\"]"},
    {"vertical-same-resource", "hpa",
     ".items += [{apiVersion: \"autoscaling.k8s.io/v1\", kind: \"VerticalPodAutoscaler\", "
     "metadata: {name: \"web\"}, spec: {targetRef: {apiVersion: \"apps/v1\", kind: \"Deployment\", "
     "name: \"web\"}, updatePolicy: {updateMode: \"Auto\"}}}]",
     ".items += [{apiVersion: \"autoscaling.k8s.io/v1\", kind: \"VerticalPodAutoscaler\", "
     "metadata: {name: \"web\"}, spec: {targetRef: {apiVersion: \"apps/v1\", kind: \"Deployment\", "
     "name: \"web\"}, updatePolicy: {updateMode: \"Off\"}}}]"},
    {"target-type", "hpa",
     ".items[0].spec.metrics[0] = {type: \"Pods\", pods: {metric: {name: \"jobs\"}, target: {type: "
     "\"Value\", averageValue: \"10\"}}}",
     ".items[0].spec.metrics[0] = {type: \"Pods\", pods: {metric: {name: \"jobs\"}, target: {type: "
     "\"AverageValue\", averageValue: \"10\"}}}"},
    {"held-by-tolerance", "hpa", ".items[0].spec.behavior.scaleUp = {tolerance: \"0.6\"}",
     ".items[0].spec.behavior.scaleUp = {tolerance: \"0.5\"}"},
    {"held-at-request", "hpa", ".items[0].spec.metrics[0].resource.target.averageUtilization = 91",
     ".items[0].spec.metrics[0].resource.target.averageUtilization = 90"},
    {"kept-by-tolerance", "hpa", ".items[0].spec.behavior.scaleDown.tolerance = \"0.5\"",
     ".items[0].spec.maxReplicas = 9 | .items[0].spec.behavior.scaleDown.tolerance = \"0.11\""},
    {"few-pods", "hpa", ".items[0].spec.minReplicas = 3", ".items[0].spec.minReplicas = 4"},
    {"replicas-no-window", "hpa",
     ".items[0].spec.behavior.scaleDown.stabilizationWindowSeconds = 0", "."},
    {"behavior-out-of-range", "hpa",
     ".items[0].spec.behavior.scaleDown.policies[0].periodSeconds = 1801",
     ".items[0].spec.behavior.scaleDown.policies[0].periodSeconds = 1800"},
    {"tolerance", "hpa", ".items[0].spec.behavior.scaleDown.tolerance = \"0.3\"",
     ".items[0].spec.behavior.scaleDown.tolerance = \"0.25\""},
    {"utilization-over-request", "hpa",
     ".items[0].spec.metrics[0].resource.target.averageUtilization = 101",
     ".items[0].spec.metrics[0].resource.target.averageUtilization = 90"},
    {"memory-does-not-fall", "hpa", ".items[0].spec.metrics[0].resource.name = \"memory\"", "."},
    {"zero-without-source", "hpa", ".items[0].spec.minReplicas = 0",
     ".items[0].spec.minReplicas = 0 | .items[0].spec.metrics += [{type: \"External\", external: "
     "{metric: {name: \"jobs\"}, target: {type: \"AverageValue\", averageValue: \"10\"}}}]"},
    {"object-name", "keda", ".metadata.name = \"Orders_Worker\"",
     ".metadata.name = \"orders-worker\""},
    {"keda-fallback-unsupported", "keda",
     ".spec.triggers[0].metricType = \"Value\" | del(.spec.triggers[1])",
     ".spec.triggers[0].metricType = \"AverageValue\""},
    {"keda-fallback-partial", "keda",
     ".spec.triggers += [.spec.triggers[0] | .metricType = \"Value\"]",
     ".spec.triggers += [.spec.triggers[0] | .metadata.query = \"carts\"]"},
    {"keda-cron-same", "keda", ".spec.triggers[1].metadata.end = .spec.triggers[1].metadata.start",
     "."},
    {"cron-no-effect", "keda",
     ".spec.minReplicaCount = 10 | .spec.triggers[1].metadata.desiredReplicas = \"11\"",
     ".spec.minReplicaCount = 10 | .spec.triggers[1].metadata.desiredReplicas = \"12\""},
    {"cron-above-maximum", "keda", ".spec.triggers[1].metadata.desiredReplicas = \"61\"",
     ".spec.triggers[1].metadata.desiredReplicas = \"60\""},
    {"keda-idle", "keda", ".spec.idleReplicaCount = 2", ".spec.idleReplicaCount = 0"},
    {"keda-paused", "keda", ".metadata.annotations = {\"autoscaling.keda.sh/paused\": \"true\"}",
     ".metadata.annotations = {\"autoscaling.keda.sh/paused\": \"false\"}"},
    {"keda-no-fallback", "keda", "del(.spec.fallback)", "."},
    {"keda-cooldown", "keda", ".spec.minReplicaCount = 0 | .spec.cooldownPeriod = 30",
     ".spec.minReplicaCount = 0 | .spec.cooldownPeriod = 31"},
    {"mig-max-missing", "mig", "del(.autoscalingPolicy.maxNumReplicas)", "."},
    {"mig-cpu-target", "mig", ".autoscalingPolicy.cpuUtilization.utilizationTarget = 60",
     ".autoscalingPolicy.cpuUtilization.utilizationTarget = 0.9"},
    {"mig-lb-target", "mig", ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 0",
     ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 0.8"},
    {"mig-metric-target", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", filter: \"resource.type = "
     "pubsub_subscription\", singleInstanceAssignment: -1}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", filter: \"resource.type = "
     "pubsub_subscription\", singleInstanceAssignment: 1}]"},
    {"mig-metric-no-target", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\"}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\"}]"},
    {"mig-metric-both-targets", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\", singleInstanceAssignment: 5}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\"}]"},
    {"mig-metric-type", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\"}]"},
    {"mig-metrics-too-many", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [range(6) | {metric: \"q\\(.)\", "
     "utilizationTarget: 5, utilizationTargetType: \"GAUGE\"}]",
     ".autoscalingPolicy.customMetricUtilizations = [range(5) | {metric: \"q\\(.)\", "
     "utilizationTarget: 5, utilizationTargetType: \"GAUGE\"}]"},
    {"mig-metric-filter", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\", filter: \"a = b OR c = d\"}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", utilizationTarget: 5, "
     "utilizationTargetType: \"GAUGE\", filter: \"a = b AND c = d\"}]"},
    {"mig-schedule-alone", "mig", "del(.autoscalingPolicy.cpuUtilization)", "."},
    {"mig-schedule-too-many", "mig",
     ".autoscalingPolicy.scalingSchedules = ([range(129) | {key: \"s\\(.)\", value: {schedule: \"0 "
     "\\(. % 24) * * *\", durationSec: 300, minRequiredReplicas: 8, timeZone: \"UTC\"}}] | "
     "from_entries)",
     ".autoscalingPolicy.scalingSchedules = ([range(128) | {key: \"s\\(.)\", value: {schedule: \"0 "
     "\\(. % 24) * * *\", durationSec: 300, minRequiredReplicas: 8, timeZone: \"UTC\"}}] | "
     "from_entries)"},
    {"mig-schedule-short", "mig", ".autoscalingPolicy.scalingSchedules.office.durationSec = 299",
     ".autoscalingPolicy.scalingSchedules.office.durationSec = 300"},
    {"mig-stabilization-range", "mig", ".autoscalingPolicy.stabilizationPeriodSec = 3601",
     ".autoscalingPolicy.stabilizationPeriodSec = 3600"},
    {"mig-init-range", "mig", ".autoscalingPolicy.coolDownPeriodSec = -1",
     ".autoscalingPolicy.coolDownPeriodSec = 90"},
    {"mig-scale-in-both", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 2, percent: 50}, "
     "timeWindowSec: 600}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 2}, timeWindowSec: 600}"},
    {"mig-scale-in-percent", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {percent: 101}, timeWindowSec: "
     "600}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {percent: 99}, timeWindowSec: "
     "600}"},
    {"mig-predictive-method", "mig",
     ".autoscalingPolicy.cpuUtilization.predictiveMethod = \"BEST\"",
     ".autoscalingPolicy.cpuUtilization.predictiveMethod = \"NONE\""},
    {"mig-stateful", "mig",
     "{name, statefulPolicy: {preservedState: {}}, autoscaler: {autoscalingPolicy}}",
     "{name, autoscaler: {autoscalingPolicy}}"},
    {"mig-redistribution", "mig",
     "{name, updatePolicy: {instanceRedistributionType: \"NONE\"}, autoscaler: "
     "{autoscalingPolicy}}",
     "{name, updatePolicy: {instanceRedistributionType: \"PROACTIVE\"}, autoscaler: "
     "{autoscalingPolicy}}"},
    {"mig-gke", "mig", ".name = \"gke-pool-1\"", ".name = \"pool-gke-1\""},
    {"mig-max-rate", "mig",
     ".statusDetails = [{type: \"UNSUPPORTED_MAX_RATE_LOAD_BALANCING_CONFIGURATION\"}] | "
     ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 0.7",
     ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 0.7"},
    {"mig-status", "mig",
     ".statusDetails = [{type: \"ZONE_RESOURCE_EXHAUSTED\", message: \"no VM\"}]",
     ".statusDetails = []"},
    {"mig-cpu-target-high", "mig", ".autoscalingPolicy.cpuUtilization.utilizationTarget = 0.91",
     ".autoscalingPolicy.cpuUtilization.utilizationTarget = 0.9"},
    {"mig-lb-target-high", "mig",
     ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 1.1",
     ".autoscalingPolicy.loadBalancingUtilization.utilizationTarget = 1"},
    {"mig-assignment-per-instance", "mig",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", singleInstanceAssignment: 5}]",
     ".autoscalingPolicy.customMetricUtilizations = [{metric: \"q\", filter: \"resource.type = "
     "pubsub_subscription\", singleInstanceAssignment: 5}]"},
    {"mig-min-zero", "mig", ".autoscalingPolicy.minNumReplicas = 0",
     ".autoscalingPolicy.minNumReplicas = 1"},
    {"mig-schedule-above-max", "mig",
     ".autoscalingPolicy.scalingSchedules.office.minRequiredReplicas = 21",
     ".autoscalingPolicy.scalingSchedules.office.minRequiredReplicas = 20"},
    {"mig-schedule-overlaps-itself", "mig",
     ".autoscalingPolicy.scalingSchedules.office |= (.schedule = \"0 8 * * *\" | .durationSec = "
     "86401)",
     ".autoscalingPolicy.scalingSchedules.office |= (.schedule = \"0 8 * * *\" | .timeZone = "
     "\"UTC\" | .durationSec = 86400)"},
    {"mig-mode-off", "mig", ".autoscalingPolicy.mode = \"OFF\"",
     ".autoscalingPolicy.mode = \"ON\""},
    {"mig-stabilization-zero", "mig", ".autoscalingPolicy.stabilizationPeriodSec = 0",
     ".autoscalingPolicy.stabilizationPeriodSec = 90"},
    {"mig-stabilization-below-init", "mig", ".autoscalingPolicy.stabilizationPeriodSec = 89",
     ".autoscalingPolicy.stabilizationPeriodSec = 90"},
    {"mig-init-below-boot", "mig", ".autoscalingPolicy.coolDownPeriodSec = 89",
     ".autoscalingPolicy.coolDownPeriodSec = 90"},
    {"mig-init-long", "mig", ".autoscalingPolicy.coolDownPeriodSec = 181",
     ".autoscalingPolicy.coolDownPeriodSec = 180"},
    {"mig-scale-in-never", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 0}, timeWindowSec: 600}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 1}, timeWindowSec: 600}"},
    {"mig-scale-in-stuck", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {percent: 5}, timeWindowSec: 600}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {percent: 20}, timeWindowSec: "
     "600}"},
    {"mig-scale-in-incomplete", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 2}}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 2}, timeWindowSec: 600}"},
    {"mig-implicit-cpu", "mig",
     "del(.autoscalingPolicy.cpuUtilization, .autoscalingPolicy.scalingSchedules)", "."},
    {"mig-schedule-no-effect", "mig",
     ".autoscalingPolicy.scalingSchedules.office.minRequiredReplicas = 2",
     ".autoscalingPolicy.scalingSchedules.office.minRequiredReplicas = 3"},
    {"mig-schedule-disabled", "mig", ".autoscalingPolicy.scalingSchedules.office.disabled = true",
     ".autoscalingPolicy.scalingSchedules.office.disabled = false"},
    {"mig-scale-in-no-limit", "mig",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 18}, timeWindowSec: 600}",
     ".autoscalingPolicy.scaleInControl = {maxScaledInReplicas: {fixed: 17}, timeWindowSec: 600}"},
    {"mig-mode-old", "mig", ".autoscalingPolicy.mode = \"ONLY_UP\"",
     ".autoscalingPolicy.mode = \"ONLY_SCALE_OUT\""},
    {"mig-predictive-history", "mig",
     ".autoscalingPolicy.cpuUtilization.predictiveMethod = \"OPTIMIZE_AVAILABILITY\"",
     ".autoscalingPolicy.cpuUtilization.predictiveMethod = \"NONE\""},
    {"azure-no-profile", "azure", ".properties.profiles = []", "."},
    {"azure-profiles-too-many", "azure",
     ".properties.profiles = [range(21) as $i | .properties.profiles[0] | .name = \"p\\($i)\" | "
     ".recurrence = {frequency: \"Week\", schedule: {timeZone: \"UTC\", days: [\"Monday\"], hours: "
     "[$i], minutes: [0]}}]",
     ".properties.profiles = [range(20) as $i | .properties.profiles[0] | .name = \"p\\($i)\" | "
     ".recurrence = {frequency: \"Week\", schedule: {timeZone: \"UTC\", days: [\"Monday\"], hours: "
     "[$i], minutes: [0]}}]"},
    {"azure-rules-too-many", "azure",
     ".properties.profiles[0].rules = [range(10) as $i | .properties.profiles[0].rules[0] | "
     ".metricTrigger.threshold = 60 + $i] + [.properties.profiles[0].rules[1]]",
     ".properties.profiles[0].rules = [range(9) as $i | .properties.profiles[0].rules[0] | "
     ".metricTrigger.threshold = 60 + $i] + [.properties.profiles[0].rules[1]]"},
    {"azure-default-outside", "azure", ".properties.profiles[0].capacity.default = \"21\"",
     ".properties.profiles[0].capacity.default = \"20\""},
    {"azure-capacity-range", "azure", ".properties.profiles[0].capacity.maximum = \"1001\"",
     ".properties.profiles[0].capacity.maximum = \"1000\""},
    {"azure-window-range", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.timeWindow = \"PT13H\"",
     ".properties.profiles[0].rules[0].metricTrigger.timeWindow = \"PT12H\""},
    {"azure-grain-range", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.timeGrain = \"PT30S\"",
     ".properties.profiles[0].rules[0].metricTrigger.timeGrain = \"PT1M\""},
    {"azure-grain-above-window", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.timeGrain = \"PT15M\"",
     ".properties.profiles[0].rules[0].metricTrigger.timeGrain = \"PT10M\""},
    {"azure-cooldown-range", "azure",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"PT30S\"",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"P7D\""},
    {"azure-value", "azure", ".properties.profiles[0].rules[0].scaleAction.value = \"0\"",
     ".properties.profiles[0].rules[0].scaleAction.value = \"1\""},
    {"azure-two-defaults", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\"), (.properties.profiles[0] "
     "| .name = \"b\")]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\"), (.properties.profiles[0] "
     "| .name = \"b\" | .recurrence = {frequency: \"Week\", schedule: {timeZone: \"W. Europe "
     "Standard Time\", days: [\"Monday\"], hours: [8], minutes: [0]}})]"},
    {"azure-same-start", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-recurrence-frequency", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Day\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-recurrence-day", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"1\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Tuesday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-timezone", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"Europe/Berlin\", days: [\"Monday\"], hours: [8], minutes: "
     "[0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: \"Week\", "
     "schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], minutes: "
     "[0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-fixed-range", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\"), (.properties.profiles[0] "
     "| .name = \"b\" | .fixedDate = {timeZone: \"W. Europe Standard Time\", start: "
     "\"2027-03-02T20:00:00\", end: \"2027-03-02T08:00:00\"})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\"), (.properties.profiles[0] "
     "| .name = \"b\" | .fixedDate = {timeZone: \"W. Europe Standard Time\", start: "
     "\"2027-03-02T08:00:00\", end: \"2027-03-02T20:00:00\"})]"},
    {"azure-default-for", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = ({name: \"all\", for: \"other\"} | "
     "tojson) | .recurrence = {frequency: \"Week\", schedule: {timeZone: \"W. Europe Standard "
     "Time\", days: [\"Monday\"], hours: [20], minutes: [0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = ({name: \"all\", for: \"a\"} | tojson) | "
     ".recurrence = {frequency: \"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: "
     "[\"Monday\"], hours: [20], minutes: [0]}})]"},
    {"azure-predictive-no-cpu", "azure",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"Enabled\"} | "
     ".properties.profiles[0].rules[].metricTrigger.metricName = \"Network In\"",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"Enabled\"}"},
    {"azure-predictive-ahead", "azure",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"Enabled\", scaleLookAheadTime: "
     "\"PT61M\"}",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"Enabled\", scaleLookAheadTime: "
     "\"PT60M\"}"},
    {"azure-next-value", "azure",
     ".properties.profiles[0].rules[0].scaleAction.type = \"ServiceAllowedNextValue\"",
     ".properties.profiles[0].rules[0].scaleAction.type = \"PercentChangeCount\" | "
     ".properties.profiles[0].rules[0].scaleAction.value = \"50\""},
    {"azure-disabled", "azure", ".properties.enabled = false", ".properties.enabled = true"},
    {"azure-no-rules", "azure", ".properties.profiles[0].rules = []", "."},
    {"azure-no-default", "azure",
     ".properties.profiles = [.properties.profiles[0] | .name = \"b\" | .fixedDate = {timeZone: "
     "\"W. Europe Standard Time\", start: \"2027-03-02T08:00:00\", end: \"2027-03-02T20:00:00\"}]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\"), (.properties.profiles[0] "
     "| .name = \"b\" | .fixedDate = {timeZone: \"W. Europe Standard Time\", start: "
     "\"2027-03-02T08:00:00\", end: \"2027-03-02T20:00:00\"})]"},
    {"azure-recurrence-alone", "azure",
     ".properties.profiles = [.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-recurrence-several", "azure",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8, "
     "12], minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]",
     ".properties.profiles = [(.properties.profiles[0] | .name = \"a\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [8], "
     "minutes: [0]}}), (.properties.profiles[0] | .name = \"b\" | .recurrence = {frequency: "
     "\"Week\", schedule: {timeZone: \"W. Europe Standard Time\", days: [\"Monday\"], hours: [20], "
     "minutes: [0]}})]"},
    {"azure-fixed-overlap", "azure",
     ".properties.profiles += [(.properties.profiles[0] | .name = \"b\" | .fixedDate = {timeZone: "
     "\"W. Europe Standard Time\", start: \"2027-03-02T08:00:00\", end: \"2027-03-02T20:00:00\"}), "
     "(.properties.profiles[0] | .name = \"c\" | .fixedDate = {timeZone: \"W. Europe Standard "
     "Time\", start: \"2027-03-02T19:00:00\", end: \"2027-03-02T22:00:00\"})]",
     ".properties.profiles += [(.properties.profiles[0] | .name = \"b\" | .fixedDate = {timeZone: "
     "\"W. Europe Standard Time\", start: \"2027-03-02T08:00:00\", end: \"2027-03-02T20:00:00\"}), "
     "(.properties.profiles[0] | .name = \"c\" | .fixedDate = {timeZone: \"W. Europe Standard "
     "Time\", start: \"2027-03-02T20:00:00\", end: \"2027-03-02T22:00:00\"})]"},
    {"azure-rule-twice", "azure",
     ".properties.profiles[0].rules += [.properties.profiles[0].rules[0]]",
     ".properties.profiles[0].rules += [.properties.profiles[0].rules[0] | "
     ".metricTrigger.threshold = 90]"},
    {"azure-exact-outside", "azure",
     ".properties.profiles[0].rules[0].scaleAction |= (.type = \"ExactCount\" | .value = \"21\")",
     ".properties.profiles[0].rules[0].scaleAction |= (.type = \"ExactCount\" | .value = \"20\")"},
    {"azure-percent-small", "azure",
     ".properties.profiles[0].rules[0].scaleAction |= (.type = \"PercentChangeCount\" | .value = "
     "\"49\")",
     ".properties.profiles[0].rules[0].scaleAction |= (.type = \"PercentChangeCount\" | .value = "
     "\"50\")"},
    {"azure-equals", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.operator = \"Equals\"",
     ".properties.profiles[0].rules[0].metricTrigger.operator = \"GreaterThanOrEqual\""},
    {"azure-divide-average", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.dividePerInstance = true",
     ".properties.profiles[0].rules[0].metricTrigger.dividePerInstance = false"},
    {"azure-other-metric", "azure",
     ".properties.profiles[0].rules[1].metricTrigger.metricName = \"Network In\"", "."},
    {"azure-out-without-in", "azure",
     ".properties.profiles[0].rules += [.properties.profiles[0].rules[0] | "
     ".metricTrigger.metricName = \"Network In\" | .metricTrigger.threshold = 1e9]",
     "."},
    {"azure-in-all", "azure",
     ".properties.profiles[0].rules += [.properties.profiles[0].rules[1] | "
     ".metricTrigger.threshold = 20]",
     "."},
    {"azure-scale-in-held", "azure",
     ".properties.profiles[0].rules[0].metricTrigger.threshold = 60 | "
     ".properties.profiles[0].rules[1].metricTrigger.threshold = 50",
     ".properties.profiles[0].rules[0].metricTrigger.threshold = 75 | "
     ".properties.profiles[0].rules[1].metricTrigger.threshold = 30"},
    {"azure-cooldown-below-window", "azure",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"PT9M\"",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"PT10M\""},
    {"azure-cooldown-below-boot", "azure",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"PT1M\"",
     ".properties.profiles[0].rules[0].scaleAction.cooldown = \"PT2M\""},
    {"azure-default-is-minimum", "azure", ".properties.profiles[0].capacity.default = \"2\"",
     ".properties.profiles[0].capacity.default = \"3\""},
    {"azure-queue-per-instance", "azure",
     ".properties.profiles[0].rules += [(.properties.profiles[0].rules[0] | "
     ".metricTrigger.metricName = \"ApproximateMessageCount\" | .metricTrigger.threshold = 50), "
     "(.properties.profiles[0].rules[1] | .metricTrigger.metricName = \"ApproximateMessageCount\" "
     "| .metricTrigger.threshold = 10)]",
     "."},
    {"azure-predictive-forecast-only", "azure",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"ForecastOnly\"}",
     ".properties.predictiveAutoscalePolicy = {scaleMode: \"Enabled\"}"},
    {"azure-other-resource", "azure",
     ".properties.profiles[0].rules[].metricTrigger.metricResourceUri = \"/ss/other\"",
     ".properties.profiles[0].rules[].metricTrigger.metricResourceUri = \"/ss/web\""},
    {"azure-rule-inert", "azure", ".properties.profiles[0].rules[0].metricTrigger.threshold = 100",
     ".properties.profiles[0].rules[0].metricTrigger |= (.threshold = 100 | .operator = "
     "\"GreaterThanOrEqual\")"},
};

const struct lint_case *lint_case_find(const char *rule)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].rule, rule) == 0)
            return &cases[i];
    return NULL;
}
