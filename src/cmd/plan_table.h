// The plan table: every buffer of the scaling equation in its own column.
#ifndef HEADROOM_CMD_PLAN_TABLE_H
#define HEADROOM_CMD_PLAN_TABLE_H

#include "sizing/plan_row.h"
#include "table/schema.h"

#include <stdbool.h>

extern const struct schema schema_plan;

/// Adds the columns to an empty table; `key` names the column of services, NULL for none. Returns
/// the index of the first column after time and key, for plan_table_set.
size_t plan_table_add_columns(struct table *table, bool has_time, const char *key);

/// Sets the columns from `first` on in a row.
void plan_table_set(struct table *table, size_t row, size_t first, const struct plan_row *plan);

/// Adds the columns need_by and order_by of a plan, and sets them: when a week needs more than
/// there was before it (INSTANT_NONE: it does not), and that less the lead time (NaN: not known).
void plan_table_add_dates(struct table *table);
void plan_table_set_dates(struct table *table, size_t row, instant need_by, double lead_time_s);

#endif
