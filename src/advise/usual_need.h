// What demand usually needs at each hour, and the scheduled actions that hold a share of it.
#ifndef HEADROOM_ADVISE_USUAL_NEED_H
#define HEADROOM_ADVISE_USUAL_NEED_H

#include "policy/core/policy.h"
#include "sim/demand.h"
#include "time/zone.h"

#include <stdbool.h>

enum day_type {
    DAY_OF_WORK,    ///< Monday to Friday
    DAY_OF_WEEKEND, ///< Saturday and Sunday
    DAY_TYPES
};

enum { HOURS_OF_DAY = 24 };

/// Instances that the highest demand of the hour fills, on average over the days; local time.
struct usual_need {
    double need[DAY_TYPES][HOURS_OF_DAY];
    bool weekly;      ///< workdays and weekends were both seen whole and are told apart
    const char *zone; ///< its name; NULL: UTC
};

/// Learns from the ticks of `demand` before `until`, by the clock of `zone` (NULL: UTC). False
/// where there are less than two days of them.
bool usual_need_learn(const struct demand *demand, instant until, double per_instance,
                      const struct zone *zone, struct usual_need *usual);

/// The same without the ticks from `from` to before `to`, as if they were not known; an hour of
/// which nothing else is known needs nothing.
bool usual_need_learn_without(const struct demand *demand, instant until, instant from, instant to,
                              double per_instance, const struct zone *zone,
                              struct usual_need *usual);

/// Adds actions to `set` that hold `share` of the usual need as minimum, at least `least` and at
/// most `most` instances: rises `lead_s` (rounded up to minutes, less than an hour) before the hour
/// for which they are meant, falls at the hour; hours with the same minimum are one. The
/// set's lists must have room for no others: it has none yet.
void usual_need_schedule(const struct usual_need *usual, double share, double least, double most,
                         double lead_s, struct policy_set *set);

#endif
