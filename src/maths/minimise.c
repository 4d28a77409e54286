#include "maths/minimise.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>

struct wrapped {
    vector_function *function;
    void *context;
    size_t n;
};

static double call_wrapped(const gsl_vector *x, void *context)
{
    const struct wrapped *wrapped = context;
    double value = wrapped->function(x->data, wrapped->n, wrapped->context);
    return isnan(value) ? INFINITY : value;
}

bool minimise(vector_function *function, void *context, size_t n, double *x, const double *step,
              double tolerance, size_t steps, double *least)
{
    if (!isfinite(function(x, n, context)))
        return false;
    struct wrapped wrapped = {function, context, n};
    gsl_multimin_function target = {call_wrapped, n, &wrapped};
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
    if (simplex == NULL)
        return false;
    gsl_vector_const_view start = gsl_vector_const_view_array(x, n);
    gsl_vector_const_view first = gsl_vector_const_view_array(step, n);
    int status = gsl_multimin_fminimizer_set(simplex, &target, &start.vector, &first.vector);
    for (size_t i = 0; status == GSL_SUCCESS && i < steps; i++) {
        status = gsl_multimin_fminimizer_iterate(simplex);
        double size = gsl_multimin_fminimizer_size(simplex);
        if (gsl_multimin_test_size(size, tolerance) == GSL_SUCCESS)
            break;
    }
    for (size_t i = 0; i < n; i++)
        x[i] = gsl_vector_get(simplex->x, i);
    if (least != NULL)
        *least = simplex->fval;
    gsl_multimin_fminimizer_free(simplex);
    return true;
}
