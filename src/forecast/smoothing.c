#include "forecast/smoothing.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// Single values are pulled in to so many robust standard deviations of their neighbourhood.
#define OUTLIER_AT 4.0
/// Weights below are nothing.
#define WEIGHT_LEAST 1e-6

enum { NEIGHBOURS = 3, STATES = 2 };

static const double alphas[] = {0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1};

/// How a slope goes on, and how likely that is held to be before the data are seen.
static const struct slope_setting {
    double phi, share; ///< share of alpha that is beta
    double prior;
} slopes[] = {
    {0, 0, 0.5},       {1, 0, 0.2},      {0.8, 0.15, 0.05}, {0.8, 0.4, 0.05},
    {0.9, 0.15, 0.05}, {0.9, 0.4, 0.05}, {0.97, 0.1, 0.05}, {0.97, 0.3, 0.05},
};

enum { ALPHAS = sizeof alphas / sizeof alphas[0], SLOPES = sizeof slopes / sizeof slopes[0] };

_Static_assert((int)SMOOTHING_SETTINGS == (int)ALPHAS * (int)SLOPES, "a setting for every pair");

/// Values less the season, NaN where nothing was measured; single outliers pulled in.
static double *adjusted(const struct smoothing *fit, const struct history *history,
                        const double *level)
{
    double *rest = mem_alloc(fit->n, sizeof *rest);
    double *apart = mem_alloc(fit->n, sizeof *apart);
    double *size = mem_alloc(fit->n, sizeof *size);
    size_t measured = 0;
    for (size_t t = 0; t < fit->n; t++)
        rest[t] =
            history->weight[t] > 0 ? level[t] - season_profile_at(&fit->season, history, t) : NAN;
    for (size_t t = 0; t < fit->n; t++) {
        size_t first = t < NEIGHBOURS ? 0 : t - NEIGHBOURS;
        size_t end = t + NEIGHBOURS + 1 < fit->n ? t + NEIGHBOURS + 1 : fit->n;
        apart[t] = rest[t] - median_present(rest + first, end - first);
        if (!isnan(apart[t]))
            size[measured++] = fabs(apart[t]);
    }
    double limit = OUTLIER_AT * MAD_TO_SIGMA * median_select(size, measured);
    // The last values may be the first of a new level.
    for (size_t t = 0; t + NEIGHBOURS < fit->n && limit > 0; t++)
        if (fabs(apart[t]) > limit)
            rest[t] -= apart[t] - copysign(limit, apart[t]);
    free(size);
    free(apart);
    return rest;
}

/// The filter's states after the data, and what they were without data from a level, and a slope,
/// of one at the start: all is linear in the two.
struct filter {
    double level[1 + STATES], slope[1 + STATES];
    double product[STATES][STATES], response[STATES], square;
    double seen;
};

static void run_filter(struct filter *filter, const struct smoothed *setting, const double *value,
                       size_t n)
{
    *filter = (struct filter){.level = {0, 1, 0}, .slope = {0, 0, 1}};
    for (size_t t = 0; t < n; t++) {
        bool known = !isnan(value[t]);
        double error[1 + STATES];
        for (size_t i = 0; i <= STATES; i++) {
            double step = setting->phi * filter->slope[i];
            double ahead = filter->level[i] + step;
            error[i] = !known ? 0 : i == 0 ? value[t] - ahead : -ahead;
            filter->level[i] = ahead + setting->alpha * error[i];
            filter->slope[i] = step + setting->beta * error[i];
        }
        filter->seen += known ? 1 : 0;
        filter->square += error[0] * error[0];
        for (size_t i = 0; i < STATES; i++) {
            filter->response[i] -= error[0] * error[1 + i];
            for (size_t j = 0; j < STATES; j++)
                filter->product[i][j] += error[1 + i] * error[1 + j];
        }
    }
}

/// Least squares for the states at the start; returns the sum of squared errors that is left.
static double solve_states(struct smoothed *setting, const struct filter *filter)
{
    double a = filter->product[0][0], b = filter->product[0][1], c = filter->product[1][1];
    double inverse[3] = {a > 0 ? 1 / a : 0, 0, 0};
    double determinant = a * c - b * b;
    if (setting->phi > 0 && determinant > 1e-12 * a * c) {
        inverse[0] = c / determinant;
        inverse[1] = -b / determinant;
        inverse[2] = a / determinant;
    }
    double start[STATES] = {inverse[0] * filter->response[0] + inverse[1] * filter->response[1],
                            inverse[1] * filter->response[0] + inverse[2] * filter->response[1]};
    setting->level = filter->level[0];
    setting->slope = filter->slope[0];
    for (size_t i = 0; i < STATES; i++) {
        setting->level += start[i] * filter->level[1 + i];
        setting->slope += start[i] * filter->slope[1 + i];
    }
    const double *l = filter->level + 1;
    const double *s = filter->slope + 1;
    setting->level_variance =
        inverse[0] * l[0] * l[0] + 2 * inverse[1] * l[0] * l[1] + inverse[2] * l[1] * l[1];
    setting->covariance = inverse[0] * l[0] * s[0] + inverse[1] * (l[0] * s[1] + l[1] * s[0]) +
                          inverse[2] * l[1] * s[1];
    setting->slope_variance =
        inverse[0] * s[0] * s[0] + 2 * inverse[1] * s[0] * s[1] + inverse[2] * s[1] * s[1];
    return filter->square - start[0] * filter->response[0] - start[1] * filter->response[1];
}

/// From the logarithms of probabilities in `weight` to probabilities; returns the logarithm of
/// their sum.
static double normalise(struct smoothing *fit)
{
    double most = -INFINITY;
    double sum = 0;
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++)
        most = fmax(most, fit->setting[i].weight);
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++) {
        fit->setting[i].weight = exp(fit->setting[i].weight - most);
        sum += fit->setting[i].weight;
    }
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++)
        fit->setting[i].weight /= sum;
    return most + log(sum);
}

/// Every setting, weighed by its prior, its likelihood with the noise's variance integrated out
/// (SSE^(-n/2)) and n^(-1/2) a state.
static bool fit_settings(struct smoothing *fit, const double *value)
{
    double least = INFINITY;
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++) {
        struct smoothed *setting = &fit->setting[i];
        const struct slope_setting *slope = &slopes[i % SLOPES];
        struct filter filter;
        setting->alpha = alphas[i / SLOPES];
        setting->beta = slope->share * setting->alpha;
        setting->phi = slope->phi;
        run_filter(&filter, setting, value, fit->n);
        if (filter.seen < SMOOTHING_FEWEST)
            return false;
        double left = solve_states(setting, &filter);
        double states = slope->phi > 0 ? 2 : 1;
        double freedom = fmax(filter.seen - states - 1 - fit->season.freedom, 2);
        least = fmin(least, left / filter.square);
        setting->variance = left / freedom;
        setting->weight = log(slope->prior / ALPHAS) - filter.seen / 2 * log(left) -
                          states / 2 * log(filter.seen);
        fit->freedom = fmax(filter.seen - 2 - fit->season.freedom, 2);
    }
    // An exact line leaves rounding errors, of which nothing can be learnt.
    return least > 1e-20;
}

bool smoothing_fit(struct smoothing *fit, const struct history *history, size_t n, bool logarithm)
{
    *fit = (struct smoothing){.logarithm = logarithm, .n = n};
    if (n < SMOOTHING_FEWEST)
        return false;
    double *level = mem_alloc(n, sizeof *level);
    double jacobian = 0;
    for (size_t t = 0; t < n; t++) {
        level[t] = logarithm ? history_log(history, history->value[t]) : history->value[t];
        jacobian += logarithm && history->weight[t] > 0 ? level[t] : 0;
    }
    season_profile_fit(&fit->season, history, level, n);
    double *rest = adjusted(fit, history, level);
    bool is_done = fit_settings(fit, rest);
    if (is_done)
        fit->evidence = normalise(fit) - jacobian;
    else
        smoothing_release(fit);
    free(rest);
    free(level);
    return is_done;
}

/// Adds one setting's share of the first two moments of each step.
static void add_setting(const struct smoothed *setting, size_t steps, double *mean, double *square)
{
    double slopes_ahead = 0;
    double power = 1;
    double innovations = 1;
    for (size_t h = 0; h < steps; h++) {
        // The error h steps before acts by alpha + beta (phi + ... + phi^h).
        double acts = setting->alpha + setting->beta * slopes_ahead;
        innovations += h > 0 ? acts * acts : 0;
        power *= setting->phi;
        slopes_ahead += power;
        double states = setting->level_variance + 2 * slopes_ahead * setting->covariance +
                        slopes_ahead * slopes_ahead * setting->slope_variance;
        double centre = setting->level + slopes_ahead * setting->slope;
        mean[h] += setting->weight * centre;
        square[h] +=
            setting->weight * (setting->variance * (innovations + states) + centre * centre);
    }
}

void smoothing_predict(const struct smoothing *fit, const struct history *history, size_t steps,
                       double *centre, double *deviation)
{
    double noise = 0;
    for (size_t h = 0; h < steps; h++)
        centre[h] = deviation[h] = 0;
    for (size_t i = 0; i < SMOOTHING_SETTINGS; i++) {
        noise += fit->setting[i].weight * fit->setting[i].variance;
        if (fit->setting[i].weight > WEIGHT_LEAST)
            add_setting(&fit->setting[i], steps, centre, deviation);
    }
    for (size_t h = 0; h < steps; h++) {
        double variance = fmax(deviation[h] - centre[h] * centre[h], 0);
        deviation[h] = sqrt(variance + fit->season.error_share * noise);
        centre[h] += season_profile_at(&fit->season, history, fit->n + h);
    }
}

void smoothing_release(struct smoothing *fit)
{
    season_profile_release(&fit->season);
}
