#include "forecast/history.h"

#include "base/memory.h"
#include "forecast/outage.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// A gap of at most this many steps is bridged by a line.
enum { SHORT_GAP = 3 };

#define FAR_OUT 8.0

/// Mean of the measured values one `period` before and after step t; NaN when there is none within
/// four periods.
static double seasonal_neighbour(const struct history *h, size_t t, size_t period)
{
    for (size_t k = 1; period > 0 && k <= 4; k++) {
        double sum = 0;
        int count = 0;
        if (t >= k * period && h->weight[t - k * period] > 0) {
            sum += h->value[t - k * period];
            count++;
        }
        if (t + k * period < h->n && h->weight[t + k * period] > 0) {
            sum += h->value[t + k * period];
            count++;
        }
        if (count > 0)
            return sum / count;
    }
    return NAN;
}

/// Fills the unmeasured steps from `begin` to `end` (exclusive), both neighbours of which are
/// measured; what is known to be usual stands.
static void fill_gap(struct history *h, size_t begin, size_t end)
{
    double before = h->value[begin - 1];
    double after = h->value[end];
    for (size_t t = begin; t < end; t++) {
        double filled = NAN;
        if (!isnan(h->value[t]))
            continue;
        if (end - begin > SHORT_GAP) {
            filled = seasonal_neighbour(h, t, h->long_season);
            if (isnan(filled))
                filled = seasonal_neighbour(h, t, h->season);
        }
        if (isnan(filled))
            filled =
                before + (after - before) * (double)(t - begin + 1) / (double)(end - begin + 1);
        h->value[t] = filled;
    }
}

static void fill_gaps(struct history *h)
{
    for (size_t t = 0; t < h->n; t++) {
        if (h->weight[t] > 0)
            continue;
        size_t end = t;
        while (h->weight[end] <= 0)
            end++;
        fill_gap(h, t, end);
        t = end;
    }
}

/// The shift keeps log errors comparable where values come close to zero: none for series that stay
/// above a twentieth of their median.
static double choose_log_shift(const struct history *h)
{
    double *positive = mem_alloc(h->n, sizeof *positive);
    size_t count = 0;
    double sum = 0;
    for (size_t t = 0; t < h->n; t++) {
        if (h->weight[t] > 0 && h->value[t] > 0) {
            sum += h->value[t];
            positive[count++] = h->value[t];
        }
    }
    double median = median_select(positive, count);
    free(positive);
    if (count > 0 && h->least > 0.05 * median)
        return 0;
    return fmax(0, -h->least) + (count > 0 ? 0.1 * sum / (double)count : 0.1);
}

/// Where values stop telling anything about the next ones: FAR_OUT times as far above the median as
/// the 95th percentile.
static double choose_fence(const struct history *h)
{
    double *measured = mem_alloc(h->n, sizeof *measured);
    size_t count = 0;
    for (size_t t = 0; t < h->n; t++)
        if (h->weight[t] > 0)
            measured[count++] = h->value[t];
    double high = quantile_select(measured, count, 0.95);
    double median = median_select(measured, count);
    free(measured);
    return high > median ? median + FAR_OUT * (high - median) : INFINITY;
}

/// Divides by the power of two below the largest absolute value.
static void set_scale(struct history *h)
{
    double largest = 0;
    h->nonnegative = true;
    for (size_t t = 0; t < h->n; t++) {
        if (h->weight[t] <= 0)
            continue;
        largest = fmax(largest, fabs(h->value[t]));
        h->nonnegative = h->nonnegative && h->value[t] >= 0;
    }
    int exponent = 0;
    frexp(largest, &exponent);
    h->scale = largest > 0 ? ldexp(1, exponent - 1) : 1;
    for (size_t t = 0; t < h->n; t++)
        h->value[t] /= h->scale;
}

static void set_range(struct history *h)
{
    h->least = INFINITY;
    h->most = -INFINITY;
    for (size_t t = 0; t < h->n; t++) {
        if (h->weight[t] <= 0)
            continue;
        h->least = fmin(h->least, h->value[t]);
        h->most = fmax(h->most, h->value[t]);
        h->measured++;
    }
}

/// Scales what was measured, leaves outages out, fills the rest; value, weight and seasons are set.
static void finish(struct history *h)
{
    set_scale(h);
    h->outages = outage_mask(h, &h->first_outage);
    set_range(h);
    fill_gaps(h);
    h->log_shift = choose_log_shift(h);
    h->fence = choose_fence(h);
}

/// A season counts when the history shows it at least twice.
static void set_seasons(struct history *h, size_t season, size_t long_season, size_t phase)
{
    h->season = season > 1 && h->n >= 2 * season ? season : 0;
    h->long_season = h->season > 0 && long_season > 0 && h->n >= 2 * long_season ? long_season : 0;
    h->phase = phase;
    h->clock_season = season;
}

/// Steps without a measured value take the usual one, or none.
static void take_usual(struct history *history, const struct calendar *calendar,
                       const double *usual, size_t from, size_t to, size_t first)
{
    for (size_t t = 0; t < history->n; t++) {
        history->value[t] = history->weight[t] > 0 ? history->value[t] : NAN;
        history->weight[t] = history->weight[t] > 0 ? 1 : 0;
    }
    for (size_t i = from; usual != NULL && i < to; i++) {
        size_t local = calendar_local(calendar, i);
        if (!isnan(usual[i]) && local >= first && local - first < history->n &&
            history->weight[local - first] <= 0)
            history->value[local - first] = usual[i];
    }
}

void history_init(struct history *history, const struct calendar *calendar, const double *values,
                  const double *usual, size_t n, size_t longest, size_t *first)
{
    *history = (struct history){0};
    size_t from = 0;
    while (from < n && isnan(values[from]))
        from++;
    size_t to = n;
    while (to > from && isnan(values[to - 1]))
        to--;
    *first = 0;
    if (from == to)
        return;
    size_t last = calendar_local(calendar, to - 1);
    *first = calendar_local(calendar, from);
    if (last - *first + 1 > longest) {
        *first = last + 1 - longest;
        while (from < to && (calendar_local(calendar, from) < *first || isnan(values[from])))
            from++;
        *first = calendar_local(calendar, from);
    }
    history->n = last - *first + 1;
    history->value = mem_alloc(history->n, sizeof *history->value);
    history->weight = mem_alloc(history->n, sizeof *history->weight);
    for (size_t i = from; i < to; i++) {
        size_t local = calendar_local(calendar, i);
        if (isnan(values[i]) || local < *first || local > last)
            continue;
        // Running mean: the repeated hour of an autumn change holds two values.
        double count = history->weight[local - *first] += 1;
        history->value[local - *first] += (values[i] - history->value[local - *first]) / count;
    }
    take_usual(history, calendar, usual, from, to, *first);
    size_t cycle = calendar->long_season > 0 ? calendar->long_season : calendar->season;
    set_seasons(history, calendar->season, calendar->long_season,
                cycle > 0 ? (calendar->phase + *first) % cycle : 0);
    finish(history);
}

size_t history_phase(const struct history *history, size_t t)
{
    return history->season == 0 ? 0 : (history->phase + t) % history->season;
}

size_t history_long_phase(const struct history *history, size_t t)
{
    return history->long_season == 0 ? history_phase(history, t)
                                     : (history->phase + t) % history->long_season;
}

double history_measured(const struct history *history, size_t t)
{
    bool is_moved = history->change_factor > 0 && t < history->change;
    return is_moved ? history->value[t] / history->change_factor : history->value[t];
}

double history_log(const struct history *history, double x)
{
    return log(fmax(x + history->log_shift, 1e-12));
}

double history_exp(const struct history *history, double logarithm)
{
    return exp(fmin(logarithm, 700)) - history->log_shift;
}

void history_release(struct history *history)
{
    free(history->value);
    free(history->weight);
    *history = (struct history){0};
}
