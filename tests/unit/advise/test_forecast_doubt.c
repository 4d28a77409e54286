#include "advise/forecast_doubt.h"
#include "tap.h"
#include "unit/plan_fixture.h"

static struct plan_fixture fixture;

static struct forecast_doubt find(void)
{
    struct capacity_plan plan;
    struct err err = {0};
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) == 0, "the plan is made %s", err.text);
    struct forecast_doubt doubt = forecast_doubt_find(&plan);
    capacity_plan_release(&plan);
    return doubt;
}

static void test_beyond_seen(void)
{
    plan_fixture_init(&fixture);
    struct forecast_doubt doubt = find();
    near(doubt.times_seen, 1848 / 1400.0, 1e-12, "p95 of the last week against the maximum");
    ok(!doubt.beyond_seen && !doubt.serious, "a third more than ever is no reason to doubt");
    fixture.level[2][30] = 2801;
    doubt = find();
    ok(doubt.beyond_seen && doubt.serious, "more than twice the maximum is");
    fixture.history_value[3] = NAN;
    ok(find().beyond_seen, "missing values are passed over");
    for (size_t i = 0; i < FIXTURE_HISTORY; i++)
        fixture.history_value[i] = 0;
    ok(!find().beyond_seen, "nothing is a multiple of nothing");
}

static void test_backtest(void)
{
    plan_fixture_init(&fixture);
    struct backtest *test = &fixture.forecast.backtest;
    ok(!find().worse_than_naive, "better than naive");
    test->skill = -0.05;
    ok(!find().worse_than_naive, "as good as naive");
    test->skill = -0.36;
    ok(find().worse_than_naive && find().serious, "clearly worse than naive");
    test->skill = NAN;
    ok(!find().worse_than_naive, "nothing to compare with");
    test->coverage_p95 = 0.91;
    ok(find().narrow && !find().serious, "91 %% is less than 95 %%");
    test->coverage_p95 = 0.39;
    ok(find().narrow && find().misses && find().serious, "39 %% is no p95");
    test->coverage_p95 = 0.998;
    ok(!find().wide, "99.8 %% of a narrow band costs little");
    for (size_t i = 0; i < FIXTURE_HORIZON; i++)
        fixture.level[2][i] = 1.2 * fixture.mean[i];
    ok(find().wide && !find().serious, "99.8 %% of a wide one is too wide");
    test->origins = 0;
    ok(!find().wide, "a forecast that was not tested is not judged by its test");
}

static void test_untested(void)
{
    plan_fixture_init(&fixture);
    ok(find().untested, "a week tested, two and a half planned");
    fixture.forecast.backtest.steps = 2 * 168;
    ok(!find().untested, "two weeks tested");
}

int main(void)
{
    test_beyond_seen();
    test_backtest();
    test_untested();
    return done();
}
