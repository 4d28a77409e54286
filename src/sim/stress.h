// A surge: how a policy fares when demand is suddenly a multiple of what it was.
#ifndef HEADROOM_SIM_STRESS_H
#define HEADROOM_SIM_STRESS_H

#include "sim/demand.h"

struct stress {
    double factor;     ///< at the height of the surge, of the level before it
    int64_t ramp_ms;   ///< in which it rises in a straight line, and falls again
    int64_t hold_ms;   ///< at its height
    int64_t before_ms; ///< at the level, to settle; not measured
    int64_t after_ms;  ///< at the level again, measured
};

/// Ramp 5 minutes, height 1 hour, an hour before it and one after.
struct stress stress_defaults(double factor);

/// The demand of a surge from `level` at ticks of `tick_ms`, beginning at `start`; *measured_from
/// is when it begins to rise. Release with demand_release.
void stress_demand(const struct stress *stress, double level, instant start, int64_t tick_ms,
                   struct demand *demand, instant *measured_from);

/// Cycles of scaling that a rise to `factor` times the demand takes at least where the metric
/// saturates: at full utilization a policy that keeps `target` (0 .. 1) makes the fleet 1 / target
/// as large and no larger, so that from the target it takes ceil(ln factor / ln (1 / target)) of
/// them. 0 where nothing rises; infinite for a target of 1 or above.
double stress_cycles(double factor, double target);

#endif
