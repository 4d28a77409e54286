#include "forecast/changepoint.h"

#include "base/number.h"
#include "series/shift.h"

/// First step at or after a time.
static size_t step_at(const struct series *series, instant time)
{
    if (time <= series->start)
        return 0;
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    int64_t steps = (time - series->start + step_ms - 1) / step_ms;
    return steps >= (int64_t)series->n ? series->n : (size_t)steps;
}

static void note_shift(const struct level_shift *shift, bool taken, struct notes *notes)
{
    char time[INSTANT_TEXT_MAX];
    char before[NUMBER_TEXT_MAX];
    char after[NUMBER_TEXT_MAX];
    instant_format(time, shift->time);
    number_format_human(before, shift->before, 3);
    number_format_human(after, shift->after, 3);
    if (taken)
        notes_add(notes, NOTE_INFO, "changepoint",
                  "fitted from the level shift at %s on (from %s to %s)", time, before, after);
    else
        notes_add(notes, NOTE_INFO, "level-shift",
                  "the level shifted from %s to %s at %s; --changepoint auto fits only what comes "
                  "after, --changepoint none is silent about it",
                  before, after, time);
}

static bool last_shift(const struct series *series, const struct zone *zone,
                       struct level_shift *shift)
{
    struct condensed condensed;
    struct season season;
    struct level_shifts shifts = {0};
    condensed_init(&condensed, series, zone);
    season_init(&season, &condensed);
    level_shifts_find(&shifts, &condensed, &season);
    bool found = shifts.count > 0;
    if (found)
        *shift = shifts.item[shifts.count - 1];
    level_shifts_release(&shifts);
    season_release(&season);
    condensed_release(&condensed);
    return found;
}

size_t changepoint_first(const struct series *series, const struct forecast_options *options,
                         struct notes *notes)
{
    if (options->changepoint != INSTANT_NONE)
        return step_at(series, options->changepoint);
    struct level_shift shift;
    if (options->changepoint_none || !last_shift(series, options->zone, &shift))
        return 0;
    note_shift(&shift, options->changepoint_auto, notes);
    return options->changepoint_auto ? step_at(series, shift.time) : 0;
}
