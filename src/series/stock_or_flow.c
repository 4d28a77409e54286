#include "series/stock_or_flow.h"

#include "base/memory.h"
#include "base/number.h"
#include "maths/quantile.h"
#include "series/signal_role.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, FEWEST_DAYS = 7, FEWEST_HOURS_A_DAY = 4, POINTS = 3 };

/// A day's maximum that differs by less of the range stays the same.
#define SAME 1e-9
/// Steps within an hour that differ by so many times what hours do are scatter, which a level that
/// is held has not.
#define SCATTER 1.5
/// So many of the days that change go the same way.
#define RISING 0.75

// --- names ---------------------------------------------------------------------------------------

static bool holds_word(const char *name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(name, *words) != NULL)
            return true;
    return false;
}

bool name_tells_limit(const char *name)
{
    static const char *const words[] = {"size", "limit", "total", "capacity", "max", "quota", NULL};
    return holds_word(name, words);
}

bool name_tells_free(const char *name)
{
    static const char *const words[] = {"free", "avail", "remaining", NULL};
    return holds_word(name, words);
}

/// What is measured a second, or takes time, is none; what is counted in bytes or said to be used
/// may be.
static int points_by_name(const struct series *series)
{
    static const char *const words[] = {"used",   "free",  "avail",  "size",
                                        "object", "inode", "leases", NULL};
    int points = 0;
    const enum signal_role role = signal_role_of(series);
    const enum dimension dimension = series->unit.dimension;
    const bool is_rows = strstr(series->name, "rows") != NULL;
    if (holds_word(series->name, words) || is_rows || dimension == DIMENSION_BYTES)
        points += 2;
    if (role == ROLE_DEMAND || role == ROLE_LATENCY || role == ROLE_CPU || role == ROLE_NETWORK ||
        role == ROLE_ERRORS || dimension == DIMENSION_RATE || dimension == DIMENSION_BYTE_RATE ||
        dimension == DIMENSION_DURATION || strstr(series->name, "rate") != NULL)
        points -= 3;
    return points;
}

// --- values --------------------------------------------------------------------------------------

/// Means of equal blocks of `length` values; NaN where none is known. Returns how many blocks.
static size_t block_means(const double *value, size_t n, size_t length, double *mean)
{
    const size_t blocks = (n + length - 1) / length;
    for (size_t b = 0; b < blocks; b++) {
        double sum = 0, seen = 0;
        for (size_t i = b * length; i < n && i < (b + 1) * length; i++)
            if (!isnan(value[i])) {
                sum += value[i];
                seen++;
            }
        mean[b] = seen > 0 ? sum / seen : (double)NAN;
    }
    return blocks;
}

/// Moves what is known to the front; returns how many.
static size_t keep_known(double *value, size_t n)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            value[known++] = value[i];
    return known;
}

static double range_of(const double *value, size_t n)
{
    double *known = mem_alloc(n, sizeof *known);
    memcpy(known, value, n * sizeof *known);
    size_t count = keep_known(known, n);
    double range = 0;
    if (count > 0)
        range = quantile_select(known, count, 0.98) - quantile_select(known, count, 0.02);
    free(known);
    return range;
}

/// Median of |x[t] - x[t - 1]|.
static double median_step(const double *value, size_t n)
{
    double *step = mem_alloc(n, sizeof *step);
    for (size_t i = 1; i < n; i++)
        step[i - 1] = fabs(value[i] - value[i - 1]);
    size_t count = n > 1 ? keep_known(step, n - 1) : 0;
    double median = count > 0 ? median_select(step, count) : (double)NAN;
    free(step);
    return median;
}

/// Highest values of the days, and the median of their ranges.
static double measure_days(const double *value, size_t n, size_t day, double *most)
{
    const size_t days = (n + day - 1) / day;
    double *range = mem_alloc(days, sizeof *range);
    for (size_t d = 0; d < days; d++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t i = d * day; i < n && i < (d + 1) * day; i++)
            if (!isnan(value[i])) {
                low = fmin(low, value[i]);
                high = fmax(high, value[i]);
            }
        most[d] = low <= high ? high : (double)NAN;
        range[d] = low <= high ? high - low : (double)NAN;
    }
    size_t count = keep_known(range, days);
    double median = count > 0 ? median_select(range, count) : (double)NAN;
    free(range);
    return median;
}

/// Of the days that change, the share that goes the way of most; 0 under FEWEST_DAYS of them.
static double share_rising(const double *most, size_t days, double range)
{
    double rises = 0, changes = 0;
    for (size_t d = 1; d < days; d++) {
        double change = most[d] - most[d - 1];
        if (!(fabs(change) > SAME * range))
            continue;
        changes++;
        rises += change > 0;
    }
    return changes + 1 < FEWEST_DAYS ? 0 : fmax(rises, changes - rises) / changes;
}

static double lag_one(const double *mean, size_t n)
{
    double sum = 0, count = 0, square = 0, product = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(mean[i])) {
            sum += mean[i];
            count++;
        }
    double centre = sum / count;
    for (size_t i = 0; i < n; i++) {
        square += isnan(mean[i]) ? 0 : (mean[i] - centre) * (mean[i] - centre);
        if (i > 0 && !isnan(mean[i]) && !isnan(mean[i - 1]))
            product += (mean[i] - centre) * (mean[i - 1] - centre);
    }
    return square > 0 ? product / square : 0;
}

static int points_by_values(const struct stock_evidence *evidence)
{
    int points = 0;
    if (!evidence->is_measured)
        return 0;
    points += evidence->day_range < 0.15  ? 2
              : evidence->day_range < 0.3 ? 1
              : evidence->day_range > 0.5 ? -1
                                          : 0;
    points += evidence->step < 0.01 ? 1 : evidence->step > 0.04 ? -1 : 0;
    points += evidence->rising > RISING;
    points -= evidence->is_scatter ? 2 : 0;
    points += evidence->correlation > 0.9 ? 1 : evidence->correlation < 0.5 ? -1 : 0;
    return points;
}

static void measure(const struct series *series, struct stock_evidence *evidence)
{
    const size_t per_hour = series->step_s < HOUR_S ? (size_t)(HOUR_S / series->step_s) : 1;
    const double step_s = (double)series->step_s * (double)per_hour;
    double *hour = mem_alloc(3 * (series->n + 1), sizeof *hour);
    double *most = hour + series->n + 1, *mean = most + series->n + 1;
    const size_t hours = block_means(series->value, series->n, per_hour, hour);
    const size_t day = step_s < DAY_S ? (size_t)(DAY_S / step_s) : 1;
    const size_t days = block_means(hour, hours, day, mean);
    const double range = range_of(hour, hours);
    double day_range = measure_days(hour, hours, day, most);
    evidence->is_measured = range > 0 && days >= FEWEST_DAYS;
    if (evidence->is_measured) {
        evidence->day_range = day >= FEWEST_HOURS_A_DAY ? day_range / range : (double)NAN;
        evidence->step = median_step(hour, hours) / range;
        evidence->is_scatter = per_hour > 1 && median_step(series->value, series->n) >
                                                   SCATTER * evidence->step * range;
        evidence->rising = share_rising(most, days, range);
        evidence->correlation = lag_one(mean, days);
    }
    free(hour);
}

void stock_or_flow(const struct series *series, struct stock_evidence *evidence)
{
    *evidence = (struct stock_evidence){.day_range = NAN, .step = NAN};
    if (series->n == 0)
        return;
    measure(series, evidence);
    evidence->by_values = points_by_values(evidence);
    evidence->by_name = points_by_name(series);
    evidence->by_companion = series->has_limit ? 2 : 0;
    // A flow that has shifted is as smooth, but does not go on.
    bool is_told = evidence->by_name != 0 || evidence->by_companion != 0;
    evidence->is_stock =
        evidence->by_values + evidence->by_name + evidence->by_companion >= POINTS &&
        (is_told || evidence->rising > RISING);
}

void stock_evidence_describe(const struct stock_evidence *evidence, struct str *text)
{
    char share[NUMBER_TEXT_MAX];
    const char *before = "";
    if (evidence->is_measured && !isnan(evidence->day_range)) {
        str_appendf(text, "it moves by %s of its range within a day",
                    percent_format(share, evidence->day_range, 2));
        before = ", ";
    }
    if (evidence->is_measured && evidence->rising > 0) {
        str_appendf(text, "%s%s of the days that change go the same way", before,
                    percent_format(share, evidence->rising, 2));
        before = ", ";
    }
    if (evidence->by_name > 0) {
        str_appendf(text, "%sits name or unit is that of a level", before);
        before = ", ";
    }
    if (evidence->by_companion > 0)
        str_appendf(text, "%sa limit stands beside it", before);
}
