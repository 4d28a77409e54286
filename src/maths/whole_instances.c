#include "maths/whole_instances.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/// Whether `value` is `whole` but for what rounding to 9 decimals removes.
static bool is_nearly(double value, double whole)
{
    return fabs(value - whole) <= fmax(0.5e-9, fabs(value) * 4 * DBL_EPSILON);
}

double instances_up(double value)
{
    double nearest = round(value);
    return is_nearly(value, nearest) ? nearest : ceil(value);
}

double instances_down(double value)
{
    double nearest = round(value);
    return is_nearly(value, nearest) ? nearest : floor(value);
}
