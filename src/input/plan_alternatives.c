#include "input/plan_alternatives.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_certain(const char *confidence)
{
    static const char *const words[] = {"sure",      "certain", "yes",   "confirmed", "planned",
                                        "scheduled", "booked",  "fixed", "given",     NULL};
    size_t i = 0;
    while (words[i] != NULL && strcasecmp(words[i], confidence) != 0)
        i++;
    return words[i] != NULL;
}

/// Whether the confidence is written as a number, which the reader has taken as a probability.
static bool is_share(const char *confidence)
{
    return confidence[strspn(confidence, " \t")] != '\0' &&
           strchr("0123456789.", confidence[strspn(confidence, " \t")]) != NULL;
}

void plan_events_settle(struct planned_events *events, const char *file, struct notes *notes)
{
    for (size_t i = 0; i < events->count; i++) {
        struct planned_event *event = &events->item[i];
        if (event->confidence == NULL || is_share(event->confidence) ||
            is_certain(event->confidence))
            continue;
        event->probability = 0;
        notes_add(notes, NOTE_WARNING, "event-scenario",
                  "%s:%zu: %s: \"%s\" is no probability: it is a scenario and not counted; a share "
                  "such as 90%% as its confidence, or sure, counts it",
                  file, event->line, event->name, event->confidence);
    }
}

void plan_history_copy(const struct series *from, size_t n, struct series *to)
{
    series_init(to, from->name, from->key, &from->unit, from->start, from->step_s, n);
    to->has_limit = from->has_limit;
    memcpy(to->value, from->value, n * sizeof *to->value);
    memcpy(to->mark, from->mark, n * sizeof *to->mark);
}

/// Forecasts and plans one of them.
static void make(struct invocation *invocation, struct sizing_options *sizing,
                 const struct zone *zone, const struct plan_outlook *base,
                 const struct plan_inputs *inputs, struct plan_alternative *one)
{
    struct err err;
    struct plan_outlook *outlook = &one->outlook;
    outlook->history = &one->history;
    outlook->by_peaks = base->by_peaks;
    outlook->subject = base->subject;
    one->made = true;
    if (plan_outlook_forecast(outlook, &err) != 0)
        return;
    plan_outlook_finish(invocation, sizing, zone, outlook);
    struct plan_inputs changed = *inputs;
    changed.history = &one->history;
    changed.forecast = &outlook->forecast;
    changed.peaks = outlook->by_peaks ? &outlook->peaks : NULL;
    if (capacity_plan_make(&changed, &one->plan, &err) != 0)
        one->plan.weeks = 0;
}

/// The same forecast with other probabilities.
static void with_probability(const struct planned_events *events, double probability,
                             const struct series *history, const struct plan_outlook *base,
                             struct plan_alternative *one)
{
    one->events = *events;
    one->events.item = mem_alloc(events->count, sizeof *one->events.item);
    memcpy(one->events.item, events->item, events->count * sizeof *one->events.item);
    for (size_t i = 0; i < events->count; i++)
        one->events.item[i].probability = probability;
    plan_history_copy(history, history->n, &one->history);
    one->outlook.options = base->options;
    one->outlook.options.events = &one->events;
}

void plan_alternatives_make(struct invocation *invocation, struct sizing_options *sizing,
                            const struct zone *zone, const struct planned_events *events,
                            const struct series *history, const struct plan_outlook *base,
                            const struct plan_inputs *inputs, bool with_past,
                            struct plan_alternatives *alternatives)
{
    enum { TESTED_WEEKS = 4 };
    const int64_t week_steps = SECONDS_PER_WEEK / history->step_s;
    bool unsure = false, coming = false;
    for (size_t i = 0; events != NULL && i < events->count; i++) {
        const struct planned_event *event = &events->item[i];
        bool acts = planned_event_concerns(event, history->key) &&
                    event->start + event->duration_ms > series_end(history) - INSTANT_PER_SECOND;
        coming = coming || acts || event->waves > 1;
        unsure = unsure || (acts && event->probability < 1);
    }
    if (coming) {
        with_probability(events, 0, history, base, &alternatives->without);
        make(invocation, sizing, zone, base, inputs, &alternatives->without);
    }
    if (unsure) {
        with_probability(events, 1, history, base, &alternatives->worst);
        struct plan_inputs high = *inputs;
        high.column = PLAN_P99;
        make(invocation, sizing, zone, base, &high, &alternatives->worst);
    }
    int64_t weeks = week_steps > 0 ? (int64_t)history->n / week_steps / 2 : 0;
    weeks = weeks > TESTED_WEEKS ? TESTED_WEEKS : weeks;
    if (with_past && weeks > 0 && SECONDS_PER_WEEK % history->step_s == 0) {
        struct plan_alternative *past = &alternatives->past;
        plan_history_copy(history, history->n - (size_t)(weeks * week_steps), &past->history);
        past->outlook.options = base->options;
        past->outlook.options.horizon_s = weeks * SECONDS_PER_WEEK;
        make(invocation, sizing, zone, base, inputs, past);
    }
}

static void release(struct plan_alternative *one)
{
    if (!one->made)
        return;
    capacity_plan_release(&one->plan);
    forecast_release(&one->outlook.forecast);
    peaks_release(&one->outlook.peaks);
    notes_release(&one->outlook.notes);
    series_release(&one->history);
    free(one->events.item);
}

void plan_alternatives_release(struct plan_alternatives *alternatives)
{
    release(&alternatives->without);
    release(&alternatives->worst);
    release(&alternatives->past);
    memset(alternatives, 0, sizeof *alternatives);
}
