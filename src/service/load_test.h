// What one instance can do, from a load test: levels of load, and what came of each.
#ifndef HEADROOM_SERVICE_LOAD_TEST_H
#define HEADROOM_SERVICE_LOAD_TEST_H

#include "base/err.h"
#include "service/calibration.h"
#include "service/usl.h"

#include <stdbool.h>
#include <stddef.h>

/// One measured level. NaN: not measured.
struct load_level {
    double concurrency; ///< requests, users or threads at work
    double offered;     ///< rate that was sent
    double rate;        ///< rate that was served
    double latency_s;   ///< the percentile, or the mean, that the target is about
    double instances;   ///< that shared the load
};

struct load_test {
    struct load_level *level;
    size_t count;
    double limit_s; ///< latency target; NaN: none
    bool mean;      ///< the target is about the mean, which the law knows
    bool extrapolate;
};

/// The rate at which more instances served no more.
struct shared_ceiling {
    bool found;
    double instances;    ///< the fewest that stopped at it
    double rate;         ///< in all
    double expected;     ///< of as many instances, by what fewer served
    double per_instance; ///< by what fewer served
};

struct load_answer {
    struct calibration calibration;
    bool has_usl;
    struct usl usl;
    double concurrency;        ///< at the rate, by the law; NaN without it
    double tested_concurrency; ///< the most that was tested; NaN
    double met, missed;        ///< rates of an instance: the highest level that met the target with
                               ///< all below it, the lowest that did not; NaN: none
    struct shared_ceiling ceiling;
};

/// Sorts the levels and finds the rate of one instance: with concurrencies by the Universal
/// Scalability Law, else by the levels themselves. With a target whose latency was measured, the
/// place where it is crossed is read off a curve that never falls. Errors: too few levels, a target
/// that the first level misses, no throughput that grows.
int load_test_calibrate(struct load_test *test, struct load_answer *answer, struct err *err);

#endif
