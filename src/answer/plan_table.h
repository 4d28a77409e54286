// The plan table: every buffer of the scaling equation in its own column.
#ifndef HEADROOM_ANSWER_PLAN_TABLE_H
#define HEADROOM_ANSWER_PLAN_TABLE_H

#include "sizing/plan_row.h"
#include "table/schema.h"

#include <stdbool.h>

/// A row of it.
struct plan_cells {
    instant time;
    const char *service;
    double demand, base, headroom, rounding, spare, zone_fill, bound, instances, utilization,
        utilization_failed, latency, cost_hour, cost_month;
    const char *bound_by;
    instant need_by, order_by;
    double step_demand;
};

extern const struct schema schema_plan;

/// Adds the columns to an empty table; `key` names the column of services, NULL for none.
/// `has_dates`: need_by, order_by and step_demand of a plan are among them.
void plan_table_begin(struct record_writer *writer, struct table *table, bool has_time,
                      const char *key, bool has_dates);

/// What a row of the table says of a sized demand: all but time, service and dates, which are
/// missing.
void plan_table_show(const struct plan_row *plan, struct plan_cells *cells);

#endif
