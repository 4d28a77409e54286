#include "policy/aws/step_oscillation.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

double step_loop_next(const struct step_loop *loop, double capacity, double metric)
{
    struct group_capacity group = {capacity, capacity, loop->min, loop->max};
    double next = NAN;
    for (size_t i = 0; i < loop->members; i++) {
        const struct scaling_policy *policy = loop->member[i].policy;
        const struct policy_alarm *alarm = loop->member[i].alarm;
        if (!alarm_breaches(alarm, metric))
            continue;
        enum alarm_side side = alarm_side(alarm->comparison);
        double adjustment = policy->adjustment;
        if (policy->kind == POLICY_STEP) {
            const struct step_adjustment *step = step_find(policy, side, alarm->threshold, metric);
            if (step == NULL)
                continue;
            adjustment = step->adjustment;
        }
        next = fmax(next, adjustment_desired(policy, adjustment, &group));
    }
    return isnan(next) ? capacity : next;
}

double step_loop_top(const struct step_loop *loop)
{
    double top = 0;
    for (size_t i = 0; i < loop->members; i++) {
        const struct scaling_policy *policy = loop->member[i].policy;
        double threshold = loop->member[i].alarm->threshold;
        top = fmax(top, threshold);
        for (size_t k = 0; policy->kind == POLICY_STEP && k < policy->steps; k++) {
            double lower = threshold + policy->step[k].lower;
            double upper = threshold + policy->step[k].upper;
            top = fmax(top, fmax(isinf(lower) ? 0 : lower, isinf(upper) ? 0 : upper));
        }
    }
    return top;
}

/// The map at one demand: next[i] is the place of the capacity that follows min + i.
struct capacity_map {
    size_t size;
    uint32_t *next;
    uint32_t *seen; ///< number of the walk that came here first; 0: none yet
};

/// Takes note of the cycle that `start` lies on.
static void measure_cycle(const struct capacity_map *map, double min, uint32_t start, double demand,
                          struct step_cycle *cycle)
{
    size_t period = 0;
    uint32_t low = start, high = start, at = start;
    do {
        low = at < low ? at : low;
        high = at > high ? at : high;
        at = map->next[at];
        period++;
    } while (at != start);
    if (period == 1)
        return;
    if (isnan(cycle->first_demand)) {
        cycle->first_demand = demand;
        cycle->low = min + low;
        cycle->high = min + high;
    }
    if (period > cycle->period)
        cycle->period = period;
}

/// Walks from every capacity until known ground; where a walk meets itself there is a cycle.
static void walk_map(const struct capacity_map *map, double min, double demand,
                     struct step_cycle *cycle)
{
    for (size_t i = 0; i < map->size; i++)
        map->seen[i] = 0;
    for (uint32_t start = 0; start < map->size; start++) {
        uint32_t at = start;
        while (map->seen[at] == 0) {
            map->seen[at] = start + 1;
            at = map->next[at];
        }
        if (map->seen[at] == start + 1)
            measure_cycle(map, min, at, demand, cycle);
    }
}

void step_oscillation(const struct step_loop *loop, double top, size_t demands,
                      struct step_cycle *cycle)
{
    *cycle = (struct step_cycle){.first_demand = NAN, .low = NAN, .high = NAN};
    // A group of no instances has no metric that could start one.
    double min = fmax(1, ceil(loop->min));
    if (!(loop->max >= min))
        return;
    struct capacity_map map = {.size = (size_t)(floor(loop->max) - min) + 1};
    map.next = mem_alloc(map.size, sizeof *map.next);
    map.seen = mem_alloc(map.size, sizeof *map.seen);
    for (size_t d = 1; d <= demands; d++) {
        double demand = (double)d * loop->max * top / (double)demands;
        for (size_t i = 0; i < map.size; i++) {
            double capacity = min + (double)i;
            double next = step_loop_next(loop, capacity, demand / capacity);
            map.next[i] = next <= min ? 0 : (uint32_t)(next - min);
        }
        struct step_cycle here = {.first_demand = NAN};
        walk_map(&map, min, demand, &here);
        if (here.period == 0)
            continue;
        cycle->demands++;
        cycle->period = here.period > cycle->period ? here.period : cycle->period;
        if (isnan(cycle->first_demand)) {
            cycle->first_demand = here.first_demand;
            cycle->low = here.low;
            cycle->high = here.high;
        }
    }
    free(map.next);
    free(map.seen);
}
