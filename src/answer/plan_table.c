#include "answer/plan_table.h"

#include "sizing/scaling_equation.h"

#include <math.h>

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct plan_cells, time, STYLE_PLAIN, NULL,
                   "start of the step as in the input, or of the week of a plan"),
    FIELD_OPTIONAL(struct plan_cells, service, STYLE_PLAIN, NULL, "which service, as in the input"),
    FIELD(struct plan_cells, demand, STYLE_PLAIN, "the input's unit",
          "what the instances have to serve, less what a cache answers"),
    FIELD(struct plan_cells, base, STYLE_PLAIN, "instances",
          "instances for the demand alone: demand / per_instance, not rounded"),
    FIELD(struct plan_cells, headroom, STYLE_PLAIN, "instances", "added for headroom"),
    FIELD(struct plan_cells, rounding, STYLE_PLAIN, "instances",
          "added by rounding up, once, to whole instances"),
    FIELD(struct plan_cells, spare, STYLE_PLAIN, "instances",
          "added for failures and for rolling deployments"),
    FIELD(struct plan_cells, zone_fill, STYLE_PLAIN, "instances", "added to fill zones evenly"),
    FIELD(struct plan_cells, bound, STYLE_PLAIN, "instances",
          "added by the latency target or by min, or taken away by max"),
    FIELD(struct plan_cells, instances, STYLE_PLAIN, "instances",
          "the sum of the columns from base to bound"),
    FIELD(struct plan_cells, utilization, STYLE_RATIO, "share", "of all instances"),
    FIELD(struct plan_cells, utilization_failed, STYLE_RATIO, "share",
          "of those left when what the spare is for fails"),
    FIELD(struct plan_cells, latency, STYLE_PLAIN, "s",
          "the latency target's percentile with all instances; missing without a target"),
    FIELD(struct plan_cells, cost_hour, STYLE_COST_HOUR, "per hour",
          "what all instances cost: x price"),
    FIELD(struct plan_cells, cost_month, STYLE_COST_MONTH, "per month",
          "the same for a month: x hours_per_month"),
    FIELD(struct plan_cells, bound_by, STYLE_PLAIN, NULL,
          "what decided the count: throughput, latency, memory, connections, zone, min, max or "
          "budget"),
    FIELD_OPTIONAL(struct plan_cells, need_by, STYLE_PLAIN, NULL,
                   "of a plan: when more are needed than before; missing where they are not"),
    FIELD_OPTIONAL(struct plan_cells, order_by, STYLE_PLAIN, NULL,
                   "of a plan: that less the lead time"),
    FIELD_OPTIONAL(struct plan_cells, step_demand, STYLE_PLAIN, "the input's unit",
                   "of a plan: demand of the week's highest step alone; demand is that of the "
                   "week's peak, unless --size-by step"),
    FIELD_UNBOUND("COLUMN...", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
                  "with size: further columns of the input"),
    FIELD_END,
};

const struct schema schema_plan = {"the plan table", columns, sizeof(struct plan_cells)};

void plan_table_begin(struct record_writer *writer, struct table *table, bool has_time,
                      const char *key, bool has_dates)
{
    const char *skip[6] = {NULL};
    size_t skips = 0;
    if (!has_time)
        skip[skips++] = "time";
    if (key == NULL)
        skip[skips++] = "service";
    if (!has_dates) {
        skip[skips++] = "need_by";
        skip[skips++] = "order_by";
        skip[skips++] = "step_demand";
    }
    record_begin(writer, table, &schema_plan, skip);
    record_rename(writer, "service", key);
}

void plan_table_show(const struct plan_row *plan, struct plan_cells *cells)
{
    record_clear(&schema_plan, cells);
    cells->demand = plan->demand;
    cells->base = plan->base;
    cells->headroom = plan->headroom;
    cells->rounding = plan->rounding;
    cells->spare = plan->spare;
    cells->zone_fill = plan->zone_fill;
    cells->bound = plan->bound;
    cells->instances = plan->instances;
    cells->utilization = plan->utilization;
    cells->utilization_failed = plan->utilization_failed;
    cells->latency = plan->latency_s;
    cells->cost_hour = plan->cost_hour;
    cells->cost_month = plan->cost_month;
    if (!isnan(plan->instances))
        cells->bound_by = bound_by_name(plan->bound_by);
}
