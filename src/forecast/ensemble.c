#include "forecast/ensemble.h"

#include "base/memory.h"
#include "forecast/analog.h"
#include "forecast/combine.h"
#include "forecast/day_factors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ANALOG = ENSEMBLE_TRIED, DAY_FACTORS, FULL_SOLVES = 3, TRIAL_SOLVES = 1 };

/// Long forecasts are tried less often: so many steps in all, but some times in any case.
enum { TRIAL_STEPS = 20000, TRIALS_FEWEST = 15 };

// clang-format off
#define AROUND(a, b) {a, b, -1}, {a, b, 0}, {a, b, 1}
#define NEAREST {0, 0, 1}, {0, 0, 2}, {0, 0, 3}
#define END_OF_LAGS {0, 0, 0}

static const signed char lags_week[][3] = {NEAREST, AROUND(1, 0), AROUND(2, 0), AROUND(-1, 1),
                                           AROUND(0, 1), AROUND(1, 1), END_OF_LAGS};
static const signed char lags_days[][3] = {NEAREST, {1, 0, -2}, AROUND(1, 0), {1, 0, 2},
                                           AROUND(2, 0), AROUND(3, 0), AROUND(-1, 1),
                                           AROUND(0, 1), END_OF_LAGS};
static const signed char lags_weeks[][3] = {NEAREST, AROUND(1, 0), AROUND(2, 0), AROUND(0, 1),
                                            AROUND(1, 1), AROUND(0, 2), END_OF_LAGS};
static const signed char lags_nearest[][3] = {NEAREST, END_OF_LAGS};
static const signed char lags_two[][3] = {{0, 0, 1}, {0, 0, 2}, END_OF_LAGS};
static const signed char lags_one[][3] = {{0, 0, 1}, END_OF_LAGS};

/// Chosen on the odd-numbered M4 Hourly series and on earlier origins within them.
static const struct autoregression_design designs[ENSEMBLE_TRIED] = {
    {true, lags_week, 3, 1.0, 0, 0},
    {true, lags_days, 4, 1.5, 0.03, 10},
    {true, lags_weeks, 0, 1.0, 0, 0},
    {false, lags_week, 10, 1.0, 0, 0},
    {false, lags_nearest, 30, 1.0, 0.1, 8},
    {true, lags_two, 0, 1.5, 0.1, 0.5},
    {false, lags_one, 0, 1.5, 0.1, 0.5},
};
// clang-format on

static const char *const member_names[ENSEMBLE_MEMBERS] = {
    "recent days, log",
    "recent days and profile, log",
    "weeks, log",
    "recent weeks",
    "profile with three lags",
    "profile with two lags, log",
    "profile with one lag",
    "similar days",
    "day shapes",
};

const struct autoregression_design *ensemble_filter_design(void)
{
    static const struct autoregression_design design = {true, lags_week, 0, 1.0, 0, 0};
    return &design;
}

const char *ensemble_member_name(size_t member)
{
    return member_names[member];
}

static const struct standardised *scale_of(const struct ensemble *ensemble, size_t member)
{
    return designs[member].logarithm ? &ensemble->logarithm : &ensemble->linear;
}

/// How many steps at the end to hold out: a third of the history, at most five weeks (a year of
/// daily data), longer where a horizon would not fit otherwise.
static size_t held_out_steps(const struct history *history, size_t steps)
{
    // Daily data hold a year out: their bands would know one time of the year only otherwise.
    size_t most = history->long_season > 0 ? 10 * history->long_season : 53 * history->season;
    size_t held = history->n / 3;
    if (most > 0 && held > most)
        held = most;
    if (held < steps + 12)
        held = history->n / 2 < steps + 24 ? history->n / 2 : steps + 24;
    return held;
}

static void choose_origins(struct trials *trials, const struct history *history, size_t steps)
{
    trials->held_out = held_out_steps(history, steps);
    trials->steps = steps + 12 <= trials->held_out ? steps : 2 * trials->held_out / 3;
    if (trials->steps == 0)
        trials->steps = 1;
    size_t span = trials->held_out - trials->steps;
    size_t most = TRIAL_STEPS / trials->steps;
    most = most < TRIALS_FEWEST ? TRIALS_FEWEST : most > TRIALS_MOST ? TRIALS_MOST : most;
    size_t stride = span / (most - 1) + 1;
    if (stride < 2)
        stride = 2;
    // A stride that divides the season would try few times of day.
    while (stride > 4 && history->season > 0 && history->season % stride == 0)
        stride++;
    for (size_t ahead = 0; ahead <= span && trials->count < most; ahead += stride)
        trials->origin[trials->count++] = history->n - trials->held_out + ahead;
}

/// From the member's scale to the history's.
static double value_of(const struct history *history, size_t member, double scaled)
{
    return designs[member].logarithm ? history_exp(history, scaled) : scaled;
}

/// Paths of one member from every origin with frozen coefficients; returns the mean absolute log
/// error.
static double try_member(const struct ensemble *ensemble, size_t member,
                         const struct autoregression *fit, const struct trials *trials,
                         double *paths)
{
    const struct history *history = ensemble->history;
    const struct standardised *logarithm = &ensemble->logarithm;
    double sum = 0;
    double count = 0;
    for (size_t o = 0; o < trials->count; o++) {
        double *path = paths + o * trials->steps;
        size_t origin = trials->origin[o];
        autoregression_predict(fit, history, scale_of(ensemble, member), origin, trials->steps,
                               path);
        for (size_t h = 0; h < trials->steps; h++) {
            double value = value_of(history, member, path[h]);
            double forecast = designs[member].logarithm ? path[h] : history_log(history, value);
            path[h] = value;
            if (history->weight[origin + h] <= 0)
                continue;
            sum +=
                fabs(forecast - logarithm->mean - logarithm->deviation * logarithm->z[origin + h]);
            count++;
        }
    }
    return count > 0 ? sum / count : NAN;
}

/// Weight best error / error; 1 for the two members that take no part in the trials (they have too
/// few independent ones). Over windows within the training parts of the odd M4 Hourly series
/// (bench-m4 INNER=5), powers of 0, 1/2, 1, 2 and 3 of the ratio and fixed weights from 0 to 1.4:
/// the error falls up to these, and hardly beyond.
static void set_weights(struct ensemble *ensemble)
{
    double best = INFINITY;
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
        if (ensemble->usable[m] && !isnan(ensemble->error[m]))
            best = fmin(best, ensemble->error[m]);
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++) {
        bool tried = ensemble->usable[m] && !isnan(ensemble->error[m]);
        double ratio = tried && ensemble->error[m] > 0 ? best / ensemble->error[m] : 1;
        ensemble->weight[m] = tried ? ratio : 0;
        // A history too short for any trial: all that could be fitted count the same.
        if (ensemble->usable[m] && isinf(best))
            ensemble->weight[m] = 1;
    }
    ensemble->weight[ANALOG] = 1;
    ensemble->weight[DAY_FACTORS] = 1;
}

static double bounded_below(const struct history *history, double value)
{
    return history->nonnegative ? fmax(value, 0) : value;
}

static void combine_trials(const struct ensemble *ensemble, struct trials *trials,
                           double *const *paths)
{
    for (size_t i = 0; i < trials->count * trials->steps; i++) {
        double value[ENSEMBLE_TRIED];
        for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
            value[m] = paths[m] == NULL ? NAN : paths[m][i];
        trials->path[i] =
            bounded_below(ensemble->history, combine(value, ensemble->weight, ENSEMBLE_TRIED));
    }
}

/// Refits each member without the held-out part, by one solve that starts from the full fit's
/// robust factors, and lets it forecast from every origin.
static void run_trials(struct ensemble *ensemble, struct trials *trials, double *const *robust)
{
    const struct history *history = ensemble->history;
    size_t shown = history->n - trials->held_out;
    double *paths[ENSEMBLE_TRIED] = {NULL};
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++) {
        ensemble->error[m] = NAN;
        struct autoregression fit;
        if (!ensemble->usable[m] ||
            !autoregression_fit(&fit, &designs[m], history, scale_of(ensemble, m), shown,
                                TRIAL_SOLVES, robust[m]))
            continue;
        paths[m] = mem_alloc(trials->count * trials->steps, sizeof(double));
        ensemble->error[m] = try_member(ensemble, m, &fit, trials, paths[m]);
        autoregression_release(&fit);
    }
    set_weights(ensemble);
    trials->path = mem_alloc(trials->count * trials->steps, sizeof(double));
    combine_trials(ensemble, trials, paths);
    bool any = false;
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++) {
        any = any || paths[m] != NULL;
        free(paths[m]);
    }
    if (!any)
        trials->count = 0;
}

bool ensemble_fit(struct ensemble *ensemble, const struct history *history, size_t steps,
                  struct trials *trials)
{
    *ensemble = (struct ensemble){.history = history};
    *trials = (struct trials){0};
    standardised_init(&ensemble->linear, history, false);
    standardised_init(&ensemble->logarithm, history, true);
    double *robust[ENSEMBLE_TRIED];
    bool any = false;
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++) {
        robust[m] = mem_alloc(history->n, sizeof(double));
        for (size_t t = 0; t < history->n; t++)
            robust[m][t] = 1;
        ensemble->usable[m] =
            autoregression_fit(&ensemble->fit[m], &designs[m], history, scale_of(ensemble, m),
                               history->n, FULL_SOLVES, robust[m]);
        any = any || ensemble->usable[m];
    }
    if (any) {
        choose_origins(trials, history, steps);
        run_trials(ensemble, trials, robust);
    }
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
        free(robust[m]);
    if (!any)
        ensemble_release(ensemble);
    return any;
}

static void predict_member(const struct ensemble *ensemble, size_t member, size_t origin,
                           size_t steps, double *path)
{
    const struct history *history = ensemble->history;
    autoregression_predict(&ensemble->fit[member], history, scale_of(ensemble, member), origin,
                           steps, path);
    for (size_t h = 0; h < steps; h++)
        path[h] = value_of(history, member, path[h]);
}

void ensemble_predict_tried(const struct ensemble *ensemble, size_t origin, size_t steps,
                            double *path)
{
    double *paths = mem_alloc(ENSEMBLE_TRIED * steps, sizeof *paths);
    double weight[ENSEMBLE_TRIED];
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++) {
        weight[m] = ensemble->usable[m] ? ensemble->weight[m] : 0;
        if (ensemble->usable[m])
            predict_member(ensemble, m, origin, steps, paths + m * steps);
    }
    for (size_t h = 0; h < steps; h++) {
        double value[ENSEMBLE_TRIED];
        for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
            value[m] = paths[m * steps + h];
        path[h] = bounded_below(ensemble->history, combine(value, weight, ENSEMBLE_TRIED));
    }
    free(paths);
}

void ensemble_predict(const struct ensemble *ensemble, size_t steps, double *path)
{
    const struct history *history = ensemble->history;
    double *paths = mem_alloc(ENSEMBLE_MEMBERS * steps, sizeof *paths);
    double weight[ENSEMBLE_MEMBERS];
    memcpy(weight, ensemble->weight, sizeof weight);
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
        if (ensemble->usable[m])
            predict_member(ensemble, m, history->n, steps, paths + m * steps);
    if (!analog_predict(history, steps, paths + ANALOG * steps))
        weight[ANALOG] = 0;
    if (!day_factors_predict(history, steps, paths + DAY_FACTORS * steps))
        weight[DAY_FACTORS] = 0;
    for (size_t h = 0; h < steps; h++) {
        double value[ENSEMBLE_MEMBERS];
        for (size_t m = 0; m < ENSEMBLE_MEMBERS; m++)
            value[m] = paths[m * steps + h];
        path[h] = bounded_below(history, combine(value, weight, ENSEMBLE_MEMBERS));
    }
    free(paths);
}

void trials_release(struct trials *trials)
{
    free(trials->path);
    trials->path = NULL;
}

void ensemble_release(struct ensemble *ensemble)
{
    for (size_t m = 0; m < ENSEMBLE_TRIED; m++)
        if (ensemble->usable[m])
            autoregression_release(&ensemble->fit[m]);
    standardised_release(&ensemble->linear);
    standardised_release(&ensemble->logarithm);
}
