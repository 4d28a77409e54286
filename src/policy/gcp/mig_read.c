// An autoscaler of a managed instance group out of its object, as Compute API v1 has it.
#include "base/ascii.h"
#include "policy/core/link_objects.h"
#include "policy/gcp/gcp_platform.h"
#include "policy/gcp/mig_parts.h"
#include "policy/gcp/mig_policy.h"

#include <math.h>
#include <string.h>

/// What is wrong within a number's type is lint's to say.
static const double LARGE = 1e15;

const struct field_word mig_modes[4] = {
    {"ON", MIG_ON},
    {"ONLY_SCALE_OUT", MIG_ONLY_SCALE_OUT},
    {"OFF", MIG_OFF},
    {"ONLY_UP", MIG_ONLY_SCALE_OUT},
};

const struct field_word mig_metric_types[3] = {
    {"GAUGE", MIG_GAUGE},
    {"DELTA_PER_SECOND", MIG_DELTA_SECOND},
    {"DELTA_PER_MINUTE", MIG_DELTA_MINUTE},
};

static double number(struct fields *fields, const struct node *map, const char *key)
{
    return field_number(fields, map, key, -LARGE, LARGE);
}

static struct mig_signal *add_signal(struct fields *fields, const struct node *body,
                                     enum mig_signal_kind kind, const char *name,
                                     struct mig_policy *policy)
{
    struct mig_signal *signal = &policy->signal[policy->signals++];
    *signal = (struct mig_signal){.kind = kind, .target = NAN, .assignment = NAN};
    scaling_metric_init(&signal->metric);
    signal->origin = signal->metric.origin = field_origin(fields, body);
    signal->metric.name = name;
    signal->target = number(fields, body, "utilizationTarget");
    return signal;
}

static void read_cpu(struct fields *fields, const struct node *body, struct mig_policy *policy)
{
    static const struct key_rule keys[] = {
        {"utilizationTarget", KEY_READ, NULL},
        {"predictiveMethod", KEY_READ, NULL},
    };
    const struct node *cpu = field_map(fields, body, "cpuUtilization");
    if (cpu == NULL)
        return;
    field_check_keys(fields, cpu, "cpuUtilization", FIELD_LIST(keys), true);
    struct mig_signal *signal = add_signal(fields, cpu, MIG_CPU, "cpuUtilization", policy);
    signal->metric.kind = METRIC_CPU;
    signal->metric.predefined = true;
    if (isnan(signal->target))
        signal->target = MIG_CPU_TARGET;
    policy->prediction = field_text(fields, cpu, "predictiveMethod");
}

static void read_load_balancing(struct fields *fields, const struct node *body,
                                struct mig_policy *policy)
{
    static const double TARGET = 0.8;
    const struct node *balancing = field_map(fields, body, "loadBalancingUtilization");
    if (balancing == NULL)
        return;
    struct mig_signal *signal =
        add_signal(fields, balancing, MIG_LOAD_BALANCING, "loadBalancingUtilization", policy);
    signal->metric.predefined = true;
    if (isnan(signal->target))
        signal->target = TARGET;
}

static bool has_word(const char *text, const char *word)
{
    return text != NULL && strstr(text, word) != NULL;
}

/// Whether a filter chooses the time series of the group's own VMs, as it does where it is absent.
static bool is_of_instances(const char *filter)
{
    return filter == NULL || filter[0] == '\0' || has_word(filter, "gce_instance");
}

static void read_metric(struct fields *fields, const struct node *body, struct mig_policy *policy)
{
    static const struct key_rule keys[] = {
        {"metric", KEY_READ, NULL},
        {"filter", KEY_READ, NULL},
        {"utilizationTarget", KEY_READ, NULL},
        {"utilizationTargetType", KEY_READ, NULL},
        {"singleInstanceAssignment", KEY_READ, NULL},
    };
    field_require(fields, body, "metric", "it names what is measured");
    field_check_keys(fields, body, "a metric", FIELD_LIST(keys), true);
    struct mig_signal *signal =
        add_signal(fields, body, MIG_METRIC, field_text(fields, body, "metric"), policy);
    signal->assignment = number(fields, body, "singleInstanceAssignment");
    signal->filter = field_text(fields, body, "filter");
    signal->type = (enum mig_metric_type)field_choice(
        fields, body, "utilizationTargetType", FIELD_LIST(mig_metric_types), MIG_TYPE_MISSING);
    struct scaling_metric *metric = &signal->metric;
    metric->aggregation =
        is_of_instances(signal->filter) ? AGGREGATION_INSTANCE : AGGREGATION_TOTAL;
    if (!isnan(signal->assignment))
        metric->aggregation = AGGREGATION_TOTAL;
    if (has_word(metric->name, "num_undelivered_messages"))
        metric->kind = METRIC_QUEUE;
    else if (has_word(metric->name, "latenc"))
        metric->kind = METRIC_LATENCY;
    else if (has_word(metric->name, "request_count"))
        metric->kind = METRIC_REQUESTS;
}

static void read_signals(struct fields *fields, const struct node *body, struct mig_policy *policy)
{
    const struct node *list = field_list(fields, body, "customMetricUtilizations");
    size_t metrics = list == NULL ? 0 : list->entries;
    policy->signal = arena_alloc(fields->arena, (metrics + 2) * sizeof *policy->signal);
    read_cpu(fields, body, policy);
    read_load_balancing(fields, body, policy);
    for (size_t i = 0; i < metrics; i++)
        read_metric(fields, list->entry[i].value, policy);
}

static void read_control(struct fields *fields, const struct node *body, struct mig_policy *policy)
{
    const struct node *control = field_map(fields, body, "scaleInControl");
    if (control == NULL)
        return;
    const struct node *most = field_map(fields, control, "maxScaledInReplicas");
    policy->has_control = true;
    policy->control_fixed = number(fields, most, "fixed");
    policy->control_percent = number(fields, most, "percent");
    policy->control_window_s = number(fields, control, "timeWindowSec");
}

static void read_schedule(struct fields *fields, const struct node *body, const char *name,
                          struct mig_policy *policy)
{
    struct mig_schedule *schedule = &policy->schedule[policy->schedules++];
    *schedule = (struct mig_schedule){
        .name = name == NULL ? field_text(fields, body, "name") : arena_strdup(fields->arena, name),
        .recurrence = field_text(fields, body, "schedule"),
        .zone = field_text(fields, body, "timeZone"),
        .duration_s = number(fields, body, "durationSec"),
        .required = number(fields, body, "minRequiredReplicas"),
        .disabled = field_truth(fields, body, "disabled", false),
        .origin = field_origin(fields, body),
    };
    if (name == NULL)
        field_require(fields, body, "name", "it names the schedule");
    for (size_t i = 0; i + 1 < policy->schedules && schedule->name != NULL; i++)
        if (policy->schedule[i].name != NULL &&
            strcmp(policy->schedule[i].name, schedule->name) == 0)
            field_refuse(fields, body, NULL, "the schedule %s stands twice, first in line %zu",
                         field_quote(fields, schedule->name), policy->schedule[i].origin.line);
    field_require(fields, body, "schedule", "it says when the schedule begins");
    field_require(fields, body, "durationSec", "it says how long the schedule holds");
    field_require(fields, body, "minRequiredReplicas", "it says what the schedule holds");
}

/// A map of names; Terraform has a list of blocks that say theirs.
static void read_schedules(struct fields *fields, const struct node *body,
                           struct mig_policy *policy)
{
    const struct node *all = field(fields, body, "scalingSchedules");
    if (all == NULL)
        return;
    if (all->kind != NODE_MAP && all->kind != NODE_LIST) {
        field_refuse(fields, body, "scalingSchedules", "an object is expected");
        return;
    }
    policy->schedule = arena_alloc(fields->arena, (all->entries + 1) * sizeof *policy->schedule);
    for (size_t i = 0; i < all->entries && !fields->failed; i++)
        read_schedule(fields, all->entry[i].value, all->entry[i].key, policy);
}

static void read_policy(struct fields *fields, const struct node *body, struct policy_set *set,
                        struct mig_policy *policy)
{
    static const struct key_rule keys[] = {
        {"minNumReplicas", KEY_READ, NULL},
        {"maxNumReplicas", KEY_READ, NULL},
        {"coolDownPeriodSec", KEY_READ, NULL},
        {"stabilizationPeriodSec", KEY_READ, NULL},
        {"mode", KEY_READ, NULL},
        {"cpuUtilization", KEY_READ, NULL},
        {"loadBalancingUtilization", KEY_READ, NULL},
        {"customMetricUtilizations", KEY_READ, NULL},
        {"scaleInControl", KEY_READ, NULL},
        {"scalingSchedules", KEY_READ, NULL},
    };
    *policy = (struct mig_policy){
        .mode = (enum mig_mode)field_choice(fields, body, "mode", FIELD_LIST(mig_modes), MIG_ON),
        .old_mode = node_is(field_raw(body, "mode"), "ONLY_UP"),
        .cool_down_s = number(fields, body, "coolDownPeriodSec"),
        .stabilization_s = number(fields, body, "stabilizationPeriodSec"),
        .control_fixed = NAN,
        .control_percent = NAN,
        .control_window_s = NAN,
        .origin = field_origin(fields, body),
    };
    // YAML 1.1 reads gcloud's bare ON and OFF as truths, YAML 1.2 does not; both are words here.
    field_check_keys(fields, body, "an autoscaling policy", FIELD_LIST(keys), true);
    set->group.min = field_whole(fields, body, "minNumReplicas", 0, LARGE);
    set->group.max = field_whole(fields, body, "maxNumReplicas", 0, LARGE);
    set->group.origin = policy->origin;
    read_signals(fields, body, policy);
    read_control(fields, body, policy);
    read_schedules(fields, body, policy);
}

/// What the service says is wrong: details whose type is an error.
static void read_status(struct fields *fields, const struct node *autoscaler,
                        struct mig_policy *policy)
{
    const struct node *list = field_list(fields, autoscaler, "statusDetails");
    bool failed = node_is(field_raw(autoscaler, "status"), "ERROR");
    static const char *const harmless[] = {
        "ALL_INSTANCES_UNHEALTHY",
        "CAPPED_AT_MAX_NUM_REPLICAS",
        "CUSTOM_METRIC_DATA_POINTS_TOO_SPARSE",
        "MODE_OFF",
        "MODE_ONLY_UP",
        "MODE_ONLY_SCALE_OUT",
        "SCHEDULED_INSTANCES_GREATER_THAN_AUTOSCALER_MAX",
        "SCHEDULED_INSTANCES_LESS_THAN_AUTOSCALER_MIN",
        "UNKNOWN",
    };
    size_t count = list == NULL ? 0 : list->entries;
    policy->status = arena_alloc(fields->arena, (count + 1) * sizeof *policy->status);
    for (size_t i = 0; i < count; i++) {
        const struct node *detail = list->entry[i].value;
        const char *type = field_text(fields, detail, "type");
        const char *message = field_text(fields, detail, "message");
        bool warns = type == NULL;
        for (size_t k = 0; k < sizeof harmless / sizeof harmless[0] && !warns; k++)
            warns = strcmp(type, harmless[k]) == 0;
        if (has_word(type, "MAX_RATE_LOAD_BALANCING"))
            policy->has_max_rate = true;
        else if (!warns)
            policy->status[policy->statuses++] = arena_printf(
                fields->arena, "%s%s%s", field_quote(fields, type), message == NULL ? "" : ": ",
                message == NULL ? "" : field_quote(fields, message));
    }
    if (failed && policy->statuses == 0)
        policy->status[policy->statuses++] = "its status is ERROR";
}

/// What the group itself says beside its autoscaler.
static void read_group(const struct node *group, struct policy_set *set, struct mig_policy *policy)
{
    const struct node *stateful = field_raw(group, "statefulPolicy");
    const struct node *update = field_raw(group, "updatePolicy");
    const struct node *zones = field_raw(field_raw(group, "distributionPolicy"), "zones");
    policy->stateful = stateful != NULL && stateful->kind == NODE_MAP && stateful->entries > 0;
    policy->keeps_zones = node_is(field_raw(update, "instanceRedistributionType"), "NONE");
    if (zones != NULL && zones->kind == NODE_LIST)
        set->group.zones = (int)zones->entries;
}

int mig_link(struct linking *linking)
{
    struct policy_set *set = linking->set;
    const struct raw_object *object = linking->chosen->object;
    struct fields *fields = linking_fields(linking, object);
    const struct node *described = field_raw(object->body, "autoscaler");
    const struct node *autoscaler = described == NULL ? object->body : described;
    const struct node *body = field_map(fields, autoscaler, "autoscalingPolicy");
    struct mig_policy *policy = arena_alloc(&set->arena, sizeof *policy);
    set->own = policy;
    if (body == NULL) {
        field_refuse(fields, autoscaler, NULL, "an autoscalingPolicy is expected");
        return -1;
    }
    read_policy(fields, body, set, policy);
    read_status(fields, autoscaler, policy);
    if (described != NULL)
        read_group(object->body, set, policy);
    return fields->failed ? -1 : 0;
}

// --- what follows from it ------------------------------------------------------------------------

const struct mig_policy *mig_policy_of(const struct policy_set *set)
{
    return set->platform == &platform_mig ? set->own : NULL;
}

void mig_policy_init(struct mig_policy *policy, struct arena *arena, size_t schedules)
{
    *policy = (struct mig_policy){
        .mode = MIG_ON,
        .cool_down_s = NAN,
        .stabilization_s = NAN,
        .control_fixed = NAN,
        .control_percent = NAN,
        .control_window_s = NAN,
        .signal = arena_alloc(arena, sizeof *policy->signal),
        .signals = 1,
        .schedule = arena_alloc(arena, (schedules + 1) * sizeof *policy->schedule),
    };
    policy->signal[0] =
        (struct mig_signal){.kind = MIG_CPU, .target = MIG_CPU_TARGET, .assignment = NAN};
    scaling_metric_init(&policy->signal[0].metric);
    policy->signal[0].metric.kind = METRIC_CPU;
    policy->signal[0].metric.name = "cpuUtilization";
    policy->signal[0].metric.predefined = true;
}

double mig_cool_down_s(const struct mig_policy *policy)
{
    return isnan(policy->cool_down_s) ? MIG_COOL_DOWN_S : policy->cool_down_s;
}

double mig_stabilization_s(const struct mig_policy *policy)
{
    return isnan(policy->stabilization_s) ? MIG_STABILIZATION_S : policy->stabilization_s;
}

bool mig_is_per_instance(const struct mig_signal *signal)
{
    return signal->metric.aggregation == AGGREGATION_INSTANCE;
}

/// But for what 15 digits lose.
static bool same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fabs(a);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_signal(const struct mig_signal *a, const struct mig_signal *b)
{
    return a->kind == b->kind && same_text(a->metric.name, b->metric.name) &&
           same_number(a->target, b->target) && same_number(a->assignment, b->assignment) &&
           a->type == b->type && same_text(a->filter, b->filter);
}

static bool same_schedule(const struct mig_schedule *a, const struct mig_schedule *b)
{
    return same_text(a->name, b->name) && same_text(a->recurrence, b->recurrence) &&
           same_text(a->zone, b->zone) && same_number(a->duration_s, b->duration_s) &&
           same_number(a->required, b->required) && a->disabled == b->disabled;
}

bool mig_same(const struct policy_set *one, const struct policy_set *other, struct str *difference)
{
    const struct mig_policy *a = one->own;
    const struct mig_policy *b = other->own;
    const char *what = NULL;
    if (a->signals != b->signals || a->schedules != b->schedules)
        what = "signals or schedules";
    else if (a->mode != b->mode || !same_text(a->prediction, b->prediction))
        what = "mode";
    else if (!same_number(a->cool_down_s, b->cool_down_s) ||
             !same_number(a->stabilization_s, b->stabilization_s))
        what = "periods";
    else if (a->has_control != b->has_control || !same_number(a->control_fixed, b->control_fixed) ||
             !same_number(a->control_percent, b->control_percent) ||
             !same_number(a->control_window_s, b->control_window_s))
        what = "scale-in control";
    for (size_t i = 0; what == NULL && i < a->signals; i++)
        what = same_signal(&a->signal[i], &b->signal[i]) ? NULL : "a signal";
    for (size_t i = 0; what == NULL && i < a->schedules; i++)
        what = same_schedule(&a->schedule[i], &b->schedule[i]) ? NULL : "a schedule";
    if (what != NULL && difference != NULL)
        str_appendf(difference, "autoscaling policy: %s", what);
    return what == NULL;
}
