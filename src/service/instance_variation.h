// How much instances of one kind differ: the slow ones decide where requests are divided evenly.
#ifndef HEADROOM_SERVICE_INSTANCE_VARIATION_H
#define HEADROOM_SERVICE_INSTANCE_VARIATION_H

#include "base/err.h"

#include <stddef.h>

/// The share of the instances that may be slower than what is planned with.
#define SLOW_SHARE 0.05

enum { INSTANCES_MIN = 20 };

struct instance_variation {
    size_t instances;
    double median;
    double slow;      ///< rate that all but SLOW_SHARE of the instances reach
    double low, high; ///< 95 % interval of `slow`, by order statistics
    double slowest, fastest;
    double variation; ///< coefficient of variation
    double derating;  ///< slow / median
};

/// Of one rate an instance (reordered). Errors: fewer than 20 instances.
int instance_variation_find(double *rate, size_t instances, struct instance_variation *variation,
                            struct err *err);

#endif
