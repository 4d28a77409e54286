// What calibrate was asked, what it found, and how it says it.
#ifndef HEADROOM_ANSWER_CALIBRATE_ANSWER_H
#define HEADROOM_ANSWER_CALIBRATE_ANSWER_H

#include "answer/document.h"
#include "input/calibrate_columns.h"
#include "service/instance_variation.h"
#include "service/load_test.h"
#include "service/production.h"

enum calibrate_kind { CALIBRATE_LOAD_TEST, CALIBRATE_PRODUCTION, CALIBRATE_INSTANCES };

/// One run of the command.
struct calibrate_run {
    struct invocation *invocation;
    struct calibrate_input input;
    enum calibrate_kind kind;
    const char *target;             ///< "p99=200ms"; NULL: none
    double percentile;              ///< NaN for the mean, and without a target
    double limit_s;                 ///< NaN: none
    double derate;                  ///< 1: none
    struct calibration calibration; ///< of the answer; before --derate
    struct load_answer load;
    struct production_answer production;
    struct instance_variation variation;
    size_t points;     ///< levels, steps or instances
    double cores_each; ///< of CALIBRATE_PRODUCTION: cores that a CPU of 1 is; NaN
    bool of_runs;      ///< of CALIBRATE_INSTANCES: too few instances, their runs are compared
    double reached;    ///< the highest rate in all that was seen
};

extern const struct schema schema_calibration;
extern const struct schema schema_calibration_facts;

/// The measurement as points for a chart: loads and rates, or rates and CPU.
struct calibrate_points {
    const double *x;
    const double *y;
    size_t n;
};

/// Stages the answer in the format asked for, and replaces rows of the file of --into.
int calibrate_put_answer(const struct calibrate_run *run, const struct calibrate_points *points,
                         struct err *err);

#endif
