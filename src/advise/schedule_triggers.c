#include "advise/schedule_triggers.h"

#include "advise/schedule_actions.h"
#include "base/str.h"
#include "policy/gcp/mig_policy.h"
#include "policy/platforms.h"

#include <math.h>

enum { WEEK_MINUTES = WEEK_DAYS * DAY_MINUTES };

/// "45 8 * * MON-FRI", in the set's arena.
static const char *weekly_cron(struct policy_set *set, int minute, unsigned days)
{
    struct str cron = {0};
    str_appendf(&cron, "%d %d * * ", minute % 60, minute / 60);
    schedule_append_days(&cron, days);
    const char *text = arena_strdup(&set->arena, str_text(&cron));
    str_release(&cron);
    return text;
}

/// "0 10 8 6 *": the minute of an instant on the schedule's clock, each year.
static const char *yearly_cron(const struct schedule_question *question, struct policy_set *set,
                               instant time)
{
    struct civil local;
    int64_t offset_s = question->zone == NULL ? 0 : zone_offset_s(question->zone, time);
    civil_from_instant(time + offset_s * INSTANT_PER_SECOND, &local);
    return arena_printf(&set->arena, "%d %d %d %d *", local.minute, local.hour, local.day,
                        local.month);
}

static void add_trigger(const struct schedule_question *question, struct policy_set *set,
                        const char *from, const char *until, double replicas)
{
    struct replica_metric *trigger = &set->replicas.metric[set->replicas.metrics++];
    replica_metric_init(trigger);
    trigger->metric.name = trigger->trigger = "cron";
    trigger->target_type = TARGET_AVERAGE_VALUE;
    trigger->target = replicas;
    trigger->target_key = "desiredReplicas";
    trigger->recurrence = from;
    trigger->recurrence_end = until;
    trigger->zone = question->zone_name == NULL ? "UTC" : question->zone_name;
}

// --- the week ------------------------------------------------------------------------------------

static double lowest_level(const struct week_levels *levels)
{
    double lowest = INFINITY;
    for (size_t i = 0; i < levels->count; i++)
        lowest = fmin(lowest, levels->change[i].level);
    return lowest;
}

/// Minutes from a change on one of its days until the next change, in a week that goes round.
static int minutes_held(const struct week_levels *levels, size_t change, int day)
{
    int from = day * DAY_MINUTES + levels->change[change].minute;
    int least = WEEK_MINUTES;
    for (size_t i = 0; i < levels->count; i++) {
        for (int other = 0; other < WEEK_DAYS; other++) {
            int at = other * DAY_MINUTES + levels->change[i].minute;
            int held = (at - from + WEEK_MINUTES) % WEEK_MINUTES;
            if ((levels->change[i].days >> other & 1u) && held > 0 && held < least)
                least = held;
        }
    }
    return least;
}

/// Moves each day of a mask on by some days.
static unsigned days_after(unsigned days, int count)
{
    unsigned moved = 0;
    for (int day = 0; day < WEEK_DAYS; day++)
        if (days >> day & 1u)
            moved |= 1u << (day + count) % WEEK_DAYS;
    return moved;
}

/// A trigger for each length of time for which the level of a change is held.
static void add_level(const struct schedule_question *question, const struct week_levels *levels,
                      size_t change, struct policy_set *set)
{
    const struct level_change *of = &levels->change[change];
    unsigned left = of->days;
    for (int first = 0; first < WEEK_DAYS; first++) {
        if (!(left >> first & 1u))
            continue;
        int held = minutes_held(levels, change, first);
        unsigned alike = 0;
        for (int day = first; day < WEEK_DAYS; day++)
            if ((left >> day & 1u) && minutes_held(levels, change, day) == held)
                alike |= 1u << day;
        left &= ~alike;
        int end = of->minute + held;
        add_trigger(question, set, weekly_cron(set, of->minute, alike),
                    weekly_cron(set, end % DAY_MINUTES, days_after(alike, end / DAY_MINUTES)),
                    of->level);
    }
}

// --- the whole -----------------------------------------------------------------------------------

/// The group, and what of it is scaled.
static void begin(const struct schedule_question *question, const struct scaling_schedule *schedule,
                  struct policy_set *set)
{
    policy_set_init(set, &platform_keda);
    struct arena *arena = &set->arena;
    set->group.name = question->group == NULL ? NULL : arena_strdup(arena, question->group);
    set->group.min = lowest_level(&schedule->levels);
    set->group.max = set->group.min;
    set->replicas.target_api = "apps/v1";
    set->replicas.target_kind = "Deployment";
    set->replicas.target_name = set->group.name;
    set->replicas.metric =
        arena_alloc(arena, (schedule->levels.count * WEEK_DAYS + schedule->events) *
                               sizeof *set->replicas.metric);
}

void schedule_triggers_make(const struct schedule_question *question,
                            const struct scaling_schedule *schedule, struct policy_set *set,
                            struct notes *notes)
{
    const struct week_levels *levels = &schedule->levels;
    begin(question, schedule, set);
    for (size_t i = 0; i < levels->count; i++)
        if (levels->change[i].level > set->group.min)
            add_level(question, levels, i, set);
    for (size_t i = 0; i < schedule->events; i++) {
        const struct event_window *window = &schedule->window[i];
        if (window->instances > set->group.min)
            add_trigger(question, set, yearly_cron(question, set, window->start),
                        yearly_cron(question, set, window->end + 59 * INSTANT_PER_SECOND),
                        window->instances);
    }
    if (schedule->events > 0)
        notes_add(notes, NOTE_WARNING, "schedule-yearly",
                  "a cron trigger names no year: take those of events, which have a day and a "
                  "month, out when they are over, or they come back in a year");
    for (size_t i = 0; i < set->replicas.metrics; i++)
        set->group.max = fmax(set->group.max, set->replicas.metric[i].target);
    if (question->max > set->group.max)
        set->group.max = question->max;
}

// --- for Google Cloud ----------------------------------------------------------------------------

/// Seconds by the clock from one cron's time to the next of another.
static double held_s(const char *from, const char *until)
{
    struct cron start, end;
    struct err err;
    if (cron_parse(&start, from, &err) != 0 || cron_parse(&end, until, &err) != 0)
        return NAN;
    instant begin = cron_next(&start, NULL, 0);
    return (double)(cron_next(&end, NULL, begin) - begin) / (double)INSTANT_PER_SECOND;
}

int schedule_floors_make(const struct schedule_question *question,
                         const struct scaling_schedule *schedule, struct policy_set *set,
                         struct notes *notes, struct err *err)
{
    struct policy_set triggers;
    schedule_triggers_make(question, schedule, &triggers, notes);
    size_t count = triggers.replicas.metrics;
    if (count > MIG_SCHEDULES_MAX) {
        policy_set_release(&triggers);
        return err_set(err, ERR_USAGE,
                       "--emit gcloud: %zu schedules, and a group takes %d at most: a higher "
                       "--waste, fewer events or a shorter horizon make fewer",
                       count, (int)MIG_SCHEDULES_MAX);
    }
    policy_set_init(set, &platform_mig);
    struct arena *arena = &set->arena;
    struct mig_policy *policy = arena_alloc(arena, sizeof *policy);
    set->own = policy;
    set->group.name = triggers.group.name == NULL ? NULL : arena_strdup(arena, triggers.group.name);
    set->group.min = triggers.group.min;
    set->group.max = triggers.group.max;
    mig_policy_init(policy, arena, count);
    for (size_t i = 0; i < count; i++) {
        const struct replica_metric *trigger = &triggers.replicas.metric[i];
        policy->schedule[policy->schedules++] = (struct mig_schedule){
            .name = arena_printf(arena, "level-%zu", i + 1),
            .recurrence = arena_strdup(arena, trigger->recurrence),
            .zone = arena_strdup(arena, trigger->zone),
            .duration_s = held_s(trigger->recurrence, trigger->recurrence_end),
            .required = trigger->target,
        };
    }
    notes_add(notes, NOTE_WARNING, "schedule-cpu",
              "Google Cloud takes schedules beside another signal alone: the group goes by its CPU "
              "at %.10g, too; change it to what is meant",
              MIG_CPU_TARGET);
    policy_set_release(&triggers);
    return 0;
}
