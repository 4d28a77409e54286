#include "maths/nonlinear_fit.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

/// Steps of the search; a well posed fit takes about ten.
enum { STEPS_MAX = 200, PARAMETERS_MAX = 8 };

/// Relative change of the parameters, and gradient, at which the search has settled.
#define SETTLED_STEP 1e-14
#define SETTLED_GRADIENT 1e-15

/// Cosine of a right angle, within rounding error.
#define UPRIGHT 1e-10

struct wrapped {
    deviation_function *deviation;
    void *context;
};

static int fill_deviations(const gsl_vector *parameter, void *context, gsl_vector *result)
{
    const struct wrapped *wrapped = context;
    double gradient[PARAMETERS_MAX];
    for (size_t i = 0; i < result->size; i++) {
        double value = wrapped->deviation(parameter->data, i, gradient, wrapped->context);
        if (!isfinite(value))
            return GSL_EDOM;
        gsl_vector_set(result, i, value);
    }
    return GSL_SUCCESS;
}

static int fill_gradients(const gsl_vector *parameter, void *context, gsl_matrix *result)
{
    const struct wrapped *wrapped = context;
    double gradient[PARAMETERS_MAX];
    for (size_t i = 0; i < result->size1; i++) {
        wrapped->deviation(parameter->data, i, gradient, wrapped->context);
        for (size_t k = 0; k < result->size2; k++)
            gsl_matrix_set(result, i, k, gradient[k]);
    }
    return GSL_SUCCESS;
}

/// Whether the deviations stand upright on every direction that a parameter can move the model in:
/// so they do at a minimum, where a search that started on it goes in circles of rounding error.
static bool is_upright(gsl_multifit_nlinear_workspace *search)
{
    const gsl_vector *deviations = gsl_multifit_nlinear_residual(search);
    const gsl_matrix *gradients = gsl_multifit_nlinear_jac(search);
    for (size_t k = 0; k < gradients->size2; k++) {
        gsl_vector_const_view direction = gsl_matrix_const_column(gradients, k);
        double product;
        gsl_blas_ddot(deviations, &direction.vector, &product);
        if (!(fabs(product) <=
              UPRIGHT * gsl_blas_dnrm2(deviations) * gsl_blas_dnrm2(&direction.vector)))
            return false;
    }
    return true;
}

/// Takes what the search found; false when it is not finite.
static bool take_minimum(gsl_multifit_nlinear_workspace *search, double *parameter, double *inverse,
                         double *rss)
{
    size_t parameters = gsl_multifit_nlinear_position(search)->size;
    for (size_t k = 0; k < parameters; k++) {
        parameter[k] = gsl_vector_get(gsl_multifit_nlinear_position(search), k);
        if (!isfinite(parameter[k]))
            return false;
    }
    const gsl_vector *deviations = gsl_multifit_nlinear_residual(search);
    if (rss != NULL)
        gsl_blas_ddot(deviations, deviations, rss);
    if (inverse == NULL)
        return true;
    gsl_matrix_view covariance = gsl_matrix_view_array(inverse, parameters, parameters);
    return gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(search), 0, &covariance.matrix) ==
           GSL_SUCCESS;
}

bool nonlinear_fit(deviation_function *deviation, void *context, size_t n, size_t parameters,
                   double *parameter, double *inverse, double *rss)
{
    if (parameters == 0 || parameters > PARAMETERS_MAX || n < parameters)
        return false;
    struct wrapped wrapped = {deviation, context};
    gsl_multifit_nlinear_fdf problem = {
        .f = fill_deviations, .df = fill_gradients, .n = n, .p = parameters, .params = &wrapped};
    gsl_multifit_nlinear_parameters method = gsl_multifit_nlinear_default_parameters();
    method.solver = gsl_multifit_nlinear_solver_qr;
    gsl_multifit_nlinear_workspace *search =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &method, n, parameters);
    if (search == NULL)
        return false;
    gsl_vector_const_view start = gsl_vector_const_view_array(parameter, parameters);
    int why;
    int status = gsl_multifit_nlinear_init(&start.vector, &problem, search);
    if (status == GSL_SUCCESS)
        status = gsl_multifit_nlinear_driver(STEPS_MAX, SETTLED_STEP, SETTLED_GRADIENT, 0, NULL,
                                             NULL, &why, search);
    // "No progress" is the minimum too, when rounding error is all that is left of the gradient.
    bool settled = (status == GSL_SUCCESS || status == GSL_ENOPROG ||
                    (status == GSL_EMAXITER && is_upright(search))) &&
                   take_minimum(search, parameter, inverse, rss);
    gsl_multifit_nlinear_free(search);
    return settled;
}
