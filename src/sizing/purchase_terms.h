// Commitments of one and of three years, when it is not known how the fleet will grow.
#ifndef HEADROOM_SIZING_PURCHASE_TERMS_H
#define HEADROOM_SIZING_PURCHASE_TERMS_H

#include "base/err.h"
#include "sizing/fleet_use.h"

#include <stddef.h>

enum { PURCHASE_YEARS = 3 };

/// One course that the fleet may take: its use in each year. All years of all paths have the same
/// hours.
struct growth_path {
    double probability;
    struct fleet_use year[PURCHASE_YEARS];
};

/// Prices of an hour: on demand, committed for a year and for three (effective).
struct term_prices {
    double on_demand, one_year, three_years;
};

/// Units bought now, and what all three years cost; a commitment of a year is renewed, or not, when
/// the next year's path is known.
struct term_choice {
    double three_years, one_year; ///< units
    double expected_cost;         ///< mean over the paths
    double regret;                ///< most that a path costs above the best choice for that path
};

struct term_answer {
    struct term_choice expected; ///< least expected cost, the fewest units of equals
    struct term_choice minimax;  ///< least largest regret
    double expected_on_demand;
};

/// The fleets of later years: floor(instances x factor + 0.5).
int growth_path_of(const double *units, const double *hours, size_t n, double probability,
                   const double factor[PURCHASE_YEARS], struct growth_path *path, struct err *err);

void growth_path_release(struct growth_path *path);

/// Weighs all pairs of units for one and for three years. Unit by unit: three years where 3 e3 <
/// min(e1, p u1) + the mean over paths and later years of min(e1, p u), else a year where p u1 >
/// e1. Errors: more units than can be searched.
int purchase_terms_weigh(const struct growth_path *path, size_t paths,
                         const struct term_prices *price, struct term_answer *answer,
                         struct err *err);

#endif
