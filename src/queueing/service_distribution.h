// How long a request is served, in units of the mean service time.
#ifndef HEADROOM_QUEUEING_SERVICE_DISTRIBUTION_H
#define HEADROOM_QUEUEING_SERVICE_DISTRIBUTION_H

#include "base/err.h"

enum service_kind {
    SERVICE_DETERMINISTIC,
    SERVICE_EXPONENTIAL,
    SERVICE_LOGNORMAL,
    SERVICE_HYPEREXPONENTIAL, ///< two phases with balanced means
    SERVICE_WEIBULL,
    SERVICE_EMPIRICAL, ///< measured: see empirical_distribution.h
};

struct empirical_distribution;

/// A distribution with mean 1. Its fields are the kind's parameters and moments.
struct service_distribution {
    enum service_kind kind;
    double scv;          ///< squared coefficient of variation, variance / mean^2
    double third_moment; ///< E[S^3]
    double mu, sigma;    ///< lognormal: of the logarithm
    double phase;        ///< hyperexponential: probability of the short phase
    double shape, scale; ///< Weibull
    const struct empirical_distribution *empirical;
};

/// The distribution of a kind with squared coefficient of variation `scv`. Errors: a scv that the
/// kind cannot have (deterministic: 0, exponential: 1, hyperexponential: above 1, others: above 0),
/// or SERVICE_EMPIRICAL, which takes measurements.
int service_distribution_init(enum service_kind kind, double scv,
                              struct service_distribution *service, struct err *err);

/// Weibull by its shape > 0: scv = Gamma(1 + 2/k) / Gamma(1 + 1/k)^2 - 1.
int service_distribution_weibull(double shape, struct service_distribution *service,
                                 struct err *err);

/// P(S > t).
double service_tail(const struct service_distribution *service, double t);

/// P(residual service <= t) = integral of P(S > u) from 0 to t: what is left of a service under
/// way.
double service_residual_cdf(const struct service_distribution *service, double t);

/// The integral of P(residual service > u) from 0 to t: t (1 - Be(t)) + (t^2 P(S > t) + E[S^2; S <=
/// t]) / 2 with Be the residual's distribution.
double service_residual_integral(const struct service_distribution *service, double t);

/// The time that a share `p` in [0, 1) of services does not exceed.
double service_percentile(const struct service_distribution *service, double p);

#endif
