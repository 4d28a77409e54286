#include "base/number.h"
#include "table/cell_format.h"
#include "table/table_write.h"

#include <string.h>

/// Whether a CSV reader would change or split the bare text: RFC 4180's characters, the delimiters
/// that readers look for in a header, blanks at an end, which many readers (libcsv among them) trim
/// from unquoted fields, and a first byte that at the start of a file could be taken for a
/// byte-order mark or gzip.
static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    if (length == 0)
        return true; // an empty text is not a missing one
    unsigned char first = (unsigned char)text[0];
    return first <= ' ' || first >= 0xEF || text[length - 1] == ' ' ||
           strpbrk(text, ",;|\t\"\r\n") != NULL;
}

static void append_text(struct str *out, const char *text)
{
    if (!needs_quotes(text)) {
        str_append(out, text);
        return;
    }
    str_append_char(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            str_append_char(out, '"');
        str_append_char(out, *c);
    }
    str_append_char(out, '"');
}

static void append_cell(struct str *out, const struct table *table, size_t row, size_t index)
{
    const struct column *column = &table->column[index];
    char number[NUMBER_TEXT_MAX];
    char time[INSTANT_TEXT_MAX];
    if (table_is_missing(table, row, index)) {
        // A row of one missing cell would be a blank line, which readers skip.
        if (table->columns == 1)
            str_append(out, "\"\"");
    } else if (column->type == COLUMN_TIME) {
        str_append(out, instant_format(time, column->time[row]));
    } else if (column->type == COLUMN_NUMBER) {
        str_append(out, cell_format_number(number, column->number[row], column->style));
    } else {
        append_text(out, column->text[row]);
    }
}

void table_write_csv_header(const struct table *table, struct str *out)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (i > 0)
            str_append_char(out, ',');
        append_text(out, table->column[i].name);
    }
    str_append_char(out, '\n');
}

void table_write_csv_rows(const struct table *table, struct str *out)
{
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            if (i > 0)
                str_append_char(out, ',');
            append_cell(out, table, row, i);
        }
        str_append_char(out, '\n');
    }
}

void table_write_csv(const struct table *table, struct str *out)
{
    table_write_csv_header(table, out);
    table_write_csv_rows(table, out);
}
