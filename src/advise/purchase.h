// What to buy for a fleet: the peak on demand, following it on demand, commitments by each offer,
// with spot or without, one and three years together.
#ifndef HEADROOM_ADVISE_PURCHASE_H
#define HEADROOM_ADVISE_PURCHASE_H

#include "service/offers.h"
#include "service/payback.h"
#include "sizing/purchase_mix.h"
#include "sizing/purchase_terms.h"

#include <stdbool.h>

enum purchase_way {
    PURCHASE_FIXED_PEAK, ///< as many as the peak takes, at all times
    PURCHASE_ON_DEMAND,  ///< as many as are needed
    PURCHASE_SPOT,       ///< the same, as many of them spot as may be
    PURCHASE_OFFER,      ///< the best level of one offer
    PURCHASE_OFFER_SPOT, ///< the same beside spot
    PURCHASE_YOURS,      ///< the level of --commit by one offer
    PURCHASE_EXPECTED, ///< a year's and a longer offer together, least expected cost over the years
                       ///< to come
    PURCHASE_REGRET,   ///< the same, least largest regret
};

/// How the fleet may grow: its size in the second and third year as a multiple of the first.
struct purchase_growth {
    double factor[PURCHASE_YEARS];
};

/// What is asked. `use` is over `paths` equally likely courses, `path` holds each.
struct purchase_inquiry {
    double price; ///< of an hour on demand
    double hours_per_month;
    double budget_month; ///< NaN: none
    double owned;
    double least_use;
    double commit; ///< the asker's own level; NaN: none
    const struct offer_list *offers;
    struct spot_rule spot;
    const struct fleet_use *use;
    const double *const *path; ///< instances of each course
    const double *step_hours;  ///< of the steps of a course
    size_t steps, paths;
    const struct purchase_growth *growth; ///< equally likely; none: later years are not known
    size_t growths;
};

struct purchase_option {
    enum purchase_way way;
    const struct offer *offer;  ///< NULL where none is taken
    const struct offer *longer; ///< of EXPECTED and REGRET, beside the year's
    double units, longer_units; ///< that are committed
    double money_hour;          ///< of a plan; else NaN
    struct purchase_mix
        mix; ///< over the fleet's use; of EXPECTED and REGRET only its cost is known
    double cost_month;
    double saving;          ///< share of the cost on demand
    double used;            ///< share of the committed hours that serve; NaN without a commitment
    double break_even;      ///< share of its hours that a unit has to serve
    struct payback payback; ///< of the last committed unit
    double pays_above;      ///< share of the fleet below which it is a loss; NaN: at no size
    double regret_month;    ///< of EXPECTED and REGRET; else NaN
    bool may_be_chosen;     ///< its term is one for which the future is known well enough
};

/// Release with purchase_answer_release.
struct purchase_answer {
    struct purchase_option *option;
    size_t options, capacity;
    size_t chosen; ///< the cheapest that may be
};

/// The way in a word: "fixed peak", "on demand", "spot", "offer", ...
const char *purchase_way_name(enum purchase_way way);

/// Weighs all ways. An offer that costs no less than on demand is noted and left out. Terms above a
/// year are shown, and chosen only where `growth` says what comes. Errors: those of
/// purchase_terms_weigh.
int purchase_weigh(const struct purchase_inquiry *inquiry, struct purchase_answer *answer,
                   struct notes *notes, struct err *err);

void purchase_answer_release(struct purchase_answer *answer);

#endif
