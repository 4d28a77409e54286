// Power of two choices: each request goes to the instance with fewer requests of two drawn at
// random, in a large fleet of instances with a pool of workers each.
#ifndef HEADROOM_QUEUEING_POWER_OF_TWO_H
#define HEADROOM_QUEUEING_POWER_OF_TWO_H

#include <stddef.h>

enum { POWER_OF_TWO_LEVELS = 1200, POWER_OF_TWO_WORKERS_MAX = 1000 };

/// Exponential services, times in mean service times, the number of instances unlimited. Made by
/// power_of_two_init.
struct power_of_two {
    double workers;
    double load;
    size_t levels;
    double share[POWER_OF_TWO_LEVELS]; ///< of instances with at least so many requests
};

/// An instance with whole `workers` from 1 to POWER_OF_TWO_WORKERS_MAX and an offered `load` of its
/// own, below workers. The steady state of Mitzenmacher's equations ("The power of two choices in
/// randomized load balancing", 2001) for pools: lambda s_(i-1)^2 = i s_i + s_(i+1) + ... + s_c up
/// to i = c, and lambda s_(i-1)^2 = c s_i beyond.
void power_of_two_init(struct power_of_two *fleet, double workers, double load);

double power_of_two_wait_mean(const struct power_of_two *fleet);
double power_of_two_response_tail(const struct power_of_two *fleet, double t);
double power_of_two_response_percentile(const struct power_of_two *fleet, double p);

#endif
