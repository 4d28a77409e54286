#include "sim/stress.h"

#include "base/memory.h"
#include "maths/whole_instances.h"

#include <math.h>

#define MINUTE_MS INT64_C(60000)

struct stress stress_defaults(double factor)
{
    return (struct stress){
        .factor = factor,
        .ramp_ms = 5 * MINUTE_MS,
        .hold_ms = 60 * MINUTE_MS,
        .before_ms = 60 * MINUTE_MS,
        .after_ms = 60 * MINUTE_MS,
    };
}

/// How much of the surge there is at a time since its beginning: 0 to 1.
static double strength(const struct stress *stress, double since_ms)
{
    double ramp = (double)stress->ramp_ms;
    double falls = ramp + (double)stress->hold_ms;
    if (since_ms < 0 || since_ms > falls + ramp)
        return 0;
    if (since_ms < ramp)
        return since_ms / ramp;
    return since_ms <= falls ? 1 : 1 - (since_ms - falls) / ramp;
}

void stress_demand(const struct stress *stress, double level, instant start, int64_t tick_ms,
                   struct demand *demand, instant *measured_from)
{
    int64_t before = stress->before_ms / tick_ms * tick_ms;
    int64_t length = before + 2 * stress->ramp_ms + stress->hold_ms + stress->after_ms;
    *demand = (struct demand){
        .start = start,
        .tick_ms = tick_ms,
        .n = (size_t)((length + tick_ms - 1) / tick_ms),
        .ticks_a_row = 1,
    };
    demand->value = mem_alloc(demand->n, sizeof *demand->value);
    for (size_t i = 0; i < demand->n; i++) {
        double middle = ((double)i + 0.5) * (double)tick_ms - (double)before;
        demand->value[i] = level * (1 + (stress->factor - 1) * strength(stress, middle));
    }
    *measured_from = start + before;
}

double stress_cycles(double factor, double target)
{
    if (!(factor > 1))
        return 0;
    return target < 1 ? instances_up(log(factor) / -log(target)) : (double)INFINITY;
}
