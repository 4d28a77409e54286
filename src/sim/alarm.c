#include "sim/alarm.h"

#include "base/memory.h"
#include "policy/aws/step_scaling.h"

#include <math.h>
#include <stdlib.h>

/// What an evaluation range holds, as far as the state depends on it.
struct range_summary {
    size_t real;               ///< datapoints that are not missing
    size_t breaching;          ///< of them
    size_t breaching_recently; ///< of the last N of them
    size_t oldest_age;         ///< of the oldest real one; the newest datapoint has 1
};

struct alarm_rule alarm_rule_of(const struct policy_alarm *alarm)
{
    enum { RETRIEVED_BESIDES = 2 };
    return (struct alarm_rule){
        .evaluation_periods = alarm->evaluation_periods,
        .datapoints_to_alarm = alarm->datapoints_to_alarm,
        .evaluation_range = alarm->evaluation_periods + RETRIEVED_BESIDES,
        .missing = alarm->missing,
    };
}

enum datapoint alarm_datapoint(const struct policy_alarm *alarm, double metric)
{
    if (isnan(metric))
        return DATAPOINT_MISSING;
    return alarm_breaches(alarm, metric) ? DATAPOINT_BREACHING : DATAPOINT_GOOD;
}

/// The state where fewer than N datapoints are real.
static enum alarm_state decide_with_missing(const struct alarm_rule *rule,
                                            const struct range_summary *range,
                                            enum alarm_state before)
{
    size_t needed = (size_t)rule->datapoints_to_alarm;
    size_t filled = (size_t)rule->evaluation_periods - range->real;
    if (range->breaching + (rule->missing == MISSING_BREACHING ? filled : 0) >= needed)
        return ALARM_ON;
    if (rule->missing == MISSING_BREACHING || rule->missing == MISSING_NOT_BREACHING ||
        range->breaching < range->real)
        return ALARM_OK;
    if (range->real == 0)
        return rule->missing == MISSING_IGNORE ? before : ALARM_INSUFFICIENT_DATA;
    // All that there is breaches, but it is less than M: it counts once its oldest is M old.
    if (range->oldest_age < needed)
        return ALARM_OK;
    return rule->missing == MISSING_IGNORE ? before : ALARM_ON;
}

static enum alarm_state decide(const struct alarm_rule *rule, const struct range_summary *range,
                               enum alarm_state before)
{
    if (range->real < (size_t)rule->evaluation_periods)
        return decide_with_missing(rule, range, before);
    return range->breaching_recently >= (size_t)rule->datapoints_to_alarm ? ALARM_ON : ALARM_OK;
}

/// The rule after so many datapoints: nothing is known of the time before the first of them, so
/// that it is not treated as anything.
static struct alarm_rule rule_after(const struct alarm_rule *rule, uint64_t datapoints)
{
    struct alarm_rule so_far = *rule;
    if (datapoints < (uint64_t)rule->evaluation_periods)
        so_far.missing = MISSING_MISSING;
    return so_far;
}

enum alarm_state alarm_evaluate(const struct alarm_rule *rule, const enum datapoint *point,
                                size_t count, enum alarm_state before)
{
    struct range_summary range = {0};
    for (size_t age = 1; age <= count && age <= (size_t)rule->evaluation_range; age++) {
        enum datapoint found = point[count - age];
        if (found == DATAPOINT_MISSING)
            continue;
        range.real++;
        range.oldest_age = age;
        if (found == DATAPOINT_BREACHING) {
            range.breaching++;
            range.breaching_recently += range.real <= (size_t)rule->evaluation_periods;
        }
    }
    struct alarm_rule so_far = rule_after(rule, count);
    return decide(&so_far, &range, before);
}

void alarm_history_init(struct alarm_history *history, const struct alarm_rule *rule)
{
    *history = (struct alarm_history){.rule = *rule};
    history->real = mem_alloc((size_t)rule->evaluation_range, sizeof *history->real);
}

/// The real datapoint at `place` from the oldest.
static struct alarm_real *real_at(const struct alarm_history *history, size_t place)
{
    size_t range = (size_t)history->rule.evaluation_range;
    size_t index = history->first + place;
    return &history->real[index >= range ? index - range : index];
}

static void drop_oldest(struct alarm_history *history)
{
    bool breaching = real_at(history, 0)->breaching;
    history->breaching -= breaching;
    if (history->count <= (size_t)history->rule.evaluation_periods)
        history->breaching_recently -= breaching;
    history->first =
        history->first + 1 == (size_t)history->rule.evaluation_range ? 0 : history->first + 1;
    history->count--;
}

static void add_newest(struct alarm_history *history, bool breaching)
{
    size_t periods = (size_t)history->rule.evaluation_periods;
    *real_at(history, history->count) =
        (struct alarm_real){.number = history->pushed, .breaching = breaching};
    history->count++;
    history->breaching += breaching;
    history->breaching_recently += breaching;
    if (history->count > periods)
        history->breaching_recently -= real_at(history, history->count - 1 - periods)->breaching;
}

enum alarm_state alarm_history_push(struct alarm_history *history, enum datapoint point)
{
    history->pushed++;
    uint64_t range = (uint64_t)history->rule.evaluation_range;
    // At most one leaves the range with each that comes.
    if (history->count > 0 && real_at(history, 0)->number + range <= history->pushed)
        drop_oldest(history);
    if (point != DATAPOINT_MISSING)
        add_newest(history, point == DATAPOINT_BREACHING);
    struct range_summary summary = {
        .real = history->count,
        .breaching = history->breaching,
        .breaching_recently = history->breaching_recently,
        .oldest_age =
            history->count == 0 ? 0 : (size_t)(history->pushed - real_at(history, 0)->number + 1),
    };
    struct alarm_rule rule = rule_after(&history->rule, history->pushed);
    history->state = decide(&rule, &summary, history->state);
    return history->state;
}

void alarm_history_release(struct alarm_history *history)
{
    free(history->real);
    *history = (struct alarm_history){0};
}
