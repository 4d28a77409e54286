// What the cells of each column look like in the sample, and the roles that follow from it.
#ifndef HEADROOM_INGEST_COLUMN_PROFILE_H
#define HEADROOM_INGEST_COLUMN_PROFILE_H

#include "ingest/columns.h"
#include "time/time_parse.h"

struct column_profile {
    size_t cells;             ///< that say something
    size_t times;             ///< that are a time and not merely a number
    size_t digit_times;       ///< of those, digits alone (20240310)
    size_t epochs;            ///< numbers that may be a Unix time
    size_t numbers;           ///< values, with or without a unit
    size_t worded;            ///< numbers in front of a word that is no known unit
    char word[UNIT_NAME_MAX]; ///< the first one
    size_t same_word;         ///< of those, with the same word as the first
    size_t pairs;             ///< two numbers, "306.4MiB / 1.944GiB"
    size_t digits;            ///< mostly of digits, whatever they mean
    size_t distinct;          ///< different texts
    bool counts_rows;         ///< every number is one more than that of the row above
    size_t epochs_odd;        ///< of the epochs, those not within 1990 to 2100
};

/// Whether a column of that name holds times, as names go.
bool profile_is_time_name(const char *name);

/// How well a name is that of the times of rows: 0 is best, SIZE_MAX none.
size_t profile_time_rank(const char *name);

/// Profiles of all columns, malloc'ed.
struct column_profile *profile_columns(const struct columns *columns, const struct sniff *sniff);

/// The column of times: the best name among those that hold times, else the first one; a column of
/// Unix times needs a name for it or to be the only one. SIZE_MAX: none.
size_t profile_time_column(const struct column_profile *profile, const struct columns *columns);

/// Times that a number alone does not show, a spreadsheet's days or 202403: whether the column of
/// times holds them or, where there is none, the column with the best name for times that does.
/// *form is TIME_FORM_NONE and the result may be SIZE_MAX where there are none.
size_t profile_number_times(const struct columns *columns, const struct sniff *sniff,
                            enum time_form *form);

/// Roles of the columns that are ROLE_IGNORED still: numbers are values, text tells series apart,
/// further times are left out. With --value only those named are values; with --by only those named
/// are keys. -1: a column holds digits that are neither numbers nor names.
int profile_roles(const struct column_profile *profile, struct columns *columns,
                  struct reading *reading);

#endif
