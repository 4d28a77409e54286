#include "service/calibration.h"

#include <math.h>

void calibration_take(struct calibration *calibration, double rate, double low, double high,
                      bool extrapolate)
{
    double most = EXTRAPOLATION_MOST * calibration->tested_to;
    calibration->rate = rate;
    calibration->low = fmin(low, rate);
    calibration->high = fmax(high, rate);
    calibration->modelled = NAN;
    if (rate > most && !extrapolate) {
        calibration->modelled = rate;
        calibration->rate = most;
        calibration->low = fmin(low, calibration->tested_to);
        calibration->high = NAN;
        calibration->bound = CALIBRATED_BY_TESTED;
    }
    calibration->extrapolated = calibration->rate > calibration->tested_to * (1 + 1e-9);
}

const char *calibration_bound_name(enum calibration_bound bound)
{
    static const char *const name[] = {
        [CALIBRATED_BY_LATENCY] = "latency", [CALIBRATED_BY_PEAK] = "peak",
        [CALIBRATED_BY_CPU] = "cpu",         [CALIBRATED_BY_TESTED] = "tested",
        [CALIBRATED_BY_SLOWEST] = "slowest",
    };
    return name[bound];
}

const char *calibration_model_name(enum calibration_model model)
{
    static const char *const name[] = {
        [MODEL_USL] = "usl", [MODEL_MEASURED] = "measured",   [MODEL_CPU] = "cpu",
        [MODEL_MMC] = "mmc", [MODEL_INSTANCES] = "instances",
    };
    return name[model];
}
