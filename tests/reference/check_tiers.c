// The reference tables of systems of tiers: what each tier needs, what breaks, in which order it
// grows.
#include "base/memory.h"
#include "base/unit.h"
#include "base/vec.h"
#include "reference/check_reference.h"
#include "sizing/tier_needs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIERS_MAX = 32, NAME_MAX_LENGTH = 32 };

static char name[TIERS_MAX][NAME_MAX_LENGTH];

static const struct {
    const char *column;
    size_t offset;
    enum dimension dimension;
} terms[] = {
    {"per_instance", offsetof(struct tier, per_instance), DIMENSION_RATE},
    {"connections", offsetof(struct tier, connections), DIMENSION_COUNT},
    {"duration", offsetof(struct tier, duration), DIMENSION_DURATION},
    {"max_connections", offsetof(struct tier, max_connections), DIMENSION_COUNT},
    {"reserved_connections", offsetof(struct tier, reserved_connections), DIMENSION_COUNT},
    {"memory", offsetof(struct tier, memory), DIMENSION_BYTES},
    {"memory_base", offsetof(struct tier, memory_base), DIMENSION_BYTES},
    {"memory_per_connection", offsetof(struct tier, memory_per_connection), DIMENSION_BYTES},
    {"memory_per_request", offsetof(struct tier, memory_per_request), DIMENSION_BYTES},
    {"storage", offsetof(struct tier, storage), DIMENSION_BYTES},
    {"data", offsetof(struct tier, data), DIMENSION_BYTES},
    {"fill", offsetof(struct tier, fill), DIMENSION_RATIO},
    {"iops", offsetof(struct tier, iops), DIMENSION_COUNT},
    {"io_per_request", offsetof(struct tier, io_per_request), DIMENSION_COUNT},
    {"bandwidth_mbit", offsetof(struct tier, bandwidth), DIMENSION_COUNT},
    {"bytes_per_request", offsetof(struct tier, bytes_per_request), DIMENSION_BYTES},
    {"cache_hit", offsetof(struct tier, cache_hit), DIMENSION_RATIO},
    {"share", offsetof(struct tier, share), DIMENSION_RATIO},
    {"retry", offsetof(struct tier, retry), DIMENSION_RATIO},
    {"retries", offsetof(struct tier, retries), DIMENSION_COUNT},
    {"headroom", offsetof(struct tier, headroom), DIMENSION_RATIO},
    {"spare", offsetof(struct tier, spare), DIMENSION_COUNT},
    {"zones", offsetof(struct tier, zones), DIMENSION_COUNT},
    {"min", offsetof(struct tier, min), DIMENSION_COUNT},
    {"max", offsetof(struct tier, max), DIMENSION_COUNT},
    {"multiple", offsetof(struct tier, multiple), DIMENSION_COUNT},
    {"current", offsetof(struct tier, current), DIMENSION_COUNT},
    {"price", offsetof(struct tier, price), DIMENSION_MONEY_RATE},
    {"boot", offsetof(struct tier, boot), DIMENSION_DURATION},
    {"batch", offsetof(struct tier, batch), DIMENSION_COUNT},
};

/// A cell with its unit; NaN where the column or the cell is not there.
static double quantity(struct reference_table *table, const char *column, enum dimension dimension)
{
    struct quantity value;
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->column[i], column) == 0 && table->cell[i][0] != '\0')
            return quantity_parse(column, table->cell[i], dimension, 730, &value, NULL) == 0
                       ? value.value
                       : (double)NAN;
    return (double)NAN;
}

static size_t number_of(const struct tier_graph *graph, const char *tier)
{
    size_t i = 0;
    while (i < graph->tiers && strcmp(graph->tier[i].name, tier) != 0)
        i++;
    return i;
}

static void add_tier(struct reference_table *rows, struct tier_graph *graph)
{
    struct tier tier;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        *(double *)(void *)((char *)&tier + terms[i].offset) =
            quantity(rows, terms[i].column, terms[i].dimension);
    snprintf(name[graph->tiers], NAME_MAX_LENGTH, "%s", reference_text(rows, "tier"));
    tier.name = name[graph->tiers];
    tier.fill = isnan(tier.fill) ? 0.8 : tier.fill;
    tier.bandwidth *= 1e6 / 8;
    tier.throttle = tier.quota = (double)NAN;
    tier.imbalance = 0;
    tier.spare_zone = false;
    VEC_PUSH(graph->tier, graph->tiers, graph->tier_capacity, tier);
}

static double number_or(struct reference_table *rows, const char *column, double otherwise)
{
    double value = quantity(rows, column, DIMENSION_UNKNOWN);
    return isnan(value) ? otherwise : value;
}

static bool read_graph(struct reference_table *table, struct tier_graph *graph)
{
    struct reference_table rows;
    char file[128];
    size_t cycle;
    snprintf(file, sizeof file, "cost/inputs/graphs/%s-tiers.csv", reference_text(table, "graph"));
    if (!reference_open(&rows, table->folder, file))
        return false;
    while (reference_next(&rows) && graph->tiers < TIERS_MAX)
        add_tier(&rows, graph);
    reference_close(&rows);
    snprintf(file, sizeof file, "cost/inputs/graphs/%s-links.csv", reference_text(table, "graph"));
    if (!reference_open(&rows, table->folder, file))
        return false;
    while (reference_next(&rows)) {
        struct tier_link link = {
            .from = number_of(graph, reference_text(&rows, "from")),
            .to = number_of(graph, reference_text(&rows, "to")),
            .calls = number_or(&rows, "calls", 1),
            .miss = strcmp(reference_text(&rows, "on"), "miss") == 0,
            .each = number_or(&rows, "each", 0) > 0,
            .pool = number_or(&rows, "pool", 0),
            .surge = number_or(&rows, "surge", 0),
        };
        VEC_PUSH(graph->link, graph->links, graph->link_capacity, link);
    }
    reference_close(&rows);
    return tier_graph_settle(graph, &cycle);
}

/// What is infinite is missing in the tables.
static double shown(double value)
{
    return isinf(value) ? (double)NAN : value;
}

/// The tables call the throughput a rate.
static const char *limit_called(enum tier_limit limit)
{
    return limit == TIER_THROUGHPUT ? "rate" : tier_limit_name(limit);
}

static const char *bound_called(const struct tier_need *need)
{
    return need->bound == TIER_BOUND_MIN      ? "min"
           : need->bound == TIER_BOUND_REPLAY ? "replay"
                                              : limit_called(need->limit);
}

static void check_text(struct tally *tally, const char *what, const char *got, const char *want)
{
    if (strcmp(got, want) == 0)
        return;
    printf("# %s:%zu: %s is %s, not %s\n", tally->table, tally->line, what, got, want);
    tally->row_failed = true;
}

static void check_tier_row(struct reference_table *table, struct tally *tally,
                           const struct tier_need *need)
{
    const struct {
        const char *column;
        double got;
    } values[] = {
        {"rate_shared", need->rate},
        {"rate_each", need->rate_each},
        {"connections_in", need->connections_in},
        {"need", shown(need->need)},
        {"instances", shown(need->instances)},
        {"over_max", need->over_max},
        {"utilization", need->utilization},
        {"cost_hour", shown(need->cost_hour)},
        {"breaks_now", shown(need->breaks_now)},
        {"breaks_max", shown(need->breaks_max)},
        {"wave_out", need->wave},
        {"start_s", need->start_s},
        {"ready_s", need->ready_s},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        tally_near(tally, values[i].column, values[i].got,
                   reference_number(table, values[i].column), 1e-8);
    check_text(tally, "ceiling", limit_called(need->limit), reference_text(table, "ceiling"));
    check_text(tally, "bound_by", bound_called(need), reference_text(table, "bound_by"));
}

void check_tiers(struct reference_table *table, struct tally *tally)
{
    struct tier_graph graph = {0};
    struct tier_need need[TIERS_MAX];
    size_t order[TIERS_MAX];
    struct system_need system;
    if (!read_graph(table, &graph)) {
        table->broken = true;
    } else {
        tier_needs_find(&graph, reference_number(table, "demand"), need, order, &system);
        check_tier_row(table, tally, &need[number_of(&graph, reference_text(table, "tier"))]);
    }
    tier_graph_release(&graph);
}

static const char *named(const struct tier_graph *graph, size_t tier)
{
    return tier < graph->tiers ? graph->tier[tier].name : "";
}

void check_tiers_system(struct reference_table *table, struct tally *tally)
{
    struct tier_graph graph = {0};
    struct tier_need need[TIERS_MAX];
    size_t order[TIERS_MAX];
    struct system_need system;
    char words[TIERS_MAX * NAME_MAX_LENGTH] = "";
    if (!read_graph(table, &graph)) {
        table->broken = true;
        tier_graph_release(&graph);
        return;
    }
    tier_needs_find(&graph, reference_number(table, "demand"), need, order, &system);
    for (size_t i = 0; i < graph.tiers; i++) {
        strcat(words, i == 0 ? "" : " ");
        strcat(words, graph.tier[order[i]].name);
    }
    check_text(tally, "order_out", words, reference_text(table, "order_out"));
    check_text(tally, "bottleneck_now", named(&graph, system.bottleneck_now),
               reference_text(table, "bottleneck_now"));
    check_text(tally, "bottleneck_max", named(&graph, system.bottleneck_max),
               reference_text(table, "bottleneck_max"));
    tally_near(tally, "breaks_now", shown(system.breaks_now), reference_number(table, "breaks_now"),
               1e-8);
    tally_near(tally, "breaks_max", shown(system.breaks_max), reference_number(table, "breaks_max"),
               1e-8);
    tally_near(tally, "cost_hour", shown(system.cost_hour), reference_number(table, "cost_hour"),
               1e-8);
    tally_near(tally, "ready_s", system.ready_s, reference_number(table, "ready_s"), 1e-8);
    tier_graph_release(&graph);
}
