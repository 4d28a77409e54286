// What a scaling policy is, whatever cloud it is for and whatever file it came from: what readers
// give, lint judges, the replay obeys and writers put out.
#ifndef HEADROOM_POLICY_CORE_POLICY_H
#define HEADROOM_POLICY_CORE_POLICY_H

#include "base/arena.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>

/// A number that the file does not give is NaN, a text NULL, a place in another list POLICY_NONE.
#define POLICY_NONE ((size_t)-1)

/// Where something stands, for messages; `file` NULL: nowhere, it was made here.
struct policy_origin {
    const char *file;
    size_t line;
};

/// Whose rules apply: policy/core/platform.h.
struct platform;

/// What a metric says of the fleet; decides how it is bound to demand.
enum metric_kind {
    METRIC_CPU,         ///< per cent of the instances' CPU, or of the pods' CPU request
    METRIC_MEMORY,      ///< per cent of memory, or of the pods' memory request
    METRIC_NETWORK_IN,  ///< bytes
    METRIC_NETWORK_OUT, ///< bytes
    METRIC_REQUESTS,    ///< requests per target
    METRIC_QUEUE,       ///< messages or requests that wait
    METRIC_LATENCY,     ///< response time
    METRIC_OTHER,       ///< custom: bound by its name
};

enum metric_statistic {
    STATISTIC_AVERAGE,
    STATISTIC_SUM,
    STATISTIC_MINIMUM,
    STATISTIC_MAXIMUM,
    STATISTIC_SAMPLE_COUNT,
    STATISTIC_PERCENTILE, ///< see metric.percentile
};

/// How a metric becomes one number for the autoscaler.
enum metric_aggregation {
    AGGREGATION_INSTANCE, ///< average over the instances that are in service
    AGGREGATION_TOTAL,    ///< one number of the whole group or of another object
    AGGREGATION_SHARED,   ///< one number divided by the replicas (AverageValue of object, external)
};

/// What tells a metric of this group or queue from others of the same name.
struct metric_dimension {
    const char *name;
    const char *value;
};

struct scaling_metric {
    enum metric_kind kind;
    enum metric_aggregation aggregation;
    enum metric_statistic statistic;
    double percentile;      ///< 99 for p99; NaN unless STATISTIC_PERCENTILE
    double period_s;        ///< of one datapoint; NaN: the platform's
    const char *name;       ///< "CPUUtilization", "ALBRequestCountPerTarget", "packets-per-second"
    const char *space;      ///< namespace: "AWS/EC2"; NULL for predefined metrics and Kubernetes
    const char *unit;       ///< as written; NULL
    const char *label;      ///< ResourceLabel, or the selector of an external metric; NULL
    const char *expression; ///< metric math as written, for metrics that are computed; NULL
    bool predefined;        ///< one of the platform's own names
    /// CloudWatch dimensions, labels of a Kubernetes selector, other metadata of a KEDA trigger.
    struct metric_dimension *dimension;
    size_t dimensions;
    const char *id;               ///< in metric math: "m1"; NULL
    struct scaling_metric *input; ///< what `expression` is computed from
    size_t inputs;
    struct policy_origin origin;
};

enum alarm_comparison {
    COMPARE_GREATER,
    COMPARE_GREATER_OR_EQUAL,
    COMPARE_LESS,
    COMPARE_LESS_OR_EQUAL,
};

enum missing_data {
    MISSING_MISSING, ///< the default: alarm state is kept or becomes insufficient data
    MISSING_IGNORE,
    MISSING_BREACHING,
    MISSING_NOT_BREACHING,
};

/// A CloudWatch alarm: M of N datapoints.
struct policy_alarm {
    const char *name;
    struct scaling_metric metric;
    enum alarm_comparison comparison;
    double threshold;
    int evaluation_periods;  ///< N
    int datapoints_to_alarm; ///< M
    enum missing_data missing;
    bool actions_enabled;
    const char *const *action; ///< policy names or ARNs in state ALARM, as written
    size_t actions;
    struct policy_origin origin;
};

enum adjustment_type {
    ADJUST_CHANGE,  ///< ChangeInCapacity
    ADJUST_PERCENT, ///< PercentChangeInCapacity
    ADJUST_EXACT,   ///< ExactCapacity
};

/// Bounds are relative to the alarm's threshold; infinite where the file has none.
struct step_adjustment {
    double lower, upper;
    double adjustment;
    struct policy_origin origin;
};

enum policy_kind {
    POLICY_SIMPLE,
    POLICY_STEP,
    POLICY_TARGET, ///< target tracking
    POLICY_PREDICTIVE,
};

enum breach_behavior {
    BREACH_HONOR,    ///< HonorMaxCapacity
    BREACH_INCREASE, ///< IncreaseMaxCapacity
};

/// One policy of an AWS group. Fields that the kind does not use are NaN, NULL or 0.
struct scaling_policy {
    enum policy_kind kind;
    const char *name;
    const char *arn;
    bool enabled;
    // simple and step
    enum adjustment_type adjustment_type;
    double adjustment; ///< simple: ScalingAdjustment
    double min_adjustment_magnitude;
    struct step_adjustment *step;
    size_t steps;
    double cooldown_s;                 ///< simple; step of Application Auto Scaling
    double instance_warmup_s;          ///< EstimatedInstanceWarmup
    enum metric_statistic aggregation; ///< MetricAggregationType of step policies
    size_t *alarm;                     ///< places in policy_set.alarm that act on this policy
    size_t alarms;
    // target tracking
    struct scaling_metric metric; ///< also of predictive: the load's pair
    double target;
    bool scale_in_disabled;
    double scale_out_cooldown_s; ///< Application Auto Scaling
    double scale_in_cooldown_s;
    // predictive
    struct scaling_metric load; ///< where load and scaling metric are named apart; else name NULL
    bool forecast_only;
    double scheduling_buffer_s;
    enum breach_behavior breach;
    double max_capacity_buffer; ///< per cent of the forecast
    struct policy_origin origin;
};

struct scheduled_action {
    const char *name;
    const char *recurrence;   ///< cron as written; NULL: once, at `start`
    const char *zone;         ///< IANA name; NULL: UTC
    instant start, end;       ///< INSTANT_NONE: not given
    double min, max, desired; ///< NaN: unchanged
    struct policy_origin origin;
};

enum pool_state {
    POOL_STOPPED,
    POOL_RUNNING,
    POOL_HIBERNATED,
};

struct warm_pool {
    bool present;
    enum pool_state state;
    double min_size;
    double max_prepared; ///< MaxGroupPreparedCapacity; NaN: the group's max
    bool reuse_on_scale_in;
    struct policy_origin origin;
};

enum select_policy {
    SELECT_MAX,
    SELECT_MIN,
    SELECT_DISABLED,
};

/// One rate limit of an HPA's behavior.
struct rate_limit {
    bool percent; ///< of the replicas at the start of the period; else pods
    double value;
    double period_s;
    struct policy_origin origin;
};

/// Which count a ScaledObject holds while a source fails (KEDA, fallback.go): that of the fallback,
/// the one it has, or the higher or lower of the two.
enum fallback_behavior {
    FALLBACK_STATIC,
    FALLBACK_CURRENT,
    FALLBACK_HIGHER,
    FALLBACK_LOWER,
};

/// scaleUp or scaleDown of an HPA's behavior.
struct scaling_rules {
    double stabilization_s; ///< NaN: the platform's (0 up, 300 down)
    enum select_policy select;
    struct rate_limit *limit; ///< none: the platform's
    size_t limits;
    double tolerance; ///< NaN: the cluster's, 0.1
};

enum replica_target {
    TARGET_UTILIZATION,   ///< per cent of the request
    TARGET_AVERAGE_VALUE, ///< for each pod
    TARGET_VALUE,         ///< of the one number
};

/// One metric of an HPA, or the trigger of a KEDA object that becomes one.
struct replica_metric {
    struct scaling_metric metric;
    enum replica_target target_type;
    double target;          ///< in the metric's unit, per cent for utilization
    const char *trigger;    ///< KEDA: the trigger's type, "prometheus"; NULL
    const char *target_key; ///< KEDA: the metadata that `target` was in, "threshold"; NULL
    double activation;      ///< KEDA: threshold between zero and one replica; NaN
    const char *recurrence, *recurrence_end, *zone; ///< KEDA cron: when `target` replicas are held
};

/// What Kubernetes does; `present` for platforms that have replicas.
struct replica_policy {
    bool present;
    struct replica_metric *metric;
    size_t metrics;
    bool has_behavior;
    struct scaling_rules up, down;
    // KEDA
    double polling_s;         ///< 30
    double cooldown_s;        ///< 300, to zero only
    double idle_replicas;     ///< NaN: none
    double fallback_replicas; ///< NaN: none
    double fallback_failures; ///< failed polls before it
    enum fallback_behavior fallback_behavior;
    // What is scaled, as scaleTargetRef says it; NULL where the file has none.
    const char *space; ///< namespace of the object
    const char *target_api;
    const char *target_kind;
    const char *target_name;
    struct policy_origin origin;
};

/// The group that is scaled.
struct scaling_group {
    const char *name;          ///< Application Auto Scaling: "service/CLUSTER/NAME"
    const char *dimension;     ///< Application Auto Scaling: "ecs:service:DesiredCount"; NULL
    bool parts;                ///< what is counted are no instances that fail one by one
    double min, max, desired;  ///< desired NaN: min
    double default_cooldown_s; ///< 300 where EC2 is not told
    double default_warmup_s;   ///< DefaultInstanceWarmup; NaN or below 0: none
    double health_check_grace_s;
    double launch_hook_s; ///< longest launching lifecycle hook; NaN: none
    double terminate_hook_s;
    double drain_s; ///< deregistration delay, terminationGracePeriodSeconds
    int zones;      ///< availability zones; 0: not said
    struct policy_origin origin;
};

/// What a reader saw that breaks a rule of lint and that nothing else in the set holds.
struct policy_remark {
    int rule; ///< enum lint_rule_id
    struct policy_origin origin;
    const char *text;
};

/// Everything that is known of the scaling of one group. Zero-initialise by policy_set_init;
/// release with policy_set_release.
struct policy_set {
    struct arena arena; ///< of every text and list below
    const struct platform *platform;
    const void *own; ///< what only the platform knows; its rooms say of what type; NULL
    struct scaling_group group;
    struct scaling_policy *policy;
    size_t policies;
    struct policy_alarm *alarm;
    size_t alarms;
    struct scheduled_action *scheduled;
    size_t scheduled_count;
    struct warm_pool warm_pool;
    struct replica_policy replicas;
    struct policy_remark *remark;
    size_t remarks, remark_capacity;
};

/// The sets of several groups. Zero-initialise; release with policy_list_release.
struct policy_list {
    struct policy_set *set;
    const char **name; ///< of each, as messages have it: with its namespace where two are alike
    size_t count;
};

void policy_list_release(struct policy_list *list);

/// An empty set of the platform: numbers NaN, one group without limits.
void policy_set_init(struct policy_set *set, const struct platform *platform);

void policy_set_release(struct policy_set *set);

/// Adds a remark; `rule` is an enum lint_rule_id.
__attribute__((format(printf, 4, 5))) void policy_remark_add(struct policy_set *set, int rule,
                                                             const struct policy_origin *origin,
                                                             const char *format, ...);

/// Parts with everything unset, for those who build a set.
void scaling_metric_init(struct scaling_metric *metric);
void scaling_policy_init(struct scaling_policy *policy, enum policy_kind kind);
void policy_alarm_init(struct policy_alarm *alarm);
void scheduled_action_init(struct scheduled_action *action);
void replica_metric_init(struct replica_metric *metric);

/// The place of an earlier action that has the time of the one at `place`, so that a platform that
/// runs actions at their start rejects this one: the same start, or the same recurrence at once.
/// POLICY_NONE: there is none.
size_t scheduled_action_rival(const struct policy_set *set, size_t place);

/// Seconds for which a new instance counts as warming under `policy`: EstimatedInstanceWarmup, else
/// DefaultInstanceWarmup (when >= 0), else DefaultCooldown, else 300 (EC2 Auto Scaling user guide).
double policy_warmup_s(const struct scaling_policy *policy, const struct scaling_group *group);

/// Whether Kubernetes takes it for the name of an object: that of a domain, up to 253 small
/// letters, digits, dashes and dots (Kubernetes documentation, "Object Names and IDs").
bool policy_is_object_name(const char *name);

#endif
