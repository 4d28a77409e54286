#include "ingest/odd_rows.h"

#include "base/ascii.h"
#include "ingest/time_column.h"
#include "table/cell.h"

#include <string.h>

static const char *const summary_words[] = {
    "total",   "totals",    "average", "average:",     "avg",           "mean",    "sum",
    "summe",   "summation", "gesamt",  "durchschnitt", "mittelwert",    "moyenne", "somme",
    "suma",    "soma",      "media",   "promedio",     "average value", "min",     "max",
    "minimum", "maximum",   "median",  "summary",      "grand total",   "count"};

/// "-----", "=====", ":---:" and "----+----".
static bool is_rule(const struct csv_field *field)
{
    enum { SHORTEST = 3 };
    size_t strokes = 0;
    for (size_t i = 0; i < field->length; i++) {
        if (memchr("-=+:", field->text[i], 4) == NULL)
            return false;
        strokes += field->text[i] == '-' || field->text[i] == '=';
    }
    return strokes >= SHORTEST;
}

/// "(48 rows)", "(1 row affected)", "48 rows in set (0.01 sec)": what clients of data bases write
/// below a table.
static bool is_row_count(const struct csv_field *field)
{
    const char *at = field->text;
    const char *end = at + field->length;
    bool bracket = at < end && *at == '(';
    at += bracket;
    const char *digits = at;
    while (at < end && ascii_is_digit(*at))
        at++;
    if (at == digits || end - at < 4 || strncmp(at, " row", 4) != 0)
        return false;
    return bracket ? end[-1] == ')' : end - at >= 11 && strncmp(at, " rows in set", 11) == 0;
}

bool row_is_remark(const struct csv_field *field, size_t fields)
{
    if (fields > 0 && field[0].length > 0 && field[0].text[0] == '#')
        return true;
    if (fields == 1 && is_row_count(&field[0]))
        return true;
    size_t rules = 0;
    for (size_t i = 0; i < fields; i++) {
        if (field[i].length > 0 && !is_rule(&field[i]))
            return false;
        rules += field[i].length > 0;
    }
    return rules > 0;
}

bool row_is_blank(const struct csv_field *field, size_t fields)
{
    for (size_t i = 0; i < fields; i++)
        if (field[i].length > 0)
            return false;
    return true;
}

bool row_is_nul(const struct csv_field *field, size_t fields)
{
    size_t bytes = 0;
    for (size_t i = 0; i < fields; i++)
        for (size_t k = 0; k < field[i].length; k++, bytes++)
            if (field[i].text[k] != '\0')
                return false;
    return bytes > 0;
}

static const char *summary_word_of(const struct csv_field *cell)
{
    for (size_t i = 0; i < sizeof summary_words / sizeof *summary_words; i++)
        if (ascii_is_word_any_case(cell->text, cell->length, summary_words[i]))
            return summary_words[i];
    // "Service total", "95th percentile"
    const char *last = cell->text + cell->length;
    while (last > cell->text && last[-1] != ' ')
        last--;
    size_t letters = (size_t)(cell->text + cell->length - last);
    if (last > cell->text && (ascii_is_word_any_case(last, letters, "total") ||
                              ascii_is_word_any_case(last, letters, "percentile")))
        return ascii_to_lower(*last) == 't' ? "total" : "percentile";
    return NULL;
}

const char *row_summary_word(const struct csv_field *field, size_t fields)
{
    size_t first = 0;
    while (first < fields && field[first].length == 0)
        first++;
    return first < fields ? summary_word_of(&field[first]) : NULL;
}

static bool holds_a_time(const struct sniff_row *row)
{
    for (size_t i = 0; i < row->fields; i++) {
        bool epoch = false;
        if (time_cell(row->field[i].text, row->field[i].length, &epoch) || epoch)
            return true;
    }
    return false;
}

static bool is_same_row(const struct sniff_row *row, const struct sniff_row *other)
{
    if (row->fields != other->fields)
        return false;
    for (size_t i = 0; i < row->fields; i++)
        if (row->field[i].length != other->field[i].length ||
            memcmp(row->field[i].text, other->field[i].text, row->field[i].length) != 0)
            return false;
    return true;
}

void odd_rows_drop(struct sniff *sniff, size_t first_row, size_t header_row)
{
    size_t kept = first_row;
    for (size_t i = first_row; i < sniff->rows; i++) {
        const struct sniff_row *row = &sniff->row[i];
        bool odd = row_is_blank(row->field, row->fields) ||
                   row_is_remark(row->field, row->fields) || row_is_nul(row->field, row->fields);
        if (header_row < sniff->rows) {
            const struct sniff_row *names = &sniff->row[header_row];
            odd = odd || is_same_row(row, names) ||
                  (sniff->whole && i + 1 == sniff->rows && row->fields < names->fields);
        }
        odd = odd || (row_summary_word(row->field, row->fields) != NULL && !holds_a_time(row));
        if (!odd)
            sniff->row[kept++] = *row;
    }
    // Of nothing but odd rows something has to be judged.
    if (kept > first_row)
        sniff->rows = kept;
}
