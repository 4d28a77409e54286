// What would bring a demand within max and budget. Each remedy is rounded as it is shown, put into
// the terms and sized again; what then still does not fit is not offered.
#ifndef HEADROOM_SIZING_REMEDIES_H
#define HEADROOM_SIZING_REMEDIES_H

#include "base/unit.h"
#include "sizing/plan_row.h"

#include <stdbool.h>
#include <stddef.h>

/// A demand and the terms that it is sized by.
struct sized_demand {
    struct sizing sizing;
    struct unit unit; ///< of the demand, in which it is shown
    double asked;     ///< before the cache
    double cache_hit; ///< share that never reaches the instances
};

enum remedy_kind {
    REMEDY_RAISE_MAX,
    REMEDY_PAY,
    REMEDY_SERVE_LESS,
    REMEDY_OPTIMISE, ///< what one instance takes: its rate, memory, connections
    REMEDY_SHORTEN, ///< how long a request occupies an instance, where memory or connections decide
    REMEDY_SPEED_UP, ///< the service time, where a latency target decides
    REMEDY_CHEAPER,
    REMEDY_CACHE,
    REMEDY_LESS_HEADROOM,
    REMEDY_KINDS,
};

/// One remedy. Fields that it does not change are NaN.
struct remedy {
    enum remedy_kind kind;
    double value; ///< of what it changes, as shown: money a month or an hour, instances, demand,
                  ///< seconds, a share
    double from;  ///< what it is now; NaN: not given
    double max;   ///< to which max has to be raised with it
    double rate;  ///< what one instance has to serve, of OPTIMISE and SPEED_UP
    double rate_from;                 ///< what it serves now; NaN where that is not given
    double memory_bytes, connections; ///< that one instance has to have, of OPTIMISE
    struct sized_demand with;         ///< the demand and its terms with the remedy
    struct plan_row row;              ///< the fleet then
};

struct remedies {
    struct remedy item[REMEDY_KINDS];
    size_t count;
};

/// "max", "budget", "demand", "instance", "duration", "service_time", "price", "cache_hit",
/// "headroom": what a remedy changes, as programs know it.
const char *remedy_name(enum remedy_kind kind);

/// Whether max and budget allow what the demand needs.
bool sized_demand_fits(const struct sized_demand *demand);

/// Finds what would fit, each alone; nothing where the demand fits as it is.
void remedies_find(const struct sized_demand *demand, struct remedies *remedies);

/// The remedy of a kind; NULL where it is not offered.
const struct remedy *remedy_of_kind(const struct remedies *remedies, enum remedy_kind kind);

#endif
