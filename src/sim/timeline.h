// The course of a replay, a row for each step of the trace.
#ifndef HEADROOM_SIM_TIMELINE_H
#define HEADROOM_SIM_TIMELINE_H

#include "time/instant.h"

#include <stddef.h>
#include <stdint.h>

/// Counts are those at the start of the step, after what was decided then; the rest is of the step.
struct timeline_row {
    instant time;
    double demand; ///< mean
    int64_t desired, in_service, pending, draining, warm;
    double utilization;     ///< mean
    double latency_s;       ///< highest; NaN without a model, infinite in overload
    double shortfall;       ///< mean demand above what was served well
    double worst_shortfall; ///< its highest value
    double violation_s;     ///< time in violation
    double instance_hours;
    double waste_hours;  ///< instance-hours in service above the need
    double short_demand; ///< above what was served well, in demand x seconds
    double lost_demand;  ///< in demand x seconds
};

/// Zero-initialise; release with timeline_release. Memory is kept between replays.
struct timeline {
    struct timeline_row *row;
    size_t count;
    size_t capacity;
};

/// Adds a row with nothing in it and returns it.
struct timeline_row *timeline_add(struct timeline *timeline);

void timeline_clear(struct timeline *timeline);

void timeline_release(struct timeline *timeline);

#endif
