#include "queueing/erlang.h"

#include "maths/distribution.h"

#include <float.h>
#include <math.h>

/// Below this load the incomplete gamma function is found directly: its continued fraction is slow
/// there, and the terms outside it are no danger.
static const double small_load = 3;
enum { FRACTION_STEPS = 500 };

/// 1 / B for 0 < servers < 1: Gamma(c + 1, a) e^a a^-c. The continued fraction (Abramowitz and
/// Stegun 6.5.31) leaves out the factor e^-a, which underflows for large loads.
static double inverse_of_fraction(double servers, double load)
{
    double shape = servers + 1;
    if (load < small_load)
        return gamma_tail(load, shape) * tgamma(shape) * exp(load) * pow(load, -servers);
    double term = load + 1 - shape;
    double c = 1 / DBL_MIN;
    double d = 1 / term;
    double fraction = d;
    for (int i = 1; i <= FRACTION_STEPS; i++) {
        double numerator = -i * (i - shape);
        term += 2;
        d = 1 / (numerator * d + term);
        c = term + numerator / c;
        double change = c * d;
        fraction *= change;
        if (fabs(change - 1) <= DBL_EPSILON)
            break;
    }
    return load * fraction;
}

double erlang_b(double servers, double load)
{
    if (!(servers >= 0) || !(load >= 0) || !isfinite(servers) || isinf(load))
        return NAN;
    if (load == 0)
        return servers > 0 ? 0 : 1;
    double whole = floor(servers);
    double fraction = servers - whole;
    // The recursion runs on 1 / B, which grows: overflow is the right answer, B = 0.
    double inverse = fraction > 0 ? inverse_of_fraction(fraction, load) : 1;
    for (double step = 1; step <= whole && inverse <= DBL_MAX; step++)
        inverse = 1 + (fraction + step) / load * inverse;
    return 1 / inverse;
}

double erlang_c(double servers, double load)
{
    if (!(servers > 0))
        return NAN;
    if (load >= servers)
        return 1;
    double lost = erlang_b(servers, load);
    // C = B / (1 - rho (1 - B)), written so that nothing cancels near saturation.
    return servers * lost / (servers - load + load * lost);
}
