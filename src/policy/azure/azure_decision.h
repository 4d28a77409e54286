// How Azure's autoscale comes to a count: numbers in, numbers out (Azure Monitor autoscale,
// "Understand autoscale settings", "Flapping"; what is not documented is said where it is assumed).
#ifndef HEADROOM_POLICY_AZURE_AZURE_DECISION_H
#define HEADROOM_POLICY_AZURE_AZURE_DECISION_H

#include "policy/azure/autoscale_setting.h"
#include "time/zone.h"

#include <stddef.h>

/// Whether a value fires a trigger; NaN does not.
bool azure_fires(enum azure_operator operator, double value, double threshold);

/// The samples of a window, oldest first, as one value; NaN where there is none (those that are
/// missing are NaN). `instances` divides it; 1 where nothing is divided.
double azure_observe(enum azure_aggregation aggregation, const double *sample, size_t samples,
                     double instances);

/// The count that an action makes of `current`, without limits: percentages are rounded away from
/// no change on the way out and towards it on the way in (assumed).
double azure_candidate(double current, enum azure_direction direction, enum azure_change change,
                       double value);

/// A rule and what it sees.
struct azure_sight {
    enum azure_direction direction;
    enum azure_change change;
    double value;
    enum azure_operator operator;
    double threshold;
    bool per_instance;
    double cooldown_s;
    double observed; ///< NaN: unknown
};

/// The smallest count from `intended` on at which no scale-out rule would fire at once: values of
/// each instance grow as instances leave, totals do not. `current` where there is none.
double azure_without_flapping(double current, double intended, const struct azure_sight *sight,
                              size_t sights);

enum azure_reason {
    AZURE_NOTHING,
    AZURE_SCALE_OUT,
    AZURE_SCALE_IN,
    AZURE_SCALE_IN_REDUCED,
    AZURE_FLAPPING,
    AZURE_COOLDOWN,
    AZURE_AT_MINIMUM,
    AZURE_AT_MAXIMUM,
    AZURE_BELOW_MINIMUM,
    AZURE_ABOVE_MAXIMUM,
    AZURE_DEFAULT,
    AZURE_METRIC_MISSING,
};

/// "scale-out" and so on.
const char *azure_reason_name(enum azure_reason reason);

struct azure_decision {
    double count;
    enum azure_reason reason;
    size_t rule; ///< that decided; SIZE_MAX: none
};

/// One run. `since_s` is the time since the last action; NaN: there was none.
struct azure_decision azure_decide(double current, double min, double max, double otherwise,
                                   const struct azure_sight *sight, size_t sights, double since_s);

/// The place of the profile that holds at a time; POLICY_NONE: none. `zone` has one for each
/// profile (NULL: UTC).
size_t azure_profile_at(const struct autoscale_setting *setting, struct zone *const *zone,
                        instant time);

#endif
