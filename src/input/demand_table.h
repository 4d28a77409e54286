// A table of demand, such as a forecast, from a file or standard input.
#ifndef HEADROOM_INPUT_DEMAND_TABLE_H
#define HEADROOM_INPUT_DEMAND_TABLE_H

#include "base/unit.h"
#include "cli/command.h"
#include "table/schema.h"
#include "terms/terms.h"

#include <stddef.h>

extern const struct schema schema_demand;

/// Zero-initialise; release with demand_table_release. Columns that are not there are SIZE_MAX.
struct demand_table {
    struct table table;
    size_t *line;          ///< in its file, of each row
    const char **row_file; ///< of each row, for messages; lives as long as the invocation
    const char *file;      ///< the first one, for messages about the whole
    size_t time;
    size_t key;    ///< --by, else "service"
    size_t unit;   ///< "unit"
    size_t demand; ///< the column to serve
};

/// Which column is the demand.
struct demand_choice {
    const char *column;   ///< as --demand names it; NULL when it does not
    const char *quantile; ///< taken where there are several and none is named; NULL for none
    const char *place;    ///< what says the quantile, for the note: "web.csv:4"
    const char *instead;  ///< what else may be given where there is no input; NULL for nothing
};

/// The quantile that every command takes of a forecast where none is named.
#define DEFAULT_QUANTILE "p95"

/// How to choose the column of demand: by its name, NULL when it is not given, else by the row
/// `quantile` of an assumptions file, else DEFAULT_QUANTILE.
struct demand_choice sizing_demand_choice(const struct sizing_options *options, const char *column);

/// Reads the operands one after another, or standard input, and finds time, key and unit; `demand`
/// is left SIZE_MAX. Errors: no input; JSON, or the text of an answer; files of different columns;
/// times that are none; no column of --by.
int demand_table_open(struct invocation *invocation, const struct demand_choice *choice,
                      struct demand_table *demand, struct err *err);

/// The same, and finds the demand. Where the demand's was not named
/// it is the only column of numbers, or the quantile that is planned for, and that is noted.
/// Errors: no input; JSON, or the text of an answer; several columns, or none, with their names; no
/// such column, with a suggestion; text; negative demand.
int demand_table_read(struct invocation *invocation, const struct demand_choice *choice,
                      struct demand_table *demand, struct err *err);

/// The service of a row, NULL when there is none.
const char *demand_table_key(const struct demand_table *demand, size_t row);

/// The unit of a row: by the column "unit", else by the name of the demand's column.
void demand_table_unit(const struct demand_table *demand, size_t row, struct unit *unit);

void demand_table_release(struct demand_table *demand);

#endif
