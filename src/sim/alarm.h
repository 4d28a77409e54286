// CloudWatch alarms: M of N datapoints, with datapoints missing.
#ifndef HEADROOM_SIM_ALARM_H
#define HEADROOM_SIM_ALARM_H

#include "policy/core/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum datapoint {
    DATAPOINT_MISSING,
    DATAPOINT_GOOD,
    DATAPOINT_BREACHING,
};

enum alarm_state {
    ALARM_INSUFFICIENT_DATA,
    ALARM_OK,
    ALARM_ON, ///< ALARM: its actions are invoked now and again every minute while it lasts
};

struct alarm_rule {
    int evaluation_periods;  ///< N, at least 1
    int datapoints_to_alarm; ///< M, 1 to N
    int evaluation_range;    ///< datapoints that are looked at, at least N
    enum missing_data missing;
};

/// The rule of an alarm. CloudWatch does not say how many datapoints more than N it retrieves; its
/// examples have 5 for N = 3, so two more are taken.
struct alarm_rule alarm_rule_of(const struct policy_alarm *alarm);

/// GOOD or BREACHING, MISSING for NaN.
enum datapoint alarm_datapoint(const struct policy_alarm *alarm, double metric);

/// The state after the datapoints of `point`, oldest first; those older than the evaluation range
/// are not looked at, those that a range goes beyond are missing. As the CloudWatch user guide has
/// it ("Configuring how CloudWatch alarms treat missing data"): N real datapoints in the range
/// decide, the most recent ones; where there are fewer, the treatment of missing data fills up; an
/// alarm is not raised too early, but is when all datapoints breach and the oldest is M old.
enum alarm_state alarm_evaluate(const struct alarm_rule *rule, const enum datapoint *point,
                                size_t count, enum alarm_state before);

/// The same step by step, O(1) a datapoint. An alarm with a period longer than a minute looks at a
/// sliding window each minute: keep one of these for each minute of its period.
struct alarm_history {
    struct alarm_rule rule;
    enum alarm_state state;
    struct alarm_real *real;   ///< the real datapoints in the range, a ring
    size_t first, count;       ///< of them
    size_t breaching;          ///< of them
    size_t breaching_recently; ///< of the last N of them
    uint64_t pushed;           ///< datapoints, missing ones too
};

/// One real datapoint.
struct alarm_real {
    uint64_t number;
    bool breaching;
};

/// An alarm without data; release with alarm_history_release.
void alarm_history_init(struct alarm_history *history, const struct alarm_rule *rule);

/// Adds the next datapoint and returns the state after it.
enum alarm_state alarm_history_push(struct alarm_history *history, enum datapoint point);

void alarm_history_release(struct alarm_history *history);

#endif
