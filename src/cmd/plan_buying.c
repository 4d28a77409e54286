#include "cmd/plan_buying.h"

#include "answer/price_age.h"
#include "input/buying_lists.h"

#include <math.h>

int plan_purchases_read(const struct sizing_options *options, struct plan_purchases *purchases,
                        struct err *err)
{
    struct invocation *invocation = options->invocation;
    const bool types = option_given(invocation, OPT_CATALOGUE);
    const bool offers = option_given(invocation, OPT_OFFERS);
    if (option_given(invocation, OPT_TYPE) && !types)
        return err_set(err, ERR_USAGE,
                       "--type names the type of --catalogue that runs today: give that, too");
    if (option_given(invocation, OPT_OWNED) && !offers)
        return err_set(err, ERR_USAGE,
                       "--owned is beside what --offers would commit: give that, too");
    purchases->given = types || offers;
    if (types && type_rates_read(options, &purchases->rates, err) != 0)
        return -1;
    return buying_lists_read(invocation, &purchases->offers, &purchases->owned, err);
}

static int check(const struct plan_purchases *purchases, const struct invocation *invocation,
                 const struct capacity_plan *plan, bool several, struct err *err)
{
    if (option_given(invocation, OPT_OFFERS) && isnan(plan->in.sizing.price_hour))
        return err_set(err, ERR_USAGE,
                       "--offers is held against what an hour costs on demand: give --price, such "
                       "as 0.0832/h; it may also be the row price of --assume FILE");
    if (several && purchases->owned.owneds > 0)
        return err_set(err, ERR_USAGE,
                       "--owned is asked of one fleet, and the data have several: --only KEY names "
                       "the one meant");
    return 0;
}

/// The oldest price of what is recommended, and a price of today's type that is not the plan's.
static int note_types(const struct plan_purchases *purchases, struct invocation *invocation,
                      const struct capacity_plan *plan, instant end, struct err *err)
{
    struct price_age oldest = {.date = INSTANT_NONE};
    const struct instance_type *reference = purchases->rates.reference;
    const struct plan_type_cost *cheaper = plan_buying_cheaper(&purchases->buying);
    const double price = plan->in.sizing.price_hour;
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    type_rates_note(&purchases->rates, &invocation->notes);
    if (cheaper != NULL) {
        const struct instance_type *type = &purchases->rates.types.type[cheaper->type];
        price_age_add(&oldest, type->name, type->source, type->date);
    }
    price_age_note(&oldest, now == INSTANT_NONE ? end : now, &invocation->notes);
    if (reference != NULL && fabs(reference->price_hour - price) > 1e-9 * price)
        notes_add(&invocation->notes, NOTE_INFO, "type-price",
                  "the plan has %s at %.10g an hour, and the catalogue (%s) at %.10g: types are "
                  "held against what "
                  "the plan has",
                  reference->name, price, purchases->rates.types.file, reference->price_hour);
    return 0;
}

int plan_purchases_find(struct plan_purchases *purchases, const struct sizing_options *options,
                        const struct capacity_plan *plan, instant clock, bool several,
                        struct err *err)
{
    struct invocation *invocation = options->invocation;
    const struct demand_unit unit = {.unit = plan->in.history->unit,
                                     .name = plan->in.history->name};
    struct plan_market market = {0};
    if (check(purchases, invocation, plan, several, err) != 0)
        return -1;
    if (option_given(invocation, OPT_CATALOGUE)) {
        if (type_rates_settle(&purchases->rates, &plan->in.sizing, &unit, err) != 0)
            return -1;
        market.types = &purchases->rates.types;
        market.type_offer = purchases->rates.offer;
        market.rate_by = purchases->rates.rate_by;
        market.reference = purchases->rates.reference;
    }
    if (option_given(invocation, OPT_OFFERS)) {
        market.offers = &purchases->offers;
        market.owned =
            buying_owned_units(&purchases->owned, plan->in.as_of - clock, &invocation->notes);
    }
    if (plan_buying_make(plan, &market, &purchases->buying, &invocation->notes, err) != 0)
        return -1;
    purchases->finding = (struct cost_finding){.inquiry = &purchases->buying.inquiry,
                                               .answer = &purchases->buying.purchase,
                                               .name = plan->in.history->name,
                                               .start = plan->week[0].start,
                                               .end = plan->end,
                                               .demand = NAN,
                                               .marginal_1000 = NAN,
                                               .driver_rate = NAN};
    if (market.types != NULL &&
        note_types(purchases, invocation, plan, plan->in.as_of - clock, err) != 0)
        return -1;
    return market.offers == NULL
               ? 0
               : cost_note(&purchases->finding, plan->in.as_of - clock, invocation, err);
}

void plan_purchases_forget(struct plan_purchases *purchases)
{
    plan_buying_release(&purchases->buying);
    purchases->finding = (struct cost_finding){0};
}

void plan_purchases_release(struct plan_purchases *purchases)
{
    plan_purchases_forget(purchases);
    type_rates_release(&purchases->rates);
    offer_list_release(&purchases->offers);
    offer_list_release(&purchases->owned);
}
