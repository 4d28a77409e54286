// How large a warm pool should be: what a fleet rises by while an instance starts, and what the
// ways to bridge that time cost.
#ifndef HEADROOM_ADVISE_WARM_POOL_H
#define HEADROOM_ADVISE_WARM_POOL_H

#include "base/err.h"
#include "policy/core/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The fleet that demand takes, headroom included, at each of `n` steps.
struct fleet_course {
    const int32_t *instances;
    size_t n;
    double step_s;
};

/// By how many instances the fleet rises within some time, from every moment on, ascending. Release
/// with fleet_rises_release.
struct fleet_rises {
    double *sorted;
    size_t n;
};

/// From each moment t with that future: max(0, max over 1 <= j <= L of N(t + j) - N(t)), L being
/// `seconds` rounded up to steps.
void fleet_rises_find(const struct fleet_course *course, double seconds, struct fleet_rises *rises);

/// The ceil(q n)-th smallest rise, q in 0 .. 1; 0 when there is none.
double fleet_rises_quantile(const struct fleet_rises *rises, double q);

/// The share of the moments whose rise is no more than `pool`.
double fleet_rises_covered(const struct fleet_rises *rises, double pool);

void fleet_rises_release(struct fleet_rises *rises);

/// What a fleet lacks that orders at once whatever demand takes and gives back at once what it does
/// not.
struct fleet_shortfall {
    double instance_hours; ///< missing over the whole course
    double time_share;     ///< share of the time in which any is missing
};

/// The shortfall when up to `pool` instances (may be infinite) come after warm_s and the others
/// after cold_s: N(t) less min(the least N of the last warm_s, the least of the last cold_s +
/// pool), integrated over the steps exactly, also where a start takes a part of one.
struct fleet_shortfall fleet_shortfall_find(const struct fleet_course *course, double cold_s,
                                            double warm_s, double pool);

/// What bridges the start of an instance.
enum pool_way {
    POOL_WAY_COLD,       ///< nothing: instances start cold
    POOL_WAY_CONTAINER,  ///< nothing, but containers start sooner
    POOL_WAY_STOPPED,    ///< a warm pool of stopped instances
    POOL_WAY_HIBERNATED, ///< of hibernated ones
    POOL_WAY_RUNNING,    ///< of running ones
    POOL_WAY_CHEAPEST,   ///< the pool at the quantile at which holding and missing cost the least
    POOL_WAY_DEFAULT,    ///< the platform's size without a limit: max - desired
    POOL_WAY_IN_SERVICE, ///< as many more instances in service
    POOL_WAYS,
};

/// What is asked. Prices are of an hour; NaN where not given.
struct pool_question {
    struct fleet_course course;
    const double *demand;  ///< of each step
    double cold_s, warm_s; ///< start of an instance; out of a pool
    double warm_running_s; ///< out of a pool of running instances
    double container_s;    ///< start of a container; NaN
    double cover;          ///< share of the moments whose rise the pool is to cover
    bool by_cost;          ///< rather the cheapest
    enum pool_state state; ///< of the pool's instances
    double max;            ///< of the group; NaN
    double price_hour;     ///< of an instance that runs
    double storage_hour;   ///< of one that is stopped or hibernated
    double miss_hour;      ///< of a missing one
    double hours_per_month;
};

/// One way. Instance-hours and costs are those of a month like the course.
struct pool_option {
    enum pool_way way;
    double pool; ///< instances held, on average
    double covers;
    double time_to_serve_s;
    double shortfall_without, shortfall_with; ///< instance-hours a month
    double short_without, short_with;         ///< shares of the time
    double cost_month;
    double saving_month; ///< against as many more instances in service
};

struct pool_answer {
    struct pool_option option[POOL_WAYS];
    size_t options;
    size_t chosen; ///< the pool to have
    double quantile;
    double cheapest_quantile; ///< miss / (miss + hold); NaN without prices
    double headroom;          ///< growth headroom that covers the same rises instead; NaN
    double least, most;       ///< of the fleet
    double rise_p95, rise_p99, rise_most; ///< within a cold start
};

/// Weighs the ways. Errors: a course shorter than ten cold starts, or with fewer moments than the
/// quantile tells apart; a fleet that is never needed; starts out of a pool that are slower than
/// cold ones; no price where the cost is to decide.
int warm_pool_weigh(const struct pool_question *question, struct pool_answer *answer,
                    struct err *err);

/// "cold", "stopped", "default" ...: as in the column option.
const char *pool_way_name(enum pool_way way);

/// The group `name` with a pool of that many instances whatever the group desires, which takes
/// MinSize and MaxGroupPreparedCapacity alike (EC2 Auto Scaling user guide, "Warm pools"). `set` is
/// initialised; to be released.
void warm_pool_policy(const char *name, enum pool_state state, double pool, struct policy_set *set);

#endif
