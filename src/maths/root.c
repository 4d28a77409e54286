#include "maths/root.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

enum { MOST_STEPS = 200 };

bool root_find(real_function *function, void *context, double low, double high, double relative,
               double *root)
{
    double at_low = function(low, context);
    double at_high = function(high, context);
    if (at_low == 0 || at_high == 0) {
        *root = at_low == 0 ? low : high;
        return true;
    }
    if (!isfinite(at_low) || !isfinite(at_high) || (at_low > 0) == (at_high > 0))
        return false;
    gsl_function wrapped = {function, context};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL)
        return false;
    int status = gsl_root_fsolver_set(solver, &wrapped, fmin(low, high), fmax(low, high));
    for (int step = 0; status == GSL_SUCCESS && step < MOST_STEPS; step++) {
        status = gsl_root_fsolver_iterate(solver);
        double left = gsl_root_fsolver_x_lower(solver);
        double right = gsl_root_fsolver_x_upper(solver);
        if (gsl_root_test_interval(left, right, 0, relative) == GSL_SUCCESS)
            break;
    }
    *root = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return status == GSL_SUCCESS;
}
