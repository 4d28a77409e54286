// The bounds and the fleet that all policies share which are tuned over a trace.
#ifndef HEADROOM_ADVISE_TUNE_GROUND_H
#define HEADROOM_ADVISE_TUNE_GROUND_H

#include "advise/tune_space.h"
#include "sim/demand.h"
#include "sim/stress.h"
#include "sizing/scaling_equation.h"

/// Learns from the ticks of `demand` before `split`, by the clock of `zone` (NULL: UTC): the peak,
/// and the usual need where the trace is long enough for it, which stays in `usual`. What `ground`
/// leaves open is set: group (NULL), min (NaN: 1), max (NaN: twice what the peak needs), boot_s
/// (NaN: usual for `kind`). False: there is no demand before the split.
bool tune_ground_learn(struct tune_ground *ground, enum tune_kind kind, const struct sizing *sizing,
                       const struct demand *demand, instant split, const struct zone *zone,
                       struct usual_need *usual);

/// Lowers a maximum that is more than any policy could use for the highest demand and the surges
/// from it; it makes no policy another one, but each of them longer to go through. Returns the
/// instances that the highest demand fills where it was lowered, 0 where it was not.
double tune_ground_bound(struct tune_ground *ground, const struct sizing *sizing, double peak,
                         const struct stress *surge, size_t surges);

#endif
