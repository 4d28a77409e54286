// Systems of tiers against brute force: rates by walking every path, counts by trying one after the
// other, breaking points by trying a little less and a little more.
#include "base/vec.h"
#include "maths/random.h"
#include "sizing/tier_needs.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { TIERS = 7, SYSTEMS = 300 };

static struct tier plain_tier(void)
{
    struct tier tier;
    double *member = (double *)(void *)((char *)&tier + sizeof(const char *));
    tier.name = "tier";
    for (size_t i = 0; i < (sizeof tier - sizeof(const char *)) / sizeof *member; i++)
        member[i] = (double)NAN;
    tier.spare_zone = false;
    tier.imbalance = tier.headroom = tier.spare = 0;
    tier.fill = 0.8;
    return tier;
}

static double pick(struct random *random, const double *from, size_t count)
{
    return from[random_below(random, count)];
}

static bool chance(struct random *random, double share)
{
    return random_uniform(random) < share;
}

/// A tier with some of the limits.
static struct tier random_tier(struct random *random)
{
    static const double rates[] = {90, 250, 800, 3000}, shares[] = {0, 0.25, 0.5};
    struct tier tier = plain_tier();
    tier.per_instance = chance(random, 0.8) ? pick(random, rates, 4) : (double)NAN;
    tier.headroom = pick(random, shares, 3);
    tier.imbalance = chance(random, 0.3) ? 0.3 : 0;
    tier.spare = (double)random_below(random, 3);
    tier.max = 20 + (double)random_below(random, 300);
    tier.current = 3 + (double)random_below(random, 60);
    tier.multiple = chance(random, 0.3) ? 2 : (double)NAN;
    tier.boot = 30 * (double)(1 + random_below(random, 9));
    tier.batch = chance(random, 0.3) ? (double)(1 + random_below(random, 4)) : (double)NAN;
    tier.cache_hit = chance(random, 0.4) ? 0.7 : (double)NAN;
    if (chance(random, 0.4)) {
        tier.connections = 40;
        tier.duration = 0.1;
    }
    if (chance(random, 0.4)) {
        tier.max_connections = 300;
        tier.reserved_connections = 3;
    }
    if (chance(random, 0.4)) {
        tier.memory = 64e9;
        tier.memory_base = 16e9;
        tier.memory_per_connection = 200e6;
    }
    if (chance(random, 0.3)) {
        tier.iops = 3000;
        tier.io_per_request = 2;
    }
    if (chance(random, 0.3)) {
        tier.retry = 0.1;
        tier.retries = 2;
    }
    if (chance(random, 0.2)) {
        tier.storage = 500;
        tier.data = 3000;
    }
    return tier;
}

/// Every link goes from a tier to a later one, so that there is no cycle.
static void random_system(struct random *random, struct tier_graph *graph)
{
    static const double calls[] = {0.1, 0.5, 1, 2};
    size_t tiers = 2 + random_below(random, TIERS - 1), cycle;
    *graph = (struct tier_graph){0};
    for (size_t i = 0; i < tiers; i++)
        VEC_PUSH(graph->tier, graph->tiers, graph->tier_capacity, random_tier(random));
    for (size_t to = 1; to < tiers; to++)
        for (size_t from = 0; from < to; from++)
            if (chance(random, 0.4)) {
                struct tier_link link = {.from = from,
                                         .to = to,
                                         .calls = pick(random, calls, 4),
                                         .miss = chance(random, 0.4),
                                         .each = chance(random, 0.1),
                                         .pool = chance(random, 0.4) ? 5 : 0,
                                         .surge = chance(random, 0.5) ? 0.25 : 0};
                VEC_PUSH(graph->link, graph->links, graph->link_capacity, link);
            }
    ok(tier_graph_settle(graph, &cycle), "no cycle");
}

/// Requests that reach a tier over every path from the roots; those to each unit apart.
static double walk(const struct tier_graph *graph, size_t to, bool each)
{
    const struct tier *tier = &graph->tier[to];
    double sum = 0, tries = 1, part = 1;
    bool root = true;
    for (int k = 1; tier->retries >= k; k++)
        tries += part *= tier->retry;
    for (size_t k = 0; k < graph->links; k++) {
        const struct tier_link *link = &graph->link[k];
        if (link->to != to)
            continue;
        root = false;
        double miss = link->miss && graph->tier[link->from].cache_hit > 0
                          ? 1 - graph->tier[link->from].cache_hit
                          : 1;
        if (link->each == each)
            sum += walk(graph, link->from, false) * miss * link->calls * tries;
    }
    return root && !each ? 1 : sum;
}

/// Whether so many units carry it, each with its headroom: limit by limit, by what a unit gets.
static bool carries(const struct tier *tier, double units, double demand, double visits,
                    double each, double connections, double headroom)
{
    const double slack = 1 + 1e-9;
    double unit = units > 0 ? demand * visits * (1 + tier->imbalance) / units : 0;
    double get = (unit + demand * each) * (1 + headroom);
    if (units <= 0 && (demand * visits > 0 || connections > 0 || tier->data > 0))
        return false;
    if (get > tier->per_instance * slack || get * tier->io_per_request > tier->iops * slack)
        return false;
    if (units <= 0)
        return true;
    if (unit * (1 + headroom) * tier->duration > tier->connections * slack ||
        connections / units > (tier->max_connections - tier->reserved_connections) * slack ||
        connections / units * tier->memory_per_connection >
            (tier->memory - tier->memory_base) * slack)
        return false;
    return !(tier->data * (1 + tier->imbalance) / units > tier->storage * tier->fill * slack);
}

/// The fewest units, tried one after the other.
static double try_counts(const struct tier_graph *graph, size_t i, double demand,
                         const double *count)
{
    const struct tier *tier = &graph->tier[i];
    double connections = 0, units = 0;
    if (!tier_has_units(tier))
        return tier->current;
    for (size_t k = 0; k < graph->links; k++)
        if (graph->link[k].to == i && graph->link[k].pool > 0 &&
            isfinite(count[graph->link[k].from]))
            connections += ceil(count[graph->link[k].from] * (1 + graph->link[k].surge) - 1e-9) *
                           graph->link[k].pool;
    double visits = walk(graph, i, false), each = walk(graph, i, true);
    while (units < 20000 &&
           !carries(tier, units, demand, visits, each, connections, tier->headroom))
        units++;
    if (units >= 20000)
        return INFINITY;
    units += tier->spare;
    while (tier->multiple > 1 && fmod(units, tier->multiple) != 0)
        units++;
    return units;
}

static void test_counts(const struct tier_graph *graph, double demand)
{
    struct tier_need need[TIERS];
    size_t order[TIERS];
    struct system_need system;
    double count[TIERS];
    tier_needs_find(graph, demand, need, order, &system);
    for (size_t i = 0; i < graph->tiers; i++) {
        count[i] = try_counts(graph, i, demand, count);
        near(need[i].rate, demand * walk(graph, i, false), 1e-9 * demand, "rate");
        if (isinf(count[i]))
            ok(need[i].instances >= 20000, "no small number is enough");
        else
            near(need[i].instances, count[i], 0, "instances");
        if (isinf(count[i]) || need[i].instances >= 20000)
            return;
    }
}

/// Just below the breaking point all is carried, and just above it is not.
static void test_breaks(const struct tier_graph *graph, double demand)
{
    struct tier_need need[TIERS];
    size_t order[TIERS];
    struct system_need system;
    struct tier_need other[TIERS];
    tier_needs_find(graph, demand, need, order, &system);
    for (size_t i = 0; i < graph->tiers; i++) {
        double most = need[i].breaks_max;
        if (isfinite(most) && most > 0 && most < 1e5) {
            tier_needs_find(graph, most * (1 - 1e-7), other, order, &system);
            ok(other[i].instances <= graph->tier[i].max, "a little less fits into max");
            tier_needs_find(graph, most * (1 + 1e-7), other, order, &system);
            ok(!(other[i].instances <= graph->tier[i].max), "a little more does not");
        }
        double now = need[i].breaks_now, connections = 0;
        for (size_t k = 0; k < graph->links; k++)
            if (graph->link[k].to == i && graph->link[k].pool > 0)
                connections +=
                    ceil(graph->tier[graph->link[k].from].current * (1 + graph->link[k].surge) -
                         1e-9) *
                    graph->link[k].pool;
        double visits = walk(graph, i, false), each = walk(graph, i, true);
        if (isfinite(now) && now > 0)
            ok(carries(&graph->tier[i], graph->tier[i].current, now * (1 - 1e-7), visits, each,
                       connections, 0) &&
                   !carries(&graph->tier[i], graph->tier[i].current, now * (1 + 1e-7), visits, each,
                            connections, 0),
               "today's units break there");
    }
}

/// Callers grow after what they call; everything is ready when the last is.
static void test_order(const struct tier_graph *graph, double demand)
{
    struct tier_need need[TIERS];
    size_t order[TIERS], place[TIERS];
    struct system_need system;
    bool well = true;
    double last = 0;
    tier_needs_find(graph, demand, need, order, &system);
    for (size_t k = 0; k < graph->tiers; k++)
        place[order[k]] = k;
    for (size_t k = 0; k < graph->links; k++)
        well = well && place[graph->link[k].to] < place[graph->link[k].from] &&
               need[graph->link[k].from].start_s >= need[graph->link[k].to].ready_s;
    for (size_t i = 0; i < graph->tiers; i++)
        last = fmax(last, need[i].ready_s);
    ok(well, "callers wait for what they call");
    near(system.ready_s, last, 0, "all are ready");
}

static void test_cycle(void)
{
    struct tier_graph graph = {0};
    size_t cycle = 0, path[8];
    for (size_t i = 0; i < 4; i++)
        VEC_PUSH(graph.tier, graph.tiers, graph.tier_capacity, plain_tier());
    static const size_t ends[][2] = {{0, 1}, {1, 2}, {2, 1}, {2, 3}};
    for (size_t k = 0; k < 4; k++) {
        struct tier_link link = {.from = ends[k][0], .to = ends[k][1], .calls = 1};
        VEC_PUSH(graph.link, graph.links, graph.link_capacity, link);
    }
    ok(!tier_graph_settle(&graph, &cycle), "a cycle is found");
    ok(cycle == 1 || cycle == 2, "by a tier in it");
    is_int(tier_graph_cycle(&graph, cycle, path, 8), 2, "of two tiers");
    is_int(path[0], cycle, "which begins with that tier");
    is_int(path[1], 3 - cycle, "and goes through the other");
    tier_graph_release(&graph);
}

/// What goes to each unit fills it, however many there are.
static void test_replay(void)
{
    struct tier_graph graph = {0};
    struct tier_need need[2];
    size_t order[2], cycle;
    struct system_need system;
    struct tier tier = plain_tier();
    tier.per_instance = 1000;
    tier.headroom = 0.25;
    for (size_t i = 0; i < 2; i++)
        VEC_PUSH(graph.tier, graph.tiers, graph.tier_capacity, tier);
    struct tier_link link = {.from = 0, .to = 1, .calls = 1, .each = true};
    VEC_PUSH(graph.link, graph.links, graph.link_capacity, link);
    ok(tier_graph_settle(&graph, &cycle), "writer and replicas");
    tier_needs_find(&graph, 801, need, order, &system);
    is_int(need[1].bound, TIER_BOUND_REPLAY, "801 of 1000 / 1.25 fill each replica");
    ok(isinf(need[1].need) && system.over_max, "no number is enough");
    tier_needs_find(&graph, 799, need, order, &system);
    is_int(need[1].bound, TIER_BOUND_LIMIT, "799 do not");
    tier_graph_release(&graph);
}

int main(void)
{
    struct random random;
    random_seed(&random, 7, 0);
    for (int i = 0; i < SYSTEMS; i++) {
        struct tier_graph graph;
        double demand = 50 * (1 + (double)random_below(&random, 40));
        random_system(&random, &graph);
        test_counts(&graph, demand);
        test_breaks(&graph, demand);
        test_order(&graph, demand);
        tier_graph_release(&graph);
    }
    test_cycle();
    test_replay();
    return done();
}
