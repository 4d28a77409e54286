#include "service/payback.h"

#include <math.h>

double commitment_effective_hour(const struct commitment_offer *offer, double hours_per_month)
{
    return offer->hourly + offer->upfront / (hours_per_month * offer->term_months);
}

struct payback commitment_payback(const struct commitment_offer *offer, double price, double use,
                                  double hours_per_month)
{
    const double effective = commitment_effective_hour(offer, hours_per_month);
    const double earned = price * use; // what the unit would cost on demand, an hour of the term
    const double term_hours = hours_per_month * offer->term_months;
    struct payback payback = {
        .break_even_use = effective / price,
        .payback_month = (double)NAN,
        .needed_until_month = (double)NAN,
        .saving_over_term = term_hours * (earned - effective),
    };
    if (earned > offer->hourly) {
        double month = offer->upfront / (hours_per_month * (earned - offer->hourly));
        if (month <= offer->term_months)
            payback.payback_month = month;
    }
    if (effective <= earned)
        payback.needed_until_month = effective * offer->term_months / earned;
    return payback;
}
