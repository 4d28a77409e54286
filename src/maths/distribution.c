#include "maths/distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

static bool is_probability(double p)
{
    return p >= 0 && p <= 1;
}

double normal_pdf(double x)
{
    return gsl_ran_ugaussian_pdf(x);
}

double normal_cdf(double x)
{
    return gsl_cdf_ugaussian_P(x);
}

double normal_quantile(double p)
{
    return is_probability(p) ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double student_quantile(double p, double freedom)
{
    return freedom > 0 && is_probability(p) ? gsl_cdf_tdist_Pinv(p, freedom) : NAN;
}

double beta_quantile(double p, double a, double b)
{
    return a > 0 && b > 0 && is_probability(p) ? gsl_cdf_beta_Pinv(p, a, b) : NAN;
}

double gamma_cdf(double x, double shape, double scale)
{
    return shape > 0 && scale > 0 ? gsl_cdf_gamma_P(fmax(x, 0), shape, scale) : NAN;
}

double gamma_tail(double x, double shape)
{
    return shape > 0 && x >= 0 ? gsl_sf_gamma_inc_Q(shape, x) : NAN;
}

double binomial_cdf(double k, double trials, double p)
{
    if (!(trials >= 0) || !is_probability(p) || isnan(k))
        return NAN;
    double whole = floor(k);
    if (whole < 0)
        return 0;
    if (whole >= trials || p <= 0)
        return 1;
    return gsl_cdf_beta_Q(p, whole + 1, trials - whole);
}

double poisson_cdf(double k, double mean)
{
    if (!(mean >= 0) || isnan(k))
        return NAN;
    double whole = floor(k);
    if (whole < 0)
        return 0;
    return mean <= 0 ? 1 : gsl_sf_gamma_inc_Q(whole + 1, mean);
}

double negative_binomial_cdf(double k, double mean, double size)
{
    if (!(mean >= 0) || !(size > 0) || isnan(k))
        return NAN;
    double whole = floor(k);
    if (whole < 0)
        return 0;
    return mean <= 0 ? 1 : gsl_cdf_beta_P(size / (size + mean), size, whole + 1);
}

/// A discrete distribution of up to two parameters.
typedef double discrete_cdf(double k, double a, double b);

/// Smallest whole k >= 0 with cdf(k) >= probability: doubles from `step` up, then halves.
static double discrete_quantile(discrete_cdf *cdf, double probability, double a, double b,
                                double step)
{
    if (!is_probability(probability) || isnan(cdf(0, a, b)))
        return NAN;
    if (cdf(0, a, b) >= probability)
        return 0;
    double low = 0;
    double high = fmax(ceil(step), 1);
    while (cdf(high, a, b) < probability) {
        low = high;
        high *= 2;
        if (high > 0x1p52)
            return INFINITY;
    }
    while (high - low > 1) {
        double middle = floor(low + (high - low) / 2);
        if (cdf(middle, a, b) >= probability)
            high = middle;
        else
            low = middle;
    }
    return high;
}

double binomial_quantile(double probability, double trials, double p)
{
    return discrete_quantile(binomial_cdf, probability, trials, p, trials * p);
}

double share_at_least(double hits, double trials, double confidence)
{
    if (!(hits >= 0 && hits <= trials && trials > 0))
        return NAN;
    return hits == 0 ? 0 : beta_quantile(1 - confidence, hits, trials - hits + 1);
}

static double poisson_cdf_of_two(double k, double mean, double unused)
{
    (void)unused;
    return poisson_cdf(k, mean);
}

double poisson_quantile(double probability, double mean)
{
    return discrete_quantile(poisson_cdf_of_two, probability, mean, 0, mean);
}

double negative_binomial_quantile(double probability, double mean, double size)
{
    return discrete_quantile(negative_binomial_cdf, probability, mean, size, mean);
}
