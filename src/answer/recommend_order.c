#include "answer/recommend_order.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/vec.h"
#include "terms/tier_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The resources as tiers of which only the names count.
static void name_tiers(const struct advising *advising, struct tier_system *system)
{
    const struct series_set *set = &advising->input.set;
    struct tier_graph *graph = &system->graph;
    const char *path = option_text(advising->invocation, OPT_RESOURCES);
    system->list.path = path == NULL ? "the input" : invocation_escape(advising->invocation, path);
    for (size_t i = 0; i < set->count; i++) {
        const char *name = set->item[i].key == NULL ? set->item[i].name : set->item[i].key;
        const struct listed_resource resource = {.name = name};
        // A cache that answers nothing: what its misses are is in the demand of each resource.
        const struct tier tier = {.name = name, .share = 1};
        const struct tier_state state = {0};
        VEC_PUSH(system->list.item, system->list.count, system->list.capacity, resource);
        VEC_PUSH(graph->tier, graph->tiers, graph->tier_capacity, tier);
        VEC_PUSH(system->state, system->states, system->state_capacity, state);
    }
}

static struct resource_answer *answer_of(const struct advising *advising, const char *name)
{
    for (size_t i = 0; i < advising->answers; i++)
        if (strcmp(advising->answer[i].name, name) == 0)
            return &advising->answer[i];
    return NULL;
}

/// Moves each resource behind those that it calls; callers come last.
static void move_all(struct advising *advising, const struct tier_graph *graph, struct str *order)
{
    double *ready = mem_alloc(graph->tiers + 1, sizeof *ready);
    char text[UNIT_NAME_MAX];
    for (size_t at = graph->tiers; at-- > 0;) {
        size_t i = graph->order[at];
        struct resource_answer *answer = answer_of(advising, graph->tier[i].name);
        for (size_t k = graph->first_out[i]; k < graph->first_out[i + 1]; k++)
            ready[i] = fmax(ready[i], ready[graph->link[graph->out[k]].to]);
        if (answer == NULL || !(answer->what.delta > 0))
            continue;
        recommend_after(&answer->what, ready[i]);
        ready[i] = answer->what.ready_in_s;
        answer->reason = recommend_reason(&advising->invocation->arena, answer);
        str_appendf(order, "%s%s (%s)", order->length == 0 ? "" : ", ", answer->name,
                    duration_format(text, ready[i]));
    }
    free(ready);
}

int recommend_order(struct advising *advising, const char **words, struct err *err)
{
    struct tier_system system = {0};
    struct str order = {0};
    const char *path = option_text(advising->invocation, OPT_LINKS);
    *words = NULL;
    if (path == NULL)
        return 0;
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    name_tiers(advising, &system);
    int status = tier_links_read(&advising->options, source, &system, err);
    byte_source_close(source);
    if (status == 0) {
        move_all(advising, &system.graph, &order);
        if (order.length > 0)
            *words = arena_strdup(&advising->invocation->arena, str_text(&order));
    }
    str_release(&order);
    tier_system_release(&system);
    return status;
}
