// What a plan may be bought as: --catalogue, --offers and --owned.
#ifndef HEADROOM_CMD_PLAN_BUYING_H
#define HEADROOM_CMD_PLAN_BUYING_H

#include "advise/plan_buying.h"
#include "answer/cost_answer.h"
#include "input/type_rates.h"

/// Zero-initialise; release with plan_purchases_release.
struct plan_purchases {
    bool given; ///< a catalogue, or offers
    struct type_rates rates;
    struct offer_list offers, owned;
    // Of the latest series.
    struct plan_buying buying;
    struct cost_finding finding; ///< of its offers
};

/// Reads the files. Errors: those of the files; --owned or --type without what they are about;
/// --owned of a fleet where there are several.
int plan_purchases_read(const struct sizing_options *options, struct plan_purchases *purchases,
                        struct err *err);

/// Weighs what there is for the plan of one series of several or not. Errors: no price to hold
/// offers against; those of type_rates_settle and plan_buying_make.
int plan_purchases_find(struct plan_purchases *purchases, const struct sizing_options *options,
                        const struct capacity_plan *plan, instant clock, bool several,
                        struct err *err);

/// Forgets what was found for the latest series.
void plan_purchases_forget(struct plan_purchases *purchases);

void plan_purchases_release(struct plan_purchases *purchases);

#endif
