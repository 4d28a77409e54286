#include "forecast/stock.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// --- what is no trend ----------------------------------------------------------------------------

enum { WEEK = 7, BUCKETS_FOR_WEEKDAYS = 28 };

/// Mean, or median, of the values within 3 buckets; NaN where none is there.
static void smooth(const double *value, size_t n, bool by_median, double *smoothed)
{
    for (size_t i = 0; i < n; i++) {
        double window[WEEK], sum = 0;
        size_t count = 0;
        for (size_t j = i < 3 ? 0 : i - 3; j < n && j <= i + 3; j++)
            if (!isnan(value[j])) {
                window[count++] = value[j];
                sum += value[j];
            }
        smoothed[i] = count == 0  ? (double)NAN
                      : by_median ? median_select(window, count)
                                  : sum / (double)count;
    }
}

static double variance_of(const double *value, size_t n)
{
    double sum = 0, squares = 0;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i])) {
            sum += value[i];
            squares += value[i] * value[i];
            count++;
        }
    return count < 2 ? 0 : squares / (double)count - sum / (double)count * (sum / (double)count);
}

/// Takes the days of the week out where they make two fifths of what the trend leaves.
static void take_weekdays_out(struct stock *stock, double *value, size_t n)
{
    double *smoothed = mem_alloc(n, 3 * sizeof *smoothed);
    double *rest = smoothed + n, *day = rest + n;
    double before, mean = 0;
    smooth(value, n, false, smoothed);
    for (size_t i = 0; i < n; i++) // an end's window is not centred
        rest[i] = i < 3 || i + 3 >= n ? (double)NAN : value[i] - smoothed[i];
    before = variance_of(rest, n);
    for (size_t weekday = 0; weekday < WEEK; weekday++) {
        size_t count = 0;
        for (size_t i = weekday; i < n; i += WEEK)
            if (!isnan(rest[i]))
                day[count++] = rest[i];
        stock->weekday[weekday] = count == 0 ? 0 : median_select(day, count);
        mean += stock->weekday[weekday] / WEEK;
    }
    for (size_t weekday = 0; weekday < WEEK; weekday++)
        stock->weekday[weekday] -= mean;
    for (size_t i = 0; i < n; i++)
        rest[i] -= stock->weekday[i % WEEK];
    stock->weekly = variance_of(rest, n) <= 0.6 * before;
    for (size_t i = 0; i < n && stock->weekly; i++)
        value[i] -= stock->weekday[i % WEEK];
    free(smoothed);
}

/// A value far off those around it is a bad sample.
static void leave_outliers_out(double *value, size_t n)
{
    double *smoothed = mem_alloc(n, 2 * sizeof *smoothed);
    double *rest = smoothed + n;
    size_t count = 0;
    smooth(value, n, true, smoothed);
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i]))
            rest[count++] = fabs(value[i] - smoothed[i]);
    double spread = count == 0 ? 0 : MAD_TO_SIGMA * median_select(rest, count);
    for (size_t i = 0; i < n && spread > 0; i++)
        if (fabs(value[i] - smoothed[i]) > 10 * spread)
            value[i] = NAN;
    free(smoothed);
}

// --- learning ------------------------------------------------------------------------------------

static const size_t rise_over[] = {1, 4, 16};

static int ascending(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return first < second ? -1 : first > second;
}

/// Rises over some buckets, for bursts that the trend knows nothing of.
static void learn_rises(struct stock *stock)
{
    const struct stock_buckets *buckets = &stock->buckets;
    for (size_t w = 0; w < 3; w++) {
        stock->rise[w] = mem_alloc(buckets->n, sizeof(double));
        for (size_t i = rise_over[w]; i < buckets->n; i++) {
            double rise = buckets->value[i] - buckets->value[i - rise_over[w]];
            if (rise > 0)
                stock->rise[w][stock->rises[w]++] = rise;
        }
        qsort(stock->rise[w], stock->rises[w], sizeof(double), ascending);
    }
}

static bool has_cycles(const struct stock_cleanups *cleanups)
{
    return cleanups->mode == CLEANUP_PERIODIC || cleanups->mode == CLEANUP_IRREGULAR ||
           cleanups->mode == CLEANUP_BY_LEVEL;
}

int stock_learn(const struct series *series, struct stock *stock)
{
    *stock = (struct stock){0};
    stock_buckets_fill(series, &stock->buckets);
    const size_t n = stock->buckets.n;
    if (n < STOCK_BUCKETS_LEAST)
        return -1;
    learn_rises(stock);
    stock_cleanups_find(series, &stock->buckets, &stock->cleanups);
    double *value = stock->cleanups.trend_value;
    if (!stock->cleanups.cycles) {
        bool weekly = has_cycles(&stock->cleanups) && fabs(stock->cleanups.period - WEEK) < 0.5;
        if (stock->buckets.bucket_s == 86400 && n >= BUCKETS_FOR_WEEKDAYS && !weekly)
            take_weekdays_out(stock, value, n);
        leave_outliers_out(value, n);
    }
    const struct stock_values values = {.n = n,
                                        .value = value,
                                        .broken = stock->cleanups.broken,
                                        .rounding = stock->buckets.rounding,
                                        .cycles = stock->cleanups.cycles};
    if (stock_trends_fit(&values, &stock->trends) != 0)
        return -1;
    for (size_t i = 0; i < stock->trends.count; i++) {
        const struct stock_trend *trend = &stock->trends.trend[i];
        stock->level += trend->weight * stock_trend_value(&stock->trends, trend, 0);
        stock->noise += trend->weight * sqrt(trend->noise2);
    }
    return 0;
}

// --- first passage -------------------------------------------------------------------------------

/// Student's t by a normal (Abramowitz and Stegun 26.7.8): quick, and good to some 1e-3.
static double student(double z, double freedom)
{
    double wider = sqrt(1 + z * z / (2 * freedom));
    double shrunk = 1 - 1 / (4 * freedom);
    // Far out the square overflows, and the quotient has reached its limit.
    return normal_cdf(isfinite(wider) ? z * shrunk / wider
                                      : copysign(sqrt(2 * freedom), z) * shrunk);
}

/// Growth that has changed will change again: the logarithm of how much, over half the history.
static double change_of_growth(const struct stock_trends *trends, const struct stock_trend *trend)
{
    double now = stock_trend_slope(trends, trend, 1);
    double half = stock_trend_slope(trends, trend, 0.5);
    if (now == half)
        return 0;
    double ratio = now / half;
    return ratio > 0 && isfinite(ratio) ? fmin(0.7, fabs(log(ratio))) : 0.7;
}

/// Variance of what the trend adds within `ahead` buckets: of its estimate, of growth that is never
/// known better than to a share, and of growth that has wandered.
static double trend_variance(const struct stock *stock, const struct stock_trend *trend,
                             double ahead, double growth)
{
    const double m = (double)stock->trends.buckets;
    double terms[2], d[2] = {0, 0};
    stock_trend_terms(trend, 1 + ahead / m, terms);
    for (size_t i = 0; i < trend->terms; i++)
        d[i] = terms[i] - trend->filtered[i];
    double estimate =
        trend->noise2 * (d[0] * d[0] * trend->spread[0] + 2 * d[0] * d[1] * trend->spread[1] +
                         d[1] * d[1] * trend->spread[2]);
    double share = fmin(0.4, 0.05 * fmax(1, 60 / m * (60 / m)));
    double change = change_of_growth(&stock->trends, trend);
    double memory = m;
    if (trend->kind == STOCK_BEND)
        memory = (1 - trend->shape) * m;
    else if (trend->kind != STOCK_LINE)
        memory = m / 3;
    return estimate +
           (share * share + change * change) * fmin(1, ahead / memory) * growth * growth +
           trend->curvature * ahead * ahead * (ahead + memory) / 3;
}

/// Twice the chance that a wandering level passes before it is there: the reflection of a walk with
/// a drift, between 1 and 2.
static double reflection(double drift, double ahead, double gap, double step2)
{
    if (!(step2 > 0) || !(gap > 0))
        return 1;
    double sd = sqrt(step2 * ahead);
    double reached = normal_cdf((drift * ahead - gap) / sd);
    double mirrored = normal_cdf((-drift * ahead - gap) / sd);
    double ratio = 1 + exp(fmin(700, 2 * drift * gap / step2)) * mirrored / reached;
    return isfinite(ratio) ? fmin(2, fmax(1, ratio)) : 2;
}

/// What the clean-ups and the day of the week add to the trend `ahead` buckets from now.
static double known_height(const struct stock *stock, double ahead)
{
    double height = stock_cleanups_ramp(&stock->cleanups, (double)stock->buckets.n, ahead);
    if (!stock->weekly)
        return height;
    size_t whole = (size_t)ahead;
    double part = ahead - (double)whole;
    size_t day = stock->buckets.n - 1 + whole;
    return height + (1 - part) * stock->weekday[day % WEEK] +
           part * stock->weekday[(day + 1) % WEEK];
}

/// The chance that one trend has passed `limit` within `ahead` buckets.
static double trend_passes(const struct stock *stock, const struct stock_trend *trend, double limit,
                           double ahead)
{
    const struct stock_cleanups *cleanups = &stock->cleanups;
    const double level = stock_trend_value(&stock->trends, trend, 0);
    const double growth = stock_trend_value(&stock->trends, trend, ahead) - level;
    const double step2 = trend->wander * trend->noise2;
    const double spread2 = trend_variance(stock, trend, ahead, growth);
    const double noise = hypot(stock->noise, has_cycles(cleanups) ? cleanups->jitter : 0);
    // While growth crosses the noise once, the highest of so many values counts.
    double speed = fabs(growth) / ahead + sqrt(spread2) / ahead;
    double unit = cleanups->cycles ? cleanups->period : 1;
    double many = fmax(1, (speed > 0 ? fmin(ahead, noise / speed) : ahead) / unit);
    double highest = many > 1 ? normal_quantile(exp2(-1 / many)) : 0;
    double gap = limit - level - known_height(stock, ahead) - highest * noise;
    double variance = spread2 + step2 * ahead + trend->level_spread * trend->noise2 +
                      noise * noise / (1 + (many - 1) / 2);
    double passed = student((growth - gap) / sqrt(variance), trend->freedom);
    double share = step2 * ahead / variance;
    return fmin(1, passed * (1 + (reflection(growth / ahead, ahead, gap, step2) - 1) * share));
}

/// The chance that `limit` has been passed by what stands `ahead` buckets from now.
static double passes_by(const struct stock *stock, double limit, double ahead)
{
    const struct stock_cleanups *cleanups = &stock->cleanups;
    double chance = 0;
    for (size_t i = 0; i < stock->trends.count; i++)
        chance += stock->trends.trend[i].weight *
                  trend_passes(stock, &stock->trends.trend[i], limit, ahead);
    if (cleanups->mode == CLEANUP_BY_LEVEL || cleanups->mode == CLEANUP_IRREGULAR) {
        // From where it is now, the way up takes time.
        if (cleanups->rise > 0 && ahead < (limit - stock->buckets.last) / (2 * cleanups->rise))
            return 0;
        chance *= fmin(1, ahead / cleanups->period);
    }
    return fmin(1, chance); // weights add up to 1 but for rounding
}

/// The last moment until `ahead` at which what is known stands highest, in buckets from now;
/// `ahead` when there is none before.
static double last_peak(const struct stock *stock, double ahead)
{
    const struct stock_cleanups *cleanups = &stock->cleanups;
    double first = ahead, period = WEEK;
    if (cleanups->mode == CLEANUP_PERIODIC) {
        period = cleanups->period;
        first = cleanups->peak_phase - fmod((double)stock->buckets.n - cleanups->last_at, period);
    } else if (stock->weekly) {
        size_t highest = 0;
        for (size_t day = 1; day < WEEK; day++)
            if (stock->weekday[day] > stock->weekday[highest])
                highest = day;
        first = (double)((highest + WEEK - (stock->buckets.n - 1) % WEEK) % WEEK);
    }
    if (first < 1e-9)
        first += period;
    return ahead <= first ? ahead : first + floor((ahead - first) / period) * period;
}

/// The chance that `limit` is passed within `ahead` buckets: by what stands then, or by the last
/// peak before.
static double passes_within(const struct stock *stock, double limit, double ahead)
{
    if (stock->buckets.last >= limit)
        return 1;
    if (!(ahead > 0))
        return 0;
    double peak = last_peak(stock, ahead);
    double chance = passes_by(stock, limit, ahead);
    return peak < ahead ? fmax(chance, passes_by(stock, limit, peak)) : chance;
}

/// Rises a bucket that would reach the limit from where the trend is half way.
static double burst_rate(const struct stock *stock, double limit, double ahead)
{
    double half_way = 0, rate = 0;
    for (size_t i = 0; i < stock->trends.count; i++)
        half_way += stock->trends.trend[i].weight *
                    stock_trend_value(&stock->trends, &stock->trends.trend[i], ahead / 2);
    double needed = limit - half_way;
    if (!(needed > 0))
        return 0;
    for (size_t w = 0; w < 3; w++) {
        size_t low = 0, high = stock->rises[w];
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (stock->rise[w][middle] >= needed)
                high = middle;
            else
                low = middle + 1;
        }
        double count = (double)(stock->rises[w] - low);
        rate = fmax(rate, count / ((double)rise_over[w] * (double)stock->buckets.n));
    }
    return stock->cleanups.jumps == 1 || stock->cleanups.jumps == 2 ? rate / 2 : rate;
}

/// The same as passes_within, with bursts like those that were: for the earliest date.
static double bursts_within(const struct stock *stock, double limit, double ahead)
{
    double chance = passes_within(stock, limit, ahead);
    if (has_cycles(&stock->cleanups))
        return chance;
    return 1 - (1 - chance) * exp(-burst_rate(stock, limit, ahead) * ahead);
}

static double to_buckets(const struct stock *stock, double days)
{
    return days * 86400 / stock->buckets.bucket_s;
}

// --- what it holds -------------------------------------------------------------------------------

double stock_known_height(const struct stock *stock, double ahead)
{
    return known_height(stock, ahead);
}

/// One part of a mixture of Student's distributions.
struct part {
    double centre, deviation, freedom, weight;
};

/// What each trend says of the height `ahead` buckets from now, without what is known of it.
static size_t parts_at(const struct stock *stock, double ahead, struct part *part)
{
    const double jitter = has_cycles(&stock->cleanups) ? stock->cleanups.jitter : 0;
    for (size_t i = 0; i < stock->trends.count; i++) {
        const struct stock_trend *trend = &stock->trends.trend[i];
        double now = stock_trend_value(&stock->trends, trend, 0);
        double then = stock_trend_value(&stock->trends, trend, ahead);
        double variance = trend_variance(stock, trend, ahead, then - now) +
                          trend->noise2 * (trend->wander * ahead + trend->level_spread) +
                          stock->noise * stock->noise + jitter * jitter;
        part[i] = (struct part){then, sqrt(variance), trend->freedom, trend->weight};
    }
    return stock->trends.count;
}

/// How far below its peak a stock may stand whose next clean-up has no date.
static double depth_unknown(const struct stock_cleanups *cleanups)
{
    if (cleanups->mode == CLEANUP_BY_LEVEL)
        return cleanups->depth;
    return cleanups->mode == CLEANUP_IRREGULAR ? cleanups->ramp * cleanups->peak_phase : 0;
}

/// The chance that the height is below `value`; a cycle of no date may be anywhere in its course.
static double chance_below(const struct part *part, size_t parts, double depth, double value)
{
    enum { PLACES = 8 };
    const size_t places = depth > 0 ? PLACES : 1;
    double chance = 0;
    for (size_t k = 0; k < places; k++) {
        double under = depth > 0 ? depth * ((double)k + 0.5) / PLACES : 0;
        for (size_t i = 0; i < parts; i++) {
            double gap = value + under - part[i].centre;
            double sure = gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
            chance +=
                part[i].weight / (double)places *
                (part[i].deviation > 0 ? student(gap / part[i].deviation, part[i].freedom) : sure);
        }
    }
    return chance;
}

void stock_quantiles(const struct stock *stock, double days, const double *level, size_t levels,
                     double *quantile)
{
    enum { HALVINGS = 16, REACH = 12 };
    struct part part[STOCK_TRENDS_MAX];
    const size_t parts = parts_at(stock, to_buckets(stock, days), part);
    // Beyond the reach of so many deviations, quantiles end.
    const double depth = depth_unknown(&stock->cleanups);
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < parts; i++) {
        low = fmin(low, part[i].centre - depth - REACH * part[i].deviation);
        high = fmax(high, part[i].centre + REACH * part[i].deviation);
    }
    for (size_t i = 0; i < levels; i++) {
        double from = i > 0 ? quantile[i - 1] : low, to = high;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = from + (to - from) / 2;
            if (chance_below(part, parts, depth, middle) < level[i])
                from = middle;
            else
                to = middle;
        }
        quantile[i] = from + (to - from) / 2;
    }
}

typedef double chance_function(const struct stock *stock, double limit, double ahead);

/// The first moment in (low, high] with a chance of `wanted`; `high` has it.
static double bisect(const struct stock *stock, chance_function *chance, double limit,
                     double wanted, double low, double high)
{
    for (int i = 0; i < 60 && high - low > 1e-5 * high; i++) {
        double middle = low + (high - low) / 2;
        if (chance(stock, limit, middle) >= wanted)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/// The greatest chance until `horizon`, and when. What is passed stays passed, but a trend whose
/// growth wanders is less and less likely to stand above the limit; halves of the horizon tell.
static double greatest_chance(const struct stock *stock, chance_function *chance, double limit,
                              double horizon, double *when)
{
    enum { HALVES = 6 };
    double most = 0;
    *when = horizon;
    for (int i = 0; i < HALVES; i++) {
        double at = ldexp(horizon, -i), here = chance(stock, limit, at);
        if (here > most) {
            most = here;
            *when = at;
        }
    }
    return most;
}

/// Buckets until the chance is `wanted`; NaN: not within the horizon.
static double when_passes(const struct stock *stock, chance_function *chance, double limit,
                          double wanted, double horizon)
{
    double when;
    if (!(greatest_chance(stock, chance, limit, horizon, &when) >= wanted))
        return NAN;
    return bisect(stock, chance, limit, wanted, 0, when);
}

struct stock_dates stock_passes(const struct stock *stock, double limit, double horizon_days)
{
    const double day = stock->buckets.bucket_s / 86400, horizon = to_buckets(stock, horizon_days);
    if (stock->buckets.last >= limit)
        return (struct stock_dates){.probability = 1};
    // What falls was no habit can come again: the latest date lies beyond it.
    double beyond = limit + stock->cleanups.one_off_depth;
    return (struct stock_dates){
        .earliest = day * when_passes(stock, bursts_within, limit, 0.05, horizon),
        .expected = day * when_passes(stock, passes_within, limit, 0.5, horizon),
        .latest = day * when_passes(stock, passes_within, beyond, 0.95, horizon),
        .probability = stock_probability(stock, limit, horizon_days),
    };
}

double stock_probability(const struct stock *stock, double limit, double days)
{
    double when;
    return greatest_chance(stock, passes_within, limit, to_buckets(stock, days), &when);
}

struct stock_growth stock_growth(const struct stock *stock)
{
    const double a_day = 86400 / stock->buckets.bucket_s;
    const double half = normal_quantile(0.95) * stock->trends.growth_sd;
    return (struct stock_growth){.day = stock->trends.growth * a_day,
                                 .low = (stock->trends.growth - half) * a_day,
                                 .high = (stock->trends.growth + half) * a_day};
}

/// More days than a number holds are none that could be told.
static double finite_or_nan(double days)
{
    return isfinite(days) ? days : (double)NAN;
}

double stock_plain_days(const struct stock *stock, double limit)
{
    double growth = stock_growth(stock).day;
    double highest = stock->buckets.last;
    if (has_cycles(&stock->cleanups))
        for (size_t i = 0; i < stock->buckets.n; i++)
            if (stock->buckets.at[i] > (double)stock->buckets.n - stock->cleanups.period &&
                stock->buckets.value[i] > highest)
                highest = stock->buckets.value[i];
    if (limit <= highest)
        return 0;
    return finite_or_nan(growth > 0 ? (limit - highest) / growth : (double)NAN);
}

double stock_addition(const struct stock *stock, double limit, double days, double risk)
{
    double low = 0, high = fmax(fabs(limit), fabs(stock->buckets.last)) / 16 + 1e-300;
    if (stock_probability(stock, limit, days) <= risk)
        return 0;
    while (stock_probability(stock, limit + high, days) > risk && high < 1e300)
        high *= 2;
    for (int i = 0; i < 60 && high - low > 1e-6 * high; i++) {
        double middle = low + (high - low) / 2;
        if (stock_probability(stock, limit + middle, days) <= risk)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/// The chance that the trend, without clean-ups and noise, is above `value` in `ahead` buckets.
static double floor_above(const struct stock *stock, double value, double ahead)
{
    double chance = 0;
    for (size_t i = 0; i < stock->trends.count; i++) {
        const struct stock_trend *trend = &stock->trends.trend[i];
        double level = stock_trend_value(&stock->trends, trend, ahead);
        double growth = level - stock_trend_value(&stock->trends, trend, 0);
        double variance = trend_variance(stock, trend, ahead, growth) +
                          trend->noise2 * (trend->wander * ahead + trend->level_spread);
        chance += trend->weight * student((level - value) / sqrt(variance), trend->freedom);
    }
    return chance;
}

double stock_cleanup_days(const struct stock *stock, double limit, double days)
{
    const double ahead = to_buckets(stock, days), day = stock->buckets.bucket_s / 86400;
    double low = stock->level, high = limit;
    if (!has_cycles(&stock->cleanups) || !(stock->cleanups.rise > 0))
        return NAN;
    if (!(low < high) || floor_above(stock, limit, ahead) > 0.05)
        return 0;
    for (int i = 0; i < 50; i++) {
        double middle = low + (high - low) / 2;
        if (floor_above(stock, middle, ahead) > 0.05)
            low = middle;
        else
            high = middle;
    }
    return finite_or_nan((limit - high) / stock->cleanups.rise * day);
}

double stock_retention_days(const struct stock *stock, double limit)
{
    const bool cycles = has_cycles(&stock->cleanups);
    const double a_day = 86400 / stock->buckets.bucket_s;
    double rise = (cycles ? stock->cleanups.rise : stock->trends.growth) * a_day;
    double base = stock->level;
    for (size_t i = 0; i < stock->buckets.n && !cycles; i++)
        if (stock->buckets.value[i] < base)
            base = stock->buckets.value[i];
    return rise > 0 ? finite_or_nan(fmax(0, (limit - base) / rise)) : (double)NAN;
}

void stock_release(struct stock *stock)
{
    stock_buckets_release(&stock->buckets);
    stock_cleanups_release(&stock->cleanups);
    for (size_t w = 0; w < 3; w++)
        free(stock->rise[w]);
}
