#include "queueing/stages.h"

#include "maths/distribution.h"

#include <math.h>

double stages_response_tail(double stages, double servers, double t)
{
    if (t <= 0)
        return 1;
    if (stages <= 0)
        return exp(-t);
    if (servers <= 1)
        return gamma_tail(t, stages + 1);
    // P(W > t) + integral of the density of W at u times e^-(t - u): the latter is a gamma
    // probability at rate c - 1, its factor (c / (c - 1))^stages taken in logarithms.
    double tilted = gamma_cdf((servers - 1) * t, stages, 1);
    return gamma_tail(servers * t, stages) + exp(stages * -log1p(-1 / servers) - t + log(tilted));
}
