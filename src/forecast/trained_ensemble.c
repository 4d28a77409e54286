#include "forecast/trained_ensemble.h"

#include "base/memory.h"
#include "forecast/cleaning.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

enum { FEWEST_SEASONS_TO_CLEAN = 21 };

/// A cleaned history must make the trials this much better.
#define CLEANING_GAIN 0.97
#define TRUNCATE_AT 3.0

/// Mean absolute log error of the trials against `truth`, each truncated at three times the median
/// error `*median` (computed here when it is NaN): an outlier that nobody can foresee must not
/// decide.
static double truncated_error(const struct history *truth, const struct trials *trials,
                              double *median)
{
    size_t total = trials->count * trials->steps;
    double *error = mem_alloc(total, sizeof *error);
    size_t n = 0;
    for (size_t o = 0; o < trials->count; o++) {
        for (size_t h = 0; h < trials->steps; h++) {
            size_t t = trials->origin[o] + h;
            if (truth->weight[t] > 0)
                error[n++] = fabs(history_log(truth, truth->value[t]) -
                                  history_log(truth, trials->path[o * trials->steps + h]));
        }
    }
    if (isnan(*median))
        *median = median_select(error, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fmin(error[i], TRUNCATE_AT * *median);
    free(error);
    return n > 0 ? sum / (double)n : NAN;
}

void trained_ensemble_release(struct trained_ensemble *fitted)
{
    trials_release(&fitted->trials);
    ensemble_release(&fitted->ensemble);
}

bool trained_ensemble_try_cleaned(const struct history *history, size_t steps,
                                  struct trained_ensemble *fitted, struct history *cleaned,
                                  struct ladder_report *report)
{
    if (history->season == 0 || history->n < FEWEST_SEASONS_TO_CLEAN * history->season ||
        fitted->trials.count == 0)
        return false;
    unsigned char *outlier = mem_alloc(history->n, 1);
    size_t count = cleaning_apply(history, cleaned, outlier);
    bool better = false;
    struct trained_ensemble other;
    if (count > 0 && ensemble_fit(&other.ensemble, cleaned, steps, &other.trials)) {
        double median = NAN;
        double error = truncated_error(history, &fitted->trials, &median);
        better = truncated_error(history, &other.trials, &median) < CLEANING_GAIN * error;
        if (better) {
            trained_ensemble_release(fitted);
            *fitted = other;
            report->outliers = count;
            while (!outlier[report->first_outlier])
                report->first_outlier++;
        } else {
            trained_ensemble_release(&other);
        }
    }
    if (count > 0 && !better)
        history_release(cleaned);
    free(outlier);
    return better;
}
