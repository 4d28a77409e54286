// A column of times: which form it has, which of day and month comes first, and what local times
// mean.
#ifndef HEADROOM_INGEST_TIME_COLUMN_H
#define HEADROOM_INGEST_TIME_COLUMN_H

#include "ingest/day_order.h"
#include "time/time_parse.h"

/// Kept while a file is read. What was repaired or assumed is counted and said by time_column_end.
struct time_column {
    struct reading *reading;
    struct time_reader reader;
    struct day_order order;
    const char *zone_name; ///< that the file itself names; NULL: none
    bool turned;   ///< a cell showed that the guessed order was wrong: times before it are to be
                   ///< turned by time_turn
    char same[32]; ///< the text of the cell before, which many rows of a table share
    size_t same_length; ///< 0: there is none
    struct time_parsed same_parsed;
    instant last;         ///< of the row before, INSTANT_NONE at first
    size_t local;         ///< times without an offset, outside epochs
    size_t with_offset;   ///< times with one, and epochs
    size_t form_changes;  ///< rows whose form differs from the row before
    size_t repeated_hour; ///< local times that happen twice, settled by the order of rows
    size_t skipped_hour;  ///< local times that the zone skips
    size_t leap_seconds;
};

/// Prepares for a column of which `count` cells are known (the sample, in the order of the file).
void time_column_begin(struct time_column *column, struct reading *reading,
                       const struct csv_field *cells, size_t count);

/// Reads one cell; false: not a time.
bool time_column_parse(struct time_column *column, const char *text, size_t length,
                       struct time_parsed *parsed);

/// The instant of a parsed cell. `stream` is one that the row belongs to (SIZE_MAX: not known): a
/// local time that happens twice is the one that goes on in the direction of its rows so far.
instant time_column_settle(struct time_column *column, const struct time_parsed *parsed,
                           size_t stream);

/// The instant of the date whose day and month are those of `time` the other way round.
instant time_turn(instant time, const struct zone *zone);

/// Both for readers whose rows come in one order throughout.
bool time_column_read(struct time_column *column, const char *text, size_t length, instant *time);

/// Records form and zone in the file's source and says what was assumed or repaired.
void time_column_end(struct time_column *column);

/// Whether a cell is a time that is not merely a number; *epoch: it may be a Unix time.
bool time_cell(const char *text, size_t length, bool *epoch);

#endif
