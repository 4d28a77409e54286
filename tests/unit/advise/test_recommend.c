// Recommendations against sums done by hand, on the plan of unit/plan_fixture.h: 48, 52 and 57
// instances in three weeks, 43 in the last one of the history.
#include "advise/recommend.h"
#include "maths/random.h"
#include "sizing/scaling_equation.h"
#include "tap.h"
#include "unit/plan_fixture.h"

static struct plan_fixture fixture;
static const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
static const struct resource_terms compute = {RESOURCE_COMPUTE, 120, NAN, NAN};

static void make(const struct resource_terms *terms, struct recommendation *what)
{
    struct capacity_plan plan = {0};
    struct analysis analysis;
    struct err err = {0};
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made %s", err.text);
    analysis_init(&analysis, fixture.inputs.history, NULL, NULL);
    ok(recommend_make(&plan, &analysis, terms, what, &err) == 0, "recommended %s", err.text);
    analysis_release(&analysis);
    capacity_plan_release(&plan);
}

static void test_numbers(void)
{
    struct recommendation what;
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    make(&compute, &what);
    near(what.current, 43, 0, "what the last week needed");
    near(what.target, 57, 0, "what the busiest week needs");
    near(what.delta, 14, 0, "the difference");
    near(what.demand, 1848, 1e-12, "the highest p95");
    near(what.ready_in_s, 120, 0, "all start at once");
    near(what.cost_month, 14 * 0.1 * 730, 1e-12, "14 more at 0.1 an hour");
    ok(what.met, "nothing forbids it");

    fixture.inputs.sizing.max = 50;
    make(&compute, &what);
    near(what.target, 50, 0, "max bounds the target");
    ok(!what.met, "and then it is not met");
}

static void test_urgency(void)
{
    struct recommendation what;
    plan_fixture_init(&fixture);
    instant start = fixture.forecast.start;
    fixture.inputs.as_of = start - day / 24;
    fixture.inputs.current = 57;
    make(&compute, &what);
    is_text(urgency_name(what.urgency), "none", "57 are enough");
    is_int(what.breach, INSTANT_NONE, "for all steps");
    near(what.ready_in_s, 0, 0, "nothing has to start");
    near(what.delta, 0, 0, "nothing is to do");

    fixture.inputs.current = 60;
    make(&compute, &what);
    near(what.delta, -3, 0, "three are too many");
    is_text(urgency_name(what.urgency), "none", "which is not urgent");

    // 50 suffice for the first week; a week is less than two.
    fixture.inputs.current = 50;
    make(&compute, &what);
    ok(what.breach >= start + 7 * day && what.breach < start + 8 * day, "short in week two");
    is_text(urgency_name(what.urgency), "soon", "within two weeks");
    struct resource_terms slow = {RESOURCE_COMPUTE, 120, NAN, 9 * 86400};
    make(&slow, &what);
    is_text(urgency_name(what.urgency), "now", "a lead time of nine days is longer than that");

    // 52 suffice for two weeks.
    fixture.inputs.current = 52;
    make(&compute, &what);
    ok(what.breach >= start + 14 * day, "short in week three");
    is_text(urgency_name(what.urgency), "planned", "later than in two weeks");

    // 43 are too few at once, and 14 more in batches of 4 start one after the other.
    fixture.inputs.current = 10;
    struct resource_terms batches = {RESOURCE_DATABASE, 300, 4, 60};
    make(&batches, &what);
    near(what.ready_in_s, 60 + 12 * 300, 0, "47 more are 12 batches of 300 s, after a minute");
    is_text(urgency_name(what.urgency), "now", "the first step is short of it");
    is_text(what.rule->id, "stateful", "a database is scaled by schedule");
}

/// A higher target is less headroom: never more instances.
static void test_target(void)
{
    double before = INFINITY;
    size_t more = 0;
    plan_fixture_init(&fixture);
    for (double target = 0.2; target <= 1; target += 0.01) {
        struct recommendation what;
        fixture.inputs.sizing.headroom = 1 / target - 1;
        fixture.inputs.current = 40;
        make(&compute, &what);
        more += what.target > before;
        before = what.target;
    }
    is_int(more, 0, "a higher target never adds instances");
}

/// The same for any fleet: with spares, zones, bounds and demands at random.
static void test_target_of_any_fleet(void)
{
    enum { TRIALS = 2000 };
    struct random random;
    size_t more = 0;
    random_seed(&random, 11, 0);
    for (size_t trial = 0; trial < TRIALS; trial++) {
        struct sizing sizing = sizing_defaults();
        double targets[2] = {0.05 + 0.95 * random_uniform(&random),
                             0.05 + 0.95 * random_uniform(&random)};
        double demand = 10000 * random_uniform(&random);
        sizing.per_instance = 1 + 200 * random_uniform(&random);
        sizing.spare = floor(4 * random_uniform(&random));
        sizing.zones = floor(4 * random_uniform(&random));
        sizing.min =
            random_uniform(&random) < 0.5 ? (double)NAN : floor(9 * random_uniform(&random));
        struct plan_row row[2];
        for (size_t i = 0; i < 2; i++) {
            sizing.headroom = 1 / targets[i] - 1;
            size_demand(&sizing, demand, &row[i]);
        }
        bool second_is_higher = targets[1] > targets[0];
        more += second_is_higher ? row[1].instances > row[0].instances
                                 : row[0].instances > row[1].instances;
    }
    is_int(more, 0, "nor of any fleet at random");
}

static void test_review(void)
{
    double value[10] = {100, 120, NAN, 200, 150, 90, 80, 300, 10, 10};
    struct series history = {.start = 0, .step_s = 3600, .n = 10, .value = value};
    struct sizing sizing = sizing_defaults();
    struct decision_review review;
    const instant hour = 3600 * INSTANT_PER_SECOND;
    sizing.per_instance = 50;

    // After hour 0 and before hour 7: 200 at hour 3. 200/50 x 1.5 = 6, and one spare: 7.
    decision_review_make(&history, &sizing, 0, 7 * hour, 220, 7, &review);
    near(review.highest, 200, 0, "the highest that came");
    is_int(review.at, 3 * hour, "when");
    ok(review.over, "its time has passed");
    near(review.error, 0.1, 1e-12, "220 were forecast");
    near(review.needed, 7, 0, "seven were needed");
    ok(review.was_enough, "seven were enough");

    decision_review_make(&history, &sizing, 0, 7 * hour, 150, 6, &review);
    near(review.error, -0.25, 1e-12, "150 were too few");
    ok(!review.was_enough, "six were not enough");

    sizing.max = 6;
    decision_review_make(&history, &sizing, 0, 20 * hour, 300, 10, &review);
    near(review.highest, 300, 0, "so far");
    ok(!review.over, "its time has not passed");
    near(review.needed, 10, 0, "a max does not make the need smaller");

    decision_review_make(&history, &sizing, 9 * hour, 20 * hour, 300, 10, &review);
    is_int(review.at, INSTANT_NONE, "nothing has passed after the last step");
}

int main(void)
{
    test_numbers();
    test_urgency();
    test_target();
    test_target_of_any_fleet();
    test_review();
    return done();
}
