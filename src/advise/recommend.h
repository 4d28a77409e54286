// What to do about one resource: how many units, how soon, and how it should be scaled.
#ifndef HEADROOM_ADVISE_RECOMMEND_H
#define HEADROOM_ADVISE_RECOMMEND_H

#include "advise/capacity_plan.h"
#include "advise/resource_kind.h"
#include "advise/strategy.h"
#include "series/analysis.h"

/// Time to breach against time to serve.
enum urgency {
    URGENCY_NONE,    ///< what is there suffices for the horizon
    URGENCY_PLANNED, ///< it does not, but not within two weeks
    URGENCY_SOON,    ///< within two weeks of when more could serve
    URGENCY_NOW,     ///< before more could serve, or short already
};

struct resource_terms {
    enum resource_kind kind;
    double start_s;     ///< until a unit serves
    double batch;       ///< units that start at once; NaN: all
    double lead_time_s; ///< before any starts; NaN: none
};

struct recommendation {
    struct resource_terms terms;
    double current, target, delta; ///< units
    bool current_given;
    enum plan_verdict verdict; ///< of the plan that it is from
    bool met;                  ///< false: max or budget is below what is needed
    double needed;             ///< units that the busiest week needs, without max
    double missing;            ///< of them that max keeps away; 0
    double short_today;        ///< units that the last seven days needed beyond the current; 0
    double needed_month;       ///< what the needed cost; NaN without a price
    double budget_month;       ///< NaN: not given
    struct plan_excess excess; ///< what can be given back
    instant known_from;        ///< to where the horizon has to reach, see the plan
    enum pattern_class pattern;
    double confidence; ///< 0 .. 1; NaN: no backtest
    struct strategy_facts facts;
    const struct strategy_rule *rule;
    instant as_of, until; ///< the last time of the data, the end of the horizon
    instant breach;       ///< first step that needs more than the current; INSTANT_NONE: none
    double ready_in_s;    ///< lead time, and batches x start; 0 where nothing is added
    enum urgency urgency;
    double cost_month;         ///< difference; NaN without a price
    double demand;             ///< the highest that is planned for
    instant peak;              ///< its step, or the highest step of the week whose peak it is
    bool by_peak;              ///< it is that of a week's peak, not of a step
    struct sized_demand asked; ///< the busiest week and its terms: what would have to fit
};

/// Recommends out of a plan and of what its history is like. The target is the fleet of the plan's
/// largest week.
int recommend_make(const struct capacity_plan *plan, const struct analysis *analysis,
                   const struct resource_terms *terms, struct recommendation *recommendation,
                   struct err *err);

/// What is added cannot start before `start_s` from now: it is ready so much later, and more
/// urgent.
void recommend_after(struct recommendation *recommendation, double start_s);

/// "none", "planned", "soon", "now".
const char *urgency_name(enum urgency urgency);

/// What came of an earlier decision for a resource.
struct decision_review {
    double highest;  ///< demand within its time, as far as it has passed
    instant at;      ///< of that; INSTANT_NONE: nothing has passed yet
    bool over;       ///< its horizon has passed
    double error;    ///< demand forecast / highest - 1; NaN where nothing came
    double needed;   ///< instances for the highest demand, by today's terms
    bool was_enough; ///< the target was at least that
};

/// Reviews a decision for what came after `time` until `until`, by the history that there is now.
void decision_review_make(const struct series *history, const struct sizing *sizing, instant time,
                          instant until, double demand, double target,
                          struct decision_review *review);

#endif
