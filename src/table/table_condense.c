#include "table/table_condense.h"

#include <math.h>

enum { SECONDS_PER_HOUR = 3600 };

static size_t first_time(const struct table *table)
{
    size_t c = 0;
    while (c < table->columns && table->column[c].type != COLUMN_TIME)
        c++;
    return c;
}

static size_t count_numbers(const struct table *table)
{
    size_t count = 0;
    for (size_t c = 0; c < table->columns; c++)
        count += table->column[c].type == COLUMN_NUMBER;
    return count;
}

/// The hour, day or week of a time, as a number that rises with it; a week begins with its Monday,
/// and 1970 began with a Thursday.
static int64_t bucket_of_time(instant time, int64_t length_s)
{
    const int64_t shift_s = length_s == SECONDS_PER_WEEK ? 3 * SECONDS_PER_DAY : 0;
    int64_t length = length_s * INSTANT_PER_SECOND;
    int64_t shifted = time + shift_s * INSTANT_PER_SECOND;
    return shifted / length - (shifted % length < 0);
}

/// The first row behind `from` that the condensed row of `from` does not cover.
static size_t row_end(const instant *time, size_t rows, size_t from, int64_t length_s)
{
    size_t to = from + 1;
    while (to < rows && time[to] >= time[to - 1] &&
           bucket_of_time(time[to], length_s) == bucket_of_time(time[from], length_s))
        to++;
    return to;
}

/// The most rows that a stretch of rising times has when condensed.
static size_t longest_stretch(const instant *time, size_t rows, int64_t length_s)
{
    size_t longest = 0, here = 0;
    for (size_t from = 0; from < rows;) {
        here = from > 0 && time[from] < time[from - 1] ? 1 : here + 1;
        longest = here > longest ? here : longest;
        from = row_end(time, rows, from, length_s);
    }
    return longest;
}

int64_t table_condense_length(const struct table *table, size_t rows)
{
    static const int64_t length_s[] = {SECONDS_PER_HOUR, SECONDS_PER_DAY, SECONDS_PER_WEEK};
    size_t column = first_time(table);
    if (column == table->columns || table->rows <= rows)
        return 0;
    const instant *time = table->column[column].time;
    size_t stretch = 0, here = 0;
    for (size_t row = 0; row < table->rows; row++) {
        here = row > 0 && time[row] < time[row - 1] ? 1 : here + 1;
        stretch = here > stretch ? here : stretch;
    }
    for (size_t i = 0; stretch > rows && i < sizeof length_s / sizeof *length_s; i++) {
        size_t left = longest_stretch(time, table->rows, length_s[i]);
        if (left < stretch && (left <= rows || length_s[i] == SECONDS_PER_WEEK))
            return length_s[i];
    }
    return 0;
}

struct summary {
    double mean, highest;
};

static struct summary summarize(const double *value, size_t from, size_t to)
{
    struct summary summary = {NAN, NAN};
    double sum = 0;
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        if (isnan(value[i]))
            continue;
        sum += value[i];
        summary.highest = count == 0 ? value[i] : fmax(summary.highest, value[i]);
        count++;
    }
    if (count > 0)
        summary.mean = sum / (double)count;
    return summary;
}

static const char *first_text(const char *const *text, size_t from, size_t to)
{
    while (from + 1 < to && text[from] == NULL)
        from++;
    return text[from];
}

static void add_columns(const struct table *table, bool means, struct table *into)
{
    for (size_t c = 0; c < table->columns; c++) {
        const struct column *column = &table->column[c];
        const bool is_number = column->type == COLUMN_NUMBER;
        if (is_number && means)
            table_add_column(into, arena_printf(&into->arena, "mean_%s", column->name),
                             column->type, column->style);
        table_add_column(
            into, is_number ? arena_printf(&into->arena, "highest_%s", column->name) : column->name,
            column->type, column->style);
    }
}

static void add_row(const struct table *table, size_t from, size_t to, bool means,
                    struct table *into)
{
    size_t row = table_add_row(into), at = 0;
    for (size_t c = 0; c < table->columns; c++) {
        const struct column *column = &table->column[c];
        if (column->type == COLUMN_TIME) {
            table_set_time(into, row, at++, column->time[from]);
        } else if (column->type == COLUMN_TEXT) {
            table_set_text(into, row, at++, first_text(column->text, from, to));
        } else {
            struct summary summary = summarize(column->number, from, to);
            if (means)
                table_set_number(into, row, at++, summary.mean);
            table_set_number(into, row, at++, summary.highest);
        }
    }
}

void table_condense(const struct table *table, int64_t length_s, struct table *into)
{
    const instant *time = table->column[first_time(table)].time;
    const bool means = count_numbers(table) == 1;
    add_columns(table, means, into);
    for (size_t from = 0; from < table->rows;) {
        size_t to = row_end(time, table->rows, from, length_s);
        add_row(table, from, to, means, into);
        from = to;
    }
}
