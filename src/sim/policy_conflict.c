#include "sim/policy_conflict.h"

#include <math.h>

/// The larger of two capacities, of which either may be NaN.
static double larger(double a, double b)
{
    return fmax(a, b);
}

double policy_conflict_winner(double current, const struct scaling_proposal *proposal, size_t count)
{
    double out = NAN, steps_in = NAN, tracking_in = NAN, predicted = NAN;
    bool tracking_agrees = true;
    for (size_t i = 0; i < count; i++) {
        const struct scaling_proposal *one = &proposal[i];
        bool in = one->capacity < current;
        out = larger(out, in ? (double)NAN : one->capacity);
        if (one->kind == PROPOSAL_PREDICTIVE)
            predicted = larger(predicted, one->capacity);
        else if (one->kind == PROPOSAL_STEP)
            steps_in = larger(steps_in, one->capacity);
        else if (!one->scale_in_disabled) {
            tracking_in = larger(tracking_in, one->capacity);
            tracking_agrees = tracking_agrees && in;
        }
    }
    if (!isnan(out))
        return out;
    double in = larger(steps_in, tracking_agrees ? tracking_in : (double)NAN);
    return isnan(in) ? current : fmin(larger(in, predicted), current);
}
