// Simulated minutes a second: target tracking, a 14-day trace by the minute, one thread.
#include "sim/replay.h"

#include "maths/maths.h"
#include "policy_samples.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { MINUTES = 14 * 1440, REPLAYS = 100, WORKERS = 16, INSTANCES_MAX = 200 };

#define DAY_ANGLE (2 * 3.14159265358979323846 / 1440)

static double cpu_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/// Days with a peak, a noise that repeats, and a jump now and then.
static void make_demand(struct demand *demand)
{
    sample_constant(demand, 0, MINUTES);
    for (size_t i = 0; i < MINUTES; i++)
        demand->value[i] = 3000 + 2200 * sin((double)i * DAY_ANGLE) + 200 * sin((double)i * 7.1) +
                           (i % 5000 < 60 ? 2500 : 0);
}

static void measure(const char *name, const struct replay_input *input)
{
    struct replay_workspace workspace = {0};
    struct outcome outcome;
    struct err err;
    if (replay(input, &workspace, &outcome, NULL, &err) != 0) {
        printf("%s: %s\n", name, err.text);
        return;
    }
    double before = cpu_s();
    for (int i = 0; i < REPLAYS; i++)
        replay(input, &workspace, &outcome, NULL, &err);
    double seconds = cpu_s() - before;
    printf("%-44s %7.1f million simulated minutes a CPU-s\n", name,
           (double)REPLAYS * MINUTES / seconds / 1e6);
    replay_workspace_release(&workspace);
}

int main(void)
{
    static const struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1};
    const struct metric_terms terms = {.per_instance = 100, .unit = &unit};
    struct sample_group group = {0};
    struct demand demand;
    struct replay_input input;
    maths_init();
    sample_init(&group, 2, INSTANCES_MAX);
    sample_target(&group, 60, 180);
    make_demand(&demand);
    replay_input_init(&input);
    input.policy = &group.set;
    input.demand = &demand;
    input.terms = &terms;
    measure("target tracking, 14 days by the minute", &input);

    struct service_distribution service;
    service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, NULL);
    const struct instance_model model = {&service, DISCIPLINE_PS, BALANCE_RANDOM, WORKERS};
    struct latency_table table;
    latency_table_init(&table, &model, 0.99, INSTANCES_MAX, 1);
    const struct response_model response = {&table, 0.15, WORKERS, 1, 1.0};
    input.response = &response;
    measure("the same with the p99 of response times", &input);
    latency_table_release(&table);
    demand_release(&demand);
    sample_release(&group);
    return 0;
}
