#include "sim/hpa.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "policy/core/platform.h"
#include "policy/core/platform_defaults.h"

#include <math.h>
#include <stdlib.h>

#define MILLI 1000.0
#define KEDA_CRON_RESTS 1.0
#define KEDA_CRON_PER_REPLICA 1.0
/// A pod's request in millionths of a per cent, so that its usage is a per cent of it: finer than
/// the whole per cents that Kubernetes cuts a utilization to.
#define PERCENT_PARTS 1e6
#define REQUEST_PARTS INT64_C(100000000)

static double first_known(double said, double otherwise)
{
    return isnan(said) ? otherwise : said;
}

/// A quantity in whole parts, rounded up (apimachinery, Quantity.ScaledValue), but for what doubles
/// add.
static int64_t in_parts(double value, double parts)
{
    double whole = instances_up(value * parts);
    return whole < (double)INT64_MAX ? (int64_t)whole : INT64_MAX;
}

static int64_t in_milli(double value)
{
    return in_parts(value, MILLI);
}

// --- start ---------------------------------------------------------------------------------------

static int start_schedule(struct hpa_metric *working, struct err *err)
{
    const struct replica_metric *metric = working->metric;
    const struct policy_origin *origin = &metric->metric.origin;
    struct err inner;
    working->scheduled = true;
    if (cron_parse(&working->from, metric->recurrence, &inner) == 0 &&
        cron_parse(&working->until, metric->recurrence_end, &inner) == 0 &&
        (metric->zone == NULL || zone_open(&working->zone, metric->zone, &inner) == 0))
        return 0;
    if (origin->file == NULL)
        return err_set(err, inner.kind, "%s", inner.text);
    return err_at(err, origin->file, origin->line, "cron", "%s", inner.text);
}

static int start_metric(struct hpa_metric *working, const struct metric_terms *terms,
                        const struct metric_timing *timing, struct metric_feeds *feeds,
                        struct notes *notes, struct err *err)
{
    const struct replica_metric *metric = working->metric;
    if (metric->recurrence != NULL)
        return start_schedule(working, err);
    struct scaling_metric whole = metric->metric;
    // The division is the autoscaler's.
    if (whole.aggregation == AGGREGATION_SHARED)
        whole.aggregation = AGGREGATION_TOTAL;
    struct metric_binding binding;
    if (metric_bind(&whole, "the autoscaler", terms, &binding, notes, err) != 0)
        return -1;
    working->feed = metric_feeds_find(feeds, &binding, STATISTIC_AVERAGE, timing->point_ms,
                                      timing->delay_ms, timing->point_ms);
    return 0;
}

static int start(void *state, const struct replay_environment *environment,
                 struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    struct hpa *hpa = state;
    const struct policy_set *set = environment->set;
    const struct metric_timing *timing = &environment->timing;
    const struct replica_policy *policy = &set->replicas;
    bool keda = set->platform->to_zero;
    double min = first_known(set->group.min, keda ? KEDA_MIN_REPLICAS : 1);
    double max = first_known(set->group.max, keda ? KEDA_MAX_REPLICAS : INT32_MAX);
    // The HPA that KEDA makes keeps at least one replica; KEDA itself goes to zero.
    const struct replica_range range = {(int32_t)(keda ? fmax(min, 1) : min), (int32_t)max};
    *hpa = (struct hpa){
        .set = set,
        .tolerance = {first_known(policy->down.tolerance, REPLICA_TOLERANCE),
                      first_known(policy->up.tolerance, REPLICA_TOLERANCE)},
        .sync_ms = (int64_t)(REPLICA_SYNC_PERIOD_S * (double)INSTANT_PER_SECOND),
        .polling_ms =
            (int64_t)(first_known(policy->polling_s, KEDA_POLLING_S) * (double)INSTANT_PER_SECOND),
        .blind_ms = timing->point_ms + timing->delay_ms,
        .next_poll = COHORT_NEVER,
    };
    replica_autoscaler_init(&hpa->autoscaler, policy, &range);
    hpa->metric = mem_alloc(policy->metrics, sizeof *hpa->metric);
    hpa->proposal = mem_alloc(policy->metrics, sizeof *hpa->proposal);
    for (; hpa->metrics < policy->metrics; hpa->metrics++) {
        struct hpa_metric *working = &hpa->metric[hpa->metrics];
        working->metric = &policy->metric[hpa->metrics];
        if (start_metric(working, environment->terms, timing, feeds, notes, err) != 0)
            return -1;
    }
    hpa->next_sync = environment->start + hpa->sync_ms;
    if (keda)
        hpa->next_poll = environment->start + hpa->polling_ms;
    keda_activation_init(&hpa->activation, (double)environment->start / (double)INSTANT_PER_SECOND);
    hpa->next = hpa->next_sync < hpa->next_poll ? hpa->next_sync : hpa->next_poll;
    return 0;
}

/// The replicas that the metrics want.
static double steady(const void *state, const struct metric_feeds *feeds, double demand)
{
    const struct hpa *hpa = state;
    double most = 0;
    for (size_t i = 0; i < hpa->metrics; i++) {
        const struct hpa_metric *working = &hpa->metric[i];
        if (working->scheduled)
            continue; // a cron trigger has no feed
        const struct metric_binding *binding = &feeds->feed[working->feed].binding;
        bool load = binding->source == BINDING_ARRIVALS || binding->source == BINDING_WORK;
        bool shares = binding->divided || working->metric->target_type == TARGET_AVERAGE_VALUE;
        if (load && shares && working->metric->target > 0)
            most = fmax(most, instances_up(binding->factor * demand / working->metric->target));
    }
    return most;
}

// --- each sync -----------------------------------------------------------------------------------

/// What can be seen of a metric; NaN: nothing.
static double see(const struct hpa_metric *working, const struct metric_feeds *feeds, instant now)
{
    const struct metric_feed *feed = &feeds->feed[working->feed];
    size_t visible = metric_feed_visible(feed, now);
    return visible == 0 ? (double)NAN : metric_feed_value(feed, visible - 1, feed->point_ms);
}

static bool holds(const struct hpa_metric *working, instant now)
{
    instant from = cron_next(&working->from, working->zone, now);
    instant until = cron_next(&working->until, working->zone, now);
    return until != INSTANT_NONE && (from == INSTANT_NONE || until < from);
}

static struct replica_proposal propose(const struct hpa *hpa, const struct hpa_metric *working,
                                       double value, const struct fleet *fleet, instant now)
{
    const struct replica_metric *metric = working->metric;
    int32_t current = (int32_t)fleet->desired;
    // KEDA's cron scaler is a metric of desiredReplicas, or 1, against an average of 1.
    if (working->scheduled)
        return replicas_for_shared_value(
            in_milli(holds(working, now) ? metric->target : KEDA_CRON_RESTS),
            in_milli(KEDA_CRON_PER_REPLICA), current, &hpa->tolerance);
    if (isnan(value))
        return (struct replica_proposal){.error = REPLICAS_NO_SOURCE};
    if (working->metric->metric.aggregation != AGGREGATION_INSTANCE)
        return metric->target_type == TARGET_VALUE
                   ? replicas_for_value(in_milli(value), in_milli(metric->target), current,
                                        fleet->in_service, &hpa->tolerance)
                   : replicas_for_shared_value(in_milli(value), in_milli(metric->target), current,
                                               &hpa->tolerance);
    struct pod_usage usage;
    bool shares = metric->target_type == TARGET_UTILIZATION;
    pod_usage_init(&usage, shares ? (int32_t)metric->target : 0);
    int64_t blind = fleet_warming(fleet, now);
    enum pod_class unseen = metric->metric.kind == METRIC_CPU ? POD_UNREADY : POD_MISSING;
    int64_t used = shares ? in_parts(value, PERCENT_PARTS) : in_milli(value);
    pod_usage_add(&usage, POD_READY, fleet->in_service + fleet->pending - blind, used,
                  REQUEST_PARTS);
    pod_usage_add(&usage, unseen, blind, 0, REQUEST_PARTS);
    return shares
               ? replicas_for_utilization(&usage, current, (int32_t)metric->target, &hpa->tolerance)
               : replicas_for_average(&usage, current, in_milli(metric->target), &hpa->tolerance);
}

static void scale(const struct hpa *hpa, const struct metric_feeds *feeds, struct fleet *fleet,
                  int32_t replicas, instant now, struct event_log *log)
{
    struct scaling_event event = scaling_event_of(CAUSE_REPLICAS, now, fleet->desired, replicas);
    if (replicas == fleet->desired)
        return;
    // The metric that asks for the most decides.
    int32_t most = INT32_MIN;
    for (size_t i = 0; i < hpa->metrics; i++) {
        const struct hpa_metric *working = &hpa->metric[i];
        if (hpa->proposal[i].error != REPLICAS_PROPOSED || hpa->proposal[i].replicas <= most)
            continue;
        most = hpa->proposal[i].replicas;
        event.policy = i;
        event.threshold = working->metric->target;
        event.value = working->scheduled ? (double)NAN : see(working, feeds, now);
        event.published = now;
    }
    fleet_scale_to(fleet, replicas, now, hpa->blind_ms, event_log_add(log, &event));
}

static void synchronize(struct hpa *hpa, const struct metric_feeds *feeds, struct fleet *fleet,
                        instant now, struct event_log *log)
{
    // A KEDA object at zero has no autoscaler.
    if (fleet->desired == 0 && hpa->set->platform->to_zero)
        return;
    for (size_t i = 0; i < hpa->metrics; i++) {
        const struct hpa_metric *working = &hpa->metric[i];
        double value = working->scheduled ? (double)NAN : see(working, feeds, now);
        hpa->proposal[i] = propose(hpa, working, value, fleet, now);
    }
    struct sync_decision decision =
        replica_sync(&hpa->autoscaler, (double)now / (double)INSTANT_PER_SECOND,
                     (int32_t)fleet->desired, hpa->proposal, hpa->metrics);
    scale(hpa, feeds, fleet, decision.replicas, now, log);
}

static void poll_triggers(struct hpa *hpa, const struct metric_feeds *feeds, struct fleet *fleet,
                          instant now, struct event_log *log)
{
    bool active = false, failed = false;
    for (size_t i = 0; i < hpa->metrics; i++) {
        const struct hpa_metric *working = &hpa->metric[i];
        // Triggers of cpu and memory have no part in scaling from and to zero.
        if (working->metric->metric.aggregation == AGGREGATION_INSTANCE && !working->scheduled)
            continue;
        double value = working->scheduled ? (double)NAN : see(working, feeds, now);
        failed = failed || (!working->scheduled && isnan(value));
        active = active || (working->scheduled ? holds(working, now)
                                               : keda_trigger_is_active(working->metric, value));
    }
    enum keda_poll_state state = active ? KEDA_ACTIVE : failed ? KEDA_FAILED : KEDA_INACTIVE;
    double min = first_known(hpa->set->group.min, KEDA_MIN_REPLICAS);
    int32_t replicas =
        keda_poll(&hpa->activation, &hpa->set->replicas, (int32_t)min,
                  (double)now / (double)INSTANT_PER_SECOND, state, (int32_t)fleet->desired);
    scale(hpa, feeds, fleet, replicas, now, log);
}

static void decide(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                   struct event_log *log)
{
    struct hpa *hpa = state;
    instant now = hpa->next;
    if (hpa->next_poll <= now) {
        poll_triggers(hpa, feeds, fleet, now, log);
        hpa->next_poll += hpa->polling_ms;
    }
    if (hpa->next_sync <= now) {
        synchronize(hpa, feeds, fleet, now, log);
        hpa->next_sync += hpa->sync_ms;
    }
    hpa->next = hpa->next_sync < hpa->next_poll ? hpa->next_sync : hpa->next_poll;
}

static void release(void *state)
{
    struct hpa *hpa = state;
    for (size_t i = 0; i < hpa->metrics; i++)
        zone_close(hpa->metric[i].zone);
    if (hpa->set != NULL)
        replica_autoscaler_release(&hpa->autoscaler);
    free(hpa->metric);
    free(hpa->proposal);
}

// --- what the replay asks ------------------------------------------------------------------------

/// KEDA's own minimum may be 0, which is not where a trace with demand starts.
static int64_t min_of(const void *state)
{
    return ((const struct hpa *)state)->autoscaler.range.min;
}

static int64_t max_of(const void *state)
{
    return ((const struct hpa *)state)->autoscaler.range.max;
}

static instant next_of(const void *state)
{
    return ((const struct hpa *)state)->next;
}

const struct autoscaler_class hpa_class = {
    .size = sizeof(struct hpa),
    .start = start,
    .min = min_of,
    .max = max_of,
    .steady = steady,
    .next = next_of,
    .decide = decide,
    .release = release,
};
