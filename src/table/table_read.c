#include "base/memory.h"
#include "base/vec.h"
#include "table/cell.h"
#include "table/csv_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES_MAX = 1 << 16 };

struct table_reader {
    const char *name;
    const struct csv_texts *how;
    struct table *table;
    size_t *line; ///< of each row
    size_t lines, line_capacity;
    bool has_header;
    struct err *err;
};

char csv_detect_delimiter(const char *bytes, size_t length)
{
    static const char candidate[] = {',', ';', '\t', '|'};
    size_t count[sizeof candidate] = {0};
    bool in_quotes = false;
    size_t start = 0;
    while (start < length && memchr("\r\n \t", bytes[start], 4) != NULL)
        start++;
    for (size_t i = start; i < length && (in_quotes || (bytes[i] != '\n' && bytes[i] != '\r'));
         i++) {
        in_quotes = in_quotes != (bytes[i] == '"');
        const char *found = in_quotes ? NULL : memchr(candidate, bytes[i], sizeof candidate);
        if (found != NULL)
            count[found - candidate]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < sizeof candidate; i++)
        if (count[i] > count[best])
            best = i;
    return candidate[best];
}

static int take_header(struct table_reader *reader, const struct csv_row *row)
{
    for (size_t i = 0; i < row->fields; i++) {
        const char *name = row->field[i].text;
        if (name[0] == '\0' && !reader->how->any_names)
            return err_at(reader->err, reader->name, row->line, NULL,
                          "column %zu has no name; give it one in the header row", i + 1);
        if (!reader->how->any_names && table_find(reader->table, name) != SIZE_MAX)
            return err_at(reader->err, reader->name, row->line, name,
                          "two columns have this name; rename one of them");
        table_add_column(reader->table, name, COLUMN_TEXT, STYLE_PLAIN);
    }
    reader->has_header = true;
    return 0;
}

static int take_row(void *context, const struct csv_row *row)
{
    struct table_reader *reader = context;
    struct table *table = reader->table;
    if (!reader->has_header)
        return take_header(reader, row);
    if (row->fields > table->columns)
        return err_at(reader->err, reader->name, row->line, NULL,
                      "the row has %zu fields and the header %zu; %s", row->fields, table->columns,
                      reader->how->quoting != NULL
                          ? reader->how->quoting
                          : "a field that contains the delimiter is quoted");
    if (reader->how->rows_max > 0 && table->rows == reader->how->rows_max)
        return err_at(reader->err, reader->name, row->line, NULL,
                      "more than %zu rows: this is no %s", table->rows, reader->how->what);
    size_t index = table_add_row(table);
    for (size_t i = 0; i < row->fields; i++) {
        const struct csv_field *field = &row->field[i];
        if (memchr(field->text, '\0', field->length) != NULL)
            return err_at(reader->err, reader->name, row->line, table->column[i].name,
                          "the cell holds NUL bytes; was the file written completely?");
        if (field->length > 0)
            table->column[i].text[index] = arena_strndup(&table->arena, field->text, field->length);
    }
    VEC_PUSH(reader->line, reader->lines, reader->line_capacity, row->line);
    return 0;
}

static int read_cells(struct byte_source *source, struct table_reader *reader, char *delimiter)
{
    const char *bytes = NULL;
    size_t got = 0;
    if (byte_source_peek(source, HEADER_BYTES_MAX, &bytes, &got, reader->err) != 0)
        return -1;
    *delimiter = csv_detect_delimiter(bytes, got);
    struct csv_options options = {.delimiter = *delimiter};
    if (csv_read(source, &options, take_row, reader, reader->err) != 0)
        return -1;
    if (!reader->has_header && reader->how->start != NULL)
        return err_at(reader->err, reader->name, 0, NULL, "it is empty; %s", reader->how->start);
    if (!reader->has_header)
        return err_set(reader->err, ERR_DATA,
                       "%s: no header row, the input is empty; did the command before it fail?",
                       reader->name);
    return 0;
}

static bool is_missing(const char *text)
{
    static const char *const spelling[] = {"NaN", "nan", "NA", "N/A", "null"};
    if (text == NULL)
        return true;
    for (size_t i = 0; i < sizeof spelling / sizeof *spelling; i++)
        if (strcmp(text, spelling[i]) == 0)
            return true;
    return false;
}

/// The sign of decimals in a column: what one of its cells proves, else the comma where semicolons
/// part the cells.
static struct cell_style style_of(const struct column *column, size_t rows, char delimiter)
{
    struct cell_style style = {.decimal = 0};
    char other = 0;
    for (size_t row = 0; row < rows && style.decimal == 0; row++)
        if (column->text[row] != NULL)
            style.decimal = cell_decimal(column->text[row], strlen(column->text[row]), &other);
    if (style.decimal == 0 && delimiter == ';')
        style.decimal = ',';
    return style;
}

/// Turns a text column into numbers where all cells are numbers or missing. The words for what is
/// missing are many: without a number among them they are text.
static bool convert_numbers(struct table_reader *reader, struct column *column, char delimiter,
                            struct notes *notes)
{
    size_t rows = reader->table->rows;
    double *number = mem_alloc(rows, sizeof *number);
    struct cell_style style = style_of(column, rows, delimiter);
    size_t numbers = 0;
    size_t words = 0;
    bool used_comma = false;
    bool fits = true;
    for (size_t row = 0; row < rows && fits; row++) {
        const char *text = column->text[row];
        number[row] = NAN;
        if (is_missing(text))
            continue;
        enum cell_kind kind = cell_parse(&style, text, strlen(text), &number[row]);
        numbers += kind == CELL_NUMBER;
        used_comma = used_comma || (style.decimal == ',' && strchr(text, ',') != NULL);
        words += kind == CELL_MISSING;
        fits = kind == CELL_NUMBER || kind == CELL_MISSING;
    }
    if (!fits || (words > 0 && numbers == 0)) {
        free(number);
        return false;
    }
    free(column->text);
    column->number = number;
    column->type = COLUMN_NUMBER;
    if (used_comma)
        notes_add(notes, NOTE_INFO, "decimal-comma", "%s: %s: commas are read as decimal points",
                  reader->name, column->name);
    if (style.guessed > 0)
        notes_add(notes, NOTE_WARNING, "comma",
                  "%s: %s: numbers such as 1,204 are read with the comma between thousands",
                  reader->name, column->name);
    return true;
}

static bool convert_times(struct table_reader *reader, struct column *column)
{
    size_t rows = reader->table->rows;
    struct time_reader times = {.form = TIME_FORM_ISO};
    instant *time = mem_alloc(rows, sizeof *time);
    for (size_t row = 0; row < rows; row++) {
        const char *text = column->text[row];
        struct time_parsed parsed;
        time[row] = INSTANT_NONE;
        if (is_missing(text))
            continue;
        if (!time_parse(&times, text, strlen(text), &parsed)) {
            free(time);
            return false;
        }
        time[row] = parsed.time;
    }
    free(column->text);
    column->time = time;
    column->type = COLUMN_TIME;
    return true;
}

/// Columns get a table's capacity: later rows may be added to it.
static void convert_columns(struct table_reader *reader, char delimiter, struct notes *notes)
{
    struct table *table = reader->table;
    table->capacity = table->rows;
    for (size_t i = 0; i < table->columns; i++) {
        struct column *column = &table->column[i];
        if (!convert_numbers(reader, column, delimiter, notes))
            convert_times(reader, column);
    }
}

int table_read_csv_texts(struct byte_source *source, const struct csv_texts *how,
                         struct table *table, size_t **source_line, char *delimiter,
                         struct err *err)
{
    struct table_reader reader = {
        .name = byte_source_name(source), .how = how, .table = table, .err = err};
    int result = read_cells(source, &reader, delimiter);
    if (result == 0 && source_line != NULL) {
        *source_line = reader.line;
        reader.line = NULL;
    }
    free(reader.line);
    if (result != 0)
        table_release(table);
    return result;
}

int table_read_csv_text(struct byte_source *source, struct table *table, size_t **source_line,
                        struct err *err)
{
    char delimiter = ',';
    return table_read_csv_texts(source, &(struct csv_texts){.rows_max = 0}, table, source_line,
                                &delimiter, err);
}

int table_read_csv(struct byte_source *source, struct table *table, size_t **source_line,
                   struct notes *notes, struct err *err)
{
    char delimiter = ',';
    if (table_read_csv_texts(source, &(struct csv_texts){.rows_max = 0}, table, source_line,
                             &delimiter, err) != 0)
        return -1;
    struct table_reader reader = {.name = byte_source_name(source), .table = table};
    convert_columns(&reader, delimiter, notes);
    return 0;
}
