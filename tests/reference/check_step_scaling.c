// The reference tables of step scaling: single steps, whole decisions, the map of a pair of
// policies.
#include "policy/aws/step_oscillation.h"
#include "policy/aws/step_scaling.h"
#include "policy/aws/step_table.h"
#include "reference/check_reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 32 };

static enum adjustment_type adjustment_type(const char *text)
{
    if (strcmp(text, "ExactCapacity") == 0)
        return ADJUST_EXACT;
    return strcmp(text, "ChangeInCapacity") == 0 ? ADJUST_CHANGE : ADJUST_PERCENT;
}

static enum alarm_side side_of(struct reference_table *table)
{
    return strcmp(reference_text(table, "alarm_side"), "high") == 0 ? SIDE_HIGH : SIDE_LOW;
}

/// A number that ends at `stop`, `open` when nothing is there; moves *text behind it.
static double take_number(const char **text, char stop, double open)
{
    char *end;
    double value = strtod(*text, &end);
    if (end == *text)
        value = open;
    *text = *end == stop ? end + 1 : end;
    return value;
}

/// Reads "lower:upper:adjustment;..." into `step`; returns the number of steps.
static size_t read_steps(const char *text, struct step_adjustment step[STEPS_MAX])
{
    size_t count = 0;
    while (*text != '\0' && count < STEPS_MAX) {
        step[count].lower = take_number(&text, ':', -INFINITY);
        step[count].upper = take_number(&text, ':', INFINITY);
        step[count].adjustment = take_number(&text, ';', NAN);
        count++;
    }
    return count;
}

void check_percent_rounding(struct reference_table *table, struct tally *tally)
{
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_STEP);
    policy.adjustment_type = ADJUST_PERCENT;
    policy.min_adjustment_magnitude = reference_number(table, "min_adjustment_magnitude");
    double raw = reference_number(table, "raw_change");
    double current = isnan(raw) ? reference_number(table, "current") : 100;
    double percent = isnan(raw) ? reference_number(table, "percent") : raw;
    tally_near(tally, "change", adjustment_change(&policy, percent, current),
               reference_number(table, "expected_change"), 0);
}

void check_step_match(struct reference_table *table, struct tally *tally)
{
    struct step_adjustment step = {.lower = reference_number(table, "lower"),
                                   .upper = reference_number(table, "upper")};
    if (isnan(step.lower))
        step.lower = -INFINITY;
    if (isnan(step.upper))
        step.upper = INFINITY;
    tally_near(tally, "match",
               step_holds(&step, side_of(table), reference_number(table, "threshold"),
                          reference_number(table, "metric")),
               reference_number(table, "expected_match"), 0);
}

void check_step_decision(struct reference_table *table, struct tally *tally)
{
    struct step_adjustment step[STEPS_MAX];
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_STEP);
    policy.adjustment_type = adjustment_type(reference_text(table, "adjustment_type"));
    policy.min_adjustment_magnitude = reference_number(table, "min_adjustment_magnitude");
    policy.step = step;
    policy.steps = read_steps(reference_text(table, "steps"), step);
    struct group_capacity capacity = {
        .current = reference_number(table, "current_capacity"),
        .desired = reference_number(table, "desired_capacity"),
        .min = reference_number(table, "min"),
        .max = reference_number(table, "max"),
    };
    tally_near(tally, "desired capacity",
               step_scaling_desired(&policy, side_of(table), reference_number(table, "threshold"),
                                    reference_number(table, "metric"), &capacity),
               reference_number(table, "expected_desired"), 0);
}

void check_step_lint(struct reference_table *table, struct tally *tally)
{
    static const char *const rule[] = {
        [STEP_TABLE_VALID] = "",
        [STEP_TABLE_EMPTY] = "empty",
        [STEP_TABLE_TOO_LONG] = "too_many",
        [STEP_BOTH_OPEN] = "both_open",
        [STEP_INVERTED] = "inverted",
        [STEP_TWO_OPEN_LOWER] = "two_open_lower",
        [STEP_TWO_OPEN_UPPER] = "two_open_upper",
        [STEP_NEGATIVE_WITHOUT_OPEN] = "negative_lower_needs_open_lower",
        [STEP_POSITIVE_WITHOUT_OPEN] = "positive_upper_needs_open_upper",
        [STEP_OVERLAP] = "overlap",
        [STEP_GAP] = "gap",
    };
    struct step_adjustment step[STEPS_MAX];
    size_t steps = read_steps(reference_text(table, "steps"), step);
    enum step_fault fault = step_table_check(step, steps, NULL);
    tally_near(tally, "valid", fault == STEP_TABLE_VALID, reference_number(table, "expected_valid"),
               0);
    const char *wanted = reference_text(table, "violated_rule");
    // A rule that goes by another name there is only held against whether there is one.
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
        if (strcmp(wanted, rule[i]) == 0)
            tally_near(tally, "place of the rule", fault, (double)i, 0);
}

void check_step_oscillation(struct reference_table *table, struct tally *tally)
{
    struct step_adjustment out_step[STEPS_MAX], in_step[STEPS_MAX];
    struct scaling_policy policy[2];
    struct policy_alarm alarm[2];
    for (size_t i = 0; i < 2; i++) {
        scaling_policy_init(&policy[i], POLICY_STEP);
        policy_alarm_init(&alarm[i]);
        policy[i].adjustment_type = adjustment_type(reference_text(table, "adjustment_type"));
        policy[i].min_adjustment_magnitude = reference_number(table, "min_adjustment_magnitude");
    }
    policy[0].step = out_step;
    policy[0].steps = read_steps(reference_text(table, "out_steps_lb:ub:adj"), out_step);
    policy[1].step = in_step;
    policy[1].steps = read_steps(reference_text(table, "in_steps_lb:ub:adj"), in_step);
    alarm[0].comparison = COMPARE_GREATER_OR_EQUAL;
    alarm[0].threshold = reference_number(table, "scale_out_threshold");
    alarm[1].comparison = COMPARE_LESS_OR_EQUAL;
    alarm[1].threshold = reference_number(table, "scale_in_threshold");
    struct alarmed_policy member[] = {{&policy[0], &alarm[0]}, {&policy[1], &alarm[1]}};
    struct step_loop loop = {member, 2, reference_number(table, "min_size"),
                             reference_number(table, "max_size")};
    struct step_cycle cycle;
    step_oscillation(&loop, 100, STEP_LOOP_DEMANDS, &cycle);
    tally_near(tally, "oscillates", cycle.demands > 0, reference_number(table, "oscillates"), 0);
    tally_near(tally, "demands", (double)cycle.demands,
               reference_number(table, "n_demands_oscillating_of_2000"), 0);
    tally_near(tally, "first demand", cycle.first_demand,
               reference_number(table, "first_demand_rps"), 1e-12);
    double period = reference_number(table, "max_period");
    tally_near(tally, "period", (double)cycle.period, isnan(period) ? 0 : period, 0);
}
