// The capacity plan against sums done by hand. Highest steps: 1,400 in the history, and p95 = 1,400
// x 1.1 = 1,540, 1,694 and 1,848 in the three weeks; need = ceil(demand / 50 x 1.5): 42, 47 (46.2),
// 51 (50.82) and 56 (55.44); with one spare 43, 48, 52 and 57.
#include "advise/capacity_plan.h"
#include "tap.h"
#include "unit/plan_fixture.h"

static struct plan_fixture fixture;
static const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;

static void make(struct capacity_plan *plan)
{
    struct err err = {0};
    ok(capacity_plan_make(&fixture.inputs, plan, &err) == 0, "the plan is made %s", err.text);
}

static void test_weeks(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    make(&plan);
    instant start = fixture.forecast.start;
    is_int(plan.weeks, 3, "weeks: two and a half are three");
    is_int(plan.week[2].end, start + 17 * day + day / 2,
           "weeks: the last one ends with the forecast");
    near(plan.week[1].row.demand, 1694, 1e-12, "weeks: demand is the highest p95");
    is_int(plan.week[1].peak_time, start + 7 * day + 23 * day / 24,
           "weeks: when it is first reached");
    near(plan.week[2].highest[PLAN_MEAN], 1680, 1e-12, "weeks: the highest mean too");
    near(plan.week[0].row.instances, 48, 0, "weeks: 48 in the first");
    near(plan.week[1].row.instances, 52, 0, "weeks: 52 in the second");
    near(plan.week[2].row.instances, 57, 0, "weeks: 57 in the third");
    near(plan.recent.instances, 43, 0, "today: what the last seven days need");
    near(plan.baseline, 43, 0, "the plan starts from there without --current");
    is_int(plan.largest, 2, "the largest week");
    is_int(plan.needed_by, start, "more is needed from the first week on");
    is_int(plan.order_by, INSTANT_NONE, "no order date without a lead time");
    is_int(plan.verdict, PLAN_GROW, "verdict: grow");
    is_int(plan_week_at(&plan, start + 8 * day), 1, "the week of a time");
    is_int(plan_week_at(&plan, start + 30 * day), SIZE_MAX, "no week beyond the horizon");
    ok(isnan(plan.cost_total), "no cost without a price");
    capacity_plan_release(&plan);
}

static void test_column(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.column = PLAN_MEAN;
    make(&plan);
    near(plan.week[0].row.demand, 1400, 1e-12, "column: the mean can be planned for");
    capacity_plan_release(&plan);
    fixture.inputs.column = PLAN_P99;
    make(&plan);
    near(plan.week[0].row.demand, 1680, 1e-12, "column: and p99");
    capacity_plan_release(&plan);
    is_text(plan_column_name(PLAN_P99), "p99", "column: names");
}

static void test_order(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 50;
    fixture.inputs.lead_time_s = 3 * 86400;
    make(&plan);
    instant start = fixture.forecast.start;
    is_int(plan.needed_by, start + 7 * day, "order: 50 suffice for the first week");
    is_int(plan.order_by, start + 4 * day, "order: three days before");
    is_int(plan.verdict, PLAN_GROW, "order: in time");
    capacity_plan_release(&plan);
    fixture.inputs.lead_time_s = 8 * 86400;
    make(&plan);
    is_int(plan.verdict, PLAN_LATE, "order: eight days before is past");
    capacity_plan_release(&plan);
    fixture.inputs.current = 57;
    make(&plan);
    is_int(plan.verdict, PLAN_ENOUGH, "order: 57 are enough");
    is_int(plan.needed_by, INSTANT_NONE, "order: nothing is needed by any date");
    near(plan.inaction.utilization, 1848 / (57 * 50.0), 1e-12, "enough: highest utilization");
    is_int(plan.inaction.buffers_used, INSTANT_NONE, "enough: the buffers are kept");
    capacity_plan_release(&plan);
}

static void test_max_and_budget(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.max = 50;
    make(&plan);
    is_int(plan.verdict, PLAN_NOT_MET, "max 50: cannot be met");
    is_int(plan.not_met, 2, "max 50: in two weeks");
    near(plan.shortfall, 7, 0, "max 50: seven short");
    is_int(plan.week[1].row.bound_by, BOUND_MAX, "max 50: bound by max");
    // 50 less 1 spare carry 49 x 50 / 1.5 = 1,633.3; hour h of the second week brings at p95
    // 1.21 x (1000 + 400 h / 23), more from h = 21 on.
    is_int(plan.limit.planned, fixture.forecast.start + 7 * day + 21 * day / 24,
           "max 50: passed at 21:00 of the second week's first day");
    capacity_plan_release(&plan);

    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 3800; // 52 x 0.1 x 730 = 3,796; 57 cost 4,161
    make(&plan);
    is_int(plan.verdict, PLAN_OVER_BUDGET, "budget 3,800: too little");
    is_int(plan.over_budget, 1, "budget 3,800: for the third week");
    near(plan.cost_total, 0.1 * (48 * 168 + 52 * 168 + 57 * 84), 1e-12,
         "cost: each week's fleet by its hours");
    capacity_plan_release(&plan);
}

static void test_inaction(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 30; // 1,500/s: p95 passes that from hour 21 of a day in the first week
    make(&plan);
    double unserved = 0;
    double demand = 0;
    int over = 0;
    for (size_t i = 0; i < FIXTURE_HORIZON; i++) {
        demand += fixture.level[2][i];
        over += fixture.level[2][i] > 1500;
        unserved += fixture.level[2][i] > 1500 ? fixture.level[2][i] - 1500 : 0;
    }
    is_int(plan.inaction.overload, fixture.forecast.start + 21 * day / 24, "inaction: overload");
    near(plan.inaction.utilization, 1848 / 1500.0, 1e-12, "inaction: demand over capacity");
    near(plan.inaction.steps_over, over / (double)FIXTURE_HORIZON, 1e-12, "inaction: time");
    near(plan.inaction.demand_unserved, unserved / demand, 1e-12, "inaction: demand not served");
    is_int(plan.inaction.buffers_used, fixture.forecast.start, "inaction: buffers used at once");
    capacity_plan_release(&plan);
}

static void test_refusals(void)
{
    struct capacity_plan plan;
    struct err err = {0};
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.per_instance = NAN;
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) != 0, "per_instance must be given");
    has_text(err.text, "--per-instance", "the message names it");
    capacity_plan_release(&plan);
    plan_fixture_init(&fixture);
    for (size_t i = 14 * 24; i < FIXTURE_HISTORY; i++)
        fixture.history_value[i] = NAN;
    ok(capacity_plan_make(&fixture.inputs, &plan, &err) != 0, "a week without values is refused");
    has_text(err.text, "the last seven days have no value", "and said");
    capacity_plan_release(&plan);
}

int main(void)
{
    test_weeks();
    test_column();
    test_order();
    test_max_and_budget();
    test_inaction();
    test_refusals();
    return done();
}
