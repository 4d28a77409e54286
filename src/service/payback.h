// When a commitment pays: its effective price, the use that it breaks even at, the month in which
// it is paid back.
#ifndef HEADROOM_SERVICE_PAYBACK_H
#define HEADROOM_SERVICE_PAYBACK_H

/// What a provider asks for a unit that is committed for a term.
struct commitment_offer {
    double hourly;      ///< per hour of the term, used or not
    double upfront;     ///< at the start
    double term_months; ///< above 0
};

/// The price of an hour with what is paid at the start spread over the term.
double commitment_effective_hour(const struct commitment_offer *offer, double hours_per_month);

/// When a unit that serves for the share `use` of the time has paid, against `price` an hour on
/// demand.
struct payback {
    double break_even_use; ///< share of the hours that it has to serve; above 1: never pays
    double
        payback_month; ///< from which its running cost is met; 0: at once; NaN: not within the term
    double needed_until_month; ///< demand may end then and it has still paid; NaN: it never pays
    double saving_over_term;   ///< below 0: a loss
};

struct payback commitment_payback(const struct commitment_offer *offer, double price, double use,
                                  double hours_per_month);

#endif
