// Scores of trials: error against seasonal naive, and coverage of the upper bounds.
#ifndef HEADROOM_FORECAST_BACKTEST_H
#define HEADROOM_FORECAST_BACKTEST_H

#include "forecast/ensemble.h"
#include "forecast/forecast.h"

/// Scores the trials. Errors are means over all origins and steps. Coverage is honest: bands learnt
/// from the first half of the origins, judged on the second.
void backtest_score(const struct history *history, const struct trials *trials, int64_t step_s,
                    struct backtest *backtest);

/// How far a forecast can be trusted, 0 .. 1: its skill against seasonal naive (0 where it has
/// none) times the share of what p95 promises that it held; NaN without a backtest.
double backtest_confidence(const struct backtest *backtest);

#endif
