// Percentiles of a time of which only the tail P(T > t) is known.
#ifndef HEADROOM_QUEUEING_TAIL_PERCENTILE_H
#define HEADROOM_QUEUEING_TAIL_PERCENTILE_H

#include "maths/root.h"

/// The t >= 0 at which the falling function tail(t, context) passes 1 - p, to `relative`; p in
/// [0, 1). `scale` > 0 is a typical time to start from. Infinite when the tail stays above 1 - p up
/// to 2^60 times the scale; NaN outside the domain.
double tail_percentile(real_function *tail, void *context, double p, double scale, double relative);

#endif
