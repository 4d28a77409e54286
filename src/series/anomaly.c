#include "series/anomaly.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/quantile.h"
#include "series/local_level.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double least_deviations = 6;

/// On the logarithmic scale a value near zero is far away however near zero is: a fall must stand
/// out on the plain scale too.
static const double least_deviations_below = 4;

/// A height that no other day came near needs less: capacity is bought for the highest, and an hour
/// that varies much, such as Saturday's midnight among those of the week, must not hide it.
static const double least_deviations_alone = 3;
static const double alone_by = 1.2;

/// Less than this share of the series' mean away from the usual is no matter for capacity, however
/// steady that hour is: 3 instead of 0.05 requests at night.
static const double least_share_of_mean = 0.1;

/// With fewer steps than this above zero, zero is the habit.
static const double least_share_open = 0.05;

enum { HOURS = 24, LEAST_IN_HOUR = 20 };

static uint8_t hour_of(const struct condensed *condensed, size_t step)
{
    if (condensed->day_phases == 0)
        return 0;
    return (uint8_t)(condensed->week_phase[step] % condensed->day_phases * HOURS /
                     condensed->day_phases);
}

/// What was usual at each condensed step, on the working scale.
static double *usual_of(const struct condensed *condensed, const struct season *season)
{
    double *free_of_season = season_removed(season, condensed);
    double *level = local_level(condensed, free_of_season);
    for (size_t i = 0; i < condensed->n && season->phases > 0; i++)
        level[i] += season->profile[condensed->week_phase[i]];
    free(free_of_season);
    return level;
}

/// Robust deviation of magnitudes; where over half are zero the mean magnitude, as of a normal.
static double deviation_of(double *magnitude, size_t count)
{
    static const double mean_to_sigma = 1.2533141373155003; // sqrt(pi / 2)
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += magnitude[i];
    double median = count > 0 ? median_select(magnitude, count) : 0;
    if (median > 0)
        return MAD_TO_SIGMA * median;
    return count > 0 ? mean_to_sigma * sum / (double)count : 0;
}

/// Magnitudes of the residuals that are known, those of one hour of the day together.
struct magnitudes {
    double *value;
    size_t first[HOURS + 1]; ///< where each hour begins, and the end
};

static void magnitudes_init(struct magnitudes *magnitudes, const uint8_t *hour,
                            const double *residual, size_t n)
{
    *magnitudes = (struct magnitudes){.value = mem_alloc(n, sizeof *magnitudes->value)};
    for (size_t i = 0; i < n; i++)
        if (!isnan(residual[i]))
            magnitudes->first[hour[i] + 1]++;
    size_t next[HOURS];
    for (size_t h = 0; h < HOURS; h++) {
        next[h] = magnitudes->first[h];
        magnitudes->first[h + 1] += magnitudes->first[h];
    }
    for (size_t i = 0; i < n; i++)
        if (!isnan(residual[i]))
            magnitudes->value[next[hour[i]]++] = fabs(residual[i]);
}

/// The deviation of an hour and its neighbours; *count is how many magnitudes that are.
static double deviation_around(const struct magnitudes *magnitudes, size_t hour, double *scratch,
                               size_t *count)
{
    *count = 0;
    for (size_t k = 0; k < 3; k++) {
        size_t of = (hour + HOURS - 1 + k) % HOURS;
        size_t length = magnitudes->first[of + 1] - magnitudes->first[of];
        if (length > 0)
            memcpy(scratch + *count, magnitudes->value + magnitudes->first[of],
                   length * sizeof *scratch);
        *count += length;
    }
    return deviation_of(scratch, *count);
}

/// Divides residuals by the deviation of their hour and its neighbours, or of all where it has too
/// few.
static void standardise(double *residual, size_t n, const uint8_t *hour, bool by_hour)
{
    struct magnitudes magnitudes;
    magnitudes_init(&magnitudes, hour, residual, n);
    double *scratch = mem_alloc(n, sizeof *scratch);
    double deviation[HOURS];
    size_t count = magnitudes.first[HOURS];
    if (count > 0)
        memcpy(scratch, magnitudes.value, count * sizeof *scratch);
    double overall = deviation_of(scratch, count);
    for (size_t h = 0; h < HOURS; h++) {
        deviation[h] = overall;
        double found = by_hour ? deviation_around(&magnitudes, h, scratch, &count) : NAN;
        // An hour that hardly moves may not turn trifles into alarms.
        if (by_hour && count >= LEAST_IN_HOUR)
            deviation[h] = fmax(found, overall / 3);
    }
    for (size_t i = 0; i < n; i++) {
        double by = deviation[hour[i]];
        residual[i] = by > 0 ? residual[i] / by : NAN;
    }
    free(scratch);
    free(magnitudes.value);
}

static int farthest_first(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return a > b ? -1 : a < b;
}

/// More than one a day (or five) are no anomalies but the nature of the series: only those remain
/// that stand out by half from the first one too many.
static void keep_outstanding(struct anomalies *anomalies, double days)
{
    size_t most = days > 5 ? (size_t)days : 5;
    if (anomalies->count <= most)
        return;
    double *score = mem_alloc(anomalies->count, sizeof *score);
    for (size_t i = 0; i < anomalies->count; i++)
        score[i] = fabs(anomalies->item[i].score);
    qsort(score, anomalies->count, sizeof *score, farthest_first);
    anomalies->threshold = 1.5 * score[most];
    free(score);
    size_t kept = 0;
    for (size_t i = 0; i < anomalies->count; i++)
        if (fabs(anomalies->item[i].score) > anomalies->threshold)
            anomalies->item[kept++] = anomalies->item[i];
    anomalies->count = kept;
}

static void add_step(struct anomalies *anomalies, const struct series *series, size_t i,
                     double score, double expected)
{
    int64_t apart_s = series->step_s * 3 > 3600 ? series->step_s * 3 : 3600;
    instant time = series_time(series, i);
    if (anomalies->count > 0) {
        struct anomaly *last = &anomalies->item[anomalies->count - 1];
        instant end = last->start + last->duration_s * INSTANT_PER_SECOND;
        bool same_side = (last->score > 0) == (score > 0);
        if (same_side && time - end <= apart_s * INSTANT_PER_SECOND) {
            last->duration_s = (time - last->start) / INSTANT_PER_SECOND + series->step_s;
            if (fabs(score) > fabs(last->score)) {
                last->score = score;
                last->value = series->value[i];
                last->expected = expected;
            }
            return;
        }
    }
    struct anomaly anomaly = {time, series->step_s, series->value[i], expected, score};
    VEC_PUSH(anomalies->item, anomalies->count, anomalies->capacity, anomaly);
}

/// Standardised distances from the usual on the plain scale; NULL when nothing falls so far on the
/// working scale that they matter.
static double *plain_falls(const struct series *series, const struct condensed *condensed,
                           const double *residual, const double *usual, const uint32_t *step,
                           const uint8_t *hour)
{
    bool any = false;
    for (size_t i = 0; i < series->n && !any; i++)
        any = residual[i] < -least_deviations;
    if (!any)
        return NULL;
    double *level = mem_alloc(condensed->n, sizeof *level);
    for (size_t i = 0; i < condensed->n; i++)
        level[i] = log_transform_invert(&condensed->scale, usual[i]);
    double *plain = mem_alloc(series->n, sizeof *plain);
    for (size_t i = 0; i < series->n; i++)
        plain[i] = isnan(residual[i]) ? NAN : series->value[i] - level[step[i]];
    standardise(plain, series->n, hour, condensed->day_phases > 1);
    free(level);
    return plain;
}

/// How far from the usual a value must be to matter.
static double least_distance(const struct series *series)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(series->value[i]))
            continue;
        sum += fabs(series->value[i]);
        known++;
    }
    return known > 0 ? least_share_of_mean * sum / (double)known : 0;
}

/// On the working scale, below what an hour is usually quiet: a closed office says nothing of how
/// much its open hours vary. -INFINITY where hardly a step has demand: that step is the unusual
/// one.
static double quiet_below(const struct series *series, const struct condensed *condensed,
                          double least)
{
    size_t known = 0;
    size_t others = 0;
    for (size_t i = 0; i < series->n; i++) {
        known += isnan(series->value[i]) ? 0 : 1;
        others += !isnan(series->value[i]) && series->value[i] != 0;
    }
    return (double)others < least_share_open * (double)known
               ? -INFINITY
               : log_transform_apply(&condensed->scale, least);
}

/// Above what a value stands alone: a fifth above all that is more than a day away from the
/// highest; INFINITY where the highest does not.
static double alone_above(const struct series *series)
{
    size_t highest = 0;
    for (size_t i = 1; i < series->n; i++)
        if (isnan(series->value[highest]) || series->value[i] > series->value[highest])
            highest = i;
    size_t day = (size_t)(SECONDS_PER_DAY / series->step_s);
    double other = -INFINITY;
    for (size_t i = 0; i < series->n; i++) {
        size_t apart = i > highest ? i - highest : highest - i;
        if (apart > day && series->value[i] > other)
            other = series->value[i];
    }
    bool is_alone = other > 0 && series->value[highest] > alone_by * other;
    return is_alone ? alone_by * other : INFINITY;
}

void anomalies_find(struct anomalies *anomalies, const struct series *series,
                    const struct condensed *condensed, const struct season *season)
{
    *anomalies = (struct anomalies){.threshold = least_deviations};
    double *usual = usual_of(condensed, season);
    uint32_t *step = condensed_steps(condensed, series);
    uint8_t *hour = mem_alloc(series->n, sizeof *hour);
    double *residual = mem_alloc(series->n, sizeof *residual);
    double least = least_distance(series);
    double quiet = quiet_below(series, condensed, least);
    for (size_t i = 0; i < series->n; i++) {
        hour[i] = hour_of(condensed, step[i]);
        residual[i] = log_transform_apply(&condensed->scale, series->value[i]) - usual[step[i]];
        if (series->value[i] == 0 && usual[step[i]] < quiet)
            residual[i] = NAN;
    }
    standardise(residual, series->n, hour, condensed->day_phases > 1);
    double *plain = plain_falls(series, condensed, residual, usual, step, hour);
    double alone = alone_above(series);
    for (size_t i = 0; i < series->n; i++) {
        if (!(residual[i] > least_deviations ||
              (residual[i] > least_deviations_alone && series->value[i] > alone) ||
              (residual[i] < -least_deviations && plain[i] < -least_deviations_below)))
            continue;
        double expected = log_transform_invert(&condensed->scale, usual[step[i]]);
        if (fabs(series->value[i] - expected) >= least)
            add_step(anomalies, series, i, residual[i], expected);
    }
    keep_outstanding(anomalies,
                     (double)series->n * (double)series->step_s / (double)SECONDS_PER_DAY);
    free(plain);
    free(residual);
    free(hour);
    free(step);
    free(usual);
}

void anomalies_release(struct anomalies *anomalies)
{
    free(anomalies->item);
    *anomalies = (struct anomalies){0};
}
