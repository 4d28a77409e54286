#include "sizing/tiers_finding.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/// Counts beyond this are slips of units and digits.
static const double most_units = 1e7;

int tiers_find(struct tiers_finding *finding, struct err *err)
{
    const struct tier_graph *graph = finding->graph;
    finding->need = mem_alloc(graph->tiers + 1, sizeof *finding->need);
    finding->order = mem_alloc(graph->tiers + 1, sizeof *finding->order);
    tier_needs_find(graph, finding->demand, finding->need, finding->order, &finding->system);
    for (size_t i = 0; i < graph->tiers; i++)
        if (finding->need[i].instances > most_units && !isinf(finding->need[i].instances))
            return err_set(err, ERR_DATA,
                           "%s needs %.10g units, more than 10 million: look at the units of its "
                           "%s and of the demand",
                           graph->tier[i].name, finding->need[i].instances,
                           tier_limit_name(finding->need[i].limit));
    tier_states_find(graph, finding->state, finding->need, finding->demand, &finding->figures);
    return 0;
}

void tiers_finding_release(struct tiers_finding *finding)
{
    free(finding->figures.figure);
    finding->figures = (struct tier_figures){0};
    free(finding->need);
    free(finding->order);
    finding->need = NULL;
    finding->order = NULL;
}
