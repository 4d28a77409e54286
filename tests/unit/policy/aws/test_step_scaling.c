// Steps, what they mean in instances, and what a table of them must be.
#include "policy/aws/step_oscillation.h"
#include "policy/aws/step_scaling.h"
#include "policy/aws/step_table.h"
#include "tap.h"

#include <math.h>
#include <stdint.h>

static void bounds_forgive_decimals(void)
{
    struct step_adjustment step = {.lower = 0.2, .upper = 0.5};
    ok(step_holds(&step, SIDE_HIGH, 0.1, 0.3), "0.3 is 0.2 above 0.1, whatever doubles say");
    ok(!step_holds(&step, SIDE_HIGH, 0.1, 0.6), "0.6 is at the upper bound, which is exclusive");
    ok(step_holds(&step, SIDE_LOW, 0.1, 0.6), "and inclusive on the low side");
    ok(!step_holds(&step, SIDE_LOW, 0.1, 0.3), "where the lower one is exclusive");
    ok(!step_holds(&step, SIDE_HIGH, 0.1, NAN), "no metric lies in no step");
}

static double decide(enum adjustment_type type, double adjustment, double current, double desired)
{
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_SIMPLE);
    policy.adjustment_type = type;
    struct group_capacity capacity = {current, desired, 2, 20};
    return adjustment_desired(&policy, adjustment, &capacity);
}

static void decisions(void)
{
    // EC2 Auto Scaling user guide: 10 in service, 11 desired with one warming; +10 % of 10 is what
    // was asked for already, +30 % is two more.
    near(decide(ADJUST_PERCENT, 10, 10, 11), 11, 0, "one is warming already");
    near(decide(ADJUST_PERCENT, 30, 10, 11), 13, 0, "two more than asked for");
    near(decide(ADJUST_CHANGE, -3, 10, 12), 12, 0, "a scale-in waits for the warm-up");
    near(decide(ADJUST_CHANGE, -3, 10, 9), 7, 0, "terminating instances count as current");
    near(decide(ADJUST_CHANGE, -1, 10, 8), 8, 0, "a scale-in never raises");
    near(decide(ADJUST_CHANGE, -30, 10, 10), 2, 0, "min bounds it");
    near(decide(ADJUST_PERCENT, 300, 10, 10), 20, 0, "max bounds it");
    near(decide(ADJUST_EXACT, 5, 10, 10), 5, 0, "an exact capacity");
    near(decide(ADJUST_PERCENT, 0, 10, 11), 11, 0, "0 % leaves things alone");
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_STEP);
    struct group_capacity capacity = {10, 11, 2, 20};
    near(step_scaling_desired(&policy, SIDE_HIGH, 50, 90, &capacity), 11, 0,
         "where no step holds nothing changes");
}

static void tables(void)
{
    struct step_adjustment step[STEP_TABLE_MAX + 1];
    for (int i = 0; i <= STEP_TABLE_MAX; i++)
        step[i] = (struct step_adjustment){.lower = i, .upper = i + 1, .adjustment = 1};
    step[STEP_TABLE_MAX].upper = INFINITY;
    size_t where;
    is_int(step_table_check(step, STEP_TABLE_MAX + 1, &where), STEP_TABLE_TOO_LONG, "21 steps");
    is_int(where, STEP_TABLE_MAX, "the 21st is one too many");
    is_int(step_table_check(step + 1, STEP_TABLE_MAX, NULL), STEP_TABLE_VALID, "20 steps");
    is_int(step_table_check(step, 0, NULL), STEP_TABLE_EMPTY, "no step");
    struct step_adjustment gap[] = {{.lower = 20, .upper = INFINITY}, {.lower = 0, .upper = 10}};
    is_int(step_table_check(gap, 2, &where), STEP_GAP, "a gap, in any order of the steps");
    is_int(where, 0, "the step behind the gap");
    struct step_adjustment open = {.lower = -INFINITY, .upper = INFINITY};
    is_int(step_table_check(&open, 1, NULL), STEP_BOTH_OPEN, "a step that has no bound");
    struct step_adjustment twice[] = {{.lower = 0, .upper = INFINITY}, {.lower = 0, .upper = 5}};
    is_int(step_table_check(twice, 2, NULL), STEP_OVERLAP, "two steps that begin together");
    struct step_adjustment nothing = {.lower = 5, .upper = 5};
    is_int(step_table_check(&nothing, 1, NULL), STEP_INVERTED, "a step of no width");
}

/// A pair as published: out above 100, in below 400, three at a time by the distance.
static void overlapping_alarms(void)
{
    struct step_adjustment in_step[] = {
        {-INFINITY, -300, -9, {NULL, 0}}, {-300, -200, -6, {NULL, 0}}, {-200, 0, -3, {NULL, 0}}};
    struct step_adjustment out_step[] = {
        {300, INFINITY, 9, {NULL, 0}}, {100, 300, 6, {NULL, 0}}, {0, 100, 3, {NULL, 0}}};
    struct scaling_policy in, out;
    struct policy_alarm low, high;
    scaling_policy_init(&in, POLICY_STEP);
    scaling_policy_init(&out, POLICY_STEP);
    in.step = in_step;
    out.step = out_step;
    in.steps = out.steps = 3;
    policy_alarm_init(&low);
    policy_alarm_init(&high);
    low.comparison = COMPARE_LESS;
    low.threshold = 400;
    high.threshold = 100;
    struct alarmed_policy member[] = {{&in, &low}, {&out, &high}};
    struct step_loop loop = {member, 2, 3, 12};
    // By hand: 450 over 3 is 150, out by the first step to 6; over 6 it is 75, in by 9 to 3. 2000
    // over 12 is above 100: both are on, and the larger capacity wins.
    near(step_loop_next(&loop, 3, 450.0 / 3), 6, 0, "450: 3 becomes 6");
    near(step_loop_next(&loop, 6, 450.0 / 6), 3, 0, "and 6 becomes 3");
    near(step_loop_next(&loop, 3, 200.0 / 3), 3, 0, "200 stays at 3");
    near(step_loop_next(&loop, 12, 2000.0 / 12), 12, 0, "2000 stays at 12");
    near(step_loop_top(&loop), 400, 0, "nothing changes above the highest bound");
    struct step_cycle cycle;
    step_oscillation(&loop, 400, STEP_LOOP_DEMANDS, &cycle);
    ok(cycle.demands > 100 && cycle.period >= 2, "the pair goes round");
    // Just above 300 three instances have more than 100 each: 302.4 is the first of i x 2.4.
    near(cycle.first_demand, 302.4, 1e-12, "from where three have more than 100 each");
    near(cycle.low, 3, 0, "between 3");
    near(cycle.high, 6, 0, "and 6");
    loop.min = 5;
    loop.max = 4;
    step_oscillation(&loop, 400, STEP_LOOP_DEMANDS, &cycle);
    ok(cycle.demands == 0 && isnan(cycle.first_demand), "an impossible group has no cycle");
}

/// Whether a fleet comes back to a capacity that it left: by following it, the long way.
static bool goes_round(const struct step_loop *loop, double demand)
{
    for (double start = loop->min; start <= loop->max; start++) {
        double at = start;
        for (double i = loop->min; i <= loop->max; i++)
            at = step_loop_next(loop, at, demand / at);
        if (step_loop_next(loop, at, demand / at) != at)
            return true;
    }
    return false;
}

/// Tables of steps by a seeded generator, some of which go round at some demands; bounds are whole,
/// so that many demands fall on one exactly.
static void against_following(void)
{
    enum { TABLES = 200, DEMANDS = 400 };
    uint64_t state = 7;
    size_t circles = 0, rests = 0;
    for (int t = 0; t < TABLES; t++) {
        double draw[6];
        for (size_t i = 0; i < 6; i++) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            draw[i] = (double)(state >> 40) / 16777216.0;
        }
        double middle = 5 + floor(draw[0] * 20);
        struct step_adjustment out_step[] = {
            {0, middle, 5 + floor(draw[1] * 40), {NULL, 0}},
            {middle, INFINITY, 20 + floor(draw[2] * 80), {NULL, 0}}};
        struct step_adjustment in_step[] = {{-INFINITY, 0, -10 - floor(draw[3] * 50), {NULL, 0}}};
        struct scaling_policy out, in;
        struct policy_alarm high, low;
        scaling_policy_init(&out, POLICY_STEP);
        scaling_policy_init(&in, POLICY_STEP);
        out.adjustment_type = in.adjustment_type = ADJUST_PERCENT;
        out.step = out_step;
        out.steps = 2;
        in.step = in_step;
        in.steps = 1;
        policy_alarm_init(&high);
        policy_alarm_init(&low);
        high.comparison = COMPARE_GREATER_OR_EQUAL;
        high.threshold = 50 + floor(draw[4] * 30);
        low.comparison = COMPARE_LESS_OR_EQUAL;
        low.threshold = floor(high.threshold * (0.3 + draw[5] / 2));
        struct alarmed_policy member[] = {{&out, &high}, {&in, &low}};
        const struct step_loop loop = {member, 2, 1 + floor(draw[0] * 3), 20};
        struct step_cycle cycle;
        size_t found = 0;
        step_oscillation(&loop, 100, DEMANDS, &cycle);
        for (int d = 1; d <= DEMANDS; d++)
            found += goes_round(&loop, (double)d * loop.max * 100 / DEMANDS);
        circles += found > 0;
        rests += found == 0;
        if (found != cycle.demands)
            is_int((long)cycle.demands, (long)found, "demands that go round");
        // So few demands are gone through in another way.
        size_t of_two = 0;
        step_oscillation(&loop, 100, 2, &cycle);
        for (int d = 1; d <= 2; d++)
            of_two += goes_round(&loop, (double)d * loop.max * 100 / 2);
        if (of_two != cycle.demands)
            is_int((long)cycle.demands, (long)of_two, "of two demands");
    }
    ok(circles > 20 && rests > 20, "tables of both kinds, all as found by following fleets");
}

int main(void)
{
    bounds_forgive_decimals();
    decisions();
    tables();
    overlapping_alarms();
    against_following();
    return done();
}
