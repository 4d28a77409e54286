#include "forecast/stock_trends.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Sizes of the wandering level that each trend is tried with: variance of its steps over that of
/// the noise.
static const double wanders[] = {0, 1e-4, 0.001, 0.01, 0.05, 0.2, 1, 5, 100};
enum { WANDERS = sizeof wanders / sizeof wanders[0] };

/// What is believed of the kinds before the values are seen.
static const double prior_line = 0.6, prior_quadratic = 0.04, prior_growing = 0.12,
                    prior_dying = 0.04, prior_bends = 0.2;

/// Variance of a level that is not known, over that of the noise.
static const double diffuse = 1e6;

/// How often the grid of bends is refined round the best one.
enum { HALVINGS = 4 };

/// Fewer values tell no curve from a line.
enum { VALUES_FOR_CURVES = 20 };

/// A bend is believed where so many buckets follow it.
enum { BUCKETS_AFTER_BEND = 7 };

/// A curve that grows goes straight on where its growth is this many times today's.
static const double growth_most = 5;

// --- terms ---------------------------------------------------------------------------------------

/// (e^(ku) - 1) / k, straight on where growth would be past growth_most times that at 1.
static double exponential_term(double k, double u)
{
    double end = k > 0 ? 1 + log(growth_most) / k : INFINITY;
    if (u <= end)
        return expm1(k * u) / k;
    return expm1(k * end) / k + exp(k * end) * (u - end);
}

/// The end of a parabola's rise: a falling one stays at its top.
static double parabola_end(const struct stock_trend *trend)
{
    if (!(trend->slope[1] < 0))
        return INFINITY;
    return fmax(1, -trend->slope[0] / (2 * trend->slope[1]));
}

void stock_trend_terms(const struct stock_trend *trend, double u, double terms[2])
{
    terms[1] = 0;
    switch (trend->kind) {
    case STOCK_LINE:
        terms[0] = u;
        return;
    case STOCK_QUADRATIC:
        u = fmin(u, parabola_end(trend));
        terms[0] = u;
        terms[1] = u * u;
        return;
    case STOCK_EXPONENTIAL:
        terms[0] = exponential_term(trend->shape, u);
        return;
    case STOCK_BEND:
        terms[0] = u;
        terms[1] = fmax(0, u - trend->shape);
        return;
    }
}

double stock_trend_value(const struct stock_trends *trends, const struct stock_trend *trend,
                         double ahead)
{
    double terms[2];
    stock_trend_terms(trend, 1 + ahead / (double)trends->buckets, terms);
    double value = trend->level;
    for (size_t i = 0; i < trend->terms; i++)
        value += trend->slope[i] * (terms[i] - trend->filtered[i]);
    return value;
}

double stock_trend_slope(const struct stock_trends *trends, const struct stock_trend *trend,
                         double u)
{
    const double m = (double)trends->buckets;
    switch (trend->kind) {
    case STOCK_QUADRATIC:
        if (u > parabola_end(trend))
            return 0;
        return (trend->slope[0] + 2 * trend->slope[1] * u) / m;
    case STOCK_EXPONENTIAL: {
        double k = trend->shape;
        double end = k > 0 ? 1 + log(growth_most) / k : INFINITY;
        return trend->slope[0] * exp(k * fmin(u, end)) / m;
    }
    case STOCK_BEND:
        return (trend->slope[0] + (u > trend->shape ? trend->slope[1] : 0)) / m;
    case STOCK_LINE:
        break;
    }
    return trend->slope[0] / m;
}

// --- one trend -----------------------------------------------------------------------------------

/// A filter of one size of wandering: the same gains serve the values and every term.
struct level_filter {
    double *gain;       ///< a value each
    double *weight;     ///< 1 / (variance of the innovation)
    double *innovation; ///< of the values
    double level;       ///< of the values, now
    double log_sum;     ///< of the logarithms of the innovations' variances
    double weight_sum;
    double spread; ///< variance of the level, now
};

struct fitting {
    size_t n; ///< buckets
    size_t values;
    double *value;
    double *u;        ///< when, of each value
    bool *broken;     ///< before it
    double rounding2; ///< variance that rounding leaves
    bool cycles;
    struct level_filter filter[WANDERS];
    struct stock_trends *trends;
    struct stock_trend *candidate;
    size_t candidates;
};

static void filter_fill(struct fitting *fitting, size_t which)
{
    struct level_filter *filter = &fitting->filter[which];
    filter->gain = mem_alloc(3 * fitting->values, sizeof(double));
    filter->weight = filter->gain + fitting->values;
    filter->innovation = filter->weight + fitting->values;
    double spread = 1, level = fitting->value[0];
    for (size_t i = 1; i < fitting->values; i++) {
        double steps = (fitting->u[i] - fitting->u[i - 1]) * (double)fitting->n;
        spread += fitting->broken[i] ? diffuse : wanders[which] * steps;
        filter->gain[i] = spread / (spread + 1);
        filter->weight[i] = 1 / (spread + 1);
        filter->innovation[i] = fitting->value[i] - level;
        filter->log_sum += log(spread + 1);
        filter->weight_sum += filter->weight[i];
        level += filter->gain[i] * filter->innovation[i];
        spread *= 1 - filter->gain[i];
    }
    filter->level = level;
    filter->spread =
        spread + wanders[which] * (1 - fitting->u[fitting->values - 1]) * (double)fitting->n;
}

/// Weighted sums of the innovations of values and terms.
struct sums {
    double xx[3], xy[2], yy;
};

static void sum_innovations(const struct fitting *fitting, const struct level_filter *filter,
                            const double *const term[2], size_t terms, double filtered[2],
                            struct sums *sums)
{
    double a = term[0][0], b = terms > 1 ? term[1][0] : 0;
    *sums = (struct sums){.yy = 0};
    for (size_t i = 1; i < fitting->values; i++) {
        double w = filter->weight[i], y = filter->innovation[i], x = term[0][i] - a;
        sums->xx[0] += w * x * x;
        sums->xy[0] += w * x * y;
        sums->yy += w * y * y;
        a += filter->gain[i] * x;
        if (terms < 2)
            continue;
        double z = term[1][i] - b;
        sums->xx[1] += w * x * z;
        sums->xx[2] += w * z * z;
        sums->xy[1] += w * z * y;
        b += filter->gain[i] * z;
    }
    filtered[0] = a;
    filtered[1] = b;
}

/// Solves the normal equations of one or two terms; false when they are dependent.
static bool solve(const struct sums *sums, size_t terms, struct stock_trend *trend)
{
    if (terms < 2) {
        if (!(sums->xx[0] > 0))
            return false;
        trend->spread[0] = 1 / sums->xx[0];
        trend->slope[0] = sums->xy[0] / sums->xx[0];
        return true;
    }
    double determinant = sums->xx[0] * sums->xx[2] - sums->xx[1] * sums->xx[1];
    if (!(determinant > 1e-10 * sums->xx[0] * sums->xx[2]))
        return false;
    trend->spread[0] = sums->xx[2] / determinant;
    trend->spread[1] = -sums->xx[1] / determinant;
    trend->spread[2] = sums->xx[0] / determinant;
    trend->slope[0] = trend->spread[0] * sums->xy[0] + trend->spread[1] * sums->xy[1];
    trend->slope[1] = trend->spread[1] * sums->xy[0] + trend->spread[2] * sums->xy[1];
    return true;
}

/// Prior probability of a size of wandering. Values of cycles are made to have none.
static double wander_prior(const struct fitting *fitting, size_t which)
{
    if (!fitting->cycles)
        return 1.0 / WANDERS;
    return which == 0 ? 0.5 : 0.5 / (WANDERS - 1);
}

/// Fits a trend with one size of wandering; its log weight is without priors. False: it cannot be.
static bool fit_one(const struct fitting *fitting, enum stock_trend_kind kind, double shape,
                    size_t which, const double *const term[2], struct stock_trend *trend)
{
    const struct level_filter *filter = &fitting->filter[which];
    const size_t terms = kind == STOCK_QUADRATIC || kind == STOCK_BEND ? 2 : 1;
    const double n = (double)(fitting->values - 1);
    *trend = (struct stock_trend){.kind = kind,
                                  .shape = shape,
                                  .terms = terms,
                                  .wander = wanders[which],
                                  .level = filter->level,
                                  .level_spread = filter->spread,
                                  .freedom = n - (double)terms};
    struct sums sums;
    sum_innovations(fitting, filter, term, terms, trend->filtered, &sums);
    if (!(trend->freedom >= 1) || !solve(&sums, terms, trend))
        return false;
    double rest = sums.yy;
    for (size_t i = 0; i < terms; i++)
        rest -= trend->slope[i] * sums.xy[i];
    rest = fmax(0, rest) + fitting->rounding2 * filter->weight_sum;
    trend->noise2 = rest / trend->freedom;
    trend->log_weight = -trend->freedom / 2 * log(trend->noise2) - filter->log_sum / 2 -
                        (terms == 2 ? log(n) / 2 : 0);
    return true;
}

static void fill_terms(const struct fitting *fitting, enum stock_trend_kind kind, double shape,
                       double *first, double *second)
{
    const struct stock_trend plain = {.kind = kind, .shape = shape};
    for (size_t i = 0; i < fitting->values; i++) {
        double terms[2];
        stock_trend_terms(&plain, fitting->u[i], terms);
        first[i] = terms[0];
        second[i] = terms[1];
    }
}

/// Fits a kind and shape with every size of wandering: the best log weight. They become candidates
/// where `prior` > 0.
static double fit_shape(struct fitting *fitting, enum stock_trend_kind kind, double shape,
                        double prior)
{
    double *term = mem_alloc(2 * fitting->values, sizeof *term);
    const double *const terms[2] = {term, term + fitting->values};
    fill_terms(fitting, kind, shape, term, term + fitting->values);
    double most = -INFINITY;
    // To search, every second size is enough.
    for (size_t which = 0; which<WANDERS; which += prior> 0 ? 1 : 2) {
        struct stock_trend trend;
        if (!fit_one(fitting, kind, shape, which, terms, &trend))
            continue;
        trend.log_weight += log(wander_prior(fitting, which));
        most = fmax(most, trend.log_weight);
        if (prior > 0) {
            trend.log_weight += log(prior);
            fitting->candidate[fitting->candidates++] = trend;
        }
    }
    free(term);
    return most;
}

// --- shapes --------------------------------------------------------------------------------------

/// Nodes of an exponential's rate, spread as far as the values leave it open.
static void fit_exponentials(struct fitting *fitting, double sign, double prior)
{
    static const double rates[] = {0.4, 1, 2, 4};
    enum { NODES = 7, TRIES = 12 };
    double best = rates[0], most = -INFINITY;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double weight = fit_shape(fitting, STOCK_EXPONENTIAL, sign * rates[i], 0);
        if (weight > most) {
            most = weight;
            best = rates[i];
        }
    }
    double bracket = log(2);
    for (int try = 0; try < TRIES; try++) {
        double below = fit_shape(fitting, STOCK_EXPONENTIAL, sign * best * exp(-bracket), 0);
        double above = fit_shape(fitting, STOCK_EXPONENTIAL, sign * best * exp(bracket), 0);
        if (fmax(below, above) > most) {
            best *= exp(below > above ? -bracket : bracket);
            most = fmax(below, above);
            continue;
        }
        if (most - fmin(below, above) <= 1)
            break;
        bracket /= 2;
    }
    const int middle = NODES / 2;
    for (int node = 0; node < NODES; node++)
        fit_shape(fitting, STOCK_EXPONENTIAL, sign * best * exp(0.8 * bracket * (node - middle)),
                  prior / NODES);
}

static bool bend_has_room(const struct fitting *fitting, double at)
{
    return at > 0 && (1 - at) * (double)fitting->n >= BUCKETS_AFTER_BEND;
}

/// Bends at moments all over the history, and closer together round the best one: all of them
/// count, since when growth changed is never known to the day.
static void fit_bends(struct fitting *fitting)
{
    static const double moments[] = {0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94};
    enum { MOMENTS = sizeof moments / sizeof moments[0] };
    double best = NAN, most = -INFINITY;
    for (size_t i = 0; i < MOMENTS + 2 * HALVINGS; i++) {
        double at = i < MOMENTS ? moments[i] : NAN;
        if (i >= MOMENTS) { // a pair on either side of the best, ever closer
            size_t pair = (i - MOMENTS) / 2;
            at = best + (i % 2 == 0 ? -0.06 : 0.06) / (double)(1u << pair);
        }
        if (!bend_has_room(fitting, at))
            continue;
        double weight = fit_shape(fitting, STOCK_BEND, at, prior_bends / MOMENTS);
        if (weight > most) {
            most = weight;
            best = at;
        }
    }
}

// --- the mixture ---------------------------------------------------------------------------------

static int compare_weights(const void *a, const void *b)
{
    const struct stock_trend *first = a, *second = b;
    return first->log_weight < second->log_weight   ? 1
           : first->log_weight > second->log_weight ? -1
                                                    : 0;
}

static int compare_growth(const void *a, const void *b)
{
    const struct stock_trend *first = a, *second = b;
    return first->growth < second->growth ? -1 : first->growth > second->growth;
}

/// Variance of the growth now, a bucket, as far as it is estimated.
static double slope_variance(const struct fitting *fitting, const struct stock_trend *trend)
{
    const double m = (double)fitting->n;
    double own = trend->spread[0];
    if (trend->kind == STOCK_EXPONENTIAL)
        own *= exp(2 * trend->shape);
    else if (trend->kind == STOCK_QUADRATIC)
        own += 4 * trend->spread[1] + 4 * trend->spread[2];
    else if (trend->kind == STOCK_BEND)
        own += 2 * trend->spread[1] + trend->spread[2];
    return trend->noise2 * own / (m * m);
}

/// Growth now, over all candidates: what each estimates, and how they differ.
static void mix_growth(struct fitting *fitting)
{
    struct stock_trends *trends = fitting->trends;
    double square = 0;
    for (size_t i = 0; i < fitting->candidates; i++) {
        const struct stock_trend *trend = &fitting->candidate[i];
        double slope = stock_trend_slope(trends, trend, 1);
        trends->growth += trend->weight * slope;
        square += trend->weight * (slope * slope + slope_variance(fitting, trend));
    }
    trends->growth_sd = sqrt(fmax(0, square - trends->growth * trends->growth));
}

/// Weighs the candidates and leaves out the unlikely ones, half a per cent of all weight.
static void weigh_candidates(struct fitting *fitting)
{
    qsort(fitting->candidate, fitting->candidates, sizeof *fitting->candidate, compare_weights);
    double all = 0, kept = 0;
    size_t count = 0;
    for (size_t i = 0; i < fitting->candidates; i++) {
        struct stock_trend *trend = &fitting->candidate[i];
        trend->weight = exp(trend->log_weight - fitting->candidate[0].log_weight);
        trend->growth = stock_trend_value(fitting->trends, trend, (double)fitting->n) -
                        stock_trend_value(fitting->trends, trend, 0);
        all += trend->weight;
    }
    while (count < fitting->candidates && kept < 0.995 * all)
        kept += fitting->candidate[count++].weight;
    fitting->candidates = count;
    for (size_t i = 0; i < count; i++)
        fitting->candidate[i].weight /= kept;
}

/// Keeps as many trends as there is room for: in the order of what they add, that at the middle of
/// each equal share of the weight, so that slow and fast ones keep theirs.
static void keep_shares(struct fitting *fitting)
{
    struct stock_trends *trends = fitting->trends;
    double passed = 0;
    size_t share = 0;
    qsort(fitting->candidate, fitting->candidates, sizeof *fitting->candidate, compare_growth);
    for (size_t i = 0; i < fitting->candidates; i++) {
        passed += fitting->candidate[i].weight;
        size_t shares = 0;
        while (share < STOCK_TRENDS_MAX && ((double)share + 0.5) / STOCK_TRENDS_MAX <= passed) {
            shares++;
            share++;
        }
        if (shares == 0)
            continue;
        trends->trend[trends->count] = fitting->candidate[i];
        trends->trend[trends->count++].weight = (double)shares / STOCK_TRENDS_MAX;
    }
}

/// How much growth has wandered beyond what a wandering level explains: from the second differences
/// of seven block means of the residuals.
static double curvature_of(const struct fitting *fitting, const struct stock_trend *trend)
{
    enum { BLOCKS = 7, VALUES_LEAST = 35 };
    double sum[BLOCKS] = {0}, squares = 0;
    size_t count[BLOCKS] = {0};
    if (fitting->values < VALUES_LEAST)
        return 0;
    for (size_t i = 0; i < fitting->values; i++) {
        double terms[2], residual = fitting->value[i];
        size_t block = (size_t)fmin(BLOCKS - 1, fmax(0, ceil(fitting->u[i] * BLOCKS) - 1));
        stock_trend_terms(trend, fitting->u[i], terms);
        for (size_t k = 0; k < trend->terms; k++)
            residual -= trend->slope[k] * terms[k];
        sum[block] += residual;
        count[block]++;
    }
    const double length = (double)fitting->n / BLOCKS;
    size_t used = 0;
    for (size_t block = 1; block + 1 < BLOCKS; block++) {
        if (count[block - 1] == 0 || count[block] == 0 || count[block + 1] == 0)
            continue;
        double bend =
            (sum[block + 1] / (double)count[block + 1] - 2 * sum[block] / (double)count[block] +
             sum[block - 1] / (double)count[block - 1]) /
            length;
        squares += bend * bend;
        used++;
    }
    if (used == 0)
        return 0;
    double explained =
        1.5 * (trend->wander * trend->noise2 / length + 6 * trend->noise2 / pow(length, 3));
    return 2 * fmax(0, squares / (double)used - explained) / (0.55 * length);
}

static void fitting_take(struct fitting *fitting, const struct stock_values *values)
{
    const size_t n = values->n;
    bool broken = false;
    fitting->n = n;
    fitting->cycles = values->cycles;
    fitting->value = mem_alloc(2 * n, sizeof(double));
    fitting->u = fitting->value + n;
    fitting->broken = mem_alloc(n, sizeof(bool));
    for (size_t i = 0; i < n; i++) {
        broken = broken || values->broken[i];
        if (isnan(values->value[i]))
            continue;
        fitting->value[fitting->values] = values->value[i];
        fitting->broken[fitting->values] = broken;
        fitting->u[fitting->values++] = (double)(i + 1) / (double)n;
        broken = false;
    }
}

static double range_of(const double *value, size_t n)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, value[i]);
        high = fmax(high, value[i]);
    }
    return high - low;
}

int stock_trends_fit(const struct stock_values *values, struct stock_trends *trends)
{
    enum { CANDIDATES_MAX = (1 + 1 + 7 + 7 + 8 + 2 * HALVINGS) * WANDERS };
    struct fitting fitting = {.trends = trends};
    *trends = (struct stock_trends){.buckets = values->n};
    fitting_take(&fitting, values);
    if (fitting.values >= 3) {
        double range = range_of(fitting.value, fitting.values);
        double blur = fmax(values->rounding > 0 ? 0.29 * values->rounding : 1e-6 * range,
                           1e-9 * (1 + fabs(fitting.value[0])));
        fitting.rounding2 = blur * blur;
        fitting.candidate = mem_alloc(CANDIDATES_MAX, sizeof *fitting.candidate);
        for (size_t which = 0; which < WANDERS; which++)
            filter_fill(&fitting, which);
        fit_shape(&fitting, STOCK_LINE, 0, prior_line);
        if (fitting.values >= VALUES_FOR_CURVES) {
            fit_shape(&fitting, STOCK_QUADRATIC, 0, prior_quadratic);
            fit_exponentials(&fitting, 1, prior_growing);
            fit_exponentials(&fitting, -1, prior_dying);
            fit_bends(&fitting);
        }
        weigh_candidates(&fitting);
        mix_growth(&fitting);
        keep_shares(&fitting);
        for (size_t i = 0; i < trends->count; i++)
            trends->trend[i].curvature = curvature_of(&fitting, &trends->trend[i]);
        for (size_t which = 0; which < WANDERS; which++)
            free(fitting.filter[which].gain);
        free(fitting.candidate);
    }
    free(fitting.broken);
    free(fitting.value);
    return trends->count > 0 ? 0 : -1;
}
