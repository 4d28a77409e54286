#include "advise/forecast_doubt.h"
#include "answer/plan_words.h"
#include "base/unit.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/// Where to put what was found.
struct risk_list {
    struct arena *arena;
    void (*add)(void *context, const char *risk);
    void *context;
};

static void add_demand_risks(const struct risk_list *list, const struct capacity_plan *plan)
{
    const struct plan_week *week = &plan->week[plan->busiest];
    if (plan->in.column < PLAN_P99) {
        struct plan_row row;
        size_demand(&plan->in.sizing, fmax(week->highest[PLAN_P99], 0), &row);
        double more = row.instances - week->row.instances;
        if (more > 0) {
            list->add(list->context,
                      arena_printf(list->arena,
                                   "demand above %s: p99 (%s) takes %s more in the week of %s",
                                   plan_column_name(plan->in.column),
                                   words_demand(list->arena, plan, week->highest[PLAN_P99]),
                                   words_instances(list->arena, more),
                                   words_date(list->arena, week->start)));
        }
    }
}

/// What the backtest says of the band that is planned with.
static void add_band_risks(const struct risk_list *list, const struct capacity_plan *plan,
                           const struct forecast_doubt *doubt)
{
    const char *share = words_share(list->arena, plan->in.forecast->backtest.coverage_p95);
    if (doubt->narrow) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "the forecast's p95 held for only %s of the values in the backtest: "
                               "plan with --quantile p99",
                               share));
    }
    if (doubt->wide) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "the forecast's p95 held for %s of the values in the backtest: the "
                               "band is wide and the plan larger than p95 has to be; compare with "
                               "--quantile p90",
                               share));
    }
}

static void add_forecast_risks(const struct risk_list *list, const struct capacity_plan *plan)
{
    const struct forecast *forecast = plan->in.forecast;
    const struct forecast_doubt doubt = forecast_doubt_find(plan);
    if (doubt.beyond_seen) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "the demand planned for is %s times the highest of the history: "
                               "plan a shorter horizon, or with --quantile p50",
                               words_number(list->arena, doubt.times_seen)));
    }
    if (doubt.worse_than_naive) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "in the backtest the forecast's error was %s more than that of "
                               "repeating the last season",
                               words_share(list->arena, -forecast->backtest.skill)));
    }
    add_band_risks(list, plan, &doubt);
    if (doubt.untested) {
        char tested[UNIT_NAME_MAX];
        char horizon[UNIT_NAME_MAX];
        duration_format(tested,
                        (double)forecast->backtest.steps * (double)forecast->backtest.step_s);
        duration_format(horizon, (double)forecast->n * (double)forecast->step_s);
        list->add(list->context,
                  arena_printf(list->arena,
                               "the forecast was tested for %s ahead and the horizon is %s: what "
                               "is further off than %s is not tested",
                               tested, horizon, tested));
    }
}

static void add_fleet_risks(const struct risk_list *list, const struct capacity_plan *plan)
{
    const struct sizing *sizing = &plan->in.sizing;
    const struct plan_row *row = &plan->week[plan->busiest].row;
    if (sizing->spare_kind == SPARE_INSTANCES && sizing->spare == 0) {
        list->add(list->context, "no spare: the first failure eats into the headroom");
    }
    if (row->utilization_failed > 1) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "with %s lost the rest is overloaded (%s) in the week of %s",
                               words_spare(list->arena, sizing),
                               words_share(list->arena, row->utilization_failed),
                               words_date(list->arena, plan->week[plan->busiest].start)));
    }
    if (isnan(plan->in.lead_time_s) && plan->needed_week != SIZE_MAX) {
        list->add(list->context,
                  "no lead time is known, so there is no date to order by: --lead-time gives one");
    }
    for (int i = PLAN_LIMIT_MAX; i < PLAN_LIMITS; i++) {
        const struct plan_limit_date *limit = &plan->limit[i];
        if (limit->given && limit->when.planned == INSTANT_NONE &&
            limit->when.earliest != INSTANT_NONE) {
            list->add(list->context,
                      arena_printf(list->arena,
                                   "%s is passed as early as %s if demand comes at p99",
                                   i == PLAN_LIMIT_MAX ? "max" : "the budget",
                                   words_date(list->arena, limit->when.earliest)));
        }
    }
}

/// Facts that somebody must answer for; what the planner chooses needs no source.
static bool is_fact(const struct plan_assumption *assumption)
{
    return strcmp(assumption->name, "horizon") != 0 && strcmp(assumption->name, "quantile") != 0 &&
           (assumption->origin == NULL || strcmp(assumption->origin, "default") != 0);
}

static void add_assumption_risks(const struct risk_list *list, const struct plan_report *report)
{
    const char *names = NULL;
    for (size_t i = 0; i < report->assumptions; i++) {
        const struct plan_assumption *assumption = &report->assumption[i];
        if (is_fact(assumption) && (assumption->source == NULL || assumption->owner == NULL)) {
            names = names == NULL ? assumption->name
                                  : arena_printf(list->arena, "%s, %s", names, assumption->name);
        }
    }
    if (names != NULL) {
        list->add(list->context,
                  arena_printf(list->arena,
                               "assumptions without a source or an owner: %s; --assume FILE "
                               "records both",
                               names));
    }
    const struct series *history = report->plan->in.history;
    if (history->unit.name[0] == '\0') {
        list->add(list->context,
                  arena_printf(list->arena,
                               "the unit of %s is not known: per_instance is taken to be in the "
                               "same one; --unit names it",
                               report->subject));
    }
}

void words_risks(struct arena *arena, const struct plan_report *report,
                 void (*add)(void *context, const char *risk), void *context)
{
    const struct risk_list list = {arena, add, context};
    add_forecast_risks(&list, report->plan);
    add_demand_risks(&list, report->plan);
    add_fleet_risks(&list, report->plan);
    add_assumption_risks(&list, report);
}

void words_warnings(struct arena *arena, const struct plan_report *report,
                    void (*add)(void *context, const char *warning), void *context)
{
    const struct notes *const of[] = {report->forecasting, report->reading};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        for (size_t i = 0; of[k] != NULL && i < of[k]->count; i++) {
            const struct note *note = &of[k]->note[i];
            if (note->level == NOTE_WARNING) {
                add(context, note->count > 1
                                 ? arena_printf(arena, "%s (%zu like it)", note->text, note->count)
                                 : note->text);
            }
        }
    }
}
