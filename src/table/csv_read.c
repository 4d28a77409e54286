#include "table/csv_read.h"

#include "base/memory.h"
#include "table/csv_filter.h"

#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_BYTES = 1 << 18,
    BUFFER_BYTES = 4096, ///< of a field in libcsv and of a row here, to begin with
    SHORT_FIELD = 32,    ///< no longer than libcsv's buffer
    FIELD_LIMIT = 1 << 20,
    ROW_FIELDS_MAX = 1 << 20,
    ROW_BYTES_MAX = 1 << 26,
};

enum stop { STOP_NONE, STOP_CALLBACK, STOP_FIELD_LIMIT, STOP_ROW_LIMIT };

/// libcsv reports fields one by one in a buffer that it reuses, without line numbers and without
/// saying which were quoted. All three are put together here.
struct reader {
    struct csv_parser parser;
    struct byte_source *source;
    csv_row_fn *row;
    void *context;
    size_t field_limit;
    size_t block_bytes;

    char *text; ///< the row's fields, a NUL behind each
    size_t text_length, text_capacity;
    struct csv_field *field;
    size_t fields, field_capacity;

    size_t line;       ///< the current one, from 1
    size_t row_line;   ///< where the current row starts
    size_t quote_line; ///< where the open quote stands
    bool in_quotes;    ///< an odd number of quotes so far
    bool quoted;       ///< the current field has had a quote
    bool after_cr;     ///< the last line end was a CR: a LF next to it belongs to it
    enum stop stop;    ///< libcsv cannot be told to stop: callbacks do nothing once this is set
};

/// Makes room for one more field of `length` bytes; false when the row would be too large.
static bool reserve_field(struct reader *reader, size_t length)
{
    if (length > reader->field_limit) {
        reader->stop = STOP_FIELD_LIMIT;
        return false;
    }
    size_t capacity = reader->text_capacity;
    while (capacity - reader->text_length < length + SHORT_FIELD)
        capacity = capacity == 0 ? BUFFER_BYTES : capacity * 2;
    if (reader->fields == ROW_FIELDS_MAX || capacity > ROW_BYTES_MAX) {
        reader->stop = STOP_ROW_LIMIT;
        return false;
    }
    if (reader->fields == reader->field_capacity) {
        reader->field_capacity = reader->field_capacity == 0 ? 16 : reader->field_capacity * 2;
        reader->field = mem_resize(reader->field, reader->field_capacity, sizeof *reader->field);
    }
    if (capacity > reader->text_capacity) {
        reader->text = mem_resize(reader->text, capacity, 1);
        reader->text_capacity = capacity;
        const char *text = reader->text;
        for (size_t i = 0; i < reader->fields; i++) {
            reader->field[i].text = text;
            text += reader->field[i].length + 1;
        }
    }
    return true;
}

static void take_field(void *bytes, size_t length, void *context)
{
    struct reader *reader = context;
    if (reader->stop != STOP_NONE)
        return;
    size_t room = reader->text_capacity - reader->text_length;
    bool fits = length + SHORT_FIELD <= room && length <= reader->field_limit &&
                reader->fields < reader->field_capacity;
    if (!fits && !reserve_field(reader, length))
        return;
    char *copy = reader->text + reader->text_length;
    // Nearly all fields are short: a copy of known size, of bytes behind them too, is a few
    // instructions in place of a call. libcsv's buffer is NULL before the first byte of a file.
    if (bytes != NULL && length <= SHORT_FIELD)
        memcpy(copy, bytes, SHORT_FIELD);
    else if (bytes != NULL)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    reader->text_length += length + 1;
    reader->field[reader->fields++] = (struct csv_field){copy, length, reader->quoted};
    reader->quoted = false;
}

/// Called at every line end outside quotes (CSV_REPALL_NL), with -1 at the end of the input.
static void take_row(int end, void *context)
{
    struct reader *reader = context;
    if (reader->stop != STOP_NONE)
        return;
    if (reader->fields > 0) {
        struct csv_row row = {reader->row_line, reader->fields, reader->field};
        byte_source_set_line(reader->source, row.line);
        if (reader->row(reader->context, &row) != 0)
            reader->stop = STOP_CALLBACK;
    }
    bool second_half = end == '\n' && reader->after_cr && reader->fields == 0;
    reader->line += second_half ? 0 : 1;
    reader->after_cr = end == '\r';
    reader->row_line = reader->line;
    reader->fields = 0;
    reader->text_length = 0;
}

/// Counts the line ends of bytes inside quotes; CRLF, even when cut by a block, is one.
static void count_quoted_lines(struct reader *reader, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\r' || (bytes[i] == '\n' && !reader->after_cr))
            reader->line++;
        reader->after_cr = bytes[i] == '\r';
    }
}

static int refuse_length(const struct reader *reader, const char *name, struct err *err)
{
    if (reader->in_quotes || reader->quoted)
        return err_at(err, name, reader->quote_line, NULL,
                      "a quoted field is longer than %zu bytes; is the quote that opens on this "
                      "line closed?",
                      reader->field_limit);
    return err_at(err, name, reader->row_line, NULL,
                  "a field is longer than %zu bytes; is this a text file with lines?",
                  reader->field_limit);
}

static int explain_stop(const struct reader *reader, const char *name, struct err *err)
{
    switch (reader->stop) {
    case STOP_FIELD_LIMIT:
        return refuse_length(reader, name, err);
    case STOP_ROW_LIMIT:
        return err_at(err, name, reader->row_line, NULL,
                      "a row has more than %d fields or %d MiB; is this a text file with lines?",
                      ROW_FIELDS_MAX, ROW_BYTES_MAX >> 20);
    case STOP_NONE:
    case STOP_CALLBACK:
        break;
    }
    return -1; // the callback has filled its own err
}

/// Gives libcsv bytes that have no quote but perhaps as their last byte.
static int parse_piece(struct reader *reader, const char *name, const char *bytes, size_t length,
                       struct err *err)
{
    bool ends_in_quote = bytes[length - 1] == '"';
    if (reader->in_quotes)
        count_quoted_lines(reader, bytes, length);
    size_t parsed = csv_parse(&reader->parser, bytes, length, take_field, take_row, reader);
    if (reader->stop != STOP_NONE)
        return explain_stop(reader, name, err);
    if (parsed != length && reader->quoted && reader->quote_line < reader->line)
        return err_at(err, name, reader->quote_line, NULL,
                      "a quote opens on this line, and the next one, on line %zu, does not end a "
                      "field: close it, or take it away",
                      reader->line);
    if (parsed != length)
        return err_at(err, name, reader->line, NULL,
                      "field %zu %s; a field with quotes in it is quoted as a whole and its own "
                      "quotes are doubled",
                      reader->fields + 1,
                      reader->quoted ? "goes on behind its closing quote"
                                     : "is not quoted but has a quote in it");
    if (ends_in_quote) {
        reader->in_quotes = !reader->in_quotes;
        if (!reader->quoted) {
            reader->quote_line = reader->line;
            reader->after_cr = false;
        }
        reader->quoted = true;
    }
    // entry_pos is the length of the field so far: the memory of an unclosed quote is bounded here.
    if (reader->parser.entry_pos > reader->field_limit + 1) {
        reader->stop = STOP_FIELD_LIMIT;
        return explain_stop(reader, name, err);
    }
    return 0;
}

static int parse_block(struct reader *reader, const char *name, const char *bytes, size_t length,
                       struct err *err)
{
    while (length > 0) {
        const char *quote = memchr(bytes, '"', length);
        size_t piece = quote == NULL ? length : (size_t)(quote - bytes) + 1;
        if (parse_piece(reader, name, bytes, piece, err) != 0)
            return -1;
        bytes += piece;
        length -= piece;
    }
    return 0;
}

static void *grow_field(void *memory, size_t size)
{
    return mem_resize(memory, size, 1);
}

static int skip_bom(struct byte_source *source, struct err *err)
{
    const char *bytes = NULL;
    size_t got = 0;
    if (byte_source_peek(source, 3, &bytes, &got, err) != 0)
        return -1;
    char bom[3];
    if (got >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return byte_source_read(source, bom, sizeof bom, &got, err);
    return 0;
}

static int read_all(struct reader *reader, struct byte_source *source, struct csv_filter *filter,
                    char *block, struct err *err)
{
    const char *name = byte_source_name(source);
    if (skip_bom(source, err) != 0)
        return -1;
    for (;;) {
        size_t got = 0;
        if (byte_source_read(source, block, reader->block_bytes, &got, err) != 0)
            return -1;
        const char *bytes = block;
        size_t length = got;
        if (filter != NULL)
            csv_filter_bytes(filter, block, got, &bytes, &length);
        if (parse_block(reader, name, bytes, length, err) != 0)
            return -1;
        if (filter != NULL && csv_filter_pending(filter) > reader->field_limit) {
            reader->stop = STOP_FIELD_LIMIT;
            return explain_stop(reader, name, err);
        }
        if (got == 0)
            break;
    }
    if (csv_fini(&reader->parser, take_field, take_row, reader) != 0)
        return err_at(err, name, reader->quote_line, NULL,
                      "a quote opens on this line and is not closed before the end of the file; "
                      "was the file cut off?");
    return reader->stop == STOP_NONE ? 0 : explain_stop(reader, name, err);
}

int csv_read(struct byte_source *source, const struct csv_options *options, csv_row_fn *row,
             void *context, struct err *err)
{
    struct reader reader = {.source = source,
                            .row = row,
                            .context = context,
                            .field_limit = FIELD_LIMIT,
                            .block_bytes = BLOCK_BYTES,
                            .line = 1,
                            .row_line = 1};
    struct csv_filter *filter = NULL;
    if (csv_init(&reader.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return err_set(err, ERR_SYSTEM, "the CSV parser cannot be started");
    char delimiter = ',';
    if (options != NULL) {
        delimiter = options->delimiter == '\0' ? ',' : options->delimiter;
        reader.field_limit = options->field_limit == 0 ? FIELD_LIMIT : options->field_limit;
        reader.block_bytes = options->block_bytes == 0 ? BLOCK_BYTES : options->block_bytes;
        if (options->backslash_quotes || options->bare_quotes)
            filter = csv_filter_open(delimiter, options->backslash_quotes, options->bare_quotes);
    }
    csv_set_delim(&reader.parser, (unsigned char)delimiter);
    csv_set_realloc_func(&reader.parser, grow_field);
    csv_set_blk_size(&reader.parser, BUFFER_BYTES);
    char *block = mem_alloc(reader.block_bytes, 1);
    int result = read_all(&reader, source, filter, block, err);
    free(block);
    csv_filter_close(filter);
    csv_free(&reader.parser);
    free(reader.text);
    free(reader.field);
    return result;
}

const char *csv_library_version(void)
{
#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
    return TEXT(CSV_MAJOR) "." TEXT(CSV_MINOR) "." TEXT(CSV_RELEASE);
#undef TEXT
#undef TEXT_OF
}
