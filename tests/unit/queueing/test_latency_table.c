// The table against the exact functions that it was made from, between its nodes and rows.
#include "maths/maths.h"
#include "queueing/latency_table.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>

enum { FLEETS = 4, UTILIZATIONS = 5, INSTANCES_MAX = 60 };

static const size_t fleet[FLEETS] = {1, 5, 23, 60};
/// 1 - utilization, off the nodes.
static const double idle[UTILIZATIONS] = {0.93, 0.61, 0.31, 0.11, 0.0123};

static struct service_distribution service_with(double scv)
{
    struct service_distribution service;
    service_distribution_init(scv > 0 ? SERVICE_LOGNORMAL : SERVICE_DETERMINISTIC, scv, &service,
                              NULL);
    return service;
}

/// The greatest relative error of percentile and mean.
static double worst_error(const struct latency_table *table, const struct instance_model *model,
                          double busy_from)
{
    double worst = 0;
    for (size_t f = 0; f < FLEETS; f++) {
        for (size_t u = 0; u < UTILIZATIONS; u++) {
            double n = (double)fleet[f];
            double busy = 1 - idle[u];
            if (busy < busy_from)
                continue;
            struct fleet_station station;
            fleet_station_init(&station, model, n, busy * n * model->workers);
            struct response_times times = latency_table_at(table, fleet[f], busy);
            double percentile = fleet_response_percentile(&station, 0.99);
            double mean = fleet_response_mean(&station);
            worst = fmax(
                worst, fmax(fabs(times.percentile / percentile - 1), fabs(times.mean / mean - 1)));
        }
    }
    return worst;
}

static void check_model(enum discipline discipline, enum balance balance, double workers,
                        double scv)
{
    static const char *const balances[] = {"random", "rr", "least", "po2"};
    char name[160];
    struct service_distribution service = service_with(scv);
    struct instance_model model = {&service, discipline, balance, workers};
    struct latency_table table;
    latency_table_init(&table, &model, 0.99, INSTANCES_MAX, 2);
    double worst = worst_error(&table, &model, scv > 0 ? 0 : 0.3);
    snprintf(name, sizeof name, "%s, %s, %g workers, scv %g: %.2g off at worst",
             discipline == DISCIPLINE_PS ? "ps" : "fcfs", balances[balance], workers, scv, worst);
    ok(worst <= (scv > 0 ? 0.01 : 0.06), "%s", name);
    latency_table_release(&table);
}

static void check_errors(void)
{
    check_model(DISCIPLINE_PS, BALANCE_RANDOM, 1, 1);
    check_model(DISCIPLINE_PS, BALANCE_RANDOM, 16, 4);
    check_model(DISCIPLINE_PS, BALANCE_ROUND_ROBIN, 16, 1);
    check_model(DISCIPLINE_PS, BALANCE_LEAST_OUTSTANDING, 16, 1);
    check_model(DISCIPLINE_FCFS, BALANCE_RANDOM, 1, 4);
    check_model(DISCIPLINE_FCFS, BALANCE_RANDOM, 64, 1);
    check_model(DISCIPLINE_FCFS, BALANCE_RANDOM, 8, 0);
    check_model(DISCIPLINE_FCFS, BALANCE_ROUND_ROBIN, 4, 1);
    check_model(DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 16, 0.5);
    check_model(DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 2, 1);
}

static void check_ends(void)
{
    struct service_distribution service = service_with(1);
    struct instance_model model = {&service, DISCIPLINE_PS, BALANCE_ROUND_ROBIN, 4};
    struct latency_table table;
    latency_table_init(&table, &model, 0.99, 10, 1);
    near(latency_table_at(&table, 3, 0).percentile, service_percentile(&service, 0.99), 1e-6,
         "an idle fleet takes as long as the service");
    near(latency_table_at(&table, 3, 0).mean, 1, 1e-12, "its mean is the service's");
    ok(isinf(latency_table_at(&table, 3, 1).percentile), "a fleet that is all busy never answers");
    ok(isinf(latency_table_at(&table, 3, NAN).mean), "nor one of which nothing is known");
    ok(isinf(latency_table_at(&table, 0, 0.5).mean), "nor one without instances");
    near(latency_table_at(&table, 12, 0.8).mean, latency_table_at(&table, 10, 0.8).mean, 0,
         "fleets beyond the largest are taken for it");
    double nearer = latency_table_at(&table, 3, 1 - 1e-9).mean;
    near(nearer / latency_table_at(&table, 3, 1 - 1e-8).mean, 10, 1e-6,
         "behind the last node times grow as the idle share shrinks");
    latency_table_release(&table);
}

static void check_monotone(void)
{
    struct service_distribution service = service_with(4);
    struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING, 8};
    struct latency_table table;
    latency_table_init(&table, &model, 0.95, 20, 2);
    bool rises = true;
    for (size_t n = 1; n <= 20; n++) {
        for (int i = 1; i < 1000; i++) {
            double busy = i / 1000.0;
            double here = latency_table_at(&table, n, busy).percentile;
            rises &= here >= latency_table_at(&table, n, busy - 0.001).percentile * (1 - 1e-9);
        }
    }
    ok(rises, "times never fall when the fleet is busier");
    latency_table_release(&table);
}

int main(void)
{
    maths_init();
    check_errors();
    check_ends();
    check_monotone();
    return done();
}
