// What to buy for a fleet of several types: a savings plan that serves all of them, reservations of
// each, both.
#ifndef HEADROOM_ADVISE_PURCHASE_TYPES_H
#define HEADROOM_ADVISE_PURCHASE_TYPES_H

#include "service/offers.h"
#include "sizing/savings_plan.h"

/// A fleet by type, with the cheapest plan and the cheapest reservation among the offers that are a
/// discount on each type's own price and bind for at most a year.
struct types_inquiry {
    const char *const *name; ///< [fleet.types]
    struct plan_fleet fleet;
    const struct offer *plan;        ///< NULL: none is offered
    const struct offer *reservation; ///< NULL: none is offered
};

enum types_way { TYPES_ON_DEMAND, TYPES_PLAN, TYPES_RESERVATIONS, TYPES_BOTH, TYPES_WAYS };

/// Release with types_answer_release.
struct types_answer {
    struct plan_choice choice[TYPES_WAYS]; ///< without the offer that a way takes, its cost is NaN
    enum types_way chosen;
};

/// "on demand", "plan", "reservations", "both".
const char *types_way_name(enum types_way way);

/// Picks plan and reservation from the offers; those with an hourly price, which is that of one
/// type, and those of more than a year are noted and left out.
void types_pick_offers(const struct offer_list *list, struct types_inquiry *inquiry,
                       struct notes *notes);

/// The price of an hour of a type under an offer that is a discount: what is paid at the start of
/// it is spread, too.
double types_price(const struct offer *offer, double on_demand, double hours_per_month);

void types_weigh(const struct types_inquiry *inquiry, struct types_answer *answer);

void types_answer_release(struct types_answer *answer);

#endif
