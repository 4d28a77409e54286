// Which instance type, and how many: each type alone, two types together, one large machine.
#ifndef HEADROOM_SIZING_TYPE_CHOICE_H
#define HEADROOM_SIZING_TYPE_CHOICE_H

#include "sizing/plan_row.h"

#include <stddef.h>
#include <stdint.h>

/// A type as far as the choice goes.
struct type_offer {
    double rate;       ///< demand that one takes, in the unit of the demand; 0: none
    double price_hour; ///< above 0
    double most;       ///< of it; infinite: any number
};

/// Two types together.
struct type_pair {
    size_t first, second; ///< their places; SIZE_MAX: no two are cheaper than one
    double first_units, second_units;
    double cost_hour;
};

struct type_choice {
    size_t cheapest;      ///< type alone; SIZE_MAX: none fits
    struct plan_row *row; ///< of each type alone
    struct type_pair pair;
    size_t single; ///< cheapest of which one takes the demand with its headroom, without spare;
                   ///< SIZE_MAX: none
    double single_demand; ///< the most that one machine of any type takes
};

/// Sizes `demand` with each of `count` types: `sizing` has the terms that all share. Of equal cost
/// the fewer instances are chosen. Two types are searched where only whole spare instances and min
/// ask for more than the demand does: all numbers of one, the fewest of the other that leave the
/// demand with its headroom served when the largest `spare` of them fail; they count when they cost
/// less than 1 - gain of the cheapest type alone. Release with type_choice_release.
void type_choice_make(const struct sizing *sizing, double demand, const struct type_offer *offer,
                      size_t count, double gain, struct type_choice *choice);

/// How fast `other` has to be beside `now`, per unit of what both are priced by, to be no dearer:
/// the ratio of their prices. A cheaper architecture pays while it is faster than that.
double type_break_even_speed(const struct type_offer *now, const struct type_offer *other);

void type_choice_release(struct type_choice *choice);

#endif
