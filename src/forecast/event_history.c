#include "forecast/event_history.h"

#include "base/memory.h"
#include "base/number.h"
#include "forecast/calendar.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// How many values of the same time, on each side, say what is usual.
enum { AROUND = 4, FEWEST_AROUND = 2, ACTING_MOST = 255 };

/// Steps from `begin` to `end` (exclusive) in which a wave acts.
struct reach {
    size_t begin, end;
};

/// Place of a time on the grid of a series, at most its end.
static size_t step_of(const struct series *series, instant time, bool round_up)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    if (time <= series->start)
        return 0;
    int64_t step = (time - series->start + (round_up ? step_ms - 1 : 0)) / step_ms;
    return step < (int64_t)series->n ? (size_t)step : series->n;
}

static struct reach reach_of(const struct planned_event *event, size_t wave,
                             const struct series *series)
{
    instant start = event->start + (int64_t)wave * event->every_ms;
    instant from = start - event->ramp_ms;
    instant to = start + event->duration_ms + event->ramp_ms;
    struct reach reach = {step_of(series, from, false), step_of(series, to, true)};
    if (to <= series->start || from >= series_end(series))
        reach.end = reach.begin;
    return reach;
}

static double strength_at(const struct planned_event *event, const struct series *series, size_t t)
{
    return planned_event_strength(event, series_time(series, t), series_time(series, t + 1));
}

// --- which steps ---------------------------------------------------------------------------------

/// Gives every event that concerns the series the record of its name.
static void name_records(struct event_history *history, const char *service)
{
    const struct planned_events *events = history->events;
    for (size_t i = 0; i < events->count; i++) {
        size_t record = 0;
        history->record_of[i] = SIZE_MAX;
        if (!planned_event_concerns(&events->item[i], service))
            continue;
        while (record < history->records &&
               strcmp(history->record[record].event->name, events->item[i].name) != 0)
            record++;
        if (record == history->records)
            history->record[history->records++].event = &events->item[i];
        history->record_of[i] = record;
    }
}

/// Leaves the steps of one event out and counts it in each.
static void mask_event(struct event_history *history, size_t at, const struct series *series)
{
    const struct planned_event *event = &history->events->item[at];
    struct event_record *record = &history->record[history->record_of[at]];
    size_t done = 0; // the ramps of two waves may meet in one step
    for (size_t wave = 0; wave < event->waves; wave++) {
        struct reach reach = reach_of(event, wave, series);
        bool acts = false;
        for (size_t t = reach.begin > done ? reach.begin : done; t < reach.end; t++) {
            if (isnan(series->value[t]) || strength_at(event, series, t) <= 0)
                continue;
            acts = true;
            record->steps++;
            history->masked += history->acting[t] == 0;
            if (history->acting[t] < ACTING_MOST)
                history->acting[t]++;
            history->value[t] = NAN;
        }
        if (reach.end > done)
            done = reach.end;
        record->times += acts;
    }
}

// --- what they did -------------------------------------------------------------------------------

/// Median of the values left at t +- k period, k = 1 .. AROUND; NaN with too few.
static double same_time(const double *value, size_t n, size_t t, size_t period)
{
    double around[2 * AROUND];
    size_t count = 0;
    for (size_t k = 1; period > 0 && k <= AROUND; k++) {
        if (t >= k * period && !isnan(value[t - k * period]))
            around[count++] = value[t - k * period];
        if (t + k * period < n && !isnan(value[t + k * period]))
            around[count++] = value[t + k * period];
    }
    return count < FEWEST_AROUND ? NAN : median_select(around, count);
}

/// Median of the nearest values left on each side.
static double nearest(const double *value, size_t n, size_t t)
{
    double around[2 * AROUND];
    size_t count = 0;
    for (size_t i = t, found = 0; i-- > 0 && found < AROUND;)
        if (!isnan(value[i])) {
            around[count++] = value[i];
            found++;
        }
    for (size_t i = t + 1, found = 0; i < n && found < AROUND; i++)
        if (!isnan(value[i])) {
            around[count++] = value[i];
            found++;
        }
    return median_select(around, count);
}

static double usual_at(const struct event_history *history, const struct calendar *calendar,
                       size_t n, size_t t)
{
    double usual = same_time(history->value, n, t, calendar->long_season);
    if (isnan(usual))
        usual = same_time(history->value, n, t, calendar->season);
    return isnan(usual) ? nearest(history->value, n, t) : usual;
}

static void keep_effect(struct event_record *record, double effect)
{
    if (record->effects == EVENT_TIMES_KEPT) {
        memmove(record->effect, record->effect + 1, (EVENT_TIMES_KEPT - 1) * sizeof(double));
        record->effects--;
    }
    record->effect[record->effects++] = effect;
}

static void measure_event(struct event_history *history, size_t at, const struct series *series)
{
    const struct planned_event *event = &history->events->item[at];
    struct calendar calendar;
    // The same time of the week in UTC: a clock change moves it by an hour on one side at most.
    calendar_init(&calendar, series->start, series->step_s, NULL);
    for (size_t wave = 0; wave < event->waves; wave++) {
        struct reach reach = reach_of(event, wave, series);
        double more = 0;
        double lifted = 0;
        for (size_t t = reach.begin; t < reach.end; t++) {
            double strength = strength_at(event, series, t);
            if (isnan(series->value[t]) || history->acting[t] != 1 || strength <= 0)
                continue;
            double usual = usual_at(history, &calendar, series->n, t);
            if (isnan(usual))
                continue;
            more += series->value[t] - usual;
            lifted += strength * usual;
        }
        if (lifted > 0)
            keep_effect(&history->record[history->record_of[at]], fmax(1 + more / lifted, 0));
    }
}

void event_history_init(struct event_history *history, const struct planned_events *events,
                        const struct series *series)
{
    *history = (struct event_history){.events = events};
    history->record = mem_alloc(events->count, sizeof *history->record);
    history->record_of = mem_alloc(events->count, sizeof *history->record_of);
    history->value = mem_alloc(series->n, sizeof *history->value);
    history->acting = mem_alloc(series->n, sizeof *history->acting);
    memcpy(history->value, series->value, series->n * sizeof *history->value);
    name_records(history, series->key);
    for (size_t i = 0; i < events->count; i++)
        if (history->record_of[i] != SIZE_MAX)
            mask_event(history, i, series);
    for (size_t i = 0; i < events->count; i++)
        if (history->record_of[i] != SIZE_MAX)
            measure_event(history, i, series);
}

bool event_record_effect(const struct event_record *record, double *mean, double *least,
                         double *most)
{
    *mean = 0;
    *least = INFINITY;
    *most = 0;
    for (size_t i = 0; i < record->effects; i++) {
        *mean += record->effect[i] / (double)record->effects;
        *least = fmin(*least, record->effect[i]);
        *most = fmax(*most, record->effect[i]);
    }
    return record->effects > 0;
}

// --- what comes ----------------------------------------------------------------------------------

/// What one event may make of one step: factors that are equally likely.
struct choices {
    double factor[EVENT_TIMES_KEPT];
    size_t count;
    double mean, least, most;
};

static struct choices choices_of(const struct planned_event *event,
                                 const struct event_record *record, double strength)
{
    struct choices choices = {.count = 1, .least = INFINITY};
    if (event->is_given || record->effects == 0) {
        choices.factor[0] = planned_event_factor(event, strength);
    } else {
        choices.count = record->effects;
        for (size_t i = 0; i < record->effects; i++)
            choices.factor[i] = 1 + strength * (record->effect[i] - 1);
    }
    for (size_t i = 0; i < choices.count; i++) {
        choices.mean += choices.factor[i] / (double)choices.count;
        choices.least = fmin(choices.least, choices.factor[i]);
        choices.most = fmax(choices.most, choices.factor[i]);
    }
    return choices;
}

static void scale_row(const double *row, double factor, double *scaled)
{
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        scaled[i] = row[i] * factor;
}

/// Applies one event to step h.
static void lift_step(struct predictive_table *outlook, size_t h, const struct choices *choices,
                      double probability)
{
    double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
    double lifted[PREDICTIVE_LEVELS];
    double other[PREDICTIVE_LEVELS];
    scale_row(row, choices->factor[0], lifted);
    for (size_t i = 1; i < choices->count; i++) {
        scale_row(row, choices->factor[i], other);
        predictive_mix(lifted, other, 1 / (double)(i + 1), lifted);
    }
    bool is_certain = probability >= 1;
    if (is_certain)
        memcpy(row, lifted, sizeof lifted);
    else
        predictive_mix(row, lifted, probability, row);
    outlook->centre[h] *= 1 + probability * (choices->mean - 1);
    outlook->mean[h] *= 1 + probability * (choices->mean - 1);
    // The interval holds what every one of them says; below zero the factors change sides.
    double least = is_certain ? choices->least : fmin(choices->least, 1);
    double most = is_certain ? choices->most : fmax(choices->most, 1);
    outlook->low[h] *= outlook->low[h] >= 0 ? least : most;
    outlook->high[h] *= outlook->high[h] >= 0 ? most : least;
}

void event_history_lift(struct event_history *history, instant start, int64_t step_s,
                        struct predictive_table *outlook)
{
    const struct planned_events *events = history->events;
    int64_t step_ms = step_s * INSTANT_PER_SECOND;
    for (size_t i = 0; i < events->count; i++) {
        const struct planned_event *event = &events->item[i];
        if (history->record_of[i] == SIZE_MAX)
            continue;
        struct event_record *record = &history->record[history->record_of[i]];
        for (size_t h = 0; h < outlook->steps; h++) {
            instant from = start + (instant)h * step_ms;
            double strength = planned_event_strength(event, from, from + step_ms);
            if (strength <= 0)
                continue;
            record->to_come++;
            record->coming = record->coming == NULL ? event : record->coming;
            struct choices choices = choices_of(event, record, strength);
            if (event->probability > 0)
                lift_step(outlook, h, &choices, event->probability);
        }
    }
}

void event_history_release(struct event_history *history)
{
    free(history->record);
    free(history->record_of);
    free(history->value);
    free(history->acting);
    *history = (struct event_history){0};
}
