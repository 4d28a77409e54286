#include "sizing/tier_storms.h"

#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// Less than this is no storm.
static const double least_growth = 1.001;

/// The demand up to which today's units of the tier, else those it needs, take what `storm` brings.
static double stands_until(const struct tier_graph *storm, const struct tier_need *need,
                           size_t tier)
{
    double today = storm->tier[tier].current;
    double units = isnan(today) ? need[tier].instances : today;
    if (isnan(units) || isinf(units))
        return (double)NAN;
    return tier_capacity(storm, tier, units, need[tier].connections_in, 0, NULL);
}

static bool find_storm(const struct tier_graph *graph, const struct tier_need *need,
                       const struct tier_flow_case *what, double demand, struct tier_storm *storm)
{
    struct tier_graph then = *graph;
    then.visits = mem_alloc(graph->tiers + 1, sizeof *then.visits);
    then.visits_each = mem_alloc(graph->tiers + 1, sizeof *then.visits_each);
    tier_graph_flow(graph, what, then.visits, then.visits_each);
    storm->hit = SIZE_MAX;
    storm->times = least_growth;
    for (size_t at = 0; at < graph->tiers; at++) {
        size_t i = graph->order[at];
        double usual = graph->visits[i], now = then.visits[i];
        double times = usual > 0 ? now / usual : now > 0 ? INFINITY : 0;
        if (!(times > storm->times * (1 + 1e-9)))
            continue;
        storm->hit = i;
        storm->times = times;
        storm->rate = now * demand;
        storm->stands = stands_until(&then, need, i);
    }
    free(then.visits);
    free(then.visits_each);
    return storm->hit != SIZE_MAX;
}

bool tier_flush_storm(const struct tier_graph *graph, const struct tier_need *need, size_t tier,
                      double demand, struct tier_storm *storm)
{
    const struct tier_flow_case what = {.cold = tier};
    *storm = (struct tier_storm){.kind = STORM_FLUSH, .cause = tier};
    return find_storm(graph, need, &what, demand, storm);
}

bool tier_retry_storm(const struct tier_graph *graph, const struct tier_need *need, double demand,
                      struct tier_storm *storm)
{
    const struct tier_flow_case what = {.cold = SIZE_MAX, .failing = true};
    *storm = (struct tier_storm){.kind = STORM_RETRY};
    if (!find_storm(graph, need, &what, demand, storm))
        return false;
    storm->cause = storm->hit;
    return true;
}
