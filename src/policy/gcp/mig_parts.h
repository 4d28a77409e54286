// Between the files of Google Cloud's platform.
#ifndef HEADROOM_POLICY_GCP_MIG_PARTS_H
#define HEADROOM_POLICY_GCP_MIG_PARTS_H

#include "policy/core/fields.h"
#include "policy/core/lint.h"
#include "policy/core/policy_write.h"
#include "policy/core/terraform_shape.h"

struct linking;
struct lint_run;

enum { MIG_TERRAFORM_TYPES = 2 };

extern const struct terraform_type mig_terraform[MIG_TERRAFORM_TYPES];
/// Rules of lint beside the common ones.
enum mig_rule {
    RULE_MIG_MAX_MISSING,
    RULE_MIG_CPU_TARGET,
    RULE_MIG_LB_TARGET,
    RULE_MIG_METRIC_TARGET,
    RULE_MIG_METRIC_NO_TARGET,
    RULE_MIG_METRIC_BOTH_TARGETS,
    RULE_MIG_METRIC_TYPE,
    RULE_MIG_METRICS_TOO_MANY,
    RULE_MIG_METRIC_FILTER,
    RULE_MIG_SCHEDULE_ALONE,
    RULE_MIG_SCHEDULE_TOO_MANY,
    RULE_MIG_SCHEDULE_SHORT,
    RULE_MIG_STABILIZATION_RANGE,
    RULE_MIG_INIT_RANGE,
    RULE_MIG_SCALE_IN_BOTH,
    RULE_MIG_SCALE_IN_PERCENT,
    RULE_MIG_PREDICTIVE_METHOD,
    RULE_MIG_STATEFUL,
    RULE_MIG_REDISTRIBUTION,
    RULE_MIG_GKE,
    RULE_MIG_MAX_RATE,
    RULE_MIG_STATUS,
    RULE_MIG_CPU_TARGET_HIGH,
    RULE_MIG_LB_TARGET_HIGH,
    RULE_MIG_ASSIGNMENT_PER_INSTANCE,
    RULE_MIG_MIN_ZERO,
    RULE_MIG_SCHEDULE_ABOVE_MAX,
    RULE_MIG_SCHEDULE_OVERLAPS_ITSELF,
    RULE_MIG_MODE_OFF,
    RULE_MIG_STABILIZATION_ZERO,
    RULE_MIG_STABILIZATION_BELOW_INIT,
    RULE_MIG_INIT_BELOW_BOOT,
    RULE_MIG_INIT_LONG,
    RULE_MIG_SCALE_IN_NEVER,
    RULE_MIG_SCALE_IN_STUCK,
    RULE_MIG_SCALE_IN_INCOMPLETE,
    RULE_MIG_IMPLICIT_CPU,
    RULE_MIG_SCHEDULE_NO_EFFECT,
    RULE_MIG_SCHEDULE_DISABLED,
    RULE_MIG_SCALE_IN_NO_LIMIT,
    RULE_MIG_MODE_OLD,
    RULE_MIG_PREDICTIVE_HISTORY,
    MIG_RULES, ///< how many there are
};

extern const struct lint_rule mig_rules[MIG_RULES];

/// The words of the API; enum mig_mode, and enum mig_metric_type.
extern const struct field_word mig_modes[4];
extern const struct field_word mig_metric_types[3];

int mig_link(struct linking *linking);
void lint_mig(const struct lint_run *run);
bool mig_same(const struct policy_set *a, const struct policy_set *b, struct str *difference);
void write_gcloud(const struct policy_sets *sets, struct str *out, struct notes *notes);
void write_mig_terraform(const struct policy_sets *sets, struct str *out, struct notes *notes);
void mig_deploy(const struct policy_sets *sets, enum policy_format format, const char *path,
                struct str *out);

#endif
