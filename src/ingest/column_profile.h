// What the cells of each column look like in the sample, and the roles that follow from it.
#ifndef HEADROOM_INGEST_COLUMN_PROFILE_H
#define HEADROOM_INGEST_COLUMN_PROFILE_H

#include "ingest/columns.h"

struct column_profile {
    size_t cells;         ///< that say something
    size_t times;         ///< that are a time and not merely a number
    size_t epochs;        ///< numbers that may be a Unix time
    size_t numbers;       ///< values, with or without a unit
    size_t distinct;      ///< different texts
    bool counts_rows;     ///< every number is one more than that of the row above
    bool epoch_plausible; ///< all epochs within 1990 to 2100
};

/// Whether a column of that name holds times, as names go.
bool profile_is_time_name(const char *name);

/// Profiles of all columns, malloc'ed.
struct column_profile *profile_columns(const struct columns *columns, const struct sniff *sniff);

/// The column of times: the best name among those that hold times, else the first one; a column of
/// Unix times needs a name for it or to be the only one. SIZE_MAX: none.
size_t profile_time_column(const struct column_profile *profile, const struct columns *columns);

/// Whether the cells of a column, three at least, are a spreadsheet's days in rising order at
/// multiples of their smallest spacing.
bool profile_is_serial(const struct columns *columns, const struct sniff *sniff, size_t column);

/// The first column under a name for times that is so; SIZE_MAX: none.
size_t profile_serial_column(const struct columns *columns, const struct sniff *sniff);

/// Roles of the columns that are ROLE_IGNORED still: numbers are values, text tells series apart,
/// further times are left out. With --value only those named are values; with --by only those named
/// are keys.
void profile_roles(const struct column_profile *profile, struct columns *columns,
                   struct reading *reading);

#endif
