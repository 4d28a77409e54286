#include "sizing/tier_states.h"

#include "base/vec.h"
#include "maths/whole_instances.h"
#include "queueing/connection_pool.h"
#include "queueing/replay_lag.h"
#include "sizing/database_limits.h"
#include "sizing/hash_movement.h"
#include "sizing/sharding.h"
#include "sizing/storage_growth.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/// A unit that is busy all the time would never move its data.
static const double most_busy = 0.99;
static const double day_s = 86400;

static const char *const model_name[] = {
    [MODEL_CACHE] = "cache", [MODEL_POOL] = "pool",       [MODEL_REBALANCE] = "rebalance",
    [MODEL_LAG] = "lag",     [MODEL_STORAGE] = "storage", [MODEL_RESIZE] = "resize",
};

const char *tier_model_name(enum tier_model model)
{
    return model_name[model];
}

double tier_figure_of(const struct tier_figures *figures, size_t tier, enum tier_model model,
                      const char *name)
{
    for (size_t i = 0; i < figures->count; i++) {
        const struct tier_figure *figure = &figures->figure[i];
        if (figure->tier == tier && figure->model == model && strcmp(figure->name, name) == 0)
            return figure->value;
    }
    return (double)NAN;
}

static bool has(double value)
{
    return !isnan(value);
}

/// What a figure needs to know.
struct state_finder {
    const struct tier_graph *graph;
    const struct tier_state *state;
    const struct tier_need *need;
    double demand;
    size_t tier;
    enum tier_model model;
    struct tier_figures *figures;
};

static void add(const struct state_finder *finder, const char *name, const char *unit, double value)
{
    struct tier_figures *figures = finder->figures;
    const struct tier_figure figure = {finder->tier, finder->model, name, unit, value};
    if (has(value))
        VEC_PUSH(figures->figure, figures->count, figures->capacity, figure);
}

// --- before tiers are counted --------------------------------------------------------------------

/// Items that one node holds.
static double items_per_node(const struct tier *tier, const struct tier_state *state)
{
    double base = isnan(tier->memory_base) ? 0 : tier->memory_base;
    return (tier->memory - base) / state->item_size;
}

static double nodes_today(const struct tier *tier)
{
    if (has(tier->current))
        return tier->current;
    return has(tier->min) && tier->min >= 1 ? tier->min : 1;
}

static double hit_of(const struct tier_state *state, double characteristic, double rate)
{
    return isnan(state->ttl)
               ? cache_hit_share(&state->popularity, characteristic)
               : cache_hit_limited(&state->popularity, characteristic, rate, state->ttl);
}

static void settle_cache(struct tier_graph *graph, const struct tier_state *state, size_t index,
                         double demand)
{
    struct tier *tier = &graph->tier[index];
    double each = items_per_node(tier, state);
    if (has(state->hit_target)) {
        double nodes =
            instances_up(cache_capacity_for(&state->popularity, state->hit_target) / each);
        tier->min = has(tier->min) ? fmax(tier->min, nodes) : nodes;
    }
    double held = floor(each * nodes_today(tier));
    tier->cache_hit = hit_of(state, cache_characteristic(&state->popularity, held),
                             graph->visits[index] * demand);
}

void tier_states_settle(struct tier_graph *graph, const struct tier_state *state, double demand)
{
    const struct tier_flow_case usual = {.cold = SIZE_MAX};
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        struct tier *tier = &graph->tier[i];
        if (state[i].popularity.groups > 0 && isnan(tier->cache_hit)) {
            settle_cache(graph, &state[i], i, demand);
            tier_graph_flow(graph, &usual, graph->visits, graph->visits_each);
        }
        // Shards by hash are uneven: the fullest counts.
        if (has(state[i].hash_points) && tier->imbalance <= 0 && nodes_today(tier) > 1)
            tier->imbalance = hash_ring_skew(nodes_today(tier), state[i].hash_points) - 1;
        if (isnan(tier->data) && has(state[i].write_bytes))
            tier->data = stored_bytes(graph->visits[i] * demand, state[i].write_bytes,
                                      state[i].retention, state[i].copies, state[i].compression);
    }
}

// --- caches --------------------------------------------------------------------------------------

/// What the cache's nodes mean for what is behind it, whatever is known of its keys.
static void find_nodes(const struct state_finder *finder, double hit)
{
    const struct tier *tier = &finder->graph->tier[finder->tier];
    const double rate = finder->need[finder->tier].rate;
    double before = tier->current, after = finder->need[finder->tier].instances;
    double nodes = has(before) ? before : after;
    add(finder, "origin_rate", "per second", rate * (1 - hit));
    if (nodes >= 1 && isfinite(nodes))
        add(finder, "origin_node_lost", "per second", rate * (1 - hit + hit / nodes));
    if (!(before >= 1) || !(after >= 1) || before == after || !isfinite(after))
        return;
    double moved = keys_moved(before, after), all = keys_moved_of_remainder(before, after);
    add(finder, "moved_consistent", "share", moved);
    add(finder, "moved_modulo", "share", all);
    add(finder, "origin_after_consistent", "per second", rate * (1 - hit * (1 - moved)));
    add(finder, "origin_after_modulo", "per second", rate * (1 - hit * (1 - all)));
}

static void find_keys(const struct state_finder *finder)
{
    const struct tier *tier = &finder->graph->tier[finder->tier];
    const struct tier_state *state = &finder->state[finder->tier];
    const double rate = finder->need[finder->tier].rate;
    const struct popularity *keys = &state->popularity;
    double each = items_per_node(tier, state), held = floor(each * nodes_today(tier));
    double t = cache_characteristic(keys, held);
    double hit = has(state->hit_target) ? cache_capacity_for(keys, state->hit_target) : (double)NAN;
    add(finder, "keys", "keys", keys->total);
    add(finder, "holds", "keys", fmin(held, keys->total));
    add(finder, "warm_s", "seconds", t / rate);
    add(finder, "origin_first_second", "per second",
        rate * (1 - cache_hit_mean_after_flush(keys, t, rate, 0, 1)));
    add(finder, "origin_after_10s", "per second",
        rate * (1 - cache_hit_after_flush(keys, t, rate, 10)));
    add(finder, "origin_after_60s", "per second",
        rate * (1 - cache_hit_after_flush(keys, t, rate, 60)));
    add(finder, "holds_for_target", "keys", hit);
    add(finder, "memory_for_target", "bytes", hit * state->item_size);
    add(finder, "nodes_for_target", "instances", instances_up(hit / each));
}

static void find_cache(struct state_finder *finder)
{
    double hit = finder->graph->tier[finder->tier].cache_hit;
    finder->model = MODEL_CACHE;
    if (!(hit > 0) || !(finder->need[finder->tier].rate > 0))
        return;
    add(finder, "hit", "share", hit);
    if (finder->state[finder->tier].popularity.groups > 0)
        find_keys(finder);
    find_nodes(finder, hit);
}

// --- the others ----------------------------------------------------------------------------------

static void find_pool(struct state_finder *finder)
{
    const struct tier *tier = &finder->graph->tier[finder->tier];
    const struct tier_need *need = &finder->need[finder->tier];
    const struct tier_state *state = &finder->state[finder->tier];
    finder->model = MODEL_POOL;
    if (!(need->connections_in > 0))
        return;
    add(finder, "connections", "connections", need->connections_in);
    add(finder, "memory", "bytes", need->connections_in * tier->memory_per_connection);
    if (isnan(tier->duration) || !(need->rate > 0))
        return;
    struct connection_pool pool =
        connection_pool_size(need->rate, tier->duration, state->wait, state->wait_share);
    add(finder, "busy", "connections", pool.busy);
    add(finder, "pool_size", "connections", pool.size);
    add(finder, "wait_over", "share", pool.wait_over);
    add(finder, "memory_of_pool", "bytes", pool.size * tier->memory_per_connection);
    add(finder, "accepted", "connections",
        (tier->max_connections - tier->reserved_connections) *
            (has(tier->current) ? tier->current : need->instances));
}

static void find_rebalance(struct state_finder *finder)
{
    const struct tier *tier = &finder->graph->tier[finder->tier];
    const struct tier_need *need = &finder->need[finder->tier];
    const struct tier_state *state = &finder->state[finder->tier];
    finder->model = MODEL_REBALANCE;
    if (isnan(state->send_rate) || isnan(tier->data) || !(tier->current >= 1) ||
        !(need->instances >= 1) || !isfinite(need->instances) || need->add == 0)
        return;
    double busy = need->breaks_now > 0 ? fmin(finder->demand / need->breaks_now, most_busy) : 0;
    double receive = has(state->receive_rate) ? state->receive_rate : state->send_rate;
    struct rebalance found =
        rebalance_find(tier->current, need->instances, tier->data, state->send_rate, receive, busy);
    add(finder, "moved", "bytes", found.moved);
    add(finder, "sent_by_each", "bytes", found.sent_each);
    add(finder, "received_by_each", "bytes", found.received_each);
    add(finder, "takes_s", "seconds", found.seconds);
}

static void find_lag(struct state_finder *finder)
{
    const struct tier_need *need = &finder->need[finder->tier];
    const struct tier_state *state = &finder->state[finder->tier];
    double writes = need->rate_each > 0 ? need->rate_each : need->rate;
    finder->model = MODEL_LAG;
    if (isnan(state->apply_rate) || !(writes > 0))
        return;
    struct replay_lag lag = replay_lag(state->apply_rate, writes);
    add(finder, "writes", "per second", writes);
    add(finder, "mean_s", "seconds", lag.mean_s);
    add(finder, "p99_s", "seconds", lag.p99_s);
    if (isnan(state->burst_rate) || isnan(state->burst_time))
        return;
    struct burst_lag burst =
        burst_lag(state->apply_rate, writes, state->burst_rate, state->burst_time);
    add(finder, "backlog", "requests", burst.backlog);
    add(finder, "peak_s", "seconds", burst.peak_s);
    add(finder, "drain_s", "seconds", burst.drain_s);
}

static void find_storage(struct state_finder *finder)
{
    const struct tier *tier = &finder->graph->tier[finder->tier];
    const struct tier_need *need = &finder->need[finder->tier];
    const struct tier_state *state = &finder->state[finder->tier];
    const double units = has(tier->current) ? tier->current : need->instances;
    const double lead = isnan(state->lead_time) ? 0 : state->lead_time / day_s;
    finder->model = MODEL_STORAGE;
    if (has(tier->data) && has(tier->storage))
        add(finder, "stored", "bytes", tier->data);
    if (has(tier->data) && has(tier->storage) &&
        (has(state->growth_bytes) || has(state->growth_share))) {
        double days = periods_to_limit(tier->data, tier->storage * tier->fill * units,
                                       state->growth_bytes, state->growth_share);
        add(finder, "full_in_days", "days", days);
        add(finder, "order_in_days", "days", isfinite(days) ? floor(fmax(0, days - lead)) : days);
    }
    if (has(tier->iops) && has(tier->io_per_request) && has(state->growth_month)) {
        double now = need->rate * tier->io_per_request;
        double usable = tier->iops * units / (1 + tier->headroom);
        add(finder, "iops", "per second", now);
        add(finder, "iops_for_months", "months",
            periods_to_limit(now, usable, (double)NAN, state->growth_month));
    }
}

static void find_resize(struct state_finder *finder)
{
    const struct tier_state *state = &finder->state[finder->tier];
    const double rate = finder->need[finder->tier].rate;
    finder->model = MODEL_RESIZE;
    if (isnan(state->downtime))
        return;
    add(finder, "lost_each", "requests", state->downtime * rate);
    add(finder, "value_each", "money", state->downtime * rate * state->request_value);
    if (isnan(state->resizes))
        return;
    struct resize_loss loss = resize_loss(state->resizes, state->downtime, rate, 1);
    add(finder, "lost_a_year", "requests", loss.requests);
    add(finder, "value_a_year", "money", loss.requests * state->request_value);
    add(finder, "availability", "share", loss.availability);
}

void tier_states_find(const struct tier_graph *graph, const struct tier_state *state,
                      const struct tier_need *need, double demand, struct tier_figures *figures)
{
    struct state_finder finder = {
        .graph = graph, .state = state, .need = need, .demand = demand, .figures = figures};
    for (size_t at = 0; at < graph->tiers; at++) {
        finder.tier = graph->order[at];
        find_cache(&finder);
        find_pool(&finder);
        find_rebalance(&finder);
        find_lag(&finder);
        find_storage(&finder);
        find_resize(&finder);
    }
}
