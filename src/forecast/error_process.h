// How the errors of a forecast hang together from step to step: a Gaussian process whose
// autocorrelation is that of the backtest's errors.
#ifndef HEADROOM_FORECAST_ERROR_PROCESS_H
#define HEADROOM_FORECAST_ERROR_PROCESS_H

#include "forecast/bands.h"
#include "forecast/ensemble.h"
#include "maths/random.h"

#include <stddef.h>

enum { ERROR_PROCESS_MOST_LAGS = 128, ERROR_PROCESS_LANES = 8 };

/// Errors as normal scores: of each step's error its place among all, turned into a standard normal
/// value. They are an autoregression around a level that a whole path has, and beyond the steps
/// that were tried more and more a random walk.
struct error_process {
    size_t order;         ///< lags of the autoregression
    double *coefficient;  ///< of the orders 1 .. order, one after the other: a triangle
    double *deviation;    ///< of the innovations of the orders 0 .. order
    double level_share;   ///< of the variance: what all steps of a path have in common
    size_t tried;         ///< steps of the backtest
    double growth, drift; ///< as in the bands: variance beyond those steps
    double lag_one;       ///< autocorrelation of neighbouring normal scores in the backtest
};

/// Learns from all trials; `bands` are fitted to them. Without enough trials errors are taken to
/// last (an autoregression of order 1 with 0.9).
void error_process_fit(struct error_process *process, const struct bands *bands,
                       const struct history *history, const struct trials *trials);

/// Draws the scores of `steps` steps, each standard normal, of `paths` (1 .. ERROR_PROCESS_LANES)
/// paths side by side, each from its own generator: score[step * ERROR_PROCESS_LANES + path]. A
/// path is the same whichever others are drawn beside it.
void error_process_draw(const struct error_process *process, size_t steps, size_t paths,
                        struct random *random, double *score);

void error_process_release(struct error_process *process);

#endif
