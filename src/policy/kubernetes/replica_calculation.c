#include "policy/kubernetes/replica_calculation.h"

#include <math.h>

static const struct replica_proposal no_pods = {.error = REPLICAS_NO_PODS};
static const struct replica_proposal no_metrics = {.error = REPLICAS_NO_METRICS};
static const struct replica_proposal no_requests = {.error = REPLICAS_NO_REQUESTS};

static bool is_within(const struct replica_tolerance *tolerance, double ratio)
{
    return 1.0 - tolerance->down <= ratio && ratio <= 1.0 + tolerance->up;
}

/// Rounded up, within what a replica count can be.
static int32_t replicas_up(double replicas)
{
    double whole = ceil(replicas);
    if (!(whole < INT32_MAX))
        return INT32_MAX;
    return whole > INT32_MIN ? (int32_t)whole : INT32_MIN;
}

int64_t metric_value_add(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

void pod_usage_init(struct pod_usage *usage, int32_t target_percent)
{
    *usage = (struct pod_usage){.fallback_percent = target_percent > 100 ? target_percent : 100};
}

void pod_usage_add(struct pod_usage *usage, enum pod_class pods, int64_t count, int64_t usage_m,
                   int64_t request_m)
{
    usage->pods[pods] += count;
    if (pods == POD_READY)
        usage->usage_m += count * usage_m;
    if (request_m < 0) {
        usage->request_missing = usage->request_missing || count > 0;
        return;
    }
    usage->request_m[pods] += count * request_m;
    if (pods == POD_MISSING)
        usage->fallback_m += count * (request_m * usage->fallback_percent / 100);
}

/// The ratio before and after pods without metrics are filled in.
struct corrected_ratio {
    double seen;      ///< of the ready pods alone
    double corrected; ///< of all that count
    int64_t counted;  ///< pods behind `corrected`
};

/// Whether unready pods count: as using nothing, which can only damp a scale-up.
static bool counts_unready(const struct pod_usage *usage, double seen)
{
    return usage->pods[POD_UNREADY] > 0 && seen > 1.0;
}

/// The count that the ratio asks for; the current one where the change is too small, or where
/// filling in turned its direction round.
static int32_t replicas_for_ratio(const struct pod_usage *usage,
                                  const struct corrected_ratio *ratio, int32_t current,
                                  const struct replica_tolerance *tolerance)
{
    if (!counts_unready(usage, ratio->seen) && usage->pods[POD_MISSING] == 0) {
        if (is_within(tolerance, ratio->seen))
            return current;
        return replicas_up(ratio->seen * (double)usage->pods[POD_READY]);
    }
    double corrected = ratio->corrected;
    if (is_within(tolerance, corrected) || (ratio->seen < 1.0 && corrected > 1.0) ||
        (ratio->seen > 1.0 && corrected < 1.0))
        return current;
    int32_t replicas = replicas_up(corrected * (double)ratio->counted);
    if ((corrected < 1.0 && replicas > current) || (corrected > 1.0 && replicas < current))
        return current;
    return replicas;
}

static int64_t all_pods(const struct pod_usage *usage)
{
    int64_t pods = 0;
    for (size_t i = 0; i < POD_CLASSES; i++)
        pods += usage->pods[i];
    return pods;
}

/// Cut off, as Kubernetes divides.
static int64_t percent_of(int64_t usage_m, int64_t request_m)
{
    if (usage_m > INT64_MAX / 100)
        return (int64_t)(100.0 * ((double)usage_m / (double)request_m));
    return usage_m * 100 / request_m;
}

struct replica_proposal replicas_for_utilization(const struct pod_usage *usage, int32_t current,
                                                 int32_t target_percent,
                                                 const struct replica_tolerance *tolerance)
{
    if (all_pods(usage) == 0)
        return no_pods;
    if (usage->pods[POD_READY] == 0)
        return no_metrics;
    int64_t request_m = usage->request_m[POD_READY];
    if (usage->request_missing)
        return no_requests;
    if (request_m == 0)
        return no_metrics;
    int64_t utilization = percent_of(usage->usage_m, request_m);
    struct corrected_ratio ratio = {.seen = (double)utilization / target_percent,
                                    .counted = usage->pods[POD_READY]};
    int64_t usage_m = usage->usage_m;
    if (usage->pods[POD_MISSING] > 0 && ratio.seen != 1.0) {
        ratio.counted += usage->pods[POD_MISSING];
        request_m += usage->request_m[POD_MISSING];
        usage_m += ratio.seen < 1.0 ? usage->fallback_m : 0;
    }
    if (counts_unready(usage, ratio.seen)) {
        ratio.counted += usage->pods[POD_UNREADY];
        request_m += usage->request_m[POD_UNREADY];
    }
    ratio.corrected = (double)percent_of(usage_m, request_m) / target_percent;
    return (struct replica_proposal){
        .replicas = replicas_for_ratio(usage, &ratio, current, tolerance),
        .current = utilization,
    };
}

struct replica_proposal replicas_for_average(const struct pod_usage *usage, int32_t current,
                                             int64_t target_m,
                                             const struct replica_tolerance *tolerance)
{
    if (all_pods(usage) == 0)
        return no_pods;
    if (usage->pods[POD_READY] == 0)
        return no_metrics;
    int64_t average = usage->usage_m / usage->pods[POD_READY];
    struct corrected_ratio ratio = {.seen = (double)average / (double)target_m,
                                    .counted = usage->pods[POD_READY]};
    int64_t usage_m = usage->usage_m;
    if (usage->pods[POD_MISSING] > 0) {
        ratio.counted += usage->pods[POD_MISSING];
        usage_m += ratio.seen < 1.0 ? usage->pods[POD_MISSING] * target_m : 0;
    }
    if (counts_unready(usage, ratio.seen))
        ratio.counted += usage->pods[POD_UNREADY];
    int64_t corrected = usage_m / ratio.counted;
    ratio.corrected = (double)corrected / (double)target_m;
    return (struct replica_proposal){
        .replicas = replicas_for_ratio(usage, &ratio, current, tolerance),
        .current = average,
    };
}

struct replica_proposal replicas_for_value(int64_t value_m, int64_t target_m, int32_t current,
                                           int64_t ready_pods,
                                           const struct replica_tolerance *tolerance)
{
    double ratio = (double)value_m / (double)target_m;
    struct replica_proposal proposal = {.replicas = current, .current = value_m};
    if (current == 0)
        proposal.replicas = replicas_up(ratio);
    else if (!is_within(tolerance, ratio))
        proposal.replicas = replicas_up(ratio * (double)ready_pods);
    return proposal;
}

struct replica_proposal replicas_for_shared_value(int64_t value_m, int64_t target_m,
                                                  int32_t current,
                                                  const struct replica_tolerance *tolerance)
{
    struct replica_proposal proposal = {.replicas = current};
    if (current > 0)
        proposal.current = value_m / current + (value_m % current > 0);
    if (current == 0 || !is_within(tolerance, (double)value_m / ((double)target_m * current)))
        proposal.replicas = replicas_up((double)value_m / (double)target_m);
    return proposal;
}
