#include "cmd/plan_table.h"

#include "sizing/scaling_equation.h"

#include <math.h>
#include <string.h>

enum { KEY_COLUMNS = 2 }; ///< time and service

static const struct schema_column columns[] = {
    {"time", COLUMN_TIME, STYLE_PLAIN, NULL, true,
     "start of the step as in the input, or of the week of a plan"},
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "which service, as in the input"},
    {"demand", COLUMN_NUMBER, STYLE_PLAIN, "the input's unit", false,
     "what the instances have to serve, less what a cache answers"},
    {"base", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "instances for the demand alone: demand / per_instance, not rounded"},
    {"headroom", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "added for headroom"},
    {"rounding", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "added by rounding up, once, to whole instances"},
    {"spare", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "added for failures and for rolling deployments"},
    {"zone_fill", COLUMN_NUMBER, STYLE_PLAIN, "instances", false, "added to fill zones evenly"},
    {"bound", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "added by the latency target or by min, or taken away by max"},
    {"instances", COLUMN_NUMBER, STYLE_PLAIN, "instances", false,
     "the sum of the columns from base to bound"},
    {"utilization", COLUMN_NUMBER, STYLE_RATIO, "share", false, "of all instances"},
    {"utilization_failed", COLUMN_NUMBER, STYLE_RATIO, "share", false,
     "of those left when what the spare is for fails"},
    {"latency", COLUMN_NUMBER, STYLE_PLAIN, "s", false,
     "the latency target's percentile with all instances; missing without a target"},
    {"cost_hour", COLUMN_NUMBER, STYLE_COST_HOUR, "per hour", false,
     "what all instances cost: x price"},
    {"cost_month", COLUMN_NUMBER, STYLE_COST_MONTH, "per month", false,
     "the same for a month: x hours_per_month"},
    {"bound_by", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "what decided the count: throughput, latency, memory, connections, zone, min, max or budget"},
    {"need_by", COLUMN_TIME, STYLE_PLAIN, NULL, true,
     "of a plan: when more are needed than before; missing where they are not"},
    {"order_by", COLUMN_TIME, STYLE_PLAIN, NULL, true, "of a plan: that less the lead time"},
    {"COLUMN...", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "with size: further columns of the input"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_plan = {"the plan table", columns};

size_t plan_table_add_columns(struct table *table, bool has_time, const char *key)
{
    if (has_time)
        table_add_column(table, columns[0].name, columns[0].type, columns[0].style);
    if (key != NULL)
        table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN);
    size_t first = table->columns;
    for (const struct schema_column *column = columns + KEY_COLUMNS; column->name != NULL; column++)
        if (!column->optional)
            table_add_column(table, column->name, column->type, column->style);
    return first;
}

void plan_table_add_dates(struct table *table)
{
    table_add_column(table, "need_by", COLUMN_TIME, STYLE_PLAIN);
    table_add_column(table, "order_by", COLUMN_TIME, STYLE_PLAIN);
}

void plan_table_set_dates(struct table *table, size_t row, instant need_by, double lead_time_s)
{
    bool known = need_by != INSTANT_NONE && !isnan(lead_time_s);
    table_set_time(table, row, table_find(table, "need_by"), need_by);
    table_set_time(table, row, table_find(table, "order_by"),
                   known ? need_by - (instant)(lead_time_s * INSTANT_PER_SECOND) : INSTANT_NONE);
}

void plan_table_set(struct table *table, size_t row, size_t first, const struct plan_row *plan)
{
    const double number[] = {
        plan->demand,      plan->base,
        plan->headroom,    plan->rounding,
        plan->spare,       plan->zone_fill,
        plan->bound,       plan->instances,
        plan->utilization, plan->utilization_failed,
        plan->latency_s,   plan->cost_hour,
        plan->cost_month,
    };
    size_t numbers = sizeof number / sizeof *number;
    for (size_t i = 0; i < numbers; i++)
        table_set_number(table, row, first + i, number[i]);
    if (!isnan(plan->instances))
        table_set_text(table, row, first + numbers, bound_by_name(plan->bound_by));
}
