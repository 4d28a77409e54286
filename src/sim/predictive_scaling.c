#include "sim/predictive_scaling.h"

#include "maths/whole_instances.h"
#include "policy/core/platform_defaults.h"

#include <math.h>

double predictive_forecast_capacity(double load, double target)
{
    return instances_up(load / target);
}

struct predicted_capacity predictive_scaling(const struct scaling_policy *policy,
                                             double forecast_capacity, double desired, double max)
{
    struct predicted_capacity predicted = {desired, max};
    if (policy->forecast_only)
        return predicted;
    if (policy->breach == BREACH_INCREASE) {
        double buffer = isnan(policy->max_capacity_buffer) ? 0 : policy->max_capacity_buffer;
        predicted.max = fmax(max, instances_up(forecast_capacity * (100 + buffer) / 100));
    }
    predicted.desired = fmax(desired, fmin(forecast_capacity, predicted.max));
    return predicted;
}

instant predictive_start(const struct scaling_policy *policy, instant hour)
{
    double buffer_s =
        isnan(policy->scheduling_buffer_s) ? PREDICTIVE_BUFFER_S : policy->scheduling_buffer_s;
    buffer_s = fmin(fmax(buffer_s, 0), PREDICTIVE_BUFFER_MAX_S);
    return hour - (instant)(buffer_s * (double)INSTANT_PER_SECOND);
}
