#include "series/shift.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/moving_median.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double least_change = 0.1;

/// What the search works on.
struct search {
    const struct condensed *condensed;
    const struct season *season;
    const double *value; ///< less the season
    size_t n;
    size_t window; ///< steps on each side whose medians are compared
    double *difference;
    double centre, deviation;
    double *scratch;
};

static double median_between(struct search *search, size_t first, size_t end)
{
    size_t known = 0;
    for (size_t i = first; i < end; i++)
        if (!isnan(search->value[i]))
            search->scratch[known++] = search->value[i];
    return known * 2 >= end - first && known > 0 ? median_select(search->scratch, known) : NAN;
}

/// A day where days are seen, a week of daily data, at most an eighth of the history.
static size_t window_of(const struct condensed *condensed)
{
    enum { LEAST = 6 };
    size_t eighth = condensed->n / 8 > LEAST ? condensed->n / 8 : LEAST;
    size_t whole = condensed->day_phases == 1 ? 7 : condensed->day_phases;
    return whole > 0 && whole < eighth ? whole : eighth;
}

/// Before the week is known, a change around the ends of a weekend may be the week's: unless the
/// same end of another week had no such change.
static bool may_be_weekend(const struct search *search, size_t i, double jump)
{
    const struct condensed *condensed = search->condensed;
    if (!isnan(search->season->weekly) || condensed->day_phases == 0)
        return false;
    double day = (double)condensed->week_phase[i] / (double)condensed->day_phases;
    double to_saturday = fabs(day - 5);
    double to_monday = fmin(day, 7 - day);
    if (fmin(to_saturday, to_monday) > 0.35)
        return false;
    size_t week = 7 * condensed->day_phases;
    double least = fabs(jump) / 2;
    bool calm_before = i >= week && fabs(search->difference[i - week]) < least;
    bool calm_after = i + week < search->n && fabs(search->difference[i + week]) < least;
    return !calm_before && !calm_after;
}

/// The medians of the windows that begin at each step, NaN where less than half is known.
static void measure_windows(struct search *search, double *median)
{
    struct moving_median window;
    moving_median_init(&window, search->value, search->window);
    for (size_t i = 0; i + search->window <= search->n; i++) {
        moving_median_move(&window, i, i + search->window);
        median[i] = window.known * 2 >= search->window ? moving_median_of(&window) : (double)NAN;
    }
    moving_median_release(&window);
}

static void measure_differences(struct search *search)
{
    double *median = search->scratch;
    measure_windows(search, median);
    for (size_t i = 0; i < search->n; i++) {
        bool inside = i >= search->window && i + search->window <= search->n;
        search->difference[i] = inside ? median[i] - median[i - search->window] : (double)NAN;
    }
    search->centre = median_present(search->difference, search->n);
    size_t known = 0;
    for (size_t i = 0; i < search->n; i++)
        if (!isnan(search->difference[i]))
            search->scratch[known++] = search->difference[i];
    search->deviation =
        known > 0 ? MAD_TO_SIGMA * mad_select(search->scratch, known, search->centre) : NAN;
}

/// A tenth of the level, on the working scale.
static double least_jump(const struct search *search)
{
    if (search->condensed->scale.logarithmic)
        return log1p(least_change);
    return least_change * fabs(median_present(search->value, search->n));
}

/// Six deviations; more where few independent windows say how large a deviation is.
static double score_limit(const struct search *search)
{
    double independent = (double)search->n / (2 * (double)search->window);
    return 6 * (1 + 4 / independent);
}

/// At most a thousand deviations: a series that never moves otherwise has none to divide by.
static double score_of(const struct search *search, double jump)
{
    double most = 1000;
    double score = fabs(jump) < most * search->deviation ? fabs(jump) / search->deviation : most;
    return copysign(score, jump);
}

/// Where within the windows around `i` the level changes: the cut with the least absolute distance
/// of both sides to their medians. The greatest difference of medians alone is a plateau.
static size_t sharpen(struct search *search, size_t i)
{
    double before = median_between(search, i - search->window, i);
    double after = median_between(search, i, i + search->window);
    double cost = 0;
    double least = 0;
    size_t cut = i - search->window;
    for (size_t k = i - search->window; k < i + search->window; k++) {
        if (isnan(search->value[k]))
            continue;
        // Moving the cut behind k counts k to the old level instead of the new one.
        cost += fabs(search->value[k] - before) - fabs(search->value[k] - after);
        if (cost < least) {
            least = cost;
            cut = k + 1;
        }
    }
    return cut;
}

/// The sharpest differences, each the greatest within a window around it.
static void collect_candidates(struct search *search, struct level_shifts *shifts)
{
    double least = least_jump(search);
    double least_score = score_limit(search);
    for (size_t i = search->window; i + search->window <= search->n; i++) {
        double jump = search->difference[i] - search->centre;
        if (!(fabs(jump) >= fmax(least_score * search->deviation, least)) || jump == 0)
            continue;
        bool greatest = true;
        size_t first = i > search->window ? i - search->window : 0;
        for (size_t k = first; k <= i + search->window && k < search->n && greatest; k++) {
            double other = fabs(search->difference[k] - search->centre);
            greatest = isnan(other) || other < fabs(jump) || (other == fabs(jump) && k >= i);
        }
        if (!greatest)
            continue;
        size_t at = sharpen(search, i);
        if (may_be_weekend(search, at, jump))
            continue;
        struct level_shift shift = {.step = at,
                                    .time = condensed_time(search->condensed, at),
                                    .jump = jump,
                                    .score = score_of(search, jump)};
        VEC_PUSH(shifts->item, shifts->count, shifts->capacity, shift);
    }
}

static void remove_shift(struct level_shifts *shifts, size_t i)
{
    memmove(&shifts->item[i], &shifts->item[i + 1], (shifts->count - i - 1) * sizeof *shifts->item);
    shifts->count--;
}

/// Median level from shift `i - 1` to shift `i`.
static double stretch_level(struct search *search, const struct level_shifts *shifts, size_t i)
{
    size_t first = i > 0 ? shifts->item[i - 1].step : 0;
    size_t end = i < shifts->count ? shifts->item[i].step : search->n;
    return median_between(search, first, end);
}

/// Whether the last hours have left the level that the last shift led to: it is over, then.
static bool is_over(struct search *search, const struct level_shifts *shifts, size_t i)
{
    if (i + 1 < shifts->count)
        return false;
    size_t part = search->window / 4 > 3 ? search->window / 4 : 3;
    double last = median_between(search, search->n - part, search->n);
    double back = stretch_level(search, shifts, i);
    return (last - back) / shifts->item[i].jump < 0.5;
}

/// Removes one shift that does not last, or a pair around an excursion; false when all hold.
static bool remove_one_passing(struct search *search, struct level_shifts *shifts)
{
    double least = least_jump(search);
    for (size_t i = 0; i < shifts->count; i++) {
        double before = stretch_level(search, shifts, i);
        double after = stretch_level(search, shifts, i + 1);
        double jump = shifts->item[i].jump;
        if (!(fabs(after - before) >= fmax(fabs(jump) / 2, least)) ||
            (after > before) != (jump > 0) || is_over(search, shifts, i)) {
            remove_shift(shifts, i);
            return true;
        }
        if (i + 1 == shifts->count)
            continue;
        size_t length = shifts->item[i + 1].step - shifts->item[i].step;
        double later = stretch_level(search, shifts, i + 2);
        size_t shortest = 3 * search->window > search->n / 10 ? 3 * search->window : search->n / 10;
        if (length < shortest && fabs(later - before) < fabs(after - before) / 2) {
            remove_shift(shifts, i + 1);
            remove_shift(shifts, i);
            return true;
        }
    }
    return false;
}

void level_shifts_find(struct level_shifts *shifts, const struct condensed *condensed,
                       const struct season *season)
{
    *shifts = (struct level_shifts){0};
    size_t window = window_of(condensed);
    if (condensed->n < 4 * window)
        return;
    double *value = season_removed(season, condensed);
    struct search search = {.condensed = condensed,
                            .season = season,
                            .value = value,
                            .n = condensed->n,
                            .window = window,
                            .difference = mem_alloc(condensed->n, sizeof(double)),
                            .scratch = mem_alloc(condensed->n, sizeof(double))};
    measure_differences(&search);
    collect_candidates(&search, shifts);
    while (remove_one_passing(&search, shifts))
        continue;
    for (size_t i = 0; i < shifts->count; i++) {
        shifts->item[i].before =
            log_transform_invert(&condensed->scale, stretch_level(&search, shifts, i));
        shifts->item[i].after =
            log_transform_invert(&condensed->scale, stretch_level(&search, shifts, i + 1));
    }
    free(search.difference);
    free(search.scratch);
    free(value);
}

void level_shifts_release(struct level_shifts *shifts)
{
    free(shifts->item);
    *shifts = (struct level_shifts){0};
}
