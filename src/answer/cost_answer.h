// The answer of headroom cost: what to buy, the ways side by side, which units are in use how long.
#ifndef HEADROOM_ANSWER_COST_ANSWER_H
#define HEADROOM_ANSWER_COST_ANSWER_H

#include "advise/purchase.h"
#include "advise/purchase_types.h"
#include "answer/answer.h"

extern const struct schema schema_cost;
extern const struct schema schema_cost_facts;

struct cost_facts {
    double units, longer_units, money_per_hour;
    const char *offer;
    double cost_month, on_demand_month, fixed_peak_month, saving, break_even, pays_above, peak,
        mean, owned, hours, over_budget, per_1000, per_driver, marginal_1000, cheaper_from,
        always_from, concurrency, concurrency_most, credit_month;
};

/// What was weighed and found.
struct cost_finding {
    const struct purchase_inquiry *inquiry;
    const struct purchase_answer *answer;
    const char *name; ///< of the column with the instances
    instant start, end;
    double demand;        ///< per second, on average; NaN: not known
    double marginal_1000; ///< money for 1,000 requests more; NaN: not known
    double driver_rate;   ///< of what the business counts, per second; NaN: not given
};

/// What the cheapest way costs a month beyond the budget; 0 within it.
double cost_over_budget(const struct cost_finding *finding);

/// Notes how far the answer can be believed: prices without a date or an old one (by --as-of, else
/// at `otherwise`), a history shorter than a week. Errors: those of --as-of.
int cost_note(const struct cost_finding *finding, instant otherwise, struct invocation *invocation,
              struct err *err);

/// A row a way.
void cost_fill_table(const struct cost_finding *finding, struct table *table);

/// Appends the ways side by side, which instances are needed how long, and when each offer pays.
void cost_write_ways(const struct cost_finding *finding, struct document *document);

void cost_fill(const struct cost_finding *finding, struct answer *answer);

/// The same of a fleet of several types.
struct cost_types_finding {
    const struct types_inquiry *inquiry;
    const struct types_answer *answer;
    const struct offer_list *offers;
    double hours_per_month;
    double budget_month; ///< NaN: none
    instant start, end;
};

/// What the cheapest way costs a month beyond the budget; 0 within it.
double cost_types_over_budget(const struct cost_types_finding *finding);

/// As cost_note.
int cost_types_note(const struct cost_types_finding *finding, struct invocation *invocation,
                    struct err *err);

/// A row a way, and of ways with reservations one a type.
void cost_types_fill(const struct cost_types_finding *finding, struct answer *answer);

#endif
