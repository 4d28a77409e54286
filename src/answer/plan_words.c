#include "answer/plan_words.h"

#include "advise/forecast_doubt.h"
#include "answer/remedy_words.h"
#include "base/str.h"
#include "base/unit.h"
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
                                    words_time(arena, plan->needed_at));
    if (most->row.instances > first->row.instances) {
        text =
            arena_printf(arena, "%s and %s by %s", text, words_number(arena, most->row.instances),
                         words_date(arena, most->start));
    }
    return text;
}

static const char *lead_time(struct arena *arena, const struct capacity_plan *plan)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, plan->in.lead_time_s));
}

static const char *when_to_order(struct arena *arena, const struct capacity_plan *plan)
{
    const struct order_date *order = &plan->order;
    if (order->order_by == INSTANT_NONE) {
        return "";
    }
    if (order->status == RUNOUT_LATE) {
        return arena_printf(arena, " With a lead time of %s the order was due by %s: order now.",
                            lead_time(arena, plan), words_date(arena, order->order_by));
    }
    return arena_printf(arena, " Order by %s (that less the lead time of %s).",
                        words_date(arena, order->order_by), lead_time(arena, plan));
}

/// More than max cannot be ordered: what is due by the date of the quota is a higher max.
static const char *raise_max(struct arena *arena, const struct capacity_plan *plan)
{
    const struct order_date *quota = &plan->quota;
    const char *wanted = words_number(arena, plan->needed_most);
    if (quota->order_by == INSTANT_NONE) {
        return arena_printf(arena, " Have max raised to %s.", wanted);
    }
    const char *due = words_date(arena, quota->order_by);
    return quota->status == RUNOUT_LATE
               ? arena_printf(arena, " Have max raised to %s now: that was due by %s.", wanted, due)
               : arena_printf(arena, " Have max raised to %s by %s.", wanted, due);
}

/// What more instances are needed earlier than a higher max, and within it.
static const char *until_then(struct arena *arena, const struct capacity_plan *plan)
{
    if (plan->needed_week >= plan->not_met_week) {
        return "";
    }
    const struct plan_week *first = &plan->week[plan->needed_week];
    return arena_printf(arena, " Before that, have %s by %s.%s",
                        words_instances(arena, first->row.instances),
                        words_time(arena, plan->needed_at), when_to_order(arena, plan));
}

/// What the most that is needed costs, where that is worth a sentence.
static const char *what_it_costs(struct arena *arena, const struct capacity_plan *plan)
{
    double budget = plan->in.sizing.budget_month;
    if (plan->needed_over > 0) {
        return arena_printf(arena,
                            " It costs at most %s a month, %s over the budget of %s, which is "
                            "passed in %zu of %zu weeks.",
                            words_money(arena, plan->needed_month),
                            words_money(arena, plan->needed_month - budget),
                            words_money(arena, budget), plan->needed_over, plan->weeks);
    }
    return plan->not_met > 0 && !isnan(plan->needed_month)
               ? arena_printf(arena, " It costs at most %s a month.",
                              words_money(arena, plan->needed_month))
               : "";
}

static const char *fleet_today(struct arena *arena, const struct capacity_plan *plan)
{
    return arena_printf(arena, "%s %s", words_number(arena, plan->baseline),
                        plan->baseline_given ? "in service" : "needed today");
}

/// A shortage of today comes before those to come.
static const char *short_today(struct arena *arena, const struct capacity_plan *plan)
{
    if (!(plan->short_today > 0)) {
        return "";
    }
    return arena_printf(arena, "Short today: the last seven days needed %s, %s more than the %s. ",
                        words_instances(arena, plan->baseline + plan->short_today),
                        words_number(arena, plan->short_today), fleet_today(arena, plan));
}

/// How many are idle, and what it costs to keep them.
static const char *given_back(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_excess *excess = &plan->excess;
    const char *text = "";
    if (excess->instances > 0) {
        const char *saves = isnan(excess->cost_month)
                                ? ""
                                : arena_printf(arena, ", which cost %s a month",
                                               words_money(arena, excess->cost_month));
        text = arena_printf(arena, " %s of them can be given back from %s on%s.",
                            words_number(arena, excess->instances), words_date(arena, excess->from),
                            saves);
    }
    if (excess->over_month > 0) {
        text = arena_printf(
            arena, "%s The %s cost %s a month, %s over the budget of %s unless %s are released.",
            text, words_number(arena, plan->baseline), words_money(arena, excess->kept_month),
            words_money(arena, excess->over_month),
            words_money(arena, plan->in.sizing.budget_month), words_number(arena, excess->release));
    }
    return text;
}

/// The fleet suffices as far as one can see, which is not as far as one has to.
static const char *enough_yet(struct arena *arena, const struct capacity_plan *plan)
{
    char review[UNIT_NAME_MAX];
    char wanted[UNIT_NAME_MAX];
    double past_s = (double)(plan->known_from - plan->week[0].start) / INSTANT_PER_SECOND;
    double days = ceil(past_s / (double)SECONDS_PER_DAY - 1e-9);
    duration_format(review, plan->in.review_s);
    duration_format(wanted, days * (double)SECONDS_PER_DAY);
    const char *lead = isnan(plan->in.lead_time_s)
                           ? ""
                           : arena_printf(arena, " and a lead time of %s", lead_time(arena, plan));
    return arena_printf(arena,
                        "Whether there is nothing to order before the next review is not known: "
                        "the %s are enough until %s, and a review every %s%s reach to %s "
                        "(--horizon %s).",
                        fleet_today(arena, plan), words_date(arena, plan->end), review, lead,
                        words_date(arena, plan->known_from), wanted);
}

static const char *what_to_do(struct arena *arena, const struct capacity_plan *plan)
{
    if (plan->not_met > 0) {
        return arena_printf(
            arena,
            "Cannot be met: %s are the most that is allowed, which is %s short in %zu of %zu weeks "
            "(first %s).%s",
            words_number(arena, plan->in.sizing.max), words_number(arena, plan->shortfall),
            plan->not_met, plan->weeks, words_date(arena, plan->week[plan->not_met_week].start),
            raise_max(arena, plan));
    }
    if (plan->needed_week != SIZE_MAX) {
        return arena_printf(arena, "Have %s (%s).%s", what_by_when(arena, plan),
                            fleet_today(arena, plan), when_to_order(arena, plan));
    }
    if (plan->end < plan->known_from) {
        return enough_yet(arena, plan);
    }
    return arena_printf(arena, "Nothing to order: the %s are enough until %s.",
                        fleet_today(arena, plan), words_date(arena, plan->end));
}

const char *words_decision(struct arena *arena, const struct capacity_plan *plan,
                           enum document_tone *tone)
{
    static const enum document_tone tone_of[] = {
        [PLAN_ENOUGH] = TONE_GOOD, [PLAN_ENOUGH_YET] = TONE_CAUTION, [PLAN_GROW] = TONE_CAUTION,
        [PLAN_LATE] = TONE_BAD,    [PLAN_OVER_BUDGET] = TONE_BAD,    [PLAN_NOT_MET] = TONE_BAD,
    };
    bool burdened = plan->short_today > 0 || plan->excess.over_month > 0;
    *tone = plan->verdict == PLAN_ENOUGH && burdened ? TONE_CAUTION : tone_of[plan->verdict];
    const char *order = plan->not_met > 0 ? until_then(arena, plan) : "";
    return arena_printf(arena, "%s%s%s%s%s", short_today(arena, plan), what_to_do(arena, plan),
                        what_it_costs(arena, plan), order, given_back(arena, plan));
}

const char *words_fitting(struct arena *arena, const struct sized_demand *asked)
{
    struct remedies remedies;
    const char *text = NULL;
    remedies_find(asked, &remedies);
    for (size_t i = 0; i < remedies.count; i++) {
        // The demand of a plan is what is expected: serving less of it is what doing nothing does.
        if (remedies.item[i].kind == REMEDY_SERVE_LESS) {
            continue;
        }
        const char *words = remedy_words(arena, &remedies.item[i]);
        text = text == NULL ? words : arena_printf(arena, "%s, or %s", text, words);
    }
    return text != NULL ? text : "nothing: even no demand takes more than is allowed";
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

/// What it costs to leave the fleet as it is.
static const char *price_of_inaction(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_inaction *inaction = &plan->inaction;
    const char *fleet = isnan(inaction->cost_month)
                            ? ""
                            : arena_printf(arena, "; they cost %s a month",
                                           words_money(arena, inaction->cost_month));
    if (!(inaction->missing_hours > 0)) {
        return fleet;
    }
    const char *missing = arena_printf(arena, "%s instance-hours are missing",
                                       words_number(arena, inaction->missing_hours));
    return isnan(inaction->cost_missing)
               ? arena_printf(arena, "%s; %s", fleet, missing)
               : arena_printf(arena, "%s; %s, a loss of %s", fleet, missing,
                              words_money(arena, inaction->cost_missing));
}

const char *words_inaction(struct arena *arena, const struct capacity_plan *plan)
{
    const struct plan_inaction *inaction = &plan->inaction;
    const char *fleet = words_instances(arena, inaction->instances);
    const char *busy = words_share(arena, inaction->utilization);
    const char *price = price_of_inaction(arena, plan);
    if (inaction->overload != INSTANT_NONE) {
        return arena_printf(arena,
                            "%s are overloaded from %s: demand reaches %s of what they take, more "
                            "than all of it in %s of the time; %s of the demand is not served%s",
                            fleet, words_time(arena, inaction->overload), busy,
                            words_share(arena, inaction->steps_over),
                            words_share(arena, inaction->demand_unserved), price);
    }
    if (inaction->buffers_used != INSTANT_NONE) {
        return arena_printf(arena,
                            "%s carry the demand (at most %s busy), but from %s on with less than "
                            "the headroom and spare asked for%s",
                            fleet, busy, words_time(arena, inaction->buffers_used), price);
    }
    if (inaction->peak_uses_buffers) {
        return arena_printf(arena,
                            "%s keep headroom and spare in every step, but not at the peak of the "
                            "busiest week: at most %s busy%s",
                            fleet, busy, price);
    }
    return arena_printf(arena, "%s keep headroom and spare; at most %s busy%s", fleet, busy, price);
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

const char *words_sized_by(struct arena *arena, const struct capacity_plan *plan)
{
    const char *column = plan_column_name(plan->in.column);
    if (plan->in.peaks == NULL)
        return arena_printf(
            arena, "A week needs what its highest step needs: demand is the highest %s in it",
            column);
    return arena_printf(
        arena,
        "A week needs what its peak needs: demand is the %s of its highest value, not of a single "
        "step, which a week has many chances to pass (--size-by step)",
        column);
}

const char *words_highest(struct arena *arena, const struct capacity_plan *plan,
                          const char *subject)
{
    const struct plan_week *week = &plan->week[plan->busiest];
    const char *column = plan_column_name(plan->in.column);
    if (plan->in.peaks == NULL)
        return arena_printf(arena, "%s of %s, highest %s on %s", column, subject,
                            words_demand(arena, plan, week->row.demand),
                            words_time(arena, week->peak_time));
    return arena_printf(
        arena,
        "%s of a week's peak of %s, highest %s in the week of %s; of a step %s, highest on %s",
        column, subject, words_demand(arena, plan, week->row.demand),
        words_date(arena, week->start),
        words_demand(arena, plan, fmax(week->step[plan->in.column], 0)),
        words_time(arena, week->peak_time));
}

const struct plan_word *plan_glossary(size_t *count)
{
    static const struct plan_word words[] = {
        {"p95", "demand is lower in 95 of 100 cases; that of a week's peak, not of a step."},
        {"Headroom", "capacity above the demand, for retries and errors of the forecast."},
        {"Spare", "instances that may fail."},
        {"Carries", "demand that is served with headroom and spare kept."},
        {"Flat out", "every instance at its rate, nothing spare."},
        {"Rate", "what an hour costs, as if it went on for a month."},
        {"Lead time", "from the order to service."},
    };
    *count = sizeof words / sizeof *words;
    return words;
}
