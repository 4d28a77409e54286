#include "series/pattern.h"

#include "base/memory.h"
#include "maths/moving_median.h"
#include "maths/quantile.h"
#include "series/cycle.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { LEAST_VALUES = 24 };

static const char *const names[PATTERN_CLASSES] = {
    [PATTERN_UNKNOWN] = "unknown",
    [PATTERN_FLAT] = "flat",
    [PATTERN_INCREASE] = "steady increase",
    [PATTERN_DECREASE] = "steady decrease",
    [PATTERN_SEASONAL_DAILY] = "seasonal (daily)",
    [PATTERN_SEASONAL_WEEKLY] = "seasonal (weekly)",
    [PATTERN_SEASONAL_BOTH] = "seasonal (daily, weekly)",
    [PATTERN_CYCLICAL] = "cyclical",
    [PATTERN_SPIKY] = "spiky",
    [PATTERN_INTERMITTENT] = "intermittent",
    [PATTERN_LEVEL_SHIFT] = "level shift",
    [PATTERN_STOCK] = "stock",
    [PATTERN_IRREGULAR] = "irregular",
};

const char *pattern_name(enum pattern_class class)
{
    return names[class];
}

/// Variance of what lies within four robust deviations of the median, the rest drawn there.
static double robust_variance(const double *value, size_t n)
{
    double *scratch = mem_alloc(n, sizeof *scratch);
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            scratch[known++] = value[i];
    double median = known > 0 ? median_select(scratch, known) : NAN;
    double bound = known > 0 ? 4 * MAD_TO_SIGMA * mad_select(scratch, known, median) : 0;
    if (bound == 0)
        bound = INFINITY;
    double mean = 0;
    double squares = 0;
    double count = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            continue;
        double drawn = fmin(fmax(value[i], median - bound), median + bound);
        double difference = drawn - mean;
        mean += difference / ++count;
        squares += difference * (drawn - mean);
    }
    free(scratch);
    return count > 1 ? squares / (count - 1) : 0;
}

static void remove_line(double *value, const struct condensed *condensed, const struct trend *trend)
{
    double step_days = (double)condensed->step_s / (double)SECONDS_PER_DAY;
    for (size_t i = 0; i < condensed->n; i++)
        value[i] -= trend->intercept + trend->slope_day * (double)i * step_days;
}

static void remove_steps(double *value, const struct condensed *condensed,
                         const struct level_shifts *shifts)
{
    size_t next = 0;
    double level = log_transform_apply(&condensed->scale, shifts->item[0].before);
    for (size_t i = 0; i < condensed->n; i++) {
        if (next < shifts->count && i == shifts->item[next].step)
            level = log_transform_apply(&condensed->scale, shifts->item[next++].after);
        value[i] -= level;
    }
}

/// How much of the variance seasons, trend and shifts take away, and the cycle in what they leave.
static void measure_shares(struct pattern *pattern, const struct condensed *condensed,
                           const struct season *season, const struct trend *trend,
                           const struct level_shifts *shifts)
{
    double whole = robust_variance(condensed->value, condensed->n);
    double *rest = season_removed(season, condensed);
    double without_season = robust_variance(rest, condensed->n);
    double *flat = season_removed(season, condensed);
    if (whole > 0)
        pattern->season_share = fmax(0, 1 - without_season / whole);
    if (whole > 0 && trend->significant) {
        remove_line(flat, condensed, trend);
        pattern->trend_share =
            fmax(0, without_season - robust_variance(flat, condensed->n)) / whole;
    }
    if (whole > 0 && shifts->count > 0) {
        remove_steps(rest, condensed, shifts);
        pattern->shift_share =
            fmax(0, without_season - robust_variance(rest, condensed->n)) / whole;
    }
    struct cycle cycle =
        cycle_find(pattern->shift_share > pattern->trend_share ? rest : flat, condensed->n);
    pattern->cycle_s = (double)cycle.period * (double)condensed->step_s;
    pattern->cycle_correlation = cycle.autocorrelation;
    free(rest);
    free(flat);
}

/// Zeros and the spread of the values as they are.
static void measure_values(struct pattern *pattern, const struct series *series,
                           const struct statistics *statistics)
{
    size_t zeros = 0;
    for (size_t i = 0; i < series->n; i++)
        zeros += series->value[i] == 0;
    double range = statistics->p99 - statistics->p01;
    // A constant has no spread, at zero as anywhere.
    pattern->spread = range == 0 ? 0 : range / fabs(statistics->p50);
    size_t known = statistics->n - statistics->missing;
    pattern->zero_share = known > 0 ? (double)zeros / (double)known : 0;
}

/// Bursts stand out from the hours around them, so that a busy season is none.
static void measure_bursts(struct pattern *pattern, const struct series *series,
                           const struct condensed *condensed, double p95, size_t known)
{
    enum { HALF_WINDOW = 12 };
    size_t n = condensed->n;
    double *level = mem_alloc(n, sizeof *level);
    struct moving_median window;
    moving_median_init(&window, condensed->value, 2 * HALF_WINDOW + 1);
    for (size_t i = 0; i < n; i++) {
        size_t first = i > HALF_WINDOW ? i - HALF_WINDOW : 0;
        size_t end = i + HALF_WINDOW < n ? i + HALF_WINDOW + 1 : n;
        moving_median_move(&window, first, end);
        level[i] = window.known > 0
                       ? log_transform_invert(&condensed->scale, moving_median_of(&window))
                       : NAN;
    }
    moving_median_release(&window);
    uint32_t *at = condensed_steps(condensed, series);
    bool before = false;
    size_t steps = 0;
    for (size_t i = 0; i < series->n; i++) {
        bool burst = series->value[i] > p95 && series->value[i] > 4 * fmax(level[at[i]], 0);
        steps += burst ? 1 : 0;
        pattern->bursts += burst && !before ? 1 : 0;
        before = burst;
    }
    pattern->burst_share = known > 0 ? (double)steps / (double)known : 0;
    free(at);
    free(level);
}

static bool is_flat(const struct pattern *pattern, const struct condensed *condensed,
                    const struct trend *trend, const struct level_shifts *shifts, double p50,
                    double max)
{
    double days = (double)condensed->n * (double)condensed->step_s / (double)SECONDS_PER_DAY;
    double change = trend->significant ? fabs(trend->slope_day) * days : 0;
    if (!condensed->scale.logarithmic && p50 != 0)
        change /= fabs(p50);
    return pattern->spread <= 0.2 && shifts->count == 0 && change < 0.1 &&
           (pattern->spread == 0 || fabs(max) < 2 * fabs(p50));
}

static enum pattern_class seasonal_class(const struct season *season)
{
    // A comparison with NaN (not known) is false.
    bool daily = season->daily > 0;
    bool weekly = season->weekly > 0;
    if (daily && weekly)
        return season->weekly >= 0.1 ? PATTERN_SEASONAL_BOTH : PATTERN_SEASONAL_DAILY;
    return daily ? PATTERN_SEASONAL_DAILY : PATTERN_SEASONAL_WEEKLY;
}

/// Ten per cent of swing at least, or it is a curiosity.
static bool season_matters(const struct pattern *pattern, const struct condensed *condensed,
                           const struct season *season, double p50)
{
    if (season->phases == 0)
        return false;
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t p = 0; p < season->phases; p++) {
        low = fmin(low, season->profile[p]);
        high = fmax(high, season->profile[p]);
    }
    double swing = condensed->scale.logarithmic ? expm1(high - low) : (high - low) / fabs(p50);
    bool strong = season->daily >= 0.3 || season->weekly >= 0.3;
    return swing >= 0.1 && (strong || pattern->season_share >= 0.15);
}

static enum pattern_class classify(const struct pattern *pattern, const struct condensed *condensed,
                                   const struct season *season, const struct trend *trend,
                                   const struct level_shifts *shifts, double p50, double max)
{
    static const double least_share = 0.15;
    if (is_flat(pattern, condensed, trend, shifts, p50, max))
        return PATTERN_FLAT;
    if (pattern->zero_share >= 0.5 && !(season->daily >= 0.5))
        return PATTERN_INTERMITTENT;
    bool seasonal = season_matters(pattern, condensed, season, p50);
    double season_share = seasonal ? fmax(pattern->season_share, least_share) : 0;
    double greatest = fmax(season_share, fmax(pattern->trend_share, pattern->shift_share));
    if (greatest >= least_share) {
        if (greatest == season_share)
            return seasonal_class(season);
        if (greatest == pattern->shift_share)
            return PATTERN_LEVEL_SHIFT;
        return trend->slope_day > 0 ? PATTERN_INCREASE : PATTERN_DECREASE;
    }
    if (pattern->cycle_s > 0)
        return PATTERN_CYCLICAL;
    if (pattern->bursts >= 3 && pattern->burst_share >= 0.005)
        return PATTERN_SPIKY;
    return PATTERN_IRREGULAR;
}

void pattern_find(struct pattern *pattern, const struct series *series,
                  const struct statistics *statistics, const struct condensed *condensed,
                  const struct season *season, const struct trend *trend,
                  const struct level_shifts *shifts)
{
    *pattern = (struct pattern){.class = PATTERN_UNKNOWN};
    size_t known = statistics->n - statistics->missing;
    measure_values(pattern, series, statistics);
    if (known < LEAST_VALUES)
        return;
    measure_shares(pattern, condensed, season, trend, shifts);
    measure_bursts(pattern, series, condensed, statistics->p95, known);
    stock_or_flow(series, &pattern->stock);
    pattern->class = pattern->stock.is_stock ? PATTERN_STOCK
                                             : classify(pattern, condensed, season, trend, shifts,
                                                        statistics->p50, statistics->max);
}
