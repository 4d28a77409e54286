#include "sim/stabilization.h"

#include "policy/core/platform_defaults.h"

#include <math.h>

void stabilization_init(struct stabilization *stabilization, const struct replica_policy *policy)
{
    double up_s = policy->up.stabilization_s;
    double down_s = policy->down.stabilization_s;
    *stabilization = (struct stabilization){
        .has_behavior = policy->has_behavior,
        .up_s = policy->has_behavior && !isnan(up_s) ? up_s : 0,
        .down_s = policy->has_behavior && !isnan(down_s) ? down_s : DOWNSCALE_STABILIZATION_S,
        .highest = {.greatest = true},
    };
}

void stabilization_record(struct stabilization *stabilization, double now_s, int32_t replicas)
{
    sliding_extreme_push(&stabilization->lowest, now_s, replicas);
    sliding_extreme_push(&stabilization->highest, now_s, replicas);
}

int32_t stabilization_apply(struct stabilization *stabilization, double now_s, int32_t current,
                            int32_t desired)
{
    bool inclusive = !stabilization->has_behavior;
    sliding_extreme_forget(&stabilization->highest, now_s - stabilization->down_s, inclusive);
    sliding_extreme_forget(&stabilization->lowest, now_s - stabilization->up_s, inclusive);
    int32_t highest = sliding_extreme_with(&stabilization->highest, desired);
    if (!stabilization->has_behavior)
        return highest;
    int32_t lowest = sliding_extreme_with(&stabilization->lowest, desired);
    if (current < lowest)
        current = lowest;
    return current > highest ? highest : current;
}

void stabilization_release(struct stabilization *stabilization)
{
    sliding_extreme_release(&stabilization->lowest);
    sliding_extreme_release(&stabilization->highest);
}
