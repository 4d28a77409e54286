#include "answer/plan_chart.h"

#include "answer/chart.h"
#include "base/memory.h"

#include <stdlib.h>

enum { HORIZONS_SHOWN = 3, CHART_ROWS = 14 };

/// First step of the history that the chart shows.
static size_t history_begin(const struct capacity_plan *plan)
{
    const struct series *history = plan->in.history;
    const struct forecast *forecast = plan->in.forecast;
    double steps =
        HORIZONS_SHOWN * (double)forecast->n * (double)forecast->step_s / (double)history->step_s;
    return steps < (double)history->n ? history->n - (size_t)steps : 0;
}

void plan_chart(const struct capacity_plan *plan, struct str *out)
{
    const struct series *history = plan->in.history;
    const struct forecast *forecast = plan->in.forecast;
    const double *planned =
        plan->in.column == PLAN_MEAN ? forecast->mean : forecast->level[plan->in.column - PLAN_P50];
    // By the forecast's steps, so that a week that the horizon cuts short ends with it.
    double *capacity = mem_alloc(forecast->n, sizeof *capacity);
    for (size_t i = 0; i < forecast->n; i++) {
        size_t w = i * (size_t)forecast->step_s / (size_t)SECONDS_PER_WEEK;
        capacity[i] = plan->week[w].row.instances * plan->in.sizing.per_instance;
    }
    size_t first = history_begin(plan);
    struct str range_name = {0};
    str_appendf(&range_name, "forecast (mean to highest %s)", plan_column_name(plan->in.column));
    const struct chart_layer layers[] = {
        {"history (mean to highest)", CHART_SOLID, series_time(history, first), history->step_s,
         history->n - first, NULL, history->value + first},
        {str_text(&range_name), CHART_DOTTED, forecast->start, forecast->step_s, forecast->n,
         forecast->mean, planned},
        {"capacity of the plan", CHART_LINE, forecast->start, forecast->step_s, forecast->n, NULL,
         capacity},
    };
    const struct chart chart = {
        .y_title = history->unit.name[0] != '\0' ? history->unit.name : history->name,
        .y_unit = &history->unit,
        .layer = layers,
        .layers = sizeof layers / sizeof *layers,
        .now = forecast->start,
        .rows = CHART_ROWS,
    };
    chart_render(&chart, out);
    str_release(&range_name);
    free(capacity);
}
