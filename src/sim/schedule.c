#include "sim/schedule.h"

#include "base/memory.h"
#include "policy/core/platform.h"

#include <stdlib.h>

#define NEVER INT64_MAX

/// The first run after `after`.
static instant next_run(const struct scheduled_run *run, instant after)
{
    const struct scheduled_action *action = run->action;
    if (action->recurrence == NULL)
        return action->start != INSTANT_NONE && action->start > after ? action->start : NEVER;
    instant next;
    if (action->start != INSTANT_NONE && action->start > after && run->at_start)
        next = action->start;
    else if (action->start != INSTANT_NONE && action->start > after)
        next = cron_next(&run->cron, run->zone, action->start - 1);
    else
        next = cron_next(&run->cron, run->zone, after);
    if (next == INSTANT_NONE || (action->end != INSTANT_NONE && next > action->end))
        return NEVER;
    return next;
}

static void find_next(struct schedule *schedule)
{
    schedule->next = NEVER;
    for (size_t i = 0; i < schedule->runs; i++)
        if (schedule->run[i].next < schedule->next)
            schedule->next = schedule->run[i].next;
}

static int start_run(struct scheduled_run *run, const struct scheduled_action *action, instant from,
                     struct err *err)
{
    struct err inner;
    run->action = action;
    if ((action->recurrence != NULL && cron_parse(&run->cron, action->recurrence, &inner) != 0) ||
        (action->zone != NULL && zone_open(&run->zone, action->zone, &inner) != 0)) {
        if (action->origin.file == NULL)
            return err_set(err, inner.kind, "%s", inner.text);
        return err_at(err, action->origin.file, action->origin.line, action->name, "%s",
                      inner.text);
    }
    run->next = next_run(run, from - 1);
    return 0;
}

int schedule_start(struct schedule *schedule, const struct policy_set *set, instant from,
                   struct err *err)
{
    *schedule = (struct schedule){.next = NEVER};
    if (set->scheduled_count == 0)
        return 0;
    schedule->run = mem_alloc(set->scheduled_count, sizeof *schedule->run);
    for (size_t i = 0; i < set->scheduled_count; i++) {
        if (scheduled_action_rival(set, i) != POLICY_NONE) {
            schedule->rejected++;
            continue;
        }
        struct scheduled_run *run = &schedule->run[schedule->runs++];
        run->at_start = set->platform->runs_at_start;
        if (start_run(run, &set->scheduled[i], from, err) != 0)
            return -1;
    }
    find_next(schedule);
    return 0;
}

const struct scheduled_action *schedule_take(struct schedule *schedule, instant now)
{
    if (schedule->next > now)
        return NULL;
    for (size_t i = 0; i < schedule->runs; i++) {
        struct scheduled_run *run = &schedule->run[i];
        if (run->next > now)
            continue;
        run->next = next_run(run, run->next);
        find_next(schedule);
        return run->action;
    }
    return NULL;
}

void schedule_release(struct schedule *schedule)
{
    for (size_t i = 0; i < schedule->runs; i++)
        zone_close(schedule->run[i].zone);
    free(schedule->run);
    *schedule = (struct schedule){.next = NEVER};
}
