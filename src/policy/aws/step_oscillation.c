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

/// Between two neighbouring thresholds or bounds of steps every metric asks for the same, so the
/// map of a demand is put together from one row a range. Nearer to a bound than `margin` its
/// rounding decides, and the policies themselves are asked.
struct capacity_map {
    const struct step_loop *loop;
    double min;    ///< of the fleet, whole
    size_t size;   ///< capacities from `min` on
    double *bound; ///< above 0, in order; range r lies below bound[r]
    size_t bounds;
    double margin;
    uint32_t *asked; ///< [range x size + i]: the place of the capacity that follows min + i
    uint32_t *next;  ///< the same at the demand that is looked at
    uint32_t *seen;  ///< number of the walk that came here last; 0: none yet
    uint32_t walks;
};

/// The place of the capacity that follows min + i.
static uint32_t place_after(const struct capacity_map *map, size_t i, double metric)
{
    double next = step_loop_next(map->loop, map->min + (double)i, metric);
    return next <= map->min ? 0 : (uint32_t)(next - map->min);
}

static int compare_bounds(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add_bound(struct capacity_map *map, double bound)
{
    if (isfinite(bound) && bound > 0)
        map->bound[map->bounds++] = bound;
}

/// Relative to a threshold, bounds are forgiven 1e-12 of it (step_holds).
static void list_bounds(struct capacity_map *map)
{
    const struct step_loop *loop = map->loop;
    size_t most = 0;
    double greatest = 0;
    for (size_t i = 0; i < loop->members; i++)
        most += 1 + 2 * loop->member[i].policy->steps;
    map->bound = mem_alloc(most, sizeof *map->bound);
    for (size_t i = 0; i < loop->members; i++) {
        const struct scaling_policy *policy = loop->member[i].policy;
        double threshold = loop->member[i].alarm->threshold;
        greatest = fmax(greatest, fabs(threshold));
        add_bound(map, threshold);
        for (size_t k = 0; policy->kind == POLICY_STEP && k < policy->steps; k++) {
            add_bound(map, threshold + policy->step[k].lower);
            add_bound(map, threshold + policy->step[k].upper);
        }
    }
    qsort(map->bound, map->bounds, sizeof *map->bound, compare_bounds);
    for (size_t i = 0; i < map->bounds; i++)
        greatest = fmax(greatest, map->bound[i]);
    map->margin = 1e-9 * greatest;
}

static void map_init(struct capacity_map *map, const struct step_loop *loop, double min)
{
    *map = (struct capacity_map){.loop = loop, .min = min};
    map->size = (size_t)(floor(loop->max) - min) + 1;
    list_bounds(map);
    map->asked = mem_alloc((map->bounds + 1) * map->size, sizeof *map->asked);
    map->next = mem_alloc(map->size, sizeof *map->next);
    map->seen = mem_alloc(map->size, sizeof *map->seen);
    for (size_t r = 0; r <= map->bounds; r++) {
        double low = r == 0 ? 0 : map->bound[r - 1];
        double inside = r == map->bounds ? 2 * low + 1 : (low + map->bound[r]) / 2;
        for (size_t i = 0; i < map->size; i++)
            map->asked[r * map->size + i] = place_after(map, i, inside);
    }
}

static void map_release(struct capacity_map *map)
{
    free(map->bound);
    free(map->asked);
    free(map->next);
    free(map->seen);
}

/// Fills in the map of a demand: the metric falls as the fleet grows, so ranges come in order.
static void map_demand(struct capacity_map *map, double demand)
{
    size_t range = map->bounds;
    for (size_t i = 0; i < map->size; i++) {
        double metric = demand / (map->min + (double)i);
        while (range > 0 && metric <= map->bound[range - 1])
            range--;
        bool inside = (range == 0 || metric > map->bound[range - 1] + map->margin) &&
                      (range == map->bounds || metric < map->bound[range] - map->margin);
        map->next[i] = inside ? map->asked[range * map->size + i] : place_after(map, i, metric);
    }
}

/// Takes note of the cycle that `start` lies on.
static void measure_cycle(const struct capacity_map *map, uint32_t start, double demand,
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
        cycle->low = map->min + low;
        cycle->high = map->min + high;
    }
    if (period > cycle->period)
        cycle->period = period;
}

/// Walks from every capacity until known ground; where a walk meets itself there is a cycle.
static void walk_map(struct capacity_map *map, double demand, struct step_cycle *cycle)
{
    uint32_t before = map->walks;
    for (uint32_t start = 0; start < map->size; start++) {
        uint32_t at = start, walk = ++map->walks;
        while (map->seen[at] <= before) {
            map->seen[at] = walk;
            at = map->next[at];
        }
        if (map->seen[at] == walk)
            measure_cycle(map, at, demand, cycle);
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
    struct capacity_map map;
    map_init(&map, loop, min);
    for (size_t d = 1; d <= demands; d++) {
        double demand = (double)d * loop->max * top / (double)demands;
        struct step_cycle here = {.first_demand = NAN};
        map_demand(&map, demand);
        walk_map(&map, demand, &here);
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
    map_release(&map);
}
