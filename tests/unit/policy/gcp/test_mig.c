#include "../policy_fixture.h"
#include "policy/gcp/gcp_platform.h"
#include "policy/gcp/mig_policy.h"
#include "policy_calls.h"

#include <math.h>

// What gcloud, the API and Terraform say of a managed instance group is one policy.

#define POLICY                                                                                     \
    "{\"coolDownPeriodSec\": 90, \"cpuUtilization\": {\"predictiveMethod\": \"NONE\", "            \
    "\"utilizationTarget\": 0.65}, \"customMetricUtilizations\": [{\"filter\": \"resource.type = " \
    "pubsub_subscription\", \"metric\": "                                                          \
    "\"pubsub.googleapis.com/subscription/num_undelivered_messages\", "                            \
    "\"singleInstanceAssignment\": 15.0}], \"maxNumReplicas\": 20, \"minNumReplicas\": 2, "        \
    "\"mode\": \"ON\", \"scaleInControl\": {\"maxScaledInReplicas\": {\"calculated\": 1, "         \
    "\"percent\": 20}, \"timeWindowSec\": 600}, \"scalingSchedules\": {\"morning\": "              \
    "{\"durationSec\": 7200, \"minRequiredReplicas\": 8, \"schedule\": \"30 7 * * 1-5\", "         \
    "\"timeZone\": \"Europe/Berlin\"}}, \"stabilizationPeriodSec\": 240}"

static const char described[] =
    "{\"autoscaler\": {\"autoscalingPolicy\": " POLICY
    ", \"name\": \"web-scaler\", \"target\": \"https://x/zones/z1/instanceGroupManagers/web\"}, "
    "\"name\": \"web\", \"targetSize\": 4, \"zone\": \"https://x/zones/z1\"}";
static const char alone[] = "{\"name\": \"web-scaler\", \"target\": "
                            "\"https://x/zones/z1/instanceGroupManagers/web\", "
                            "\"autoscalingPolicy\": " POLICY "}";
static const char yaml[] = "autoscaler:\n"
                           "  autoscalingPolicy:\n"
                           "    coolDownPeriodSec: 90\n"
                           "    cpuUtilization: {predictiveMethod: NONE, utilizationTarget: 0.65}\n"
                           "    customMetricUtilizations:\n"
                           "    - filter: resource.type\n"
                           "        = pubsub_subscription\n"
                           "      metric: "
                           "pubsub.googleapis.com/subscription/num_undelivered_messages\n"
                           "      singleInstanceAssignment: 15.0\n"
                           "    maxNumReplicas: 20\n"
                           "    minNumReplicas: 2\n"
                           "    mode: ON\n"
                           "    scaleInControl: {maxScaledInReplicas: {percent: 20}, "
                           "timeWindowSec: 600}\n"
                           "    scalingSchedules:\n"
                           "      morning: {durationSec: 7200, minRequiredReplicas: 8, schedule: "
                           "30 7 * * 1-5, timeZone: Europe/Berlin}\n"
                           "    stabilizationPeriodSec: 240\n"
                           "name: web\n";
static const char terraform[] =
    "{\"resource\": {\"google_compute_autoscaler\": {\"web\": {\"name\": \"web\", \"zone\": "
    "\"z1\", \"target\": \"${google_compute_instance_group_manager.web.id}\", "
    "\"autoscaling_policy\": [{\"min_replicas\": 2, \"max_replicas\": 20, \"cooldown_period\": 90, "
    "\"stabilization_period\": 240, \"mode\": \"ON\", \"cpu_utilization\": [{\"target\": 0.65, "
    "\"predictive_method\": \"NONE\"}], \"metric\": [{\"name\": "
    "\"pubsub.googleapis.com/subscription/num_undelivered_messages\", \"filter\": \"resource.type "
    "= pubsub_subscription\", \"single_instance_assignment\": 15, \"target\": 0}], "
    "\"scale_in_control\": [{\"max_scaled_in_replicas\": [{\"percent\": 20, \"fixed\": null}], "
    "\"time_window_sec\": 600}], \"scaling_schedules\": [{\"name\": \"morning\", "
    "\"min_required_replicas\": 8, \"schedule\": \"30 7 * * 1-5\", \"time_zone\": "
    "\"Europe/Berlin\", \"duration_sec\": 7200, \"disabled\": false}]}]}}}}";

static void read_as(const char *text, struct policy_set *set, const char *what)
{
    struct err err = {0};
    const struct policy_text file = {"policy", text, strlen(text)};
    struct notes notes = {0};
    is_int(policy_read_texts(&file, 1, NULL, set, &notes, &err), 0, what);
    is_text(err.text, "", "without an error");
    notes_release(&notes);
}

static void one_policy(void)
{
    static const char *const text[] = {described, alone, yaml, terraform};
    static const char *const what[] = {"a described group", "an autoscaler alone", "YAML",
                                       "Terraform"};
    struct policy_set first;
    read_as(described, &first, "the group");
    const struct mig_policy *policy = mig_policy_of(&first);
    ok(policy != NULL, "it is one of Google Cloud");
    is_text(first.group.name, "web", "by the group's name");
    near(first.group.min, 2, 0, "its minimum");
    near(first.group.max, 20, 0, "its maximum");
    is_int((long long)policy->signals, 2, "two signals");
    near(policy->signal[0].target, 0.65, 0, "CPU");
    near(policy->signal[1].assignment, 15, 0, "and a queue");
    ok(!mig_is_per_instance(&policy->signal[1]), "which is one of the group");
    near(policy->control_percent, 20, 0, "scale-in control");
    is_text(policy->schedule[0].name, "morning", "a schedule");
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        struct policy_set set;
        struct str difference = {0};
        read_as(text[i], &set, what[i]);
        ok(policy_set_equal(&first, &set, &difference), "%s says the same", what[i]);
        is_text(str_text(&difference), "", "in everything");
        str_release(&difference);
        policy_set_release(&set);
    }
    policy_set_release(&first);
}

static void written(void)
{
    static const enum policy_format formats[] = {POLICY_FORMAT_GCLOUD, POLICY_FORMAT_TERRAFORM};
    struct policy_set set;
    struct err err = {0};
    struct str command = {0};
    read_as(described, &set, "the group");
    for (size_t i = 0; i < 2; i++) {
        struct str out = {0};
        struct policy_set again;
        is_int(policy_write(&set, formats[i], &out, NULL, &err), 0, "it is written");
        read_as(str_text(&out), &again, "and read again");
        ok(policy_set_equal(&set, &again, NULL), "as the same");
        policy_set_release(&again);
        str_release(&out);
    }
    is_int(policy_write(&set, POLICY_FORMAT_AWS, &command, NULL, &err), -1, "not for AWS");
    is_text(err.text,
            "an autoscaler of Google Cloud cannot be written for another platform; --emit gcloud "
            "and terraform are its formats",
            "which is said");
    is_int(policy_deploy_command(&set, POLICY_FORMAT_GCLOUD, "scaling.json", &command, &err), 0,
           "how to deploy it");
    is_text(str_text(&command),
            "gcloud beta compute instance-groups managed set-autoscaling web --autoscaling-file "
            "scaling.json\n",
            "is a command of gcloud");
    str_release(&command);
    policy_set_release(&set);
}

int main(void)
{
    one_policy();
    written();
    refused("{\"autoscalingPolicy\": {\"mode\": \"SOMETIMES\"}}",
            "mode: \"SOMETIMES\" is not known; it is ON, ONLY_SCALE_OUT, OFF or ONLY_UP",
            "an unknown mode");
    refused("{\"autoscalingPolicy\": {\"scalingSchedules\": {\"a\": {\"durationSec\": 300, "
            "\"minRequiredReplicas\": 1}}}}",
            "schedule is missing; it says when the schedule begins", "a schedule without a start");
    refused("{\"autoscalingPolicy\": 7}", "autoscalingPolicy: an object is expected", "a number");
    return done();
}
