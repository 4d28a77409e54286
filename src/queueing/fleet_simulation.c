#include "queueing/fleet_simulation.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "maths/distribution.h"
#include "maths/quantile.h"
#include "queueing/outstanding_order.h"
#include "queueing/service_sample.h"
#include "queueing/simulated_instance.h"

#include <math.h>
#include <stdlib.h>

/// Services that a run lasts at least: a large fleet needs more requests for it.
static const double least_services = 20;
/// Requests that a run may have in service: beyond, a smaller fleet is simulated.
static const double most_load = 20000;
static const double left_out = 0.25;

/// How the fleet is simulated: by all of its instances or, where they are alike and do not depend
/// on each other, by one.
struct plan {
    const struct fleet_simulation *asked;
    size_t instances;
    double arrival_rate;     ///< to what is simulated
    double arrivals_between; ///< in turn: arrivals of the fleet for one of this instance
    double total_weight;
    size_t requests;
    double *percentile; ///< of each run
    double *mean;
};

/// One run.
struct run {
    const struct plan *plan;
    struct random random;
    struct simulated_instance *instance;
    struct outstanding_order order;
    double *next;    ///< departure of each instance
    size_t *heap;    ///< instances by next departure
    size_t *in_heap; ///< place of each instance in it
};

// --- who leaves next -----------------------------------------------------------------------------

static void put(struct run *run, size_t place, size_t instance)
{
    run->heap[place] = instance;
    run->in_heap[instance] = place;
}

/// Puts an instance where its next departure belongs.
static void look_again(struct run *run, size_t instance)
{
    double next = simulated_next_departure(&run->instance[instance]);
    run->next[instance] = next;
    size_t place = run->in_heap[instance];
    for (; place > 0 && run->next[run->heap[(place - 1) / 2]] > next; place = (place - 1) / 2)
        put(run, place, run->heap[(place - 1) / 2]);
    size_t count = run->plan->instances;
    for (size_t child = 2 * place + 1; child < count; child = 2 * place + 1) {
        if (child + 1 < count && run->next[run->heap[child + 1]] < run->next[run->heap[child]])
            child++;
        if (run->next[run->heap[child]] >= next)
            break;
        put(run, place, run->heap[child]);
        place = child;
    }
    put(run, place, instance);
}

// --- who is sent to whom -------------------------------------------------------------------------

static double weight_of(const struct plan *plan, size_t instance)
{
    return plan->asked->weight == NULL ? 1 : plan->asked->weight[instance];
}

/// An instance at random, the larger ones as much more often.
static size_t at_random(struct run *run)
{
    const struct plan *plan = run->plan;
    if (plan->asked->weight == NULL)
        return plan->instances == 1 ? 0 : (size_t)random_below(&run->random, plan->instances);
    double left = random_uniform(&run->random) * plan->total_weight;
    size_t instance = 0;
    while (instance + 1 < plan->instances && left >= weight_of(plan, instance)) {
        left -= weight_of(plan, instance);
        instance++;
    }
    return instance;
}

static size_t of_two(struct run *run)
{
    size_t first = at_random(run);
    size_t count = run->plan->instances;
    if (count == 1)
        return first;
    size_t second = (size_t)random_below(&run->random, count - 1);
    second += second >= first;
    return run->order.requests[second] < run->order.requests[first] ? second : first;
}

static size_t choose(struct run *run)
{
    switch (run->plan->asked->model->balance) {
    case BALANCE_LEAST_OUTSTANDING: {
        size_t fewest = outstanding_order_fewest(&run->order);
        return run->order.order[fewest == 1 ? 0 : random_below(&run->random, fewest)];
    }
    case BALANCE_POWER_OF_TWO:
        return of_two(run);
    case BALANCE_RANDOM:
    case BALANCE_ROUND_ROBIN:
        break;
    }
    return at_random(run);
}

// --- a run ---------------------------------------------------------------------------------------

static void run_start(struct run *run, const struct plan *plan, size_t number)
{
    const struct instance_model *model = plan->asked->model;
    *run = (struct run){.plan = plan};
    random_seed(&run->random, plan->asked->seed, number);
    outstanding_order_init(&run->order, plan->instances);
    run->instance = mem_alloc(plan->instances, sizeof *run->instance);
    run->next = mem_alloc(plan->instances, sizeof *run->next);
    run->heap = mem_alloc(plan->instances, sizeof *run->heap);
    run->in_heap = mem_alloc(plan->instances, sizeof *run->in_heap);
    for (size_t i = 0; i < plan->instances; i++) {
        run->instance[i].discipline = model->discipline;
        run->instance[i].workers = model->workers * weight_of(plan, i);
        run->next[i] = INFINITY;
        put(run, i, i);
    }
}

static void run_end(struct run *run)
{
    for (size_t i = 0; i < run->plan->instances; i++)
        simulated_instance_release(&run->instance[i]);
    outstanding_order_release(&run->order);
    free(run->instance);
    free(run->next);
    free(run->heap);
    free(run->in_heap);
}

static double gap(struct run *run)
{
    double arrivals = run->plan->arrivals_between;
    double sum =
        arrivals == 1 ? random_exponential(&run->random) : random_gamma(&run->random, arrivals);
    return sum / (arrivals * run->plan->arrival_rate);
}

/// Lets requests come until as many have gone as are wanted; keeps the response times of the later
/// ones and returns how many these are.
static size_t let_requests_come(struct run *run, double *response)
{
    const struct plan *plan = run->plan;
    const struct service_distribution *service = plan->asked->model->service;
    size_t first = (size_t)(left_out * (double)plan->requests);
    size_t gone = 0;
    double arrival = gap(run);
    while (gone < plan->requests) {
        size_t leaving = run->heap[0];
        if (run->next[leaving] <= arrival) {
            double time = simulated_departure(&run->instance[leaving]);
            outstanding_order_remove(&run->order, leaving);
            look_again(run, leaving);
            if (gone >= first)
                response[gone - first] = time;
            gone++;
            continue;
        }
        size_t chosen = choose(run);
        simulated_arrival(&run->instance[chosen], arrival, service_sample(service, &run->random));
        outstanding_order_add(&run->order, chosen);
        look_again(run, chosen);
        arrival += gap(run);
    }
    return gone - first;
}

static void one_run(void *context, size_t number)
{
    const struct plan *plan = context;
    struct run run;
    double *response = mem_alloc(plan->requests, sizeof *response);
    run_start(&run, plan, number);
    size_t count = let_requests_come(&run, response);
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += response[i];
    plan->mean[number] = sum / (double)count;
    plan->percentile[number] = quantile_select(response, count, plan->asked->p);
    run_end(&run);
    free(response);
}

// --- all runs ------------------------------------------------------------------------------------

static struct plan plan_of(const struct fleet_simulation *asked)
{
    const struct instance_model *model = asked->model;
    struct plan plan = {.asked = asked, .arrivals_between = 1};
    double instances = asked->instances;
    double load = asked->load;
    bool alone = asked->weight == NULL &&
                 (model->balance == BALANCE_RANDOM || model->balance == BALANCE_ROUND_ROBIN);
    if (alone) {
        plan.arrivals_between = model->balance == BALANCE_ROUND_ROBIN ? instances : 1;
        load /= instances;
        instances = 1;
    } else if (asked->weight == NULL && load > most_load) {
        double fewer = fmax(1, floor(instances * most_load / load));
        load *= fewer / instances;
        instances = fewer;
    }
    plan.instances = (size_t)instances;
    plan.arrival_rate = load;
    for (size_t i = 0; i < plan.instances; i++)
        plan.total_weight += weight_of(&plan, i);
    double requests = asked->requests > 0 ? (double)asked->requests
                                          : fmax(SIMULATED_REQUESTS, least_services * load);
    plan.requests = (size_t)requests;
    return plan;
}

static struct simulated_figure figure_of(const double value[SIMULATED_RUNS])
{
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < SIMULATED_RUNS; i++)
        mean += value[i] / SIMULATED_RUNS;
    for (size_t i = 0; i < SIMULATED_RUNS; i++)
        square += (value[i] - mean) * (value[i] - mean);
    double reach = student_quantile(0.975, SIMULATED_RUNS - 1) *
                   sqrt(square / (SIMULATED_RUNS - 1) / SIMULATED_RUNS);
    return (struct simulated_figure){mean, mean - reach, mean + reach};
}

struct simulated_times fleet_simulate(const struct fleet_simulation *simulation)
{
    const struct simulated_figure endless = {INFINITY, INFINITY, INFINITY};
    struct plan plan = plan_of(simulation);
    double workers = simulation->model->workers * plan.total_weight;
    if (plan.instances == 0 || plan.arrival_rate >= workers)
        return (struct simulated_times){endless, endless, simulation->instances, 0};
    double percentile[SIMULATED_RUNS];
    double mean[SIMULATED_RUNS];
    plan.percentile = percentile;
    plan.mean = mean;
    parallel_run(SIMULATED_RUNS, simulation->threads, one_run, &plan);
    bool all = simulation->weight != NULL || simulation->load <= most_load ||
               plan.arrivals_between > 1 || simulation->model->balance == BALANCE_RANDOM;
    return (struct simulated_times){
        .percentile = figure_of(percentile),
        .mean = figure_of(mean),
        .instances = all ? simulation->instances : (double)plan.instances,
        .requests = SIMULATED_RUNS * (1 - left_out) * (double)plan.requests,
    };
}
