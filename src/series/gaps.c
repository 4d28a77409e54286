#include "series/gaps.h"

#include "base/number.h"
#include "maths/quantile.h"
#include "series/dispersion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Runs whose probability as a true silence is below this are missing data.
static const double least_probability = 0.01;

enum {
    AROUND_STEPS = 15, ///< measured steps on each side that make the local level
    RUN_PROBES = 64,   ///< steps of a long run at which the usual level is looked up
};

struct gap_counts {
    size_t runs, absent, zero, filled, longest;
};

static double level_around(const struct series *series, size_t first, size_t end)
{
    double near[2 * AROUND_STEPS];
    size_t count = 0;
    for (size_t i = first; i > 0 && count < AROUND_STEPS && first - i < 4 * AROUND_STEPS; i--)
        if (!isnan(series->value[i - 1]))
            near[count++] = series->value[i - 1];
    size_t before = count;
    for (size_t i = end;
         i < series->n && count - before < AROUND_STEPS && i - end < 4 * AROUND_STEPS; i++)
        if (!isnan(series->value[i]))
            near[count++] = series->value[i];
    return count > 0 ? median_select(near, count) : NAN;
}

/// Median of the five steps around `i`, an absent one counting zero: a silence of every day has no
/// level up to its very edge. NaN outside the series.
static double level_near(const struct series *series, int64_t i)
{
    double near[5];
    size_t count = 0;
    if (i < 0 || i >= (int64_t)series->n)
        return NAN;
    for (int64_t k = i - 2; k <= i + 2; k++)
        if (k >= 0 && k < (int64_t)series->n)
            near[count++] = isnan(series->value[k]) ? 0 : series->value[k];
    return median_select(near, count);
}

/// Median level at the same time of the weeks around, or of the days around where the history has
/// fewer than three such weeks; NaN when there is nothing to compare with. The run from `first` to
/// `end`, which may be longer than a day, is no witness for itself.
static double level_at_that_time(const struct series *series, size_t i, size_t first, size_t end)
{
    static const int week_days[] = {-21, -14, -7, 7, 14, 21};
    static const int near_days[] = {-3, -2, -1, 1, 2, 3};
    for (int round = 0; round < 2; round++) {
        const int *days = round == 0 ? week_days : near_days;
        double level[6];
        size_t count = 0;
        for (size_t k = 0; k < 6; k++) {
            int64_t steps =
                llround((double)days[k] * (double)SECONDS_PER_DAY / (double)series->step_s);
            int64_t there = (int64_t)i + steps;
            bool own = there >= (int64_t)first && there < (int64_t)end;
            double near = own ? NAN : level_near(series, there);
            if (!isnan(near))
                level[count++] = near;
        }
        if (count >= 3 || (round == 1 && count > 0))
            return median_select(level, count);
    }
    return NAN;
}

/// Amount that usually comes within the run, and through *level the usual level of one step.
static double expected_in_run(const struct series *series, size_t first, size_t end, double *level)
{
    double around = level_around(series, first, end);
    size_t probes = end - first < RUN_PROBES ? end - first : RUN_PROBES;
    double sum = 0;
    for (size_t k = 0; k < probes; k++) {
        double usual = level_at_that_time(series, first + k * (end - first) / probes, first, end);
        if (isnan(usual))
            usual = isnan(around) ? 0 : around;
        else if (!isnan(around) && around >= 0.1 * usual)
            usual = fmin(around, usual);
        sum += usual;
    }
    *level = sum / (double)probes;
    return *level * (double)(end - first);
}

static bool is_silence(const struct series *series, const struct dispersion *dispersion,
                       size_t first, size_t end)
{
    double level = 0;
    double expected = expected_in_run(series, first, end, &level);
    return exp(-expected / dispersion_at(dispersion, level)) >= least_probability;
}

static void mark_run(struct series *series, size_t first, size_t end, double value,
                     enum series_mark mark)
{
    for (size_t i = first; i < end; i++) {
        series->value[i] = value;
        series->mark[i] = (unsigned char)mark;
    }
}

/// Values of the days before and after at the same time, for runs too long for a straight line.
static double same_time_other_days(const struct series *series, size_t i)
{
    int64_t day = SECONDS_PER_DAY / series->step_s;
    for (int64_t days = 1; day > 1 && days <= 7; days++) {
        double sum = 0;
        int count = 0;
        for (int side = -1; side <= 1; side += 2) {
            int64_t k = (int64_t)i + side * days * day;
            if (k >= 0 && k < (int64_t)series->n && series->mark[k] == MARK_MEASURED) {
                sum += series->value[k];
                count++;
            }
        }
        if (count > 0)
            return sum / count;
    }
    return NAN;
}

static void fill_run(struct series *series, size_t first, size_t end)
{
    enum { STRAIGHT_STEPS = 3 };
    bool before = first > 0;
    bool after = end < series->n;
    if (!before && !after)
        return;
    double left = before ? series->value[first - 1] : series->value[end];
    double right = after ? series->value[end] : left;
    for (size_t i = first; i < end; i++) {
        double fraction = (double)(i - first + 1) / (double)(end - first + 1);
        double value = left + fraction * (right - left);
        if (end - first > STRAIGHT_STEPS) {
            double usual = same_time_other_days(series, i);
            value = isnan(usual) ? value : usual;
        }
        series->value[i] = value;
        series->mark[i] = MARK_FILLED;
    }
}

static void cut_ends(struct series *series)
{
    size_t first = 0;
    while (first < series->n && isnan(series->value[first]))
        first++;
    size_t end = series->n;
    while (end > first && isnan(series->value[end - 1]))
        end--;
    memmove(series->value, series->value + first, (end - first) * sizeof *series->value);
    memmove(series->mark, series->mark + first, end - first);
    series->start = series_time(series, first);
    series->n = end - first;
}

static void note_gaps(const struct series *series, const struct gap_counts *counts,
                      struct notes *notes)
{
    if (counts->absent == 0)
        return;
    char longest[UNIT_NAME_MAX];
    char share[NUMBER_TEXT_MAX];
    percent_format(share, (double)counts->absent / (double)series->n, 2);
    duration_format(longest, (double)counts->longest * (double)series->step_s);
    notes_add(notes, NOTE_WARNING, "gaps",
              "%s: %zu of %zu steps %s no value (%s, longest %s): %zu read as zero, %zu "
              "filled, %zu missing; --gaps keep, zero or fill decides otherwise",
              series->name, counts->absent, series->n, counts->absent == 1 ? "has" : "have", share,
              longest, counts->zero, counts->filled,
              counts->absent - counts->zero - counts->filled);
}

/// A step that was taken out as partial is explained already.
static bool is_gap(const struct series *series, size_t i)
{
    return isnan(series->value[i]) && series->mark[i] != MARK_PARTIAL;
}

void gaps_apply(struct series *series, enum gap_policy policy, bool counted, struct notes *notes)
{
    struct gap_counts counts = {0};
    struct dispersion dispersion;
    bool dispersion_known = false;
    for (size_t i = 0; i < series->n;) {
        if (!is_gap(series, i)) {
            i++;
            continue;
        }
        size_t first = i;
        while (i < series->n && is_gap(series, i))
            i++;
        size_t run = i - first;
        counts.runs++;
        counts.absent += run;
        counts.longest = run > counts.longest ? run : counts.longest;
        if (policy == GAPS_AUTO && counted && !dispersion_known) {
            dispersion_init(&dispersion, series->value, series->n, 1 / (double)series->step_s);
            dispersion_known = true;
        }
        if (policy == GAPS_ZERO ||
            (policy == GAPS_AUTO && counted && is_silence(series, &dispersion, first, i))) {
            mark_run(series, first, i, 0, MARK_ZERO);
            counts.zero += run;
        } else if (policy == GAPS_FILL) {
            fill_run(series, first, i);
            counts.filled += run;
        }
    }
    note_gaps(series, &counts, notes);
    if (policy == GAPS_DROP)
        cut_ends(series);
}
