#include "forecast/cleaning.h"

#include "base/memory.h"
#include "forecast/ensemble.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OUTLIER_MADS 10.0
/// A phase whose values hardly vary is judged by this share of the overall deviation.
#define LEAST_SHARE 0.5

enum { SOLVES = 3 };

/// Median absolute one-step error by phase of the season.
static void deviations(const struct autoregression *fit, const struct history *history,
                       const double *z, double *by_phase)
{
    size_t begin = autoregression_longest_lag(fit);
    size_t season = history->season;
    double *error = mem_alloc(history->n, sizeof *error);
    double *scratch = mem_alloc(history->n, sizeof *scratch);
    for (size_t t = begin; t < history->n; t++)
        scratch[t - begin] = error[t] = fabs(z[t] - autoregression_next(fit, history, z, t));
    double overall = median_select(scratch, history->n - begin);
    for (size_t p = 0; p < season; p++) {
        size_t count = 0;
        for (size_t t = begin + p; t < history->n; t += season)
            scratch[count++] = error[t];
        double median = median_select(scratch, count);
        by_phase[history_phase(history, begin + p)] = fmax(median, LEAST_SHARE * overall);
    }
    free(error);
    free(scratch);
}

static void restore(double *z, const double *original, unsigned char *outlier, size_t from,
                    size_t to)
{
    memcpy(z + from, original + from, (to - from) * sizeof *z);
    memset(outlier + from, 0, to - from);
}

/// Forward filter: z becomes the cleaned values.
static size_t filter(const struct autoregression *fit, const struct history *history,
                     const double *original, const double *by_phase, double *z,
                     unsigned char *outlier)
{
    size_t begin = autoregression_longest_lag(fit);
    size_t longest_run = history->season / 3;
    size_t run = 0;
    size_t replaced = 0;
    for (size_t t = begin; t < history->n; t++) {
        double predicted = autoregression_next(fit, history, z, t);
        double limit = OUTLIER_MADS * by_phase[history_phase(history, t)];
        if (!(fabs(original[t] - predicted) > limit)) {
            run = 0;
            continue;
        }
        z[t] = predicted;
        outlier[t] = 1;
        run++;
        replaced++;
        if (run > longest_run) {
            restore(z, original, outlier, t + 1 - run, t + 1);
            replaced -= run;
            run = 0;
        }
    }
    return replaced;
}

static void copy_cleaned(const struct history *history, const struct standardised *logarithm,
                         const double *z, const unsigned char *outlier, struct history *cleaned)
{
    *cleaned = *history;
    cleaned->value = mem_alloc(history->n, sizeof *cleaned->value);
    cleaned->weight = mem_alloc(history->n, sizeof *cleaned->weight);
    for (size_t t = 0; t < history->n; t++) {
        double predicted = history_exp(history, logarithm->mean + logarithm->deviation * z[t]);
        cleaned->value[t] = outlier[t] ? predicted : history->value[t];
        cleaned->weight[t] = history->weight[t];
    }
}

size_t cleaning_apply(const struct history *history, struct history *cleaned,
                      unsigned char *outlier)
{
    if (history->season == 0)
        return 0;
    struct standardised logarithm;
    standardised_init(&logarithm, history, true);
    double *robust = mem_alloc(history->n, sizeof *robust);
    for (size_t t = 0; t < history->n; t++)
        robust[t] = 1;
    memset(outlier, 0, history->n);
    size_t replaced = 0;
    struct autoregression fit;
    if (autoregression_fit(&fit, ensemble_filter_design(), history, &logarithm, history->n, SOLVES,
                           robust)) {
        double *by_phase = mem_alloc(history->season, sizeof *by_phase);
        double *z = mem_alloc(history->n, sizeof *z);
        memcpy(z, logarithm.z, history->n * sizeof *z);
        deviations(&fit, history, logarithm.z, by_phase);
        replaced = filter(&fit, history, logarithm.z, by_phase, z, outlier);
        if (replaced > 0)
            copy_cleaned(history, &logarithm, z, outlier, cleaned);
        free(by_phase);
        free(z);
        autoregression_release(&fit);
    }
    free(robust);
    standardised_release(&logarithm);
    return replaced;
}
