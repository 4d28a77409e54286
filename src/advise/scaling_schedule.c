#include "advise/scaling_schedule.h"

#include "advise/schedule_actions.h"
#include "base/memory.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdlib.h>

enum {
    SLOT_LEAST_S = 300,
    STEP_MOST_S = 6 * 3600,
    REPAIRS_MAX = 200,
    CLOCK_CHANGE_S = 3600, ///< how far a change of the clock moves what happens at a local time
};

// --- the need of the week ------------------------------------------------------------------------

/// Slots of a day that steps of this length fill: their own length where it divides a day, else a
/// quarter of an hour.
static size_t slots_of(int64_t step_s)
{
    int64_t slot = step_s < SLOT_LEAST_S ? SLOT_LEAST_S : step_s;
    if (SECONDS_PER_DAY % slot != 0 || slot % 60 != 0)
        slot = SECONDS_PER_DAY / 96;
    return (size_t)(SECONDS_PER_DAY / slot);
}

/// The slot of the week that an instant lies in.
static size_t slot_at(const struct schedule_question *question, size_t slots, instant time)
{
    int64_t offset = question->zone == NULL ? 0 : zone_offset_s(question->zone, time);
    int64_t local_s = time / INSTANT_PER_SECOND + offset;
    int64_t days = local_s / SECONDS_PER_DAY - (local_s % SECONDS_PER_DAY < 0);
    int64_t slot = (local_s - days * SECONDS_PER_DAY) * (int64_t)slots / SECONDS_PER_DAY;
    return (size_t)civil_weekday(days) * slots + (size_t)slot;
}

/// Raises the slots between two instants to what is needed.
static void raise(const struct schedule_question *question, struct week_need *week, instant from,
                  instant to, double instances)
{
    instant slot_ms = SECONDS_PER_DAY * INSTANT_PER_SECOND / (instant)week->slots;
    for (instant at = from; at < to + slot_ms; at += slot_ms) {
        size_t slot = slot_at(question, week->slots, at < to ? at : to - 1);
        week->need[slot] = fmax(week->need[slot], instances);
    }
}

/// Slots that no step lies in need what the same slot does on other days, at most.
static size_t fill_unseen(struct week_need *week)
{
    size_t unseen = 0;
    for (size_t slot = 0; slot < week->slots; slot++) {
        double most = NAN;
        for (size_t day = 0; day < WEEK_DAYS; day++)
            most = fmax(most, week->need[day * week->slots + slot]);
        for (size_t day = 0; day < WEEK_DAYS; day++) {
            double *need = &week->need[day * week->slots + slot];
            unseen += isnan(*need) ? 1 : 0;
            *need = isnan(*need) ? fmax(most, 0) : *need;
        }
    }
    return unseen;
}

static void find_need(const struct schedule_question *question, const struct event_window *window,
                      size_t windows, struct week_need *week, struct notes *notes)
{
    size_t at = 0;
    week->slots = slots_of((question->step[0].end - question->step[0].start) / INSTANT_PER_SECOND);
    for (size_t i = 0; i < WEEK_DAYS * week->slots; i++)
        week->need[i] = NAN;
    for (size_t i = 0; i < question->steps; i++) {
        const struct schedule_step *step = &question->step[i];
        while (at < windows && window[at].end <= step->start)
            at++;
        bool in_window = at < windows && window[at].start <= step->start;
        if (!in_window)
            raise(question, week, step->start, step->end, step->instances);
    }
    if (fill_unseen(week) > 0)
        notes_add(notes, NOTE_WARNING, "schedule-unseen",
                  "the forecast does not cover a whole week beside its events: what is not covered "
                  "is scheduled as the highest of the same time on other days");
}

// --- what the actions hold -----------------------------------------------------------------------

/// Steps that the schedule leaves short raise the week around them; returns how many there are.
static size_t repair(const struct schedule_question *question, const double *least,
                     struct week_need *week)
{
    size_t shorts = 0;
    instant reach = (instant)(question->lead_s + CLOCK_CHANGE_S) * INSTANT_PER_SECOND;
    for (size_t i = 0; i < question->steps; i++) {
        const struct schedule_step *step = &question->step[i];
        if (!(least[i] < step->instances))
            continue;
        raise(question, week, step->start - reach,
              step->end + (instant)CLOCK_CHANGE_S * INSTANT_PER_SECOND, step->instances);
        shorts++;
    }
    return shorts;
}

/// The least that each step finds from when its capacity was to be ordered until its end.
static int find_least(const struct schedule_question *question, const struct policy_set *set,
                      double *least, struct err *err)
{
    instant *from = mem_alloc(question->steps, sizeof *from);
    instant *to = mem_alloc(question->steps, sizeof *to);
    for (size_t i = 0; i < question->steps; i++) {
        from[i] = question->step[i].start - (instant)question->lead_s * (instant)INSTANT_PER_SECOND;
        // What happens before the horizon is not the schedule's to answer for.
        if (from[i] < question->step[0].start)
            from[i] = question->step[0].start;
        to[i] = question->step[i].end;
    }
    int status = scaling_schedule_least(set, from, to, question->steps, least, err);
    free(from);
    free(to);
    return status;
}

static void sum_up(const struct schedule_question *question, const double *least,
                   struct scaling_schedule *schedule)
{
    schedule->least = INFINITY;
    for (size_t i = 0; i < question->steps; i++) {
        const struct schedule_step *step = &question->step[i];
        double hours = (double)(step->end - step->start) / (3600.0 * INSTANT_PER_SECOND);
        schedule->need_hours += step->instances * hours;
        schedule->level_hours += least[i] * hours;
        schedule->least = fmin(schedule->least, least[i]);
        schedule->most = fmax(schedule->most, least[i]);
    }
}

// --- the whole -----------------------------------------------------------------------------------

static int check(const struct schedule_question *question, struct err *err)
{
    const struct schedule_step *last = &question->step[question->steps - 1];
    instant length = last->end - question->step[0].start;
    if (length < SECONDS_PER_DAY * INSTANT_PER_SECOND)
        return err_set(err, ERR_DATA,
                       "the forecast covers less than a day, which is too short to "
                       "schedule by: --horizon of headroom forecast makes it longer, "
                       "2w show a week twice");
    if (question->step[0].end - question->step[0].start > STEP_MOST_S * INSTANT_PER_SECOND)
        return err_set(err, ERR_DATA,
                       "steps of more than 6 hours do not show when in the day demand "
                       "rises: forecast a finer series");
    if (question->lead_s >= SECONDS_PER_DAY)
        return err_set(err, ERR_USAGE,
                       "--boot and --early are a day or more together: schedule what "
                       "takes hours to start, order what takes longer");
    for (size_t i = 0; i < question->steps; i++)
        if (question->step[i].instances > 0)
            return 0;
    return err_set(err, ERR_DATA,
                   "the forecast takes no instance at any time: there is nothing to schedule");
}

/// Solves the week and makes the actions of it.
static int make_once(const struct schedule_question *question, const struct week_need *week,
                     struct scaling_schedule *schedule, struct err *err)
{
    week_levels_release(&schedule->levels);
    week_levels_find(week, question->waste, (int)ceil(question->lead_s / 60), &schedule->levels);
    schedule->weekly = schedule->levels.count;
    return schedule_actions_make(question, schedule, err);
}

int scaling_schedule_make(const struct schedule_question *question,
                          struct scaling_schedule *schedule, struct notes *notes, struct err *err)
{
    *schedule = (struct scaling_schedule){0};
    policy_set_init(&schedule->set, &platform_ec2);
    if (check(question, err) != 0)
        return -1;
    schedule->window = event_windows_find(question, &schedule->events);
    struct week_need *week = mem_alloc(1, sizeof *week);
    double *least = mem_alloc(question->steps, sizeof *least);
    find_need(question, schedule->window, schedule->events, week, notes);
    int status = 0;
    size_t shorts = 1;
    for (int i = 0; i < REPAIRS_MAX && shorts > 0 && status == 0; i++) {
        status = make_once(question, week, schedule, err);
        if (status == 0)
            status = find_least(question, &schedule->set, least, err);
        shorts = status == 0 ? repair(question, least, week) : 0;
    }
    if (status == 0 && shorts > 0)
        status = err_set(err, ERR_DATA,
                         "%zu steps of the forecast cannot be served by a weekly "
                         "schedule with events like these",
                         shorts);
    if (status == 0)
        sum_up(question, least, schedule);
    free(least);
    free(week);
    return status;
}

void scaling_schedule_release(struct scaling_schedule *schedule)
{
    free(schedule->window);
    week_levels_release(&schedule->levels);
    policy_set_release(&schedule->set);
}
