#include "forecast/bands.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

// Chosen by the pinball losses of p95 and p99, and by coverage, over windows within the training
// parts of the odd M4 Hourly series (bench-m4 INNER=5, INNER=2 STEPS=168), and held against rolling
// origins of cloud metrics, pools, web sites and daily data; no test part was read.

/// Share of the symmetric quantiles of |r| in the reach of a band; the rest are signed quantiles,
/// which alone cover too little. Of 0, 1/4, 1/2, 3/4 and 1, 3/4 has the least loss of p95.
#define SYMMETRIC_SHARE 0.75
/// Widens for what a short holdout cannot show: 1 + this (season + span) / held out, where the span
/// is how long errors stay alike: an error of the level is seen once in a path, noise at every
/// step. Of 0, 0.2, 0.3, 0.4 and 0.7, 0.2 is the least with which p95 covers 95 % a week ahead.
#define SMALL_HOLDOUT 0.2
#define SPAN_SHARE 0.7
/// Of the 95 % interval, which has no share of seasonal naive's errors.
#define INTERVAL_WIDER 1.03
/// Of seasonal naive in the mixture, at most. Of 0, 0.15, 0.2, 0.3, 0.4, 0.5 and 0.6: p95 covers
/// from 0.15 on, and at 0.3 and 0.4 the loss of p99 is least.
#define NAIVE_SHARE 0.3

/// Of weekly differences beyond what was tried. Of .2, .4 and .6, .4 has the least loss of p95 four
/// weeks ahead.
#define WEEKS_SHARE 0.4

enum { STEP_SMOOTHING = 4, ENOUGH_VALUES = 4000, FEWEST_DIFFERENCES = 20 };

/// The trials' errors in one transform: count x steps, NaN where nothing was measured.
static double *trial_errors(const struct history *history, const struct trials *trials, size_t from,
                            size_t to, bool logarithm)
{
    double *error = mem_alloc((to - from) * trials->steps, sizeof *error);
    for (size_t o = from; o < to; o++) {
        for (size_t h = 0; h < trials->steps; h++) {
            size_t t = trials->origin[o] + h;
            double forecast = trials->path[o * trials->steps + h];
            double value = history->value[t];
            double e = logarithm ? history_log(history, value) - history_log(history, forecast)
                                 : value - forecast;
            error[(o - from) * trials->steps + h] = history->weight[t] > 0 ? e : NAN;
        }
    }
    return error;
}

/// Mean of the steps around h, of fewer near the ends.
static double smoothed_at(const double *value, size_t steps, size_t h)
{
    size_t reach = h < STEP_SMOOTHING ? h : STEP_SMOOTHING;
    size_t high = h + reach >= steps ? steps - 1 : h + reach;
    double sum = 0;
    for (size_t i = h - reach; i <= high; i++)
        sum += value[i];
    return sum / (double)(high + 1 - (h - reach));
}

/// Mean absolute error by step, smoothed (over fewer steps near the origin, where it grows
/// fastest), never falling, with mean 1.
static void set_by_step(struct error_scale *scale, const double *error, size_t count)
{
    size_t steps = scale->steps;
    double *raw = mem_alloc(steps, sizeof *raw);
    for (size_t h = 0; h < steps; h++) {
        double sum = 0;
        double seen = 0;
        for (size_t o = 0; o < count; o++) {
            double e = error[o * steps + h];
            if (isnan(e))
                continue;
            sum += fabs(e);
            seen++;
        }
        raw[h] = seen > 0 ? sum / seen : (h > 0 ? raw[h - 1] : 0);
    }
    double highest = 0;
    double total = 0;
    for (size_t h = 0; h < steps; h++) {
        highest = fmax(highest, smoothed_at(raw, steps, h));
        scale->by_step[h] = highest;
        total += highest;
    }
    for (size_t h = 0; h < steps; h++)
        scale->by_step[h] = total > 0 ? scale->by_step[h] * (double)steps / total : 1;
    free(raw);
}

static size_t target_phase(const struct error_scale *scale, const struct history *history, size_t t)
{
    return scale->phases <= 1 ? 0 : history_phase(history, t);
}

/// sqrt(overall mean x mean of the phase and its neighbours): halfway from one size to one a phase.
static void set_by_phase(struct error_scale *scale, const struct history *history,
                         const struct trials *trials, size_t from, const double *error,
                         size_t count)
{
    double *sum = mem_alloc(scale->phases, sizeof *sum);
    double *seen = mem_alloc(scale->phases, sizeof *seen);
    double overall = 0;
    double all = 0;
    for (size_t o = 0; o < count; o++) {
        for (size_t h = 0; h < scale->steps; h++) {
            double e = error[o * scale->steps + h];
            if (isnan(e))
                continue;
            size_t phase = target_phase(scale, history, trials->origin[from + o] + h);
            double size = fabs(e) / scale->by_step[h];
            sum[phase] += size;
            seen[phase]++;
            overall += size;
            all++;
        }
    }
    overall = all > 0 ? overall / all : 0;
    for (size_t p = 0; p < scale->phases; p++)
        sum[p] = seen[p] > 0 ? sum[p] / seen[p] : overall;
    for (size_t p = 0; p < scale->phases; p++) {
        double before = sum[(p + scale->phases - 1) % scale->phases];
        double after = sum[(p + 1) % scale->phases];
        scale->by_phase[p] = sqrt(overall * (before + sum[p] + after) / 3);
    }
    free(sum);
    free(seen);
}

/// Mean product of the errors `lag` steps apart within the paths; NaN when there are none.
static double product_at(const double *error, size_t count, size_t steps, size_t lag)
{
    double sum = 0;
    double pairs = 0;
    for (size_t o = 0; o < count; o++) {
        const double *path = error + o * steps;
        for (size_t h = 0; h + lag < steps; h++) {
            double product = path[h] * path[h + lag];
            if (isnan(product))
                continue;
            sum += product;
            pairs++;
        }
    }
    return pairs > 0 ? sum / pairs : NAN;
}

/// Steps over which the errors of a path are alike: 1 + 2 x the sum of their autocorrelations up to
/// the first that is none, at most the path. Lags are looked at ever more sparsely.
static double error_span(const double *error, size_t count, size_t steps)
{
    double variance = product_at(error, count, steps, 0);
    double span = 1;
    double last = 1;
    size_t from = 0;
    for (size_t lag = 1; lag < steps && variance > 0; lag += lag / 4 + 1) {
        double r = product_at(error, count, steps, lag) / variance;
        if (!(r > 0))
            break;
        // The trapezoid between the two lags, without the first end.
        double between = (double)(lag - from);
        span += 2 * (r * (between + 1) + last * (between - 1)) / 2;
        last = r;
        from = lag;
    }
    return fmin(span, (double)steps);
}

/// Keeps every so many values: ENOUGH_VALUES give the quantiles of many more that overlap.
static size_t thin(double *value, size_t n)
{
    size_t stride = n / ENOUGH_VALUES + 1;
    size_t kept = 0;
    for (size_t i = 0; i < n; i += stride)
        value[kept++] = value[i];
    return kept;
}

/// Absolute values of n ascending errors, ascending: the negative ones backwards, merged with the
/// rest.
static void merge_sizes(const double *sorted, size_t n, double *size)
{
    size_t above = 0;
    while (above < n && sorted[above] < 0)
        above++;
    size_t below = above;
    for (size_t i = 0; i < n; i++) {
        bool from_below = below > 0 && (above == n || -sorted[below - 1] < sorted[above]);
        size[i] = from_below ? -sorted[--below] : sorted[above++];
    }
}

/// Quantiles of the n standardised errors, which are sorted here.
static void set_reach(struct error_scale *scale, double *error, size_t n, double widen)
{
    double *size = mem_alloc(n, sizeof *size);
    sort_values(error, n);
    merge_sizes(error, n, size);
    for (size_t i = 0; i < PREDICTIVE_LEVELS && n > 0; i++) {
        double level = predictive_level[i];
        double side = level < 0.5 ? -1 : level > 0.5 ? 1 : 0;
        double one_sided = fmax(0, side * quantile_sorted(error, n, level));
        double symmetric = quantile_sorted(size, n, fabs(2 * level - 1));
        // Both parts rise with the level on each side, so that the reaches are in order already.
        scale->reach[i] =
            side * widen * (SYMMETRIC_SHARE * symmetric + (1 - SYMMETRIC_SHARE) * one_sided);
    }
    scale->interval = n > 0 ? INTERVAL_WIDER * widen * quantile_sorted(size, n, 0.95) : 0;
    free(size);
}

static void error_scale_fit(struct error_scale *scale, const struct history *history,
                            const struct trials *trials, size_t from, size_t to, bool logarithm)
{
    *scale = (struct error_scale){.logarithm = logarithm, .steps = trials->steps};
    size_t count = to - from;
    scale->phases = history->season > 1 ? history->season : 1;
    scale->by_step = mem_alloc(scale->steps, sizeof(double));
    scale->by_phase = mem_alloc(scale->phases, sizeof(double));
    double *error = trial_errors(history, trials, from, to, logarithm);
    set_by_step(scale, error, count);
    set_by_phase(scale, history, trials, from, error, count);
    for (size_t o = 0; o < count; o++) {
        for (size_t h = 0; h < scale->steps; h++) {
            size_t phase = target_phase(scale, history, trials->origin[from + o] + h);
            double unit = scale->by_step[h] * scale->by_phase[phase];
            error[o * scale->steps + h] /= unit > 0 ? unit : NAN;
        }
    }
    double span = error_span(error, count, scale->steps);
    double widen =
        1 + (SMALL_HOLDOUT * (double)scale->phases + SPAN_SHARE * span) / (double)trials->held_out;
    size_t n = 0;
    for (size_t i = 0; i < count * scale->steps; i++)
        if (!isnan(error[i]))
            error[n++] = error[i];
    set_reach(scale, error, thin(error, n), widen);
    free(error);
}

/// By step: mean squared error of the trials as a share of seasonal naive's from the same origins,
/// 1 at most, times NAIVE_SHARE.
static void set_naive_share(struct bands *bands, const struct history *history,
                            const struct trials *trials)
{
    size_t season = history->season;
    size_t steps = trials->steps;
    double *ours = mem_alloc(steps, sizeof *ours);
    double *naive = mem_alloc(steps, sizeof *naive);
    for (size_t o = 0; o < trials->count && season > 0; o++) {
        size_t origin = trials->origin[o];
        for (size_t h = 0; h < steps && origin >= season; h++) {
            if (history->weight[origin + h] <= 0)
                continue;
            double value = history->value[origin + h];
            double e = trials->path[o * steps + h] - value;
            double e_naive = history->value[origin - season + h % season] - value;
            ours[h] += e * e;
            naive[h] += e_naive * e_naive;
        }
    }
    bands->naive_share = mem_alloc(steps, sizeof *bands->naive_share);
    for (size_t h = 0; h < steps; h++) {
        double size = smoothed_at(naive, steps, h);
        bands->naive_share[h] =
            size > 0 ? NAIVE_SHARE * fmin(1, smoothed_at(ours, steps, h) / size) : 0;
    }
    free(ours);
    free(naive);
}

void bands_fit(struct bands *bands, const struct history *history, const struct trials *trials,
               size_t from, size_t to, double growth)
{
    error_scale_fit(&bands->logarithm, history, trials, from, to, true);
    error_scale_fit(&bands->linear, history, trials, from, to, false);
    bands->growth = growth >= 0 ? growth : 1 / (double)trials->steps;
    bands->drift = 0;
    set_naive_share(bands, history, trials);
}

void bands_widen(struct bands *bands, double factor)
{
    struct error_scale *scale[] = {&bands->logarithm, &bands->linear};
    for (size_t i = 0; i < 2; i++) {
        for (size_t level = 0; level < PREDICTIVE_LEVELS; level++)
            scale[i]->reach[level] *= factor;
        scale[i]->interval *= factor;
    }
}

static double unit_of(const struct bands *bands, const struct error_scale *scale,
                      const struct history *history, size_t origin, size_t h)
{
    double phase = scale->by_phase[target_phase(scale, history, origin + h)];
    if (h < scale->steps)
        return phase * scale->by_step[h];
    double beyond = (double)(h + 1 - scale->steps);
    return phase * scale->by_step[scale->steps - 1] *
           sqrt(1 + bands->growth * beyond + bands->drift * beyond * beyond);
}

/// The centre and the units of both transforms at one step ahead.
struct place {
    double centre, logarithm;
    double unit, log_unit;
    double cap;
};

static struct place place_of(const struct bands *bands, const struct history *history,
                             size_t origin, size_t h, double centre)
{
    struct place place = {.centre = centre, .logarithm = history_log(history, centre)};
    place.log_unit = unit_of(bands, &bands->logarithm, history, origin, h);
    place.unit = unit_of(bands, &bands->linear, history, origin, h);
    // Nothing goes far beyond what was seen, but where the forecast itself does.
    place.cap = fmax(2 * history->most - history->least, 2 * centre);
    return place;
}

/// Mean of what both transforms say at their reaches from the centre.
static double at_reach(const struct history *history, const struct place *place, double log_reach,
                       double reach)
{
    double by_log = history_exp(history, place->logarithm + log_reach * place->log_unit);
    double value = fmin((by_log + place->centre + reach * place->unit) / 2, place->cap);
    return history->nonnegative ? fmax(value, 0) : value;
}

double bands_quantile(const struct bands *bands, const struct history *history, size_t origin,
                      size_t h, double centre, size_t level)
{
    struct place place = place_of(bands, history, origin, h, centre);
    return at_reach(history, &place, bands->logarithm.reach[level], bands->linear.reach[level]);
}

void bands_apply(const struct bands *bands, const struct history *history, size_t origin, size_t h,
                 double centre, double row[PREDICTIVE_LEVELS], double *low, double *high)
{
    struct place place = place_of(bands, history, origin, h, centre);
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        row[i] = at_reach(history, &place, bands->logarithm.reach[i], bands->linear.reach[i]);
    *low = at_reach(history, &place, -bands->logarithm.interval, -bands->linear.interval);
    *high = at_reach(history, &place, bands->logarithm.interval, bands->linear.interval);
}

/// Quantile table of x[t] - x[t - lag] where both were measured, shifts of level among them; false
/// when there are under 20.
static bool difference_quantiles(const struct history *history, size_t lag, double *scratch,
                                 double row[PREDICTIVE_LEVELS])
{
    size_t n = 0;
    for (size_t t = lag; t < history->n; t++)
        if (history->weight[t] > 0 && history->weight[t - lag] > 0)
            scratch[n++] = history_measured(history, t) - history_measured(history, t - lag);
    if (n < FEWEST_DIFFERENCES)
        return false;
    n = thin(scratch, n);
    sort_values(scratch, n);
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        row[i] = quantile_sorted(scratch, n, predictive_level[i]);
    return true;
}

void bands_mix_naive(const struct bands *bands, const struct history *history, size_t steps,
                     size_t until, struct predictive_table *outlook)
{
    size_t season = history->season;
    if (season == 0)
        return;
    double *scratch = mem_alloc(history->n, sizeof *scratch);
    double difference[PREDICTIVE_LEVELS];
    double cap = 2 * history->most - history->least;
    size_t end = until > steps ? until : steps;
    for (size_t h = 0; h < end && h < outlook->steps; h++) {
        if (h % season == 0 &&
            !difference_quantiles(history, season * (h / season + 1), scratch, difference))
            break;
        double last = history->value[history->n - season + h % season];
        double naive[PREDICTIVE_LEVELS];
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
            naive[i] = fmin(last + difference[i], fmax(cap, outlook->centre[h]));
            if (history->nonnegative)
                naive[i] = fmax(naive[i], 0);
        }
        double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        double left = h < steps ? 1 : (double)(end - h) / (double)(end - steps + 1);
        size_t tried = h < bands->linear.steps ? h : bands->linear.steps - 1;
        predictive_mix(row, naive, left * bands->naive_share[tried], row);
    }
    free(scratch);
}

/// What so many whole weeks changed by, into `row`, which holds that of fewer: spread at least as
/// far round its median. Where the lag is more than half of the history, what it holds
/// stays: too few weeks tell one such change from another.
static bool widen_difference(const struct history *history, size_t lag, double *scratch,
                             double row[PREDICTIVE_LEVELS])
{
    double next[PREDICTIVE_LEVELS];
    const double middle = row[PREDICTIVE_P50];
    if (2 * lag > history->n || !difference_quantiles(history, lag, scratch, next))
        return false;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        double before = row[i] - middle, now = next[i] - next[PREDICTIVE_P50];
        row[i] =
            next[PREDICTIVE_P50] + (i > PREDICTIVE_P50 ? fmax(before, now) : fmin(before, now));
    }
    return true;
}

void bands_mix_weeks(const struct history *history, size_t from, struct predictive_table *outlook)
{
    const size_t week = history->long_season > 0 ? history->long_season : history->season;
    const size_t n = history->n;
    if (week == 0 || n < 2 * week)
        return;
    double *scratch = mem_alloc(n, sizeof *scratch);
    double difference[PREDICTIVE_LEVELS] = {0};
    bool is_known = false;
    const double cap = 2 * history->most - history->least;
    for (size_t h = from; h < outlook->steps; h++) {
        if (h == from || h % week == 0)
            is_known =
                widen_difference(history, week * (h / week + 1), scratch, difference) || is_known;
        if (!is_known)
            break;
        // A level that has grown since that week counts, a week that was low does not.
        double centre = outlook->centre[h];
        double base =
            fmax(history->value[n - week + h % week], centre - difference[PREDICTIVE_P50]);
        double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
            double member = fmin(base + difference[i], fmax(cap, centre));
            if (history->nonnegative)
                member = fmax(member, 0);
            row[i] += WEEKS_SHARE * (member - row[i]);
        }
    }
    free(scratch);
}

static void error_scale_release(struct error_scale *scale)
{
    free(scale->by_step);
    free(scale->by_phase);
}

void bands_release(struct bands *bands)
{
    error_scale_release(&bands->logarithm);
    error_scale_release(&bands->linear);
    free(bands->naive_share);
}
