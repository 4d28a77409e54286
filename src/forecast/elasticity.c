#include "forecast/elasticity.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// 95 % efficient where errors are normal (Huber 1981).
#define HUBER_K 1.345
#define MEDIAN_TO_SIGMA 0.6745
#define CONVERGED 1e-12
/// Movement below this share of a value is rounding.
#define NO_MOVEMENT 1e-9
/// Residuals that follow each other more closely would widen an interval without end.
#define MOST_AUTOCORRELATION 0.95

enum { ROUNDS = 100 };

/// Sums of one weighted fit.
struct work {
    double *x, *y; ///< less the weighted means of their groups
    double *weight, *residual, *scratch;
    double *mean_x, *mean_y, *mass; ///< by group
};

static void work_init(struct work *work, const struct elasticity_data *data)
{
    work->x = mem_alloc(data->n, sizeof(double));
    work->y = mem_alloc(data->n, sizeof(double));
    work->weight = mem_alloc(data->n, sizeof(double));
    work->residual = mem_alloc(data->n, sizeof(double));
    work->scratch = mem_alloc(data->n, sizeof(double));
    work->mean_x = mem_alloc(data->groups, sizeof(double));
    work->mean_y = mem_alloc(data->groups, sizeof(double));
    work->mass = mem_alloc(data->groups, sizeof(double));
    for (size_t i = 0; i < data->n; i++)
        work->weight[i] = 1;
}

static void work_release(struct work *work)
{
    free(work->x);
    free(work->y);
    free(work->weight);
    free(work->residual);
    free(work->scratch);
    free(work->mean_x);
    free(work->mean_y);
    free(work->mass);
}

/// Takes the weighted means of the groups off; that is the same as fitting a constant for each
/// (Frisch and Waugh 1933).
static void centre(const struct elasticity_data *data, struct work *work)
{
    memset(work->mean_x, 0, data->groups * sizeof(double));
    memset(work->mean_y, 0, data->groups * sizeof(double));
    memset(work->mass, 0, data->groups * sizeof(double));
    for (size_t i = 0; i < data->n; i++) {
        size_t g = data->group[i];
        work->mass[g] += work->weight[i];
        work->mean_x[g] += (data->x[i] - work->mean_x[g]) * work->weight[i] / work->mass[g];
        work->mean_y[g] += (data->y[i] - work->mean_y[g]) * work->weight[i] / work->mass[g];
    }
    for (size_t i = 0; i < data->n; i++) {
        work->x[i] = data->x[i] - work->mean_x[data->group[i]];
        work->y[i] = data->y[i] - work->mean_y[data->group[i]];
    }
}

/// Slope of the centred values; NaN where x does not move.
static double slope_of(const struct work *work, size_t n)
{
    double xx = 0, xy = 0;
    for (size_t i = 0; i < n; i++) {
        xx += work->weight[i] * work->x[i] * work->x[i];
        xy += work->weight[i] * work->x[i] * work->y[i];
    }
    return xx > (double)n * NO_MOVEMENT * NO_MOVEMENT ? xy / xx : NAN;
}

static double explained(const struct work *work, size_t n, double slope)
{
    double all = 0, left = 0;
    for (size_t i = 0; i < n; i++) {
        double residual = work->y[i] - slope * work->x[i];
        all += work->weight[i] * work->y[i] * work->y[i];
        left += work->weight[i] * residual * residual;
    }
    return all > 0 ? 1 - left / all : 0;
}

double elasticity_r_squared(const struct elasticity_data *data)
{
    struct work work;
    work_init(&work, data);
    centre(data, &work);
    double slope = slope_of(&work, data->n);
    double r_squared = isnan(slope) ? NAN : explained(&work, data->n, slope);
    work_release(&work);
    return r_squared;
}

/// Reweights once; returns the slope and sets the scale of the residuals.
static double reweight(const struct elasticity_data *data, struct work *work, double *scale)
{
    centre(data, work);
    double slope = slope_of(work, data->n);
    for (size_t i = 0; i < data->n; i++) {
        work->residual[i] = work->y[i] - slope * work->x[i];
        work->scratch[i] = fabs(work->residual[i]);
    }
    *scale = median_select(work->scratch, data->n) / MEDIAN_TO_SIGMA;
    for (size_t i = 0; i < data->n; i++) {
        double far = fabs(work->residual[i]);
        work->weight[i] = far <= HUBER_K * *scale ? 1 : HUBER_K * *scale / far;
    }
    return slope;
}

/// Huber's standard error of the slope: his correction K of the variance of psi, over the movement
/// of x within the groups.
static double huber_error(const struct elasticity_data *data, struct work *work, double scale,
                          size_t freedom)
{
    double psi = 0, inside = 0;
    for (size_t i = 0; i < data->n; i++) {
        psi += pow(work->weight[i] * work->residual[i], 2);
        inside += fabs(work->residual[i]) <= HUBER_K * scale;
    }
    double n = (double)data->n;
    double share = inside / n;
    double variance = n > 1 ? share * (1 - share) * n / (n - 1) : 0;
    double k = 1 + (n - (double)freedom) * variance / (n * share * share);
    for (size_t i = 0; i < data->n; i++)
        work->weight[i] = 1;
    centre(data, work);
    double xx = 0;
    for (size_t i = 0; i < data->n; i++)
        xx += work->x[i] * work->x[i];
    return sqrt(psi / (double)freedom) * k / share / sqrt(xx);
}

/// First autocorrelation of the residuals of neighbouring places, 0 to MOST_AUTOCORRELATION.
static double autocorrelation(const struct work *work, const size_t *at, size_t n)
{
    double products = 0, squares = 0, pairs = 0;
    for (size_t i = 0; i < n; i++) {
        squares += work->residual[i] * work->residual[i];
        if (i > 0 && at[i] == at[i - 1] + 1) {
            products += work->residual[i] * work->residual[i - 1];
            pairs++;
        }
    }
    if (!(squares > 0) || pairs == 0)
        return 0;
    return fmin(fmax(products / pairs / (squares / (double)n), 0), MOST_AUTOCORRELATION);
}

static size_t groups_used(const struct elasticity_data *data, const struct work *work)
{
    size_t used = 0;
    for (size_t g = 0; g < data->groups; g++)
        used += work->mass[g] > 0;
    return used;
}

bool elasticity_fit(const struct elasticity_data *data, const size_t *at,
                    struct elasticity *elasticity)
{
    struct work work;
    double scale = 0;
    work_init(&work, data);
    centre(data, &work);
    double slope = slope_of(&work, data->n);
    size_t terms = groups_used(data, &work) + 1;
    bool is_fitted = !isnan(slope) && data->n > terms;
    for (int round = 0; is_fitted && round < ROUNDS; round++) {
        double last = slope;
        slope = reweight(data, &work, &scale);
        is_fitted = !isnan(slope);
        if (round > 0 && fabs(slope - last) <= CONVERGED * fmax(1, fabs(slope)))
            break;
    }
    if (is_fitted) {
        size_t freedom = data->n - terms;
        double r = autocorrelation(&work, at, data->n);
        elasticity->slope = slope;
        elasticity->r_squared = explained(&work, data->n, slope);
        elasticity->error = huber_error(data, &work, scale, freedom) * sqrt((1 + r) / (1 - r));
        double reach = student_quantile(0.975, (double)freedom) * elasticity->error;
        elasticity->low = slope - reach;
        elasticity->high = slope + reach;
    }
    work_release(&work);
    return is_fitted;
}
