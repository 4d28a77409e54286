#include "advise/plan_review.h"

#include "base/memory.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const instant hour_ms = 3600 * INSTANT_PER_SECOND;

static int descending(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? 1 : one > other ? -1 : 0;
}

static int ascending(const void *a, const void *b)
{
    return descending(b, a);
}

/// Growth of the weekly peaks without events: the slope of their logarithms by least squares.
static double growth_of(const struct capacity_plan *plan)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (size_t w = 0; w < plan->weeks; w++) {
        double peak = plan->week[w].highest[plan->in.column];
        if (!(peak > 0) || plan->week[w].end - plan->week[w].start < 7 * 24 * hour_ms)
            continue;
        double x = (double)w, y = log(peak);
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    double spread = n * sxx - sx * sx;
    return n >= 3 && spread > 0 ? exp((n * sxy - sx * sy) / spread) - 1 : 0;
}

static void find_steps(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    double before = plan->baseline;
    review->step = mem_alloc(plan->weeks, sizeof *review->step);
    for (size_t w = 0; w < plan->weeks; w++) {
        const struct plan_week *week = &plan->week[w];
        if (week->kept == before)
            continue;
        review->step[review->steps++] = (struct plan_step){
            .from = w == plan->needed_week ? plan->needed_at : week->start,
            .instances = week->kept,
            .change = week->kept - before,
        };
        before = week->kept;
    }
}

static void add_driver(struct plan_review *review, enum driver_kind kind, const char *name,
                       double instances, instant from)
{
    if (instances == 0 || review->drivers == REVIEW_DRIVERS)
        return;
    review->driver[review->drivers++] =
        (struct plan_driver){.kind = kind, .name = name, .instances = instances, .from = from};
}

/// What an event takes in the week in which it takes most; `factor` is what each week's demand
/// becomes without it.
static double event_takes(const struct capacity_plan *plan, const double *factor)
{
    double most = 0;
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_row row;
        size_demand(&unbounded, fmax(plan->week[w].highest[plan->in.column], 0) * factor[w], &row);
        most = fmax(most, plan->week[w].needed - row.instances);
    }
    return most;
}

/// What each event takes of the largest week, and what growth takes by the end.
static void find_drivers(struct plan_review *review)
{
    const struct plan_review_inputs *in = &review->in;
    const struct capacity_plan *bare = in->without != NULL ? in->without : in->plan;
    double *factor = mem_alloc(in->plan->weeks, sizeof *factor);
    struct plan_variant as_is = plan_as_it_is(in->plan);
    struct plan_solution whole, less;
    plan_solve(in->plan, &as_is, &whole);
    for (size_t e = 0; in->without != NULL && e < in->events->count; e++) {
        const struct planned_event *event = &in->events->item[e];
        if (event->probability <= 0 || !planned_event_concerns(event, in->plan->in.history->key))
            continue;
        event_change(in, e, 1, false, factor);
        add_driver(review, DRIVER_EVENT, event->name, event_takes(in->plan, factor),
                   event->start + in->clock);
    }
    plan_solve(bare, &as_is, &less);
    add_driver(review, DRIVER_GROWTH, NULL, less.at_end - in->plan->baseline,
               bare->week[bare->weeks - 1].start);
    if (in->without != NULL && !isnan(whole.cost))
        review->event_cost = whole.cost - less.cost;
    free(factor);
}

/// A week of the history: what its steps were and what their highest needed.
static void measure_week(const struct capacity_plan *plan, struct plan_past_week *week,
                         double *room)
{
    const struct series *history = plan->in.history;
    size_t n = 0;
    struct plan_row row;
    for (size_t i = 0; i < history->n; i++) {
        instant time = series_time(history, i);
        if (time >= week->start && time < week->end && !isnan(history->value[i]))
            room[n++] = history->value[i];
    }
    week->steps = n;
    week->low = week->p95 = week->peak = week->need = NAN;
    if (n == 0)
        return;
    qsort(room, n, sizeof *room, ascending);
    week->low = room[0];
    week->p95 = room[(size_t)(0.95 * (double)(n - 1))];
    week->peak = room[n - 1];
    size_demand(&plan->in.sizing, fmax(week->peak, 0), &row);
    week->need = row.instances;
}

/// The weeks before the plan, back to the beginning of the history: at most as many as fit a chart.
static void find_history(struct plan_review *review)
{
    enum { WEEKS_MAX = 60 };
    const struct capacity_plan *plan = review->in.plan;
    const struct series *history = plan->in.history;
    const instant week_ms = SECONDS_PER_WEEK * INSTANT_PER_SECOND;
    instant end = plan->week[0].start;
    size_t weeks = (size_t)((end - history->start) / week_ms);
    weeks = weeks > WEEKS_MAX ? WEEKS_MAX : weeks;
    double *room = mem_alloc(history->n + 1, sizeof *room);
    review->history = mem_alloc(weeks + 1, sizeof *review->history);
    // What max takes away is no doubt about the forecast.
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    double carried = solve_demand(&unbounded, fmax(plan->week[0].kept, plan->week[0].needed));
    for (size_t w = 0; w < weeks; w++) {
        struct plan_past_week *week = &review->history[review->history_weeks++];
        week->start = end - (instant)(weeks - w) * week_ms;
        week->end = week->start + week_ms;
        measure_week(plan, week, room);
        if (weeks - w <= 8 && !isnan(week->peak)) {
            review->recent_weeks++;
            review->recent_above += week->peak > carried * (1 + 1e-12);
        }
    }
    free(room);
    review->is_doubtful =
        review->recent_weeks >= 3 && 2 * review->recent_above > review->recent_weeks;
}

/// What each hour needs at the planned column, the busiest first.
static void find_hours(struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    const struct forecast *forecast = plan->in.forecast;
    size_t hours = (size_t)((plan->end - plan->week[0].start) / hour_ms);
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    review->hourly = mem_alloc(hours + 1, sizeof *review->hourly);
    if (forecast->step_s > 3600)
        return;
    for (size_t h = 0; h < hours; h++)
        review->hourly[h] = 0;
    for (size_t i = 0; i < forecast->n; i++) {
        size_t h = i * (size_t)forecast->step_s / 3600;
        if (h < hours)
            review->hourly[h] =
                fmax(review->hourly[h], plan_forecast_value(forecast, plan->in.column, i));
    }
    for (size_t h = 0; h < hours; h++) {
        struct plan_row row;
        size_demand(&unbounded, fmax(review->hourly[h], 0), &row);
        review->hourly[h] = row.instances;
    }
    review->hours = hours;
    qsort(review->hourly, hours, sizeof *review->hourly, descending);
}

/// Weeks that were forecast from what came before them, against what came.
static void find_tested(struct plan_review *review)
{
    const struct capacity_plan *past = review->in.past;
    for (size_t w = 0; past != NULL && w < past->weeks && w < REVIEW_TESTED; w++) {
        const struct plan_week *week = &past->week[w];
        for (size_t h = 0; h < review->history_weeks; h++) {
            if (review->history[h].start != week->start || isnan(review->history[h].peak))
                continue;
            struct plan_tested_week *tested = &review->tested[review->tested_weeks++];
            *tested = (struct plan_tested_week){.start = week->start,
                                                .p50 = week->highest[PLAN_P50],
                                                .planned = week->highest[past->in.column],
                                                .p99 = week->highest[PLAN_P99],
                                                .peak = review->history[h].peak};
            review->peaks_above += tested->peak > tested->planned;
        }
    }
}

void plan_review_make(const struct plan_review_inputs *inputs, struct plan_review *review)
{
    *review = (struct plan_review){.in = *inputs, .event_cost = NAN};
    review->growth_week = growth_of(inputs->without != NULL ? inputs->without : inputs->plan);
    find_steps(review);
    find_drivers(review);
    find_history(review);
    find_hours(review);
    find_tested(review);
    plan_review_losses(review);
    plan_review_options(review);
    plan_review_scenarios(review);
    plan_review_sensitivity(review);
}

double plan_review_unit_cost(const struct plan_review *review)
{
    const struct capacity_plan *plan = review->in.plan;
    bool counted = review->served > 0 && plan->in.history->unit.dimension == DIMENSION_RATE;
    return counted ? plan->cost_total / review->served : (double)NAN;
}

double plan_review_peaks_held(const struct plan_review *review)
{
    return review->tested_weeks > 0 ? 1 - (double)review->peaks_above / (double)review->tested_weeks
                                    : (double)NAN;
}

void plan_review_release(struct plan_review *review)
{
    free(review->step);
    free(review->history);
    free(review->hourly);
    memset(review, 0, sizeof *review);
}
