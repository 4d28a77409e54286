// A value and a unit of an assumptions file as a quantity.
#ifndef HEADROOM_TERMS_ASSUMPTION_VALUE_H
#define HEADROOM_TERMS_ASSUMPTION_VALUE_H

#include "terms/assumptions.h"

/// Reads value and unit of `assumption` into its quantity or word, as its kind wants it.
/// comma_decimal: "1,000" is one, as in a file with `;` between its fields; elsewhere a comma
/// before exactly three digits could separate thousands and is an error.
int assumption_parse(struct assumption *assumption, const struct assumption_kind *kind,
                     bool comma_decimal, double hours_per_month, struct err *err);

#endif
