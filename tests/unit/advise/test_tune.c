// Tuning: against replays of every policy of a small space; parts, margin and fixed fleets.
#include "advise/tune.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { HOURS = 24 * 6, PER_INSTANCE = 100 };

static const double PI = 3.14159265358979323846;

/// A daily swing from 100 to 1,500/s in steps of 5 minutes, with a spike each noon.
static void make_demand(struct demand *demand)
{
    *demand = (struct demand){.tick_ms = 60000, .n = HOURS * 60, .ticks_a_row = 1};
    demand->value = calloc(demand->n, sizeof *demand->value);
    for (size_t i = 0; i < demand->n; i++) {
        double hour = (double)(i % 1440) / 60;
        bool noon = i % 1440 >= 720 && i % 1440 < 735;
        demand->value[i] = 800 - 700 * cos(2 * PI * hour / 24) + (noon ? 600 : 0);
    }
}

struct bench {
    struct demand demand;
    struct unit unit;
    struct metric_terms terms;
    struct replay_input replay;
    struct tune_ground ground;
    struct requirements requirements;
    struct tune_rule rule;
    struct tune_question question;
};

static void bench_init(struct bench *bench, const char *rule, double margin)
{
    *bench = (struct bench){.unit = {.dimension = DIMENSION_RATE, .scale = 1}};
    make_demand(&bench->demand);
    replay_input_init(&bench->replay);
    bench->terms = (struct metric_terms){
        .per_instance = PER_INSTANCE,
        .unit = &bench->unit,
        .demand_name = "demand",
        .sample_s = 60,
        .backlog_scale = 1,
    };
    bench->replay.demand = &bench->demand;
    bench->replay.terms = &bench->terms;
    bench->ground =
        (struct tune_ground){.group = "web", .min = 1, .max = 40, .peak = 21, .boot_s = 240};
    bench->replay.timing.boot_s = 240;
    requirements_add(&bench->requirements, "--require", rule, NULL);
    requirement_settle(&bench->requirements.item[0], LIMIT_SHARE, 730, NULL);
    bench->rule = (struct tune_rule){&bench->requirements.item[0],
                                     outcome_measure_find(bench->requirements.item[0].measure), 0};
    struct tune_question *question = &bench->question;
    question->replay = &bench->replay;
    question->split = (instant)HOURS / 2 * 3600 * 1000;
    question->rule = &bench->rule;
    question->rules = 1;
    question->margin = margin;
    question->pool_cost = 0.1;
    question->effort = tune_effort_default(2);
    tune_space_init(&question->space[0], TUNE_TRACKING, &bench->ground);
    question->spaces = 1;
}

static void bench_release(struct bench *bench)
{
    requirements_release(&bench->requirements);
    demand_release(&bench->demand);
}

/// The cheapest that passes among all places, replayed one by one: instances paid for.
static double brute_force(const struct bench *bench, double limit)
{
    struct replay_workspace workspace = {0};
    struct demand learning = bench->demand;
    struct replay_input input = bench->replay;
    double least = INFINITY;
    learning.n = HOURS / 2 * 60;
    input.demand = &learning;
    const struct tune_space *space = &bench->question.space[0];
    size_t at[TUNE_KNOBS_MAX] = {0};
    size_t carried = 0;
    while (carried < space->knobs) {
        struct policy_set set;
        struct outcome outcome;
        tune_space_policy(space, at, &set);
        input.policy = &set;
        if (replay(&input, &workspace, &outcome, NULL, NULL) == 0 && outcome.violation <= limit)
            least = fmin(least, outcome.charged_hours / outcome.hours +
                                    0.1 * tune_space_value(space, at, KNOB_POOL));
        policy_set_release(&set);
        for (carried = 0; carried < space->knobs; carried++) {
            if (++at[carried] < space->knob[carried].values)
                break;
            at[carried] = 0;
        }
    }
    replay_workspace_release(&workspace);
    return least;
}

static void keep(struct tune_knob *knob, size_t every)
{
    size_t kept = 0;
    for (size_t i = 0; i < knob->values; i += every)
        knob->value[kept++] = knob->value[i];
    knob->values = kept;
    knob->coarse = knob->coarse < kept ? knob->coarse : kept;
}

static void test_brute_force(void)
{
    static const char *const rules[] = {"violation<=5%", "violation<=1%", "violation<=0.2%"};
    static const double limit[] = {0.05, 0.01, 0.002};
    for (size_t i = 0; i < 3; i++)
        for (size_t searched = 0; searched < 2; searched++) {
            struct bench bench;
            bench_init(&bench, rules[i], 0);
            keep(&bench.question.space[0].knob[0], 8);
            keep(&bench.question.space[0].knob[1], 4);
            keep(&bench.question.space[0].knob[2], 2);
            if (searched)
                bench.question.effort.enumerate_most = 0;
            struct tune tune = {0};
            is_int(tune_run(&tune, &bench.question, NULL, NULL), 0, "tuned");
            near(tune.trials.item[tune.best].score.cost, brute_force(&bench, limit[i]), 1e-9,
                 searched ? "the search finds what brute force finds" : "so does trying all");
            tune_release(&tune);
            bench_release(&bench);
        }
}

/// The same for groups of Google and scale sets of Azure, whose policies are their own.
static void test_clouds(void)
{
    static const enum tune_kind kinds[] = {TUNE_MIG, TUNE_AZURE};
    static const double limit[] = {0.03, 0.005};
    static const char *const rules[] = {"violation<=3%", "violation<=0.5%"};
    for (size_t i = 0; i < 4; i++) {
        struct bench bench;
        bench_init(&bench, rules[i % 2], 0);
        struct tune_space *space = &bench.question.space[0];
        tune_space_release(space);
        tune_space_init(space, kinds[i / 2], &bench.ground);
        keep(&space->knob[0], 10);
        keep(&space->knob[1], 5);
        for (size_t k = 2; k < space->knobs; k++)
            keep(&space->knob[k], 3);
        bench.question.effort.enumerate_most = 0;
        struct tune tune = {0};
        is_int(tune_run(&tune, &bench.question, NULL, NULL), 0, "tuned");
        double least = brute_force(&bench, limit[i % 2]);
        ok(isfinite(least), "%s: %s can be kept", tune_kind_name(kinds[i / 2]), rules[i % 2]);
        near(tune.trials.item[tune.best].score.cost, least, 1e-9,
             "the search finds what brute force finds");
        tune_release(&tune);
        bench_release(&bench);
    }
}

static void test_parts(void)
{
    struct bench bench;
    bench_init(&bench, "violation<=1%", 0.2);
    struct tune tune = {0};
    is_int(tune_run(&tune, &bench.question, NULL, NULL), 0, "tuned");
    near(tune_margin(&tune, &bench.rule, TUNE_LEARNING), 0.2, 1e-12, "a fifth in learning");
    near(tune_margin(&tune, &bench.rule, TUNE_REST), 0, 1e-12, "none on the rest");
    struct tune_rule surge = bench.rule;
    surge.scenario = 1;
    near(tune_margin(&tune, &surge, TUNE_LEARNING), 0, 1e-12, "none for a surge");
    const struct tune_trial *best = &tune.trials.item[tune.best];
    struct tune_result learnt = {0}, rest = {0}, fixed = {0};
    is_int(tune_judge(&tune, TUNE_LEARNING, best, &learnt, NULL), 0, "judged");
    is_int(tune_judge(&tune, TUNE_REST, best, &rest, NULL), 0, "on the rest");
    near(learnt.instances, best->score.cost, 1e-12, "costs what it did");
    near(rest.outcome[0].hours, HOURS / 2, 1e-9, "only the rest is measured");
    ok(learnt.failed == SIZE_MAX && rest.failed == SIZE_MAX,
       "days that are alike: what passes passes again");
    is_int(tune_judge_fixed(&tune, TUNE_REST, &fixed, NULL), 0, "a fixed fleet");
    near(fixed.instances, 21, 0.01, "is as many as the noon needs: 2,100/s");
    size_t cheaper = tune_next_cheaper(&tune);
    ok(cheaper == SIZE_MAX || tune_excess(&tune.trials.item[cheaper].score, 0.2) > 0,
       "what is cheaper does not pass");
    tune_release(&tune);
    bench_release(&bench);
}

/// A looser rule never costs more.
static void test_looser_is_cheaper(void)
{
    static const char *const rules[] = {"violation<=0.1%", "violation<=1%", "violation<=4%"};
    double before = INFINITY;
    for (size_t i = 0; i < 3; i++) {
        struct bench bench;
        bench_init(&bench, rules[i], 0);
        keep(&bench.question.space[0].knob[0], 8);
        keep(&bench.question.space[0].knob[1], 4);
        struct tune tune = {0};
        tune_run(&tune, &bench.question, NULL, NULL);
        const struct tune_score *score = &tune.trials.item[tune.best].score;
        ok(tune_excess(score, 0) <= 0 && score->cost <= before, "%s: passes, and costs no more",
           rules[i]);
        before = score->cost;
        tune_release(&tune);
        bench_release(&bench);
    }
}

/// Blocks that are all alike teach that no more than the least margin is needed; a day with demand
/// that none of the others has teaches a greater one.
static void test_finds_margin(void)
{
    struct bench bench;
    bench_init(&bench, "violation<=1%", 0.2);
    bench.question.finds_margin = true;
    for (size_t i = 0; i < bench.demand.n; i++)
        bench.demand.value[i] = 800 - 700 * cos(2 * PI * (double)i / 540); // blocks are of 9 hours
    struct tune tune = {0};
    is_int(tune_run(&tune, &bench.question, NULL, NULL), 0, "tuned");
    is_int((long long)tune.margins.count, 1, "alike: the first margin");
    ok(tune.margins.holds && tune.margins.tried[0].actual <= 0.01,
       "holds on the blocks left out (%.4f)", tune.margins.tried[0].actual);
    near(tune.trials.margin, 0.2, 1e-12, "and is taken");
    tune_release(&tune);
    bench_release(&bench);

    bench_init(&bench, "violation<=1%", 0.2);
    bench.question.finds_margin = true;
    // Of three days the second alone has three bursts of 20 minutes in the night, without a ramp.
    for (size_t burst = 0; burst < 3; burst++)
        for (size_t i = 0; i < 20; i++)
            bench.demand.value[1440 + 60 + 120 * burst + i] += 900;
    tune = (struct tune){0};
    is_int(tune_run(&tune, &bench.question, NULL, NULL), 0, "tuned");
    ok(tune.margins.count > 1 && !tune.margins.tried[0].holds,
       "unlike: a fifth does not hold (%.4f)", tune.margins.tried[0].actual);
    near(tune.trials.margin, tune.margins.found, 1e-12, "what is found is taken");
    ok(tune.trials.margin > 0.2, "which is more");
    ok(tune.trials.item[tune.best].score.strain <= 1 - tune.trials.margin + 1e-9,
       "and what is chosen passes with it");
    for (size_t i = 1; i < tune.margins.count; i++)
        near(tune.margins.tried[i].margin - tune.margins.tried[i - 1].margin, 0.2, 1e-9,
             "in steps of a fifth");
    size_t trials = tune.trials.count, best = tune.best;
    tune_release(&tune);
    for (size_t threads = 1; threads <= 4; threads += 3) {
        bench.question.effort.threads = threads;
        tune = (struct tune){0};
        tune_run(&tune, &bench.question, NULL, NULL);
        ok(tune.trials.count == trials && tune.best == best, "the same on %zu threads", threads);
        tune_release(&tune);
    }
    bench_release(&bench);
}

static void test_nothing_to_validate(void)
{
    struct bench bench;
    bench_init(&bench, "charged_hours<=5000", 0.2);
    requirement_settle(&bench.requirements.item[0], LIMIT_NUMBER, 730, NULL);
    ok(tune_validation_new(&bench.question) == NULL, "a sum says nothing of blocks");
    bench_release(&bench);
    bench_init(&bench, "violation<=1%", 0.2);
    bench.question.split = 15 * (instant)3600 * 1000;
    ok(tune_validation_new(&bench.question) == NULL, "nor do blocks of less than two hours");
    bench_release(&bench);
}

int main(void)
{
    test_finds_margin();
    test_nothing_to_validate();
    test_brute_force();
    test_clouds();
    test_parts();
    test_looser_is_cheaper();
    return done();
}
