// Rules on schedules: scheduled actions, and the hours of KEDA's cron triggers.
#include "policy/core/lint_part.h"
#include "policy/core/platform.h"
#include "time/cron.h"
#include "time/zone.h"

#include <math.h>

/// Whether a schedule can be read in its zone; a finding where it cannot. Its first run at or after
/// `start` goes into *first.
static bool read_schedule(const struct lint_run *run, const char *recurrence, const char *zone_name,
                          instant start, const struct policy_origin *origin, instant *first)
{
    struct cron cron;
    struct err err = {0};
    if (cron_parse(&cron, recurrence, &err) != 0) {
        lint_add(run, LINT_SCHEDULE_INVALID, origin, "%s", err.text);
        return false;
    }
    struct zone *zone = NULL;
    if (zone_name != NULL && zone_open(&zone, zone_name, &err) != 0) {
        lint_add(run, LINT_SCHEDULE_ZONE, origin, "%s", err.text);
        return false;
    }
    *first = cron_next(&cron, zone, start == INSTANT_NONE ? 0 : start - 1);
    if (zone != NULL)
        zone_close(zone);
    return true;
}

static void lint_times(const struct lint_run *run, const struct scheduled_action *action)
{
    bool at_start = run->set->platform->runs_at_start && action->start != INSTANT_NONE;
    instant first = action->start;
    if (action->recurrence != NULL && !read_schedule(run, action->recurrence, action->zone,
                                                     action->start, &action->origin, &first))
        return;
    if (action->recurrence != NULL && at_start) {
        char when[INSTANT_TEXT_MAX];
        if (first != action->start)
            lint_add(run, LINT_SCHEDULE_START_RUNS, &action->origin,
                     "scheduled action %s: it runs at %s and then by %s",
                     lint_name(run, action->name), instant_format(when, action->start),
                     lint_name(run, action->recurrence));
        first = action->start;
    }
    if (first == INSTANT_NONE || (action->end != INSTANT_NONE && first > action->end))
        lint_add(run, LINT_SCHEDULE_NEVER, &action->origin, "scheduled action %s",
                 lint_name(run, action->name));
}

static void lint_capacities(const struct lint_run *run, const struct scheduled_action *action)
{
    const struct scaling_group *group = &run->set->group;
    double min = isnan(action->min) ? group->min : action->min;
    double max = isnan(action->max) ? group->max : action->max;
    if (min > max)
        lint_add(run, LINT_SCHEDULE_LIMITS, &action->origin,
                 "scheduled action %s: the minimum of %.10g is above the maximum of %.10g",
                 lint_name(run, action->name), min, max);
    else if (action->desired < min || action->desired > max)
        lint_add(run, LINT_SCHEDULE_LIMITS, &action->origin,
                 "scheduled action %s: the desired capacity of %.10g is not within %.10g to %.10g",
                 lint_name(run, action->name), action->desired, min, max);
}

/// Actions of one time: the service takes the first alone.
static void lint_same_start(const struct lint_run *run, size_t place)
{
    const struct policy_set *set = run->set;
    const struct scheduled_action *action = &set->scheduled[place];
    size_t rival = scheduled_action_rival(set, place);
    char when[INSTANT_TEXT_MAX];
    if (rival == POLICY_NONE)
        return;
    const char *time = action->start == INSTANT_NONE ? lint_name(run, action->recurrence)
                                                     : instant_format(when, action->start);
    lint_add(run, LINT_SCHEDULE_SAME_START, &action->origin,
             "scheduled actions %s and %s are both at %s",
             lint_name(run, set->scheduled[rival].name), lint_name(run, action->name), time);
}

/// Recurring actions raise the minimum, and none lowers it again: one that is lowered by another
/// has its return there, and the lowest of several is what the others return to.
static void lint_return(const struct lint_run *run, const struct scheduled_action *action)
{
    const struct policy_set *set = run->set;
    if (action->recurrence == NULL || !(action->min > set->group.min))
        return;
    for (size_t i = 0; i < set->scheduled_count; i++) {
        const struct scheduled_action *other = &set->scheduled[i];
        bool comes_back = other->recurrence != NULL || action->end != INSTANT_NONE;
        if (comes_back && (other->min < action->min || other->min > action->min))
            return;
    }
    lint_add(run, LINT_SCHEDULE_NO_RETURN, &action->origin,
             "scheduled action %s: the minimum goes from %.10g to %.10g",
             lint_name(run, action->name), set->group.min, action->min);
}

static void lint_count(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    size_t most = set->platform->scheduled_max;
    if (set->scheduled_count > most)
        lint_add(run, LINT_SCHEDULE_TOO_MANY, &set->scheduled[most].origin,
                 "%zu scheduled actions of %s, %zu at most", set->scheduled_count,
                 lint_name(run, set->group.name), most);
}

void lint_schedule(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    lint_count(run);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        lint_times(run, &set->scheduled[i]);
        lint_capacities(run, &set->scheduled[i]);
        lint_return(run, &set->scheduled[i]);
        lint_same_start(run, i);
    }
    for (size_t i = 0; i < set->replicas.metrics; i++) {
        const struct replica_metric *trigger = &set->replicas.metric[i];
        const char *const schedule[] = {trigger->recurrence, trigger->recurrence_end};
        for (size_t k = 0; k < 2; k++) {
            instant first;
            if (schedule[k] != NULL &&
                read_schedule(run, schedule[k], trigger->zone, INSTANT_NONE,
                              &trigger->metric.origin, &first) &&
                first == INSTANT_NONE)
                lint_add(run, LINT_SCHEDULE_NEVER, &trigger->metric.origin, "cron trigger \"%s\"",
                         schedule[k]);
        }
    }
}
