// The reference tables of response-time percentiles: approximations held against simulations and
// numerical solutions, and against themselves. All times are in mean service times.
#include "queueing/load_balancing.h"
#include "queueing/mmc.h"
#include "queueing/power_of_two.h"
#include "reference/check_reference.h"

#include <math.h>
#include <string.h>

static const double exact = 1e-10;

/// The service that columns `dist` and `param` name.
static struct service_distribution service_of(struct reference_table *table)
{
    const char *name = reference_text(table, "dist");
    double param = reference_number(table, "param");
    struct service_distribution service = {0};
    int status = -1;
    if (strcmp(name, "det") == 0)
        status = service_distribution_init(SERVICE_DETERMINISTIC, 0, &service, NULL);
    else if (strcmp(name, "exp") == 0)
        status = service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, NULL);
    else if (strcmp(name, "lognormal") == 0)
        status = service_distribution_init(SERVICE_LOGNORMAL, param, &service, NULL);
    else if (strcmp(name, "hyperexp") == 0)
        status = service_distribution_init(SERVICE_HYPEREXPONENTIAL, param, &service, NULL);
    else if (strcmp(name, "weibull") == 0)
        status = service_distribution_weibull(param, &service, NULL);
    if (status != 0)
        table->broken = true;
    return service;
}

/// The stations of methods "mtvf" and "ps_gamma".
static struct fleet_station station_of(struct reference_table *table, bool sharing,
                                       const struct service_distribution *service)
{
    struct instance_model model = {
        .service = service,
        .discipline = sharing ? DISCIPLINE_PS : DISCIPLINE_FCFS,
        .workers = reference_number(table, "c"),
    };
    struct fleet_station station;
    fleet_station_init(&station, &model, 1, reference_number(table, "rho") * model.workers);
    return station;
}

void check_mgc_fcfs(struct reference_table *table, struct tally *tally)
{
    struct service_distribution service = service_of(table);
    struct fleet_station station = station_of(table, false, &service);
    tally_near(tally, "p99", fleet_response_percentile(&station, 0.99),
               reference_number(table, "t_p99"), 0.04);
}

void check_mgc_ps(struct reference_table *table, struct tally *tally)
{
    struct service_distribution service = service_of(table);
    struct fleet_station station = station_of(table, true, &service);
    if (fabs(fleet_response_mean(&station) / reference_number(table, "mean_resp_exact") - 1) > 1e-9)
        table->broken = true;
    bool deterministic = service.kind == SERVICE_DETERMINISTIC;
    tally_near(tally, "p99", fleet_response_percentile(&station, 0.99),
               reference_number(table, "t_p99"), deterministic ? 0.07 : 0.02);
}

void check_method_values(struct reference_table *table, struct tally *tally)
{
    static const struct {
        double p;
        const char *column;
    } percentiles[] = {{0.5, "t_p50"}, {0.95, "t_p95"}, {0.99, "t_p99"}, {0.999, "t_p999"}};
    bool sharing = strcmp(reference_text(table, "method"), "ps_gamma") == 0;
    struct service_distribution service = service_of(table);
    struct fleet_station station = station_of(table, sharing, &service);
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
        tally_near(tally, percentiles[i].column,
                   fleet_response_percentile(&station, percentiles[i].p),
                   reference_number(table, percentiles[i].column), sharing ? 0.005 : 0.001);
}

void check_balance_exact(struct reference_table *table, struct tally *tally)
{
    static const struct {
        double p;
        const char *column;
    } percentiles[] = {{0.5, "t_p50"}, {0.95, "t_p95"}, {0.99, "t_p99"}, {0.999, "t_p999"}};
    const char *policy = reference_text(table, "policy");
    double rho = reference_number(table, "rho");
    bool in_turn = strcmp(policy, "rr") == 0;
    bool of_two = strcmp(policy, "po2_meanfield") == 0;
    double instances = in_turn ? reference_number(table, "n_servers") : 1;
    struct mmc alone = mmc_station(1, rho);
    struct power_of_two fleet;
    power_of_two_init(&fleet, 1, rho);
    double mean = in_turn  ? round_robin_mean(instances, rho)
                  : of_two ? 1 + power_of_two_wait_mean(&fleet)
                           : mmc_response_mean(&alone);
    tally_near(tally, "mean", mean, reference_number(table, "mean_resp"), exact);
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++) {
        double p = percentiles[i].p;
        double got = in_turn  ? round_robin_percentile(instances, rho, p)
                     : of_two ? power_of_two_response_percentile(&fleet, p)
                              : mmc_response_percentile(&alone, p);
        tally_near(tally, percentiles[i].column, got,
                   reference_number(table, percentiles[i].column), exact);
    }
}

void check_balance_simulated(struct reference_table *table, struct tally *tally)
{
    const char *policy = reference_text(table, "policy");
    struct service_distribution service = service_of(table);
    struct instance_model model = {
        .service = &service,
        .discipline = DISCIPLINE_FCFS,
        .balance = strcmp(policy, "rr") == 0    ? BALANCE_ROUND_ROBIN
                   : strcmp(policy, "jsq") == 0 ? BALANCE_LEAST_OUTSTANDING
                   : strcmp(policy, "po2") == 0 ? BALANCE_POWER_OF_TWO
                                                : BALANCE_RANDOM,
        .workers = reference_number(table, "workers_per_instance"),
    };
    double instances = reference_number(table, "n_instances");
    struct fleet_station station;
    fleet_station_init(&station, &model, instances,
                       reference_number(table, "rho") * instances * model.workers);
    double simulated = reference_number(table, "t_p99");
    double got = fleet_response_percentile(&station, 0.99);
    // What stands for a balance without a formula has to be no better than it.
    if (!balance_has_formula(&model, instances))
        tally_near(tally, policy, fmin(got, simulated), simulated, 0.01);
    else
        tally_near(tally, policy, got, simulated,
                   model.balance == BALANCE_ROUND_ROBIN ? 0.1 : 0.05);
}
