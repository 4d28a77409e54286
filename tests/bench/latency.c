// How long a sizing by latency takes, and how near the approximations come: latency FOLDER, with
// the tables of tests/reference.
#include "maths/maths.h"
#include "maths/quantile.h"
#include "queueing/fleet_simulation.h"
#include "queueing/staffing.h"
#include "queueing/tail_percentile.h"
#include "reference/reference_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// --- solve times ---------------------------------------------------------------------------------

static double processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

enum { SOLVES_MAX = 432 };

struct solves {
    double ms[SOLVES_MAX];
    size_t count;
};

/// By the workers of the answer: up to 256, up to 10,000, beyond.
enum { SIZES = 3 };
static const double size_most[SIZES] = {256, 10000, INFINITY};

static void time_solve(struct solves solves[SIZES], const struct instance_model *model, double load,
                       double slack)
{
    double alone = service_percentile(model->service, 0.99);
    double start = processor_ms();
    double instances = staff_instances(model, load, 0.99, slack * alone);
    double ms = processor_ms() - start;
    size_t size = 0;
    while (instances * model->workers > size_most[size])
        size++;
    if (solves[size].count < SOLVES_MAX)
        solves[size].ms[solves[size].count++] = ms;
}

/// Every discipline and balance with a formula of its own, scv 0.25, 1 and 4, 1, 16 and 64 workers
/// an instance, targets of 1.1 and 2 times what the service takes, and four loads.
static void print_solves(void)
{
    static const double scv[] = {0.25, 1, 4};
    static const double workers[] = {1, 16, 64};
    static const double slack[] = {1.1, 2};
    static const double load[] = {4, 40, 200, 4000};
    struct solves solves[SIZES] = {{.count = 0}};
    for (int kind = 0; kind < 4 * 2 * 3 * 3 * 3 * 2; kind++) {
        struct service_distribution service;
        service_distribution_init(SERVICE_LOGNORMAL, scv[kind % 3], &service, NULL);
        struct instance_model model = {
            .service = &service,
            .discipline = kind / 3 % 2 == 0 ? DISCIPLINE_PS : DISCIPLINE_FCFS,
            .balance = (enum balance)(kind / 6 % 3),
            .workers = workers[kind / 18 % 3],
        };
        time_solve(solves, &model, load[kind / 108], slack[kind / 54 % 2]);
    }
    for (size_t size = 0; size < SIZES; size++) {
        struct solves *these = &solves[size];
        sort_values(these->ms, these->count);
        printf("least instances for p99, %6.0f workers at most: median %5.2f ms, worst %5.2f ms "
               "(%zu)\n",
               size_most[size], quantile_sorted(these->ms, these->count, 0.5),
               these->ms[these->count - 1], these->count);
    }
}

static void print_simulation(void)
{
    struct service_distribution service;
    service_distribution_init(SERVICE_LOGNORMAL, 1, &service, NULL);
    struct instance_model model = {&service, DISCIPLINE_PS, BALANCE_LEAST_OUTSTANDING, 16};
    struct fleet_simulation simulation = {
        .model = &model, .instances = 24, .load = 200, .p = 0.99, .seed = 1, .threads = 1};
    double start = processor_ms();
    fleet_simulate(&simulation);
    printf("simulating 24 instances of 16 workers, 2,000,000 requests: %.0f ms\n",
           processor_ms() - start);
}

// --- errors --------------------------------------------------------------------------------------

static struct service_distribution service_of(struct reference_table *table)
{
    const char *name = reference_text(table, "dist");
    double param = reference_number(table, "param");
    struct service_distribution service = {0};
    if (strcmp(name, "det") == 0)
        service_distribution_init(SERVICE_DETERMINISTIC, 0, &service, NULL);
    else if (strcmp(name, "exp") == 0)
        service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, NULL);
    else if (strcmp(name, "lognormal") == 0)
        service_distribution_init(SERVICE_LOGNORMAL, param, &service, NULL);
    else if (strcmp(name, "hyperexp") == 0)
        service_distribution_init(SERVICE_HYPEREXPONENTIAL, param, &service, NULL);
    else
        service_distribution_weibull(param, &service, NULL);
    return service;
}

/// The usual approximation: Erlang C, and an exponential wait with the mean of Allen and Cunneen,
/// or with that of M/M/c (scv 1), before the service.
struct usual {
    const struct service_distribution *service;
    double wait_probability;
    double wait_mean; ///< of those that wait
};

/// P(W + S > t), the service's own distribution convolved with the exponential wait.
static double usual_tail(double t, void *context)
{
    enum { CELLS = 400 };
    const struct usual *usual = context;
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
        double middle = t * (i + 0.5) / CELLS;
        double density = exp(-middle / usual->wait_mean) / usual->wait_mean;
        sum += density * service_tail(usual->service, t - middle) * t / CELLS;
    }
    double later = sum + exp(-t / usual->wait_mean);
    double at_once = service_tail(usual->service, t);
    return at_once + usual->wait_probability * (later - at_once);
}

static double usual_percentile(const struct service_distribution *service, double servers,
                               double rho, double scv)
{
    struct mgc_fcfs terms;
    mgc_fcfs_init_coarse(&terms, service, servers, rho * servers, 1);
    struct usual usual = {service, terms.wait_probability,
                          (1 + scv) / 2 / (servers - rho * servers)};
    return tail_percentile(usual_tail, &usual, 0.99, mgc_fcfs_response_mean(&terms), 1e-6);
}

struct errors {
    double sum, below, above;
    size_t count;
};

static void add_error(struct errors *errors, double got, double want)
{
    double error = got / want - 1;
    errors->sum += fabs(error);
    errors->below = fmin(errors->below, error);
    errors->above = fmax(errors->above, error);
    errors->count++;
}

static void print_errors(const char *name, const struct errors *errors)
{
    printf("%-52s mean %5.2f %%   worst %+6.2f to %+6.2f %%   (%zu)\n", name,
           100 * errors->sum / (double)errors->count, 100 * errors->below, 100 * errors->above,
           errors->count);
}

/// mgc_fcfs.csv or mgc_ps.csv: one station.
static int compare_stations(const char *folder, const char *file, enum discipline discipline)
{
    struct reference_table table;
    struct errors own = {0};
    struct errors usual = {0};
    struct errors plain = {0};
    if (!reference_open(&table, folder, file))
        return 2;
    while (reference_next(&table)) {
        struct service_distribution service = service_of(&table);
        double servers = reference_number(&table, "c");
        double rho = reference_number(&table, "rho");
        double want = reference_number(&table, "t_p99");
        struct instance_model model = {&service, discipline, BALANCE_RANDOM, servers};
        struct fleet_station station;
        fleet_station_init(&station, &model, 1, rho * servers);
        add_error(&own, fleet_response_percentile(&station, 0.99), want);
        add_error(&usual, usual_percentile(&service, servers, rho, service.scv), want);
        add_error(&plain, usual_percentile(&service, servers, rho, 1), want);
    }
    reference_close(&table);
    bool shared = discipline == DISCIPLINE_PS;
    print_errors(shared ? "ps: conditional gamma" : "fcfs: modified Tijms, van Hoorn, Federgruen",
                 &own);
    print_errors(shared ? "ps: Erlang C, Allen and Cunneen, exponential wait"
                        : "fcfs: Erlang C, Allen and Cunneen, exponential wait",
                 &usual);
    print_errors(shared ? "ps: Erlang C, wait of M/M/c" : "fcfs: Erlang C, wait of M/M/c", &plain);
    return 0;
}

/// lb_sim.csv: fleets, by formula and simulated.
static int compare_fleets(const char *folder)
{
    static const struct {
        const char *policy;
        enum balance balance;
        const char *name;
    } policies[] = {
        {"random", BALANCE_RANDOM, "balance random"},
        {"rr", BALANCE_ROUND_ROBIN, "balance rr"},
        {"jsq", BALANCE_LEAST_OUTSTANDING, "balance least, 4 workers or more"},
    };
    struct errors errors[3] = {0};
    struct errors simulated = {0};
    struct reference_table table;
    if (!reference_open(&table, folder, "lb_sim.csv"))
        return 2;
    while (reference_next(&table)) {
        struct service_distribution service = service_of(&table);
        const char *policy = reference_text(&table, "policy");
        double instances = reference_number(&table, "n_instances");
        double want = reference_number(&table, "t_p99");
        struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_POWER_OF_TWO,
                                       reference_number(&table, "workers_per_instance")};
        size_t place = 0;
        while (place < 3 && strcmp(policies[place].policy, policy) != 0)
            place++;
        if (place < 3)
            model.balance = policies[place].balance;
        double load = reference_number(&table, "rho") * instances * model.workers;
        struct fleet_simulation simulation = {.model = &model,
                                              .instances = instances,
                                              .load = load,
                                              .p = 0.99,
                                              .seed = 1,
                                              .threads = 2};
        add_error(&simulated, fleet_simulate(&simulation).percentile.value, want);
        struct fleet_station station;
        fleet_station_init(&station, &model, instances, load);
        if (place < 3 && balance_has_formula(&model, instances))
            add_error(&errors[place], fleet_response_percentile(&station, 0.99), want);
    }
    reference_close(&table);
    for (size_t i = 0; i < 3; i++)
        print_errors(policies[i].name, &errors[i]);
    print_errors("all balances, simulated by --verify", &simulated);
    return 0;
}

int main(int count, char **argument)
{
    maths_init();
    if (count != 2) {
        fprintf(stderr, "latency FOLDER: a folder with mgc_fcfs.csv, mgc_ps.csv and lb_sim.csv\n");
        return 2;
    }
    print_solves();
    print_simulation();
    printf("relative errors of p99 against exact values and simulations:\n");
    int status = compare_stations(argument[1], "mgc_fcfs.csv", DISCIPLINE_FCFS);
    if (status == 0)
        status = compare_stations(argument[1], "mgc_ps.csv", DISCIPLINE_PS);
    return status == 0 ? compare_fleets(argument[1]) : status;
}
