// Service times drawn at random, for simulation.
#ifndef HEADROOM_QUEUEING_SERVICE_SAMPLE_H
#define HEADROOM_QUEUEING_SERVICE_SAMPLE_H

#include "maths/random.h"
#include "queueing/service_distribution.h"

/// One service time in mean service times.
double service_sample(const struct service_distribution *service, struct random *random);

#endif
