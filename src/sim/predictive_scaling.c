#include "sim/predictive_scaling.h"

#include "maths/whole_instances.h"

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
    static const double BUFFER_S = 300, BUFFER_MAX_S = 3600;
    double buffer_s = isnan(policy->scheduling_buffer_s) ? BUFFER_S : policy->scheduling_buffer_s;
    return hour - (instant)(fmin(fmax(buffer_s, 0), BUFFER_MAX_S) * (double)INSTANT_PER_SECOND);
}
