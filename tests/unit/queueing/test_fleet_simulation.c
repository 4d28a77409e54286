// The simulator against closed forms, and against tables simulated by another program.
#include "maths/maths.h"
#include "queueing/empirical_distribution.h"
#include "queueing/fleet_simulation.h"
#include "queueing/mmc.h"
#include "queueing/outstanding_order.h"
#include "queueing/service_sample.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>

enum { QUICK = 120000 };

static struct service_distribution service_with(double scv)
{
    struct service_distribution service;
    enum service_kind kind = scv == 1 ? SERVICE_EXPONENTIAL : SERVICE_LOGNORMAL;
    service_distribution_init(kind, scv, &service, NULL);
    return service;
}

static struct simulated_times simulate(const struct service_distribution *service,
                                       enum discipline discipline, enum balance balance,
                                       double instances, double workers, double rho)
{
    struct instance_model model = {service, discipline, balance, workers};
    struct fleet_simulation simulation = {.model = &model,
                                          .instances = instances,
                                          .load = rho * instances * workers,
                                          .p = 0.99,
                                          .seed = 1,
                                          .requests = QUICK,
                                          .threads = 2};
    return fleet_simulate(&simulation);
}

/// Whether a simulated figure agrees with another that has a standard error of its own.
static bool agrees(struct simulated_figure figure, double value, double standard_error)
{
    double reach = (figure.high - figure.low) / 2;
    return fabs(figure.value - value) <= hypot(reach, 2.26 * standard_error);
}

static void check_closed_forms(void)
{
    static const double workers[] = {1, 4, 16};
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++) {
        struct service_distribution service = service_with(1);
        struct mmc station = mmc_station(workers[i], 0.7 * workers[i]);
        struct simulated_times times =
            simulate(&service, DISCIPLINE_FCFS, BALANCE_RANDOM, 3, workers[i], 0.7);
        double percentile = mmc_response_percentile(&station, 0.99);
        ok(agrees(times.percentile, percentile, 0), "M/M/%g: p99 %.4f within %.4f to %.4f",
           workers[i], percentile, times.percentile.low, times.percentile.high);
        ok(agrees(times.mean, mmc_response_mean(&station), 0), "and its mean");
        // The mean under processor sharing is M/M/c's, whatever the services.
        struct service_distribution varied = service_with(0.5);
        times = simulate(&varied, DISCIPLINE_PS, BALANCE_RANDOM, 1, workers[i], 0.7);
        ok(agrees(times.mean, mmc_response_mean(&station), 0), "M/G/%g-PS: its mean", workers[i]);
    }
    struct service_distribution service = service_with(1);
    struct simulated_times times =
        simulate(&service, DISCIPLINE_FCFS, BALANCE_ROUND_ROBIN, 20, 1, 0.7);
    double percentile = round_robin_percentile(20, 0.7, 0.99);
    ok(agrees(times.percentile, percentile, 0), "E20/M/1: p99 %.4f within %.4f to %.4f", percentile,
       times.percentile.low, times.percentile.high);
}

/// Rows of tests/reference/lb_sim.csv and mgc_ps.csv: p99 and its standard error.
static void check_tables(void)
{
    static const struct {
        double scv;
        enum discipline discipline;
        enum balance balance;
        double instances, workers, rho;
        double percentile, standard_error;
    } row[] = {
        {1, DISCIPLINE_FCFS, BALANCE_POWER_OF_TWO, 20, 1, 0.7, 6.6980518, 0.0022},
        {4, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 4, 1, 0.7, 16.935135, 0.036},
        {4, DISCIPLINE_FCFS, BALANCE_POWER_OF_TWO, 20, 4, 0.7, 8.5977805, 0.00032},
        {1, DISCIPLINE_FCFS, BALANCE_ROUND_ROBIN, 4, 4, 0.85, 6.3381517, 0.0046},
        {1, DISCIPLINE_PS, BALANCE_RANDOM, 1, 4, 0.85, 13.792969, 0.028},
        {1, DISCIPLINE_PS, BALANCE_RANDOM, 1, 16, 0.85, 6.0917969, 0.0098},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct service_distribution service = service_with(row[i].scv);
        if (row[i].discipline == DISCIPLINE_PS)
            service_distribution_init(SERVICE_LOGNORMAL, row[i].scv, &service, NULL);
        struct simulated_times times = simulate(&service, row[i].discipline, row[i].balance,
                                                row[i].instances, row[i].workers, row[i].rho);
        ok(agrees(times.percentile, row[i].percentile, row[i].standard_error),
           "row %zu: p99 %.4f within %.4f to %.4f", i, row[i].percentile, times.percentile.low,
           times.percentile.high);
    }
}

static void check_weights(void)
{
    // Divided by size, an instance of 2 workers and two of 1 are an M/M/2 and M/M/1s as busy.
    static const double weight[] = {1, 1, 2};
    struct service_distribution service = service_with(1);
    struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_RANDOM, 1};
    struct fleet_simulation simulation = {.model = &model,
                                          .weight = weight,
                                          .instances = 3,
                                          .load = 2,
                                          .p = 0.99,
                                          .seed = 1,
                                          .requests = QUICK};
    struct simulated_times times = fleet_simulate(&simulation);
    struct mmc small = mmc_station(1, 0.5);
    struct mmc large = mmc_station(2, 1);
    double mean = (mmc_response_mean(&small) + mmc_response_mean(&large)) / 2;
    ok(agrees(times.mean, mean, 0), "instances of two sizes: mean %.4f within %.4f to %.4f", mean,
       times.mean.low, times.mean.high);
}

static void check_ends(void)
{
    struct service_distribution service = service_with(1);
    struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 2};
    struct fleet_simulation simulation = {.model = &model,
                                          .instances = 4,
                                          .load = 6,
                                          .p = 0.9,
                                          .seed = 7,
                                          .requests = 2000,
                                          .threads = 1};
    struct simulated_times alone = fleet_simulate(&simulation);
    simulation.threads = 4;
    struct simulated_times together = fleet_simulate(&simulation);
    near(together.percentile.value, alone.percentile.value, 0, "threads change nothing");
    near(alone.requests, 15000, 0, "three quarters of 10 runs of 2,000 are measured");
    simulation.seed = 8;
    ok(fleet_simulate(&simulation).percentile.value != alone.percentile.value,
       "another seed gives another sample");
    simulation.load = 8;
    ok(isinf(fleet_simulate(&simulation).percentile.value), "an overloaded fleet never answers");
    simulation.instances = 40000;
    simulation.load = 40000;
    near(fleet_simulate(&simulation).instances, 20000, 0,
         "a fleet too large to simulate is stood for by a smaller one");
}

static void check_order(void)
{
    struct outstanding_order order;
    outstanding_order_init(&order, 3);
    is_int(outstanding_order_fewest(&order), 3, "at first all have the fewest");
    for (int i = 0; i < 40; i++)
        outstanding_order_add(&order, 1);
    outstanding_order_add(&order, 0);
    is_int(outstanding_order_fewest(&order), 1, "one is left idle");
    is_int(order.order[0], 2, "the last one");
    outstanding_order_add(&order, 2);
    is_int(outstanding_order_fewest(&order), 2, "two have one request each");
    outstanding_order_remove(&order, 0);
    is_int(order.order[0], 0, "one of them is done first");
    is_int(order.requests[1], 40, "requests are counted");
    outstanding_order_release(&order);
}

static void check_samples(void)
{
    struct service_distribution services[5];
    static const double share[] = {0.5, 0.9, 1};
    static const double time[] = {1, 2, 5};
    struct empirical_distribution measured = {0};
    empirical_of_percentiles(share, time, 3, &measured, NULL);
    service_distribution_init(SERVICE_DETERMINISTIC, 0, &services[0], NULL);
    service_distribution_init(SERVICE_LOGNORMAL, 0.5, &services[1], NULL);
    service_distribution_init(SERVICE_HYPEREXPONENTIAL, 4, &services[2], NULL);
    service_distribution_init(SERVICE_WEIBULL, 0.7, &services[3], NULL);
    services[4] = empirical_service(&measured);
    for (size_t i = 0; i < 5; i++) {
        enum { DRAWS = 100000 };
        struct random random;
        random_seed(&random, 3, i);
        double sum = 0;
        double beyond = 0;
        for (int k = 0; k < DRAWS; k++) {
            double sample = service_sample(&services[i], &random);
            sum += sample;
            beyond += sample > 1.5;
        }
        double tail = service_tail(&services[i], 1.5);
        ok(fabs(sum / DRAWS - 1) <= 5 * sqrt(services[i].scv / DRAWS), "service %zu: its mean", i);
        ok(fabs(beyond / DRAWS - tail) <= 5 * sqrt(tail * (1 - tail) / DRAWS), "and its tail");
    }
    near(empirical_percentile(&measured, 0.7) * measured.mean, 1.5, 1e-12,
         "halfway between the median and p90");
    ok(isnan(empirical_percentile(&measured, 1)), "shares below 1");
    empirical_release(&measured);
}

int main(void)
{
    maths_init();
    check_closed_forms();
    check_tables();
    check_weights();
    check_ends();
    check_order();
    check_samples();
    return done();
}
