#include "policy/aws/step_scaling.h"

#include <math.h>

enum alarm_side alarm_side(enum alarm_comparison comparison)
{
    return comparison == COMPARE_GREATER || comparison == COMPARE_GREATER_OR_EQUAL ? SIDE_HIGH
                                                                                   : SIDE_LOW;
}

bool alarm_breaches(const struct policy_alarm *alarm, double metric)
{
    switch (alarm->comparison) {
    case COMPARE_GREATER:
        return metric > alarm->threshold;
    case COMPARE_GREATER_OR_EQUAL:
        return metric >= alarm->threshold;
    case COMPARE_LESS:
        return metric < alarm->threshold;
    case COMPARE_LESS_OR_EQUAL:
        return metric <= alarm->threshold;
    }
    return false;
}

double adjustment_round(double change)
{
    if (change > 0 && change < 1)
        return 1;
    if (change < 0 && change > -1)
        return -1;
    return trunc(change);
}

double adjustment_change(const struct scaling_policy *policy, double adjustment, double current)
{
    if (policy->adjustment_type == ADJUST_EXACT)
        return adjustment - current;
    if (policy->adjustment_type == ADJUST_CHANGE)
        return adjustment_round(adjustment);
    // In this order a whole result is exact: 10 x 30 / 100 is 3.
    double change = adjustment_round(current * adjustment / 100);
    if (change == 0)
        return 0;
    // fmax leaves out a magnitude that is not given.
    return copysign(fmax(fabs(change), policy->min_adjustment_magnitude), change);
}

bool step_holds(const struct step_adjustment *step, enum alarm_side side, double threshold,
                double metric)
{
    double distance = metric - threshold;
    double rounding = 1e-12 * fmax(fabs(metric), fabs(threshold));
    if (side == SIDE_HIGH)
        return distance >= step->lower - rounding && distance < step->upper - rounding;
    return distance > step->lower + rounding && distance <= step->upper + rounding;
}

const struct step_adjustment *step_find(const struct scaling_policy *policy, enum alarm_side side,
                                        double threshold, double metric)
{
    for (size_t i = 0; i < policy->steps; i++)
        if (step_holds(&policy->step[i], side, threshold, metric))
            return &policy->step[i];
    return NULL;
}

double adjustment_desired(const struct scaling_policy *policy, double adjustment,
                          const struct group_capacity *capacity)
{
    double change = adjustment_change(policy, adjustment, capacity->current);
    double wanted = capacity->current + change;
    double desired = capacity->desired;
    if (change > 0)
        desired = fmax(wanted, capacity->desired);
    else if (change < 0 && capacity->desired <= capacity->current)
        desired = fmin(wanted, capacity->desired);
    return fmin(fmax(desired, capacity->min), capacity->max);
}

double step_scaling_desired(const struct scaling_policy *policy, enum alarm_side side,
                            double threshold, double metric, const struct group_capacity *capacity)
{
    const struct step_adjustment *step = step_find(policy, side, threshold, metric);
    return step == NULL ? capacity->desired
                        : adjustment_desired(policy, step->adjustment, capacity);
}
