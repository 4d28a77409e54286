// Which counts of pods a metric never leaves, by the calculation that the controller and the replay
// make (replica_calculation.h).
#include "base/str.h"
#include "policy/core/lint_part.h"
#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/kubernetes_parts.h"
#include "policy/kubernetes/replica_calculation.h"

#include <math.h>

/// Up to so many pods rounding keeps one until a quarter of the target is free, or more.
enum { SMALL_PODS = 4 };

/// The request of each pod, of which use is a per cent.
enum { REQUEST_M = 100000 };

/// Counts beyond are looked at by their greatest alone: the ratio is the same for all.
enum { PODS_MOST = 1000 };

static struct replica_tolerance tolerance_of(const struct replica_policy *replicas)
{
    double down = replicas->down.tolerance, up = replicas->up.tolerance;
    return (struct replica_tolerance){.down = isnan(down) ? REPLICA_TOLERANCE : down,
                                      .up = isnan(up) ? REPLICA_TOLERANCE : up};
}

/// What so many pods become that all are ready and use `percent` of their request.
static int32_t proposed(const struct replica_metric *metric,
                        const struct replica_tolerance *tolerance, int32_t pods, int32_t percent)
{
    struct pod_usage usage;
    pod_usage_init(&usage, (int32_t)metric->target);
    pod_usage_add(&usage, POD_READY, pods, (int64_t)percent * REQUEST_M / 100, REQUEST_M);
    return replicas_for_utilization(&usage, pods, (int32_t)metric->target, tolerance).replicas;
}

/// The highest use, up to the target, at which so many pods become fewer; -1: none.
static int32_t shrinks_at(const struct replica_metric *metric,
                          const struct replica_tolerance *tolerance, int32_t pods)
{
    int32_t percent = (int32_t)fmin(metric->target, INT32_MAX / REQUEST_M);
    while (percent >= 0 && proposed(metric, tolerance, pods, percent) >= pods)
        percent--;
    return percent;
}

/// Pods that use all of their request, and no more.
static void lint_full(const struct lint_run *run, const struct replica_metric *metric,
                      const struct replica_tolerance *tolerance, int32_t most)
{
    const struct replica_policy *replicas = &run->set->replicas;
    const char *name = lint_name(run, metric->metric.name);
    if (metric->target > 100 || most < 2 || replicas->up.select == SELECT_DISABLED ||
        proposed(metric, tolerance, most - 1, 100) > most - 1)
        return;
    if (isnan(replicas->up.tolerance))
        lint_add(run, LINT_REPLICAS_HELD_AT_REQUEST, &metric->metric.origin,
                 "metric %s: at 100%% of the request %d pods stay %d, as that is within %.10g%% of "
                 "%.10g%%",
                 name, most - 1, most - 1, 100 * tolerance->up, metric->target);
    else
        lint_add(run, LINT_REPLICAS_HELD, &replicas->origin,
                 "metric %s: nothing scales up, as all of the request is within %.10g%% of %.10g%%",
                 name, 100 * tolerance->up, metric->target);
}

/// Counts at which a tolerance of the object's own holds pods that fewer could do without.
static void lint_kept(const struct lint_run *run, const struct replica_metric *metric,
                      const struct replica_tolerance *tolerance, int32_t least, int32_t most)
{
    int32_t worst = 0, worst_at = 0, worst_gap = 0;
    for (int32_t pods = least + 1; pods <= most && pods <= PODS_MOST; pods++) {
        int32_t fits = (int32_t)floor(metric->target * (pods - 1) / pods);
        int32_t at = shrinks_at(metric, tolerance, pods);
        if (fits - at > worst_gap) {
            worst_gap = fits - at;
            worst = pods;
            worst_at = at;
        }
    }
    if (worst == 0 || worst_at < 0)
        return;
    lint_add(run, LINT_REPLICAS_KEPT, &run->set->replicas.origin,
             "metric %s: %d pods stay until it is at %d%%, though %d would be at their target of "
             "%.10g%% from %.0f%% on",
             lint_name(run, metric->metric.name), worst, worst_at, worst - 1, metric->target,
             floor(metric->target * (worst - 1) / worst));
}

/// Few pods: whole ones alone can go.
static void lint_few(const struct lint_run *run, const struct replica_metric *metric,
                     const struct replica_tolerance *tolerance, int32_t least, int32_t most)
{
    struct str text = {0};
    for (int32_t pods = least + 1; pods <= most && pods <= SMALL_PODS; pods++) {
        int32_t at = shrinks_at(metric, tolerance, pods);
        str_appendf(&text, "%s%d stay above %d%%", text.length == 0 ? "" : ", ", pods, at);
    }
    if (text.length > 0)
        lint_add(run, LINT_REPLICAS_FEW, &metric->metric.origin,
                 "metric %s, target %.10g%%: %s of the request",
                 lint_name(run, metric->metric.name), metric->target, str_text(&text));
    str_release(&text);
}

void lint_held(const struct lint_run *run, const struct replica_metric *metric)
{
    const struct replica_policy *replicas = &run->set->replicas;
    const struct scaling_group *group = &run->set->group;
    struct replica_tolerance tolerance = tolerance_of(replicas);
    if (tolerance.down >= 1)
        lint_add(run, LINT_REPLICAS_HELD, &replicas->origin,
                 "metric %s: nothing scales down, as no value is more than %.10g%% below %.10g",
                 lint_name(run, metric->metric.name), 100 * tolerance.down, metric->target);
    if (metric->target_type != TARGET_UTILIZATION || !(metric->target >= 1) ||
        !(metric->target < INT32_MAX / REQUEST_M) || !(group->max < INT32_MAX))
        return;
    int32_t least = isnan(group->min) ? 1 : (int32_t)fmax(group->min, 1);
    int32_t most = (int32_t)group->max;
    lint_full(run, metric, &tolerance, most);
    if (tolerance.down >= 1 || replicas->down.select == SELECT_DISABLED)
        return;
    if (replicas->down.tolerance > REPLICA_TOLERANCE)
        lint_kept(run, metric, &tolerance, least, most);
    if (replicas->metrics == 1)
        lint_few(run, metric, &tolerance, least, most);
}
