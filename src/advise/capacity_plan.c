#include "advise/capacity_plan.h"

#include "base/memory.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const int64_t week_ms = SECONDS_PER_WEEK * INSTANT_PER_SECOND;

double plan_forecast_value(const struct forecast *forecast, enum plan_column column, size_t i)
{
    return column == PLAN_MEAN ? forecast->mean[i] : forecast->level[column - PLAN_P50][i];
}

const char *plan_column_name(enum plan_column column)
{
    static const char *const name[PLAN_COLUMNS] = {"mean", "p50", "p90", "p95", "p99"};
    return name[column];
}

enum plan_column plan_column_named(const char *name)
{
    enum plan_column column = PLAN_MEAN;
    while (column < PLAN_P99 && strcmp(name, plan_column_name(column)) != 0)
        column++;
    return column;
}

const char *plan_verdict_name(enum plan_verdict verdict)
{
    static const char *const name[] = {
        [PLAN_ENOUGH] = "enough",
        [PLAN_ENOUGH_YET] = "enough so far",
        [PLAN_GROW] = "order",
        [PLAN_LATE] = "late",
        [PLAN_OVER_BUDGET] = "over budget",
        [PLAN_NOT_MET] = "cannot be met",
    };
    return name[verdict];
}

static instant forecast_time(const struct forecast *forecast, size_t i)
{
    return forecast->start + (int64_t)i * forecast->step_s * INSTANT_PER_SECOND;
}

static instant last_value_time(const struct series *series)
{
    size_t n = series->n;
    while (n > 1 && isnan(series->value[n - 1])) {
        n--;
    }
    return series_time(series, n - 1);
}

/// The highest step of the last seven days of the history, incidents taken as usual.
static int size_recent(struct capacity_plan *plan, struct err *err)
{
    const struct series *history = plan->in.history;
    instant from = series_end(history) - week_ms;
    double highest = NAN;
    char step[UNIT_NAME_MAX];
    if (history->step_s * INSTANT_PER_SECOND > week_ms) {
        return err_set(err, ERR_DATA,
                       "a plan goes week by week, and the data have steps of %s: give finer data, "
                       "or size the forecast: headroom forecast FILE | headroom size --demand p95",
                       duration_format(step, (double)history->step_s));
    }
    const double *usual = plan->in.forecast->mask.usual;
    for (size_t i = 0; i < history->n; i++) {
        // What was left out of the forecast says as little about today.
        bool is_left_out = usual != NULL && !isnan(usual[i]);
        double value = is_left_out ? usual[i] : history->value[i];
        if (series_time(history, i) >= from && !(value <= highest) && !isnan(value)) {
            highest = value;
            plan->recent_time = series_time(history, i);
        }
    }
    if (isnan(highest)) {
        return err_set(
            err, ERR_DATA,
            "the last seven days have no value, so that there is no fleet to start from; "
            "--until leaves out what is after the data");
    }
    size_demand(&plan->in.sizing, fmax(highest, 0), &plan->recent);
    return 0;
}

/// What a week is sized by. A peak is no lower than a step, but for what the last digit makes of
/// it.
static void take_peak(const struct peaks *peaks, size_t w, struct plan_week *week)
{
    for (size_t c = 0; c < PLAN_COLUMNS; c++) {
        double peak = -INFINITY;
        if (peaks != NULL && w < peaks->periods)
            peak = c == PLAN_MEAN ? peaks->mean[w] : peaks->level[c - PLAN_P50][w];
        week->highest[c] = fmax(week->step[c], peak);
    }
}

static void size_weeks(struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    instant end = forecast_time(forecast, forecast->n);
    plan->weeks = (size_t)((end - forecast->start + week_ms - 1) / week_ms);
    plan->week = mem_alloc(plan->weeks, sizeof *plan->week);
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_week *week = &plan->week[w];
        week->start = forecast->start + (int64_t)w * week_ms;
        week->end = week->start + week_ms < end ? week->start + week_ms : end;
        for (size_t c = 0; c < PLAN_COLUMNS; c++) {
            week->step[c] = -INFINITY;
        }
    }
    for (size_t i = 0; i < forecast->n; i++) {
        instant time = forecast_time(forecast, i);
        struct plan_week *week = &plan->week[(time - forecast->start) / week_ms];
        for (size_t c = 0; c < PLAN_COLUMNS; c++) {
            double value = plan_forecast_value(forecast, (enum plan_column)c, i);
            if (value > week->step[c]) {
                week->step[c] = value;
                week->peak_time = c == plan->in.column ? time : week->peak_time;
            }
        }
    }
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_week *week = &plan->week[w];
        struct plan_row row;
        take_peak(plan->in.peaks, w, week);
        double demand = fmax(week->highest[plan->in.column], 0);
        size_demand(&plan->in.sizing, demand, &week->row);
        size_demand(&unbounded, demand, &row);
        week->needed = row.instances;
    }
}

/// The tolerance is the one of bound_by: a budget that is met to the cent is met.
static bool is_over(const struct sizing *sizing, double cost_month)
{
    return cost_month > sizing->budget_month * (1 + 1e-12);
}

void plan_hold_dips(double *instances, size_t weeks, double before, double lead_time_s)
{
    size_t longest = isnan(lead_time_s) ? 0 : (size_t)(lead_time_s / (double)SECONDS_PER_WEEK);
    double *given = mem_alloc(weeks, sizeof *given);
    memcpy(given, instances, weeks * sizeof *given);
    for (size_t left = 0; left <= weeks; left++) {
        // What stands left of the dip: the fleet before the first week, or that of a week.
        double high = left == 0 ? before : given[left - 1];
        if (isnan(high)) // nothing is known to have been in service before
            continue;
        for (size_t right = left + 1; right < weeks && right - left <= longest; right++) {
            double held = fmin(high, given[right]);
            for (size_t w = left; w < right; w++)
                instances[w] = fmax(instances[w], held);
        }
    }
    free(given);
}

/// What each week keeps, when dips are held, by a column of the forecast.
static void find_kept(const struct capacity_plan *plan, enum plan_column column, double *kept)
{
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_row row;
        size_demand(&plan->in.sizing, fmax(plan->week[w].highest[column], 0), &row);
        kept[w] = row.instances;
    }
    plan_hold_dips(kept, plan->weeks, plan->baseline_given ? plan->baseline : (double)NAN,
                   plan->in.lead_time_s);
}

static instant month_after(instant time)
{
    struct civil civil;
    civil_from_instant(time, &civil);
    bool last = civil.month == 12;
    const struct civil next = {
        .year = civil.year + (last ? 1 : 0), .month = last ? 1 : civil.month + 1, .day = 1};
    return civil_to_instant(&next);
}

static instant month_of(instant time)
{
    struct civil civil;
    civil_from_instant(time, &civil);
    civil = (struct civil){.year = civil.year, .month = civil.month, .day = 1};
    return civil_to_instant(&civil);
}

static double hours_between(instant from, instant to)
{
    return to > from ? (double)(to - from) / (3600.0 * (double)INSTANT_PER_SECOND) : 0;
}

/// Adds what a month costs of the weeks that it overlaps.
static void add_month(struct capacity_plan *plan, instant start, const double *high)
{
    const struct sizing *sizing = &plan->in.sizing;
    const instant end = month_after(start);
    struct plan_month *month = &plan->month[plan->months++];
    *month = (struct plan_month){.start = start, .hours_all = hours_between(start, end)};
    for (size_t w = 0; w < plan->weeks; w++) {
        const struct plan_week *week = &plan->week[w];
        double hours = hours_between(week->start > start ? week->start : start,
                                     week->end < end ? week->end : end);
        month->hours += hours;
        month->cost += hours * week->kept * sizing->price_hour;
        month->high += hours * fmax(high[w], week->kept) * sizing->price_hour;
        if (hours > 0)
            month->peak_month =
                fmax(month->peak_month, week->kept * sizing->price_hour * sizing->hours_per_month);
    }
    month->as_today = month->hours * plan->baseline * sizing->price_hour;
    month->share = month->cost / month->hours * sizing->hours_per_month / sizing->budget_month;
    plan->months_over += month->share > 1 + 1e-12;
}

/// Calendar months: what a budget is kept by, where a rate says what an hour comes to in a month.
static void find_months(struct capacity_plan *plan)
{
    double *kept = mem_alloc(plan->weeks, sizeof *kept);
    double *high = mem_alloc(plan->weeks, sizeof *high);
    const instant last = plan->week[plan->weeks - 1].end;
    find_kept(plan, plan->in.column, kept);
    find_kept(plan, PLAN_P99, high);
    plan->cost_total = 0;
    for (size_t w = 0; w < plan->weeks; w++) {
        struct plan_week *week = &plan->week[w];
        week->kept = kept[w];
        plan->cost_total +=
            kept[w] * plan->in.sizing.price_hour * hours_between(week->start, week->end);
    }
    size_t most =
        (size_t)((last - plan->week[0].start) / (28 * SECONDS_PER_DAY * INSTANT_PER_SECOND)) + 2;
    plan->month = mem_alloc(most, sizeof *plan->month);
    for (instant start = month_of(plan->week[0].start); start < last; start = month_after(start))
        add_month(plan, start, high);
    free(kept);
    free(high);
}

static void sum_up_weeks(struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    plan->needed_week = SIZE_MAX;
    plan->not_met_week = SIZE_MAX;
    for (size_t w = 0; w < plan->weeks; w++) {
        const struct plan_week *week = &plan->week[w];
        const struct plan_row *row = &week->row;
        double needed_month = week->needed * sizing->price_hour * sizing->hours_per_month;
        if (row->instances > plan->week[plan->largest].row.instances) {
            plan->largest = w;
        }
        if (row->demand > plan->week[plan->busiest].row.demand) {
            plan->busiest = w;
        }
        if (week->needed > plan->baseline && plan->needed_week == SIZE_MAX) {
            plan->needed_week = w;
        }
        plan->over_budget += is_over(sizing, row->cost_month);
        plan->needed_over += is_over(sizing, needed_month);
        if (week->needed > row->instances) {
            plan->not_met_week = plan->not_met == 0 ? w : plan->not_met_week;
            plan->not_met++;
        }
        plan->shortfall = fmax(plan->shortfall, week->needed - row->instances);
        plan->needed_most = fmax(plan->needed_most, week->needed);
    }
    plan->needed_month = plan->needed_most * sizing->price_hour * sizing->hours_per_month;
}

/// The first step of the week that first needs more whose demand takes more than the baseline;
/// where only the week's peak does, that may come at any time from its start on.
static instant needed_step(const struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    if (plan->needed_week == SIZE_MAX)
        return INSTANT_NONE;
    const struct plan_week *week = &plan->week[plan->needed_week];
    struct sizing unbounded = plan->in.sizing;
    unbounded.max = NAN;
    double carried = solve_demand(&unbounded, plan->baseline);
    for (size_t i = 0; i < forecast->n; i++) {
        instant time = forecast_time(forecast, i);
        if (time >= week->start && time < week->end &&
            !(plan_forecast_value(forecast, plan->in.column, i) <= carried * (1 + 1e-12)))
            return time;
    }
    return week->start;
}

static instant week_start(const struct capacity_plan *plan, size_t week)
{
    return week == SIZE_MAX ? INSTANT_NONE : plan->week[week].start;
}

/// What is short already, when more is needed, and how far one has to see to know.
static void find_dates(struct capacity_plan *plan)
{
    const struct plan_inputs *in = &plan->in;
    struct sizing unbounded = in->sizing;
    struct plan_row row;
    unbounded.max = NAN;
    size_demand(&unbounded, plan->recent.demand, &row);
    plan->short_today = plan->baseline_given ? fmax(0, row.instances - plan->baseline) : 0;
    plan->needed_at = needed_step(plan);
    plan->order = order_date_for(plan->needed_at, in->lead_time_s, in->as_of);
    plan->quota = order_date_for(week_start(plan, plan->not_met_week), in->lead_time_s, in->as_of);
    plan->end = plan->week[plan->weeks - 1].end;
    plan->known_from = order_known_from(in->as_of, in->lead_time_s, in->review_s);
}

/// Instances that no later week needs again, from the first week on in which there are some.
static void find_excess(struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    struct plan_excess *excess = &plan->excess;
    double month = sizing->price_hour * sizing->hours_per_month;
    struct sizing paid = *sizing;
    paid.max = NAN;
    *excess = (struct plan_excess){
        .from = INSTANT_NONE, .cost_month = 0, .kept_month = month * plan->baseline};
    if (!plan->baseline_given || plan->needed_week != SIZE_MAX) {
        return;
    }
    double needed_later = 0;
    for (size_t w = plan->weeks; w-- > 0;) {
        needed_later = fmax(needed_later, plan->week[w].needed);
        if (needed_later >= plan->baseline)
            break;
        excess->instances = plan->baseline - needed_later;
        excess->from = plan->week[w].start;
    }
    excess->cost_month = month * excess->instances;
    if (is_over(sizing, excess->kept_month)) {
        excess->over_month = excess->kept_month - sizing->budget_month;
        excess->release = plan->baseline - fleet_allowed(&paid);
    }
}

/// Demand that a fleet which stays as it is meets with all buffers, without them, or not at all.
static void find_inaction(struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    struct plan_inaction *inaction = &plan->inaction;
    double buffered = solve_demand(&plan->in.sizing, plan->baseline);
    double most = plan->baseline * plan->in.sizing.per_instance;
    double demand_sum = 0;
    double unserved = 0;
    double missing = 0; // instances, summed over steps
    size_t over = 0;
    *inaction = (struct plan_inaction){
        .instances = plan->baseline, .buffers_used = INSTANT_NONE, .overload = INSTANT_NONE};
    for (size_t w = 0; w < plan->weeks; w++) {
        double demand = fmax(plan->week[w].highest[plan->in.column], 0);
        inaction->utilization = fmax(inaction->utilization, demand / most);
        inaction->peak_uses_buffers =
            inaction->peak_uses_buffers || !(demand <= buffered * (1 + 1e-12));
    }
    for (size_t i = 0; i < forecast->n; i++) {
        double demand = fmax(plan_forecast_value(forecast, plan->in.column, i), 0);
        demand_sum += demand;
        if (inaction->buffers_used == INSTANT_NONE && !(demand <= buffered * (1 + 1e-12))) {
            inaction->buffers_used = forecast_time(forecast, i);
        }
        if (demand > most) {
            missing += (demand - most) / plan->in.sizing.per_instance;
            inaction->overload = inaction->overload == INSTANT_NONE ? forecast_time(forecast, i)
                                                                    : inaction->overload;
            unserved += demand - most;
            over++;
        }
    }
    inaction->steps_over = (double)over / (double)forecast->n;
    inaction->demand_unserved = demand_sum > 0 ? unserved / demand_sum : 0;
    inaction->missing_hours = missing * (double)forecast->step_s / 3600;
    inaction->cost_month =
        plan->baseline * plan->in.sizing.price_hour * plan->in.sizing.hours_per_month;
    inaction->cost_missing = inaction->missing_hours * plan->in.miss_price_hour;
}

const char *plan_limit_name(enum plan_limit limit)
{
    static const char *const name[PLAN_LIMITS] = {
        [PLAN_LIMIT_CURRENT] = "current", [PLAN_LIMIT_MAX] = "max", [PLAN_LIMIT_BUDGET] = "budget"};
    return name[limit];
}

/// How many instances each limit allows: NaN where it is not given.
static void list_limits(struct capacity_plan *plan, double allowed[PLAN_LIMITS])
{
    struct sizing paid = plan->in.sizing;
    paid.max = NAN;
    double pays = fleet_allowed(&paid);
    allowed[PLAN_LIMIT_CURRENT] = plan->baseline;
    allowed[PLAN_LIMIT_MAX] = plan->in.sizing.max;
    allowed[PLAN_LIMIT_BUDGET] = isinf(pays) ? (double)NAN : pays;
}

static void find_limits(struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    instant *time = mem_alloc(forecast->n, sizeof *time);
    for (size_t i = 0; i < forecast->n; i++) {
        time[i] = forecast_time(forecast, i);
    }
    const struct demand_path path = {
        .n = forecast->n,
        .time = time,
        .planned = plan->in.column == PLAN_MEAN ? forecast->mean
                                                : forecast->level[plan->in.column - PLAN_P50],
        .expected = forecast->level[0],
        .high = forecast->level[PLAN_P99 - PLAN_P50],
    };
    double allowed[PLAN_LIMITS];
    list_limits(plan, allowed);
    for (int i = 0; i < PLAN_LIMITS; i++) {
        struct plan_limit_date *limit = &plan->limit[i];
        limit->given = i == PLAN_LIMIT_CURRENT ? plan->baseline_given : !isnan(allowed[i]);
        limit->instances = allowed[i];
        if (!isnan(allowed[i])) {
            runout_find(&path, solve_demand(&plan->in.sizing, allowed[i]), plan->in.lead_time_s,
                        plan->in.as_of, &limit->when);
        }
    }
    free(time);
}

struct sized_demand plan_asked(const struct capacity_plan *plan)
{
    double hit = plan->in.cache_hit;
    return (struct sized_demand){
        .sizing = plan->in.sizing,
        .unit = plan->in.history->unit,
        .asked = plan->week[plan->busiest].row.demand / (1 - hit),
        .cache_hit = hit,
    };
}

static enum plan_verdict judge(const struct capacity_plan *plan)
{
    if (plan->not_met > 0) {
        return PLAN_NOT_MET;
    }
    if (plan->over_budget > 0) {
        return PLAN_OVER_BUDGET;
    }
    if (plan->needed_week == SIZE_MAX) {
        return plan->end < plan->known_from ? PLAN_ENOUGH_YET : PLAN_ENOUGH;
    }
    return plan->order.order_by != INSTANT_NONE && plan->order.status == RUNOUT_LATE ? PLAN_LATE
                                                                                     : PLAN_GROW;
}

int capacity_plan_make(const struct plan_inputs *inputs, struct capacity_plan *plan,
                       struct err *err)
{
    *plan = (struct capacity_plan){.in = *inputs, .data_end = last_value_time(inputs->history)};
    if (plan->in.as_of == INSTANT_NONE) {
        plan->in.as_of = plan->data_end;
    }
    if (sizing_check(&inputs->sizing, err) != 0 || size_recent(plan, err) != 0) {
        return -1;
    }
    plan->baseline_given = !isnan(inputs->current);
    plan->baseline = plan->baseline_given ? inputs->current : plan->recent.instances;
    size_weeks(plan);
    find_months(plan);
    sum_up_weeks(plan);
    find_dates(plan);
    find_excess(plan);
    find_inaction(plan);
    find_limits(plan);
    plan->verdict = judge(plan);
    return 0;
}

size_t plan_week_at(const struct capacity_plan *plan, instant time)
{
    for (size_t w = 0; w < plan->weeks; w++) {
        if (time >= plan->week[w].start && time < plan->week[w].end) {
            return w;
        }
    }
    return SIZE_MAX;
}

void capacity_plan_release(struct capacity_plan *plan)
{
    free(plan->week);
    free(plan->month);
    memset(plan, 0, sizeof *plan);
}
