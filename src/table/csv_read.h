// CSV in: the only place that knows libcsv. Streams rows with their line numbers, in bounded
// memory.
#ifndef HEADROOM_TABLE_CSV_READ_H
#define HEADROOM_TABLE_CSV_READ_H

#include "base/err.h"
#include "base/file.h"
#include "base/notes.h"
#include "table/table.h"

struct csv_field {
    const char *text; ///< NUL-terminated too, but may hold NULs: use the length
    size_t length;
    bool quoted;
};

struct csv_row {
    size_t line; ///< line on which the row starts, from 1
    size_t fields;
    const struct csv_field *field; ///< valid during the callback
};

/// Called for every row that has at least one field (blank lines are not rows). Nonzero stops the
/// reading: csv_read then returns -1 with whatever the callback put into its own err.
typedef int csv_row_fn(void *context, const struct csv_row *row);

struct csv_options {
    char delimiter;        ///< 0 means ','
    bool backslash_quotes; ///< \" inside quotes (VictoriaMetrics) is rewritten before libcsv
    bool bare_quotes;      ///< quotes inside unquoted fields (Prometheus labels) are rewritten;
                           ///< such fields are reported as quoted
    size_t field_limit;    ///< longest field in bytes; 0 means 1 MiB
    size_t block_bytes;    ///< how much is read at a time; 0 means 256 KiB
};

/// Reads all rows of `source` (UTF-8; a BOM is removed; UTF-16 is transcoded by the caller's
/// source). Line ends: LF, CRLF, CR. An unclosed quote is an error at its opening line as soon as
/// the field exceeds the limit or the file ends.
int csv_read(struct byte_source *source, const struct csv_options *options, csv_row_fn *row,
             void *context, struct err *err);

/// The delimiter (, ; tab or |) that the first line with anything on it has most of, outside
/// quotes; a comma when it has none.
char csv_detect_delimiter(const char *bytes, size_t length);

/// Reads a CSV with a header into a table: column types by content (all numbers or missing: number;
/// all times: time; else text), "time" parsed as ISO 8601. Numbers and what is missing are read as
/// in exports (cell.h): "2,400", "1.204,5", -, undefined. Delimiter by the header: , ; tab or |;
/// behind ; the comma is the decimal sign unless a cell proves otherwise. Short rows are filled
/// with missing; long rows, repeated or empty column names and an empty input are errors. For
/// tables that flow between commands and for small hand-made files; metric exports go through
/// ingest/. source_line, if not NULL, gets a malloc'ed array of each row's line number for
/// messages.
int table_read_csv(struct byte_source *source, struct table *table, size_t **source_line,
                   struct notes *notes, struct err *err);

/// The same with every column as text, for files whose cells carry units ("10k/s", "50%").
int table_read_csv_text(struct byte_source *source, struct table *table, size_t **source_line,
                        struct err *err);

/// What a file of texts may be, and what is said of one that is not.
struct csv_texts {
    const char *what;    ///< it is: "assumptions file"
    const char *start;   ///< of an empty file: how to begin with one; NULL: the usual
    const char *quoting; ///< of a row that is too wide; NULL: the usual
    size_t rows_max;     ///< 0: no bound
    bool any_names;      ///< columns may have no name, or that of another
};

/// The same of such a file; *delimiter is the one found.
int table_read_csv_texts(struct byte_source *source, const struct csv_texts *how,
                         struct table *table, size_t **source_line, char *delimiter,
                         struct err *err);

/// Version of libcsv, as its header has it (the library itself does not say).
const char *csv_library_version(void);

#endif
