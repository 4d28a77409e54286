// A table of demand, such as a forecast, from a file or standard input.
#ifndef HEADROOM_CMD_DEMAND_TABLE_H
#define HEADROOM_CMD_DEMAND_TABLE_H

#include "base/unit.h"
#include "cli/command.h"
#include "table/schema.h"

#include <stddef.h>

extern const struct schema schema_demand;

/// Zero-initialise; release with demand_table_release. Columns that are not there are SIZE_MAX.
struct demand_table {
    struct table table;
    size_t *line;     ///< in the file, of each row
    const char *file; ///< for messages; lives as long as the invocation
    size_t time;
    size_t key;    ///< --by, else "service"
    size_t unit;   ///< "unit"
    size_t demand; ///< the column to serve
};

/// Reads the only operand or standard input and finds the columns. `column` is the demand's, NULL
/// when it was not named: then it is the only column of numbers, and that is noted. Errors: more
/// than one, or none, with their names; no such column, with a suggestion; text; negative demand.
int demand_table_read(struct invocation *invocation, const char *column,
                      struct demand_table *demand, struct err *err);

/// The service of a row, NULL when there is none.
const char *demand_table_key(const struct demand_table *demand, size_t row);

/// The unit of a row: by the column "unit", else by the name of the demand's column.
void demand_table_unit(const struct demand_table *demand, size_t row, struct unit *unit);

void demand_table_release(struct demand_table *demand);

#endif
