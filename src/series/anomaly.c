#include "series/anomaly.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double least_deviations = 6;

/// On the logarithmic scale a value near zero is far away however near zero is: a fall must stand
/// out on the plain scale too.
static const double least_deviations_below = 4;

enum { HOURS = 24, LEAST_IN_HOUR = 20 };

/// Median of the season-free series over a day around each condensed step (a quarter of a short
/// history).
static double *local_level(const struct condensed *condensed, const double *value)
{
    size_t n = condensed->n;
    size_t half = condensed->day_phases > 1    ? condensed->day_phases / 2
                  : condensed->day_phases == 1 ? 7
                                               : n / 8;
    half = half > 2 ? half : 2;
    double *level = mem_alloc(n, sizeof *level);
    double *scratch = mem_alloc(2 * half + 1, sizeof *scratch);
    for (size_t i = 0; i < n; i++) {
        size_t first = i > half ? i - half : 0;
        size_t end = i + half + 1 < n ? i + half + 1 : n;
        size_t known = 0;
        for (size_t k = first; k < end; k++)
            if (!isnan(value[k]))
                scratch[known++] = value[k];
        level[i] = known > 0 ? median_select(scratch, known) : NAN;
    }
    free(scratch);
    return level;
}

static size_t condensed_step(const struct condensed *condensed, const struct series *series,
                             size_t i)
{
    return (size_t)((series_time(series, i) - condensed->start) /
                    (condensed->step_s * INSTANT_PER_SECOND));
}

static int hour_of(const struct condensed *condensed, size_t step)
{
    if (condensed->day_phases == 0)
        return 0;
    return (int)(condensed->week_phase[step] % condensed->day_phases * HOURS /
                 condensed->day_phases);
}

/// What was usual at each step, on the working scale.
static double *usual_of(const struct series *series, const struct condensed *condensed,
                        const struct season *season)
{
    double *free_of_season = season_removed(season, condensed);
    double *level = local_level(condensed, free_of_season);
    double *usual = mem_alloc(series->n, sizeof *usual);
    for (size_t i = 0; i < series->n; i++) {
        size_t step = condensed_step(condensed, series, i);
        usual[i] =
            level[step] + (season->phases > 0 ? season->profile[condensed->week_phase[step]] : 0);
    }
    free(level);
    free(free_of_season);
    return usual;
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

/// Divides residuals by the deviation of their hour and its neighbours, or of all where it has too
/// few.
static void standardise(const struct series *series, const struct condensed *condensed,
                        double *residual)
{
    double *magnitude = mem_alloc(series->n, sizeof *magnitude);
    double deviation[HOURS];
    for (int hour = -1; hour < HOURS; hour++) {
        size_t count = 0;
        for (size_t i = 0; i < series->n; i++) {
            int apart =
                hour < 0 ? 0 : abs(hour_of(condensed, condensed_step(condensed, series, i)) - hour);
            if (!isnan(residual[i]) && (apart <= 1 || apart == HOURS - 1))
                magnitude[count++] = fabs(residual[i]);
        }
        double found = deviation_of(magnitude, count);
        if (hour < 0)
            for (int k = 0; k < HOURS; k++)
                deviation[k] = found;
        else if (count >= LEAST_IN_HOUR)
            // An hour that hardly moves may not turn trifles into alarms.
            deviation[hour] = fmax(found, deviation[hour] / 3);
        if (condensed->day_phases <= 1)
            break;
    }
    for (size_t i = 0; i < series->n; i++) {
        double by = deviation[hour_of(condensed, condensed_step(condensed, series, i))];
        residual[i] = by > 0 ? residual[i] / by : NAN;
    }
    free(magnitude);
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

void anomalies_find(struct anomalies *anomalies, const struct series *series,
                    const struct condensed *condensed, const struct season *season)
{
    *anomalies = (struct anomalies){0};
    double *usual = usual_of(series, condensed, season);
    double *residual = mem_alloc(series->n, sizeof *residual);
    double *plain = mem_alloc(series->n, sizeof *plain);
    for (size_t i = 0; i < series->n; i++) {
        residual[i] = working_scale_apply(&condensed->scale, series->value[i]) - usual[i];
        plain[i] = series->value[i] - working_scale_invert(&condensed->scale, usual[i]);
    }
    standardise(series, condensed, residual);
    standardise(series, condensed, plain);
    anomalies->threshold = least_deviations;
    for (size_t i = 0; i < series->n; i++)
        if (residual[i] > anomalies->threshold ||
            (residual[i] < -anomalies->threshold && plain[i] < -least_deviations_below))
            add_step(anomalies, series, i, residual[i],
                     working_scale_invert(&condensed->scale, usual[i]));
    keep_outstanding(anomalies,
                     (double)series->n * (double)series->step_s / (double)SECONDS_PER_DAY);
    free(plain);
    free(residual);
    free(usual);
}

void anomalies_release(struct anomalies *anomalies)
{
    free(anomalies->item);
    *anomalies = (struct anomalies){0};
}
