// What else a plan's fleet could be bought as: the plan solved with each type of a catalogue, and
// its fleet week by week under each offer.
#ifndef HEADROOM_ADVISE_PLAN_BUYING_H
#define HEADROOM_ADVISE_PLAN_BUYING_H

#include "advise/capacity_plan.h"
#include "advise/purchase.h"
#include "service/instance_types.h"
#include "sizing/type_choice.h"

/// What there is to buy.
struct plan_market {
    const struct instance_types *types;    ///< NULL: no catalogue
    const struct type_offer *type_offer;   ///< what one of each takes
    const enum bound_by *rate_by;          ///< what limits one of each
    const struct instance_type *reference; ///< that runs today; NULL: none is named
    const struct offer_list *offers;       ///< NULL: none
    double owned;                          ///< units that are committed already
};

/// The plan with all its instances of one type.
struct plan_type_cost {
    size_t type;       ///< its place in the catalogue
    double most;       ///< instances in the largest week
    double at_end;     ///< in the last week
    double cost;       ///< of the horizon
    double cost_month; ///< at the rate of the largest week
    bool fits;         ///< max, and how many there may be of it
    bool over_budget;
};

/// Release with plan_buying_release.
struct plan_buying {
    struct plan_market market;
    struct plan_type_cost *type; ///< those that fit by their cost, then the others
    size_t types;                ///< 0: no catalogue
    double today_cost;           ///< of the horizon by the plan's price, or that of the reference
    struct fleet_use use;        ///< of the plan's fleet, week by week
    struct purchase_inquiry inquiry;
    struct purchase_answer purchase; ///< no options: no offers
};

/// Solves it. Without a price of the plan no offers are weighed. Errors: those of purchase_weigh.
int plan_buying_make(const struct capacity_plan *plan, const struct plan_market *market,
                     struct plan_buying *buying, struct notes *notes, struct err *err);

/// The cheapest type of all, where it costs less than what runs today; NULL: none does.
const struct plan_type_cost *plan_buying_cheaper(const struct plan_buying *buying);

/// The cheapest way to buy the fleet, where it is a commitment; NULL: none saves.
const struct purchase_option *plan_buying_commitment(const struct plan_buying *buying);

/// What an hour costs of `instances` under a commitment, what is owned left aside.
double plan_buying_hour(const struct plan_buying *buying, const struct purchase_option *option,
                        double instances);

void plan_buying_release(struct plan_buying *buying);

#endif
