// Commitments, held against the search over every level, and against figures by hand.
#include "sizing/purchase_mix.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 60, ROUNDS = 300 };

static unsigned state = 20261130;

/// A number from 0 to `most`, the same in every run.
static double draw(unsigned most)
{
    state = state * 1664525u + 1013904223u;
    return (double)((state >> 8) % (most + 1));
}

static void random_use(struct fleet_use *use)
{
    double units[STEPS], hours[STEPS];
    struct err err;
    double most = 1 + draw(30);
    for (size_t i = 0; i < STEPS; i++) {
        units[i] = draw((unsigned)most);
        hours[i] = 1 + draw(3);
    }
    ok(fleet_use_of(units, hours, STEPS, use, &err) == 0, "a fleet is taken");
}

/// No level of all that there are is cheaper, and none of fewer units costs as little.
static bool is_cheapest(const struct purchase_question *question, const struct purchase_mix *best)
{
    for (double commit = 0; commit <= fleet_use_peak(question->use) + 1; commit++) {
        struct purchase_mix mix;
        purchase_mix_at(question, commit, &mix);
        double cost = mix.cost * (1 + 1e-9);
        if (cost < best->cost || (commit < best->commit && mix.cost <= best->cost * (1 - 1e-9)))
            return false;
    }
    return true;
}

static void test_against_search(void)
{
    size_t right = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        struct fleet_use use;
        random_use(&use);
        struct purchase_question question = {
            .use = &use,
            .price = {.on_demand = 1, .committed = 0.1 + draw(85) / 100, .spot = (double)NAN},
            .owned = draw(5),
        };
        if (round % 2 == 1) {
            question.price.spot = 0.2 + draw(60) / 100;
            question.spot = (struct spot_rule){.share = draw(10) / 10, .pools = draw(4)};
        }
        struct purchase_mix best;
        purchase_mix_best(&question, &best);
        right += is_cheapest(&question, &best);
        fleet_use_release(&use);
    }
    is_int(right, ROUNDS, "the cheapest of all levels, with and without spot");
}

/// Ten instances by day and four by night.
static void test_by_hand(void)
{
    double units[] = {10, 4}, hours[] = {12, 12};
    struct fleet_use use;
    struct err err;
    ok(fleet_use_of(units, hours, 2, &use, &err) == 0, "a day");
    near(fleet_use_peak(&use), 10, 0, "the peak");
    near(fleet_use_instance_hours(&use), 168, 0, "instance-hours");
    near(fleet_use_share(&use, 4), 1, 0, "the fourth is always needed");
    near(fleet_use_share(&use, 5), 0.5, 1e-15, "the fifth by day");
    struct purchase_question question = {
        .use = &use, .price = {.on_demand = 1, .committed = 0.6, .spot = (double)NAN}};
    struct purchase_mix mix;
    purchase_mix_best(&question, &mix);
    near(mix.commit, 4, 0, "at 60% the four of the night are committed");
    near(mix.cost, 4 * 24 * 0.6 + 6 * 12, 1e-12, "what that costs");
    // 4.8 of 8 hours a pair have to serve: four by day and one by night do, from 35% of the fleet
    // on.
    near(purchase_pays_above(&question, 4), 0.35, 1e-9, "and when it pays");
    question.price.committed = 0.45;
    purchase_mix_best(&question, &mix);
    near(mix.commit, 10, 0, "at 45% all are");
    question.least_use = 0.9;
    purchase_mix_best(&question, &mix);
    near(mix.commit, 4, 0, "but for a least use of 90%");
    question.least_use = 0;
    question.owned = 7;
    purchase_mix_best(&question, &mix);
    near(mix.commit, 3, 0, "beside seven that are owned three");
    near(mix.unused_hours, 6 * 12, 1e-12, "six of the ten idle by night");
    question.owned = 12;
    purchase_mix_best(&question, &mix);
    near(mix.commit, 0, 0, "owning more than the peak, nothing");
    near(mix.cost, 0, 0, "at no cost");
    fleet_use_release(&use);
}

/// Broken counts use a part of the last unit.
static void test_broken_counts(void)
{
    double units[] = {2.5, 1.25}, hours[] = {1, 3}, layer[3];
    struct fleet_use use;
    struct err err;
    ok(fleet_use_of(units, hours, 2, &use, &err) == 0, "means of a step");
    fleet_use_layers(&use, 3, layer);
    near(layer[0], 4, 1e-15, "unit 1");
    near(layer[1], 1 + 3 * 0.25, 1e-15, "unit 2");
    near(layer[2], 0.5, 1e-15, "unit 3");
    near(fleet_use_share(&use, 2), layer[1] / 4, 1e-15, "and its share");
    fleet_use_release(&use);
}

static void test_refusals(void)
{
    double hours[] = {1};
    struct fleet_use use;
    struct err err;
    double missing[] = {(double)NAN}, below[] = {-1};
    ok(fleet_use_of(missing, hours, 1, &use, &err) == -1, "a missing need is refused");
    has_text(err.text, "step 1 has no number of instances", "by its step");
    ok(fleet_use_of(below, hours, 1, &use, &err) == -1, "one below 0 too");
    has_text(err.text, "-1 instances is no fleet", "by its number");
    ok(fleet_use_of(missing, hours, 0, &use, &err) == 0, "no steps are no fleet");
    near(fleet_use_peak(&use), 0, 0, "of 0");
    fleet_use_release(&use);
}

int main(void)
{
    test_against_search();
    test_by_hand();
    test_broken_counts();
    test_refusals();
    return done();
}
