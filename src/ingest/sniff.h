// The first bytes of an export, split for the eyes of the layouts' detectors.
#ifndef HEADROOM_INGEST_SNIFF_H
#define HEADROOM_INGEST_SNIFF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "table/csv_read.h"

#include <stdbool.h>
#include <stddef.h>

/// Of a file with longer lines so much is looked at that it has SNIFF_LINES, or SNIFF_BYTES_MAX.
enum { SNIFF_BYTES = 1 << 16, SNIFF_BYTES_MAX = 1 << 23, SNIFF_LINES = 20, SNIFF_ROWS = 1000 };

struct sniff_row {
    size_t line;
    size_t fields;
    const struct csv_field *field;
};

struct sniff {
    const char *bytes; ///< NUL-terminated copy of the beginning, without a BOM
    size_t length;
    bool whole;            ///< the file ends within these bytes
    char delimiter;        ///< , ; TAB or |
    bool bare_quotes;      ///< quotes within unquoted fields
    bool backslash_quotes; ///< \" within quoted fields
    struct sniff_row *row; ///< the bytes read as CSV, as far as that goes
    size_t rows;
    size_t row_capacity;
    struct arena arena;
};

/// Looks at the beginning of `source` without taking it.
int sniff_source(struct sniff *sniff, struct byte_source *source, struct err *err);

/// Row `row`, cell `field` of the sample; an empty cell where there is none.
const struct csv_field *sniff_cell(const struct sniff *sniff, size_t row, size_t field);

/// Whether that cell is `text`.
bool sniff_cell_is(const struct sniff *sniff, size_t row, size_t field, const char *text);

/// Whether row 0 has a cell `text`.
bool sniff_header_has(const struct sniff *sniff, const char *text);

/// Whether the bytes start with `text`, blanks before it left aside.
bool sniff_starts(const struct sniff *sniff, const char *text);

/// Whether `text` occurs in the bytes.
bool sniff_contains(const struct sniff *sniff, const char *text);

/// Whether the bytes hold a member of a JSON object under that name, with blanks or without.
bool sniff_has_member(const struct sniff *sniff, const char *name);

/// Copies line `number` (from 0, blank lines left out) without its end; "" when there is none.
const char *sniff_line(const struct sniff *sniff, size_t number, char *out, size_t size);

void sniff_release(struct sniff *sniff);

#endif
