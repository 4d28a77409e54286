// Which step do samples have? Exact spacing, clock jitter, months, and a resolution that changes.
#ifndef HEADROOM_SERIES_STEP_H
#define HEADROOM_SERIES_STEP_H

#include "ingest/samples.h"
#include "series/month_step.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct step {
    int64_t step_s;
    int64_t phase_ms; ///< times lie at phase + k * step
    bool nearest; ///< times jitter around the grid: the nearest point is meant, not the one before
    bool laid;    ///< phase_ms is that of a measured period
    bool irregular;       ///< no spacing prevails; the step is a round one near the median spacing
    int64_t finer_step_s; ///< a part of the data is finer than step_s; 0 if not
    double slipping_s;    ///< a measured period that slips past whole steps of step_s; 0 if none
};

/// Finds the step of strictly increasing samples: the most common spacing when at least half have
/// it, else the median spacing rounded to a usual step. Where a long part of the data is coarser (a
/// monitoring system keeps old data so) the coarser step is taken and finer_step_s set. False with
/// fewer than two samples.
bool step_detect(const struct sample *sample, size_t count, struct step *step);

/// Finds phase_ms and nearest for a step that is given.
void step_phase(const struct sample *sample, size_t count, struct step *step);

/// Division that rounds down, also below zero.
static inline int64_t floor_divide(int64_t dividend, int64_t divisor)
{
    int64_t quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

#endif
