#include "sizing/tier_needs.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "sizing/redundancy.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// What counts as equal where a figure meets its limit.
static const double equal = 1e-9;

/// Steps of the search for the greatest demand: doubles have no more bits.
enum { BISECTIONS = 100 };
static const double most_demand = 1e18;

// --- what one tier needs -------------------------------------------------------------------------

/// What is asked of a tier: requests to all, to each unit, connections that are open.
struct tier_load {
    double shared, each, connections;
};

/// Units for what is shared, where each unit takes `of` and gets `each` already: infinite where
/// that fills it.
static double units_for(double shared, double each, double of)
{
    double left = of - each;
    if (shared <= 0 && each <= of)
        return 0;
    return left > 0 ? shared / left : INFINITY;
}

/// What a unit's memory has for requests and connections.
static double memory_free(const struct tier *tier)
{
    return tier->memory - (isnan(tier->memory_base) ? 0 : tier->memory_base);
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

static double connections_free(const struct tier *tier)
{
    return tier->max_connections - or_zero(tier->reserved_connections);
}

/// Bytes that are held at a rate of requests.
static double memory_rate(const struct tier *tier)
{
    return or_zero(tier->duration * tier->memory_per_request);
}

/// Units by every limit of a unit, for a load on units that keep `headroom`.
static void unit_needs(const struct tier *tier, const struct tier_load *load, double headroom,
                       double by[TIER_LIMITS])
{
    const double more = 1 + headroom, uneven = 1 + tier->imbalance;
    const double shared = load->shared * uneven * more, each = load->each * more;
    by[TIER_THROUGHPUT] =
        isnan(tier->per_instance) ? (double)NAN : units_for(shared, each, tier->per_instance);
    by[TIER_CONCURRENCY] = shared * tier->duration / tier->connections;
    by[TIER_CONNECTIONS] = load->connections / connections_free(tier);
    by[TIER_MEMORY] =
        (load->connections * or_zero(tier->memory_per_connection) + shared * memory_rate(tier)) /
        memory_free(tier);
    by[TIER_STORAGE] = tier->data * uneven / (tier->storage * tier->fill);
    by[TIER_IOPS] =
        isnan(tier->iops) || isnan(tier->io_per_request)
            ? (double)NAN
            : units_for(shared * tier->io_per_request, each * tier->io_per_request, tier->iops);
    by[TIER_BANDWIDTH] = isnan(tier->bandwidth) || isnan(tier->bytes_per_request)
                             ? (double)NAN
                             : units_for(shared * tier->bytes_per_request,
                                         each * tier->bytes_per_request, tier->bandwidth);
    by[TIER_THROTTLE] = load->shared * more / tier->throttle;
    by[TIER_QUOTA] = load->shared * more * tier->duration / tier->quota;
}

static enum tier_limit fullest(const double by[TIER_LIMITS])
{
    enum tier_limit limit = TIER_THROUGHPUT;
    for (enum tier_limit i = TIER_THROUGHPUT; i < TIER_UNIT_LIMITS; i++)
        if (!isnan(by[i]) && (isnan(by[limit]) || by[i] > by[limit]))
            limit = i;
    return limit;
}

static double up_to_multiple(double units, double of)
{
    return of > 1 ? instances_up(units / of) * of : units;
}

/// Whole units with the spare, in whole groups and zones, min left aside.
static double with_spare(const struct tier *tier, double need)
{
    double units = instances_up(need);
    if (tier->spare_zone)
        units = even_zones(units, tier->zones, 1);
    else
        units += tier->spare;
    units = up_to_multiple(units, tier->multiple);
    return up_to_multiple(units, tier->zones);
}

/// The other way round: of `units` how many are there for the demand.
static double without_spare(const struct tier *tier, double units)
{
    if (tier->zones > 1)
        units = instances_down(units / tier->zones) * tier->zones;
    if (tier->multiple > 1)
        units = instances_down(units / tier->multiple) * tier->multiple;
    return tier_units_left(tier, units);
}

double tier_units_left(const struct tier *tier, double units)
{
    double left = tier->spare_zone ? zone_survivors(units, tier->zones, 1) : units - tier->spare;
    return left > 0 ? left : 0;
}

/// Counts the units of a tier that is visited with this load.
static void count_units(const struct tier *tier, const struct tier_load *load,
                        struct tier_need *need)
{
    double least = or_zero(tier->min);
    unit_needs(tier, load, tier->headroom, need->by);
    need->limit = fullest(need->by);
    need->need = or_zero(need->by[need->limit]);
    need->throttled = need->by[TIER_THROTTLE] > 1 + equal || need->by[TIER_QUOTA] > 1 + equal;
    need->bound = TIER_BOUND_LIMIT;
    if (!tier_has_units(tier)) {
        need->bound = TIER_BOUND_MANAGED;
        need->instances = isnan(tier->current) ? tier->min : fmax(tier->current, least);
        return;
    }
    if (isinf(need->need)) {
        need->bound = TIER_BOUND_REPLAY;
        need->instances = INFINITY;
        need->over_max = true;
        return;
    }
    // What is visited needs a unit, even where its limits are far.
    need->instances = with_spare(
        tier, load->shared > 0 || load->connections > 0 ? fmax(need->need, 1) : need->need);
    if (least > need->instances) {
        need->bound = TIER_BOUND_MIN;
        need->instances = least;
    }
    need->over_max = need->instances > tier->max;
}

/// Connections that the units of callers open to `to`, where `units` says how many each has.
static double connections_to(const struct tier_graph *graph, size_t to, const double *units)
{
    double sum = 0;
    for (size_t k = graph->first_in[to]; k < graph->first_in[to + 1]; k++) {
        const struct tier_link *link = &graph->link[graph->in[k]];
        double callers = or_zero(units[link->from]);
        if (link->pool > 0)
            sum += instances_up(callers * (1 + link->surge)) * link->pool;
    }
    return sum;
}

static struct tier_load load_of(const struct tier_graph *graph, size_t tier, double demand,
                                double connections)
{
    return (struct tier_load){graph->visits[tier] * demand, graph->visits_each[tier] * demand,
                              connections};
}

/// How full a unit is by its fullest limit, without headroom.
static double utilization(const struct tier *tier, const struct tier_load *load, double units)
{
    double by[TIER_LIMITS];
    const struct tier_load one = {load->shared / units, load->each, load->connections / units};
    struct tier unit = *tier;
    double most = 0;
    // Of a unit that takes its share and what goes to each the use is their sum over its limit.
    unit.data = tier->data / units;
    unit_needs(&unit, &(struct tier_load){one.shared, 0, one.connections}, 0, by);
    by[TIER_THROUGHPUT] += one.each / tier->per_instance;
    by[TIER_IOPS] += one.each * tier->io_per_request / tier->iops;
    by[TIER_BANDWIDTH] += one.each * tier->bytes_per_request / tier->bandwidth;
    for (enum tier_limit i = TIER_THROUGHPUT; i < TIER_UNIT_LIMITS; i++)
        if (by[i] > most)
            most = by[i];
    return most;
}

// --- when it breaks ------------------------------------------------------------------------------

/// The demand at which `used` (for each of the demand) reaches `of`.
static double until(double of, double used)
{
    if (isnan(of) || isnan(used) || used <= 0)
        return INFINITY;
    return of > 0 ? of / used : 0;
}

static double while_within(double used, double of)
{
    return used > of * (1 + equal) ? 0 : INFINITY;
}

double tier_capacity(const struct tier_graph *graph, size_t index, double units, double connections,
                     double headroom, enum tier_limit *by)
{
    const struct tier *tier = &graph->tier[index];
    const double more = 1 + headroom, all = graph->visits[index];
    const double shared = all * (1 + tier->imbalance) * more;
    const double each = graph->visits_each[index] * more;
    // Of one unit's share and what goes to each; without units nothing is taken.
    const double one = units > 0 ? shared / units + each : INFINITY;
    const double held = connections * or_zero(tier->memory_per_connection);
    const double room = memory_free(tier) * units;
    const double demand[TIER_LIMITS] = {
        [TIER_THROUGHPUT] = until(tier->per_instance, one),
        [TIER_CONCURRENCY] = until(tier->connections * units, shared * tier->duration),
        [TIER_CONNECTIONS] = while_within(connections, connections_free(tier) * units),
        [TIER_MEMORY] =
            held > room * (1 + equal)
                ? 0
                : until(room > held || isnan(room) ? room - held : 0, shared * memory_rate(tier)),
        [TIER_STORAGE] =
            while_within(tier->data * (1 + tier->imbalance), tier->storage * tier->fill * units),
        [TIER_IOPS] = until(tier->iops, one * tier->io_per_request),
        [TIER_BANDWIDTH] = until(tier->bandwidth, one * tier->bytes_per_request),
        [TIER_THROTTLE] = until(tier->throttle, all * more),
        [TIER_QUOTA] = until(tier->quota, all * more * tier->duration),
    };
    enum tier_limit least = TIER_THROUGHPUT;
    for (enum tier_limit i = TIER_THROUGHPUT; i < TIER_LIMITS; i++)
        if (demand[i] < demand[least])
            least = i;
    if (by != NULL)
        *by = least;
    return demand[least];
}

/// Whether the tier's need depends on how many units its callers have.
static bool counts_connections(const struct tier_graph *graph, size_t index)
{
    const struct tier *tier = &graph->tier[index];
    if (isnan(tier->max_connections) && isnan(tier->memory_per_connection))
        return false;
    for (size_t k = graph->first_in[index]; k < graph->first_in[index + 1]; k++)
        if (graph->link[graph->in[k]].pool > 0)
            return true;
    return false;
}

/// The tiers whose counts decide the connections to `index`, callers first; returns how many.
static size_t deciding_tiers(const struct tier_graph *graph, size_t index, size_t *list, bool *seen)
{
    size_t count = 0, found = 0;
    for (size_t i = 0; i < graph->tiers; i++)
        seen[i] = false;
    list[count++] = index;
    for (size_t at = 0; at < count; at++) {
        if (!counts_connections(graph, list[at]))
            continue;
        for (size_t k = graph->first_in[list[at]]; k < graph->first_in[list[at] + 1]; k++) {
            const struct tier_link *link = &graph->link[graph->in[k]];
            if (link->pool > 0 && !seen[link->from]) {
                seen[link->from] = true;
                list[count++] = link->from;
            }
        }
    }
    for (size_t at = 0; at < graph->tiers; at++)
        if (seen[graph->order[at]])
            list[found++] = graph->order[at];
    return found;
}

/// Whether `units` of the tier are enough for the demand, whatever callers need for it.
static bool is_enough(const struct tier_graph *graph, size_t index, double units, double demand,
                      const size_t *list, size_t listed, double *count)
{
    struct tier_need need = {0};
    for (size_t k = 0; k < listed; k++) {
        size_t i = list[k];
        struct tier_load load = load_of(graph, i, demand, connections_to(graph, i, count));
        count_units(&graph->tier[i], &load, &need);
        count[i] = need.instances;
    }
    struct tier_load load = load_of(graph, index, demand, connections_to(graph, index, count));
    count_units(&graph->tier[index], &load, &need);
    return instances_up(need.need) <= units && !need.throttled;
}

struct search_room {
    size_t *list;
    bool *seen;
    double *count;
};

/// The greatest demand for which the tier stays within max. More demand never needs fewer units.
static double greatest_demand(const struct tier_graph *graph, size_t index,
                              const struct search_room *room)
{
    const struct tier *tier = &graph->tier[index];
    double units = without_spare(tier, tier->max);
    // Any number of units: what goes to each and what limits the whole tier is left.
    if (isnan(tier->max))
        return tier_capacity(graph, index, INFINITY, 0, tier->headroom, NULL);
    double high = tier_capacity(graph, index, units, 0, tier->headroom, NULL), low = 0;
    if (!counts_connections(graph, index) || high <= 0)
        return high;
    size_t listed = deciding_tiers(graph, index, room->list, room->seen);
    if (isinf(high) || high > most_demand)
        high = most_demand;
    if (is_enough(graph, index, units, high, room->list, listed, room->count))
        return high < most_demand ? high : INFINITY;
    for (int step = 0; step < BISECTIONS; step++) {
        double middle = low + (high - low) / 2;
        if (is_enough(graph, index, units, middle, room->list, listed, room->count))
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void find_breaks(const struct tier_graph *graph, struct tier_need *need)
{
    struct search_room room = {mem_alloc(graph->tiers + 1, sizeof *room.list),
                               mem_alloc(graph->tiers + 1, sizeof *room.seen),
                               mem_alloc(graph->tiers + 1, sizeof *room.count)};
    double *today = mem_alloc(graph->tiers + 1, sizeof *today);
    for (size_t i = 0; i < graph->tiers; i++) {
        double current = graph->tier[i].current;
        today[i] = isnan(current) ? need[i].instances : current;
    }
    for (size_t i = 0; i < graph->tiers; i++) {
        const struct tier *tier = &graph->tier[i];
        double connections = connections_to(graph, i, today);
        need[i].breaks_now = need[i].breaks_spare = (double)NAN;
        if (!isnan(tier->current)) {
            need[i].breaks_now =
                tier_capacity(graph, i, tier->current, connections, 0, &need[i].breaks_by);
            need[i].breaks_spare =
                tier_capacity(graph, i, tier_units_left(tier, tier->current), connections, 0, NULL);
        } else if (!tier_has_units(tier)) {
            need[i].breaks_now = need[i].breaks_spare =
                tier_capacity(graph, i, INFINITY, 0, 0, &need[i].breaks_by);
        }
        need[i].breaks_max = greatest_demand(graph, i, &room);
    }
    free(today);
    free(room.list);
    free(room.seen);
    free(room.count);
}

// --- in which order it grows ---------------------------------------------------------------------

static void find_order(const struct tier_graph *graph, struct tier_need *need, size_t *order)
{
    size_t *bucket = mem_alloc(graph->tiers + 2, sizeof *bucket);
    for (size_t at = graph->tiers; at-- > 0;) {
        size_t i = graph->order[at];
        const struct tier *tier = &graph->tier[i];
        double batch = isnan(tier->batch) ? INFINITY : tier->batch;
        need[i].wave = 1;
        need[i].start_s = 0;
        for (size_t k = graph->first_out[i]; k < graph->first_out[i + 1]; k++) {
            const struct tier_need *called = &need[graph->link[graph->out[k]].to];
            need[i].wave = fmax(need[i].wave, called->wave + 1);
            need[i].start_s = fmax(need[i].start_s, called->ready_s);
        }
        need[i].add = need[i].instances - tier->current;
        double boots = need[i].add > 0 ? ceil(need[i].add / batch) : 0;
        if (need[i].add > 0 && boots < 1)
            boots = 1;
        need[i].ready_s = need[i].start_s + (boots > 0 ? boots * or_zero(tier->boot) : 0);
    }
    // Sorted by wave, within one as the requests go.
    for (size_t i = 0; i < graph->tiers; i++)
        bucket[(size_t)need[i].wave + 1]++;
    for (size_t w = 1; w < graph->tiers + 2; w++)
        bucket[w] += bucket[w - 1];
    for (size_t at = 0; at < graph->tiers; at++)
        order[bucket[(size_t)need[graph->order[at]].wave]++] = graph->order[at];
    free(bucket);
}

// --- the system ----------------------------------------------------------------------------------

static void sum_up(const struct tier_graph *graph, const struct tier_need *need,
                   struct system_need *system)
{
    *system = (struct system_need){.bottleneck_now = SIZE_MAX,
                                   .next_now = SIZE_MAX,
                                   .bottleneck_max = SIZE_MAX,
                                   .breaks_now = INFINITY,
                                   .next_breaks = INFINITY,
                                   .breaks_spare = INFINITY,
                                   .breaks_max = INFINITY,
                                   .cost_hour = (double)NAN};
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        if (need[i].breaks_now < system->breaks_now) {
            system->next_now = system->bottleneck_now;
            system->next_breaks = system->breaks_now;
            system->bottleneck_now = i;
            system->breaks_now = need[i].breaks_now;
        } else if (need[i].breaks_now < system->next_breaks) {
            system->next_now = i;
            system->next_breaks = need[i].breaks_now;
        }
        if (need[i].breaks_spare < system->breaks_spare)
            system->breaks_spare = need[i].breaks_spare;
        if (need[i].breaks_max < system->breaks_max) {
            system->bottleneck_max = i;
            system->breaks_max = need[i].breaks_max;
        }
        if (!isnan(need[i].cost_hour))
            system->cost_hour = or_zero(system->cost_hour) + need[i].cost_hour;
        system->ready_s = fmax(system->ready_s, need[i].ready_s);
        system->over_max = system->over_max || need[i].over_max;
        system->throttled = system->throttled || need[i].throttled;
    }
}

void tier_needs_find(const struct tier_graph *graph, double demand, struct tier_need *need,
                     size_t *order, struct system_need *system)
{
    double *count = mem_alloc(graph->tiers + 1, sizeof *count);
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        const struct tier *tier = &graph->tier[i];
        struct tier_load load = load_of(graph, i, demand, connections_to(graph, i, count));
        need[i] = (struct tier_need){
            .rate = load.shared, .rate_each = load.each, .connections_in = load.connections};
        count_units(tier, &load, &need[i]);
        count[i] = need[i].instances;
        need[i].utilization =
            isfinite(count[i]) && count[i] > 0 ? utilization(tier, &load, count[i]) : (double)NAN;
        need[i].cost_hour = tier->price * need[i].instances;
    }
    find_breaks(graph, need);
    find_order(graph, need, order);
    sum_up(graph, need, system);
    free(count);
}
