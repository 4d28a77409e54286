#include "series/growth.h"

#include "base/memory.h"
#include "base/unit.h"
#include "maths/distribution.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 8, MOST_CUTS = 80, MOST_OTHERS = 2, LOCAL = 3 };

/// Days that a line after a break, or before it, is at least known for.
#define FEWEST_DAYS 7.0
/// Effective values, at least; the highest autocorrelation that is believed.
#define FEWEST_EFFECTIVE 6.0
#define HIGHEST_R 0.95
/// A level further from its neighbours than so many deviations counts as so far.
#define FAR_OUT 4.0
/// A shape with this share of the best one's evidence has a say.
#define LEAST_SAY 0.03
/// Residuals whose first autocorrelation is above 1 - this / n may be a walk's.
#define WALK 17.0
/// A line that falls towards zero weighs as if it stayed at this share of the mean.
#define LEAST_OF_MEAN 0.05
/// Variance of a line's slope through a walk, over that of its drift.
#define LINE_OF_WALK 1.2

enum shape { CONSTANT, LINE, STEP, BREAK, SHAPES };

/// Parameters of each, that of the scatter and the place of a cut included.
static const double parameters[SHAPES] = {2, 3, 5, 6};

/// One candidate, fitted.
struct candidate {
    enum shape shape;
    bool is_exponential;
    size_t cut;      ///< first level after it; 0: none
    double slope;    ///< a day, of levels over their mean or of logarithms
    double end;      ///< fitted at the last time
    double square;   ///< mean squared residual
    double r;        ///< first autocorrelation of the residuals
    double evidence; ///< the less, the better
};

struct levels {
    const double *time;
    const double *y; ///< levels over their mean, or logarithms of that
    size_t n;
    double *weight; ///< what a value counts: 1, or 1 / the line where scatter grows with it
    double *column[MOST_OTHERS + 1]; ///< scratch: constant, other column, slope's column
    double *residual;
};

static double dot(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/// Takes the part of `a` along `b` out; returns the coefficient.
static double take_out(double *a, const double *b, size_t n)
{
    double length = dot(b, b, n);
    double share = length > 1e-12 * (double)n ? dot(a, b, n) / length : 0;
    for (size_t i = 0; i < n; i++)
        a[i] -= share * b[i];
    return share;
}

/// Least squares of one shape with a cut before level `cut`, by Gram and Schmidt: the slope's
/// column comes last, so that what is left of it gives its coefficient and its errors (Frisch and
/// Waugh).
static void fit_shape(struct levels *levels, enum shape shape, size_t cut, struct candidate *fit)
{
    size_t n = levels->n;
    fit->shape = shape;
    double *one = levels->column[0], *other = levels->column[1], *slope = levels->column[2];
    double *residual = levels->residual;
    double at = levels->time[cut];
    for (size_t i = 0; i < n; i++) {
        double t = levels->time[i];
        one[i] = 1;
        other[i] = shape == STEP ? i >= cut : shape == BREAK ? fmin(t, at) : 0;
        slope[i] = shape == CONSTANT ? 0 : shape == BREAK ? fmax(t - at, 0) : t;
        one[i] *= levels->weight[i];
        other[i] *= levels->weight[i];
        slope[i] *= levels->weight[i];
        residual[i] = levels->y[i] * levels->weight[i];
    }
    take_out(other, one, n);
    take_out(slope, one, n);
    take_out(slope, other, n);
    take_out(residual, one, n);
    take_out(residual, other, n);
    fit->slope = take_out(residual, slope, n);
    fit->square = dot(residual, residual, n) / (double)n;
    fit->end = levels->y[n - 1] - residual[n - 1] / levels->weight[n - 1];
}

/// Standard error of the last fit's slope: what is left of its column is levels->column[2].
static double slope_error(const struct levels *levels, const struct candidate *fit, double r)
{
    size_t n = levels->n;
    const double *v = levels->column[2], *e = levels->residual;
    double length = dot(v, v, n);
    size_t lags = (size_t)(1.3 * sqrt((double)n));
    double sum = 0;
    if (!(length > 0))
        return 0;
    for (size_t lag = 0; lag <= lags && lag < n; lag++) {
        double products = 0;
        for (size_t i = lag; i < n; i++)
            products += v[i] * e[i] * v[i - lag] * e[i - lag];
        sum += (lag == 0 ? 1 : 2 * (1 - (double)lag / (double)(lags + 1))) * products;
    }
    double plain = fit->square * (double)n / fmax((double)n - parameters[fit->shape], 1) / length;
    return fmax(sqrt(fmax(sum, 0)) / length, sqrt(plain * (1 + r) / (1 - r)));
}

static double first_autocorrelation(const double *e, size_t n)
{
    double squares = dot(e, e, n);
    return squares > 0 ? dot(e, e + 1, n - 1) / squares : 0;
}

/// The best cut of a shape: all of them, or so many and then those around the best.
static size_t best_cut(struct levels *levels, enum shape shape)
{
    size_t n = levels->n;
    size_t stride = n / MOST_CUTS + 1;
    size_t best = 0;
    double least = INFINITY;
    for (size_t pass = 0; pass < 2; pass++) {
        size_t from = pass == 0 || best < stride ? 1 : best - stride;
        size_t to = pass == 0 || best + stride > n ? n : best + stride;
        for (size_t cut = from; cut < to; cut += pass == 0 ? stride : 1) {
            struct candidate fit;
            bool is_near_end = levels->time[cut] - levels->time[0] < FEWEST_DAYS ||
                               levels->time[n - 1] - levels->time[cut] < FEWEST_DAYS;
            if (shape == BREAK && is_near_end)
                continue;
            fit_shape(levels, shape, cut, &fit);
            if (fit.square < least) {
                least = fit.square;
                best = cut;
            }
        }
    }
    return best;
}

/// Standard error of the drift a day of levels that may wander (long-run variance of differences).
static double drift_error(const struct levels *levels)
{
    size_t n = levels->n - 1;
    double span = levels->time[n] - levels->time[0];
    double drift = (levels->y[n] - levels->y[0]) / (double)n;
    size_t lags = (size_t)sqrt((double)n);
    double variance = 0;
    for (size_t lag = 0; lag <= lags; lag++) {
        double products = 0;
        for (size_t i = lag; i < n; i++)
            products += (levels->y[i + 1] - levels->y[i] - drift) *
                        (levels->y[i + 1 - lag] - levels->y[i - lag] - drift);
        double weight = 1 - (double)lag / (double)(lags + 1);
        variance += (lag == 0 ? 1 : 2 * weight) * products / (double)n;
    }
    return sqrt(LINE_OF_WALK * fmax(variance, 0) / (double)n) * (double)n / span;
}

static void levels_init(struct levels *levels, const double *time, const double *y, size_t n)
{
    *levels = (struct levels){.time = time, .y = y, .n = n};
    for (size_t k = 0; k <= MOST_OTHERS; k++)
        levels->column[k] = mem_alloc(n, sizeof(double));
    levels->residual = mem_alloc(n, sizeof(double));
    levels->weight = mem_alloc(n, sizeof(double));
    for (size_t i = 0; i < n; i++)
        levels->weight[i] = 1;
}

/// Scatter in proportion to the line: each value counts by 1 / what the line is there.
static void weigh_by_line(struct levels *levels)
{
    struct candidate line;
    fit_shape(levels, LINE, 0, &line);
    for (size_t i = 0; i < levels->n; i++)
        levels->weight[i] = 1 / fmax(levels->y[i] - levels->residual[i], LEAST_OF_MEAN);
}

static void levels_release(struct levels *levels)
{
    for (size_t k = 0; k <= MOST_OTHERS; k++)
        free(levels->column[k]);
    free(levels->residual);
    free(levels->weight);
}

/// Fits all shapes on one scale.
static void fit_scale(struct levels *levels, bool is_exponential, bool has_cuts,
                      struct candidate fit[SHAPES])
{
    for (enum shape shape = CONSTANT; shape < SHAPES; shape++) {
        size_t cut = shape >= STEP && has_cuts ? best_cut(levels, shape) : 0;
        fit_shape(levels, shape, cut, &fit[shape]);
        fit[shape].is_exponential = is_exponential;
        fit[shape].cut = cut;
        fit[shape].r = first_autocorrelation(levels->residual, levels->n);
    }
}

/// Kendall's correction for the bias of a short series' autocorrelation.
static double corrected(double r, size_t n)
{
    return fmin(fmax(r + (1 + 3 * r) / (double)n, 0), HIGHEST_R);
}

static double effective_of(double r, size_t n)
{
    double c = corrected(r, n);
    return fmax((double)n * (1 - c) / (1 + c), FEWEST_EFFECTIVE);
}

/// The evidence of each, once the dependence is known.
static void weigh_scale(const struct levels *levels, struct candidate fit[SHAPES], double effective)
{
    double n = (double)levels->n;
    double scale = 0; // of the likelihood: the logarithm's, or that of scatter in proportion
    for (size_t i = 0; i < levels->n; i++)
        scale += fit[LINE].is_exponential ? levels->y[i] : -log(levels->weight[i]);
    for (enum shape shape = CONSTANT; shape < SHAPES; shape++) {
        fit[shape].evidence = effective * log(fmax(fit[shape].square, 1e-18)) +
                              effective / n * 2 * scale + parameters[shape] * log(effective);
        if (shape >= STEP && fit[shape].cut == 0)
            fit[shape].evidence = INFINITY;
    }
}

/// What the level at i is by the seven nearest: their median, and near an end, where these are all
/// to one side, what a line through them says (Theil and Sen).
static double usual_level(const double *level, size_t n, size_t i)
{
    enum { WINDOW = 2 * LOCAL + 1 };
    double time[WINDOW], near_levels[WINDOW];
    struct theil_sen line;
    size_t count = n < WINDOW ? n : WINDOW;
    size_t from = i > LOCAL ? i - LOCAL : 0;
    from = from + count > n ? n - count : from;
    for (size_t k = 0; k < count; k++) {
        time[k] = (double)(from + k);
        near_levels[k] = level[from + k];
    }
    if (from + LOCAL != i && theil_sen_fit(time, near_levels, count, 0.95, &line))
        return line.intercept + line.slope * (double)i;
    return median_present(near_levels, count);
}

/// Copies levels over their mean, none further from its neighbours than is to be believed.
static double *tame(const double *level, size_t n, double mean)
{
    double *tamed = mem_alloc(n, sizeof *tamed);
    double *usual = mem_alloc(n, sizeof *usual);
    double *away = mem_alloc(n, sizeof *away);
    for (size_t i = 0; i < n; i++) {
        usual[i] = usual_level(level, n, i);
        away[i] = level[i] - usual[i];
    }
    memcpy(tamed, away, n * sizeof *tamed);
    double limit = FAR_OUT * MAD_TO_SIGMA * mad_select(tamed, n, 0);
    for (size_t i = 0; i < n; i++)
        tamed[i] = (limit > 0 ? usual[i] + fmin(fmax(away[i], -limit), limit) : level[i]) / mean;
    free(usual);
    free(away);
    return tamed;
}

/// A slope a day as a share of the level at the end a month.
static double month_of(const struct candidate *fit, double slope)
{
    double month = slope * UNIT_HOURS_PER_MONTH / 24;
    return fit->is_exponential ? expm1(month) : month / fabs(fit->end);
}

/// What one candidate says of growth, as shares of the level at the end.
static void growth_from(struct levels *levels, struct candidate *fit, double mean,
                        struct growth *growth)
{
    size_t n = levels->n;
    double r = fit->r;
    fit_shape(levels, fit->shape, fit->cut, fit);
    double error = slope_error(levels, fit, corrected(r, n));
    // The residuals of a walk around its line have an r near 1 - 10 / n.
    if (r > 1 - WALK / (double)n)
        error = fmax(error, drift_error(levels));
    double freedom = fmax(effective_of(r, n) - parameters[fit->shape], 2);
    double reach = student_quantile(0.975, freedom) * error;
    double level = fit->is_exponential ? exp(fit->end) : fit->end;
    *growth = (struct growth){.month = month_of(fit, fit->slope),
                              .low = month_of(fit, fit->slope - reach),
                              .high = month_of(fit, fit->slope + reach),
                              .level = mean * level};
}

/// Chooses among the shapes of one scale, or two: each that is no constant counts by its evidence.
static void choose(struct levels *of, size_t scales, double mean, struct growth *growth)
{
    struct candidate fit[2 * SHAPES];
    double r = 1;
    double least = INFINITY, least_growing = INFINITY, weights = 0;
    for (size_t s = 0; s < scales; s++) {
        fit_scale(&of[s], s == 1, s + 1 == scales, fit + s * SHAPES);
        r = fmin(r, fit[s * SHAPES + LINE].r);
    }
    for (size_t s = 0; s < scales; s++)
        weigh_scale(&of[s], fit + s * SHAPES, effective_of(r, of[s].n));
    for (size_t i = 0; i < scales * SHAPES; i++) {
        least = fmin(least, fit[i].evidence);
        if (fit[i].shape != CONSTANT)
            least_growing = fmin(least_growing, fit[i].evidence);
    }
    *growth = (struct growth){.low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < scales * SHAPES; i++) {
        double weight = exp(-(fit[i].evidence - least_growing) / 2);
        struct growth one;
        if (fit[i].shape == CONSTANT || weight < LEAST_SAY)
            continue;
        growth_from(&of[fit[i].is_exponential], &fit[i], mean, &one);
        growth->month += weight * one.month;
        growth->level += weight * one.level;
        growth->low = fmin(growth->low, one.low);
        growth->high = fmax(growth->high, one.high);
        weights += weight;
    }
    growth->month /= weights;
    growth->level /= weights;
    if (least < least_growing) {
        growth->low = fmin(growth->low, 0);
        growth->high = fmax(growth->high, 0);
    }
}

bool growth_of_levels(const double *time, const double *level, size_t n, struct growth *growth)
{
    double mean = 0, least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        mean += fabs(level[i]) / (double)n;
        least = fmin(least, level[i]);
        most = fmax(most, level[i]);
    }
    if (n < FEWEST || !(mean > 0) || !(most > least))
        return false;
    double *y = tame(level, n, mean);
    double *logarithm = mem_alloc(n, sizeof *logarithm);
    size_t scales = least > 0 ? 2 : 1;
    struct levels of[2];
    levels_init(&of[0], time, y, n);
    levels_init(&of[1], time, logarithm, n);
    for (size_t i = 0; i < n && scales == 2; i++)
        logarithm[i] = log(y[i]);
    if (scales == 2)
        weigh_by_line(&of[0]);
    choose(of, scales, mean, growth);
    levels_release(&of[0]);
    levels_release(&of[1]);
    free(y);
    free(logarithm);
    return true;
}
