#include "forecast/fresh_shift.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// Of 36 upward runs at the end of windows of public metrics, half the jump stayed for a day in 6
/// of 19 that were 4 to 12 hours old, and in none of 14 of three hours: three steps are told, and
/// change nothing.
enum { FEWEST_PHASES = 12, FEWEST_DAYS = 4, FEWEST_STEPS = 3, FEWEST_MIXED = 4, FEW_STEPS = 6 };

#define LEAST_JUMP 0.15
#define MOST_FALL (-3.0)
#define MOST_RISE 2.3
#define OUTSIDE 0.9

#define SHARE_BRIEF 0.1
#define SHARE_UP 0.3
#define SHARE_DOWN 0.35
#define HALF_LIFE_DAYS 7.0
/// Beyond so many days nothing of a share is left that a p99 would show.
#define LONGEST_DAYS 42.0
/// Of the share, in the centre.
#define CENTRE_SHARE 0.6

enum { P5 = 2 };

/// Ages that are tried, in twenty-fourths of a day, the longest first: a forecast from within a
/// shift knows it, and one from before it is proved right by each step of the old level.
enum { PARTS = 24, FEWEST_PARTS = 3 };

/// Tries the last `*steps` steps against the forecast from before them; from the first that is
/// outside on where they have left.
static bool has_left(const struct history *history, const struct ensemble *ensemble,
                     const struct bands *bands, size_t *last, double *factor)
{
    const size_t steps = *last;
    size_t origin = history->n - steps;
    double *path = mem_alloc(steps, sizeof *path);
    double *jump = mem_alloc(steps, sizeof *jump);
    ensemble_predict_tried(ensemble, origin, steps, path);
    for (size_t h = 0; h < steps; h++)
        jump[h] =
            history->weight[origin + h] > 0
                ? history_log(history, history->value[origin + h]) - history_log(history, path[h])
                : NAN;
    double middle = median_present(jump, steps);
    size_t level = middle > 0 ? PREDICTIVE_P95 : P5;
    double side = middle > 0 ? 1 : -1;
    size_t outside = 0;
    for (size_t h = 0; h < steps; h++) {
        double bound = bands_quantile(bands, history, origin, h, path[h], level);
        // Half the way there, or it belongs to the old level.
        bool is_outside =
            side * (history->value[origin + h] - bound) > 0 && side * jump[h] > side * middle / 2;
        if (is_outside && outside == 0)
            *last = steps - h;
        outside += is_outside;
    }
    free(path);
    free(jump);
    *factor = exp(fmin(fmax(middle, MOST_FALL), MOST_RISE));
    return side * middle > LEAST_JUMP &&
           (double)outside >= (steps < FEW_STEPS ? 1 : OUTSIDE) * (double)steps;
}

static bool has_weeks(const struct history *history)
{
    return history->long_season > 0 && history->n >= 3 * history->long_season;
}

/// log(value) less the median of its phase: of the week where three are there, else of the day.
static double *from_usual(const struct history *history)
{
    size_t phases = has_weeks(history) ? history->long_season : history->season;
    double *away = mem_alloc(history->n, sizeof *away);
    double *same = mem_alloc(history->n / phases + 1, sizeof *same);
    for (size_t phase = 0; phase < phases; phase++) {
        size_t count = 0;
        for (size_t t = phase; t < history->n; t += phases)
            if (history->weight[t] > 0)
                same[count++] = history_log(history, history->value[t]);
        double usual = median_select(same, count);
        for (size_t t = phase; t < history->n; t += phases)
            away[t] =
                history->weight[t] > 0 ? history_log(history, history->value[t]) - usual : NAN;
    }
    free(same);
    return away;
}

/// How many runs before the last `steps` went half as far the same way, lasted half as long, and
/// were over within three days; `away`: from what is usual.
static size_t count_passed(const struct history *history, const double *away, size_t steps,
                           double factor)
{
    double limit = fabs(log(factor)) / 2;
    double side = factor > 1 ? 1 : -1;
    size_t least = steps / 2 > 2 ? steps / 2 : 2;
    size_t passed = 0;
    size_t run = 0;
    for (size_t t = 0; t + steps < history->n; t++) {
        bool is_away = side * away[t] > limit;
        passed += !is_away && run >= least && run <= 3 * history->season;
        run = is_away ? run + 1 : 0;
    }
    return passed;
}

/// What the last `steps` are of what they would have been: by the same hours of the weeks and the
/// level of the day before. The members, fitted to them too, expect some of the shift.
static double factor_of(const struct history *history, const double *away, size_t steps)
{
    size_t from = history->n - steps;
    double jump = median_present(away + from, steps) -
                  median_present(away + from - history->season, history->season);
    return exp(fmin(fmax(jump, MOST_FALL), MOST_RISE));
}

/// The more like it went by, the less it will stay. No shift where the usual week says that it is
/// the hours before that had left, and these have come back.
static struct fresh_shift shift_of(const struct history *history, size_t steps, double factor)
{
    double *away = from_usual(history);
    double passed = (double)count_passed(history, away, steps, factor);
    double share = factor < 1 ? SHARE_DOWN : 6 * steps < history->season ? SHARE_BRIEF : SHARE_UP;
    double measured = has_weeks(history) ? factor_of(history, away, steps) : factor;
    bool is_back = (factor > 1 ? log(measured) : -log(measured)) < LEAST_JUMP;
    free(away);
    if (is_back)
        return (struct fresh_shift){.factor = 1};
    return (struct fresh_shift){steps, measured, steps >= FEWEST_MIXED, share / (1 + passed)};
}

void fresh_shift_find(const struct history *history, const struct ensemble *ensemble,
                      const struct bands *bands, struct fresh_shift *shift)
{
    *shift = (struct fresh_shift){.factor = 1};
    if (history->is_settled || history->season < FEWEST_PHASES ||
        history->n < FEWEST_DAYS * history->season)
        return;
    for (size_t part = PARTS; part >= FEWEST_PARTS && shift->steps == 0; part--) {
        size_t steps = history->season * part / PARTS;
        double factor;
        if (steps >= FEWEST_STEPS && has_left(history, ensemble, bands, &steps, &factor))
            *shift = shift_of(history, steps, factor);
    }
}

/// Mixes the `shifted` row, around `centre`, into step h of the outlook.
static void mix_step(const struct history *history, double share, bool is_up, double centre,
                     const double *shifted, size_t h, struct predictive_table *outlook)
{
    double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
    double mixed[PREDICTIVE_LEVELS];
    predictive_mix(row, shifted, share, mixed);
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        row[i] = is_up                ? fmax(row[i], mixed[i])
                 : i < PREDICTIVE_P50 ? fmin(row[i], mixed[i])
                                      : row[i];
    outlook->low[h] = fmin(outlook->low[h], predictive_quantile(row, 0.025));
    outlook->high[h] = fmax(outlook->high[h], predictive_quantile(row, 0.975));
    if (!is_up)
        return;
    double apart = history_log(history, centre) - history_log(history, outlook->centre[h]);
    double moved = history_exp(history, history_log(history, outlook->centre[h]) +
                                            CENTRE_SHARE * share * fmax(apart, 0));
    if (outlook->centre[h] > 0)
        outlook->mean[h] *= moved / outlook->centre[h];
    outlook->centre[h] = moved;
}

void fresh_shift_mix(const struct fresh_shift *shift, const struct ensemble *ensemble,
                     const struct bands *bands, struct predictive_table *outlook)
{
    const struct history *history = ensemble->history;
    bool is_up = shift->factor > 1;
    size_t day = history->season;
    size_t longest = (size_t)LONGEST_DAYS * day;
    size_t steps = outlook->steps < longest ? outlook->steps : longest;
    size_t origin = history->n - shift->steps;
    if (shift->steps == 0 || !shift->is_mixed)
        return;
    double *path = mem_alloc(shift->steps + steps, sizeof *path);
    ensemble_predict_tried(ensemble, origin, shift->steps + steps, path);
    for (size_t h = 0; h < steps; h++) {
        double shifted[PREDICTIVE_LEVELS];
        double low, high;
        double centre = path[shift->steps + h];
        bands_apply(bands, history, origin, shift->steps + h, centre, shifted, &low, &high);
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
            shifted[i] *= shift->factor;
        double left = exp2(-(double)h / (HALF_LIFE_DAYS * (double)day));
        mix_step(history, shift->share * left, is_up, centre * shift->factor, shifted, h, outlook);
    }
    free(path);
}
