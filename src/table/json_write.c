#include "base/number.h"
#include "base/utf8.h"
#include "table/cell_format.h"
#include "table/table_write.h"

#include <math.h>
#include <string.h>

void table_write_json_text(const char *text, struct str *out)
{
    static const char escape[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    struct str valid = {0};
    utf8_append_valid(&valid, text, strlen(text));
    str_append_char(out, '"');
    for (const char *c = str_text(&valid); *c != '\0'; c++) {
        const char *found = strchr(escape, *c);
        if (found != NULL) {
            str_append_char(out, '\\');
            str_append_char(out, letter[found - escape]);
        } else if ((unsigned char)*c < 0x20) {
            str_appendf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        } else {
            str_append_char(out, *c);
        }
    }
    str_append_char(out, '"');
    str_release(&valid);
}

void table_write_json_cell(const struct table *table, size_t row, size_t index, struct str *out)
{
    const struct column *column = &table->column[index];
    char number[NUMBER_TEXT_MAX];
    char time[INSTANT_TEXT_MAX];
    if (table_is_missing(table, row, index)) {
        str_append(out, "null");
    } else if (column->type == COLUMN_TIME) {
        str_appendf(out, "\"%s\"", instant_format(time, column->time[row]));
    } else if (column->type == COLUMN_TEXT) {
        table_write_json_text(column->text[row], out);
    } else if (!isfinite(column->number[row])) {
        str_append(out, "null"); // JSON has no infinity
    } else {
        str_append(out, cell_format_number(number, column->number[row], column->style));
    }
}

void table_write_json_row(const struct table *table, size_t row, struct str *out)
{
    str_append_char(out, '{');
    for (size_t i = 0; i < table->columns; i++) {
        if (i > 0)
            str_append(out, ", ");
        table_write_json_text(table->column[i].name, out);
        str_append(out, ": ");
        table_write_json_cell(table, row, i, out);
    }
    str_append_char(out, '}');
}

void table_write_json(const struct table *table, struct str *out)
{
    if (table->rows == 0) {
        str_append(out, "[]\n");
        return;
    }
    str_append(out, "[\n");
    for (size_t row = 0; row < table->rows; row++) {
        table_write_json_row(table, row, out);
        str_append(out, row + 1 < table->rows ? ",\n" : "\n");
    }
    str_append(out, "]\n");
}
