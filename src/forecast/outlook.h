// The distribution of what comes, step by step: what every model of this room gives.
#ifndef HEADROOM_FORECAST_OUTLOOK_H
#define HEADROOM_FORECAST_OUTLOOK_H

#include <stddef.h>

/// Places of single probabilities in the table below.
enum { OUTLOOK_P50 = 7, OUTLOOK_P90 = 13, OUTLOOK_P95 = 15, OUTLOOK_P99 = 19, OUTLOOK_LEVELS = 22 };

/// Probabilities of the quantile table, ascending; denser where capacity is bought.
extern const double outlook_level[OUTLOOK_LEVELS];

struct outlook {
    size_t steps;
    double *centre;     ///< the point forecast
    double *quantile;   ///< steps x OUTLOOK_LEVELS, each row ascending
    double *low, *high; ///< 95 % interval around the centre
    double *mean;       ///< expected value, where the model knows it; NaN: that of the row will do
};

void outlook_init(struct outlook *outlook, size_t steps);
void outlook_release(struct outlook *outlook);

/// Quantile of one row of OUTLOOK_LEVELS values, linear between levels, flat beyond the ends.
double outlook_quantile(const double *row, double level);

/// Mean of one row: the integral of its quantile function.
double outlook_mean(const double *row);

/// Expected value of step h.
double outlook_expected(const struct outlook *outlook, size_t h);

/// Quantiles of the mixture (1 - share) a + share b into `mixed` (which may be `a`).
void outlook_mix(const double *a, const double *b, double share, double *mixed);

#endif
