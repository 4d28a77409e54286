#include "maths/distribution.h"
#include "maths/maths.h"
#include "tap.h"

#include <math.h>

// Expected values: R 4.2, the call of the same meaning in the name of each check.
int main(void)
{
    maths_init();
    near(normal_quantile(.95), 1.64485362695147, 1e-13, "qnorm(.95)");
    near(normal_cdf(1.5), 0.933192798731142, 1e-13, "pnorm(1.5)");
    near(normal_pdf(.5), 0.352065326764300, 1e-13, "dnorm(.5)");
    near(student_quantile(.975, 5), 2.57058183563631, 1e-10, "qt(.975, 5)");
    near(beta_quantile(.3, 2, 5), 0.181803471318949, 1e-10, "qbeta(.3, 2, 5)");
    near(gamma_cdf(3, 2, 1.5), 0.593994150290162, 1e-12, "pgamma(3, 2, scale = 1.5)");
    near(gamma_tail(20, 3), 4.55514950558921e-07, 1e-12, "pgamma(20, 3, lower = FALSE)");
    near(binomial_cdf(3, 10, .3), 0.6496107184, 1e-12, "pbinom(3, 10, .3)");
    near(binomial_quantile(.95, 100, .07), 11, 0, "qbinom(.95, 100, .07)");
    near(poisson_cdf(4, 3.2), 0.780612511067304, 1e-12, "ppois(4, 3.2)");
    near(poisson_quantile(.999, 1000), 1099, 0, "qpois(.999, 1000)");
    near(share_at_least(140, 144, .95), 0.93756473104172, 1e-12,
         "binom.test(140, 144, alternative = 'greater')");
    near(share_at_least(144, 144, .95), 0.9794112077005, 1e-12, "all of 144");
    near(share_at_least(0, 9, .95), 0, 0, "none");
    near(negative_binomial_cdf(5, 3, 2), 0.8413696, 1e-12, "pnbinom(5, mu = 3, size = 2)");
    near(negative_binomial_quantile(.99, 300, 4), 756, 0, "qnbinom(.99, mu = 300, size = 4)");

    near(normal_quantile(1.5), NAN, 0, "no quantile beyond probability 1");
    near(student_quantile(.5, 0), NAN, 0, "no Student's t without freedom");
    near(gamma_cdf(1, -1, 1), NAN, 0, "no gamma of negative shape");
    near(binomial_cdf(-1, 10, .3), 0, 0, "nothing below none");
    near(binomial_cdf(10, 10, .3), 1, 0, "all of them is certain");
    near(poisson_quantile(.5, 0), 0, 0, "no arrivals");
    return done();
}
