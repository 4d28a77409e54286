// The table of rules: what help, man page and findings say of them.
#include "policy/core/lint.h"
#include "policy/core/platform.h"

#include <string.h>

static const struct lint_rule rules[] = {
    [LINT_AWS_NAME] = {"aws-name", LINT_ERROR, "AWS refuses the name, so it is never created",
                       "use letters, digits and dashes, as in web-shop",
                       "EC2 Auto Scaling API, CreateAutoScalingGroup"},
    // The group
    [LINT_LIMITS_UNKNOWN] =
        {"limits-unknown", LINT_WARNING,
         "no file says the group's minimum and maximum, so no rule on sizes can "
         "be checked",
         "give the group's own description with a further --policy",
         "no rule can be checked without them"},
    [LINT_MIN_ABOVE_MAX] = {"min-above-max", LINT_ERROR, "the minimum is above the maximum",
                            "lower the minimum or raise the maximum",
                            "EC2 Auto Scaling API, CreateAutoScalingGroup; Kubernetes API "
                            "autoscaling/v2; Compute API v1; Azure REST 2022-10-01"},
    [LINT_DESIRED_OUTSIDE] = {"desired-outside-limits", LINT_ERROR,
                              "the desired capacity is not between minimum and maximum",
                              "set it between them, or leave it out",
                              "EC2 Auto Scaling API, CreateAutoScalingGroup"},
    [LINT_FIXED_SIZE] = {"fixed-size", LINT_WARNING,
                         "minimum and maximum are equal, so no policy can change anything",
                         "raise the maximum or remove the policies", "follows from the decision"},
    [LINT_MIN_WITHOUT_SPARE] = {"min-without-spare", LINT_ADVICE,
                                "at its minimum the group has nothing left when spare instances "
                                "fail",
                                "raise the minimum above the number that may fail",
                                "follows from --spare"},
    [LINT_MIN_BELOW_ZONES] = {"min-below-zones", LINT_ADVICE,
                              "at its minimum the group leaves a zone without an instance",
                              "raise the minimum to the number of zones, or accept the loss",
                              "EC2 Auto Scaling User Guide, Availability Zones"},
    [LINT_NO_SCALE_OUT] = {"no-scale-out", LINT_ERROR,
                           "nothing that is enabled ever adds an instance",
                           "add a policy that scales out, or enable one",
                           "follows from the decision, replayed over the metric and every size"},
    [LINT_NO_SCALE_IN] = {"no-scale-in", LINT_WARNING,
                          "nothing that is enabled ever removes an instance: every peak is paid "
                          "for until somebody intervenes",
                          "let one policy scale in, or schedule it",
                          "follows from the decision, replayed over the metric and every size"},
    [LINT_POLICY_DISABLED] = {"policy-disabled", LINT_ADVICE, "a policy is there but switched off",
                              "enable it, or delete it",
                              "EC2 Auto Scaling User Guide, Disable a scaling policy"},
    [LINT_GRACE_BELOW_BOOT] = {"grace-below-boot", LINT_ERROR,
                               "health checks begin before an instance can pass them, so it is "
                               "replaced while it starts, again and again",
                               "set HealthCheckGracePeriod above the boot time",
                               "EC2 Auto Scaling User Guide, Health check grace period"},
    [LINT_WARMUP_BELOW_BOOT] = {"warmup-below-boot", LINT_WARNING,
                                "an instance counts before it takes load, so the policy adds more "
                                "than is needed",
                                "set the instance warm-up to the boot time or above",
                                "EC2 Auto Scaling User Guide, Default instance warmup"},
    [LINT_WARMUP_BY_COOLDOWN] = {"warmup-by-cooldown", LINT_ADVICE,
                                 "no warm-up is set, so the default cooldown stands in for it",
                                 "set DefaultInstanceWarmup to what an instance really takes",
                                 "EC2 Auto Scaling User Guide, Default instance warmup"},
    [LINT_DRAIN_TOO_SHORT] =
        {"drain-too-short", LINT_ERROR,
         "draining ends before the longest request does, so scale-in cuts "
         "requests off",
         "raise the deregistration delay or the termination grace period",
         "Elastic Load Balancing, deregistration delay; Kubernetes, pod termination"},
    [LINT_POOL_EMPTY] = {"warm-pool-empty", LINT_WARNING,
                         "the warm pool holds nothing at the group's desired capacity, so "
                         "instances start cold",
                         "raise MaxGroupPreparedCapacity or the pool's minimum",
                         "EC2 Auto Scaling User Guide, Warm pools"},
    // Schedules
    [LINT_SCHEDULE_INVALID] = {"schedule-invalid", LINT_ERROR, "a schedule cannot be read",
                               "write minute, hour, day of month, month and day of week",
                               "EC2 Auto Scaling API, PutScheduledUpdateGroupAction"},
    [LINT_SCHEDULE_ZONE] = {"schedule-zone", LINT_ERROR, "a schedule's time zone is not known",
                            "name a zone of the IANA database, such as Europe/Berlin",
                            "EC2 Auto Scaling API, PutScheduledUpdateGroupAction"},
    [LINT_SCHEDULE_NEVER] = {"schedule-never-runs", LINT_WARNING,
                             "no day fits the schedule, or it ends before its first run",
                             "correct its days, or delete it", "follows from the calendar"},
    [LINT_SCHEDULE_LIMITS] = {"schedule-outside-limits", LINT_ERROR,
                              "a scheduled action does not fit the limits that hold when it runs",
                              "set minimum, maximum and desired capacity together",
                              "EC2 Auto Scaling API, PutScheduledUpdateGroupAction"},
    [LINT_SCHEDULE_NO_RETURN] = {"schedule-no-return", LINT_WARNING,
                                 "a scheduled action raises the minimum and none lowers it again",
                                 "add the action that ends the period",
                                 "follows from the decision"},
    [LINT_SCHEDULE_TOO_MANY] = {"schedule-too-many", LINT_ERROR,
                                "the platform takes no more than 125 scheduled actions of a group, "
                                "and 200 of a target of Application Auto Scaling",
                                "merge actions of several days, or delete those that are over",
                                "EC2 Auto Scaling User Guide, Quotas"},
    [LINT_SCHEDULE_SAME_START] =
        {"schedule-same-start", LINT_ERROR,
         "two scheduled actions of a group have the same time: EC2 Auto Scaling takes the first "
         "and "
         "rejects the other",
         "give each recurring action its own first run as StartTime, or leave StartTime out",
         "EC2 Auto Scaling User Guide, Scheduled scaling, considerations"},
    [LINT_SCHEDULE_START_RUNS] =
        {"schedule-start-runs", LINT_WARNING,
         "EC2 Auto Scaling performs a recurring action at its StartTime, too, and this one's "
         "recurrence does not name that time",
         "set StartTime to the first run of the recurrence",
         "EC2 Auto Scaling API, PutScheduledUpdateGroupAction"},
    // Steps
    [LINT_STEPS_EMPTY] = {"steps-empty", LINT_ERROR, "a step scaling policy has no steps",
                          "add a step", "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_STEPS_TOO_MANY] = {"steps-too-many", LINT_ERROR, "a policy has more than 20 steps",
                             "merge steps", "EC2 Auto Scaling User Guide, Quotas"},
    [LINT_STEP_UNBOUNDED] = {"step-unbounded", LINT_ERROR, "a step has neither bound",
                             "give it the bound on the threshold's side, usually 0",
                             "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEP_INVERTED] = {"step-inverted", LINT_ERROR,
                            "a step's upper bound is not above its lower bound", "swap them",
                            "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_TWO_OPEN_LOWER] = {"steps-two-open-lower", LINT_ERROR,
                                   "two steps have no lower bound", "bound one of them",
                                   "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_TWO_OPEN_UPPER] = {"steps-two-open-upper", LINT_ERROR,
                                   "two steps have no upper bound", "bound one of them",
                                   "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_NO_OPEN_LOWER] = {"steps-no-open-lower", LINT_ERROR,
                                  "steps reach below the threshold, but none is open downwards",
                                  "leave out the lowest step's lower bound",
                                  "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_NO_OPEN_UPPER] = {"steps-no-open-upper", LINT_ERROR,
                                  "steps reach above the threshold, but none is open upwards",
                                  "leave out the highest step's upper bound",
                                  "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_OVERLAP] = {"steps-overlap", LINT_ERROR, "two steps hold for the same metric",
                            "let each step begin where the one before ends",
                            "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_GAP] = {"steps-gap", LINT_ERROR, "between two steps no step holds",
                        "let each step begin where the one before ends",
                        "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEP_OUT_OF_REACH] = {"step-out-of-reach", LINT_WARNING,
                                "a step begins beyond what the metric can be, as bounds count from "
                                "the alarm's threshold",
                                "subtract the threshold from the bounds",
                                "follows from the metric's range"},
    [LINT_STEPS_START_LATE] = {"steps-start-late", LINT_WARNING,
                               "the alarm goes off, but next to its threshold no step holds",
                               "let the first step begin at 0",
                               "EC2 Auto Scaling User Guide, Step scaling, step adjustments"},
    [LINT_STEPS_NOT_MONOTONIC] = {"steps-not-monotonic", LINT_WARNING,
                                  "a step farther from the threshold changes less than a nearer "
                                  "one",
                                  "order the adjustments by distance", "follows from the decision"},
    [LINT_STEP_COOLDOWN] = {"step-cooldown", LINT_ERROR,
                            "Cooldown belongs to simple scaling; with StepScaling the API refuses "
                            "it",
                            "remove Cooldown and set EstimatedInstanceWarmup",
                            "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_SIMPLE_WARMUP] = {"simple-warmup", LINT_ERROR,
                            "EstimatedInstanceWarmup does not belong to simple scaling",
                            "remove it, or make the policy one of step scaling",
                            "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_SIMPLE_SCALING] =
        {"simple-scaling", LINT_ADVICE,
         "simple scaling does nothing until its activity and cooldown are over, "
         "whatever the metric does",
         "use step scaling or target tracking", "EC2 Auto Scaling User Guide, Simple scaling"},
    [LINT_MAGNITUDE_WITHOUT_PERCENT] = {"magnitude-without-percent", LINT_ERROR,
                                        "MinAdjustmentMagnitude is for PercentChangeInCapacity "
                                        "alone",
                                        "remove it", "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_WRONG_DIRECTION] = {"wrong-direction", LINT_ERROR,
                              "the group shrinks under load or grows without it",
                              "swap the alarms of the two policies, or the sign of the change",
                              "follows from the decision"},
    [LINT_NO_DEAD_BAND] = {"no-dead-band", LINT_ERROR,
                           "the scale-in alarm and the scale-out alarm are on at the same time",
                           "put the scale-in threshold well below the scale-out threshold",
                           "follows from the decision"},
    [LINT_OSCILLATION] = {"oscillation", LINT_ERROR,
                          "at a constant demand the group goes up and down without end: what one "
                          "alarm adds the other takes away",
                          "widen the band between the thresholds, lower the steps, or raise the "
                          "minimum",
                          "follows from the decision, replayed at constant demand"},
    [LINT_NARROW_DEAD_BAND] = {"narrow-dead-band", LINT_WARNING,
                               "for some sizes a change moves the metric past the other threshold",
                               "widen the band, lower the steps, or raise the minimum",
                               "follows from the decision"},
    [LINT_STEP_UNREACHED] =
        {"step-unreached", LINT_ERROR,
         "no value of the metric that turns the alarm on is within the step, so it never acts",
         "put the step on the alarm's side of the threshold, or give it an alarm of its own",
         "follows from the metric's range"},
    // Alarms
    [LINT_ALARM_NEVER_ON] = {"alarm-never-on", LINT_ERROR,
                             "the metric never has a value that turns the alarm on",
                             "bring the threshold within the metric's range",
                             "follows from the metric's range"},
    [LINT_ALARM_ALWAYS_ON] =
        {"alarm-always-on", LINT_ERROR,
         "every value of the metric turns the alarm on, so its policy acts again and again up to "
         "the limit",
         "bring the threshold within the metric's range", "follows from the metric's range"},
    [LINT_SHARE_FOR_PERCENT] =
        {"share-for-percent", LINT_ERROR,
         "the metric is in per cent, and the number looks like a share of 1: nearly every load is "
         "above it",
         "write per cent: 60 instead of 0.6",
         "CloudWatch metrics of EC2: CPUUtilization is in per cent"},
    [LINT_UNIT_WITHOUT_DATA] =
        {"unit-without-data", LINT_ERROR,
         "the metric is not published in this unit, and CloudWatch converts none: the alarm never "
         "has data",
         "leave Unit out", "CloudWatch, units: none is converted"},
    [LINT_POLICY_WITHOUT_ALARM] =
        {"policy-without-alarm", LINT_ERROR,
         "no alarm acts on the policy, so it never does anything",
         "give describe-alarms' output too, or add the policy's ARN to an "
         "alarm's actions",
         "EC2 Auto Scaling User Guide, Step scaling"},
    [LINT_ALARM_UNUSED] = {"alarm-unused", LINT_WARNING, "an alarm acts on no policy of the group",
                           "add the policy's ARN to AlarmActions, or delete the alarm",
                           "EC2 Auto Scaling User Guide, Step scaling"},
    [LINT_ALARM_DISABLED] = {"alarm-disabled", LINT_WARNING,
                             "the alarm's actions are disabled, so its policy never acts",
                             "set ActionsEnabled", "CloudWatch API, PutMetricAlarm"},
    [LINT_ALARM_RANGE] = {"alarm-range", LINT_ERROR,
                          "evaluation periods times period exceed a day, which CloudWatch refuses",
                          "shorten the period or the number of periods",
                          "CloudWatch API, PutMetricAlarm"},
    [LINT_ALARM_SLOW] = {"alarm-slow", LINT_ADVICE,
                         "a surge is noticed only after five minutes or more",
                         "use periods of 60 s (detailed monitoring) and fewer datapoints",
                         "CloudWatch API, PutMetricAlarm; EC2, basic and detailed monitoring"},
    [LINT_ALARM_MISSING_BREACHING] = {"alarm-missing-breaching", LINT_WARNING,
                                      "missing data counts as low load, so an outage of the metric "
                                      "removes instances",
                                      "set TreatMissingData to ignore or missing",
                                      "CloudWatch, how alarms treat missing data"},
    // Target tracking and predictive scaling
    [LINT_TARGET_OUT_OF_RANGE] = {"target-out-of-range", LINT_ERROR,
                                  "the target is nothing that the metric can be held at",
                                  "set a target above 0, and below 100 for a utilization",
                                  "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_TARGET_NOT_PROPORTIONAL] =
        {"target-not-proportional", LINT_WARNING,
         "the metric does not fall in proportion as instances are "
         "added, so tracking it overshoots or never settles",
         "track a value per instance, such as backlog per instance",
         "EC2 Auto Scaling User Guide, Target tracking, choose metrics"},
    [LINT_TARGET_NO_LABEL] =
        {"requests-without-label", LINT_WARNING,
         "requests per target are those of one target group, and nothing says of which: AWS "
         "refuses the policy unless the label is filled in when it is applied",
         "write ResourceLabel: app/NAME/ID/targetgroup/NAME/ID",
         "EC2 Auto Scaling API, PredefinedMetricSpecification"},
    [LINT_TARGET_TWICE] = {"target-twice", LINT_ERROR,
                           "two target tracking policies follow the same metric",
                           "keep one of them", "EC2 Auto Scaling API, PutScalingPolicy"},
    [LINT_TARGET_AND_STEPS] = {"target-and-steps", LINT_WARNING,
                               "target tracking and step scaling follow the same metric and "
                               "contradict each other",
                               "keep one of them, or let the steps begin far above the target",
                               "EC2 Auto Scaling User Guide, Multiple scaling policies"},
    [LINT_TARGET_SMALL_GROUP] = {"target-small-group", LINT_ADVICE,
                                 "a small group scales in later than 10% below the target, as "
                                 "instances are whole",
                                 "reckon with it in the cost, or use smaller instances",
                                 "EC2 Auto Scaling User Guide, Target tracking, considerations"},
    [LINT_PREDICTIVE_ALONE] = {"predictive-alone", LINT_WARNING,
                               "predictive scaling never scales in and knows no surprise, and no "
                               "other policy stands beside it",
                               "add target tracking",
                               "EC2 Auto Scaling User Guide, Predictive scaling, how it works"},
    [LINT_PREDICTIVE_FORECAST_ONLY] =
        {"predictive-forecast-only", LINT_ADVICE, "the policy forecasts but never scales",
         "set Mode to ForecastAndScale once its forecasts are good",
         "EC2 Auto Scaling User Guide, Predictive scaling, how it works"},
    [LINT_PREDICTIVE_BUFFER] = {"predictive-buffer", LINT_ERROR,
                                "MaxCapacityBuffer needs MaxCapacityBreachBehavior "
                                "IncreaseMaxCapacity, and that needs it",
                                "give both or neither",
                                "EC2 Auto Scaling API, PredictiveScalingConfiguration"},
    [LINT_PREDICTIVE_LATE] = {"predictive-late", LINT_WARNING,
                              "capacity is asked for later than it takes to start",
                              "set SchedulingBufferTime to the boot time or above",
                              "EC2 Auto Scaling API, PredictiveScalingConfiguration"},
    // Application Auto Scaling
    [LINT_APP_POLICY_TYPE] = {"app-policy-type", LINT_ERROR,
                              "Application Auto Scaling refuses a policy of this type for what it "
                              "scales",
                              "use target tracking, or for Amazon EMR step scaling",
                              "Application Auto Scaling User Guide, step scaling"},
    [LINT_APP_TARGET_RANGE] =
        {"app-target-range", LINT_ERROR, "the service refuses a target outside its range",
         "bring the target into the range",
         "DynamoDB Developer Guide, auto scaling; ElastiCache User Guide, auto scaling policies"},
    [LINT_APP_METRIC_DIMENSION] = {"app-metric-dimension", LINT_ERROR,
                                   "the predefined metric is not one of what is scaled, such as "
                                   "that of reads for writes",
                                   "name the metric of the same dimension",
                                   "Application Auto Scaling API, PredefinedMetricSpecification"},
    [LINT_APP_LAMBDA_PERCENT] = {"app-lambda-percent", LINT_ERROR,
                                 "the utilization of provisioned concurrency is a fraction, so a "
                                 "target above 1 never scales out",
                                 "write 0.7 for 70%",
                                 "Lambda Developer Guide, provisioned concurrency"},
    [LINT_APP_LAMBDA_LATEST] = {"app-lambda-latest", LINT_ERROR,
                                "provisioned concurrency is not for $LATEST",
                                "name an alias or a version",
                                "Lambda Developer Guide, provisioned concurrency"},
    [LINT_APP_AURORA_OWN] = {"app-aurora-own", LINT_WARNING,
                             "scaling in removes only the replicas that scaling out added, never "
                             "one made by hand",
                             "let the minimum alone be made by hand",
                             "Aurora User Guide, auto scaling with replicas"},
    [LINT_APP_COOLDOWN_DEFAULT] =
        {"app-cooldown-default", LINT_WARNING, "no cooldown is set, so the service's own counts",
         "set ScaleOutCooldown and ScaleInCooldown",
         "Application Auto Scaling API, TargetTrackingScalingPolicyConfiguration"},
    // Kubernetes and KEDA
    [LINT_API_NOT_SERVED] =
        {"api-not-served", LINT_ERROR,
         "Kubernetes no longer serves this version of the API (autoscaling/v2beta1 until 1.24, "
         "v2beta2 until 1.25), so the manifest is refused",
         "write autoscaling/v2 (kubectl convert)", "Kubernetes, deprecated API migration guide"},
    [LINT_REPLICAS_NO_REQUEST] =
        {"no-request", LINT_ERROR,
         "a utilization is a share of what containers request, and one requests nothing: the "
         "metric fails and nothing is scaled by it",
         "set resources.requests in each container, or watch an average value",
         "Kubernetes, replica_calculator.go and metrics/utilization.go"},
    [LINT_REPLICAS_IN_MANIFEST] =
        {"replicas-in-manifest", LINT_WARNING,
         "each time the workload is applied its replicas undo what the autoscaler did",
         "leave spec.replicas out of the workload",
         "Kubernetes, horizontal pod autoscaling, migrating Deployments"},
    [LINT_REPLICAS_TWO_SCALERS] =
        {"two-autoscalers", LINT_ERROR, "two autoscalers scale one workload and undo each other",
         "make one of them, with the metrics of both",
         "Kubernetes, horizontal.go (AmbiguousSelector); KEDA, scaledobject_webhook.go"},
    [LINT_REPLICAS_VERTICAL] =
        {"vertical-same-resource", LINT_WARNING,
         "a VerticalPodAutoscaler changes the request that the utilization is a share of, so that "
         "both react to the same load",
         "let it control other resources (controlledResources), set its updateMode to Off, or "
         "scale by another metric",
         "Kubernetes autoscaler, vertical-pod-autoscaler, known limitations"},
    [LINT_REPLICAS_TARGET_TYPE] =
        {"target-type", LINT_WARNING,
         "the target's type does not fit its value; the API server goes by the value",
         "write the type that the value is of", "Kubernetes API autoscaling/v2, MetricTarget"},
    [LINT_REPLICAS_HELD] =
        {"held-by-tolerance", LINT_ERROR,
         "within the tolerance of the target lies everything that the metric can be, so that "
         "nothing is scaled in this direction",
         "lower the tolerance or the target", "Kubernetes, replica_calculator.go"},
    [LINT_REPLICAS_HELD_AT_REQUEST] =
        {"held-at-request", LINT_WARNING,
         "all of the request is within the usual tolerance of the target, so that pods whose limit "
         "is their request never become more",
         "lower the target below 91%, or let limits be above requests",
         "Kubernetes, replica_calculator.go"},
    [LINT_REPLICAS_KEPT] = {"kept-by-tolerance", LINT_WARNING,
                            "the tolerance keeps pods that fewer at the target could do without",
                            "lower the tolerance", "Kubernetes, replica_calculator.go"},
    [LINT_REPLICAS_FEW] = {"few-pods", LINT_ADVICE,
                           "few pods never become fewer near the target, as pods are whole",
                           "reckon with it in the cost, or use smaller pods",
                           "Kubernetes, replica_calculator.go"},
    [LINT_REPLICAS_NO_WINDOW] =
        {"replicas-no-window", LINT_WARNING,
         "scale-down has no stabilization window, so every dip removes pods "
         "that the next minute needs",
         "set scaleDown.stabilizationWindowSeconds to 300 or what a pod "
         "takes to start",
         "Kubernetes, horizontal pod autoscaling, stabilization window"},
    [LINT_REPLICAS_BEHAVIOR_RANGE] = {"behavior-out-of-range", LINT_ERROR,
                                      "the API refuses a behavior whose period is not 1 to 1800 s, "
                                      "window not 0 to 3600 s or value not above 0",
                                      "bring it into the range",
                                      "Kubernetes API autoscaling/v2, HPAScalingRules"},
    [LINT_REPLICAS_TOLERANCE] = {"tolerance", LINT_WARNING,
                                 "below 1% every wobble changes the count, above 25% overload is "
                                 "tolerated",
                                 "leave the tolerance at 10%",
                                 "Kubernetes, horizontal pod autoscaling, tolerance"},
    [LINT_REPLICAS_UTILIZATION] =
        {"utilization-over-request", LINT_WARNING,
         "the target is more than the pods request, which only nodes with "
         "room to spare can give",
         "set a target below 100%, or raise the requests",
         "Kubernetes, horizontal pod autoscaling, algorithm details"},
    [LINT_REPLICAS_MEMORY] = {"memory-does-not-fall", LINT_ADVICE,
                              "many programs keep the memory that they once had, and then nothing "
                              "scales down",
                              "scale by requests or CPU and limit memory",
                              "practice: allocators keep freed pages"},
    [LINT_REPLICAS_ZERO] = {"zero-without-source", LINT_ERROR,
                            "from zero replicas only a metric from outside the pods can scale up",
                            "set the minimum to 1, or add a metric from outside",
                            "Kubernetes, HPAScaleToZero; KEDA, scale_scaledobjects.go"},
    [LINT_OBJECT_NAME] = {"object-name", LINT_ERROR,
                          "Kubernetes refuses the object's name, so it is never created",
                          "use small letters, digits, dashes and dots, as in web-shop",
                          "Kubernetes, object names (RFC 1123)"},
    [LINT_KEDA_FALLBACK_UNSUPPORTED] =
        {"keda-fallback-unsupported", LINT_ERROR,
         "KEDA refuses a fallback without a trigger that has one: cpu, memory and metricType Value "
         "have none",
         "leave fallback out, or add a trigger of metricType AverageValue",
         "KEDA, scaledobject_webhook.go"},
    [LINT_KEDA_FALLBACK_PARTIAL] =
        {"keda-fallback-partial", LINT_WARNING,
         "the fallback covers triggers of metricType AverageValue alone, not cpu, memory and Value",
         "reckon with it, or set metricType AverageValue",
         "KEDA, ScaledObject specification, fallback"},
    [LINT_KEDA_CRON_SAME] = {"keda-cron-same", LINT_ERROR,
                             "KEDA refuses a cron trigger that starts and ends at the same time",
                             "give it an end after its start", "KEDA, cron_scaler.go"},
    [LINT_KEDA_CRON_NO_EFFECT] = {"cron-no-effect", LINT_WARNING,
                                  "a cron trigger holds no more than the minimum does, so that it "
                                  "changes nothing",
                                  "raise desiredReplicas above the minimum, or delete the trigger",
                                  "KEDA, cron_scaler.go; Kubernetes, replica_calculator.go"},
    [LINT_KEDA_CRON_ABOVE_MAX] = {"cron-above-maximum", LINT_WARNING,
                                  "a cron trigger asks for more than the maximum, which it does "
                                  "not get",
                                  "raise maxReplicaCount", "KEDA, cron_scaler.go"},
    [LINT_KEDA_IDLE] = {"keda-idle", LINT_ERROR,
                        "KEDA refuses idleReplicaCount unless it is below minReplicaCount",
                        "lower it, usually to 0, or raise minReplicaCount",
                        "KEDA, scaledobject_webhook.go"},
    [LINT_KEDA_PAUSED] = {"keda-paused", LINT_ERROR,
                          "an annotation pauses the object, so that nothing is scaled",
                          "remove the annotation",
                          "KEDA, ScaledObject specification, pause autoscaling"},
    [LINT_KEDA_NO_FALLBACK] = {"keda-no-fallback", LINT_ADVICE,
                               "when the source of a trigger cannot be read the count stays where "
                               "it is",
                               "set fallback.replicas to what carries a usual peak",
                               "KEDA, ScaledObject specification, fallback"},
    [LINT_KEDA_COOLDOWN] = {"keda-cooldown", LINT_WARNING,
                            "the cooldown is over before the next poll, so one quiet poll scales "
                            "to zero",
                            "set cooldownPeriod to several polling intervals",
                            "KEDA, scale_scaledobjects.go"},
};

const struct lint_rule *lint_rule_at(enum lint_rule_id id)
{
    return &rules[id];
}

const struct lint_rule *lint_rule_nth(size_t place)
{
    if (place < LINT_RULES)
        return &rules[place];
    place -= LINT_RULES;
    for (size_t i = 0; platform_list[i] != NULL; i++) {
        if (place < platform_list[i]->rules)
            return &platform_list[i]->rule[place];
        place -= platform_list[i]->rules;
    }
    return NULL;
}

size_t lint_rule_count(void)
{
    size_t count = LINT_RULES;
    for (size_t i = 0; platform_list[i] != NULL; i++)
        count += platform_list[i]->rules;
    return count;
}

const struct lint_rule *lint_rule_find(const char *id)
{
    const struct lint_rule *rule = NULL;
    for (size_t i = 0; (rule = lint_rule_nth(i)) != NULL; i++)
        if (strcmp(rule->id, id) == 0)
            return rule;
    return NULL;
}

const char *lint_severity_name(enum lint_severity severity)
{
    static const char *const name[] = {
        [LINT_ADVICE] = "advice", [LINT_WARNING] = "warning", [LINT_ERROR] = "error"};
    return name[severity];
}
