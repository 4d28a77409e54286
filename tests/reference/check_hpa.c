// The reference tables of Kubernetes: pods, replicas, stabilization, rate limits, whole syncs.
#include "policy/platforms.h"
#include "reference/check_reference.h"
#include "sim/replica_sync.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 64 };

static const int64_t NOTHING = -1;

/// Reads "12;-;7" into `value`, NOTHING where there is no number; returns the number of values.
static size_t read_list(const char *text, int64_t value[LIST_MAX])
{
    size_t count = 0;
    while (*text != '\0' && count < LIST_MAX) {
        char *end;
        long long number = strtoll(text, &end, 10);
        value[count++] = end == text || *text == '-' ? NOTHING : number;
        text += strcspn(text, ";");
        text += *text == ';';
    }
    return count;
}

static int64_t read_whole(struct reference_table *table, const char *column)
{
    return strtoll(reference_text(table, column), NULL, 10);
}

/// What a row says of the pods and of one metric of theirs.
struct pod_rows {
    const char *states;
    int64_t usage_m[LIST_MAX], request_m[LIST_MAX];
    size_t usages, requests;
};

/// The class of a pod by its letter; U and H are ready for anything but CPU.
static enum pod_class class_of(char state, bool cpu, bool has_metric)
{
    if (state == 'F' || state == 'S' || state == 'D')
        return POD_IGNORED;
    if (state == 'P')
        return POD_UNREADY;
    if (!has_metric)
        return POD_MISSING;
    return state == 'R' || !cpu ? POD_READY : POD_UNREADY;
}

static void add_pods(const struct pod_rows *pods, bool cpu, struct pod_usage *usage)
{
    for (size_t i = 0; pods->states[i] != '\0'; i++) {
        int64_t used = i < pods->usages ? pods->usage_m[i] : NOTHING;
        int64_t request = i < pods->requests ? pods->request_m[i] : NOTHING;
        pod_usage_add(usage, class_of(pods->states[i], cpu, used != NOTHING), 1, used, request);
    }
}

/// Pods that run and are ready: those that a value of another object is shared by.
static int64_t ready_pods(const char *states)
{
    int64_t ready = 0;
    for (; *states != '\0'; states++)
        ready += *states == 'R' || *states == 'H' || *states == 'D';
    return ready;
}

/// The proposal of a metric of any kind; `values` are those of its pods or series.
static struct replica_proposal propose(const char *kind, struct pod_rows *pods, int32_t current,
                                       int64_t target, const char *values,
                                       const struct replica_tolerance *tolerance)
{
    struct pod_usage usage;
    if (strcmp(kind, "resource_util") == 0) {
        pod_usage_init(&usage, (int32_t)target);
        add_pods(pods, true, &usage);
        return replicas_for_utilization(&usage, current, (int32_t)target, tolerance);
    }
    if (strcmp(kind, "pods_avg") == 0) {
        if (*values != '\0')
            pods->usages = read_list(values, pods->usage_m);
        pod_usage_init(&usage, 0);
        add_pods(pods, false, &usage);
        return replicas_for_average(&usage, current, target, tolerance);
    }
    int64_t series[LIST_MAX];
    int64_t value = 0;
    size_t count = read_list(values, series);
    for (size_t i = 0; i < count; i++)
        value = metric_value_add(value, series[i]);
    if (strcmp(kind, "object_value") == 0 || strcmp(kind, "external_value") == 0)
        return replicas_for_value(value, target, current, ready_pods(pods->states), tolerance);
    if (strcmp(kind, "object_avg") == 0 || strcmp(kind, "external_avg") == 0)
        return replicas_for_shared_value(value, target, current, tolerance);
    return (struct replica_proposal){.error = REPLICAS_NO_SOURCE};
}

void check_replica_calculation(struct reference_table *table, struct tally *tally)
{
    struct pod_rows pods = {.states = reference_text(table, "pod_states")};
    pods.usages = read_list(reference_text(table, "pod_usage_m"), pods.usage_m);
    pods.requests = read_list(reference_text(table, "pod_requests_m"), pods.request_m);
    struct replica_tolerance tolerance = {reference_number(table, "tolerance_down"),
                                          reference_number(table, "tolerance_up")};
    struct replica_proposal proposal = propose(
        reference_text(table, "kind"), &pods, (int32_t)read_whole(table, "current_replicas"),
        read_whole(table, "target"), reference_text(table, "metric_value_m"), &tolerance);
    const char *error = reference_text(table, "expected_error");
    tally_near(tally, "error", proposal.error != REPLICAS_PROPOSED, *error != '\0', 0);
    if (strcmp(error, "no_metrics") == 0)
        tally_near(tally, "kind of error", proposal.error, REPLICAS_NO_METRICS, 0);
    if (*error != '\0')
        return;
    tally_near(tally, "replicas", proposal.replicas, (double)read_whole(table, "expected_replicas"),
               0);
    if (*reference_text(table, "expected_current") != '\0')
        tally_near(tally, "current metric", (double)proposal.current,
                   (double)read_whole(table, "expected_current"), 0);
}

void check_pod_readiness(struct reference_table *table, struct tally *tally)
{
    static const char *const class_name[] = {[POD_READY] = "ready",
                                             [POD_UNREADY] = "unready",
                                             [POD_MISSING] = "missing",
                                             [POD_IGNORED] = "ignored"};
    static const char *const phase_name[] = {[POD_PENDING] = "Pending",
                                             [POD_RUNNING] = "Running",
                                             [POD_SUCCEEDED] = "Succeeded",
                                             [POD_FAILED] = "Failed"};
    const char *condition = reference_text(table, "ready_condition");
    double metric_age_s = reference_number(table, "metric_age_s");
    double window_s = reference_number(table, "metric_window_s");
    struct pod_status pod = {
        .phase = POD_PENDING,
        .deleting = reference_number(table, "deleting") != 0,
        .started_s = -reference_number(table, "start_age_s"),
        .ready = strcmp(condition, "true") == 0    ? CONDITION_TRUE
                 : strcmp(condition, "false") == 0 ? CONDITION_FALSE
                                                   : CONDITION_NONE,
        .ready_since_s = -reference_number(table, "last_transition_age_s"),
        .has_metric = reference_number(table, "has_metric") != 0,
        .metric_s = isnan(metric_age_s) ? 0 : -metric_age_s,
        .metric_window_s = isnan(window_s) ? 0 : window_s,
    };
    while (pod.phase < POD_FAILED &&
           strcmp(phase_name[pod.phase], reference_text(table, "phase")) != 0)
        pod.phase++;
    struct readiness_rules rules = {reference_number(table, "cpu_init_period_s"),
                                    reference_number(table, "initial_readiness_delay_s")};
    bool cpu = strcmp(reference_text(table, "resource"), "cpu") == 0;
    enum pod_class found = pod_classify(&pod, cpu, &rules, 0);
    tally_near(tally, "class",
               strcmp(class_name[found], reference_text(table, "expected_class")) == 0, 1, 0);
}

/// Reads "age:value;..." in any order; the oldest comes first.
static size_t read_aged(const char *text, struct timed_value value[LIST_MAX])
{
    size_t count = 0;
    while (*text != '\0' && count < LIST_MAX) {
        char *end;
        double age_s = strtod(text, &end);
        struct timed_value one = {-age_s, *end == ':' ? (int32_t)strtol(end + 1, &end, 10) : 0};
        size_t place = count++;
        for (; place > 0 && value[place - 1].time_s > one.time_s; place--)
            value[place] = value[place - 1];
        value[place] = one;
        text = *end == ';' ? end + 1 : end + strlen(end);
    }
    return count;
}

static void read_events(const char *text, struct scale_events *events)
{
    struct timed_value value[LIST_MAX];
    size_t count = read_aged(text, value);
    for (size_t i = 0; i < count; i++)
        scale_events_add(events, value[i].time_s, value[i].value, INFINITY);
}

static void read_recommendations(const char *text, struct stabilization *stabilization)
{
    struct timed_value value[LIST_MAX];
    size_t count = read_aged(text, value);
    for (size_t i = 0; i < count; i++)
        stabilization_record(stabilization, value[i].time_s, value[i].value);
}

/// The rules of one direction, "up" or "down", of a row of rate_limits.csv.
static void read_rules(struct reference_table *table, const char *direction,
                       struct rate_limit limit[2], struct scaling_rules *rules)
{
    static const char *const unit[] = {"pods", "percent"};
    rules->limit = limit;
    char column[64];
    for (size_t i = 0; i < 2; i++) {
        snprintf(column, sizeof column, "%s_%s", direction, unit[i]);
        struct rate_limit one = {.percent = i == 1, .value = reference_number(table, column)};
        snprintf(column, sizeof column, "%s_%s_period_s", direction, unit[i]);
        one.period_s = reference_number(table, column);
        if (!isnan(one.value))
            limit[rules->limits++] = one;
    }
    snprintf(column, sizeof column, "%s_select", direction);
    const char *select = reference_text(table, column);
    rules->select = strcmp(select, "Min") == 0        ? SELECT_MIN
                    : strcmp(select, "Disabled") == 0 ? SELECT_DISABLED
                                                      : SELECT_MAX;
}

void check_rate_limits(struct reference_table *table, struct tally *tally)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    struct rate_limit up[2], down[2];
    set.replicas.has_behavior = reference_number(table, "has_behavior") != 0;
    read_rules(table, "up", up, &set.replicas.up);
    read_rules(table, "down", down, &set.replicas.down);
    struct scale_events added = {0}, removed = {0};
    read_events(reference_text(table, "up_events"), &added);
    read_events(reference_text(table, "down_events"), &removed);
    struct replica_range range = {(int32_t)read_whole(table, "min"),
                                  (int32_t)read_whole(table, "max")};
    enum scaling_limit limit;
    int32_t replicas = rate_limits_apply(&set.replicas, &range, &added, &removed, 0,
                                         (int32_t)read_whole(table, "current"),
                                         (int32_t)read_whole(table, "desired"), &limit);
    tally_near(tally, "replicas", replicas, (double)read_whole(table, "expected_replicas"), 0);
    const char *reason = reference_text(table, "expected_reason");
    if (*reason != '\0')
        tally_near(tally, scaling_limit_name(limit), strcmp(scaling_limit_name(limit), reason) == 0,
                   1, 0);
    scale_events_release(&added);
    scale_events_release(&removed);
    policy_set_release(&set);
}

void check_period_sum(struct reference_table *table, struct tally *tally)
{
    struct scale_events events = {0};
    read_events(reference_text(table, "events"), &events);
    tally_near(tally, "sum", scale_events_sum(&events, 0, reference_number(table, "period_s")),
               (double)read_whole(table, "expected_sum"), 0);
    scale_events_release(&events);
}

void check_stabilization(struct reference_table *table, struct tally *tally)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    set.replicas.has_behavior = reference_number(table, "has_behavior") != 0;
    set.replicas.up.stabilization_s = reference_number(table, "up_window_s");
    set.replicas.down.stabilization_s = reference_number(table, "down_window_s");
    struct stabilization stabilization;
    stabilization_init(&stabilization, &set.replicas);
    if (!set.replicas.has_behavior)
        stabilization.down_s = reference_number(table, "down_window_s");
    read_recommendations(reference_text(table, "recommendations"), &stabilization);
    tally_near(tally, "stabilized",
               stabilization_apply(&stabilization, 0, (int32_t)read_whole(table, "current"),
                                   (int32_t)read_whole(table, "desired")),
               (double)read_whole(table, "expected_stabilized"), 0);
    stabilization_release(&stabilization);
    policy_set_release(&set);
}

/// The proposals of a row of reconcile.csv.
static size_t read_proposals(struct reference_table *table, int32_t current,
                             struct replica_proposal proposal[2])
{
    static const struct replica_tolerance tolerance = {0.1, 0.1};
    size_t proposals = 0;
    struct pod_rows pods = {.states = reference_text(table, "pod_states")};
    if (*reference_text(table, "cpu_target_pct") != '\0') {
        pods.usages = read_list(reference_text(table, "pod_usage_m"), pods.usage_m);
        pods.requests = read_list(reference_text(table, "pod_requests_m"), pods.request_m);
        proposal[proposals++] = propose("resource_util", &pods, current,
                                        read_whole(table, "cpu_target_pct"), "", &tolerance);
    }
    const char *kind = reference_text(table, "metric2_kind");
    if (reference_number(table, "metric2_error") != 0)
        proposal[proposals++] = (struct replica_proposal){.error = REPLICAS_NO_SOURCE};
    else if (*kind != '\0')
        proposal[proposals++] = propose(kind, &pods, current, read_whole(table, "metric2_target_m"),
                                        reference_text(table, "metric2_value_m"), &tolerance);
    return proposals;
}

void check_reconcile(struct reference_table *table, struct tally *tally)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    struct rate_limit limit = {.percent = true};
    const char *up = reference_text(table, "up_policy");
    if (sscanf(up, "percent:%lf:%lf", &limit.value, &limit.period_s) == 2 ||
        sscanf(up, "pods:%lf:%lf", &limit.value, &limit.period_s) == 2) {
        limit.percent = up[1] == 'e';
        set.replicas.has_behavior = true;
        set.replicas.up.limit = &limit;
        set.replicas.up.limits = 1;
    }
    struct replica_range range = {(int32_t)read_whole(table, "min"),
                                  (int32_t)read_whole(table, "max")};
    struct replica_autoscaler autoscaler;
    replica_autoscaler_init(&autoscaler, &set.replicas, &range);
    const char *prior = reference_text(table, "prior_recommendations");
    autoscaler.started = strcmp(prior, "none") != 0;
    if (autoscaler.started && strcmp(prior, "empty") != 0)
        read_recommendations(prior, &autoscaler.stabilization);
    struct replica_proposal proposal[2];
    int32_t current = (int32_t)read_whole(table, "current");
    size_t proposals = read_proposals(table, current, proposal);
    struct sync_decision decision = replica_sync(&autoscaler, 0, current, proposal, proposals);
    tally_near(tally, "replicas", decision.replicas, (double)read_whole(table, "expected_replicas"),
               0);
    const char *reason = reference_text(table, "expected_reason");
    if (*reason != '\0')
        tally_near(tally, scaling_limit_name(decision.limit),
                   strcmp(scaling_limit_name(decision.limit), reason) == 0, 1, 0);
    replica_autoscaler_release(&autoscaler);
    policy_set_release(&set);
}
