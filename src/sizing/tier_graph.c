#include "sizing/tier_graph.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static const char *const limit_name[TIER_LIMITS] = {
    [TIER_THROUGHPUT] = "throughput",
    [TIER_CONCURRENCY] = "concurrency",
    [TIER_CONNECTIONS] = "connections",
    [TIER_MEMORY] = "memory",
    [TIER_STORAGE] = "storage",
    [TIER_IOPS] = "iops",
    [TIER_BANDWIDTH] = "bandwidth",
    [TIER_THROTTLE] = "throttle",
    [TIER_QUOTA] = "quota",
};

const char *tier_limit_name(enum tier_limit limit)
{
    return limit_name[limit];
}

bool tier_is_root(const struct tier_graph *graph, size_t tier)
{
    return graph->first_in[tier] == graph->first_in[tier + 1];
}

bool tier_has_units(const struct tier *tier)
{
    return !isnan(tier->per_instance) || !isnan(tier->connections) ||
           !isnan(tier->max_connections) || !isnan(tier->memory) || !isnan(tier->storage) ||
           !isnan(tier->iops) || !isnan(tier->bandwidth);
}

/// Links by one of their ends, in the order of the file.
static void index_links(const struct tier_graph *graph, bool by_from, size_t *first, size_t *index)
{
    for (size_t i = 0; i <= graph->tiers; i++)
        first[i] = 0;
    for (size_t i = 0; i < graph->links; i++)
        first[(by_from ? graph->link[i].from : graph->link[i].to) + 1]++;
    for (size_t i = 0; i < graph->tiers; i++)
        first[i + 1] += first[i];
    size_t *next = mem_alloc(graph->tiers + 1, sizeof *next);
    for (size_t i = 0; i < graph->tiers; i++)
        next[i] = first[i];
    for (size_t i = 0; i < graph->links; i++)
        index[next[by_from ? graph->link[i].from : graph->link[i].to]++] = i;
    free(next);
}

/// Kahn's algorithm, first in first out. Returns how many tiers it could order: all, unless there
/// is a cycle; *waiting gets the calls that each of the rest still waits for.
static size_t order_tiers(struct tier_graph *graph, size_t *waiting)
{
    size_t ordered = 0;
    for (size_t i = 0; i < graph->tiers; i++) {
        waiting[i] = graph->first_in[i + 1] - graph->first_in[i];
        if (waiting[i] == 0)
            graph->order[ordered++] = i;
    }
    for (size_t at = 0; at < ordered; at++) {
        size_t from = graph->order[at];
        for (size_t k = graph->first_out[from]; k < graph->first_out[from + 1]; k++) {
            size_t to = graph->link[graph->out[k]].to;
            if (--waiting[to] == 0)
                graph->order[ordered++] = to;
        }
    }
    return ordered;
}

/// A tier that waits has a caller that waits: going from caller to caller ends up in a cycle.
static size_t in_cycle(const struct tier_graph *graph, const size_t *waiting)
{
    size_t at = 0;
    while (waiting[at] == 0)
        at++;
    for (size_t step = 0; step < graph->tiers; step++) {
        size_t k = graph->first_in[at];
        while (waiting[graph->link[graph->in[k]].from] == 0)
            k++;
        at = graph->link[graph->in[k]].from;
    }
    return at;
}

size_t tier_graph_cycle(const struct tier_graph *graph, size_t start, size_t *path, size_t most)
{
    // Breadth first from `start` back to it: the shortest cycle through it.
    size_t *before = mem_alloc(graph->tiers, sizeof *before);
    size_t *queue = mem_alloc(graph->tiers, sizeof *queue);
    size_t last = SIZE_MAX, queued = 0, length = 0;
    for (size_t i = 0; i < graph->tiers; i++)
        before[i] = SIZE_MAX;
    queue[queued++] = start;
    for (size_t at = 0; at < queued && last == SIZE_MAX; at++)
        for (size_t k = graph->first_out[queue[at]]; k < graph->first_out[queue[at] + 1]; k++) {
            size_t to = graph->link[graph->out[k]].to;
            if (to == start) {
                last = queue[at];
                break;
            }
            if (before[to] == SIZE_MAX) {
                before[to] = queue[at];
                queue[queued++] = to;
            }
        }
    for (size_t at = last; at != SIZE_MAX; at = at == start ? SIZE_MAX : before[at])
        queue[length++] = at;
    if (length > most)
        length = most;
    for (size_t i = 0; i < length; i++)
        path[i] = queue[length - 1 - i];
    free(before);
    free(queue);
    return length;
}

/// Attempts for each call: the first, and one more for each that failed before it.
static double attempts(const struct tier *tier, bool failing)
{
    double more = isnan(tier->retries) ? 0 : tier->retries;
    double fail = failing ? 1 : isnan(tier->retry) ? 0 : tier->retry;
    if (fail >= 1)
        return more + 1;
    return (1 - pow(fail, more + 1)) / (1 - fail);
}

void tier_graph_flow(const struct tier_graph *graph, const struct tier_flow_case *what,
                     double *visits, double *each)
{
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t to = graph->order[at];
        const struct tier *tier = &graph->tier[to];
        double shared = 0, whole = 0, tries = attempts(tier, what->failing);
        if (tier_is_root(graph, to))
            shared = isnan(tier->share) ? 1 : tier->share;
        for (size_t k = graph->first_in[to]; k < graph->first_in[to + 1]; k++) {
            const struct tier_link *link = &graph->link[graph->in[k]];
            const struct tier *from = &graph->tier[link->from];
            bool cold = link->from == what->cold || isnan(from->cache_hit);
            double let = link->miss && !cold ? 1 - from->cache_hit : 1;
            *(link->each ? &whole : &shared) += visits[link->from] * let * link->calls * tries;
        }
        visits[to] = shared;
        if (each != NULL)
            each[to] = whole;
    }
}

bool tier_graph_settle(struct tier_graph *graph, size_t *cycle)
{
    const struct tier_flow_case usual = {.cold = SIZE_MAX};
    const size_t tiers = graph->tiers, links = graph->links;
    graph->order = mem_alloc(tiers + 1, sizeof *graph->order);
    graph->first_in = mem_alloc(tiers + 1, sizeof *graph->first_in);
    graph->first_out = mem_alloc(tiers + 1, sizeof *graph->first_out);
    graph->in = mem_alloc(links + 1, sizeof *graph->in);
    graph->out = mem_alloc(links + 1, sizeof *graph->out);
    graph->visits = mem_alloc(tiers + 1, sizeof *graph->visits);
    graph->visits_each = mem_alloc(tiers + 1, sizeof *graph->visits_each);
    index_links(graph, false, graph->first_in, graph->in);
    index_links(graph, true, graph->first_out, graph->out);
    size_t *waiting = mem_alloc(tiers + 1, sizeof *waiting);
    bool ordered = order_tiers(graph, waiting) == tiers;
    if (ordered)
        tier_graph_flow(graph, &usual, graph->visits, graph->visits_each);
    else
        *cycle = in_cycle(graph, waiting);
    free(waiting);
    return ordered;
}

void tier_graph_release(struct tier_graph *graph)
{
    free(graph->tier);
    free(graph->link);
    free(graph->order);
    free(graph->first_in);
    free(graph->first_out);
    free(graph->in);
    free(graph->out);
    free(graph->visits);
    free(graph->visits_each);
    *graph = (struct tier_graph){0};
}
