// Instances of several sizes behind one load balancer: what the weights it divides by are worth.
#ifndef HEADROOM_QUEUEING_UNEQUAL_INSTANCES_H
#define HEADROOM_QUEUEING_UNEQUAL_INSTANCES_H

#include "queueing/load_balancing.h"

#include <stddef.h>

/// How requests are divided, at random.
enum shares {
    SHARES_BY_SIZE, ///< a double one gets twice as many: all are equally busy
    SHARES_EQUAL,   ///< each gets as many: the small ones are busier
    SHARES_POOLED,  ///< not divided: one queue before the workers of all
};

/// Instances with model->workers x weight workers each, whole numbers; model->balance has no part.
struct unequal_instances {
    const struct instance_model *model;
    const double *weight;
    size_t count;
    double utilization; ///< of all workers together
};

/// The response time that a share `p` in [0, 0.9999] of all requests does not exceed, in mean
/// service times: where the tails of the instances, by their shares of the requests, add up to 1 -
/// p. Infinite when an instance is overloaded.
double unequal_percentile(const struct unequal_instances *unequal, enum shares shares, double p);

/// The utilization of the whole at which equal shares overload the smallest instance: its weight
/// over the mean.
double unequal_saturation(const struct unequal_instances *unequal);

#endif
