#include "input/plan_tiers.h"

#include <math.h>
#include <string.h>

int plan_tiers_read(struct invocation *invocation, struct plan_tiers *tiers, struct err *err)
{
    tiers->given = option_given(invocation, OPT_TIERS);
    if (!tiers->given && option_given(invocation, OPT_LINKS))
        return err_set(err, ERR_USAGE, "--links says who calls whom in --tiers: give that, too");
    if (!tiers->given)
        return 0;
    tiers->options =
        (struct sizing_options){.invocation = invocation, .automatic = NAN, .files_only = true};
    return tier_system_read(&tiers->options, &tiers->system, err);
}

int plan_tiers_find(struct plan_tiers *tiers, const struct capacity_plan *plan, struct err *err)
{
    const struct unit *unit = &plan->in.history->unit;
    const double demand = plan->week[plan->busiest].row.demand;
    if (unit->dimension != DIMENSION_RATE && unit->name[0] != '\0')
        return err_set(
            err, ERR_USAGE,
            "--tiers plans for requests a second, and %s is in %s: --per 1s makes a rate "
            "of counts",
            plan->in.history->name, unit->name);
    tiers->finding = (struct tiers_finding){
        .graph = &tiers->system.graph,
        .state = tiers->system.state,
        .demand = unit->dimension == DIMENSION_RATE ? demand * unit->scale : demand,
        .hours_per_month = tiers->options.invocation->hours_per_month,
        .budget_month = (double)NAN,
    };
    tier_states_settle(&tiers->system.graph, tiers->system.state, tiers->finding.demand);
    return tiers_find(&tiers->finding, err);
}

void plan_tiers_release(struct plan_tiers *tiers)
{
    tiers_finding_release(&tiers->finding);
    tier_system_release(&tiers->system);
    sizing_options_release(&tiers->options);
}
