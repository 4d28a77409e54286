#include "queueing/tail_percentile.h"

#include <float.h>
#include <math.h>

struct crossing {
    real_function *tail;
    void *context;
    double log_exceeding; ///< log(1 - p)
};

/// Positive while the tail is above 1 - p. In logarithms an exponential tail is a straight line,
/// which the search for its root follows in few steps.
static double log_excess(double t, void *context)
{
    const struct crossing *crossing = context;
    double tail = fmax(crossing->tail(t, crossing->context), DBL_MIN);
    return log(tail) - crossing->log_exceeding;
}

double tail_percentile(real_function *tail, void *context, double p, double scale, double relative)
{
    if (!(p >= 0 && p < 1) || !(scale > 0) || !isfinite(scale))
        return NAN;
    struct crossing crossing = {tail, context, log1p(-p)};
    if (log_excess(0, &crossing) <= 0)
        return 0;
    double low = 0;
    double high = scale;
    while (log_excess(high, &crossing) > 0) {
        low = high;
        high *= 2;
        if (high > 0x1p60 * scale)
            return INFINITY;
    }
    double root;
    return root_find(log_excess, &crossing, low, high, relative, &root) ? root : NAN;
}
