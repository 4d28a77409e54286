#include "../own_rules.h"
#include "policy/gcp/gcp_platform.h"

// Every rule on autoscalers of managed instance groups finds the policy that breaks it.

static const char sound[] =
    "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
    "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
    "{\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 7200, \"minRequiredReplicas\": 8, "
    "\"timeZone\": \"Europe/Berlin\"}}}}";

static const struct broken broken[] = {
    {"mig-max-missing",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"cpuUtilization\": "
     "{\"utilizationTarget\": 0.6}}}",
     0},
    {"mig-cpu-target",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 60}}}",
     0},
    {"mig-lb-target",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"loadBalancingUtilization\": "
     "{\"utilizationTarget\": 0}}}",
     0},
    {"mig-metric-target",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\", \"filter\": \"resource.type = pubsub_subscription\", "
     "\"singleInstanceAssignment\": -1}]}}",
     0},
    {"mig-metric-no-target",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\"}]}}",
     0},
    {"mig-metric-both-targets",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\", "
     "\"singleInstanceAssignment\": 5}]}}",
     0},
    {"mig-metric-type",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\", \"utilizationTarget\": 5}]}}",
     0},
    {"mig-metrics-too-many",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q0\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}, "
     "{\"metric\": \"q1\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}, "
     "{\"metric\": \"q2\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}, "
     "{\"metric\": \"q3\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}, "
     "{\"metric\": \"q4\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}, "
     "{\"metric\": \"q5\", \"utilizationTarget\": 5, \"utilizationTargetType\": \"GAUGE\"}]}}",
     0},
    {"mig-metric-filter",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\", \"filter\": \"a = b OR c = d\", \"utilizationTarget\": 5, "
     "\"utilizationTargetType\": \"GAUGE\"}]}}",
     0},
    {"mig-schedule-alone",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"scalingSchedules\": {\"s\": {\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 7200, "
     "\"minRequiredReplicas\": 8, \"timeZone\": \"Europe/Berlin\"}}}}",
     0},
    {"mig-schedule-short",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
     "{\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 120, \"minRequiredReplicas\": 8, "
     "\"timeZone\": \"Europe/Berlin\"}}}}",
     0},
    {"mig-stabilization-range",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"stabilizationPeriodSec\": 7200}}",
     0},
    {"mig-init-range",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"coolDownPeriodSec\": -5}}",
     0},
    {"mig-scale-in-both",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"fixed\": 2, \"percent\": 50}, \"timeWindowSec\": 600}}}",
     0},
    {"mig-scale-in-percent",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"percent\": 120}, \"timeWindowSec\": 600}}}",
     0},
    {"mig-predictive-method",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6, \"predictiveMethod\": \"BEST\"}}}",
     0},
    {"mig-stateful",
     "{\"name\": \"web\", \"statefulPolicy\": {\"preservedState\": {}}, \"autoscaler\": "
     "{\"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, \"cpuUtilization\": "
     "{\"utilizationTarget\": 0.6}}}}",
     0},
    {"mig-redistribution",
     "{\"name\": \"web\", \"updatePolicy\": {\"instanceRedistributionType\": \"NONE\"}, "
     "\"autoscaler\": {\"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}}}}",
     0},
    {"mig-gke",
     "{\"name\": \"gke-pool-1\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, "
     "\"maxNumReplicas\": 20, \"cpuUtilization\": {\"utilizationTarget\": 0.6}}}",
     0},
    {"mig-max-rate",
     "{\"name\": \"web\", \"statusDetails\": [{\"type\": "
     "\"UNSUPPORTED_MAX_RATE_LOAD_BALANCING_CONFIGURATION\"}], \"autoscalingPolicy\": "
     "{\"minNumReplicas\": 2, \"maxNumReplicas\": 20, \"cpuUtilization\": {\"utilizationTarget\": "
     "0.6}, \"loadBalancingUtilization\": {\"utilizationTarget\": 0.7}}}",
     0},
    {"mig-status",
     "{\"name\": \"web\", \"statusDetails\": [{\"type\": \"ZONE_RESOURCE_EXHAUSTED\", \"message\": "
     "\"no VM\"}], \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}}}",
     0},
    {"mig-cpu-target-high",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.95}}}",
     0},
    {"mig-lb-target-high",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"loadBalancingUtilization\": "
     "{\"utilizationTarget\": 1.2}}}",
     0},
    {"mig-assignment-per-instance",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"customMetricUtilizations\": "
     "[{\"metric\": \"q\", \"singleInstanceAssignment\": 5}]}}",
     0},
    {"mig-min-zero",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 0, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}}}",
     0},
    {"mig-schedule-above-max",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
     "{\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 7200, \"minRequiredReplicas\": 25, "
     "\"timeZone\": \"Europe/Berlin\"}}}}",
     0},
    {"mig-schedule-overlaps-itself",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
     "{\"schedule\": \"0 8 * * *\", \"durationSec\": 90000, \"minRequiredReplicas\": 8, "
     "\"timeZone\": \"Europe/Berlin\"}}}}",
     0},
    {"mig-mode-off",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"mode\": \"OFF\"}}",
     0},
    {"mig-stabilization-zero",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"stabilizationPeriodSec\": 0}}",
     0},
    {"mig-stabilization-below-init",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"stabilizationPeriodSec\": 30}}",
     0},
    {"mig-init-below-boot",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"coolDownPeriodSec\": 60}}",
     90},
    {"mig-init-long",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"coolDownPeriodSec\": 300}}",
     90},
    {"mig-scale-in-never",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"fixed\": 0}, \"timeWindowSec\": 600}}}",
     0},
    {"mig-scale-in-stuck",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"percent\": 5}, \"timeWindowSec\": 600}}}",
     0},
    {"mig-scale-in-incomplete",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"fixed\": 2}}}}",
     0},
    {"mig-implicit-cpu",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20}}",
     0},
    {"mig-schedule-no-effect",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
     "{\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 7200, \"minRequiredReplicas\": 2, "
     "\"timeZone\": \"Europe/Berlin\"}}}}",
     0},
    {"mig-schedule-disabled",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scalingSchedules\": {\"s\": "
     "{\"schedule\": \"30 7 * * 1-5\", \"durationSec\": 7200, \"minRequiredReplicas\": 8, "
     "\"timeZone\": \"Europe/Berlin\", \"disabled\": true}}}}",
     0},
    {"mig-scale-in-no-limit",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"scaleInControl\": "
     "{\"maxScaledInReplicas\": {\"fixed\": 18}, \"timeWindowSec\": 600}}}",
     0},
    {"mig-mode-old",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6}, \"mode\": \"ONLY_UP\"}}",
     0},
    {"mig-predictive-history",
     "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, \"maxNumReplicas\": 20, "
     "\"cpuUtilization\": {\"utilizationTarget\": 0.6, \"predictiveMethod\": "
     "\"OPTIMIZE_AVAILABILITY\"}}}",
     0},
};

enum { BROKEN = sizeof broken / sizeof broken[0], SCHEDULES = 129 };

/// 129 schedules, which nobody wants to read.
static const char *many_schedules(struct str *out)
{
    str_append(out, "{\"name\": \"web\", \"autoscalingPolicy\": {\"minNumReplicas\": 2, "
                    "\"maxNumReplicas\": 20, \"cpuUtilization\": {\"utilizationTarget\": 0.6}, "
                    "\"scalingSchedules\": {");
    for (int i = 0; i < SCHEDULES; i++)
        str_appendf(out,
                    "%s\"s%d\": {\"schedule\": \"0 8 * * *\", \"durationSec\": 600, "
                    "\"minRequiredReplicas\": 8}",
                    i == 0 ? "" : ", ", i);
    str_append(out, "}}}");
    return str_text(out);
}

int main(void)
{
    struct broken all[BROKEN + 1];
    struct str text = {0};
    memcpy(all, broken, sizeof broken);
    all[BROKEN] = (struct broken){"mig-schedule-too-many", many_schedules(&text), 0};
    each_rule(&platform_mig, sound, all, BROKEN + 1);
    str_release(&text);
    return done();
}
