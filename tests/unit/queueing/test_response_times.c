#include "maths/maths.h"
#include "queueing/load_balancing.h"
#include "queueing/mmc.h"
#include "queueing/mmck.h"
#include "queueing/power_of_two.h"
#include "queueing/stages.h"
#include "tap.h"

#include <math.h>

// The published tables are in tests/reference; here closed forms, limits and orders.

static struct service_distribution exponential;
static struct service_distribution lognormal;

static void test_fcfs_is_mmc(void)
{
    bool same = true;
    for (double servers = 1; servers <= 64; servers *= 4)
        for (double rho = 0.3; rho < 1; rho += 0.2) {
            struct mgc_fcfs station;
            mgc_fcfs_init(&station, &exponential, servers, rho * servers, 1);
            struct mmc exact = mmc_station(servers, rho * servers);
            for (double p = 0.5; p < 1; p += 0.163)
                same &= fabs(mgc_fcfs_response_percentile(&station, p) /
                                 mmc_response_percentile(&exact, p) -
                             1) < 2e-3;
            same &= fabs(mgc_fcfs_response_mean(&station) / mmc_response_mean(&exact) - 1) < 1e-12;
        }
    ok(same, "with exponential services M/G/c is M/M/c");
}

static void test_sharing(void)
{
    struct mgc_ps station = mgc_ps_station(&lognormal, 1, 0.85, 1);
    near(mgc_ps_response_mean(&station), 1 / 0.15, 1e-13, "one server: the mean is 1 / (1 - rho)");
    station = mgc_ps_station(&lognormal, 4, 0, 1);
    near(mgc_ps_response_percentile(&station, 0.99), service_percentile(&lognormal, 0.99), 1e-8,
         "without load the response is the service");
    // The integral of the tail is the mean, whatever the grid of service times.
    station = mgc_ps_station(&exponential, 2, 1.4, 1);
    double sum = 0;
    for (double t = 0.05; t < 200; t += 0.1)
        sum += 0.1 * mgc_ps_response_tail(&station, t);
    near(sum, mgc_ps_response_mean(&station), 2e-3, "the tail's integral is the mean");
}

static void test_overload(void)
{
    struct instance_model model = {&lognormal, DISCIPLINE_PS, BALANCE_RANDOM, 2};
    for (int i = 0; i < 2; i++) {
        model.discipline = i == 0 ? DISCIPLINE_PS : DISCIPLINE_FCFS;
        struct fleet_station station;
        fleet_station_init(&station, &model, 3, 6);
        ok(isinf(fleet_response_mean(&station)) &&
               isinf(fleet_response_percentile(&station, 0.99)) &&
               fleet_response_tail(&station, 1e6) >= 1,
           "a full fleet has infinite times");
        ok(isnan(fleet_response_percentile(&station, 1)), "p100 is not asked for");
    }
}

static void test_balance(void)
{
    struct fleet_station station;
    struct instance_model model = {&exponential, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 8};
    fleet_station_init(&station, &model, 4, 28);
    struct mmc common = mmc_station(32, 28);
    near(fleet_response_percentile(&station, 0.99), mmc_response_percentile(&common, 0.99), 2e-3,
         "least outstanding with many workers is one queue for all");
    ok(balance_has_formula(&model, 20), "which is its formula");
    double p99[4];
    for (int balance = 0; balance < 4; balance++) {
        struct instance_model each = {&lognormal, DISCIPLINE_PS, (enum balance)balance, 4};
        fleet_station_init(&station, &each, 5, 16);
        p99[balance] = fleet_response_percentile(&station, 0.99);
    }
    ok(p99[BALANCE_LEAST_OUTSTANDING] < p99[BALANCE_ROUND_ROBIN] &&
           p99[BALANCE_ROUND_ROBIN] < p99[BALANCE_RANDOM] &&
           p99[BALANCE_POWER_OF_TWO] == p99[BALANCE_RANDOM],
       "the better the balance, the shorter the times");
    model.balance = BALANCE_POWER_OF_TWO;
    ok(!balance_has_formula(&model, 20), "random stands for power of two");
    model = (struct instance_model){&exponential, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 2};
    ok(!balance_has_formula(&model, 20), "round robin for least outstanding of few workers");
    near(round_robin_mean(1, 0.8), 5, 1e-12, "one instance in turn is M/M/1");
    ok(isnan(round_robin_mean(4, 1)), "no steady state at full load");
}

/// Near saturation the grid's cells are longer than services.
static void test_heavy_traffic(void)
{
    static const double idle[] = {1e-2, 1e-3, 1e-5};
    for (size_t i = 0; i < sizeof idle / sizeof *idle; i++) {
        struct instance_model model = {&exponential, DISCIPLINE_FCFS, BALANCE_RANDOM, 4};
        double load = 4 * (1 - idle[i]);
        struct mmc exact = mmc_station(4, load);
        struct fleet_station station;
        fleet_station_init(&station, &model, 1, load);
        near(fleet_response_percentile(&station, 0.99), mmc_response_percentile(&exact, 0.99), 6e-3,
             "M/M/4 close to saturation");
    }
}

/// The coarse grid is there to look for an answer.
static void test_coarse(void)
{
    static const double scv[] = {0.25, 4};
    static const double rho[] = {0.1, 0.7, 0.95};
    for (size_t i = 0; i < 6; i++) {
        struct service_distribution service;
        service_distribution_init(SERVICE_LOGNORMAL, scv[i % 2], &service, NULL);
        struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_RANDOM, 4};
        struct fleet_station fine;
        struct fleet_station coarse;
        fleet_station_init(&fine, &model, 1, 4 * rho[i / 2]);
        fleet_station_init_coarse(&coarse, &model, 1, 4 * rho[i / 2]);
        near(fleet_response_percentile(&coarse, 0.99), fleet_response_percentile(&fine, 0.99), 0.05,
             "the coarse grid is near the fine one");
    }
}

/// Stations with formulas of their own: E_n/M/1, and power of two choices in a large fleet.
static void test_special_stations(void)
{
    struct fleet_station station;
    struct instance_model turn = {&exponential, DISCIPLINE_FCFS, BALANCE_ROUND_ROBIN, 1};
    fleet_station_init(&station, &turn, 20, 14);
    near(fleet_response_percentile(&station, 0.99), round_robin_percentile(20, 0.7, 0.99), 1e-12,
         "single exponential workers in turn");
    near(fleet_response_tail(&station, fleet_response_percentile(&station, 0.9)), 0.1, 1e-12,
         "their tail is that of their percentiles");
    near(fleet_response_mean(&station), round_robin_mean(20, 0.7), 1e-12, "and their mean");
    struct instance_model two = {&exponential, DISCIPLINE_FCFS, BALANCE_POWER_OF_TWO, 1};
    ok(balance_has_formula(&two, 100) && !balance_has_formula(&two, 99), "from 100 instances on");
    fleet_station_init(&station, &two, 100, 85);
    // The limit for an unlimited fleet; 8.0506 +- 0.07 when 100 are simulated.
    near(fleet_response_percentile(&station, 0.99), 7.9593, 1e-4, "the better of two");
    near(fleet_response_tail(&station, fleet_response_percentile(&station, 0.99)), 0.01, 1e-9,
         "its tail");
    ok(fleet_response_mean(&station) < 1 / (1 - 0.85), "its mean is below M/M/1's");
}

static void test_power_of_two(void)
{
    struct power_of_two fleet;
    power_of_two_init(&fleet, 1, 0.9);
    near(fleet.share[3], pow(0.9, 7), 1e-13, "one worker: rho^(2^3 - 1)");
    power_of_two_init(&fleet, 16, 12);
    double busy = 0;
    for (int i = 1; i <= 16; i++)
        busy += fleet.share[i];
    near(fleet.share[0], 1, 1e-12, "all instances have at least no request");
    near(busy, 12, 1e-12, "as many workers are busy as the load says");
    struct mmc random = mmc_station(16, 12);
    ok(power_of_two_wait_mean(&fleet) < mmc_wait_mean(&random), "shorter waits than at random");
}

static void test_bounded_queue(void)
{
    struct mmck station = mmck_station(1, 1, 3);
    near(station.blocking, 0.75, 1e-13, "no queue: Erlang B");
    station = mmck_station(2, 3, 2);
    // States 1, 2, 2, 2 over 7.
    near(station.blocking, 2.0 / 7, 1e-13, "four states by hand");
    near(station.number_mean, 12.0 / 7, 1e-13, "their mean");
    near(mmck_response_tail(&station, 0), 1, 0, "all take longer than 0");
    station = mmck_station(3, 4000, 2);
    struct mmc unbounded = mmc_station(3, 2);
    near(mmck_response_percentile(&station, 0.99), mmc_response_percentile(&unbounded, 0.99), 1e-9,
         "much room is as good as no bound");
    near(stages_response_tail(2, 1, 3), exp(-3) * (1 + 3 + 4.5), 1e-13, "three equal stages");
    near(stages_response_tail(1, 2, 1), 2 * exp(-1) - exp(-2), 1e-13, "two different ones");
}

int main(void)
{
    maths_init();
    struct err err;
    if (service_distribution_init(SERVICE_EXPONENTIAL, 1, &exponential, &err) != 0 ||
        service_distribution_init(SERVICE_LOGNORMAL, 1, &lognormal, &err) != 0)
        return 1;
    test_fcfs_is_mmc();
    test_sharing();
    test_overload();
    test_balance();
    test_heavy_traffic();
    test_coarse();
    test_special_stations();
    test_power_of_two();
    test_bounded_queue();
    return done();
}
