#include "maths/maths.h"
#include "queueing/empirical_distribution.h"
#include "queueing/service_distribution.h"
#include "tap.h"

#include <math.h>

/// Integral over [0, most] of 2 t P(S > t) dt (power 2) or 3 t^2 P(S > t) dt (power 3).
static double moment_by_integral(const struct service_distribution *service, int power, double most)
{
    enum { CELLS = 200000 };
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
        double t = most * (i + 0.5) / CELLS;
        sum += power * pow(t, power - 1) * service_tail(service, t);
    }
    return sum * most / CELLS;
}

/// The residual's integral against a sum of its tail.
static void check_residual_integral(const struct service_distribution *service, double most,
                                    const char *name)
{
    double sum = 0;
    double step = 1e-4;
    double worst = 0;
    for (int i = 0; i < 40000; i++) {
        sum += (1 - service_residual_cdf(service, (i + 0.5) * step)) * step;
        if (i % 1000 == 0)
            worst = fmax(worst, fabs(service_residual_integral(service, (i + 1) * step) - sum));
    }
    ok(worst < 1e-7, "%s: the residual's integral (%.2g off)", name, worst);
    near(service_residual_integral(service, most), (1 + service->scv) / 2, 2e-3,
         "all of it is the mean residual");
}

static void test_one(enum service_kind kind, double scv, double most, const char *name)
{
    struct service_distribution service;
    struct err err = {0};
    ok(service_distribution_init(kind, scv, &service, &err) == 0, "%s: %s", name, err.text);
    near(service_residual_cdf(&service, most), 1, 1e-4, name);
    near(moment_by_integral(&service, 2, most), 1 + scv, 2e-3, name);
    near(moment_by_integral(&service, 3, most), service.third_moment, 1e-2, name);
    bool residual = true;
    double sum = 0;
    double step = 1e-4;
    for (int i = 0; i < 30000; i++) {
        sum += service_tail(&service, (i + 0.5) * step) * step;
        if (i % 1000 == 0)
            residual &= fabs(service_residual_cdf(&service, (i + 1) * step) - sum) < 1e-4;
    }
    ok(residual, "%s: the residual is the integral of the tail", name);
    check_residual_integral(&service, most, name);
    double p90 = service_percentile(&service, 0.9);
    ok(service_tail(&service, p90 * 1.000001) <= 0.1 + 1e-9 &&
           service_tail(&service, p90 * 0.999999) >= 0.1 - 1e-9,
       "%s: the tail at a percentile", name);
}

static void test_refusals(void)
{
    struct service_distribution service;
    struct err err = {0};
    ok(service_distribution_init(SERVICE_HYPEREXPONENTIAL, 1, &service, &err) != 0, "scv 1");
    is_text(err.text, "scv 1: a hyperexponential service has a scv above 1", "says what it needs");
    ok(service_distribution_init(SERVICE_LOGNORMAL, 0, &service, &err) != 0, "lognormal scv 0");
    ok(service_distribution_init(SERVICE_LOGNORMAL, NAN, &service, &err) != 0, "no number");
    ok(service_distribution_init(SERVICE_WEIBULL, 1e9, &service, &err) != 0, "too variable");
    has_text(err.text, "a Weibull distribution with scv 1000000000: take from", "says the range");
    ok(service_distribution_weibull(0, &service, &err) != 0, "a shape of 0");
    has_text(err.text, "it must be from 0.1 to 100", "says the range of shapes");
}

static void test_measured(void)
{
    struct empirical_distribution empirical = {0};
    struct err err = {0};
    const double samples[] = {30, 10, 20, 20};
    ok(empirical_of_samples(samples, 4, &empirical, &err) == 0, "samples: %s", err.text);
    struct service_distribution service = empirical_service(&empirical);
    near(empirical.mean, 20, 1e-15, "their mean");
    near(service.scv, 0.125, 1e-14, "variance 50 over 400");
    near(service_tail(&service, 0.75), 0.75, 1e-15, "three of four take longer than 15");
    near(service_tail(&service, 1), 0.25, 1e-15, "one takes longer than 20");
    near(service_residual_cdf(&service, 1.25), 0.5 + 0.5 * 0.75 + 0.25 * 0.25, 1e-14, "residual");
    near(service_residual_cdf(&service, 9), 1, 1e-15, "all of it");
    near(service.third_moment, (0.125 + 1 + 1 + 3.375) / 4, 1e-14, "third moment");
    check_residual_integral(&service, 9, "samples");
    empirical_release(&empirical);

    // Evenly spread over 0 .. 20 ms: scv 1/3, third moment 2.
    const double shares[] = {0.5, 1};
    const double times[] = {10, 20};
    ok(empirical_of_percentiles(shares, times, 2, &empirical, &err) == 0, "percentiles");
    service = empirical_service(&empirical);
    near(service.scv, 1.0 / 3, 1e-14, "an even spread has scv 1/3");
    near(service.third_moment, 2, 1e-14, "and third moment 2");
    near(service_percentile(&service, 0.9), 1.8, 1e-9, "its p90");
    near(service_residual_cdf(&service, 1), 0.75, 1e-14, "its residual");
    check_residual_integral(&service, 9, "percentiles");
    empirical_release(&empirical);

    const double falling[] = {20, 10};
    ok(empirical_of_percentiles(shares, falling, 2, &empirical, &err) != 0, "falling times");
    is_text(err.text, "10 as the percentile 100: percentiles and their times must rise, from 0 on",
            "are refused");
    ok(empirical_of_percentiles(shares, times, 1, &empirical, &err) != 0, "one percentile");
    has_text(err.text, "two percentiles at least", "is too few");
    const double bad[] = {1, -1};
    ok(empirical_of_samples(bad, 2, &empirical, &err) != 0, "a negative sample");
    has_text(err.text, "a service time of -1: it must be 0 or more", "is refused");
    ok(empirical_of_samples(bad, 0, &empirical, &err) != 0, "no sample");
    has_text(err.text, "no service time", "is refused");
    const double zeros[] = {0, 0};
    ok(empirical_of_samples(zeros, 2, &empirical, &err) != 0, "only zeros");
    has_text(err.text, "with a mean of 0", "are refused");
}

int main(void)
{
    maths_init();
    test_one(SERVICE_DETERMINISTIC, 0, 5, "deterministic");
    test_one(SERVICE_EXPONENTIAL, 1, 60, "exponential");
    test_one(SERVICE_LOGNORMAL, 0.25, 60, "lognormal 0.25");
    test_one(SERVICE_LOGNORMAL, 4, 2000, "lognormal 4");
    test_one(SERVICE_HYPEREXPONENTIAL, 4, 300, "hyperexponential 4");
    test_one(SERVICE_WEIBULL, 3.0907958, 400, "Weibull 3.09");
    test_refusals();
    test_measured();
    return done();
}
