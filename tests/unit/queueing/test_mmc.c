#include "maths/maths.h"
#include "queueing/mmc.h"
#include "tap.h"

#include <math.h>

// The published table is in tests/reference; here closed forms, an integral and the edges.

static void test_one_server(void)
{
    struct mmc station = mmc_station(1, 0.85);
    near(mmc_response_mean(&station), 1 / 0.15, 1e-14, "M/M/1: the mean is 1 / (1 - rho)");
    near(mmc_response_tail(&station, 7), exp(-0.15 * 7), 1e-13, "M/M/1: the tail is exponential");
    near(mmc_response_percentile(&station, 0.99), log(100) / 0.15, 1e-12, "M/M/1: its p99");
    near(mmc_wait_percentile(&station, 0.1), 0, 0, "15 % do not wait, so their p10 is 0");
}

/// P(T > t) by summing the service's density over Simpson's rule: P(S > t) + integral of
/// e^-x P(W > t - x).
static double tail_by_integral(const struct mmc *station, double t)
{
    enum { CELLS = 2000 };
    double sum = 0;
    for (int i = 0; i <= CELLS; i++) {
        double x = t * i / CELLS;
        double weight = i == 0 || i == CELLS ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * exp(-x) * mmc_wait_tail(station, t - x);
    }
    return exp(-t) + sum * t / CELLS / 3;
}

static void test_convolution(void)
{
    // The load of c - 1 is where the two exponentials of the closed form coincide.
    const double loads[] = {0.5, 2, 2.9, 3, 3.0000001, 3.1, 3.9};
    bool agree = true;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++) {
        struct mmc station = mmc_station(4, loads[i]);
        for (double t = 0.25; t < 20; t *= 2) {
            double expected = tail_by_integral(&station, t);
            agree &= fabs(mmc_response_tail(&station, t) - expected) <= 1e-8 * expected;
        }
    }
    ok(agree, "the response is the wait and the service, for loads around c - 1");
}

static void test_percentiles_invert(void)
{
    bool inverse = true;
    for (double servers = 1; servers < 20000; servers *= 7)
        for (double p = 0.1; p < 1; p += 0.2) {
            struct mmc station = mmc_station(servers, 0.97 * servers);
            double t = mmc_response_percentile(&station, p);
            inverse &= fabs(mmc_response_tail(&station, t) - (1 - p)) <= 1e-10 * (1 - p);
        }
    ok(inverse, "the tail at a percentile is what exceeds it");
}

static void test_edges(void)
{
    struct mmc full = mmc_station(3, 3);
    ok(isinf(mmc_wait_mean(&full)) && isinf(mmc_response_mean(&full)) &&
           isinf(mmc_response_percentile(&full, 0.5)) && isinf(mmc_wait_percentile(&full, 0.5)),
       "an overloaded station has infinite times");
    near(mmc_response_tail(&full, 1e9), 1, 0, "which exceed everything");
    struct mmc idle = mmc_station(3, 0);
    near(mmc_response_percentile(&idle, 0.99), log(100), 1e-12, "an idle one serves at once");
    near(mmc_response_percentile(&idle, 0), 0, 0, "nothing is below 0");
    ok(isnan(mmc_response_percentile(&idle, 1)) && isnan(mmc_wait_percentile(&idle, -0.1)) &&
           isnan(mmc_response_percentile(&full, 2)),
       "shares outside [0, 1) have no percentile");
}

int main(void)
{
    maths_init();
    test_one_server();
    test_convolution();
    test_percentiles_invert();
    test_edges();
    return done();
}
