#include "advise/schedule_actions.h"

#include "base/str.h"
#include "base/vec.h"
#include "sim/schedule.h"
#include "time/cron.h"

#include <math.h>
#include <stdlib.h>

// --- events --------------------------------------------------------------------------------------

static void widen(const struct schedule_question *question, struct event_window *window)
{
    // What follows at once is ordered while the event lasts.
    instant until = window->end + (instant)question->lead_s * (instant)INSTANT_PER_SECOND;
    window->instances = 0;
    for (size_t i = 0; i < question->steps; i++) {
        const struct schedule_step *step = &question->step[i];
        if (step->end > window->start && step->start < until)
            window->instances = fmax(window->instances, step->instances);
    }
}

struct event_window *event_windows_find(const struct schedule_question *question, size_t *windows)
{
    struct event_window *window = mem_alloc(question->steps, sizeof *window);
    instant ahead =
        (instant)fmax(question->ahead_s, question->lead_s) * (instant)INSTANT_PER_SECOND;
    *windows = 0;
    for (size_t i = 0; i < question->steps; i++) {
        const struct schedule_step *step = &question->step[i];
        if (step->event == NULL)
            continue;
        instant start = step->start - ahead;
        if (start < question->step[0].start)
            start = question->step[0].start;
        struct event_window *last = *windows == 0 ? NULL : &window[*windows - 1];
        if (last != NULL && start <= last->end)
            last->end = step->end;
        else
            window[(*windows)++] = (struct event_window){start, step->end, 0, step->event};
    }
    for (size_t i = 0; i < *windows; i++)
        widen(question, &window[i]);
    return window;
}

// --- what a set holds ----------------------------------------------------------------------------

int scaling_schedule_least(const struct policy_set *set, const instant *from, const instant *to,
                           size_t count, double *least, struct err *err)
{
    struct schedule schedule;
    struct change {
        instant time;
        double level;
    } *change = NULL;
    size_t changes = 0;
    size_t capacity = 0;
    // A week before the first time every weekly action has run.
    int status =
        schedule_start(&schedule, set, from[0] - 8 * SECONDS_PER_DAY * INSTANT_PER_SECOND, err);
    while (status == 0 && schedule.next < to[count - 1]) {
        const instant now = schedule.next;
        const struct scheduled_action *action = schedule_take(&schedule, now);
        if (action == NULL)
            break;
        const struct change taken = {now, action->min};
        VEC_PUSH(change, changes, capacity, taken);
    }
    size_t first = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        while (first + 1 < changes && change[first + 1].time <= from[i])
            first++;
        least[i] = changes > 0 && change[first].time <= from[i] ? change[first].level : (double)NAN;
        for (size_t k = first + 1; k < changes && change[k].time < to[i]; k++)
            least[i] = fmin(least[i], change[k].level);
    }
    free(change);
    schedule_release(&schedule);
    return status;
}

// --- actions -------------------------------------------------------------------------------------

static const char *const day_names[WEEK_DAYS] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

void schedule_append_days(struct str *text, unsigned days)
{
    size_t first = 0;
    while (first < WEEK_DAYS && !(days >> first & 1u))
        first++;
    size_t end = first;
    while (end < WEEK_DAYS && days >> end & 1u)
        end++;
    // A range does not end on Sunday, which is day 0 of many a platform: FRI-SUN runs backwards.
    bool is_week = end - first == WEEK_DAYS;
    bool is_run = days >> end == 0 && end - first > 2 && (end < WEEK_DAYS || is_week);
    if (is_week) {
        str_append_char(text, '*');
    } else if (is_run) {
        str_appendf(text, "%s-%s", day_names[first], day_names[end - 1]);
    } else {
        for (size_t day = first; day < WEEK_DAYS; day++)
            if (days >> day & 1u)
                str_appendf(text, "%s%s", day == first ? "" : ",", day_names[day]);
    }
}

static struct scheduled_action *add(const struct schedule_question *question,
                                    struct scaling_schedule *schedule, double level,
                                    const char *reason)
{
    struct policy_set *set = &schedule->set;
    size_t at = set->scheduled_count++;
    struct scheduled_action *action = &set->scheduled[at];
    scheduled_action_init(action);
    action->name = arena_printf(&set->arena, "capacity-%02zu", at + 1);
    action->min = level;
    action->desired = level;
    action->max = question->max;
    schedule->reason[at] = reason;
    return action;
}

static bool is_taken(const struct policy_set *set, instant time)
{
    for (size_t i = 0; i < set->scheduled_count; i++)
        if (set->scheduled[i].start == time)
            return true;
    return false;
}

/// A recurring action that has a start runs then, too, and only one action of a group may start at
/// one time: each starts with its own first run from `from` on. INSTANT_NONE when there is none
/// before `end`.
static int first_run(const struct schedule_question *question, const struct policy_set *set,
                     const char *recurrence, instant from, instant end, instant *first,
                     struct err *err)
{
    struct cron cron;
    if (cron_parse(&cron, recurrence, err) != 0)
        return -1;
    *first = cron_next(&cron, question->zone, from - 1);
    // Where clocks skip an hour two local times are one.
    while (*first != INSTANT_NONE && is_taken(set, *first))
        *first = cron_next(&cron, question->zone, *first);
    if (end != INSTANT_NONE && *first > end)
        *first = INSTANT_NONE;
    return 0;
}

/// The week's actions between two instants (INSTANT_NONE: without an end), but those that would
/// not run between them.
static int add_week(const struct schedule_question *question, instant start, instant end,
                    struct scaling_schedule *schedule, struct err *err)
{
    const struct week_levels *levels = &schedule->levels;
    struct arena *arena = &schedule->set.arena;
    for (size_t i = 0; i < levels->count; i++) {
        const struct level_change *change = &levels->change[i];
        struct str cron = {0};
        str_appendf(&cron, "%d %d * * ", change->minute % 60, change->minute / 60);
        schedule_append_days(&cron, change->days);
        const char *recurrence = arena_strdup(arena, str_text(&cron));
        str_release(&cron);
        instant first = INSTANT_NONE;
        if (start != INSTANT_NONE) {
            if (first_run(question, &schedule->set, recurrence, start, end, &first, err) != 0)
                return -1;
            if (first == INSTANT_NONE)
                continue;
        }
        const char *reason = arena_printf(
            arena,
            change->up ? "%.10g are needed from %02d:%02d on" : "%.10g suffice from %02d:%02d on",
            change->level, change->serves_minute / 60, change->serves_minute % 60);
        struct scheduled_action *action = add(question, schedule, change->level, reason);
        action->recurrence = recurrence;
        action->zone = question->zone_name;
        action->start = first;
        action->end = end;
    }
    return 0;
}

/// Whether one of the week's actions runs at `time` and so brings the week's level back by itself.
static int runs_at(const struct schedule_question *question,
                   const struct scaling_schedule *schedule, instant time, bool *runs,
                   struct err *err)
{
    struct policy_set week = {.arena = {0}};
    *runs = false;
    for (size_t i = 0; i < schedule->set.scheduled_count && !*runs; i++) {
        const struct scheduled_action *action = &schedule->set.scheduled[i];
        instant first;
        if (first_run(question, &week, action->recurrence, time, INSTANT_NONE, &first, err) != 0)
            return -1;
        *runs = first == time;
    }
    return 0;
}

/// The actions of one event: its capacity, and the week's level after it.
static void add_event(const struct schedule_question *question, struct scaling_schedule *schedule,
                      const struct event_window *window, double after, bool resumes)
{
    const char *event = arena_strdup(&schedule->set.arena, window->event);
    add(question, schedule, fmax(window->instances, 0), event)->start = window->start;
    if (!resumes)
        add(question, schedule, after, arena_printf(&schedule->set.arena, "after %s", event))
            ->start = window->end;
}

/// The week and the events in turn.
static int add_all(const struct schedule_question *question, struct scaling_schedule *schedule,
                   const double *after, const bool *resumes, struct err *err)
{
    const instant begin = question->step[0].start;
    instant from = INSTANT_NONE;
    for (size_t i = 0; i < schedule->events; i++) {
        const struct event_window *window = &schedule->window[i];
        // A week that ends before the horizon begins is never there.
        if (window->start > begin &&
            add_week(question, from, window->start - INSTANT_PER_SECOND, schedule, err) != 0)
            return -1;
        add_event(question, schedule, window, after[i], resumes[i]);
        from = window->end;
    }
    return add_week(question, from, INSTANT_NONE, schedule, err);
}

static void clear(struct scaling_schedule *schedule, size_t most)
{
    struct arena *arena = &schedule->set.arena;
    schedule->set.scheduled = arena_alloc(arena, most * sizeof *schedule->set.scheduled);
    schedule->reason = arena_alloc(arena, most * sizeof *schedule->reason);
    schedule->set.scheduled_count = 0;
}

int schedule_actions_make(const struct schedule_question *question,
                          struct scaling_schedule *schedule, struct err *err)
{
    const struct event_window *window = schedule->window;
    const size_t windows = schedule->events;
    const size_t most = schedule->weekly * (windows + 1) + 2 * windows;
    struct arena *arena = &schedule->set.arena;
    double *after = mem_alloc(windows + 1, sizeof *after);
    bool *resumes = mem_alloc(windows + 1, sizeof *resumes);
    clear(schedule, most);
    schedule->set.group.name = arena_strdup(arena, question->group);
    int status = add_week(question, INSTANT_NONE, INSTANT_NONE, schedule, err);
    for (size_t i = 0; i < windows && status == 0; i++) {
        // The millisecond that the week's own level holds at the end of the window.
        const instant end = window[i].end + 1;
        status = scaling_schedule_least(&schedule->set, &window[i].end, &end, 1, &after[i], err);
        if (status == 0)
            status = runs_at(question, schedule, window[i].end, &resumes[i], err);
    }
    if (status == 0 && windows > 0) {
        clear(schedule, most);
        status = add_all(question, schedule, after, resumes, err);
    }
    free(resumes);
    free(after);
    return status;
}
