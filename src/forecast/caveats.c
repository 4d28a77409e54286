#include "forecast/caveats.h"

#include "base/number.h"
#include "base/unit.h"

#include <math.h>
#include <string.h>

/// An error this much larger than seasonal naive's is no accident of the windows.
#define WORSE_THAN_NAIVE 0.1
/// p95 is meant to hold for 95 %.
#define COVERAGE_LOW 0.90
#define COVERAGE_HIGH 0.995
/// Bounds this many times the highest value are extrapolation.
#define FAR_BEYOND 1.5
/// So many times as far as the backtest went, a forecast is another thing than what was tested.
#define FAR_UNTESTED 4.0
/// Growth a month that differs by less is the same to a planner.
#define SAME_GROWTH 0.03

/// A share this high is full, and full in so many of its steps it hides demand.
#define FULL 0.995
#define SATURATED_STEPS 0.05

enum { P95 = 2, DIGITS = 4, FEWEST_ORIGINS = 4 };

/// Notes, no warnings: on windows of public metrics, days and weeks that passed the bounds were no
/// more frequent after them than without (tests/unit/forecast/test_warnings.c holds the figures).
static void note_backtest(const struct forecast *forecast, struct notes *notes)
{
    const struct backtest *backtest = &forecast->backtest;
    char span[UNIT_NAME_MAX];
    char held[NUMBER_TEXT_MAX];
    // What a few forecasts missed by is chance, and what never moves is hit by anything.
    if (backtest->origins < FEWEST_ORIGINS || isnan(backtest->skill))
        return;
    duration_format(span, (double)backtest->steps * (double)backtest->step_s);
    if (backtest->skill < -WORSE_THAN_NAIVE)
        notes_add(notes, NOTE_INFO, "worse-than-naive",
                  "in the backtest (%zu forecasts of %s) the forecast missed by %.2g times as much "
                  "as repeating the last season would: more history, or --changepoint auto, may "
                  "help; the measured peak is another thing to size for",
                  backtest->origins, span, 1 - backtest->skill);
    if (backtest->coverage_p95 < COVERAGE_LOW)
        notes_add(notes, NOTE_INFO, "bounds-too-low",
                  "in the backtest p95 held for only %s of the values, not 95%%: p99 and a "
                  "shorter --horizon are on the safer side",
                  percent_format(held, backtest->coverage_p95, DIGITS - 2));
    // A value that recurs, such as one job's size, is a bound that always holds and the right one.
    if (backtest->coverage_p95 > COVERAGE_HIGH && strcmp(forecast->method, "empirical") != 0)
        notes_add(notes, NOTE_INFO, "bounds-too-high",
                  "in the backtest p95 held for %s of the values, not 95%%: the bounds are on "
                  "the safe side, and capacity for them is too",
                  percent_format(held, backtest->coverage_p95, DIGITS - 1));
}

static void note_reach(const struct series *series, const struct forecast *forecast,
                       struct notes *notes)
{
    double most = -INFINITY;
    double highest = -INFINITY;
    for (size_t i = 0; i < series->n; i++)
        most = fmax(most, series->value[i]);
    for (size_t h = 0; h < forecast->n; h++)
        highest = fmax(highest, forecast->level[P95][h]);
    if (!(most > 0) || highest <= FAR_BEYOND * most)
        return;
    char reached[NUMBER_TEXT_MAX];
    char seen[NUMBER_TEXT_MAX];
    notes_add(notes, NOTE_WARNING, "beyond-seen",
              "p95 reaches %s, %.1f times the highest value of the history (%s): it assumes that "
              "growth goes on as nothing in the history can confirm; give a shorter --horizon, or "
              "treat it as a scenario",
              number_format_human(reached, highest, DIGITS), highest / most,
              number_format_human(seen, most, DIGITS));
}

/// What lies far beyond the trials was never held against what came.
static void note_untested(const struct forecast *forecast, struct notes *notes)
{
    char tested[UNIT_NAME_MAX];
    char asked[UNIT_NAME_MAX];
    double tested_s = (double)forecast->backtest.steps * (double)forecast->backtest.step_s;
    double asked_s = (double)forecast->n * (double)forecast->step_s;
    if (forecast->backtest.origins == 0 || asked_s < FAR_UNTESTED * tested_s ||
        strcmp(forecast->method, "ensemble") != 0)
        return;
    notes_add(
        notes, NOTE_INFO, "untested",
        "the backtest reached %s ahead of the horizon's %s: what comes later continues level, "
        "usual week and growth, and was not tested",
        duration_format(tested, tested_s), duration_format(asked, asked_s));
}

static void note_growth(const struct growth_report *growth, struct notes *notes)
{
    char history[NUMBER_TEXT_MAX];
    char forecast[NUMBER_TEXT_MAX];
    if (!growth->is_used || fabs(growth->history - growth->forecast) <= SAME_GROWTH)
        return;
    notes_add(notes, NOTE_INFO, "growth",
              "the history grew by %s a month at its end, the forecast by %s a month over its "
              "horizon: growth %s",
              percent_format_change(history, growth->history, DIGITS - 1),
              percent_format_change(forecast, growth->forecast, DIGITS - 1),
              fabs(growth->forecast) > fabs(growth->history) ? "of the last weeks counts for more"
              : growth->is_certain                           ? "as fast is taken to slow down"
                                   : "that is not certain is taken to fade");
}

/// A share that stands at 100 % shows the limit, not the demand for what lies above it.
static void note_saturated(const struct series *series, struct notes *notes)
{
    char held[NUMBER_TEXT_MAX];
    double full = 0;
    double measured = 0;
    if (series->unit.dimension != DIMENSION_RATIO || !(series->unit.scale > 0))
        return;
    for (size_t i = 0; i < series->n; i++) {
        double share = series->value[i] * series->unit.scale;
        measured += isnan(share) ? 0 : 1;
        full += share >= FULL && share <= 1 + (1 - FULL);
    }
    if (measured > 0 && full >= SATURATED_STEPS * measured)
        notes_add(notes, NOTE_WARNING, "saturated",
                  "\"%s\" stands at 100%% in %s of its steps: demand above it is not seen, and the "
                  "forecast is a lower bound; forecast requests, or queue length, instead",
                  series->name, percent_format(held, full / measured, DIGITS - 2));
}

void caveats_note(const struct series *series, const struct forecast *forecast,
                  const struct growth_report *growth, struct notes *notes)
{
    note_backtest(forecast, notes);
    note_saturated(series, notes);
    note_reach(series, forecast, notes);
    note_untested(forecast, notes);
    note_growth(growth, notes);
}
