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
    is_int(plan.order.needed_by, start + 16 * day / 24, "more is needed from the first day on");
    is_int(plan.order.order_by, INSTANT_NONE, "no order date without a lead time");
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

/// A dip is held where it ends within the lead time: four weeks are, five are not.
static void test_dips(void)
{
    double held[] = {36, 33, 33, 36, 39, 33};
    double kept[] = {36, 33, 33, 33, 36, 30};
    double unknown[] = {36, 33, 36};
    plan_hold_dips(held, 6, 36, 14 * 86400);
    near(held[1], 36, 0, "dips: two weeks are held by a lead time of two");
    near(held[2], 36, 0, "dips: to their end");
    near(held[5], 33, 0, "dips: what does not come back is given back");
    plan_hold_dips(kept, 6, NAN, 14 * 86400);
    near(kept[2], 33, 0, "dips: three weeks are longer than a lead time of two");
    plan_hold_dips(unknown, 3, NAN, NAN);
    near(unknown[1], 33, 0, "dips: none without a lead time");
    double first[] = {30, 33};
    plan_hold_dips(first, 2, 33, 7 * 86400);
    near(first[0], 33, 0, "dips: today's fleet is what stands before the first week");
    double rising[] = {30, 33};
    plan_hold_dips(rising, 2, NAN, 7 * 86400);
    near(rising[0], 30, 0, "dips: where it is not known, nothing is held before the first week");
}

/// A month is judged by its mean rate: one dear week among four does not break a budget that the
/// others leave room in.
static void test_months(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 4000;
    make(&plan);
    double cost = 0, hours = 0;
    for (size_t i = 0; i < plan.months; i++) {
        cost += plan.month[i].cost;
        hours += plan.month[i].hours;
    }
    near(cost, plan.cost_total, 1e-9, "months: they add up to the horizon");
    near(hours, (double)(plan.end - plan.week[0].start) / 3.6e6, 1e-9, "months: and cover it");
    near(plan.month[0].share, plan.month[0].cost / plan.month[0].hours * 730 / 4000, 1e-12,
         "months: a share is that of the mean rate");
    is_int((long long)plan.over_budget, 1, "months: one week has a rate above the budget");
    is_int(plan.verdict, PLAN_OVER_BUDGET, "months: a rate above the budget is over it");
    capacity_plan_release(&plan);
}

static void test_order(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 50;
    fixture.inputs.lead_time_s = 3 * 86400;
    make(&plan);
    instant start = fixture.forecast.start;
    is_int(plan.order.needed_by, start + 7 * day + 21 * day / 24,
           "order: 50 suffice until a step of the second week");
    is_int(plan.order.order_by, start + 4 * day + 21 * day / 24, "order: three days before");
    is_int(plan.verdict, PLAN_GROW, "order: in time");
    capacity_plan_release(&plan);
    fixture.inputs.lead_time_s = 8 * 86400;
    make(&plan);
    is_int(plan.verdict, PLAN_LATE, "order: eight days before is past");
    capacity_plan_release(&plan);
    fixture.inputs.current = 57;
    make(&plan);
    is_int(plan.verdict, PLAN_ENOUGH, "order: 57 are enough");
    is_int(plan.order.needed_by, INSTANT_NONE, "order: nothing is needed by any date");
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
    is_int(plan.limit[PLAN_LIMIT_MAX].when.planned,
           fixture.forecast.start + 7 * day + 21 * day / 24,
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

/// 48, 52 and 57 are needed; max 54 is short in the third week, 50 are short from the second on.
static void test_dates(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 50;
    fixture.inputs.sizing.max = 54;
    fixture.inputs.lead_time_s = 10 * 86400;
    make(&plan);
    instant start = fixture.forecast.start;
    is_int(plan.order.needed_by, start + 7 * day + 21 * day / 24,
           "dates: more are needed in the second week");
    is_int(plan.order.order_by, start - 3 * day + 21 * day / 24,
           "dates: and were to be ordered ten days before");
    is_int(plan.order.status, RUNOUT_LATE, "dates: which is past");
    is_int(plan.quota.needed_by, start + 14 * day, "dates: max is short in the third");
    is_int(plan.quota.order_by, start + 4 * day, "dates: ten days before that");
    is_int(plan.quota.status, RUNOUT_ORDER_NOW, "dates: is within two weeks");
    near(plan.needed_most, 57, 0, "dates: the busiest week needs 57 without max");
    ok(plan.limit[PLAN_LIMIT_CURRENT].given && plan.limit[PLAN_LIMIT_MAX].given,
       "dates: both limits are dated");
    ok(!plan.limit[PLAN_LIMIT_BUDGET].given, "dates: the budget is not, where there is none");
    ok(plan.limit[PLAN_LIMIT_CURRENT].when.planned < plan.limit[PLAN_LIMIT_MAX].when.planned,
       "dates: the fleet is passed first");
    is_text(plan_limit_name(PLAN_LIMIT_MAX), "max", "dates: limits have names");
    capacity_plan_release(&plan);
}

/// A horizon of 17.5 days, and now an hour before it.
static void test_how_far(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 57;
    fixture.inputs.lead_time_s = 3 * 86400;
    fixture.inputs.review_s = 14 * 86400;
    make(&plan);
    is_int(plan.verdict, PLAN_ENOUGH, "how far: 17 days are within the horizon");
    is_int(plan.known_from, fixture.inputs.as_of + 17 * day, "how far: lead time and review");
    capacity_plan_release(&plan);
    fixture.inputs.lead_time_s = 4 * 86400;
    make(&plan);
    is_int(plan.verdict, PLAN_ENOUGH_YET, "how far: 18 days are not");
    is_text(plan_verdict_name(plan.verdict), "enough so far", "how far: which has a name");
    capacity_plan_release(&plan);
}

static void test_excess(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 80;
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.sizing.budget_month = 5000;
    make(&plan);
    near(plan.excess.instances, 23, 0, "excess: 57 of 80 are needed");
    is_int(plan.excess.from, fixture.forecast.start, "excess: from the first week on");
    near(plan.excess.cost_month, 23 * 73, 1e-12, "excess: 23 x 0.1 x 730");
    near(plan.excess.over_month, 80 * 73 - 5000, 1e-12, "excess: the fleet is over the budget");
    near(plan.excess.release, 12, 0, "excess: which pays 68");
    is_int(plan.verdict, PLAN_ENOUGH, "excess: what is needed fits");
    capacity_plan_release(&plan);
    // A demand that falls: 57, then 52, then 48.
    for (size_t k = 0; k < FORECAST_LEVELS; k++)
        for (size_t i = 0; i < FIXTURE_HORIZON; i++)
            fixture.level[k][i] *= (1.2 - 0.1 * (double)(i / 168)) / (1 + 0.1 * (double)(i / 168));
    fixture.inputs.current = 57;
    make(&plan);
    near(plan.excess.instances, 5, 0, "excess: what the second week does not need");
    is_int(plan.excess.from, fixture.forecast.start + 7 * day, "excess: is free from then on");
    capacity_plan_release(&plan);
    fixture.inputs.current = NAN;
    make(&plan);
    near(plan.excess.instances, 0, 0, "excess: of a fleet that is not known there is none");
    capacity_plan_release(&plan);
    fixture.inputs.current = 40;
    make(&plan);
    near(plan.short_today, 3, 0, "today: the last seven days needed 43");
    near(plan.excess.instances, 0, 0, "today: and nothing is free");
    capacity_plan_release(&plan);
}

static void test_inaction(void)
{
    struct capacity_plan plan;
    plan_fixture_init(&fixture);
    fixture.inputs.current = 30; // 1,500/s: p95 passes that from hour 21 of a day in the first week
    fixture.inputs.sizing.price_hour = 0.1;
    fixture.inputs.miss_price_hour = 2;
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
    near(plan.inaction.cost_month, 30 * 73, 1e-12, "inaction: what the fleet costs");
    near(plan.inaction.missing_hours, unserved / 50, 1e-12, "inaction: an hour a step, 50/s each");
    near(plan.inaction.cost_missing, 2 * unserved / 50, 1e-12, "inaction: what that loses");
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
    test_dips();
    test_months();
    test_order();
    test_max_and_budget();
    test_dates();
    test_how_far();
    test_excess();
    test_inaction();
    test_refusals();
    return done();
}
