#include "forecast/weekly_peak.h"

#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>

/// After so many weeks a ratio of maximum to mean counts half.
#define HALF_LIFE_WEEKS 4.0
/// The least scatter of weekly means that is believed.
#define SCATTER_LEAST 0.01

enum { SLOPE_WEEKS = 8, LAST_PEAKS = 4 };

/// Means and maxima of the weeks, oldest first; returns how many.
static size_t measure_weeks(const double *value, size_t n, size_t week, double *mean, double *most)
{
    size_t all = n / week < WEEKLY_PEAK_MOST ? n / week : WEEKLY_PEAK_MOST;
    size_t weeks = 0;
    for (size_t w = all; w > 0; w--) {
        const double *from = value + n - w * week;
        double sum = 0;
        double highest = -INFINITY;
        double known = 0;
        for (size_t i = 0; i < week; i++) {
            if (isnan(from[i]))
                continue;
            sum += from[i];
            highest = fmax(highest, from[i]);
            known++;
        }
        if (2 * known < (double)week)
            continue;
        if (!(sum > 0))
            return 0;
        mean[weeks] = log(sum / known);
        most[weeks] = log(highest);
        weeks++;
    }
    return weeks;
}

static double mean_square_change(const double *level, size_t n)
{
    double square = 0;
    for (size_t w = 0; w + 1 < n; w++)
        square += (level[w + 1] - level[w]) * (level[w + 1] - level[w]);
    return square / (double)(n - 1);
}

/// Robust deviation of what the level changes by from week to week, at least half the plain one.
static double scatter_of(const double *level, size_t n)
{
    double change[WEEKLY_PEAK_MOST];
    double scratch[WEEKLY_PEAK_MOST];
    for (size_t w = 0; w + 1 < n; w++) {
        change[w] = level[w + 1] - level[w];
        scratch[w] = change[w];
    }
    double centre = median_select(scratch, n - 1);
    double robust = MAD_TO_SIGMA * mad_select(change, n - 1, centre);
    return fmax(fmax(robust, 0.5 * sqrt(mean_square_change(level, n))), SCATTER_LEAST);
}

/// Theil and Sen's slope, shrunk by t^2 / (t^2 + 4).
static double shrunk_slope(const double *level, size_t n)
{
    double at[WEEKLY_PEAK_MOST];
    struct theil_sen line;
    for (size_t w = 0; w < n; w++)
        at[w] = (double)w;
    if (!theil_sen_fit(at, level, n, 0.95, &line))
        return 0;
    double t = fabs(line.slope) * sqrt((double)n - 1) / scatter_of(level, n);
    return line.slope * t * t / (t * t + 4);
}

void weekly_peak_fit(struct weekly_peak *peak, const double *value, size_t n, size_t week)
{
    double mean[WEEKLY_PEAK_MOST];
    double most[WEEKLY_PEAK_MOST];
    double ratio[WEEKLY_PEAK_MOST];
    double weight[WEEKLY_PEAK_MOST];
    *peak = (struct weekly_peak){0};
    size_t weeks = week > 0 ? measure_weeks(value, n, week, mean, most) : 0;
    if (weeks < WEEKLY_PEAK_FEWEST)
        return;
    for (size_t w = 0; w < weeks; w++) {
        ratio[w] = most[w] - mean[w];
        weight[w] = pow(0.5, (double)(weeks - 1 - w) / HALF_LIFE_WEEKS);
    }
    peak->weeks = weeks;
    size_t late = weeks < SLOPE_WEEKS ? weeks : SLOPE_WEEKS;
    peak->slope = shrunk_slope(mean + weeks - late, late);
    peak->ratio = median_weighted_lower(ratio, weight, weeks);
    size_t last = weeks < LAST_PEAKS ? weeks : LAST_PEAKS;
    for (size_t i = 0; i < last; i++)
        ratio[i] = most[weeks - 1 - i] + peak->slope * (double)i;
    peak->last_peaks = median_select(ratio, last);
}

double weekly_peak_at(const struct weekly_peak *peak, size_t ahead, double mean)
{
    double by_mean = log(mean) + peak->ratio;
    double by_peaks = peak->last_peaks + peak->slope * (double)ahead;
    return exp((by_mean + by_peaks) / 2);
}
