#include "answer/plan_tiles.h"

#include "answer/plan_words.h"
#include "answer/words.h"
#include "drawing/plot.h"
#include "forecast/backtest.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

const char *plan_date(struct arena *arena, enum plan_dates dates, instant time)
{
    char text[DATE_TEXT_MAX];
    return dates == PLAN_DATES_ISO ? words_date(arena, time)
                                   : arena_strdup(arena, date_words(text, time, DATE_WEEKDAY));
}

const char *plan_time(struct arena *arena, enum plan_dates dates, instant time)
{
    const instant day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    if (dates == PLAN_DATES_ISO)
        return words_time(arena, time);
    if (time == INSTANT_NONE || time % day == 0)
        return plan_date(arena, dates, time);
    int minutes = (int)(time % day / (60 * INSTANT_PER_SECOND));
    return arena_printf(arena, "%s, %02d:%02d", plan_date(arena, dates, time), minutes / 60,
                        minutes % 60);
}

const char *plan_name(const struct plan_report *report)
{
    const char *key = report->plan->in.history->key;
    return key != NULL ? key : report->subject;
}

const char *plan_span(struct arena *arena, const struct capacity_plan *plan)
{
    instant length = plan->end - plan->week[0].start;
    instant week = SECONDS_PER_WEEK * INSTANT_PER_SECOND;
    return length % week == 0
               ? arena_printf(arena, "%lld week%s", (long long)(length / week),
                              length == week ? "" : "s")
               : arena_printf(arena, "%lld days",
                              (long long)(length / (SECONDS_PER_DAY * INSTANT_PER_SECOND)));
}

const char *plan_money(struct arena *arena, double value)
{
    return words_number(arena, round(value));
}

// --- the box -------------------------------------------------------------------------------------

/// The event that takes the most instances; NULL: none does.
static const struct plan_driver *driving_event(const struct plan_review *review)
{
    const struct plan_driver *most = NULL;
    for (size_t i = 0; i < review->drivers; i++)
        if (review->driver[i].kind == DRIVER_EVENT &&
            (most == NULL || review->driver[i].instances > most->instances))
            most = &review->driver[i];
    return most;
}

static bool orders(const struct capacity_plan *plan)
{
    return plan->needed_week != SIZE_MAX;
}

static const char *decide_by(struct arena *arena, const struct capacity_plan *plan,
                             enum plan_dates dates)
{
    return arena_printf(arena, "DECIDE BY %s", plan_date(arena, dates, plan->order.order_by));
}

static const char *key_of(struct arena *arena, const struct plan_report *report,
                          enum plan_dates dates)
{
    const struct capacity_plan *plan = report->plan;
    if (report->review->is_doubtful && plan->verdict != PLAN_NOT_MET && plan->verdict != PLAN_LATE)
        return "DOUBTFUL: THE PLAN CARRIES LESS THAN WAS MEASURED";
    switch (plan->verdict) {
    case PLAN_NOT_MET:
        return "CANNOT BE MET: THE MAXIMUM IS TOO LOW";
    case PLAN_LATE:
        return "LATE: DECIDE TODAY";
    case PLAN_OVER_BUDGET: // an order that is due is the more urgent
        if (!orders(plan) || plan->order.order_by == INSTANT_NONE)
            return "OVER THE BUDGET: DECIDE";
        return plan->order.status == RUNOUT_LATE ? "LATE: DECIDE TODAY"
                                                 : decide_by(arena, plan, dates);
    case PLAN_GROW:
        return plan->order.order_by == INSTANT_NONE ? "AN ORDER IS NEEDED"
                                                    : decide_by(arena, plan, dates);
    case PLAN_ENOUGH_YET:
        return "ENOUGH, AS FAR AS IS KNOWN";
    case PLAN_ENOUGH:
        break;
    }
    return plan->excess.instances > 0 ? "NOTHING TO ORDER" : "NOTHING TO DECIDE";
}

double plan_asked_for(const struct capacity_plan *plan)
{
    const struct plan_week *first = &plan->week[plan->needed_week];
    return plan->not_met > 0 ? first->needed : first->kept;
}

static const char *ask_of(struct arena *arena, const struct plan_report *report,
                          enum plan_dates dates)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_driver *event = driving_event(report->review);
    if (!orders(plan)) {
        if (plan->excess.instances > 0)
            return arena_printf(arena, "Keep what is needed: %s → %s from %s",
                                words_number(arena, plan->baseline),
                                words_number(arena, plan->baseline - plan->excess.instances),
                                plan_date(arena, dates, plan->excess.from));
        return arena_printf(arena, "%s are enough to %s", words_instances(arena, plan->baseline),
                            plan_date(arena, dates, plan->end));
    }
    double wanted = plan_asked_for(plan);
    bool of_event = event != NULL && event->instances > 0 && plan->needed_week == plan->busiest;
    return arena_printf(arena, "Approve %s more %s for %s%s: %s → %s by %s",
                        words_number(arena, wanted - plan->baseline),
                        wanted - plan->baseline == 1 ? "instance" : "instances", plan_name(report),
                        of_event ? arena_printf(arena, " and the %s", event->name) : "",
                        words_number(arena, plan->baseline), words_number(arena, wanted),
                        plan_time(arena, dates, plan->needed_at));
}

/// Steps after the first: "Then 36 from Mon 9 Mar, 39 from ..."
static const char *later_steps(struct arena *arena, const struct plan_report *report,
                               enum plan_dates dates)
{
    enum { SHOWN = 4 };
    const struct plan_review *review = report->review;
    size_t first = orders(report->plan) ? 1 : 0;
    const char *text = "";
    if (review->steps <= first)
        return "";
    for (size_t i = first; i < review->steps && i < first + SHOWN; i++)
        text = arena_printf(arena, "%s%s%s from %s", text, i == first ? " Then " : ", ",
                            words_number(arena, review->step[i].instances),
                            plan_date(arena, dates, review->step[i].from));
    return arena_printf(arena, "%s%s.", text, review->steps > first + SHOWN ? ", and on" : "");
}

/// The next order after the first.
static const struct plan_step *next_order(const struct plan_review *review)
{
    double most = review->in.plan->baseline;
    const struct plan_step *next = NULL;
    for (size_t i = 0; i < review->steps; i++) {
        const struct plan_step *step = &review->step[i];
        bool is_first = i == 0 && orders(review->in.plan);
        if (next == NULL && !is_first && step->change > 0)
            next = step;
        most = fmax(most, step->instances);
    }
    return next;
}

/// "2 weeks", "a day", "6h".
static const char *span_words(struct arena *arena, double seconds)
{
    double weeks = seconds / (double)SECONDS_PER_WEEK, days = seconds / (double)SECONDS_PER_DAY;
    if (weeks == floor(weeks) && weeks >= 1)
        return weeks == 1 ? "a week" : arena_printf(arena, "%.0f weeks", weeks);
    if (days == floor(days) && days >= 1)
        return days == 1 ? "a day" : arena_printf(arena, "%.0f days", days);
    return duration_format(arena_alloc(arena, UNIT_NAME_MAX), seconds);
}

static const char *why_now(struct arena *arena, const struct plan_report *report,
                           enum plan_dates dates)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_review *review = report->review;
    if (review->is_doubtful)
        return arena_printf(
            arena,
            "The highest of %zu of the last %zu measured weeks was above what the "
            "plan carries in its first week: plan the next quantile, or say why not.",
            review->recent_above, review->recent_weeks);
    if (plan->not_met > 0)
        return arena_printf(arena, "The maximum of %s is short by %s in %zu of %zu weeks, from %s.",
                            words_number(arena, plan->in.sizing.max),
                            words_number(arena, plan->shortfall), plan->not_met, plan->weeks,
                            plan_date(arena, dates, plan->week[plan->not_met_week].start));
    if (plan->verdict == PLAN_LATE)
        return arena_printf(
            arena, "The lead time of %s ran out on %s, so this needs the fast lane.",
            span_words(arena, plan->in.lead_time_s), plan_date(arena, dates, plan->order.order_by));
    if (orders(plan))
        return arena_printf(arena, "Today's %s carry the demand until then.",
                            words_number(arena, plan->baseline));
    return words_inaction(arena, plan);
}

void plan_box_fill(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                   struct plan_box *box)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_step *next = next_order(report->review);
    const char *then = "";
    if (next != NULL && !isnan(plan->in.lead_time_s))
        then = arena_printf(
            arena, " The next decision falls on %s.",
            plan_date(arena, dates,
                      next->from - (instant)(plan->in.lead_time_s * INSTANT_PER_SECOND)));
    words_decision(arena, plan, &box->tone);
    if (report->review->is_doubtful && box->tone == TONE_GOOD)
        box->tone = TONE_CAUTION;
    box->doubt = report->review->is_doubtful ? why_now(arena, report, dates) : "";
    box->key = key_of(arena, report, dates);
    box->ask = ask_of(arena, report, dates);
    box->more = arena_printf(arena, "%s%s%s", why_now(arena, report, dates),
                             later_steps(arena, report, dates), then);
}

// --- the tiles -----------------------------------------------------------------------------------

static void amount_tile(struct arena *arena, const struct plan_report *report,
                        struct plan_tile *tile)
{
    const struct capacity_plan *plan = report->plan;
    double today = 0;
    for (size_t m = 0; m < plan->months; m++)
        today += plan->month[m].as_today;
    *tile = (struct plan_tile){"Amount", "not known", "--price says what an instance-hour costs"};
    if (isnan(plan->cost_total))
        return;
    double more = plan->cost_total - today;
    const char *event = "";
    if (report->review->event_cost > 0.5)
        event = arena_printf(arena, " The events add %s.",
                             plan_money(arena, report->review->event_cost));
    tile->value = plan_money(arena, plan->cost_total);
    if (report->currency != NULL)
        tile->value = arena_printf(arena, "%s %s", tile->value, report->currency);
    tile->note =
        fabs(more) < 0.5
            ? arena_printf(arena, "for %s, as today.%s", plan_span(arena, plan), event)
            : arena_printf(arena, "for %s: %s %s than as today.%s", plan_span(arena, plan),
                           plan_money(arena, fabs(more)), more > 0 ? "more" : "less", event);
}

static const char *month_name(struct arena *arena, enum plan_dates dates, instant start)
{
    char text[DATE_TEXT_MAX];
    const char *space =
        strrchr(date_words(text, start, dates == PLAN_DATES_ISO ? DATE_DAY : DATE_LONG), ' ');
    return arena_strdup(arena, space == NULL ? "" : space + 1);
}

static void budget_tile(struct arena *arena, const struct plan_report *report,
                        enum plan_dates dates, struct plan_tile *tile)
{
    const struct capacity_plan *plan = report->plan;
    double budget = plan->in.sizing.budget_month, most = 0, rate = 0;
    const char *months = "";
    *tile = (struct plan_tile){"Budget", "not given", "--budget says what a month may cost"};
    if (isnan(budget) || isnan(plan->cost_total))
        return;
    for (size_t m = 0; m < plan->months; m++) {
        most = fmax(most, plan->month[m].share);
        if (m < 4)
            months = arena_printf(arena, "%s%s%s %.0f%%", months, m == 0 ? "" : ", ",
                                  month_name(arena, dates, plan->month[m].start),
                                  plan->month[m].share * 100);
        rate = fmax(rate, plan->month[m].peak_month);
    }
    tile->label = arena_printf(arena, "Budget, %s a month", plan_money(arena, budget));
    tile->value = plan->months_over == 0 && plan->over_budget > 0
                      ? arena_printf(arena, "rate: %.0f%%", rate / budget * 100)
                      : arena_printf(arena, "%s: %.0f%% at most",
                                     plan->months_over > 0 ? "passed" : "kept", most * 100);
    const char *dear = "";
    if (rate > budget * (1 + 1e-12))
        dear = arena_printf(arena, " %zu of %zu weeks run at a rate of up to %s a month.",
                            plan->over_budget, plan->weeks, plan_money(arena, rate));
    tile->note = arena_printf(arena, "%s.%s", months, dear);
}

static void nothing_tile(struct arena *arena, const struct plan_report *report,
                         enum plan_dates dates, struct plan_tile *tile)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_state *all = &report->review->state[0];
    const struct plan_state *last = &report->review->state[report->review->states - 1];
    const char *overload = plan->inaction.overload == INSTANT_NONE
                               ? "not overloaded"
                               : arena_printf(arena, "overloaded from %s",
                                              plan_time(arena, dates, plan->inaction.overload));
    *tile = (struct plan_tile){.label = "If we do nothing"};
    if (!isnan(all->loss)) {
        tile->value = arena_printf(arena, "%s lost", plan_money(arena, all->loss));
        tile->note =
            arena_printf(arena,
                         "expected; %s if demand is at p99, %s when %s on the day of "
                         "the peak.",
                         plan_money(arena, all->at_p99), plan_money(arena, last->loss), last->name);
        return;
    }
    // Of the demand that the weeks are sized by, as what is ordered is; states are of single steps.
    const double busy = plan->inaction.utilization;
    if (plan->inaction.overload == INSTANT_NONE && busy > 1)
        overload = "at a week's peak, no step of it sure to be above all";
    tile->value = arena_printf(arena, "%.0f%% busy", busy * 100);
    tile->note =
        arena_printf(arena, "%s; %.0f%% when %s at the peak. --request-value tells the loss.",
                     overload, busy * all->instances / last->instances * 100, last->name);
}

const char *plan_confidence(struct arena *arena, const struct plan_report *report, const char **why)
{
    const struct backtest *test = &report->plan->in.forecast->backtest;
    const struct plan_review *review = report->review;
    double skill = test->skill;
    if (test->origins == 0 || isnan(skill)) {
        *why = "the forecast could not be tested on this history";
        return "not tested";
    }
    const char *doubt = words_doubt(arena, report->plan);
    if (doubt != NULL) { // what comes behind "Doubtful, ...: "
        const char *because = strstr(doubt, ": ");
        *why = because == NULL
                   ? doubt
                   : arena_strndup(arena, because + 2, strlen(because + 2) - strlen("."));
        return "low";
    }
    *why = skill >= 0
               ? arena_printf(arena, "error %.0f%% below \"same as last week\"", skill * 100)
               : arena_printf(arena, "error %.0f%% above \"same as last week\"", -skill * 100);
    bool low = skill < 0 || review->is_doubtful || test->coverage_p95 < 0.85;
    return low ? "low" : skill >= 0.5 && test->coverage_p95 >= 0.9 ? "high" : "fair";
}

static void confidence_tile(struct arena *arena, const struct plan_report *report,
                            enum plan_dates dates, struct plan_tile *tile)
{
    const struct capacity_plan *plan = report->plan;
    const struct backtest *test = &plan->in.forecast->backtest;
    const char *why;
    const char *level = plan_confidence(arena, report, &why);
    instant tested = plan->week[0].start + (instant)test->steps * test->step_s * INSTANT_PER_SECOND;
    *tile = (struct plan_tile){.label = "Confidence", .value = level};
    bool partly = test->origins > 0 && tested < plan->end && strcmp(level, "low") != 0;
    if (partly)
        tile->value = arena_printf(arena, "%s to %s", level,
                                   dates == PLAN_DATES_ISO ? words_date(arena, tested)
                                                           : plan_date(arena, dates, tested));
    tile->note = arena_printf(arena, "%s.%s", why,
                              partly ? " Beyond: a scenario, since no test reached so far." : "");
}

static void driver_tile(struct arena *arena, const struct plan_report *report,
                        struct plan_tile *tile)
{
    const struct plan_review *review = report->review;
    const struct plan_driver *event = driving_event(review);
    const char *growth = arena_printf(arena, "%s of %.1f%% a week",
                                      review->growth_week >= 0 ? "Growth" : "A decline",
                                      fabs(review->growth_week) * 100);
    double grown = 0;
    for (size_t i = 0; i < review->drivers; i++)
        if (review->driver[i].kind == DRIVER_GROWTH)
            grown = review->driver[i].instances;
    const char *adds =
        grown != 0 && fabs(review->growth_week) < 5e-4
            ? arena_printf(arena, "The demand as it is takes %s %s.",
                           words_number(arena, fabs(grown)), grown > 0 ? "more" : "less")
        : grown == 0 ? arena_printf(arena, "%s changes nothing.", growth)
                     : arena_printf(arena, "%s %s %s.", growth, grown > 0 ? "adds" : "takes",
                                    words_number(arena, fabs(grown)));
    *tile = (struct plan_tile){.label = "What drives it"};
    if (event != NULL && event->instances > 0) {
        tile->value =
            arena_printf(arena, "%s: +%s", event->name, words_number(arena, event->instances));
        tile->note = adds;
    } else {
        // More than half of it at once is no growth: the demand of today, as it is planned for.
        const double first = report->plan->week[0].needed - report->plan->baseline;
        const double rest = grown - first;
        const bool at_once = grown > 0 && first > grown / 2 && review->drivers == 1;
        tile->value = grown == 0 ? "nothing"
                      : at_once  ? arena_printf(arena, "the first week: %+.0f", first)
                                 : arena_printf(arena, "growth: %+.0f", grown);
        tile->note =
            !at_once ? adds
            : rest == 0
                ? arena_printf(arena, "Its peak takes them. %s changes nothing.", growth)
                : arena_printf(arena, "Its peak takes them. %s %s %s.", growth,
                               rest > 0 ? "adds" : "takes", words_number(arena, fabs(rest)));
    }
}

static void decide_tile(struct arena *arena, const struct plan_report *report,
                        enum plan_dates dates, struct plan_tile *tile)
{
    const struct capacity_plan *plan = report->plan;
    const struct order_date *order = &plan->order;
    double max = plan->in.sizing.max;
    const char *limit =
        isnan(max) ? "No max is given (--max)."
        : plan->not_met > 0
            ? arena_printf(arena, "Max has to be raised from %s to %s.", words_number(arena, max),
                           words_number(arena, plan->needed_most))
            : arena_printf(arena, "Max allows %s.", words_number(arena, max));
    *tile = (struct plan_tile){.label = "Decide by", .value = "no date", .note = limit};
    if (!orders(plan))
        return;
    if (order->order_by == INSTANT_NONE) {
        tile->value = plan_date(arena, dates, plan->needed_at);
        tile->note = arena_printf(arena, "when it is needed: --lead-time is not given. %s", limit);
    } else if (order->status == RUNOUT_LATE) {
        tile->value = arena_printf(arena, "today, %s", plan_date(arena, dates, plan->in.as_of));
        tile->note =
            arena_printf(arena, "was %s. %s", plan_date(arena, dates, order->order_by), limit);
    } else {
        tile->value = plan_date(arena, dates, order->order_by);
        tile->note = limit;
    }
}

/// Those who answer for money, the maximum and the lead time, where the files name them.
static void approve_tile(struct arena *arena, const struct plan_report *report,
                         struct plan_tile *tile)
{
    static const char *const names[] = {"budget", "max", "lead_time", "current"};
    const char *owners[4] = {NULL};
    size_t count = 0;
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < report->assumptions; i++) {
            const struct plan_assumption *one = &report->assumption[i];
            bool there = one->owner == NULL || strcmp(one->name, names[k]) != 0;
            for (size_t j = 0; j < count && !there; j++)
                there = strcmp(owners[j], one->owner) == 0;
            if (!there)
                owners[count++] = one->owner;
        }
    *tile = (struct plan_tile){.label = "Must approve",
                               .value = "not named",
                               .note = "owners of budget, max and lead_time in --assume sign"};
    if (count == 0)
        return;
    tile->value = count == 1 ? owners[0] : arena_printf(arena, "%s, %s", owners[0], owners[1]);
    tile->note =
        arena_printf(arena, "owner%s of the budget, the maximum and the lead time%s%s.",
                     count == 1 ? "" : "s", count > 2 ? "; also " : "", count > 2 ? owners[2] : "");
}

// --- what the answer depends on ------------------------------------------------------------------

const char *sensitivity_name(const struct plan_sensitivity *row)
{
    static const char *const names[][2] = {
        {"per_instance", "One instance"}, {"headroom", "Headroom"},
        {"quantile", "Planned for"},      {"spare", "Spare"},
        {"growth", "Growth a week"},      {"price", "Price"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (row->kind == SENSITIVE_TERM && strcmp(row->name, names[i][0]) == 0)
            return names[i][1];
    return row->name;
}

const char *sensitivity_value(struct arena *arena, const struct plan_report *report,
                              const struct plan_sensitivity *row, double value)
{
    if (row->kind == SENSITIVE_EVENT)
        return arena_printf(arena, "×%.3g", value);
    if (strcmp(row->name, "headroom") == 0)
        return arena_printf(arena, "%.0f%%", value * 100);
    if (strcmp(row->name, "growth") == 0)
        return arena_printf(arena, "%.1f%%", value * 100);
    if (strcmp(row->name, "quantile") == 0)
        return plan_column_name((enum plan_column)value);
    if (strcmp(row->name, "price") == 0)
        return words_price(arena, value);
    if (strcmp(row->name, "per_instance") == 0 && report->plan->in.history->unit.name[0] != '\0')
        return words_number(arena, value >= 100 ? round(value) : value);
    return words_number(arena, value);
}

const char *sensitivity_flips(struct arena *arena, const struct plan_report *report,
                              const struct plan_sensitivity *row)
{
    const struct {
        double at;
        const char *words;
    } turns[] = {
        {row->no_order, orders(report->plan) ? "no order at" : "an order at"},
        {row->above_max, report->plan->not_met > 0 ? "within max at" : "above max at"},
        {row->budget_kept, report->plan->over_budget > 0 ? "budget kept at" : "budget passed at"}};
    const char *text = "";
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (!isnan(turns[i].at))
            text = arena_printf(arena, "%s%s%s %s", text, text[0] == '\0' ? "" : "; ",
                                turns[i].words, sensitivity_value(arena, report, row, turns[i].at));
    return text[0] == '\0' ? "none" : text;
}

static void change_tile(struct arena *arena, const struct plan_report *report,
                        struct plan_tile *tile)
{
    const struct plan_review *review = report->review;
    const struct plan_sensitivity *nearest = NULL;
    double least = INFINITY;
    *tile = (struct plan_tile){.label = "Would change the answer",
                               .value = "nothing near",
                               .note = "no assumption within its range"};
    for (size_t i = 0; i < review->sensitivities; i++) {
        const struct plan_sensitivity *row = &review->sensitivity[i];
        const double turns[] = {row->no_order, row->above_max, row->budget_kept};
        for (size_t k = 0; k < 3; k++) {
            double away = fabs(turns[k] / row->base - 1);
            if (away < least) {
                least = away;
                nearest = row;
            }
        }
    }
    if (nearest == NULL)
        return;
    double at = nearest->no_order;
    const double turns[] = {nearest->no_order, nearest->above_max, nearest->budget_kept};
    for (size_t k = 0; k < 3; k++)
        if (isnan(at) || fabs(turns[k] / nearest->base - 1) < fabs(at / nearest->base - 1))
            at = turns[k];
    const char *side = at < nearest->base ? "below" : "above";
    const char *turned = sensitivity_value(arena, report, nearest, at);
    tile->value = strcmp(nearest->name, "per_instance") == 0 && nearest->kind == SENSITIVE_TERM
                      ? arena_printf(arena, "%s %s each", side, turned)
                      : arena_printf(arena, "%s %s %s", sensitivity_name(nearest), side, turned);
    tile->note = arena_printf(arena, "%s. Assumed %s.", sensitivity_flips(arena, report, nearest),
                              sensitivity_value(arena, report, nearest, nearest->base));
}

void plan_tiles_fill(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                     struct plan_tile tile[PLAN_TILES])
{
    amount_tile(arena, report, &tile[0]);
    budget_tile(arena, report, dates, &tile[1]);
    nothing_tile(arena, report, dates, &tile[2]);
    confidence_tile(arena, report, dates, &tile[3]);
    driver_tile(arena, report, &tile[4]);
    decide_tile(arena, report, dates, &tile[5]);
    approve_tile(arena, report, &tile[6]);
    change_tile(arena, report, &tile[7]);
}

size_t plan_doubts(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                   const char *doubt[PLAN_DOUBTS])
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_review *review = report->review;
    const struct plan_driver *event = driving_event(review);
    size_t count = 0;
    const char *serious = words_doubt(arena, plan);
    if (serious != NULL)
        doubt[count++] = serious;
    for (size_t i = 0; i < review->sensitivities && event != NULL && count < PLAN_DOUBTS; i++) {
        const struct plan_sensitivity *row = &review->sensitivity[i];
        if (row->kind == SENSITIVE_EVENT && strcmp(row->name, event->name) == 0)
            doubt[count++] = arena_printf(arena, "%s of the %s is an estimate: %s.",
                                          sensitivity_value(arena, report, row, row->base),
                                          row->name, sensitivity_flips(arena, report, row));
    }
    if (review->peaks_above > 0 && count < PLAN_DOUBTS)
        doubt[count++] =
            arena_printf(arena,
                         "%zu of %zu weekly peaks that were forecast %s ahead came above "
                         "what was planned for; the headroom has to cover that.",
                         review->peaks_above, review->tested_weeks,
                         review->tested_weeks == 1 ? "a week" : "weeks");
    if (plan->over_budget > 0 && plan->months_over == 0 && count < PLAN_DOUBTS)
        doubt[count++] = arena_printf(
            arena,
            "The budget holds for each calendar month. If %s is meant as a "
            "rate, it is passed in %zu of %zu weeks.",
            plan_money(arena, plan->in.sizing.budget_month), plan->over_budget, plan->weeks);
    instant tested = plan->week[0].start + (instant)plan->in.forecast->backtest.steps *
                                               plan->in.forecast->backtest.step_s *
                                               INSTANT_PER_SECOND;
    if (tested < plan->end && count < PLAN_DOUBTS)
        doubt[count++] = arena_printf(arena,
                                      "What comes after %s continues level, usual week and "
                                      "growth: no test reached so far.",
                                      plan_date(arena, dates, tested));
    return count;
}

const char *plan_option_name(struct arena *arena, const struct plan_option *option)
{
    const char *value = "";
    if (strcmp(option->id, "cache") == 0 || strcmp(option->id, "less_headroom") == 0)
        value = words_share(arena, option->value);
    else if (strcmp(option->id, "cheaper") == 0)
        value = arena_printf(arena, "%s an hour", words_price(arena, option->value));
    else if (strcmp(option->id, "pay") == 0)
        value = words_money(arena, option->value);
    else if (strcmp(option->id, "optimise") == 0)
        value = arena_printf(arena, "%s each", words_number(arena, option->value));
    else if (strcmp(option->id, "raise_max") == 0)
        value = arena_printf(arena, "to %s", words_number(arena, option->value));
    else if (strcmp(option->id, "commit") == 0)
        value = arena_printf(arena, "%s by %s", words_number(arena, option->value), option->what);
    else if (option->what != NULL)
        value = option->what;
    return arena_printf(arena, "%s%s%s%s", option->name, value[0] == '\0' ? "" : " ", value,
                        option->recommended ? " (recommended)" : "");
}

const char *plan_option_flags(struct arena *arena, const struct plan_option *option)
{
    const char *flag = option->flag;
    if (flag == NULL || isnan(option->value))
        return flag;
    const char *unit = strcmp(flag, "--price") == 0    ? "/h"
                       : strcmp(flag, "--budget") == 0 ? "/mo"
                                                       : "";
    return arena_printf(arena, "%s %.10g%s", flag, option->value, unit);
}

const char *plan_option_months(struct arena *arena, const struct plan_option *option)
{
    return isnan(option->months_over) ? "-"
           : option->months_over > 0
               ? arena_printf(arena, "%s over", words_number(arena, option->months_over))
               : "kept";
}

const char *plan_scenario_name(struct arena *arena, const struct plan_report *report,
                               const struct plan_scenario *scenario)
{
    if (strcmp(scenario->name, "base") == 0)
        return arena_printf(arena, "Base, %s", plan_column_name(report->plan->in.column));
    if (strcmp(scenario->name, "high") == 0)
        return "High, p99";
    if (strcmp(scenario->name, "worst") == 0)
        return "Worst: p99 and every event";
    if (scenario->scale < 0)
        return arena_printf(arena, "%s %s", scenario->scale == -1 ? "Without" : "With",
                            scenario->name);
    return arena_printf(arena, "%.4gx", scenario->scale);
}
