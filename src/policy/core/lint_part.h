// Between the files of lint: how a finding is added, and which groups of rules there are.
#ifndef HEADROOM_POLICY_CORE_LINT_PART_H
#define HEADROOM_POLICY_CORE_LINT_PART_H

#include "policy/core/lint.h"

/// What the rules are held against, and where findings go.
struct lint_run {
    const struct policy_set *set;
    const struct lint_facts *facts;
    struct lint_report *report;
};

__attribute__((format(printf, 4, 5))) void lint_add(const struct lint_run *run,
                                                    enum lint_rule_id rule,
                                                    const struct policy_origin *origin,
                                                    const char *format, ...);

/// The same of a rule in the platform's own table.
__attribute__((format(printf, 4, 5))) void lint_add_own(const struct lint_run *run, size_t place,
                                                        const struct policy_origin *origin,
                                                        const char *format, ...);

/// A name for messages: in quotes and escaped; "without a name" for NULL.
const char *lint_name(const struct lint_run *run, const char *name);

/// A metric's value for messages, to 4 digits: "302,400,000".
const char *lint_number(const struct lint_run *run, double value);

/// Whether two metrics are the same one, so that a policy on one moves the other.
bool lint_same_metric(const struct scaling_metric *a, const struct scaling_metric *b);

/// Whether a policy with steps or a single adjustment can add (`sign` 1) or remove (-1) instances.
bool lint_adjusts(const struct scaling_policy *policy, int sign);

/// Whether some value of the metric at some size between minimum and maximum makes a policy with
/// steps or a single adjustment add (`sign` 1) or remove (-1) instances.
bool lint_policy_moves(const struct policy_set *set, const struct scaling_policy *policy, int sign);

void lint_reach(const struct lint_run *run);
void lint_group(const struct lint_run *run);
void lint_application(const struct lint_run *run);
void lint_names(const struct lint_run *run);
void lint_schedule(const struct lint_run *run);
void lint_steps(const struct lint_run *run);
void lint_dead_band(const struct lint_run *run);
void lint_alarms(const struct lint_run *run);
void lint_targets(const struct lint_run *run);
void lint_replicas(const struct lint_run *run);

#endif
