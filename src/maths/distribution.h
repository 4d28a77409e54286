// Probability distributions: cumulative probabilities and quantiles, NaN outside their domain.
#ifndef HEADROOM_MATHS_DISTRIBUTION_H
#define HEADROOM_MATHS_DISTRIBUTION_H

/// Standard normal.
double normal_pdf(double x);
double normal_cdf(double x);
/// p in [0, 1]; infinite at the ends.
double normal_quantile(double p);

double student_quantile(double p, double freedom);

double beta_quantile(double p, double a, double b);

/// Gamma with `shape` > 0 and `scale` > 0.
double gamma_cdf(double x, double shape, double scale);
/// Upper tail Q(shape, x) = P(X > x) of the gamma with scale 1, without cancellation.
double gamma_tail(double x, double shape);

/// P(X <= k) of `trials` with probability `p` each; k below 0 gives 0.
double binomial_cdf(double k, double trials, double p);
/// Smallest k with P(X <= k) >= probability.
double binomial_quantile(double probability, double trials, double p);

/// The lower Clopper-Pearson bound, at `confidence`, of the share of which `hits` of `trials` were
/// seen: beta quantile of 1 - confidence with (hits, trials - hits + 1); 0 for no hit.
double share_at_least(double hits, double trials, double confidence);

/// Poisson with `mean` >= 0.
double poisson_cdf(double k, double mean);
double poisson_quantile(double probability, double mean);

/// Negative binomial by mean and size > 0: variance mean + mean^2 / size.
double negative_binomial_cdf(double k, double mean, double size);
double negative_binomial_quantile(double probability, double mean, double size);

#endif
