// Maxima of days and their tail against sums done by hand, and how often bounds hold of days that
// are known.
#include "forecast/daily_peaks.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>

enum { HOURS = 24, MOST_DAYS = 200 };

static double value[MOST_DAYS * HOURS];
static struct daily_peaks peaks;

/// Days of ones but for one hour of exp(error) each, oldest first.
static void days(size_t n, const double *error)
{
    for (size_t d = 0; d < n; d++)
        for (size_t h = 0; h < HOURS; h++)
            value[d * HOURS + h] = h == 12 ? exp(error[d]) : 1;
}

static void what_days_were(void)
{
    // Latest last. Maxima: 0.1 to 0.8 in logarithms.
    static const double error[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
    days(8, error);
    daily_peaks_learn(&peaks, value, (size_t)8 * HOURS, HOURS);
    is_int(peaks.days, 8, "eight days");
    near(peaks.most[0], 0.8, 1e-12, "the latest first");
    near(peaks.mean[0], log((23 + exp(0.8)) / 24), 1e-12, "its mean");
    near(peaks.greatest, 0.8, 1e-12, "the greatest of all");
    near(peaks.spike, 0.8, 1e-12, "19 hours in 20 stand at 1");
    near(peaks.recent_most, 0.45, 1e-12, "the median of the last maxima");
    // Of eight, the two highest are the tail, above the third.
    double third = 0.6 - log((23 + exp(0.6)) / 24);
    near(peaks.ratio.u, third, 1e-12, "the tail begins at the third highest");
    double weight[8], total = 0, squares = 0;
    for (int i = 0; i < 8; i++) {
        weight[i] = pow(0.5, i / 14.0); // by age
        total += weight[i];
        squares += weight[i] * weight[i];
    }
    double effective = total * total / squares;
    double over = effective / total * (weight[0] + weight[1]);
    near(peaks.ratio.pu, (over + 0.5) / (effective + 1), 1e-12, "its chance");
    near(peaks.ratio.a, over + 2, 1e-12, "its shape");
    // Three days before are enough for a usual maximum: five days have one.
    is_int(peaks.maximum.n, 5, "days with three before them");
}

static void what_is_left_out(void)
{
    static const double error[] = {0.1, 0.2, 0.3, 0.4};
    days(4, error);
    for (size_t h = 0; h < 15; h++)
        value[HOURS + h] = NAN;
    daily_peaks_learn(&peaks, value, (size_t)4 * HOURS, HOURS);
    is_int(peaks.days, 3, "a day that is hardly known is left out");
    is_int((long long)peaks.age[2], 3, "and keeps its place in time");
    is_int(peaks.maximum.n, 3, "too few have three before: all have the median of all");
    daily_peaks_learn(&peaks, value, HOURS, HOURS);
    is_int(peaks.days, 0, "one day tells nothing");
    for (size_t i = 0; i < (size_t)4 * HOURS; i++)
        value[i] = 0;
    daily_peaks_learn(&peaks, value, (size_t)4 * HOURS, HOURS);
    is_int(peaks.days, 0, "nor do zeros");
}

/// Maxima of a standard deviation of .1 round a level that stays: how often the highest of a day
/// and of a week is below p50 and p95.
static void coverage(void)
{
    enum { SEEDS = 200, HISTORY = 84 };
    static const size_t period[] = {1, 7};
    for (size_t k = 0; k < 2; k++) {
        double below_p50 = 0, below_p95 = 0;
        for (size_t seed = 1; seed <= SEEDS; seed++) {
            struct random random;
            double error[HISTORY], mean[7], quantile[PREDICTIVE_LEVELS], highest = -INFINITY;
            random_seed(&random, 11, seed);
            for (size_t d = 0; d < HISTORY; d++)
                error[d] = 1 + 0.1 * random_normal(&random);
            for (size_t d = 0; d < period[k]; d++)
                highest = fmax(highest, 1 + 0.1 * random_normal(&random));
            days(HISTORY, error);
            daily_peaks_learn(&peaks, value, (size_t)HISTORY * HOURS, HOURS);
            for (size_t d = 0; d < 7; d++)
                mean[d] = peaks.recent_mean;
            daily_peaks_quantiles(&peaks, mean, 7, 0, period[k], quantile);
            below_p50 += highest <= quantile[PREDICTIVE_P50];
            below_p95 += highest <= quantile[PREDICTIVE_P95];
        }
        ok(below_p50 / SEEDS > 0.35 && below_p50 / SEEDS < 0.7, "%zu days: p50 holds for %.2f",
           period[k], below_p50 / SEEDS);
        ok(below_p95 / SEEDS > 0.92, "p95 for %.3f", below_p95 / SEEDS);
    }
}

static void mixture(void)
{
    struct peak_views views = {.level = 0.5,
                               .days = 2,
                               .days_middle = 2,
                               .paths = 3,
                               .paths_middle = 3,
                               .weeks = NAN,
                               .greatest = 2.2};
    near(daily_peaks_mix(&views, 1), 2.5, 1e-12, "the middle of both");
    views.weeks = 1;
    near(daily_peaks_mix(&views, 1), 0.4 * 2 + 0.4 * 1 + 0.2 * 3, 1e-12, "of three");
    views.level = 0.95;
    views.days = 2.4;
    views.paths = 3.2;
    near(daily_peaks_mix(&views, 1), 1.8 + 0.75 * 0.4 + 0.25 * 0.2, 1e-12, "round it quantiles");
    near(daily_peaks_mix(&views, 2), 1.8 + 2 * 0.35, 1e-12, "stretched");
    views.days = 20;
    near(daily_peaks_mix(&views, 1), 3 + 0.8 * 0.8, 1e-12, "0.64 beyond the greatest view at most");
    views.level = 0.975;
    near(daily_peaks_mix(&views, 1), 3 + 0.8 * (0.8 + 0.5 * log(2) / log(5)), 1e-12,
         "further as the chance falls, by its logarithm");
}

int main(void)
{
    what_days_were();
    what_is_left_out();
    coverage();
    mixture();
    return done();
}
