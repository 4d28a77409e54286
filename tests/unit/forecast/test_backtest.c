#include "forecast/backtest.h"
#include "maths/maths.h"
#include "plain_history.h"
#include "tap.h"

#include <math.h>

/// Errors are measured by hand: forecasts 0 where the values are 1, 2, 3 ...; season 1.
static void scores(void)
{
    const double value[] = {8, 8, 9, 9, 10, 1, 2, 3};
    double path[3] = {0, 0, 0};
    struct history history;
    history_init_plain(&history, value, 8, 0, 0, 0);
    struct trials trials = {.count = 1, .steps = 3, .held_out = 3, .origin = {5}, .path = path};
    struct backtest backtest;
    backtest_score(&history, &trials, 3600, &backtest);
    // Mean error (1+2+3)/3 = 2; naive from 10: (9+8+7)/3 = 8; one-step changes 0 1 0 1: 0.5.
    near(backtest.mase, 4, 1e-12, "MASE");
    near(backtest.mase_naive, 16, 1e-12, "of seasonal naive");
    near(backtest.skill, .75, 1e-12, "skill");
    near(backtest.coverage_p95, NAN, 0, "one origin is too few for coverage");
    is_int(backtest.steps, 3, "steps");
    history_release(&history);
}

int main(void)
{
    maths_init();
    scores();
    return done();
}
