// How many servers, or instances, a target takes: the inverse questions.
#ifndef HEADROOM_QUEUEING_STAFFING_H
#define HEADROOM_QUEUEING_STAFFING_H

#include "queueing/load_balancing.h"

/// The least whole number of servers at which, for Poisson arrivals and exponential services with
/// an offered `load` >= 0, ...
/// ... at most the share `target` in (0, 1] of arrivals waits (Erlang C);
double staff_wait_probability(double load, double target);
/// ... at most the share `target` in (0, 1] is lost, without a queue (Erlang B);
double staff_blocking(double load, double target);
/// ... the mean wait is at most `target` > 0 mean service times;
double staff_wait_mean(double load, double target);
/// ... a share `p` of the responses takes at most `target` mean service times; NaN when the service
/// alone exceeds that.
double staff_response_percentile(double load, double p, double target);

/// The least instances of which a share `p` of the responses takes at most `target` mean service
/// times; NaN when the service alone exceeds that (service_percentile says what is possible), or
/// when it takes more than 10^9 instances.
double staff_instances(const struct instance_model *model, double load, double p, double target);

/// The square-root rule: load + beta sqrt(load) servers let a share 1 / (1 + beta Phi(beta) /
/// phi(beta)) of the arrivals wait (Halfin and Whitt 1981). Beta for that share, in (0, 1).
double square_root_beta(double wait_probability);

#endif
