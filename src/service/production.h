// What one instance can do, from metrics of production: requests, CPU and latency of the same
// steps.
#ifndef HEADROOM_SERVICE_PRODUCTION_H
#define HEADROOM_SERVICE_PRODUCTION_H

#include "base/err.h"
#include "maths/least_squares.h"
#include "maths/theil_sen.h"
#include "service/calibration.h"

#include <stdbool.h>
#include <stddef.h>

enum { RATE_BINS = 10, PRODUCTION_STEPS_MIN = 20 };

/// Steps of a metric export in order of time; NaN is missing. Rates and CPU are of one instance.
struct production {
    const double *rate;
    const double *cpu;       ///< cores in use, or the share of all that are in use
    const double *latency_s; ///< of the target's percentile; NULL: not measured
    size_t n;
    double cores;  ///< of an instance, where cpu is in cores, or known otherwise; NaN: not known
    bool in_cores; ///< cpu counts cores
    double target; ///< share of the processors that may be busy
    double percentile; ///< of the latency target; NaN for the mean
    double limit_s;    ///< NaN: no target
    bool extrapolate;
};

/// The steps whose rate lies between `from` and `to`.
struct rate_bin {
    double from, to;
    double steps, met; ///< how many there are, and how many met the target
    double met_least;  ///< lower Clopper-Pearson bound of their share
    double latency_s;  ///< mean, made to never fall with the rate
};

struct production_answer {
    struct calibration calibration;
    struct line_fit line;    ///< CPU on rate, least squares
    struct theil_sen robust; ///< the same line, robust
    double correlation;      ///< of the line's deviations with the ones before them, not below 0
    double cpu_rate, cpu_low, cpu_high; ///< at which CPU reaches its target
    double latency_rate;                ///< at which latency does; NaN: not within what was seen
    double safe_rate; ///< upper end of the highest bin of which, as of all below it, nine tenths of
                      ///< the steps meet the target beyond doubt; NaN
    double model_rate;  ///< at which a queue before the cores misses the target; NaN
    double model_ratio; ///< latency measured at the highest rates / that of the queue; NaN
    struct rate_bin bin[RATE_BINS];
    size_t bins;
    bool saturated; ///< demand stays at its highest while latency rises
};

/// Fits CPU = background + rate x service demand, and latency against rate. The rate is the smaller
/// of what CPU and latency allow. Errors: fewer than 20 steps with rate and CPU, a rate that does
/// not vary, CPU that does not rise with it, a target below what the lightest load takes.
int production_calibrate(const struct production *production, struct production_answer *answer,
                         struct err *err);

#endif
