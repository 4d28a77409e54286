#include "forecast/daily_peaks.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Constants were chosen on families of public series and the training parts of the odd M4 Hourly
// series, a week and four weeks ahead; half and double of each moved the loss there by 3 % at most.

/// After so many days an error counts half.
#define HALF_LIFE_DAYS 14.0
/// Days cluster: this many of them are independent.
#define INDEPENDENT 0.7

enum { DAYS_LOOKED_AT = 2 * DAILY_PEAKS_MOST };

enum { WEEK = 7, RECENT = 14, SPIKE_DAYS = 56, CHANGES = 56, FEWEST_BEFORE = 3 };

// --- the days that were --------------------------------------------------------------------------

/// Quantile of type 7 of steps of the last days, and the greatest of them.
static double spike_of(const double *value, size_t n, size_t day)
{
    const size_t window = n < SPIKE_DAYS * day ? n : SPIKE_DAYS * day;
    double *step = mem_alloc(window, sizeof *step);
    double most = -INFINITY;
    size_t known = 0;
    for (size_t i = n - window; i < n; i++)
        if (!isnan(value[i])) {
            step[known++] = value[i];
            most = fmax(most, value[i]);
        }
    double high = known > 0 ? quantile_select(step, known, 0.95) : 0;
    free(step);
    return high > 0 ? fmin(fmax(log(most / high), 0), 1.5) : 1.5;
}

/// Half as many values as days of this series usually have: sensors may report less often than the
/// step says.
static double fewest_values(const double *value, size_t n, size_t day)
{
    double count[DAYS_LOOKED_AT];
    size_t days = 0;
    for (size_t age = 0; (age + 1) * day <= n && age < DAYS_LOOKED_AT; age++) {
        double known = 0;
        for (size_t i = n - (age + 1) * day; i < n - age * day; i++)
            known += isnan(value[i]) ? 0 : 1;
        if (known > 0)
            count[days++] = known;
    }
    return days > 0 ? median_select(count, days) / 2 : (double)day / 2;
}

/// Maxima and means of the latest days.
static void measure_days(struct daily_peaks *peaks, const double *value, size_t n, size_t day)
{
    const double fewest = fewest_values(value, n, day);
    peaks->greatest = -INFINITY;
    for (size_t age = 0; age * day < n && peaks->days < DAILY_PEAKS_MOST; age++) {
        const size_t end = n - age * day, first = end > day ? end - day : 0;
        double sum = 0, most = -INFINITY, known = 0;
        for (size_t i = first; i < end; i++)
            if (!isnan(value[i])) {
                sum += value[i];
                most = fmax(most, value[i]);
                known++;
            }
        if (known < fewest || !(sum > 0))
            continue;
        peaks->age[peaks->days] = age;
        peaks->most[peaks->days] = log(most);
        peaks->mean[peaks->days] = log(sum / known);
        peaks->greatest = fmax(peaks->greatest, log(most));
        peaks->days++;
    }
}

/// Median of `value` of the days aged `from` to `to` (exclusive); NaN where fewer than `fewest`.
static double median_of_ages(const struct daily_peaks *peaks, const double *value, size_t from,
                             size_t to, size_t fewest)
{
    double found[DAILY_PEAKS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < peaks->days; i++)
        if (peaks->age[i] >= from && peaks->age[i] < to)
            found[count++] = value[i];
    return count >= fewest && count > 0 ? median_select(found, count) : (double)NAN;
}

// --- the level -----------------------------------------------------------------------------------

/// Mean of the means of each week back from the end; NaN where under four days are known.
static size_t weekly_means(const struct daily_peaks *peaks, double *week, size_t most)
{
    double known[DAILY_PEAKS_MOST / WEEK] = {0};
    size_t weeks = 0;
    memset(week, 0, most * sizeof *week);
    for (size_t i = 0; i < peaks->days && peaks->age[i] / WEEK < most; i++) {
        week[peaks->age[i] / WEEK] += peaks->mean[i];
        known[peaks->age[i] / WEEK]++;
        weeks = peaks->age[i] / WEEK + 1;
    }
    for (size_t w = 0; w < weeks; w++)
        week[w] = 2 * known[w] > WEEK ? week[w] / known[w] : (double)NAN;
    // The oldest one is whole, or no week.
    return weeks > 0 && known[weeks - 1] < WEEK ? weeks - 1 : weeks;
}

/// Sum of squares of mean[k] - mean[k + lag] over the latest days, and how many.
static double squared_changes(const struct daily_peaks *peaks, size_t lag, size_t *count)
{
    double sum = 0;
    *count = 0;
    for (size_t i = 0; i < peaks->days && *count < CHANGES; i++)
        for (size_t j = i + 1; j < peaks->days && peaks->age[j] <= peaks->age[i] + lag; j++)
            if (peaks->age[j] == peaks->age[i] + lag) {
                double change = peaks->mean[i] - peaks->mean[j];
                sum += change * change;
                ++*count;
            }
    return sum;
}

/// What weeks changed by, with what days tell of it for six weeks more, and that little was seen.
static double level_variance(const struct daily_peaks *peaks)
{
    enum { MOST = DAILY_PEAKS_MOST / WEEK, FEWEST_CHANGES = 4, FEWEST_DAYS = 11, PRIOR = 6 };
    double week[MOST], sum = 0, changes = 0;
    const size_t weeks = weekly_means(peaks, week, MOST);
    for (size_t w = 0; w + 1 < weeks; w++) {
        double change = week[w] - week[w + 1];
        if (isnan(change))
            continue;
        sum += change * change;
        changes++;
    }
    size_t count;
    double square = squared_changes(peaks, WEEK, &count);
    if (count < FEWEST_CHANGES || peaks->days < FEWEST_DAYS)
        square = squared_changes(peaks, 1, &count);
    double day2 = count > 0 ? square / (double)count / 2 : 0;
    double little = (0.03 + 0.05 * peaks->spike) / fmax((double)peaks->days / WEEK, 0.5);
    return (sum + PRIOR * 0.25 * 0.25 * day2) / (changes + PRIOR) + little * little;
}

// --- errors --------------------------------------------------------------------------------------

static void add_error(struct peak_errors *errors, double error, size_t age)
{
    const double weight = pow(0.5, (double)age / HALF_LIFE_DAYS);
    size_t at = errors->n++;
    for (; at > 0 && errors->error[at - 1] > error; at--) {
        errors->error[at] = errors->error[at - 1];
        errors->weight[at] = errors->weight[at - 1];
    }
    errors->error[at] = error;
    errors->weight[at] = weight;
}

/// The quarter that is highest, and how far it reaches, with as much as two days' worth of what the
/// series is like.
static void fit_tail(struct peak_errors *errors, double spike)
{
    const size_t n = errors->n;
    double total = 0, squares = 0, seen = 0, median = errors->error[0];
    for (size_t i = 0; i < n; i++) {
        total += errors->weight[i];
        squares += errors->weight[i] * errors->weight[i];
    }
    const double effective = total * total / squares;
    size_t tail = (size_t)nearbyint((double)n / 4);
    tail = tail < 2 ? 2 : tail;
    tail = tail > n - 1 ? n - 1 : tail;
    errors->u = errors->error[n - 1 - tail];
    double over = 0, excess = 0, up = 0;
    bool is_found = false;
    for (size_t i = 0; i < n; i++) {
        seen += errors->weight[i];
        errors->below[i] = seen / total * (1 - 1 / (effective + 1));
        if (!is_found && 2 * seen >= total) {
            median = errors->error[i];
            is_found = true;
        }
        if (errors->error[i] > errors->u) {
            over += errors->weight[i];
            excess += errors->weight[i] * (errors->error[i] - errors->u);
        }
    }
    for (size_t i = 0; i < n; i++)
        up += 2 * errors->weight[i] * fmax(errors->error[i] - median, 0) / total;
    const double count = effective / total * over;
    errors->pu = (count + 0.5) / (effective + 1);
    errors->a = count + 2;
    errors->b = effective / total * excess + 2 * (0.02 + 0.08 * spike + up);
}

/// The chance of an error above x.
static double chance_above(const struct peak_errors *errors, double x)
{
    if (x > errors->u)
        return errors->pu * pow(1 + (x - errors->u) / errors->b, -errors->a);
    if (x < errors->error[0])
        return 1;
    size_t low = 0, high = errors->n - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (errors->error[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    double width = errors->error[high] - errors->error[low];
    double part = width > 0 ? (x - errors->error[low]) / width : 1;
    double below = errors->below[low] + part * (errors->below[high] - errors->below[low]);
    return fmax(1 - below, errors->pu);
}

static void learn_errors(struct daily_peaks *peaks)
{
    double before[DAILY_PEAKS_MOST];
    size_t known = 0;
    for (size_t i = 0; i < peaks->days; i++) {
        before[i] = median_of_ages(peaks, peaks->most, peaks->age[i] + 1,
                                   peaks->age[i] + 1 + RECENT, FEWEST_BEFORE);
        known += isnan(before[i]) ? 0 : 1;
        add_error(&peaks->ratio, peaks->most[i] - peaks->mean[i], peaks->age[i]);
    }
    double all = median_of_ages(peaks, peaks->most, 0, SIZE_MAX, 1);
    for (size_t i = 0; i < peaks->days; i++) {
        double usual = known < FEWEST_BEFORE + 1 ? all : before[i];
        if (!isnan(usual))
            add_error(&peaks->maximum, peaks->most[i] - usual, peaks->age[i]);
    }
    fit_tail(&peaks->ratio, peaks->spike);
    fit_tail(&peaks->maximum, peaks->spike);
}

void daily_peaks_learn(struct daily_peaks *peaks, const double *value, size_t n, size_t day)
{
    *peaks = (struct daily_peaks){.has_ratio = day > 1};
    measure_days(peaks, value, n, day);
    if (peaks->days < DAILY_PEAKS_FEWEST) {
        peaks->days = 0;
        return;
    }
    peaks->spike = spike_of(value, n, day);
    peaks->variance = level_variance(peaks);
    peaks->recent_most = median_of_ages(peaks, peaks->most, 0, RECENT, 1);
    peaks->recent_mean = median_of_ages(peaks, peaks->mean, 0, RECENT, 1);
    // After a gap of two weeks the latest days that there are.
    if (isnan(peaks->recent_most)) {
        peaks->recent_most = median_of_ages(peaks, peaks->most, 0, peaks->age[0] + RECENT, 1);
        peaks->recent_mean = median_of_ages(peaks, peaks->mean, 0, peaks->age[0] + RECENT, 1);
    }
    learn_errors(peaks);
}

// --- the days to come ----------------------------------------------------------------------------

double daily_peaks_level_sd(const struct daily_peaks *peaks, size_t start, size_t period)
{
    double weeks = (double)(start + period) / WEEK;
    return sqrt(peaks->variance * (1 + 0.5 * (weeks - 1)));
}

/// Mean of the logarithms of the week that day `d` ahead lies in.
static double week_mean(const double *mean, size_t days, size_t d)
{
    const size_t first = d / WEEK * WEEK;
    double sum = 0;
    size_t count = 0;
    for (size_t i = first; i < days && i < first + WEEK; i++, count++)
        sum += mean[i];
    return sum / (double)count;
}

static double clip(double x, double most)
{
    return fmin(fmax(x, -most), most);
}

/// Where the maxima of the period's days are to be expected.
static void set_centres(const struct daily_peaks *peaks, const double *mean, size_t days,
                        size_t start, size_t period, bool by_ratio, double *centre)
{
    const double now = week_mean(mean, days, 0);
    for (size_t d = 0; d < period; d++)
        centre[d] = by_ratio ? mean[start + d]
                             : peaks->recent_most + clip(0.3 * (now - peaks->recent_mean), 1) +
                                   clip(week_mean(mean, days, start + d) - now, 1.5);
}

enum { NODES = 181, LEVELS = 46 };

/// Quantiles of Student's t with 4 degrees of freedom, and what each stands for.
static void set_levels(double *t, double *weight)
{
    enum { MIDDLE = 40, END = 3 };
    static const double low[END] = {0.0005, 0.002, 0.006}, high[END] = {0.994, 0.998, 0.9995};
    double p[LEVELS], total = 0;
    for (size_t i = 0; i < END; i++) {
        p[i] = low[i];
        p[END + MIDDLE + i] = high[i];
    }
    for (size_t i = 0; i < MIDDLE; i++)
        p[END + i] = ((double)i + 0.5) / MIDDLE;
    for (size_t i = 0; i < LEVELS; i++) {
        const double al = 4 * p[i] * (1 - p[i]), q = cos(acos(sqrt(al)) / 3) / sqrt(al);
        t[i] = copysign(2 * sqrt(fmax(q - 1, 0)), p[i] - 0.5);
        weight[i] = i == 0            ? p[1] - p[0]
                    : i + 1 == LEVELS ? p[i] - p[i - 1]
                                      : (p[i + 1] - p[i - 1]) / 2;
        total += weight[i];
    }
    for (size_t i = 0; i < LEVELS; i++)
        weight[i] /= total;
}

/// Linear in x between ascending nodes; 0 and 1 outside.
static double between(const double *x, const double *y, double at)
{
    if (at < x[0])
        return 0;
    if (at > x[NODES - 1])
        return 1;
    size_t low = 0, high = NODES - 1;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (x[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return y[low] + (y[high] - y[low]) * (at - x[low]) / (x[high] - x[low]);
}

static void invert(const double *x, const double *chance, double quantile[PREDICTIVE_LEVELS])
{
    size_t node = 0;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        while (node < NODES && chance[node] < predictive_level[i])
            node++;
        if (node == NODES)
            quantile[i] = x[NODES - 1];
        else if (node == 0)
            quantile[i] = x[0];
        else
            quantile[i] = x[node - 1] + (x[node] - x[node - 1]) *
                                            (predictive_level[i] - chance[node - 1]) /
                                            (chance[node] - chance[node - 1]);
    }
}

/// Quantiles of the highest of days whose maxima lie round their centres by `errors`, all of them
/// off by one error of the level.
static void highest_of_days(const struct peak_errors *errors, const double *centre, size_t days,
                            double level_sd, double quantile[PREDICTIVE_LEVELS])
{
    double x[NODES], none_above[NODES], chance[NODES], t[LEVELS], weight[LEVELS], mean = 0;
    for (size_t d = 0; d < days; d++)
        mean += centre[d] / (double)days;
    const double middle = mean + (errors->error[errors->n - 1] + errors->u) / 2;
    for (size_t i = 0; i < NODES; i++) {
        x[i] = middle + 0.02 * sinh(-6 + 12.6 * (double)i / (NODES - 1));
        none_above[i] = 1;
        for (size_t d = 0; d < days; d++)
            none_above[i] *= 1 - chance_above(errors, x[i] - centre[d]);
        none_above[i] = pow(none_above[i], INDEPENDENT);
    }
    set_levels(t, weight);
    for (size_t i = 0; i < NODES; i++) {
        chance[i] = 0;
        for (size_t k = 0; k < LEVELS; k++)
            chance[i] += weight[k] * between(x, none_above, x[i] - level_sd * t[k]);
        chance[i] = i > 0 ? fmax(chance[i], chance[i - 1]) : chance[i];
    }
    invert(x, chance, quantile);
}

void daily_peaks_quantiles(const struct daily_peaks *peaks, const double *mean, size_t days,
                           size_t start, size_t period, double quantile[PREDICTIVE_LEVELS])
{
    const double level_sd = daily_peaks_level_sd(peaks, start, period);
    double *centre = mem_alloc(period, sizeof *centre);
    double by_ratio[PREDICTIVE_LEVELS];
    set_centres(peaks, mean, days, start, period, false, centre);
    highest_of_days(&peaks->maximum, centre, period, level_sd, quantile);
    if (peaks->has_ratio) {
        set_centres(peaks, mean, days, start, period, true, centre);
        highest_of_days(&peaks->ratio, centre, period, level_sd, by_ratio);
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
            quantile[i] = (quantile[i] + by_ratio[i]) / 2;
    }
    free(centre);
}

// --- with what else is known ---------------------------------------------------------------------

/// How far a peak is believed beyond the greatest that was seen, over 0.8: linear in -log(1 - p).
static double believed(double level)
{
    static const double at[] = {0.5, 0.9, 0.95, 0.99}, reach[] = {0, 0.6, 0.8, 1.3};
    size_t i = 1;
    while (i < 3 && level > at[i])
        i++;
    double from = -log1p(-at[i - 1]), to = -log1p(-at[i]);
    return reach[i - 1] + (reach[i] - reach[i - 1]) * (-log1p(-level) - from) / (to - from);
}

double daily_peaks_mix(const struct peak_views *views, double kappa)
{
    const double middle = isnan(views->weeks) ? (views->days_middle + views->paths_middle) / 2
                                              : 0.4 * views->days_middle + 0.4 * views->weeks +
                                                    0.2 * views->paths_middle;
    const double value = middle + kappa * (0.75 * (views->days - views->days_middle) +
                                           0.25 * (views->paths - views->paths_middle));
    if (views->level <= 0.5)
        return value;
    const double seen =
        fmax(fmax(views->greatest, views->days_middle), fmax(views->paths_middle, middle));
    return fmin(value, seen + kappa * 0.8 * believed(views->level));
}
