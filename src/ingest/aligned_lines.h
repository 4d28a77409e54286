// Lines of tables whose columns are parted by blanks, as tools print them: which line is a header,
// a row, the time of the rows below it, or nothing.
#ifndef HEADROOM_INGEST_ALIGNED_LINES_H
#define HEADROOM_INGEST_ALIGNED_LINES_H

#include "base/arena.h"
#include "base/str.h"
#include "ingest/blank_words.h"
#include "ingest/sysstat_clock.h"
#include "table/csv_read.h"

enum aligned_line {
    ALIGNED_NOTHING, ///< a header, a time, a blank line, averages
    ALIGNED_ROW,     ///< a row with a time
    ALIGNED_UNTIMED, ///< a row, but nothing says when
    ALIGNED_OTHER,   ///< neither a row of the table at hand nor a header
};

/// How the rows of a header stand under it.
struct aligned_shape {
    size_t gap;        ///< blanks that part columns: 1, or 2 where names hold blanks
    size_t time_names; ///< names of the header that stand above times, in front
    bool time_last;    ///< the last name stands above the times of the rows
    bool drop_first;   ///< its first name is a title, "avg-cpu:"
    bool labelled;     ///< rows begin with a name that the header does not have, "Mem:"
    bool rest;         ///< the last column holds the rest of the line, blanks and all
};

struct aligned_header {
    const char *text; ///< without the time in front of it
    const char *identity;
    bool timed; ///< there is a time in front of it, and of its rows
    bool settled;
    struct aligned_shape shape;   ///< by the first row
    const struct csv_field *name; ///< of the columns, the time aside; once it is settled
    size_t names;
    size_t table; ///< for the reader: which of its tables, SIZE_MAX at first
};

enum { ALIGNED_HEADERS_MAX = 1000 };

/// Zero-initialise; release at the end.
struct aligned_lines {
    struct arena arena;
    const struct ingest_options *options;
    struct sysstat_clock clock;
    bool sysstat;     ///< its first line is sysstat's
    bool tool;        ///< lines that only tools print: sysstat's first one, groups of columns
    bool clock_only;  ///< a row had a time of day where no date is known
    struct str line;  ///< the line at hand without control sequences
    struct str block; ///< the time that stands above the rows; empty: none
    char start[SYSSTAT_TIME_MAX], end[SYSSTAT_TIME_MAX]; ///< of sysstat's interval
    struct aligned_header **header;
    size_t headers, header_capacity;
    struct aligned_header *current, *pending;
    // Of a row:
    struct aligned_header *of;
    struct str time, texts;
    struct csv_field cell[WORDS_MAX + 2]; ///< the time first, then one a column of `of`
    size_t cells;
};

/// Takes the next line.
enum aligned_line aligned_lines_take(struct aligned_lines *lines, const char *text);

void aligned_lines_release(struct aligned_lines *lines);

#endif
