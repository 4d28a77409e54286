// A cap on demand: a market's size, a link's speed. Growth slows down towards it.
#ifndef HEADROOM_FORECAST_SATURATION_H
#define HEADROOM_FORECAST_SATURATION_H

#include "base/err.h"
#include "base/unit.h"
#include "series/series.h"

/// The cap in the unit of `series`; INFINITY where cap->value is 0: none. Errors: not above 0, of
/// another dimension than the series, below what was seen (with that value and its time).
int saturation_cap(const struct series *series, const struct quantity *cap, double *in_unit,
                   struct err *err);

/// cap x / (cap - x), the odds of x against what is left below the cap, in the unit of x: small
/// values stay as they are, and what grows at a constant rate on this scale follows a logistic
/// curve below the cap (Verhulst 1838). Values within a thousandth of the cap count as that far
/// below it; negative ones stay.
double saturation_odds(double value, double cap);

/// The inverse: cap u / (cap + u), never above the cap.
double saturation_value(double odds, double cap);

#endif
