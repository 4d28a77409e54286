#include "service/usl.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/nonlinear_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GAMMA, ALPHA, BETA, COEFFICIENTS };

/// One set of coefficients that may differ from 0, and the points.
struct usl_problem {
    const double *concurrency;
    const double *throughput; ///< the greatest is 1, so that the search knows what is small
    size_t n;
    bool free[COEFFICIENTS];
};

/// The minimum found for one problem.
struct usl_minimum {
    double coefficient[COEFFICIENTS];
    double covariance[COEFFICIENTS][COEFFICIENTS]; ///< not yet times the squared residual error
    bool free[COEFFICIENTS];
    double rss;
};

static double slowdown(double alpha, double beta, double n)
{
    return 1 + alpha * (n - 1) + beta * n * (n - 1);
}

/// Spreads the free coefficients over all three.
static void expand(const struct usl_problem *problem, const double *parameter,
                   double coefficient[COEFFICIENTS])
{
    size_t next = 0;
    for (size_t k = 0; k < COEFFICIENTS; k++)
        coefficient[k] = problem->free[k] ? parameter[next++] : 0;
}

static double deviation(const double *parameter, size_t i, double *gradient, void *context)
{
    const struct usl_problem *problem = context;
    double c[COEFFICIENTS];
    expand(problem, parameter, c);
    double n = problem->concurrency[i];
    double divisor = slowdown(c[ALPHA], c[BETA], n);
    double model = c[GAMMA] * n / divisor;
    const double by[COEFFICIENTS] = {
        n / divisor,
        -model * (n - 1) / divisor,
        -model * n * (n - 1) / divisor,
    };
    size_t next = 0;
    for (size_t k = 0; k < COEFFICIENTS; k++)
        if (problem->free[k])
            gradient[next++] = by[k];
    return model - problem->throughput[i];
}

/// The best gamma for an alpha and a beta, where it enters linearly, and the sum of squares left.
static double profile(const struct usl_problem *problem, double alpha, double beta, double *gamma)
{
    double xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < problem->n; i++) {
        double n = problem->concurrency[i];
        double x = n / slowdown(alpha, beta, n);
        double y = problem->throughput[i];
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    *gamma = xy / xx;
    return yy - *gamma * xy;
}

/// The best point of a grid of alpha and beta that spans what the concurrencies can tell: the
/// search starts in the right valley.
static void find_start(const struct usl_problem *problem, double start[COEFFICIENTS])
{
    enum { GRID = 16 };
    double most = 0;
    for (size_t i = 0; i < problem->n; i++)
        most = fmax(most, problem->concurrency[i]);
    double least = INFINITY;
    for (int a = 0; a <= (problem->free[ALPHA] ? GRID : 0); a++)
        for (int b = 0; b <= (problem->free[BETA] ? GRID : 0); b++) {
            double gamma;
            double alpha = problem->free[ALPHA] ? ldexp(1 / most, a - GRID / 2) : 0;
            double beta = problem->free[BETA] ? ldexp(1 / most / most, b - GRID / 2) : 0;
            double rss = profile(problem, alpha, beta, &gamma);
            if (rss >= least)
                continue;
            least = rss;
            start[GAMMA] = gamma;
            start[ALPHA] = alpha;
            start[BETA] = beta;
        }
}

/// Fits one problem; false when its minimum has a negative coefficient or is none.
static bool solve(struct usl_problem *problem, struct usl_minimum *minimum)
{
    double start[COEFFICIENTS];
    double parameter[COEFFICIENTS];
    double inverse[COEFFICIENTS * COEFFICIENTS];
    size_t count = 0;
    find_start(problem, start);
    for (size_t k = 0; k < COEFFICIENTS; k++)
        if (problem->free[k])
            parameter[count++] = start[k];
    if (!nonlinear_fit(deviation, problem, problem->n, count, parameter, inverse, &minimum->rss))
        return false;
    expand(problem, parameter, minimum->coefficient);
    memcpy(minimum->free, problem->free, sizeof minimum->free);
    memset(minimum->covariance, 0, sizeof minimum->covariance);
    size_t row = 0;
    for (size_t i = 0; i < COEFFICIENTS; i++) {
        if (minimum->coefficient[i] < 0)
            return false;
        size_t column = 0;
        for (size_t k = 0; k < COEFFICIENTS; k++)
            if (problem->free[i] && problem->free[k])
                minimum->covariance[i][k] = inverse[row * count + column++];
        row += problem->free[i];
    }
    return true;
}

static struct usl_coefficient coefficient_of(const struct usl_minimum *minimum, size_t k,
                                             double residual_error, double reach)
{
    struct usl_coefficient coefficient = {
        .value = minimum->coefficient[k],
        .error = minimum->free[k] ? sqrt(minimum->covariance[k][k]) * residual_error : NAN,
        .at_bound = !minimum->free[k],
    };
    coefficient.low = fmax(coefficient.value - reach * coefficient.error, 0);
    coefficient.high = coefficient.value + reach * coefficient.error;
    if (isnan(coefficient.error))
        coefficient.low = coefficient.high = NAN;
    return coefficient;
}

static bool has_enough(const double *concurrency, const double *throughput, size_t n)
{
    size_t different = 0;
    bool any = false;
    for (size_t i = 0; i < n && different < USL_POINTS_MIN; i++) {
        size_t before = 0;
        while (concurrency[before] != concurrency[i])
            before++;
        different += before == i;
    }
    for (size_t i = 0; i < n; i++)
        any = any || throughput[i] > 0;
    return any && different >= USL_POINTS_MIN;
}

/// The least of a bounded problem lies inside, or on an edge: each is tried with what is on the
/// edge left out.
static bool find_best(struct usl_problem *problem, struct usl_minimum *best)
{
    static const bool edges[][COEFFICIENTS] = {
        {true, true, true}, {true, true, false}, {true, false, true}, {true, false, false}};
    *best = (struct usl_minimum){.rss = INFINITY};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        struct usl_minimum minimum;
        memcpy(problem->free, edges[i], sizeof problem->free);
        if (solve(problem, &minimum) && minimum.rss < best->rss)
            *best = minimum;
    }
    return isfinite(best->rss);
}

bool usl_fit(const double *concurrency, const double *throughput, size_t n, double confidence,
             struct usl *usl)
{
    if (!has_enough(concurrency, throughput, n))
        return false;
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, throughput[i]);
    double *scaled = mem_alloc(n, sizeof *scaled);
    for (size_t i = 0; i < n; i++)
        scaled[i] = throughput[i] / most;
    struct usl_problem problem = {concurrency, scaled, n, {false}};
    struct usl_minimum best;
    bool found = find_best(&problem, &best);
    free(scaled);
    if (!found)
        return false;
    best.coefficient[GAMMA] *= most;
    for (size_t k = 0; k < COEFFICIENTS; k++) { // back in the unit of throughput
        best.covariance[GAMMA][k] *= most;
        best.covariance[k][GAMMA] *= most;
    }
    double freedom = (double)n - COEFFICIENTS;
    double error = freedom > 0 ? sqrt(best.rss / freedom) : NAN;
    double reach = freedom > 0 ? student_quantile(0.5 + confidence / 2, freedom) : NAN;
    *usl = (struct usl){
        .gamma = coefficient_of(&best, GAMMA, error, reach),
        .alpha = coefficient_of(&best, ALPHA, error, reach),
        .beta = coefficient_of(&best, BETA, error, reach),
        .rss = best.rss * most * most,
        .residual_error = error * most,
        .n = n,
    };
    for (size_t i = 0; i < COEFFICIENTS * COEFFICIENTS; i++)
        usl->covariance[i] = best.covariance[i / COEFFICIENTS][i % COEFFICIENTS] * error * error;
    return true;
}

double usl_reach(const struct usl *usl, usl_value *value, double argument, double confidence)
{
    const double *const covariance = usl->covariance;
    double gradient[COEFFICIENTS];
    if (usl->n <= COEFFICIENTS)
        return NAN;
    for (size_t k = 0; k < COEFFICIENTS; k++) {
        struct usl less = *usl, more = *usl;
        double *const lower[] = {&less.gamma.value, &less.alpha.value, &less.beta.value};
        double *const upper[] = {&more.gamma.value, &more.alpha.value, &more.beta.value};
        double step = 1e-6 * *lower[k];
        *lower[k] -= step;
        *upper[k] += step;
        gradient[k] = step > 0 ? (value(&more, argument) - value(&less, argument)) / (2 * step) : 0;
    }
    double variance = 0;
    for (size_t i = 0; i < COEFFICIENTS; i++)
        for (size_t k = 0; k < COEFFICIENTS; k++)
            variance += gradient[i] * gradient[k] * covariance[i * COEFFICIENTS + k];
    double freedom = (double)usl->n - COEFFICIENTS;
    return student_quantile(0.5 + confidence / 2, freedom) * sqrt(fmax(variance, 0));
}

double usl_throughput(const struct usl *usl, double concurrency)
{
    return usl->gamma.value * concurrency /
           slowdown(usl->alpha.value, usl->beta.value, concurrency);
}

double usl_response(const struct usl *usl, double concurrency)
{
    return slowdown(usl->alpha.value, usl->beta.value, concurrency) / usl->gamma.value;
}

double usl_peak(const struct usl *usl)
{
    if (usl->alpha.value >= 1)
        return 1;
    if (usl->beta.value == 0)
        return INFINITY;
    return fmax(sqrt((1 - usl->alpha.value) / usl->beta.value), 1);
}

double usl_peak_throughput(const struct usl *usl)
{
    double peak = usl_peak(usl);
    return isinf(peak) ? usl->gamma.value / usl->alpha.value : usl_throughput(usl, peak);
}

/// The positive root of a x^2 + b x - c with a >= 0 and c >= 0, without cancellation.
static double positive_root(double a, double b, double c)
{
    double root = sqrt(b * b + 4 * a * c);
    return b >= 0 ? 2 * c / (b + root) : (root - b) / (2 * a);
}

double usl_concurrency_at_response(const struct usl *usl, double response)
{
    double alpha = usl->alpha.value, beta = usl->beta.value;
    double excess = usl->gamma.value * response - 1;
    if (!(excess >= 0))
        return NAN;
    if (alpha == 0 && beta == 0)
        return INFINITY;
    // With m = N - 1 the response is (1 + (alpha + beta) m + beta m^2) / gamma.
    return 1 + positive_root(beta, alpha + beta, excess);
}

double usl_concurrency_for(const struct usl *usl, double throughput)
{
    double alpha = usl->alpha.value, beta = usl->beta.value, gamma = usl->gamma.value;
    if (!(throughput >= 0))
        return NAN;
    if (alpha >= 1)
        return throughput <= gamma ? throughput / gamma : NAN;
    // throughput (1 + alpha (N - 1) + beta N (N - 1)) = gamma N as a N^2 - b N + c = 0.
    double a = throughput * beta;
    double b = gamma - throughput * (alpha - beta);
    double c = throughput * (1 - alpha);
    double discriminant = b * b - 4 * a * c;
    if (discriminant < 0 || b <= 0)
        return NAN;
    return 2 * c / (b + sqrt(discriminant));
}
