#include "policy/core/flap_projection.h"

#include <math.h>

double projected_metric(double metric, double capacity, double after)
{
    return after > 0 ? metric * capacity / after : (double)INFINITY;
}

bool scale_in_would_flap(double metric, double capacity, double removed, double scale_out_threshold)
{
    return projected_metric(metric, capacity, capacity - removed) >= scale_out_threshold;
}
