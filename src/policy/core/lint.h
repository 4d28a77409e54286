// What is wrong with a scaling policy before anything is replayed: rules, each with an identifier.
#ifndef HEADROOM_POLICY_CORE_LINT_H
#define HEADROOM_POLICY_CORE_LINT_H

#include "policy/core/policy.h"

enum lint_severity {
    LINT_ADVICE,  ///< could be better
    LINT_WARNING, ///< will surprise
    LINT_ERROR,   ///< is refused by the platform, or harms
};

/// "error", "warning", "advice".
const char *lint_severity_name(enum lint_severity severity);

/// Rules by what they look at, in the order in which they are listed.
enum lint_rule_id {
    LINT_AWS_NAME,
    LINT_LIMITS_UNKNOWN,
    LINT_MIN_ABOVE_MAX,
    LINT_DESIRED_OUTSIDE,
    LINT_FIXED_SIZE,
    LINT_MIN_WITHOUT_SPARE,
    LINT_MIN_BELOW_ZONES,
    LINT_NO_SCALE_OUT,
    LINT_NO_SCALE_IN,
    LINT_POLICY_DISABLED,
    LINT_GRACE_BELOW_BOOT,
    LINT_WARMUP_BELOW_BOOT,
    LINT_WARMUP_BY_COOLDOWN,
    LINT_DRAIN_TOO_SHORT,
    LINT_POOL_EMPTY,
    LINT_SCHEDULE_INVALID,
    LINT_SCHEDULE_ZONE,
    LINT_SCHEDULE_NEVER,
    LINT_SCHEDULE_LIMITS,
    LINT_SCHEDULE_NO_RETURN,
    LINT_SCHEDULE_TOO_MANY,
    LINT_SCHEDULE_SAME_START,
    LINT_SCHEDULE_START_RUNS,
    LINT_STEPS_EMPTY,
    LINT_STEPS_TOO_MANY,
    LINT_STEP_UNBOUNDED,
    LINT_STEP_INVERTED,
    LINT_STEPS_TWO_OPEN_LOWER,
    LINT_STEPS_TWO_OPEN_UPPER,
    LINT_STEPS_NO_OPEN_LOWER,
    LINT_STEPS_NO_OPEN_UPPER,
    LINT_STEPS_OVERLAP,
    LINT_STEPS_GAP,
    LINT_STEP_OUT_OF_REACH,
    LINT_STEPS_START_LATE,
    LINT_STEPS_NOT_MONOTONIC,
    LINT_STEP_COOLDOWN,
    LINT_SIMPLE_WARMUP,
    LINT_SIMPLE_SCALING,
    LINT_MAGNITUDE_WITHOUT_PERCENT,
    LINT_WRONG_DIRECTION,
    LINT_NO_DEAD_BAND,
    LINT_OSCILLATION,
    LINT_NARROW_DEAD_BAND,
    LINT_STEP_UNREACHED,
    LINT_ALARM_NEVER_ON,
    LINT_ALARM_ALWAYS_ON,
    LINT_SHARE_FOR_PERCENT,
    LINT_UNIT_WITHOUT_DATA,
    LINT_POLICY_WITHOUT_ALARM,
    LINT_ALARM_UNUSED,
    LINT_ALARM_DISABLED,
    LINT_ALARM_RANGE,
    LINT_ALARM_SLOW,
    LINT_ALARM_MISSING_BREACHING,
    LINT_TARGET_OUT_OF_RANGE,
    LINT_TARGET_NOT_PROPORTIONAL,
    LINT_TARGET_NO_LABEL,
    LINT_TARGET_TWICE,
    LINT_TARGET_AND_STEPS,
    LINT_TARGET_SMALL_GROUP,
    LINT_PREDICTIVE_ALONE,
    LINT_PREDICTIVE_FORECAST_ONLY,
    LINT_PREDICTIVE_BUFFER,
    LINT_PREDICTIVE_LATE,
    LINT_APP_POLICY_TYPE,
    LINT_APP_TARGET_RANGE,
    LINT_APP_METRIC_DIMENSION,
    LINT_APP_LAMBDA_PERCENT,
    LINT_APP_LAMBDA_LATEST,
    LINT_APP_AURORA_OWN,
    LINT_APP_COOLDOWN_DEFAULT,
    LINT_API_NOT_SERVED,
    LINT_REPLICAS_NO_REQUEST,
    LINT_REPLICAS_IN_MANIFEST,
    LINT_REPLICAS_TWO_SCALERS,
    LINT_REPLICAS_VERTICAL,
    LINT_REPLICAS_TARGET_TYPE,
    LINT_REPLICAS_HELD,
    LINT_REPLICAS_HELD_AT_REQUEST,
    LINT_REPLICAS_KEPT,
    LINT_REPLICAS_FEW,
    LINT_REPLICAS_NO_WINDOW,
    LINT_REPLICAS_BEHAVIOR_RANGE,
    LINT_REPLICAS_TOLERANCE,
    LINT_REPLICAS_UTILIZATION,
    LINT_REPLICAS_MEMORY,
    LINT_REPLICAS_ZERO,
    LINT_KEDA_FALLBACK_UNSUPPORTED,
    LINT_KEDA_FALLBACK_PARTIAL,
    LINT_KEDA_CRON_SAME,
    LINT_KEDA_CRON_NO_EFFECT,
    LINT_KEDA_CRON_ABOVE_MAX,
    LINT_KEDA_IDLE,
    LINT_KEDA_PAUSED,
    LINT_KEDA_NO_FALLBACK,
    LINT_KEDA_COOLDOWN,
    LINT_OBJECT_NAME,
    LINT_RULES, ///< how many there are
};

struct lint_rule {
    const char *id; ///< "no-dead-band"
    enum lint_severity severity;
    const char *meaning; ///< what is wrong, and why it is; one sentence without a final stop
    const char *remedy;  ///< what to do, in the imperative; without a final stop
    const char *source;  ///< the platform's documentation or source that says so
};

const struct lint_rule *lint_rule_at(enum lint_rule_id id);

/// All rules, the common ones first, then those of the platforms; NULL past the last one.
const struct lint_rule *lint_rule_nth(size_t place);
size_t lint_rule_count(void);

/// The rule of this identifier, NULL when there is none.
const struct lint_rule *lint_rule_find(const char *id);

/// A policy that a rule finds something in, and one that it does not.
struct lint_case {
    const char *rule;   ///< its identifier
    const char *sample; ///< samples/rules/SAMPLE.json
    const char *fires;  ///< an edit of the sample, as jq(1) takes it
    const char *passes; ///< one that the rule has nothing against; ".": none
};

/// The case of the rule of this identifier, NULL when there is none.
const struct lint_case *lint_case_find(const char *rule);

/// What the files do not say; NaN where it is not known, and rules that need it are left out.
struct lint_facts {
    double boot_s;            ///< from the launch of an instance to its first request
    double longest_request_s; ///< that draining has to wait for
    double drain_s;           ///< of what leaves the group, whatever files say of it
    double spare;             ///< instances that may fail at once
};

struct lint_finding {
    const struct lint_rule *rule;
    struct policy_origin origin;
    const char *text; ///< names what it is about, with its numbers
};

/// Zero-initialise; release with lint_report_release.
struct lint_report {
    struct arena arena;
    struct lint_finding *finding; ///< errors first, then as found
    size_t count, capacity;
};

/// Holds all rules against the set.
void policy_lint(const struct policy_set *set, const struct lint_facts *facts,
                 struct lint_report *report);

/// Findings of this severity.
size_t lint_report_count(const struct lint_report *report, enum lint_severity severity);

void lint_report_release(struct lint_report *report);

#endif
