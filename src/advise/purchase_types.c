#include "advise/purchase_types.h"

#include "base/memory.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const double year_months = 12 * 1.01;

static const char *const ways[TYPES_WAYS] = {"on demand", "plan", "reservations", "both"};

const char *types_way_name(enum types_way way)
{
    return ways[way];
}

double types_price(const struct offer *offer, double on_demand, double hours_per_month)
{
    return offer == NULL ? (double)NAN : offer_effective_hour(offer, on_demand, hours_per_month);
}

void types_pick_offers(const struct offer_list *list, struct types_inquiry *inquiry,
                       struct notes *notes)
{
    inquiry->plan = inquiry->reservation = NULL;
    for (size_t i = 0; i < list->offers; i++) {
        const struct offer *offer = &list->offer[i];
        if (offer->kind == OFFER_SPOT)
            continue;
        if (isnan(offer->discount) || offer->upfront > 0 || offer->term_months > year_months) {
            notes_add(notes, NOTE_INFO, "types-offer",
                      "%s:%zu: %s is left out: of several types an offer counts that is a discount "
                      "on each "
                      "one's price and binds for a year at most",
                      list->file, offer->line, offer->name);
            continue;
        }
        const struct offer **best =
            offer->kind == OFFER_PLAN ? &inquiry->plan : &inquiry->reservation;
        if (offer->discount > 0 && (*best == NULL || offer->discount > (*best)->discount))
            *best = offer;
    }
}

static struct plan_choice nothing(const struct plan_fleet *fleet)
{
    return (struct plan_choice){.reserved = mem_alloc(fleet->types, sizeof(double)),
                                .cost = (double)NAN};
}

void types_weigh(const struct types_inquiry *inquiry, struct types_answer *answer)
{
    const struct plan_fleet *fleet = &inquiry->fleet;
    const bool plan = inquiry->plan != NULL, reservation = inquiry->reservation != NULL;
    for (size_t way = 0; way < TYPES_WAYS; way++)
        answer->choice[way] = nothing(fleet);
    plan_cost(fleet, &answer->choice[TYPES_ON_DEMAND]);
    if (plan) {
        plan_choice_release(&answer->choice[TYPES_PLAN]);
        savings_plan_best(fleet, &answer->choice[TYPES_PLAN]);
    }
    if (reservation)
        reservations_best(fleet, &answer->choice[TYPES_RESERVATIONS]);
    if (plan && reservation) {
        plan_choice_release(&answer->choice[TYPES_BOTH]);
        plan_and_reservations_best(fleet, &answer->choice[TYPES_BOTH]);
    }
    answer->chosen = TYPES_ON_DEMAND;
    for (size_t way = 1; way < TYPES_WAYS; way++)
        if (answer->choice[way].cost < answer->choice[answer->chosen].cost * (1 - 1e-12))
            answer->chosen = (enum types_way)way;
}

void types_answer_release(struct types_answer *answer)
{
    for (size_t way = 0; way < TYPES_WAYS; way++)
        plan_choice_release(&answer->choice[way]);
}
