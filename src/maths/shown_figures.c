#include "maths/shown_figures.h"

#include "maths/whole_instances.h"

#include <math.h>

enum { FIGURES = 4 };

/// Decimals of a number with FIGURES significant digits; none where they are all before the point.
static int decimals_of(double value)
{
    int decimals = FIGURES - 1 - (int)floor(log10(value));
    return decimals > 0 ? decimals : 0;
}

static double rounded(double value, int decimals, double (*to_whole)(double))
{
    double scale = pow(10, decimals);
    return to_whole(value * scale) / scale;
}

static int decimals_within(double value, int digits)
{
    return digits - 1 - (int)floor(log10(fabs(value)));
}

double shown_digits_down(double value, int digits)
{
    return isfinite(value) && value != 0
               ? rounded(value, decimals_within(value, digits), instances_down)
               : value;
}

double shown_digits_up(double value, int digits)
{
    return isfinite(value) && value != 0
               ? rounded(value, decimals_within(value, digits), instances_up)
               : value;
}

double shown_figures_down(double value)
{
    return isfinite(value) && value > 0 ? rounded(value, decimals_of(value), instances_down)
                                        : value;
}

double shown_figures_up(double value)
{
    return isfinite(value) && value > 0 ? rounded(value, decimals_of(value), instances_up) : value;
}

double shown_decimals_down(double value, int decimals)
{
    return rounded(value, decimals, instances_down);
}

double shown_decimals_up(double value, int decimals)
{
    return rounded(value, decimals, instances_up);
}
