#include "maths/random.h"
#include "policy_samples.h"
#include "sim/baseline.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>
#include <string.h>

// What holds for every policy and demand, tried on random ones.

enum { CASES = 60, MINUTES = 600 };

static const struct unit per_second = {.dimension = DIMENSION_RATE, .scale = 1};
static const struct metric_terms terms = {.per_instance = 100, .unit = &per_second};

/// A walk with jumps.
static void make_demand(struct random *random, struct demand *demand)
{
    sample_constant(demand, 0, MINUTES);
    double level = 200 + 1000 * random_uniform(random);
    for (size_t i = 0; i < MINUTES; i++) {
        if (random_uniform(random) < 0.01)
            level *= 0.3 + 2 * random_uniform(random);
        level = fmin(fmax(level * (1 + 0.05 * random_normal(random)), 0), 5000);
        demand->value[i] = level;
    }
}

/// Target tracking, steps, or both, with a warm pool now and then.
static void make_policy(struct random *random, struct sample_group *group)
{
    *group = (struct sample_group){0};
    sample_init(group, 1 + (double)random_below(random, 4), 20 + (double)random_below(random, 40));
    uint64_t kind = random_below(random, 3);
    if (kind != 1)
        sample_target(group, 30 + 60 * random_uniform(random), (double)random_below(random, 400));
    if (kind != 0) {
        struct scaling_policy *out = sample_steps(group, "high", COMPARE_GREATER, 70, 2);
        sample_step(out, 0, 15, 2);
        sample_step(out, 15, INFINITY, 5);
        out->instance_warmup_s = (double)random_below(random, 400);
        struct scaling_policy *in = sample_steps(group, "low", COMPARE_LESS, 25, 5);
        sample_step(in, -INFINITY, 0, -1);
        for (size_t i = 0; i < group->set.alarms; i++)
            sample_cpu(&group->alarm[i].metric);
    }
    if (random_below(random, 2) == 0)
        group->set.warm_pool = (struct warm_pool){
            .present = true,
            .state = random_below(random, 2) == 0 ? POOL_RUNNING : POOL_STOPPED,
            .min_size = (double)random_below(random, 5),
            .max_prepared = 25,
            .reuse_on_scale_in = random_below(random, 2) == 0,
        };
}

static void run(const struct replay_input *input, struct replay_workspace *workspace,
                struct outcome *outcome)
{
    struct err err = {0};
    if (replay(input, workspace, outcome, NULL, &err) != 0)
        ok(false, "it replays: %s", err.text);
}

/// Checks each row; returns the instance-hours of its states.
static double check_course(const struct replay_workspace *workspace,
                           const struct sample_group *group, bool *within)
{
    double hours = 0;
    for (size_t i = 0; i < workspace->timeline.count; i++) {
        const struct timeline_row *row = &workspace->timeline.row[i];
        hours += row->instance_hours;
        *within = *within && row->desired >= (int64_t)group->set.group.min &&
                  row->desired <= (int64_t)group->set.group.max && row->in_service >= 0 &&
                  row->pending >= 0 && row->draining >= 0 && row->warm >= 0 &&
                  row->in_service + row->pending == row->desired;
    }
    return hours;
}

static void test_course(void)
{
    struct random random;
    struct replay_workspace workspace = {0}, other = {0};
    bool within = true, equal = true, bounded = true, charged = true;
    double worst = 0;
    random_seed(&random, 1, 0);
    for (size_t k = 0; k < CASES; k++) {
        struct sample_group group;
        struct demand demand;
        struct replay_input input;
        struct outcome outcome, again, perfect;
        struct err err;
        make_policy(&random, &group);
        make_demand(&random, &demand);
        replay_input_init(&input);
        input.policy = &group.set;
        input.demand = &demand;
        input.terms = &terms;
        input.keeps_timeline = true;
        run(&input, &workspace, &outcome);
        double hours = check_course(&workspace, &group, &within);
        worst = fmax(worst, fabs(hours - outcome.instance_hours) / hours);
        charged =
            charged && outcome.charged_hours >= outcome.instance_hours - 1e-9 - outcome.pool_hours;
        run(&input, &other, &again);
        equal = equal && memcmp(&outcome, &again, sizeof outcome) == 0;
        baseline_replay(BASELINE_PERFECT, &input, &other, &perfect, &err);
        bounded = bounded && perfect.violation == 0 &&
                  (outcome.violation > 0 || perfect.serving_hours <= outcome.serving_hours + 1e-9);
        demand_release(&demand);
        sample_release(&group);
    }
    ok(within, "instances stay within min and max, and no count is negative");
    near(worst, 0, 1e-9, "instance-hours are the sum of the states");
    ok(charged, "charged is no less than what was used");
    ok(equal, "the same input gives the same bytes, whatever the memory was used for before");
    ok(bounded, "perfect knowledge has no violation, and nobody without one has fewer hours");
    replay_workspace_release(&workspace);
    replay_workspace_release(&other);
}

static void test_capacity(void)
{
    struct random random;
    struct replay_workspace workspace = {0};
    bool fixed_no_worse = true;
    random_seed(&random, 2, 0);
    for (size_t k = 0; k < CASES; k++) {
        struct sample_group group = {0};
        struct demand demand;
        struct replay_input input;
        struct outcome outcome;
        double before = INFINITY;
        make_demand(&random, &demand);
        sample_init(&group, 1, 100);
        replay_input_init(&input);
        input.policy = &group.set;
        input.demand = &demand;
        input.terms = &terms;
        input.load.overload = OVERLOAD_QUEUE;
        for (input.initial = 1; input.initial < 60; input.initial += 7) {
            run(&input, &workspace, &outcome);
            fixed_no_worse = fixed_no_worse && outcome.violation <= before;
            before = outcome.violation;
        }
        demand_release(&demand);
        sample_release(&group);
    }
    ok(fixed_no_worse, "more capacity never worsens violation");
    replay_workspace_release(&workspace);
}

/// Changes in the second half of a replay of a constant demand.
static size_t late_changes(const struct replay_workspace *workspace, instant half)
{
    size_t count = 0;
    for (size_t i = 0; i < workspace->log.count; i++)
        count += workspace->log.event[i].time > half;
    return count;
}

static void test_constant(void)
{
    struct random random;
    struct replay_workspace workspace = {0};
    size_t unsettled = 0;
    random_seed(&random, 3, 0);
    for (size_t k = 0; k < CASES; k++) {
        struct sample_group group = {0};
        struct demand demand;
        struct replay_input input;
        struct outcome outcome;
        sample_init(&group, 1, 80);
        sample_target(&group, 30 + 60 * random_uniform(&random),
                      (double)random_below(&random, 400));
        sample_constant(&demand, 2000 * random_uniform(&random), 2 * MINUTES);
        replay_input_init(&input);
        input.policy = &group.set;
        input.demand = &demand;
        input.terms = &terms;
        input.initial = 1 + (double)random_below(&random, 40);
        input.keeps_events = true;
        run(&input, &workspace, &outcome);
        unsettled += late_changes(&workspace, MINUTES * INT64_C(60000)) > 0;
        demand_release(&demand);
        sample_release(&group);
    }
    is_int((long long)unsettled, 0, "target tracking comes to rest at a constant demand");
    replay_workspace_release(&workspace);
}

int main(void)
{
    test_course();
    test_capacity();
    test_constant();
    return done();
}
