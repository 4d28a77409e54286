// The reference tables of AWS: alarms, target tracking, several policies at once, warm-up,
// cooldowns, predictive scaling, warm pools, schedules.
#include "policy/core/flap_projection.h"
#include "policy/platforms.h"
#include "reference/check_reference.h"
#include "sim/alarm.h"
#include "sim/cooldown.h"
#include "sim/policy_conflict.h"
#include "sim/predictive_scaling.h"
#include "sim/target_tracking.h"
#include "sim/warm_pool_size.h"
#include "time/cron.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum missing_data missing_data(const char *text)
{
    if (strcmp(text, "ignore") == 0)
        return MISSING_IGNORE;
    if (strcmp(text, "breaching") == 0)
        return MISSING_BREACHING;
    return strcmp(text, "notBreaching") == 0 ? MISSING_NOT_BREACHING : MISSING_MISSING;
}

/// Whether a state is the expected one, where the alarm was in `before`.
static bool state_fits(const char *expected, enum alarm_state state, enum alarm_state before)
{
    if (strcmp(expected, "RETAIN") == 0)
        return state == before;
    if (strcmp(expected, "NOT_ALARM") == 0)
        return state != ALARM_ON;
    if (strcmp(expected, "ALARM") == 0)
        return state == ALARM_ON;
    return state == (strcmp(expected, "OK") == 0 ? ALARM_OK : ALARM_INSUFFICIENT_DATA);
}

void check_alarm_evaluation(struct reference_table *table, struct tally *tally)
{
    enum { DATAPOINTS_MAX = 64 };
    struct alarm_rule rule = {
        .evaluation_periods = (int)reference_number(table, "evaluation_periods"),
        .datapoints_to_alarm = (int)reference_number(table, "datapoints_to_alarm"),
        .evaluation_range = (int)reference_number(table, "evaluation_range"),
        .missing = missing_data(reference_text(table, "treat_missing")),
    };
    enum datapoint point[DATAPOINTS_MAX];
    size_t count = 0;
    for (const char *c = reference_text(table, "datapoints"); *c != '\0' && count < DATAPOINTS_MAX;
         c++)
        point[count++] = *c == 'X'   ? DATAPOINT_BREACHING
                         : *c == '0' ? DATAPOINT_GOOD
                                     : DATAPOINT_MISSING;
    const char *expected = reference_text(table, "expected_state");
    bool unchanged = strcmp(expected, "RETAIN") == 0;
    for (enum alarm_state before = ALARM_INSUFFICIENT_DATA; before <= ALARM_ON; before++) {
        // Where the state is not kept, an alarm that is on already is another case.
        if (before == ALARM_ON && !unchanged)
            continue;
        enum alarm_state state = alarm_evaluate(&rule, point, count, before);
        tally_near(tally, "state", state_fits(expected, state, before), 1, 0);
    }
    if (unchanged)
        return;
    struct alarm_history history;
    alarm_history_init(&history, &rule);
    for (size_t i = 0; i < count; i++)
        alarm_history_push(&history, point[i]);
    tally_near(tally, "state, datapoint by datapoint",
               state_fits(expected, history.state, ALARM_INSUFFICIENT_DATA), 1, 0);
    alarm_history_release(&history);
}

/// Reads "step:+1", "track:=10", "track(scalein off):=none".
static struct scaling_proposal read_proposal(const char *text, double current)
{
    struct scaling_proposal proposal = {.kind = PROPOSAL_STEP, .capacity = NAN};
    if (strncmp(text, "track", 5) == 0)
        proposal.kind = PROPOSAL_TARGET;
    if (strncmp(text, "predictive", 10) == 0)
        proposal.kind = PROPOSAL_PREDICTIVE;
    const char *capacity = strchr(text, ':');
    const char *off = strstr(text, "scalein off");
    proposal.scale_in_disabled = off != NULL && capacity != NULL && off < capacity;
    if (capacity == NULL)
        return proposal;
    capacity++;
    bool exact = *capacity == '=';
    char *end;
    double number = strtod(capacity + exact, &end);
    if (end != capacity + exact)
        proposal.capacity = exact ? number : current + number;
    return proposal;
}

void check_policy_conflict(struct reference_table *table, struct tally *tally)
{
    enum { PROPOSALS_MAX = 16 };
    struct scaling_proposal proposal[PROPOSALS_MAX];
    size_t count = 0;
    double current = reference_number(table, "current");
    for (const char *text = reference_text(table, "proposals");
         text != NULL && count < PROPOSALS_MAX; text = strchr(text, ';')) {
        text += *text == ';';
        char one[64];
        snprintf(one, sizeof one, "%.*s", (int)strcspn(text, ";"), text);
        proposal[count++] = read_proposal(one, current);
    }
    tally_near(tally, "desired capacity", policy_conflict_winner(current, proposal, count),
               reference_number(table, "expected_desired"), 0);
}

void check_target_tracking(struct reference_table *table, struct tally *tally)
{
    tally_near(tally, "capacity",
               target_tracking_capacity(reference_number(table, "current"),
                                        reference_number(table, "metric"),
                                        reference_number(table, "target")),
               reference_number(table, "expected_desired"), 0);
}

void check_warmup(struct reference_table *table, struct tally *tally)
{
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_STEP);
    policy.instance_warmup_s = reference_number(table, "estimated_instance_warmup");
    set.group.default_warmup_s = reference_number(table, "default_instance_warmup");
    set.group.default_cooldown_s = reference_number(table, "default_cooldown");
    tally_near(tally, "warm-up", policy_warmup_s(&policy, &set.group),
               reference_number(table, "expected_warmup_s"), 0);
    policy_set_release(&set);
}

void check_cooldown(struct reference_table *table, struct tally *tally)
{
    double capacity = reference_number(table, "start_capacity");
    double cooldown_s = reference_number(table, "cooldown_s");
    bool simple = strcmp(reference_text(table, "service"), "ec2-simple") == 0;
    struct simple_lock lock;
    simple_lock_init(&lock);
    struct application_cooldown cooldown;
    application_cooldown_init(&cooldown);
    const char *text = reference_text(table, "events");
    while (*text != '\0') {
        char *end;
        double now_s = strtod(text, &end);
        double change = *end == ':' ? strtod(end + 1, &end) : NAN;
        if (simple && !simple_lock_holds(&lock, now_s)) {
            capacity += change;
            simple_lock_start(&lock, now_s, cooldown_s);
        } else if (!simple) {
            double current = application_cooldown_current(&cooldown, now_s, capacity);
            double wanted = change > 0 ? fmax(current + change, capacity) : capacity + change;
            capacity = application_cooldown_admit(&cooldown, now_s, capacity, wanted, cooldown_s);
        }
        text = *end == ';' ? end + 1 : end + strlen(end);
    }
    tally_near(tally, "capacity", capacity, reference_number(table, "expected_capacity"), 0);
}

void check_predictive(struct reference_table *table, struct tally *tally)
{
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_PREDICTIVE);
    const char *breach = reference_text(table, "max_capacity_breach_behavior");
    policy.breach = strcmp(breach, "IncreaseMaxCapacity") == 0 ? BREACH_INCREASE : BREACH_HONOR;
    policy.max_capacity_buffer = reference_number(table, "max_capacity_buffer");
    struct predicted_capacity predicted = predictive_scaling(
        &policy, reference_number(table, "forecast_capacity"),
        reference_number(table, "actual_desired"), reference_number(table, "max"));
    double desired = reference_number(table, "expected_desired");
    if (!isnan(desired))
        tally_near(tally, "desired capacity", predicted.desired, desired, 0);
    double max = reference_number(table, "expected_effective_max");
    if (!isnan(max))
        tally_near(tally, "effective maximum", predicted.max, max, 0);
}

void check_warm_pool(struct reference_table *table, struct tally *tally)
{
    struct warm_pool pool = {
        .present = true,
        .max_prepared = reference_number(table, "max_group_prepared_capacity"),
        .min_size = reference_number(table, "pool_min_size"),
    };
    tally_near(
        tally, "size",
        warm_pool_size(&pool, reference_number(table, "max"), reference_number(table, "desired")),
        reference_number(table, "expected_pool_size"), 0);
}

void check_flap_projection(struct reference_table *table, struct tally *tally)
{
    double metric = reference_number(table, "metric");
    double instances = reference_number(table, "instances");
    double removed = reference_number(table, "remove");
    tally_near(tally, "metric", projected_metric(metric, instances, instances - removed),
               reference_number(table, "projected_metric"), 1e-5);
    tally_near(tally, "scale-in",
               !scale_in_would_flap(metric, instances, removed,
                                    reference_number(table, "scale_out_threshold")),
               reference_number(table, "expected_scale_in"), 0);
}

/// An instant column; INSTANT_NONE, and a broken table, when it is none.
static instant reference_instant(struct reference_table *table, const char *column)
{
    instant time = INSTANT_NONE;
    if (time_parse_option(column, reference_text(table, column), NULL, &time, NULL) != 0)
        table->broken = true;
    return time;
}

void check_schedule_next(struct reference_table *table, struct tally *tally)
{
    struct cron cron;
    struct zone *zone = NULL;
    if (cron_parse(&cron, reference_text(table, "recurrence"), NULL) != 0 ||
        zone_open(&zone, reference_text(table, "time_zone"), NULL) != 0) {
        tally_near(tally, "schedule and zone", 0, 1, 0);
        return;
    }
    tally_near(tally, "next run",
               (double)cron_next(&cron, zone, reference_instant(table, "after_utc")),
               (double)reference_instant(table, "expected_next_utc"), 0);
    zone_close(zone);
}
