// What a review asks of a capacity plan beyond its sizes: what drives it, what else could be done,
// what would change it, what doing nothing loses. Every answer is solved again by the plan's own
// equation. All renderers of a plan read this one model.
#ifndef HEADROOM_ADVISE_PLAN_REVIEW_H
#define HEADROOM_ADVISE_PLAN_REVIEW_H

#include "advise/capacity_plan.h"
#include "forecast/planned_events.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    REVIEW_DRIVERS = 8,
    REVIEW_OPTIONS = 14,
    REVIEW_SCENARIOS = 24,
    REVIEW_SENSITIVITIES = 12,
    REVIEW_STATES = 3,
    REVIEW_SCALES = 8,
    REVIEW_TESTED = 8
};

struct plan_buying;

/// What the review is made from. Pointers may be NULL where nothing is known.
struct plan_review_inputs {
    const struct capacity_plan *plan;
    const struct capacity_plan *without; ///< the same without events to come
    const struct capacity_plan *worst;   ///< the same with all events, those of no probability too
    const struct capacity_plan *past;    ///< made from the history but its last weeks
    const struct planned_events *events;
    instant clock;                    ///< that the plan's times are ahead of those of the events
    const struct plan_buying *buying; ///< of --catalogue and --offers; NULL
    double request_value;             ///< money for one request that is not served; NaN
    double scale[REVIEW_SCALES];      ///< multiples of the demand
    size_t scales;
};

/// A plan with something changed: NULL and 1 leave it as it is.
struct plan_variant {
    struct sizing sizing;
    enum plan_column column;
    double scale;             ///< of the demand of every week
    const double *week_scale; ///< and of each
};

/// What the plan comes to then.
struct plan_solution {
    double most;            ///< instances in its largest week, without max
    size_t week;            ///< that week, the first of them
    double at_end;          ///< in the last week, without max
    double cost;            ///< of the horizon, of what max allows, dips held; NaN without a price
    double uncapped;        ///< of what is needed
    double share;           ///< of the budget, at the rate of the dearest week; NaN
    double months_over;     ///< calendar months whose mean rate is above the budget; NaN
    double least;           ///< in its smallest week
    bool fits;              ///< max and, at every week's rate, the budget hold
    enum bound_by bound_by; ///< what holds first where not: BOUND_MAX or BOUND_BUDGET
    instant limited;        ///< first week that a limit keeps short; INSTANT_NONE
};

void plan_solve(const struct capacity_plan *plan, const struct plan_variant *variant,
                struct plan_solution *solution);
struct plan_variant plan_as_it_is(const struct capacity_plan *plan);

/// How much the highest step of each week changes when an event has another multiplier (NaN: its
/// own; 1: it does not come), and comes surely where `surely`. `factor`: one a week, filled.
void event_change(const struct plan_review_inputs *inputs, size_t event, double multiplier,
                  bool surely, double *factor);

enum driver_kind { DRIVER_EVENT, DRIVER_GROWTH, DRIVER_SHIFT };

/// What takes how many of the instances that the plan adds.
struct plan_driver {
    enum driver_kind kind;
    const char *name; ///< of an event; NULL
    double instances;
    instant from;
};

/// A step of the plan: from a week on so many are in service.
struct plan_step {
    instant from;
    double instances;
    double change;
};

/// A fleet that stays as it is, in a state: all up, one lost, a zone lost.
struct plan_state {
    const char *name;
    double instances; ///< that are left
    double busy;      ///< highest at the planned column
    double each;      ///< what each of them gets then
    double missed;    ///< demand expected to go unserved, over the horizon (all up) or on the day
                      ///< of the peak, in units of demand x seconds for rates
    double loss;      ///< money; NaN without request_value
    double at_p99;    ///< the same loss when demand is at p99; units as `missed`
};

struct plan_option {
    const char *id, *name;
    double most, at_end; ///< instances; NaN: not counted
    double cost;         ///< of the horizon
    double loss;         ///< expected, of what is not served; 0
    instant in_place;    ///< INSTANT_NONE: at once, or not to be had in time
    bool fits, late;
    enum bound_by bound_by; ///< where it does not fit
    double months_over;     ///< calendar months whose mean rate is above the budget; NaN: no budget
    double value;           ///< of what it changes
    const char *what;       ///< that is bought: a type, an offer; NULL
    const char *flag;       ///< option of the command that shows it; NULL
    const char *why;        ///< what speaks against it; NULL
    bool recommended;
};

struct plan_scenario {
    const char *name;
    double scale;
    struct plan_solution with, without; ///< events; `without` counts where events are given
    bool has_without;
    instant max_at; ///< first step beyond max, with events; INSTANT_NONE
};

struct plan_sensitivity {
    const char *name; ///< "spring sale", "per_instance" ...
    enum { SENSITIVE_EVENT, SENSITIVE_TERM } kind;
    double low, base, high; ///< of the assumption
    double n_low, n_high;   ///< instances in the largest week
    double no_order;        ///< from this value on nothing is to order; NaN
    double above_max;       ///< beyond this one max is too low; NaN
    double budget_kept;     ///< from this one on every month is within the budget (or is not); NaN
};

struct plan_past_week {
    instant start, end;
    double low, p95, peak; ///< of the measured steps; NaN where there is none
    double need;           ///< instances that its peak needed
    size_t steps;
};

/// A week whose peak was forecast before it came.
struct plan_tested_week {
    instant start;
    double p50, planned, p99, peak;
};

struct plan_review {
    struct plan_review_inputs in;
    struct plan_driver driver[REVIEW_DRIVERS];
    size_t drivers;
    struct plan_step *step;
    size_t steps;
    double growth_week; ///< of the weeks without events, a share a week
    struct plan_state state[REVIEW_STATES];
    size_t states;
    struct plan_option option[REVIEW_OPTIONS];
    size_t options;
    struct plan_scenario scenario[REVIEW_SCENARIOS];
    size_t scenarios;
    struct plan_sensitivity sensitivity[REVIEW_SENSITIVITIES];
    size_t sensitivities;
    struct plan_past_week *history;
    size_t history_weeks;
    double *hourly; ///< need of each hour, the busiest first
    size_t hours;
    struct plan_tested_week tested[REVIEW_TESTED];
    size_t tested_weeks;
    size_t peaks_above;  ///< of them, above what was planned for
    size_t recent_above; ///< of the last eight measured weeks, peaks above what the plan carries
    size_t recent_weeks;
    bool is_doubtful;  ///< by those: the plan carries less than most measured peaks
    double event_cost; ///< what the events add to the cost of the horizon; NaN
    double served;     ///< expected demand x seconds of the horizon (for rates), else the sum
};

void plan_review_make(const struct plan_review_inputs *inputs, struct plan_review *review);
void plan_review_release(struct plan_review *review);

/// Cost of one unit of the demand expected over the horizon, all of it bought on demand; NaN
/// without a price, without demand, or where it is no rate.
double plan_review_unit_cost(const struct plan_review *review);

/// Share of the tested weeks whose peak stayed within what was planned for; NaN: none was tested.
double plan_review_peaks_held(const struct plan_review *review);

// Parts of it, each in its file.
void plan_review_options(struct plan_review *review);
void plan_review_scenarios(struct plan_review *review);
void plan_review_sensitivity(struct plan_review *review);
void plan_review_losses(struct plan_review *review);

#endif
