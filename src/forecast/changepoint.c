#include "forecast/changepoint.h"

#include "base/memory.h"
#include "base/number.h"
#include "forecast/ensemble.h"
#include "maths/quantile.h"
#include "series/condensed.h"

#include <math.h>
#include <stdlib.h>

/// A shift of this age moves the values before it: from when on it is told from a bad day, until
/// the models have seen enough of the new level.
#define RECENT_FROM_DAYS 1.0
#define RECENT_TO_DAYS 35.0
/// From this age on there are trials since the shift that decide. Up to it, the error a day ahead
/// on cloud metrics falls without.
#define TRIED_FROM_DAYS 5.0

/// A level that was next to nothing, as where most values are zero, is no multiple of another.
#define FACTOR_MOST 100.0

enum { DAY_S = 86400 };

/// First step at or after a time.
static size_t step_at(const struct series *series, instant time)
{
    if (time <= series->start)
        return 0;
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    int64_t steps = (time - series->start + step_ms - 1) / step_ms;
    return steps >= (int64_t)series->n ? series->n : (size_t)steps;
}

/// What step i of the series, after a shift, would have been before it: the median of the same
/// time of up to three periods, the last ones that end before the shift; NaN when none is known.
static double usual_before(const struct condensed *condensed, size_t shift, size_t i, size_t period)
{
    enum { PERIODS = 3 };
    double value[PERIODS];
    size_t count = 0;
    size_t k = period > 0 ? (i - shift) / period + 1 : 0;
    for (; period > 0 && count < PERIODS && k * period <= i; k++) {
        double known = condensed->value[i - k * period];
        if (isnan(known))
            continue;
        value[count++] = log_transform_invert(&condensed->scale, known);
        if (k * period > i - shift + PERIODS * period)
            break;
    }
    return median_select(value, count);
}

/// The level after a shift as a multiple of that before it: the median, weighed by what was usual,
/// of what the steps of the first week are of the same hours of the weeks (or days) before; NaN
/// when nothing tells.
static double ratio_around(const struct condensed *condensed, size_t shift)
{
    size_t week = 7 * condensed->day_phases;
    size_t end = condensed->n - shift > week ? shift + week : condensed->n;
    double *ratio = mem_alloc(condensed->n, sizeof *ratio);
    double *weight = mem_alloc(condensed->n, sizeof *weight);
    size_t count = 0;
    for (size_t i = shift; i < end; i++) {
        double usual = usual_before(condensed, shift, i, week);
        if (isnan(usual))
            usual = usual_before(condensed, shift, i, condensed->day_phases);
        if (isnan(condensed->value[i]) || !(usual > 0))
            continue;
        ratio[count] = log_transform_invert(&condensed->scale, condensed->value[i]) / usual;
        weight[count++] = usual;
    }
    double median = median_weighted(ratio, weight, count);
    free(ratio);
    free(weight);
    return median;
}

static bool last_shift(const struct series *series, const struct zone *zone,
                       struct level_shift *shift, double *ratio)
{
    struct condensed condensed;
    struct season season;
    struct level_shifts shifts = {0};
    condensed_init(&condensed, series, zone);
    season_init(&season, &condensed);
    level_shifts_find(&shifts, &condensed, &season);
    bool found = shifts.count > 0;
    if (found) {
        *shift = shifts.item[shifts.count - 1];
        // A single week to compare with tells less than the levels do.
        if (!isnan(season.weekly))
            *ratio = ratio_around(&condensed, shift->step);
    }
    level_shifts_release(&shifts);
    season_release(&season);
    condensed_release(&condensed);
    return found;
}

static double age_days(const struct changepoint *changepoint, const struct series *series)
{
    return (double)(series_end(series) - changepoint->shift.time) /
           (double)(DAY_S * INSTANT_PER_SECOND);
}

/// By what the values before a shift are multiplied; 0 where they stay as they are.
static struct level_change change_of(const struct series *series,
                                     const struct changepoint *changepoint, double ratio)
{
    const struct level_shift *shift = &changepoint->shift;
    double days = age_days(changepoint, series);
    struct level_change change = {.time = shift->time, .is_tried = days > TRIED_FROM_DAYS};
    bool is_recent = series->step_s < DAY_S && days >= RECENT_FROM_DAYS && days <= RECENT_TO_DAYS;
    double factor = isnan(ratio) && shift->before > 0 ? shift->after / shift->before : ratio;
    if (is_recent && factor > 1 / FACTOR_MOST && factor < FACTOR_MOST)
        change.factor = factor;
    return change;
}

struct changepoint changepoint_find(const struct series *series,
                                    const struct forecast_options *options)
{
    struct changepoint changepoint = {0};
    double ratio = NAN;
    if (options->changepoint != INSTANT_NONE)
        changepoint.first = step_at(series, options->changepoint);
    else if (!options->changepoint_none)
        changepoint.is_found = last_shift(series, options->zone, &changepoint.shift, &ratio);
    if (changepoint.is_found && options->changepoint_auto)
        changepoint.first = step_at(series, changepoint.shift.time);
    else if (changepoint.is_found)
        changepoint.change = change_of(series, &changepoint, ratio);
    return changepoint;
}

void changepoint_note(const struct changepoint *changepoint, const struct series *series,
                      bool is_moved, bool is_fresh, struct notes *notes)
{
    const struct level_shift *shift = &changepoint->shift;
    char time[INSTANT_TEXT_MAX];
    char before[NUMBER_TEXT_MAX];
    char after[NUMBER_TEXT_MAX];
    if (!changepoint->is_found ||
        (is_fresh && !is_moved && age_days(changepoint, series) <= RECENT_FROM_DAYS))
        return;
    bool is_recent = age_days(changepoint, series) <= RECENT_TO_DAYS;
    enum note_level level = is_recent ? NOTE_WARNING : NOTE_INFO;
    instant_format(time, shift->time);
    number_format_human(before, shift->before, 3);
    number_format_human(after, shift->after, 3);
    if (changepoint->first > 0)
        notes_add(notes, NOTE_INFO, "changepoint",
                  "fitted from the level shift at %s on (from %s to %s)", time, before, after);
    else if (is_moved)
        notes_add(notes, level, "level-shift",
                  "the level shifted from %s to %s at %s, shortly before the end: what was before "
                  "is fitted at the new level; --changepoint auto fits only what comes after, "
                  "--changepoint none takes all as it was",
                  before, after, time);
    else
        notes_add(notes, level, "level-shift",
                  "the level shifted from %s to %s at %s; --changepoint auto fits only what comes "
                  "after, --changepoint none is silent about it",
                  before, after, time);
}

// --- whether the move is for the better
// ------------------------------------------------------------

/// The move must make the trials this much better. Of 1, 0.95, 0.85 and 0.7, the least that costs
/// nothing on made shifts.
#define CLEAR_GAIN 0.95

/// Mean absolute log error of the trials of `history` that began at or after step `change`, on the
/// scale of `moved`; NaN when there is none.
static double error_since(const struct history *history, const struct history *moved, size_t steps)
{
    struct ensemble ensemble;
    struct trials trials;
    double sum = 0;
    double seen = 0;
    double scale = history->scale / moved->scale;
    if (!ensemble_fit(&ensemble, history, steps, &trials))
        return NAN;
    for (size_t o = 0; o < trials.count; o++) {
        for (size_t h = 0; h < trials.steps && trials.origin[o] >= moved->change; h++) {
            size_t t = trials.origin[o] + h;
            if (history->weight[t] <= 0)
                continue;
            sum += fabs(history_log(moved, history->value[t] * scale) -
                        history_log(moved, trials.path[o * trials.steps + h] * scale));
            seen++;
        }
    }
    trials_release(&trials);
    ensemble_release(&ensemble);
    return seen > 0 ? sum / seen : NAN;
}

bool moved_level_is_better(const struct history *moved, const struct history *measured,
                           size_t steps)
{
    double now = error_since(moved, moved, steps);
    double before = error_since(measured, moved, steps);
    return !(now > CLEAR_GAIN * before);
}
