#include "advise/step_design.h"
#include "policy/aws/step_table.h"
#include "policy/core/lint.h"
#include "tap.h"

#include <math.h>

/// The size that follows by the policies and alarms that the design becomes.
static double next_by_policy(const struct step_design *design, double size, double utilization)
{
    const struct step_names names = {"fleet", 0};
    struct policy_set set;
    step_design_policy(design, &names, &set);
    struct alarmed_policy member[2];
    for (size_t i = 0; i < 2; i++)
        member[i] = (struct alarmed_policy){&set.policy[i], &set.alarm[i]};
    const struct step_loop loop = {member, 2, set.group.min, set.group.max};
    double next = step_loop_next(&loop, size, utilization);
    policy_set_release(&set);
    return next;
}

static struct step_wish wish_of(enum step_form form, double target, double min, double max,
                                double usual, double rise)
{
    return (struct step_wish){form, target, min, max, usual, rise};
}

/// The thresholds by hand: 60 x 4/5 = 48, below it 47, then 85 % of the one before, down to 5 %.
static void test_lows(void)
{
    double low[STEP_DESIGN_LOWS_MAX];
    size_t count;
    struct err err;
    struct step_wish wish = wish_of(STEP_FORM_PERCENT, 60, 4, 40, 10, 1);
    is_int(step_design_lows(&wish, low, &count, &err), 0, "thresholds for 60 % and 4 to 40");
    const double expected[] = {47, 39, 33, 28, 23, 19, 16, 13};
    is_int((long)count, 8, "eight of them");
    for (size_t i = 0; i < count && i < 8; i++)
        near(low[i], expected[i], 0, "the next threshold");
    wish.min = 20;
    step_design_lows(&wish, low, &count, &err);
    near(low[0], 51, 0, "a large fleet: 85 % of the target");
}

/// By hand, of 100 instances at 60 %: the step from 60 to 70 % adds 70/60 - 1 = 16.7, so 17 %.
static void test_percent(void)
{
    struct step_wish wish = wish_of(STEP_FORM_PERCENT, 60, 20, 200, 100, 1);
    struct step_design design;
    step_design_make(&wish, 48, &design);
    const double bounds[] = {60, 70, 80, 90}, changes[] = {17, 34, 50, 67};
    is_int((long)design.out.steps, 4, "four steps out");
    for (size_t i = 0; i < 4; i++) {
        near(design.out.bound[i], bounds[i], 0, "where a step begins");
        // 60/48 = 1.25 and 70/48 = 1.458: at most 24 and 45 %.
        near(design.out.change[i], changes[i], 0, "what it adds");
    }
    near(design.in.bound[0], 48, 0, "in from 48 %");
    near(design.in.bound[1], 24, 0, "more from 24 %");
    near(design.in.change[0], -10, 0, "a tenth");
    near(design.in.change[1], -25, 0, "a quarter");
    near(step_design_after(&design, 17, 70), 70.0 * 100 / 117, 1e-12, "after the first step");
    near(next_by_policy(&design, 100, 65), 117, 0, "100 at 65 % become 117");
    near(next_by_policy(&design, 100, 60), 117, 0, "the lower bound belongs to the step");
    near(next_by_policy(&design, 100, 70), 134, 0, "the upper to the next one");
    near(next_by_policy(&design, 100, 50), 100, 0, "nothing happens in the band");
    near(next_by_policy(&design, 100, 48), 90, 0, "in at the threshold");
    wish.rise = 2;
    step_design_make(&wish, 48, &design);
    near(design.out.change[0], 24, 0, "however demand rises, 60 % / 1.24 is above 48 %");
    near(design.out.change[3], 87, 0, "and 90 % / 1.87 is");
}

/// By hand: 4 instances at 60 % may become at most 60 n / (n + k) > 19, so k < 4 (60/19 - 1) = 8.6.
static void test_change(void)
{
    struct step_wish wish = wish_of(STEP_FORM_CHANGE, 60, 4, 200, 100, 1);
    struct step_design design;
    step_design_make(&wish, 19, &design);
    near(design.out.change[0], 8, 0, "the smallest fleet limits the change");
    near(design.out.change[1], 10, 0, "70 %: below 4 (70/19 - 1) = 10.7");
    near(design.in.change[0], -8, 0, "in: below 4 (60/19 - 1) = 8.6, and at most a tenth of 100");
    wish.usual = 20;
    step_design_make(&wish, 19, &design);
    near(design.out.change[0], 4, 0, "20 at 70 % need 3.3 more");
}

/// Goes through a table by its own arithmetic: whether any fleet at any demand leads back to a size
/// that was left, or a step crosses the band.
static double change_by_hand(const struct step_design *design, double size, double utilization)
{
    const struct step_side *out = &design->out, *in = &design->in;
    double change = 0;
    for (size_t i = 0; i < out->steps; i++)
        if (utilization >= out->bound[i])
            change = out->change[i];
    for (size_t i = 0; i < in->steps; i++)
        if (utilization <= in->bound[i])
            change = in->change[i];
    if (design->wish.form == STEP_FORM_PERCENT) {
        double part = size * change / 100;
        change = part == 0 ? 0 : part > 0 ? fmax(floor(part), 1) : fmin(ceil(part), -1);
    }
    return fmin(fmax(size + change, design->wish.min), design->wish.max);
}

static void check_by_hand(const struct step_design *design)
{
    size_t crossings = 0, cycles = 0, differences = 0;
    const struct step_wish *wish = &design->wish;
    for (double size = wish->min; size <= wish->max; size++) {
        for (double tenth = 1; tenth <= 1500; tenth++) {
            double utilization = tenth / 10, demand = utilization * size;
            double next = change_by_hand(design, size, utilization);
            if (tenth == 600 || tenth == 655)
                differences += next != next_by_policy(design, size, utilization);
            if (next > size)
                crossings += demand / next <= design->low;
            if (next < size)
                crossings += demand / next >= wish->target;
            // One direction at a time: a fleet that grows at a demand never shrinks at it.
            double after = change_by_hand(design, next, demand / next);
            cycles += (next - size) * (after - next) < 0;
        }
    }
    ok(crossings == 0, "target %g, min %g, low %g: no step crosses the band", wish->target,
       wish->min, design->low);
    is_int((long)cycles, 0, "no step is turned back");
    is_int((long)differences, 0, "the policies do what the table says");
}

static void check_policies(const struct step_design *design)
{
    struct policy_set set;
    struct step_names names = {"web", 120};
    step_design_policy(design, &names, &set);
    for (size_t i = 0; i < set.policies; i++) {
        is_int(step_table_check(set.policy[i].step, set.policy[i].steps, NULL), STEP_TABLE_VALID,
               "a table without gap or overlap");
    }
    struct lint_report report = {0};
    struct lint_facts facts = {
        .boot_s = 120, .longest_request_s = NAN, .drain_s = NAN, .spare = NAN};
    policy_lint(&set, &facts, &report);
    is_int(
        (long)(lint_report_count(&report, LINT_ERROR) + lint_report_count(&report, LINT_WARNING)),
        0, "no rule is broken");
    lint_report_release(&report);
    policy_set_release(&set);
}

/// Every form, many targets and fleets, every threshold.
static void test_every_table(void)
{
    static const double targets[] = {15, 40, 60, 62.5, 80, 95}, mins[] = {1, 2, 3, 10, 33};
    static const enum step_form forms[] = {STEP_FORM_CHANGE, STEP_FORM_PERCENT};
    for (size_t t = 0; t < 6; t++)
        for (size_t m = 0; m < 5; m++)
            for (size_t f = 0; f < 2; f++) {
                struct step_wish wish = wish_of(forms[f], targets[t], mins[m], mins[m] + 40,
                                                mins[m] + 7, 1 + (double)m / 4);
                double low[STEP_DESIGN_LOWS_MAX];
                size_t count;
                struct err err;
                is_int(step_design_lows(&wish, low, &count, &err), 0, "there are thresholds");
                for (size_t i = 0; i < count; i += 3) {
                    struct step_design design;
                    struct step_cycle cycle;
                    step_design_make(&wish, low[i], &design);
                    check_by_hand(&design);
                    ok(step_design_rests(&design, &cycle), "the map has no cycle");
                    check_policies(&design);
                }
            }
}

/// More room for change would turn back: the check by enumeration notices.
static void test_notices(void)
{
    struct step_wish wish = wish_of(STEP_FORM_CHANGE, 60, 2, 20, 5, 1);
    struct step_design design;
    struct step_cycle cycle;
    step_design_make(&wish, 39, &design);
    ok(step_design_rests(&design, &cycle), "60 x 2/3 = 40 is above 39");
    design.low = design.in.bound[0] = 41;
    ok(!step_design_rests(&design, &cycle), "40 is below 41: 2 to 3 and back");
    is_int((long)cycle.period, 2, "in two steps");
    near(cycle.low, 2, 0, "from the smallest fleet");
}

static void fails(struct step_wish wish, const char *text)
{
    double low[STEP_DESIGN_LOWS_MAX];
    size_t count;
    struct err err = {0};
    is_int(step_design_lows(&wish, low, &count, &err), -1, "refused");
    has_text(err.text, text, "says why");
}

static void test_errors(void)
{
    fails(wish_of(STEP_FORM_PERCENT, 9, 2, 10, 5, 1), "--target 9% is out of range for steps");
    fails(wish_of(STEP_FORM_PERCENT, 96, 2, 10, 5, 1), "--target 96% is out of range");
    fails(wish_of(STEP_FORM_PERCENT, NAN, 2, 10, 5, 1), "out of range");
    fails(wish_of(STEP_FORM_PERCENT, 60, 0, 10, 5, 1), "a fleet of no instances");
    fails(wish_of(STEP_FORM_PERCENT, 60, 10, 10, 10, 1), "--max 10 is not above --min 10");
    fails(wish_of(STEP_FORM_PERCENT, 10, 1, 10, 5, 1), "--min 2 or --target 11% would do");
}

int main(void)
{
    test_lows();
    test_percent();
    test_change();
    test_every_table();
    test_notices();
    test_errors();
    return done();
}
