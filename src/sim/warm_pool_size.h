// How many instances a warm pool holds.
#ifndef HEADROOM_SIM_WARM_POOL_SIZE_H
#define HEADROOM_SIM_WARM_POOL_SIZE_H

#include "policy/core/policy.h"

/// MaxGroupPreparedCapacity (else the group's maximum) less the desired capacity, at least the
/// pool's minimum and never below 0; 0 without a pool (EC2 Auto Scaling user guide, "Warm pools").
double warm_pool_size(const struct warm_pool *pool, double max, double desired);

#endif
