#include "answer/plan_words.h"

#include "advise/forecast_doubt.h"
#include "base/str.h"
#include "base/unit.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>

const char *words_demand(struct arena *arena, const struct capacity_plan *plan, double demand)
{
    return words_measure(arena, demand, words_number, &plan->in.history->unit);
}

const char *words_spare(struct arena *arena, const struct sizing *sizing)
{
    switch (sizing->spare_kind) {
    case SPARE_ZONE:
        return "a zone";
    case SPARE_REGION:
        return "a region";
    case SPARE_AVAILABLE:
        return "what fails";
    case SPARE_INSTANCES:
        break;
    }
    return words_instances(arena, sizing->spare);
}

const char *words_doubt(struct arena *arena, const struct capacity_plan *plan)
{
    const struct forecast_doubt doubt = forecast_doubt_find(plan);
    const struct backtest *test = &plan->in.forecast->backtest;
    struct str text = {0};
    const char *joint = "";
    if (!doubt.serious) {
        return NULL;
    }
    if (doubt.beyond_seen) {
        str_appendf(&text, "the demand planned for is %s times anything seen",
                    words_number(arena, doubt.times_seen));
        joint = ", and ";
    }
    if (doubt.worse_than_naive) {
        str_appendf(&text, "%sthe forecast's error is %s more than that of repeating the past",
                    joint, words_share(arena, -test->skill));
        joint = ", and ";
    }
    if (doubt.misses) {
        str_appendf(&text, "%sits p95 held for only %s of the values tested", joint,
                    words_share(arena, test->coverage_p95));
    }
    const char *doubtful =
        arena_printf(arena, "Doubtful, the history does not support it: %s.", str_text(&text));
    str_release(&text);
    return doubtful;
}

/// "97 instances by 2015-02-15", with the first step on the way when it is another.
static const char *what_by_when(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_week *first = &plan->week[plan->needed_week];
    const struct plan_week *most = &plan->week[plan->largest];
    const char *text = arena_printf(arena, "%s by %s", words_instances(arena, first->row.instances),
                                    words_date(arena, first->start));
    if (most->row.instances > first->row.instances) {
        text =
            arena_printf(arena, "%s and %s by %s", text, words_number(arena, most->row.instances),
                         words_date(arena, most->start));
    }
    return text;
}

static const char *when_to_order(struct arena *arena, const struct capacity_plan *plan)
{
    char lead_time[UNIT_NAME_MAX];
    if (plan->order_by == INSTANT_NONE) {
        return "";
    }
    duration_format(lead_time, plan->in.lead_time_s);
    if (plan->order_by < plan->in.as_of) {
        return arena_printf(arena, " With a lead time of %s the order was due by %s: order now.",
                            lead_time, words_date(arena, plan->order_by));
    }
    return arena_printf(arena, " Order by %s (start of that week less the lead time of %s).",
                        words_date(arena, plan->order_by), lead_time);
}

/// More than max cannot be ordered: what is due by the same date is a higher max.
static const char *raise_max(struct arena *arena, const struct capacity_plan *plan)
{
    const char *wanted = words_number(arena, plan->in.sizing.max + plan->shortfall);
    if (plan->order_by == INSTANT_NONE) {
        return arena_printf(arena, " Have max raised to %s.", wanted);
    }
    const char *due = words_date(arena, plan->order_by);
    return plan->order_by < plan->in.as_of
               ? arena_printf(arena, " Have max raised to %s now: that was due by %s.", wanted, due)
               : arena_printf(arena, " Have max raised to %s by %s.", wanted, due);
}

static const char *over_budget(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_row *row = &plan->week[plan->largest].row;
    double budget = plan->in.sizing.budget_month;
    return arena_printf(arena,
                        " It costs at most %s a month, %s over the budget of %s, which is passed "
                        "in %zu of %zu weeks.",
                        words_money(arena, row->cost_month),
                        words_money(arena, row->cost_month - budget), words_money(arena, budget),
                        plan->over_budget, plan->weeks);
}

const char *words_decision(struct arena *arena, const struct capacity_plan *plan,
                           enum document_tone *tone)
{
    const char *today = arena_printf(arena, "%s %s", words_number(arena, plan->baseline),
                                     plan->baseline_given ? "in service" : "needed today");
    const char *end = words_date(arena, plan->week[plan->weeks - 1].end);
    const char *budget = plan->over_budget > 0 ? over_budget(arena, plan) : "";
    *tone = plan->verdict == PLAN_ENOUGH ? TONE_GOOD
            : plan->verdict == PLAN_GROW ? TONE_CAUTION
                                         : TONE_BAD;
    if (plan->not_met > 0) {
        return arena_printf(
            arena,
            "Cannot be met: %s are the most that is allowed, which is %s short in %zu of %zu weeks "
            "(first %s).%s%s",
            words_number(arena, plan->in.sizing.max), words_number(arena, plan->shortfall),
            plan->not_met, plan->weeks, words_date(arena, plan->week[plan->not_met_week].start),
            raise_max(arena, plan), budget);
    }
    if (plan->needed_week == SIZE_MAX) {
        return arena_printf(arena, "Nothing to order: the %s are enough until %s.%s", today, end,
                            budget);
    }
    return arena_printf(arena, "Have %s (%s).%s%s", what_by_when(arena, plan), today,
                        when_to_order(arena, plan), budget);
}

const char *words_fitting(struct arena *arena, const struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    double demand = plan->week[plan->busiest].highest[plan->in.column];
    double allowed = fleet_allowed(sizing);
    struct str text = {0};
    if (plan->over_budget > 0) {
        str_appendf(&text, "a budget of %s, or a price of %s an hour, or ",
                    words_money(arena, solve_budget(sizing, demand)),
                    words_at_most(arena, solve_price(sizing, demand)));
    }
    double rate = solve_per_instance(sizing, demand, allowed);
    if (!isnan(rate)) {
        str_appendf(&text, "%s an instance instead of %s, or ",
                    words_measure(arena, rate, words_at_least, &plan->in.history->unit),
                    words_number(arena, sizing->per_instance));
    }
    double hit = solve_cache_hit(sizing, demand, allowed);
    str_appendf(&text, "%s",
                isnan(hit) ? "nothing else: even no demand takes more than is allowed"
                           : arena_printf(arena, "a cache that answers %s of the demand",
                                          words_share_at_least(arena, hit)));
    const char *copy = arena_strdup(arena, str_text(&text));
    str_release(&text);
    return copy;
}

const char *words_as_of(struct arena *arena, const struct capacity_plan *plan)
{
    if (plan->in.as_of == plan->data_end) {
        return "the end of the data";
    }
    return arena_printf(arena, "as given; the forecast knows the data to their end, %s%s",
                        words_time(arena, plan->data_end),
                        plan->in.as_of < plan->data_end ? " (--until leaves later ones out)" : "");
}

const char *words_inaction(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_inaction *inaction = &plan->inaction;
    const char *fleet = words_instances(arena, inaction->instances);
    const char *busy = words_share(arena, inaction->utilization);
    if (inaction->overload != INSTANT_NONE) {
        return arena_printf(arena,
                            "%s are overloaded from %s: demand reaches %s of what they take, more "
                            "than all of it in %s of the time; %s of the demand is not served",
                            fleet, words_time(arena, inaction->overload), busy,
                            words_share(arena, inaction->steps_over),
                            words_share(arena, inaction->demand_unserved));
    }
    if (inaction->buffers_used != INSTANT_NONE) {
        return arena_printf(arena,
                            "%s carry the demand (at most %s busy), but from %s on with less than "
                            "the headroom and spare asked for",
                            fleet, busy, words_time(arena, inaction->buffers_used));
    }
    return arena_printf(arena, "%s keep headroom and spare; at most %s busy", fleet, busy);
}

const char *words_accuracy(struct arena *arena, const struct forecast *forecast)
{
    const struct backtest *test = &forecast->backtest;
    if (test->origins == 0) {
        return arena_printf(arena, "%s; the history is too short to test it on itself",
                            forecast->method);
    }
    char length[UNIT_NAME_MAX];
    char horizon[UNIT_NAME_MAX];
    double tested_s = (double)test->steps * (double)test->step_s;
    double horizon_s = (double)forecast->n * (double)forecast->step_s;
    duration_format(length, tested_s);
    duration_format(horizon, horizon_s);
    const char *of_horizon =
        tested_s < horizon_s ? arena_printf(arena, " of the %s planned", horizon) : "";
    const char *against = isnan(test->skill) ? "seasonal naive could not be computed"
                          : test->skill >= 0
                              ? arena_printf(arena, "its error is %s less than seasonal naive's",
                                             words_share(arena, test->skill))
                              : arena_printf(arena, "its error is %s more than seasonal naive's",
                                             words_share(arena, -test->skill));
    return arena_printf(
        arena,
        "%s; forecast %zu %s for %s%s from parts of the history and compared with what "
        "came: %s (MASE %s against %s); p95 held for %s of the values, p99 for %s",
        forecast->method, test->origins, test->origins == 1 ? "time" : "times", length, of_horizon,
        against, words_number(arena, test->mase), words_number(arena, test->mase_naive),
        words_share(arena, test->coverage_p95), words_share(arena, test->coverage_p99));
}
