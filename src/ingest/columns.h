// The columns of a file that is one table: which is the time, which tell series apart, which are
// values.
#ifndef HEADROOM_INGEST_COLUMNS_H
#define HEADROOM_INGEST_COLUMNS_H

#include "ingest/kind.h"
#include "ingest/reading.h"
#include "table/cell.h"
#include "time/time_parse.h"

enum table_role {
    ROLE_IGNORED,
    ROLE_TIME,
    ROLE_CLOCK,  ///< the time of day to the date of ROLE_TIME
    ROLE_KEY,    ///< tells series apart: service, host, region
    ROLE_METRIC, ///< names the metric of the row's values
    ROLE_VALUE,
    ROLE_UNIT,  ///< the unit of the row's values
    ROLE_FLAG,  ///< `filled` of this program's own output
    ROLE_EMPTY, ///< no value in the sample: an error if one comes later
};

/// What a column of numbers is for where rows are events.
enum event_use { EVENT_UNNAMED, EVENT_SUM, EVENT_LATENCY };

/// Which number of a cell is meant where it holds two, "306.4MiB / 1.944GiB".
enum cell_part { CELL_WHOLE, CELL_FIRST, CELL_SECOND };

struct table_column {
    const char *name; ///< of the header, or made ("value", "column 2"); in the samples' arena
    enum table_role role;
    const char *metric; ///< of a value column; its name unless a reader knows better
    const char *key;    ///< of a value column whose header holds labels; NULL otherwise
    struct cell_style style;
    struct unit unit;
    struct metric_kind kind;
    enum event_use use;
    enum cell_part part;
    size_t field;      ///< of a CELL_SECOND: the column of the file that holds it
    bool counts;       ///< no column of the file: every row counts one
    int64_t offset_ms; ///< of a value column named by a time of day: added to the row's date
};

struct columns {
    struct table_column *column;
    size_t count;
    size_t width; ///< columns of the file
    size_t time;  ///< index
    size_t clock; ///< of the column with times of day beside one of dates; SIZE_MAX: none
    enum time_form number_form; ///< of times that are numbers to the eye; TIME_FORM_NONE: others
    bool of_events;             ///< rows are events, and counted
    bool hours;                 ///< value columns are times of the day
    bool grouped;               ///< the row above the header names groups of columns
    bool header;                ///< a row names the columns
    size_t header_row;          ///< in the sample
    size_t first_row;           ///< in the sample, of the table's data
    const char *zone_name; ///< that the file names for its times, which shift_ms heeds; NULL: none
    int64_t shift_ms;      ///< added to every time: minus the step of an end-stamped source
    /// The rule for a metric's kind; kind_of_metric unless a family has its own.
    struct metric_kind (*kind_of)(const char *metric, const struct unit *unit,
                                  const struct ingest_options *options);
};

/// The column of the file in which the values of column `index` stand.
static inline size_t columns_field(const struct columns *columns, size_t index)
{
    const struct table_column *column = &columns->column[index];
    return column->part == CELL_SECOND ? column->field : index;
}

/// Takes row `header_row` of the sample as names (headerless: the row is data; names are made), all
/// with ROLE_IGNORED. The rows behind it that are no data leave the sample.
void columns_from_row(struct columns *columns, struct reading *reading, size_t header_row,
                      bool headerless);

/// The same for a header with rows about its columns below it: data begin with row `first_row`.
void columns_from_header(struct columns *columns, struct reading *reading, size_t header_row,
                         size_t first_row);

/// Index of the column named so, SIZE_MAX if there is none.
size_t columns_find(const struct columns *columns, const char *name);

/// Takes the next name off the comma separated value of `option` and finds its column; an error
/// lists the columns.
int columns_next_named(const struct columns *columns, struct reading *reading, const char *option,
                       const char **names, size_t *index);

/// Gives every column its role by the options, by its header and by its cells in the sample, and
/// every value column its style, unit and kind. Errors: no column of times, no column of values, an
/// option names a column that is not there.
int columns_settle(struct columns *columns, struct reading *reading);

/// For readers that give roles themselves: --value leaves only the columns it names as values, --by
/// only those it names as keys.
int columns_choose_values(struct columns *columns, struct reading *reading);
int columns_choose_keys(struct columns *columns, struct reading *reading);

/// Learns style, unit and kind of a value column from the sample's rows; for readers that give
/// roles themselves.
void columns_learn_value(struct columns *columns, size_t index, struct reading *reading);

/// Cells of one column in the sample (malloc'ed), for time_column_begin.
struct csv_field *columns_sample(const struct columns *columns, size_t index,
                                 const struct sniff *sniff, size_t *count);

/// The text of a column's value in one of its cells: all of it, or the number that is meant of two.
struct csv_field columns_part(const struct table_column *column, const struct csv_field *cell);

/// A copy that is released by itself; names stay in the samples' arena.
void columns_copy(struct columns *copy, const struct columns *columns);

void columns_release(struct columns *columns);

#endif
