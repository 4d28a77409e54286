// Links between tiers: what is read is a graph in which callers come first, what is not is told.
#include "base/vec.h"
#include "terms/tier_list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_tier(struct tier_system *system, const char *name)
{
    struct tier_graph *graph = &system->graph;
    const struct listed_resource resource = {.name = name};
    const struct tier tier = {.name = name, .share = 1};
    const struct tier_state state = {0};
    VEC_PUSH(system->list.item, system->list.count, system->list.capacity, resource);
    VEC_PUSH(graph->tier, graph->tiers, graph->tier_capacity, tier);
    VEC_PUSH(system->state, system->states, system->state_capacity, state);
}

/// Whether every caller stands before what it calls.
static bool is_ordered(const struct tier_graph *graph)
{
    size_t place[3] = {0};
    for (size_t i = 0; i < graph->tiers; i++)
        place[graph->order[i]] = i;
    for (size_t k = 0; k < graph->links; k++)
        if (place[graph->link[k].from] >= place[graph->link[k].to])
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct invocation invocation = {0};
    struct sizing_options options = {.invocation = &invocation};
    struct tier_system system = {.list = {.path = "tiers.csv"}};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    add_tier(&system, "web");
    add_tier(&system, "cache");
    add_tier(&system, "db");
    int result = tier_links_read(&options, source, &system, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0') || (result == 0 && !is_ordered(&system.graph)))
        abort();
    tier_system_release(&system);
    sizing_options_release(&options);
    notes_release(&invocation.notes);
    return 0;
}
