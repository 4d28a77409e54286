// What the answer depends on: each assumption a fifth lower and higher, and the value from which
// the decision is another one, found by bisection of the plan.
#include "advise/plan_review.h"
#include "base/memory.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BISECTIONS = 14 };

/// What is changed.
enum term {
    TERM_EVENT,
    TERM_RATE,
    TERM_HEADROOM,
    TERM_QUANTILE,
    TERM_SPARE,
    TERM_GROWTH,
    TERM_PRICE
};

struct question {
    const struct plan_review *review;
    enum term term;
    size_t event;
    double *factor; ///< room for one a week
};

/// The plan with the term at a value.
static void solve_with(const struct question *question, double value,
                       struct plan_solution *solution)
{
    const struct plan_review *review = question->review;
    const struct capacity_plan *plan = review->in.plan;
    struct plan_variant variant = plan_as_it_is(plan);
    switch (question->term) {
    case TERM_EVENT:
        event_change(&review->in, question->event, value, false, question->factor);
        variant.week_scale = question->factor;
        break;
    case TERM_RATE:
        variant.sizing.per_instance = value;
        break;
    case TERM_HEADROOM:
        variant.sizing.headroom = value;
        break;
    case TERM_QUANTILE:
        variant.column = (enum plan_column)value;
        break;
    case TERM_SPARE:
        variant.sizing.spare = value;
        break;
    case TERM_GROWTH:
        for (size_t w = 0; w < plan->weeks; w++)
            question->factor[w] = pow((1 + value) / (1 + review->growth_week), (double)(w + 1));
        variant.week_scale = question->factor;
        break;
    case TERM_PRICE:
        variant.sizing.price_hour = value;
        break;
    }
    plan_solve(plan, &variant, solution);
}

/// What a decision asks of a solution.
enum verdict_of { ORDERS, BEYOND_MAX, KEEPS_BUDGET };

static bool holds(const struct plan_review *review, enum verdict_of which,
                  const struct plan_solution *solution)
{
    const struct capacity_plan *plan = review->in.plan;
    if (which == ORDERS)
        return solution->most > plan->baseline;
    if (which == BEYOND_MAX)
        return solution->most > plan->in.sizing.max;
    return !(solution->share > 1 + 1e-12);
}

/// The value between `from` and `to` at which a verdict changes; NaN where both ends have the same.
static double turning_point(const struct question *question, enum verdict_of which, double from,
                            double to)
{
    struct plan_solution solution;
    solve_with(question, from, &solution);
    bool at_from = holds(question->review, which, &solution);
    solve_with(question, to, &solution);
    if (holds(question->review, which, &solution) == at_from)
        return NAN;
    for (int turn = 0; turn < BISECTIONS; turn++) {
        double middle = (from + to) / 2;
        solve_with(question, middle, &solution);
        if (holds(question->review, which, &solution) == at_from)
            from = middle;
        else
            to = middle;
    }
    return (from + to) / 2;
}

/// Where the verdict turns on either side of the base value.
static double nearest_turn(const struct question *question, enum verdict_of which, double low,
                           double base, double high)
{
    double up = turning_point(question, which, base, high);
    return isnan(up) ? turning_point(question, which, base, low) : up;
}

/// Adds a term; `least` and `most` bound the search for turning points (NaN: none).
static void add_term(struct plan_review *review, struct question *question, const char *name,
                     const double value[3], double least, double most)
{
    const struct capacity_plan *plan = review->in.plan;
    struct plan_solution low, high;
    struct plan_sensitivity *row = &review->sensitivity[review->sensitivities];
    if (review->sensitivities + 1 < REVIEW_SENSITIVITIES)
        review->sensitivities++;
    *row = (struct plan_sensitivity){.name = name,
                                     .kind = question->term == TERM_EVENT ? SENSITIVE_EVENT
                                                                          : SENSITIVE_TERM,
                                     .low = value[0],
                                     .base = value[1],
                                     .high = value[2],
                                     .no_order = NAN,
                                     .above_max = NAN,
                                     .budget_kept = NAN};
    solve_with(question, value[0], &low);
    solve_with(question, value[2], &high);
    row->n_low = low.most;
    row->n_high = high.most;
    if (isnan(least))
        return;
    if (question->term != TERM_PRICE) {
        row->no_order = nearest_turn(question, ORDERS, least, value[1], most);
        if (!isnan(plan->in.sizing.max))
            row->above_max = nearest_turn(question, BEYOND_MAX, least, value[1], most);
    }
    if (!isnan(plan->in.sizing.budget_month) && !isnan(plan->in.sizing.price_hour))
        row->budget_kept = nearest_turn(question, KEEPS_BUDGET, least, value[1], most);
}

static void add_events(struct plan_review *review, struct question *question)
{
    const struct plan_review_inputs *in = &review->in;
    size_t added = 0;
    question->term = TERM_EVENT;
    for (size_t e = 0; in->without != NULL && e < in->events->count && added < 3; e++) {
        const struct planned_event *event = &in->events->item[e];
        bool acts = false;
        if (!planned_event_concerns(event, in->plan->in.history->key) || event->multiplier == 1 ||
            event->probability <= 0)
            continue;
        event_change(in, e, 1, false, question->factor);
        for (size_t w = 0; w < in->plan->weeks; w++)
            acts = acts || fabs(question->factor[w] - 1) > 1e-9;
        if (!acts)
            continue;
        const double value[3] = {event->multiplier * 0.8, event->multiplier,
                                 event->multiplier * 1.2};
        question->event = e;
        add_term(review, question, event->name, value, 0.2, event->multiplier * 4);
        added++;
    }
}

static void add_terms(struct plan_review *review, struct question *question)
{
    const struct capacity_plan *plan = review->in.plan;
    const struct sizing *sizing = &plan->in.sizing;
    const double rate[3] = {sizing->per_instance * 0.8, sizing->per_instance,
                            sizing->per_instance * 1.2};
    question->term = TERM_RATE;
    add_term(review, question, "per_instance", rate, rate[1] / 4, rate[1] * 4);
    const double headroom[3] = {sizing->headroom * 0.8, sizing->headroom, sizing->headroom * 1.2};
    question->term = TERM_HEADROOM;
    if (sizing->headroom > 0)
        add_term(review, question, "headroom", headroom, 0, headroom[1] * 4);
    const double quantile[3] = {
        plan->in.column == PLAN_P50 || plan->in.column == PLAN_MEAN ? (double)plan->in.column
                                                                    : (double)plan->in.column - 1,
        (double)plan->in.column,
        plan->in.column == PLAN_P99 ? PLAN_P99 : (double)plan->in.column + 1};
    question->term = TERM_QUANTILE;
    add_term(review, question, "quantile", quantile, NAN, NAN);
    const double spare[3] = {fmax(0, sizing->spare - 1), sizing->spare, sizing->spare + 1};
    question->term = TERM_SPARE;
    if (sizing->spare_kind == SPARE_INSTANCES)
        add_term(review, question, "spare", spare, NAN, NAN);
    const double growth[3] = {review->growth_week * 0.8, review->growth_week,
                              review->growth_week * 1.2};
    question->term = TERM_GROWTH;
    if (fabs(review->growth_week) > 1e-4)
        add_term(review, question, "growth", growth, fmin(-0.02, growth[1] * 4),
                 fmax(0.05, growth[1] * 4));
    const double price[3] = {sizing->price_hour * 0.8, sizing->price_hour,
                             sizing->price_hour * 1.2};
    question->term = TERM_PRICE;
    if (!isnan(sizing->price_hour))
        add_term(review, question, "price", price, price[1] / 4, price[1] * 4);
}

static int by_swing(const void *a, const void *b)
{
    const struct plan_sensitivity *one = a, *other = b;
    double left = fabs(one->n_high - one->n_low), right = fabs(other->n_high - other->n_low);
    if (left != right)
        return left < right ? 1 : -1;
    return strcmp(one->name, other->name);
}

void plan_review_sensitivity(struct plan_review *review)
{
    double *factor = mem_alloc(review->in.plan->weeks, sizeof *factor);
    struct question question = {.review = review, .factor = factor};
    add_events(review, &question);
    add_terms(review, &question);
    qsort(review->sensitivity, review->sensitivities, sizeof *review->sensitivity, by_swing);
    free(factor);
}
