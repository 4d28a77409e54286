// Unequal instances: against closed forms of single exponential workers, and by simulation.
#include "maths/maths.h"
#include "queueing/fleet_simulation.h"
#include "queueing/mmc.h"
#include "queueing/unequal_instances.h"
#include "tap.h"

#include <math.h>

static const double weight[] = {1, 1, 2};

static struct unequal_instances three(const struct instance_model *model, double utilization)
{
    return (struct unequal_instances){model, weight, 3, utilization};
}

/// Where a mixture of M/M/c tails passes 1 - p, by bisection.
static double by_hand(double rho_small, double rho_large, double share_small, double p)
{
    struct mmc small = mmc_station(1, rho_small);
    struct mmc large = mmc_station(2, 2 * rho_large);
    double low = 0;
    double high = 1000;
    for (int i = 0; i < 100; i++) {
        double t = (low + high) / 2;
        double tail = share_small * mmc_response_tail(&small, t) +
                      (1 - share_small) * mmc_response_tail(&large, t);
        if (tail > 1 - p)
            low = t;
        else
            high = t;
    }
    return high;
}

int main(void)
{
    maths_init();
    struct service_distribution service;
    service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, NULL);
    struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_RANDOM, 1};
    struct unequal_instances unequal = three(&model, 0.6);
    near(unequal_percentile(&unequal, SHARES_BY_SIZE, 0.99), by_hand(0.6, 0.6, 0.5, 0.99), 2e-3,
         "divided by size, all are as busy: half of the requests go to two M/M/1");
    // Of 4 x 0.6 requests in service each instance gets 0.8: one worker is 80 % busy, two are 40 %.
    near(unequal_percentile(&unequal, SHARES_EQUAL, 0.99), by_hand(0.8, 0.4, 2. / 3, 0.99), 2e-3,
         "in equal shares two thirds of them go to workers that are 80 % busy");
    struct mmc pool = mmc_station(4, 2.4);
    near(unequal_percentile(&unequal, SHARES_POOLED, 0.99), mmc_response_percentile(&pool, 0.99),
         2e-3, "one queue is an M/M/4");
    near(unequal_saturation(&unequal), 0.75, 1e-15, "equal shares fill the small ones at 75 %");
    unequal.utilization = 0.76;
    ok(isinf(unequal_percentile(&unequal, SHARES_EQUAL, 0.99)), "and are endless beyond");
    ok(isfinite(unequal_percentile(&unequal, SHARES_BY_SIZE, 0.99)), "by size they are not");

    service_distribution_init(SERVICE_LOGNORMAL, 0.5, &service, NULL);
    struct instance_model shared = {&service, DISCIPLINE_PS, BALANCE_RANDOM, 4};
    unequal = three(&shared, 0.8);
    struct fleet_simulation simulation = {.model = &shared,
                                          .weight = weight,
                                          .instances = 3,
                                          .load = 0.8 * 16,
                                          .p = 0.99,
                                          .seed = 1,
                                          .threads = 2};
    struct simulated_times times = fleet_simulate(&simulation);
    double percentile = unequal_percentile(&unequal, SHARES_BY_SIZE, 0.99);
    ok(percentile > times.percentile.low * 0.99 && percentile < times.percentile.high * 1.01,
       "processor sharing: %.4f against simulated %.4f to %.4f", percentile, times.percentile.low,
       times.percentile.high);
    return done();
}
