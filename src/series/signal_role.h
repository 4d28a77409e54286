// What a metric measures, as far as its name and unit tell, and what to beware of when scaling on
// it.
#ifndef HEADROOM_SERIES_SIGNAL_ROLE_H
#define HEADROOM_SERIES_SIGNAL_ROLE_H

#include "series/series.h"

enum signal_role {
    ROLE_OTHER,
    ROLE_DEMAND,
    ROLE_LATENCY,
    ROLE_CPU,
    ROLE_MEMORY,
    ROLE_QUEUE,
    ROLE_CONNECTIONS,
    ROLE_NETWORK,
    ROLE_DISK,
    ROLE_ERRORS,
    ROLE_COUNT
};

/// By the words of the name (errors before queues before CPU and so on), then by the unit:
/// durations are latency, rates are demand.
enum signal_role signal_role_of(const struct series *series);

/// One sentence without a final stop: when this kind of metric misleads a scaling policy.
const char *signal_role_caution(enum signal_role role);

#endif
