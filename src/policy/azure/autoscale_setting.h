// The autoscale setting of a VM scale set of Azure, as `policy_set.own` has it.
#ifndef HEADROOM_POLICY_AZURE_AUTOSCALE_SETTING_H
#define HEADROOM_POLICY_AZURE_AUTOSCALE_SETTING_H

#include "policy/core/policy.h"
#include "time/instant.h"

enum azure_operator {
    AZURE_EQUALS,
    AZURE_NOT_EQUALS,
    AZURE_GREATER,
    AZURE_GREATER_OR_EQUAL,
    AZURE_LESS,
    AZURE_LESS_OR_EQUAL,
};

enum azure_aggregation {
    AZURE_AVERAGE,
    AZURE_MINIMUM,
    AZURE_MAXIMUM,
    AZURE_TOTAL,
    AZURE_COUNT,
    AZURE_LAST,
};

enum azure_direction {
    AZURE_INCREASE,
    AZURE_DECREASE,
    AZURE_NO_DIRECTION, ///< as az writes it: what the value is against the count decides
};

enum azure_change {
    AZURE_CHANGE_COUNT,
    AZURE_PERCENT,
    AZURE_EXACT,
    AZURE_NEXT_VALUE,
};

struct azure_rule {
    struct scaling_metric metric;
    const char *resource; ///< that the metric is of; NULL: not said
    double grain_s, window_s;
    const char *statistic; ///< within a grain, as written
    enum azure_aggregation aggregation;
    enum azure_operator operator;
    double threshold;
    bool divides;      ///< dividePerInstance
    bool per_instance; ///< its value falls when instances are added
    enum azure_direction direction;
    enum azure_change change;
    double value, cooldown_s;
    struct policy_origin origin;
};

enum azure_when {
    AZURE_ALWAYS, ///< the default: neither fixedDate nor recurrence
    AZURE_FIXED,
    AZURE_WEEKLY,
};

struct azure_profile {
    const char *name;
    const char *twin_of;        ///< a default that ends the recurrence of this name; NULL
    double min, max, otherwise; ///< otherwise: the default, while metrics are missing
    struct azure_rule *rule;
    size_t rules;
    enum azure_when when;
    const char *zone;        ///< of Windows, as written; NULL: UTC
    struct civil start, end; ///< fixed: local times
    bool has_range;          ///< both are times
    const char *frequency;
    const char **day; ///< as written
    size_t days;
    double *hour, *minute;
    size_t hours, minutes;
    struct policy_origin origin;
};

struct autoscale_setting {
    bool enabled;
    const char *target; ///< targetResourceUri; NULL
    struct azure_profile *profile;
    size_t profiles;
    const char *prediction; ///< scaleMode; NULL
    double ahead_s;         ///< scaleLookAheadTime; NaN
    struct policy_origin origin;
};

/// Profiles that a setting takes (Azure Monitor, "Understand autoscale settings").
enum { AZURE_PROFILES_MAX = 20 };

/// The setting of a set of this platform; NULL for others.
const struct autoscale_setting *autoscale_setting_of(const struct policy_set *set);

/// 0 for Sunday to 6 by the name of a day; -1.
int azure_weekday(const char *name);

/// Whether a rule scales out at a count of instances, or in.
bool azure_scales_out(const struct azure_rule *rule, double current);

#endif
