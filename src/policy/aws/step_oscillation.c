#include "policy/aws/step_oscillation.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// As many alarms as a group usually has.
enum { FEW_MEMBERS = 8 };

/// What one member asks for at a metric.
struct asked_change {
    const struct scaling_policy *policy;
    double adjustment;
};

/// What the members ask for at a metric, whatever the fleet is; returns how many do.
static size_t list_asked(const struct step_loop *loop, double metric, struct asked_change *asked)
{
    size_t count = 0;
    for (size_t i = 0; i < loop->members; i++) {
        const struct scaling_policy *policy = loop->member[i].policy;
        const struct policy_alarm *alarm = loop->member[i].alarm;
        if (!alarm_breaches(alarm, metric))
            continue;
        double adjustment = policy->adjustment;
        if (policy->kind == POLICY_STEP) {
            const struct step_adjustment *step =
                step_find(policy, alarm_side(alarm->comparison), alarm->threshold, metric);
            if (step == NULL)
                continue;
            adjustment = step->adjustment;
        }
        asked[count++] = (struct asked_change){policy, adjustment};
    }
    return count;
}

/// The capacity that follows: the greatest that is asked for, and itself where nothing is.
static double capacity_after(const struct step_loop *loop, const struct asked_change *asked,
                             size_t count, double capacity)
{
    struct group_capacity group = {capacity, capacity, loop->min, loop->max};
    double next = NAN;
    for (size_t i = 0; i < count; i++)
        next = fmax(next, adjustment_desired(asked[i].policy, asked[i].adjustment, &group));
    return isnan(next) ? capacity : next;
}

double step_loop_next(const struct step_loop *loop, double capacity, double metric)
{
    struct asked_change few[FEW_MEMBERS];
    struct asked_change *asked =
        loop->members <= FEW_MEMBERS ? few : mem_alloc(loop->members, sizeof *asked);
    size_t count = list_asked(loop, metric, asked);
    double next = capacity_after(loop, asked, count, capacity);
    if (asked != few)
        free(asked);
    return next;
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
    uint32_t *asked; ///< [range x size + i]: the place of the capacity that follows min + i; NULL:
                     ///< so few demands are looked at that it is not worth it
    struct asked_change *change; ///< of the range that map_demand goes through, one a member
    uint32_t *next;              ///< the same at the demand that is looked at
    uint32_t *seen;              ///< number of the walk that came here last; 0: none yet
    uint32_t walks;
};

static uint32_t place_of(const struct capacity_map *map, double capacity)
{
    return capacity <= map->min ? 0 : (uint32_t)(capacity - map->min);
}

/// The place of the capacity that follows min + i.
static uint32_t place_after(const struct capacity_map *map, size_t i, double metric)
{
    return place_of(map, step_loop_next(map->loop, map->min + (double)i, metric));
}

/// The places that follow those of a range, in which `metric` lies.
static void fill_range(const struct capacity_map *map, double metric, uint32_t *row)
{
    size_t count = list_asked(map->loop, metric, map->change);
    for (size_t i = 0; i < map->size; i++)
        row[i] = place_of(map, capacity_after(map->loop, map->change, count, map->min + (double)i));
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

/// A metric inside a range.
static double inside_range(const struct capacity_map *map, size_t range)
{
    double low = range == 0 ? 0 : map->bound[range - 1];
    return range == map->bounds ? 2 * low + 1 : (low + map->bound[range]) / 2;
}

static void map_init(struct capacity_map *map, const struct step_loop *loop, double min,
                     size_t demands)
{
    *map = (struct capacity_map){.loop = loop, .min = min};
    map->size = (size_t)(floor(loop->max) - min) + 1;
    list_bounds(map);
    map->change = mem_alloc(loop->members, sizeof *map->change);
    map->next = mem_alloc(map->size, sizeof *map->next);
    map->seen = mem_alloc(map->size, sizeof *map->seen);
    if (demands <= map->bounds)
        return;
    map->asked = mem_alloc((map->bounds + 1) * map->size, sizeof *map->asked);
    for (size_t r = 0; r <= map->bounds; r++)
        fill_range(map, inside_range(map, r), map->asked + r * map->size);
}

static void map_release(struct capacity_map *map)
{
    free(map->bound);
    free(map->asked);
    free(map->change);
    free(map->next);
    free(map->seen);
}

/// Fills in the map of a demand: the metric falls as the fleet grows, so ranges come in order.
static void map_demand(struct capacity_map *map, double demand)
{
    size_t range = map->bounds, listed = SIZE_MAX, count = 0;
    for (size_t i = 0; i < map->size; i++) {
        double capacity = map->min + (double)i;
        double metric = demand / capacity;
        while (range > 0 && metric <= map->bound[range - 1])
            range--;
        if (map->asked == NULL && range != listed) {
            count = list_asked(map->loop, inside_range(map, range), map->change);
            listed = range;
        }
        bool inside = (range == 0 || metric > map->bound[range - 1] + map->margin) &&
                      (range == map->bounds || metric < map->bound[range] - map->margin);
        if (!inside)
            map->next[i] = place_after(map, i, metric);
        else if (map->asked != NULL)
            map->next[i] = map->asked[range * map->size + i];
        else
            map->next[i] = place_of(map, capacity_after(map->loop, map->change, count, capacity));
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
    map_init(&map, loop, min, demands);
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
