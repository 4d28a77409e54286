// Between the files of Azure's platform.
#ifndef HEADROOM_POLICY_AZURE_AZURE_PARTS_H
#define HEADROOM_POLICY_AZURE_AZURE_PARTS_H

#include "policy/azure/autoscale_setting.h"
#include "policy/core/fields.h"
#include "policy/core/lint.h"
#include "policy/core/policy_write.h"
#include "policy/core/terraform_shape.h"

struct linking;
struct lint_run;

extern const struct terraform_type azure_terraform[1];

/// Rules of lint beside the common ones.
enum azure_lint_rule {
    RULE_AZURE_NO_PROFILE,
    RULE_AZURE_PROFILES_TOO_MANY,
    RULE_AZURE_RULES_TOO_MANY,
    RULE_AZURE_DEFAULT_OUTSIDE,
    RULE_AZURE_CAPACITY_RANGE,
    RULE_AZURE_WINDOW_RANGE,
    RULE_AZURE_GRAIN_RANGE,
    RULE_AZURE_GRAIN_ABOVE_WINDOW,
    RULE_AZURE_COOLDOWN_RANGE,
    RULE_AZURE_VALUE,
    RULE_AZURE_TWO_DEFAULTS,
    RULE_AZURE_SAME_START,
    RULE_AZURE_RECURRENCE_FREQUENCY,
    RULE_AZURE_RECURRENCE_DAY,
    RULE_AZURE_TIMEZONE,
    RULE_AZURE_FIXED_RANGE,
    RULE_AZURE_DEFAULT_FOR,
    RULE_AZURE_PREDICTIVE_NO_CPU,
    RULE_AZURE_PREDICTIVE_AHEAD,
    RULE_AZURE_NEXT_VALUE,
    RULE_AZURE_DISABLED,
    RULE_AZURE_NO_RULES,
    RULE_AZURE_NO_DEFAULT,
    RULE_AZURE_RECURRENCE_ALONE,
    RULE_AZURE_RECURRENCE_SEVERAL,
    RULE_AZURE_FIXED_OVERLAP,
    RULE_AZURE_RULE_TWICE,
    RULE_AZURE_EXACT_OUTSIDE,
    RULE_AZURE_PERCENT_SMALL,
    RULE_AZURE_EQUALS,
    RULE_AZURE_DIVIDE_AVERAGE,
    RULE_AZURE_OTHER_METRIC,
    RULE_AZURE_OUT_WITHOUT_IN,
    RULE_AZURE_IN_ALL,
    RULE_AZURE_SCALE_IN_HELD,
    RULE_AZURE_COOLDOWN_BELOW_WINDOW,
    RULE_AZURE_COOLDOWN_BELOW_BOOT,
    RULE_AZURE_DEFAULT_IS_MINIMUM,
    RULE_AZURE_QUEUE_PER_INSTANCE,
    RULE_AZURE_PREDICTIVE_FORECAST_ONLY,
    RULE_AZURE_OTHER_RESOURCE,
    RULE_AZURE_RULE_INERT,
    AZURE_RULES, ///< how many there are
};

extern const struct lint_rule azure_rules[AZURE_RULES];

/// The words of the API for the enumerations of autoscale_setting.h.
extern const struct field_word azure_operators[6], azure_aggregations[6], azure_directions[3],
    azure_change_types[4];

/// A duration as Azure writes it in seconds: "PT5M", "P1D", "0:05:00", "1 day, 0:00:00"; NaN where
/// it is none.
double azure_duration_s(const char *text);

int azure_link(struct linking *linking);
void lint_azure(const struct lint_run *run);

/// Whether the rules of a profile ever add (`sign` 1) or remove (-1) instances, and each of them
/// acts.
void lint_azure_reach(const struct lint_run *run, const struct azure_profile *profile);
bool azure_same(const struct policy_set *a, const struct policy_set *b, struct str *difference);
void write_azure(const struct policy_sets *sets, struct str *out, struct notes *notes);
void write_azure_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes);
void azure_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                  struct str *out);

#endif
