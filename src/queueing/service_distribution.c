#include "queueing/service_distribution.h"

#include "maths/distribution.h"
#include "queueing/empirical_distribution.h"
#include "queueing/tail_percentile.h"

#include <math.h>

/// Weibull shapes between which scv is looked for: 0.1 has a scv of 1.8e5, 100 one of 0.00016.
static const double least_shape = 0.1;
static const double greatest_shape = 100;

static double gamma_moment(double shape, double power)
{
    return tgamma(1 + power / shape);
}

static double weibull_scv(double shape)
{
    double mean = gamma_moment(shape, 1);
    return gamma_moment(shape, 2) / (mean * mean) - 1;
}

static double weibull_excess(double shape, void *context)
{
    const double *scv = context;
    return log1p(weibull_scv(shape)) - log1p(*scv);
}

int service_distribution_weibull(double shape, struct service_distribution *service,
                                 struct err *err)
{
    if (!(shape >= least_shape && shape <= greatest_shape))
        return err_set(err, ERR_USAGE, "a Weibull shape of %.10g: it must be from %g to %g", shape,
                       least_shape, greatest_shape);
    double scale = 1 / gamma_moment(shape, 1);
    *service = (struct service_distribution){
        .kind = SERVICE_WEIBULL,
        .scv = weibull_scv(shape),
        .third_moment = gamma_moment(shape, 3) * scale * scale * scale,
        .shape = shape,
        .scale = scale,
    };
    return 0;
}

static int weibull_of_scv(double scv, struct service_distribution *service, struct err *err)
{
    double shape;
    double wanted = scv;
    if (!root_find(weibull_excess, &wanted, least_shape, greatest_shape, 1e-14, &shape))
        return err_set(err, ERR_USAGE,
                       "a Weibull distribution with scv %.10g: take from %.2g to %.2g", scv,
                       weibull_scv(greatest_shape), weibull_scv(least_shape));
    return service_distribution_weibull(shape, service, err);
}

static int check_scv(enum service_kind kind, double scv, struct err *err)
{
    static const char *const wanted[] = {
        [SERVICE_DETERMINISTIC] = "a deterministic service has scv 0",
        [SERVICE_EXPONENTIAL] = "an exponential service has scv 1",
        [SERVICE_LOGNORMAL] = "a lognormal service has a scv above 0",
        [SERVICE_HYPEREXPONENTIAL] = "a hyperexponential service has a scv above 1",
        [SERVICE_WEIBULL] = "a Weibull service has a scv above 0",
        [SERVICE_EMPIRICAL] = "a measured service takes its scv from the measurements",
    };
    bool fits = kind == SERVICE_DETERMINISTIC      ? scv == 0
                : kind == SERVICE_EXPONENTIAL      ? scv == 1
                : kind == SERVICE_HYPEREXPONENTIAL ? scv > 1
                : kind == SERVICE_EMPIRICAL        ? false
                                                   : scv > 0;
    if (!fits || !isfinite(scv))
        return err_set(err, ERR_USAGE, "scv %.10g: %s", scv, wanted[kind]);
    return 0;
}

int service_distribution_init(enum service_kind kind, double scv,
                              struct service_distribution *service, struct err *err)
{
    if (check_scv(kind, scv, err) != 0)
        return -1;
    if (kind == SERVICE_WEIBULL)
        return weibull_of_scv(scv, service, err);
    *service = (struct service_distribution){.kind = kind, .scv = scv};
    if (kind == SERVICE_DETERMINISTIC)
        service->third_moment = 1;
    if (kind == SERVICE_EXPONENTIAL)
        service->third_moment = 6;
    if (kind == SERVICE_LOGNORMAL) {
        service->sigma = sqrt(log1p(scv));
        service->mu = -service->sigma * service->sigma / 2;
        service->third_moment = pow(1 + scv, 3);
    }
    if (kind == SERVICE_HYPEREXPONENTIAL) {
        double q = (1 + sqrt((scv - 1) / (scv + 1))) / 2;
        service->phase = q;
        // 6 (q m1^3 + (1 - q) m2^3) with the phase means 1 / 2q and 1 / 2(1 - q).
        service->third_moment = 0.75 * (1 / (q * q) + 1 / ((1 - q) * (1 - q)));
    }
    return 0;
}

double service_tail(const struct service_distribution *service, double t)
{
    if (t <= 0)
        return 1;
    switch (service->kind) {
    case SERVICE_DETERMINISTIC:
        return t < 1 ? 1 : 0;
    case SERVICE_EXPONENTIAL:
        return exp(-t);
    case SERVICE_LOGNORMAL:
        return normal_cdf((service->mu - log(t)) / service->sigma);
    case SERVICE_HYPEREXPONENTIAL:
        return service->phase * exp(-2 * service->phase * t) +
               (1 - service->phase) * exp(-2 * (1 - service->phase) * t);
    case SERVICE_WEIBULL:
        return exp(-pow(t / service->scale, service->shape));
    case SERVICE_EMPIRICAL:
        return empirical_tail(service->empirical, t);
    }
    return NAN;
}

double service_residual_cdf(const struct service_distribution *service, double t)
{
    if (t <= 0)
        return 0;
    switch (service->kind) {
    case SERVICE_DETERMINISTIC:
        return fmin(t, 1);
    case SERVICE_EXPONENTIAL:
        return -expm1(-t);
    case SERVICE_LOGNORMAL: {
        double z = (log(t) - service->mu) / service->sigma;
        return t * normal_cdf(-z) + normal_cdf(z - service->sigma);
    }
    case SERVICE_HYPEREXPONENTIAL:
        return -(expm1(-2 * service->phase * t) + expm1(-2 * (1 - service->phase) * t)) / 2;
    case SERVICE_WEIBULL:
        return 1 - gamma_tail(pow(t / service->scale, service->shape), 1 / service->shape);
    case SERVICE_EMPIRICAL:
        return empirical_residual_cdf(service->empirical, t);
    }
    return NAN;
}

/// E[S^2; S <= t]: what services up to t add to the second moment.
static double square_below(const struct service_distribution *service, double t)
{
    switch (service->kind) {
    case SERVICE_DETERMINISTIC:
        return t < 1 ? 0 : 1;
    case SERVICE_EXPONENTIAL:
        return 2 * gamma_cdf(t, 3, 1);
    case SERVICE_LOGNORMAL:
        return (1 + service->scv) *
               normal_cdf((log(t) - service->mu) / service->sigma - 2 * service->sigma);
    case SERVICE_HYPEREXPONENTIAL: {
        double q = service->phase;
        return gamma_cdf(2 * q * t, 3, 1) / (2 * q) +
               gamma_cdf(2 * (1 - q) * t, 3, 1) / (2 * (1 - q));
    }
    case SERVICE_WEIBULL:
        return (1 + service->scv) *
               gamma_cdf(pow(t / service->scale, service->shape), 1 + 2 / service->shape, 1);
    case SERVICE_EMPIRICAL:
        return empirical_square_below(service->empirical, t);
    }
    return NAN;
}

double service_residual_integral(const struct service_distribution *service, double t)
{
    if (t <= 0)
        return 0;
    double longer = 1 - service_residual_cdf(service, t);
    return t * longer + (t * t * service_tail(service, t) + square_below(service, t)) / 2;
}

static double tail_at(double t, void *context)
{
    return service_tail(context, t);
}

double service_percentile(const struct service_distribution *service, double p)
{
    struct service_distribution own = *service;
    if (own.kind == SERVICE_DETERMINISTIC)
        return p > 0 && p < 1 ? 1 : p == 0 ? 0 : NAN;
    if (own.kind == SERVICE_EMPIRICAL)
        return empirical_percentile(own.empirical, p);
    return tail_percentile(tail_at, &own, p, 1, 1e-13);
}
