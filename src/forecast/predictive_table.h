// The distribution of what comes, step by step: what every model of this room gives.
#ifndef HEADROOM_FORECAST_PREDICTIVE_TABLE_H
#define HEADROOM_FORECAST_PREDICTIVE_TABLE_H

#include <stddef.h>

/// Places of single probabilities in the table below.
enum {
    PREDICTIVE_P50 = 7,
    PREDICTIVE_P90 = 13,
    PREDICTIVE_P95 = 15,
    PREDICTIVE_P99 = 19,
    PREDICTIVE_LEVELS = 22
};

/// Probabilities of the quantile table, ascending; denser where capacity is bought.
extern const double predictive_level[PREDICTIVE_LEVELS];

struct predictive_table {
    size_t steps;
    double *centre;     ///< the point forecast
    double *quantile;   ///< steps x PREDICTIVE_LEVELS, each row ascending
    double *low, *high; ///< 95 % interval around the centre
    double *mean;       ///< expected value, where the model knows it; NaN: that of the row will do
};

void predictive_init(struct predictive_table *outlook, size_t steps);
void predictive_release(struct predictive_table *outlook);

/// Quantile of one row of PREDICTIVE_LEVELS values, linear between levels, flat beyond the ends.
double predictive_quantile(const double *row, double level);

/// Mean of one row: the integral of its quantile function.
double predictive_mean(const double *row);

/// Expected value of step h.
double predictive_expected(const struct predictive_table *outlook, size_t h);

/// Quantiles of the mixture (1 - share) a + share b into `mixed` (which may be `a`).
void predictive_mix(const double *a, const double *b, double share, double *mixed);

#endif
