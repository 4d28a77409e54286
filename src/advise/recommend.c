#include "advise/recommend.h"

#include "advise/demand_rise.h"
#include "forecast/backtest.h"
#include "maths/whole_instances.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>

/// Demand is cut into ticks of at least this.
#define TICK_LEAST_S 60.0

/// The rise that is reckoned with: in all but one of a hundred moments it is less.
static const double RISE_QUANTILE = 0.99;

/// Until so many units serve: the lead time, and as many starts one after the other as there are
/// batches; 0 for none.
static double recommend_ready_in(const struct resource_terms *terms, double units)
{
    if (!(units > 0))
        return 0;
    double batches = isnan(terms->batch) ? 1 : instances_up(units / terms->batch);
    return (isnan(terms->lead_time_s) ? 0 : terms->lead_time_s) + batches * terms->start_s;
}

static int find_rise(const struct series *history, double start_s, double *rise, struct err *err)
{
    struct demand demand = {0};
    double tick_s = fmax(TICK_LEAST_S, start_s);
    if (demand_from_series(history, (int64_t)tick_s, &demand, NULL, err) != 0)
        return -1;
    demand_rise(&demand, start_s, &RISE_QUANTILE, 1, rise);
    demand_release(&demand);
    return 0;
}

static enum urgency find_urgency(const struct recommendation *recommendation)
{
    if (recommendation->breach == INSTANT_NONE)
        return URGENCY_NONE;
    // What was too little in the last week cannot wait for the first step of the forecast.
    if (recommendation->short_today > 0)
        return URGENCY_NOW;
    double left_s = (double)(recommendation->breach - recommendation->as_of) / INSTANT_PER_SECOND;
    if (left_s <= recommendation->ready_in_s)
        return URGENCY_NOW;
    return left_s <= recommendation->ready_in_s + (double)RUNOUT_NOTICE_S ? URGENCY_SOON
                                                                          : URGENCY_PLANNED;
}

static struct strategy_facts find_facts(const struct capacity_plan *plan,
                                        const struct analysis *analysis,
                                        const struct resource_terms *terms, double rise)
{
    const struct backtest *backtest = &plan->in.forecast->backtest;
    double skill = backtest->origins == 0 ? (double)NAN : backtest->skill;
    // Where seasonal naive makes no error there is nothing to be better than.
    if (backtest->origins > 0 && isnan(skill))
        skill = 0;
    return (struct strategy_facts){
        .pattern = analysis->pattern.class,
        .bursts = analysis->pattern.bursts >= 3,
        .stateful = resource_facts(terms->kind)->stateful,
        .skill = skill,
        .coverage_p95 = backtest->coverage_p95,
        .rise = rise,
        .headroom = plan->in.sizing.headroom,
    };
}

/// From when what there is does not do: the step that passes it or, where a week is provided for
/// its peak, which may come at any of its steps, the start of that week.
static instant find_breach(const struct capacity_plan *plan)
{
    instant step = plan->limit[PLAN_LIMIT_CURRENT].when.planned;
    if (plan->in.peaks == NULL || plan->needed_week == SIZE_MAX)
        return step;
    instant week = plan->week[plan->needed_week].start;
    return step == INSTANT_NONE || week < step ? week : step;
}

int recommend_make(const struct capacity_plan *plan, const struct analysis *analysis,
                   const struct resource_terms *terms, struct recommendation *recommendation,
                   struct err *err)
{
    const struct plan_week *week = &plan->week[plan->largest];
    const struct plan_week *busiest = &plan->week[plan->busiest];
    const struct forecast *forecast = plan->in.forecast;
    double rise;
    if (find_rise(plan->in.history, terms->start_s, &rise, err) != 0)
        return -1;
    *recommendation = (struct recommendation){
        .terms = *terms,
        .current = plan->baseline,
        .target = week->row.instances,
        .delta = week->row.instances - plan->baseline,
        .current_given = plan->baseline_given,
        .verdict = plan->verdict,
        .met = plan->verdict != PLAN_NOT_MET && plan->verdict != PLAN_OVER_BUDGET,
        .needed = plan->needed_most,
        .missing = plan->shortfall,
        .short_today = plan->short_today,
        .needed_month = plan->needed_month,
        .budget_month = plan->in.sizing.budget_month,
        .excess = plan->excess,
        .known_from = plan->known_from,
        .pattern = analysis->pattern.class,
        .confidence = backtest_confidence(&forecast->backtest),
        .facts = find_facts(plan, analysis, terms, rise),
        .as_of = plan->in.as_of,
        .until = forecast->start + (instant)forecast->n * forecast->step_s * INSTANT_PER_SECOND,
        .breach = find_breach(plan),
        .demand = busiest->highest[plan->in.column],
        .peak = busiest->peak_time,
        .asked = plan_asked(plan),
        .by_peak = plan->in.peaks != NULL,
    };
    const struct sizing *sizing = &plan->in.sizing;
    recommendation->ready_in_s = recommend_ready_in(terms, recommendation->delta);
    recommendation->cost_month =
        recommendation->delta * sizing->price_hour * sizing->hours_per_month;
    recommendation->rule = strategy_choose(&recommendation->facts);
    recommendation->urgency = find_urgency(recommendation);
    return 0;
}

void recommend_after(struct recommendation *recommendation, double start_s)
{
    recommendation->ready_in_s += start_s;
    recommendation->urgency = find_urgency(recommendation);
}

const char *urgency_name(enum urgency urgency)
{
    static const char *const name[] = {"none", "planned", "soon", "now"};
    return name[urgency];
}

void decision_review_make(const struct series *history, const struct sizing *sizing, instant time,
                          instant until, double demand, double target,
                          struct decision_review *review)
{
    *review =
        (struct decision_review){.highest = NAN, .at = INSTANT_NONE, .error = NAN, .needed = NAN};
    for (size_t i = 0; i < history->n; i++) {
        instant at = series_time(history, i);
        if (at <= time || at >= until || isnan(history->value[i]))
            continue;
        if (review->at == INSTANT_NONE || history->value[i] > review->highest) {
            review->highest = history->value[i];
            review->at = at;
        }
    }
    if (review->at == INSTANT_NONE)
        return;
    struct plan_row row;
    struct sizing unbound = *sizing;
    unbound.max = NAN;
    size_demand(&unbound, review->highest, &row);
    review->over = series_end(history) >= until;
    review->error = review->highest > 0 ? demand / review->highest - 1 : (double)NAN;
    review->needed = row.instances;
    review->was_enough = target >= row.instances;
}
