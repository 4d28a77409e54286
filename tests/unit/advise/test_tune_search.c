// The search: against looking at every place, for any number of threads, and its frontier.
#include "advise/tune_search.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A higher target is cheaper and violates more; a minimum and a pool cost and help.
static void measure_fleet(void *context, size_t worker, struct tune_trial *trial)
{
    const double *limit = context;
    (void)worker;
    double target = 20 + (double)trial->at[0];
    double minimum = (double)trial->at[1];
    double pool = (double)trial->at[2];
    double cost = 600 / target + 0.35 * minimum + 0.1 * pool;
    double violation = exp(target / 9 - 12 - minimum / 7 - pool / 3);
    trial->score = (struct tune_score){violation / *limit, 0, cost, violation};
}

static const struct tune_lattice FLEET = {3, {76, 21, 6}, {9, 4, 2}};

/// Every place, by a loop.
static struct tune_trial brute_force(double limit)
{
    struct tune_trial best = {.score.strain = INFINITY};
    for (size_t a = 0; a < FLEET.values[0]; a++)
        for (size_t b = 0; b < FLEET.values[1]; b++)
            for (size_t c = 0; c < FLEET.values[2]; c++) {
                struct tune_trial trial = {.at = {a, b, c}};
                measure_fleet(&limit, 0, &trial);
                if (tune_is_better(&trial, &best, 0))
                    best = trial;
            }
    return best;
}

static void test_finds_the_best(void)
{
    const double limit[] = {1, 0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-12};
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++) {
        struct tune_effort effort = tune_effort_default(2);
        struct tune_trials trials = {0};
        double within = limit[i];
        tune_search(0, &FLEET, &effort, measure_fleet, &within, &trials);
        struct tune_trial best = brute_force(within);
        const struct tune_trial *found = &trials.item[tune_best(&trials)];
        ok(found->score.cost <= best.score.cost * 1.001,
           "limit %g: as cheap as the best of all %d, out of %zu (%.4f)", limit[i], 76 * 21 * 6,
           trials.count, found->score.cost / best.score.cost);
        near(tune_excess(&found->score, 0), tune_excess(&best.score, 0), 1e-9,
             "and passes as well");
        tune_trials_release(&trials);
    }
}

static void test_small_is_enumerated(void)
{
    const struct tune_lattice lattice = {3, {5, 4, 3}, {2, 2, 2}};
    struct tune_effort effort = tune_effort_default(2);
    struct tune_trials trials = {0};
    double limit = 1e-3;
    tune_search(0, &lattice, &effort, measure_fleet, &limit, &trials);
    is_int((long long)trials.count, 60, "a small lattice is measured whole");
    tune_trials_release(&trials);
}

static void test_threads(void)
{
    struct tune_trials alone = {0};
    double limit = 1e-3;
    struct tune_effort effort = tune_effort_default(1);
    tune_search(0, &FLEET, &effort, measure_fleet, &limit, &alone);
    for (size_t threads = 2; threads <= 8; threads *= 2) {
        struct tune_trials trials = {0};
        effort.threads = threads;
        tune_search(0, &FLEET, &effort, measure_fleet, &limit, &trials);
        ok(trials.count == alone.count &&
               memcmp(trials.item, alone.item, alone.count * sizeof *alone.item) == 0,
           "the same trials in the same order on %zu threads", threads);
        tune_trials_release(&trials);
    }
    tune_trials_release(&alone);
}

static void test_neighbours_are_measured(void)
{
    struct tune_effort effort = tune_effort_default(2);
    struct tune_trials trials = {0};
    double limit = 1e-3;
    tune_search(4, &FLEET, &effort, measure_fleet, &limit, &trials);
    struct tune_trial best = trials.item[tune_best(&trials)];
    bool all = true;
    for (size_t k = 0; k < FLEET.knobs; k++) {
        size_t at[TUNE_KNOBS_MAX];
        memcpy(at, best.at, sizeof at);
        at[k]++;
        all = all && (at[k] == FLEET.values[k] || tune_find(&trials, 4, at) != SIZE_MAX);
        at[k] = best.at[k] - 1;
        all = all && (best.at[k] == 0 || tune_find(&trials, 4, at) != SIZE_MAX);
    }
    ok(all, "a step of each knob from the best was tried");
    tune_trials_release(&trials);
}

static void test_frontier(void)
{
    static const double score[][2] = {{5, 0.1}, {3, 0.4}, {4, 0.4}, {3, 0.5},
                                      {7, 0},   {9, 0},   {6, 0.2}};
    struct tune_trials trials = {0};
    struct tune_trial item[7] = {0};
    for (size_t i = 0; i < 7; i++)
        item[i].score = (struct tune_score){0, 0, score[i][0], score[i][1]};
    trials.item = item;
    trials.count = 7;
    size_t frontier[7];
    is_int((long long)tune_frontier(&trials, frontier), 3, "3 of 7 are beaten by none");
    ok(frontier[0] == 1 && frontier[1] == 0 && frontier[2] == 4, "cheapest first");
}

int main(void)
{
    test_finds_the_best();
    test_small_is_enumerated();
    test_threads();
    test_neighbours_are_measured();
    test_frontier();
    return done();
}
