#include "forecast/rare.h"

#include "base/memory.h"
#include "forecast/backtest.h"
#include "forecast/bands.h"
#include "forecast/naive.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY_S = 86400,
    TRIED_DAYS = 2,
    HOURS_A_DAY = 24,
    FEWEST_AN_HOUR = 20,
    FEWEST_EXACT = 8,
    INTERVAL_LOW = 1
};

/// Place of the upper end of the 95 % interval among the levels; INTERVAL_LOW is the lower one's.
enum { INTERVAL_HIGH = 17 };

/// Times of the season are told apart where the loss is this much smaller.
#define GAIN 0.97
/// Models must do better than that, in the middle too: which of two bounds does better on a few
/// bursts is mostly chance.
#define GAIN_OF_MODELS 0.8

/// Which values of the season belong together: those of a part and of as many beside it.
struct grouping {
    size_t parts;  ///< of the season; 1: all values are alike
    size_t reach;  ///< parts to either side
    size_t fewest; ///< values of a group that stands by itself
};

/// Quantile tables of what was measured: one for each part of the season, or one for all.
struct frequencies {
    size_t parts;
    double row[HOURS_A_DAY][PREDICTIVE_LEVELS];
    double mean[HOURS_A_DAY]; ///< exact: levels do not say where among them the zeros end
};

static bool is_rare(const struct history *history)
{
    size_t zeros = 0;
    for (size_t t = 0; t < history->n; t++)
        zeros += history->weight[t] > 0 && history->value[t] == 0;
    return history->nonnegative && 2 * zeros > history->measured;
}

static size_t parts_of(const struct history *history)
{
    return history->season < HOURS_A_DAY ? history->season : HOURS_A_DAY;
}

static size_t part_at(const struct history *history, size_t parts, size_t t)
{
    return parts <= 1 ? 0 : history_phase(history, t) * parts / history->season;
}

static const double *row_at(const struct frequencies *frequencies, const struct history *history,
                            size_t t)
{
    return frequencies->row[part_at(history, frequencies->parts, t)];
}

/// The measured values before step `to` of the group around one part.
static size_t values_of_part(const struct history *history, size_t to,
                             const struct grouping *grouping, size_t part, double *value)
{
    size_t n = 0;
    size_t parts = grouping->parts;
    for (size_t t = 0; t < to; t++) {
        size_t apart = (part_at(history, parts, t) + parts - part) % parts;
        bool belongs = apart <= grouping->reach || apart >= parts - grouping->reach;
        if (belongs && history->weight[t] > 0)
            value[n++] = history->value[t];
    }
    return n;
}

/// Quantiles of type 6 by way of type 7, whose place is (n - 1) q.
static void set_row(double *value, size_t n, double row[PREDICTIVE_LEVELS])
{
    sort_values(value, n);
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        double place = predictive_level[i] * ((double)n + 1) - 1;
        double level = n > 1 ? place / ((double)n - 1) : 0;
        row[i] = quantile_sorted(value, n, fmin(fmax(level, 0), 1));
    }
}

static double mean_of(const double *value, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    return sum / (double)n;
}

/// False where a part has too few values before step `to` to stand alone.
static bool frequencies_fit(struct frequencies *frequencies, const struct history *history,
                            size_t to, const struct grouping *grouping)
{
    double *value = mem_alloc(history->n, sizeof *value);
    frequencies->parts = grouping->parts;
    bool is_enough = true;
    for (size_t part = 0; part < grouping->parts && is_enough; part++) {
        size_t n = values_of_part(history, to, grouping, part, value);
        is_enough = n >= grouping->fewest;
        if (!is_enough)
            break;
        set_row(value, n, frequencies->row[part]);
        frequencies->mean[part] = mean_of(value, n);
    }
    free(value);
    return is_enough;
}

static double pinball(double level, double bound, double value)
{
    return value > bound ? level * (value - bound) : (1 - level) * (bound - value);
}

/// Pinball loss of the upper bounds of one row.
static double upper_loss(const double *row, double value)
{
    double sum = 0;
    for (size_t i = PREDICTIVE_P90; i <= PREDICTIVE_P99; i++)
        sum += pinball(predictive_level[i], row[i], value);
    return sum;
}

static const struct grouping all_alike = {1, 0, 1};

/// Loss on the last third of the upper bounds learnt from what came before; infinite where a group
/// has too few values.
static double loss_of(const struct history *history, const struct grouping *grouping)
{
    struct frequencies frequencies;
    size_t shown = history->n * 2 / 3;
    double loss = 0;
    if (!frequencies_fit(&frequencies, history, shown, grouping))
        return INFINITY;
    for (size_t t = shown; t < history->n; t++)
        if (history->weight[t] > 0)
            loss += upper_loss(row_at(&frequencies, history, t), history->value[t]);
    return loss;
}

/// By time of the season where that does better: hours with their neighbours, or, for what comes by
/// the clock, each by itself.
static struct grouping choose_grouping(const struct history *history)
{
    size_t parts = parts_of(history);
    const struct grouping candidates[] = {
        {parts, parts == HOURS_A_DAY ? 1 : 0, FEWEST_AN_HOUR},
        {parts, 0, FEWEST_EXACT},
    };
    struct grouping best = all_alike;
    if (parts < 2)
        return best;
    double least = loss_of(history, &best);
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        double loss = loss_of(history, &candidates[i]);
        if (loss < GAIN * least) {
            least = loss;
            best = candidates[i];
        }
    }
    return best;
}

/// Whether an ensemble tells when demand comes: its bands, learnt from the first half of its
/// trials, lose clearly less on the second, and its middle misses by less.
static bool ensemble_is_better(const struct history *history, const struct grouping *grouping,
                               size_t steps)
{
    struct ensemble ensemble;
    struct trials trials;
    struct frequencies shown;
    bool is_better = false;
    if (!ensemble_fit(&ensemble, history, steps, &trials))
        return false;
    if (trials.count >= 2 && frequencies_fit(&shown, history, trials.origin[0], grouping)) {
        struct bands bands;
        size_t half = trials.count / 2;
        bands_fit(&bands, history, &trials, 0, half, 0);
        double loss = 0;
        double loss_ensemble = 0;
        double error = 0;
        double error_ensemble = 0;
        for (size_t i = half * trials.steps; i < trials.count * trials.steps; i++) {
            size_t h = i % trials.steps;
            size_t origin = trials.origin[i / trials.steps];
            if (history->weight[origin + h] <= 0)
                continue;
            double row[PREDICTIVE_LEVELS];
            double low, high;
            bands_apply(&bands, history, origin, h, trials.path[i], row, &low, &high);
            double value = history->value[origin + h];
            const double *frequent = row_at(&shown, history, origin + h);
            loss += upper_loss(frequent, value);
            loss_ensemble += upper_loss(row, value);
            error += fabs(value - frequent[PREDICTIVE_P50]);
            error_ensemble += fabs(value - trials.path[i]);
        }
        is_better =
            loss_ensemble < GAIN_OF_MODELS * loss && error_ensemble < GAIN_OF_MODELS * error;
        bands_release(&bands);
    }
    trials_release(&trials);
    ensemble_release(&ensemble);
    return is_better;
}

/// The backtest: what was frequent before the trials, on what came in them.
static void try_frequencies(const struct history *history, int64_t step_s,
                            const struct grouping *grouping, size_t steps,
                            struct ladder_report *report)
{
    struct trials trials;
    struct frequencies shown;
    struct bands bands;
    naive_trials(history, history->season, steps, &trials);
    if (!frequencies_fit(&shown, history, trials.origin[0], grouping))
        frequencies_fit(&shown, history, history->n, &all_alike);
    double within_p95 = 0;
    double within_p99 = 0;
    double seen = 0;
    for (size_t i = 0; i < trials.count * trials.steps; i++) {
        size_t t = trials.origin[i / trials.steps] + i % trials.steps;
        const double *row = row_at(&shown, history, t);
        trials.path[i] = row[PREDICTIVE_P50];
        if (history->weight[t] <= 0)
            continue;
        within_p95 += history->value[t] <= row[PREDICTIVE_P95];
        within_p99 += history->value[t] <= row[PREDICTIVE_P99];
        seen++;
    }
    backtest_score(history, &trials, step_s, &report->backtest);
    report->backtest.coverage_p95 = seen > 0 ? within_p95 / seen : NAN;
    report->backtest.coverage_p99 = seen > 0 ? within_p99 / seen : NAN;
    if (report->paths != NULL) {
        bands_fit(&bands, history, &trials, 0, trials.count, 0);
        error_process_fit(&report->paths->errors, &bands, history, &trials);
        bands_release(&bands);
    }
    trials_release(&trials);
}

bool rare_outlook(const struct history *history, int64_t step_s, bool with_ensemble,
                  struct predictive_table *outlook, struct ladder_report *report)
{
    struct frequencies frequencies;
    if (!is_rare(history))
        return false;
    struct grouping grouping = choose_grouping(history);
    size_t steps = step_s < DAY_S ? (size_t)(TRIED_DAYS * DAY_S / step_s) : 1;
    if (with_ensemble && ensemble_is_better(history, &grouping, steps))
        return false;
    frequencies_fit(&frequencies, history, history->n, &grouping);
    for (size_t h = 0; h < outlook->steps; h++) {
        const double *row = row_at(&frequencies, history, history->n + h);
        memcpy(outlook->quantile + h * PREDICTIVE_LEVELS, row, sizeof frequencies.row[0]);
        outlook->centre[h] = row[PREDICTIVE_P50];
        outlook->mean[h] = frequencies.mean[part_at(history, frequencies.parts, history->n + h)];
        outlook->low[h] = row[INTERVAL_LOW];
        outlook->high[h] = row[INTERVAL_HIGH];
    }
    try_frequencies(history, step_s, &grouping, steps, report);
    return true;
}
