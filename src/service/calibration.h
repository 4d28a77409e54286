// What one instance can do, as a measurement says it, and how far it can be trusted.
#ifndef HEADROOM_SERVICE_CALIBRATION_H
#define HEADROOM_SERVICE_CALIBRATION_H

#include <stdbool.h>

/// How much more than what was tested an answer may be, unless extrapolation is asked for.
#define EXTRAPOLATION_MOST 1.2

/// Of all intervals.
#define CALIBRATION_CONFIDENCE 0.95

/// What keeps the rate from being higher.
enum calibration_bound {
    CALIBRATED_BY_LATENCY, ///< the latency target
    CALIBRATED_BY_PEAK,    ///< throughput grows no further
    CALIBRATED_BY_CPU,     ///< the processors are as busy as they may be
    CALIBRATED_BY_TESTED,  ///< more was not tested
    CALIBRATED_BY_SLOWEST, ///< the slow ones among the instances
};

/// Where the rate was read off.
enum calibration_model {
    MODEL_USL,       ///< the Universal Scalability Law
    MODEL_MEASURED,  ///< the measured points alone
    MODEL_CPU,       ///< a line of CPU on requests
    MODEL_MMC,       ///< a queue before as many servers as there are cores
    MODEL_INSTANCES, ///< a quantile of instances
};

/// The demand that one instance takes, in the unit of the measurement.
struct calibration {
    double rate;
    double low, high; ///< NaN where it is not known
    double tested_to; ///< the highest rate an instance was seen to take
    double modelled;  ///< what the model says although it is beyond 1.2 x tested_to; else NaN
    bool extrapolated;
    enum calibration_bound bound;
    enum calibration_model model;
};

/// Takes what a model says, `rate` within low and high: as it is up to 1.2 times what was tested,
/// or with `extrapolate`; otherwise that much and no more.
void calibration_take(struct calibration *calibration, double rate, double low, double high,
                      bool extrapolate);

/// "latency", "peak" ...; "usl", "measured" ...: as in the table's columns.
const char *calibration_bound_name(enum calibration_bound bound);
const char *calibration_model_name(enum calibration_model model);

#endif
