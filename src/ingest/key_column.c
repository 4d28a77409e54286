#include "ingest/key_column.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "ingest/clock_column.h"
#include "ingest/time_column.h"

#include <stdlib.h>

enum { FEWEST_ROWS = 8 };

/// A row by its group and its time.
struct placed {
    size_t group;
    instant time;
};

static int by_group_and_time(const void *left, const void *right)
{
    const struct placed *a = left;
    const struct placed *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->time < b->time ? -1 : a->time > b->time;
}

static int by_size(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

/// Part of the spacings within groups that is near the median one of all; the rows get sorted.
/// Rows of one group at one time count against it.
static double regularity(struct placed *row, size_t rows)
{
    qsort(row, rows, sizeof *row, by_group_and_time);
    int64_t *spacing = mem_alloc(rows, sizeof *spacing);
    size_t spacings = 0;
    size_t apart = 0;
    for (size_t i = 1; i < rows; i++)
        if (row[i].group == row[i - 1].group) {
            spacing[spacings++] = row[i].time - row[i - 1].time;
            apart += row[i].time != row[i - 1].time;
        }
    double share = 1;
    if (spacings > 0) {
        qsort(spacing, spacings, sizeof *spacing, by_size);
        int64_t median = spacing[spacings - 1 - apart / 2];
        size_t near = 0;
        for (size_t i = 0; i < spacings; i++)
            near += spacing[i] > 0 && llabs(spacing[i] - median) * 5 <= median;
        share = (double)near / (double)spacings;
    }
    free(spacing);
    return share;
}

struct key_rows {
    size_t rows;
    instant *time;
    size_t *row; ///< of the sample
};

static struct key_rows read_times(const struct columns *columns, const struct reading *reading,
                                  const struct csv_field *times, size_t count)
{
    struct key_rows read = {.time = mem_alloc(count, sizeof *read.time),
                            .row = mem_alloc(count, sizeof *read.row)};
    // What is assumed is said when the rows are read.
    struct reading quiet = *reading;
    quiet.notes = NULL;
    struct time_column column;
    time_column_begin(&column, &quiet, times, count);
    if (columns->number_form != TIME_FORM_NONE)
        column.reader.form = columns->number_form;
    size_t at = 0;
    for (size_t row = columns->first_row; row < reading->sniff->rows && at < count; row++) {
        struct time_parsed parsed = {.time = 0};
        if (columns->time >= reading->sniff->row[row].fields)
            continue;
        const struct csv_field *cell = &times[at++];
        if (!time_column_parse(&column, cell->text, cell->length, &parsed))
            continue;
        read.time[read.rows] = parsed.time;
        read.row[read.rows++] = row;
    }
    return read;
}

/// Groups of the rows by the texts of all key columns but `without`; returns how many there are.
static size_t group_rows(const struct columns *columns, const struct sniff *sniff,
                         const struct key_rows *rows, size_t without, struct placed *placed)
{
    struct key_index groups = {0};
    struct str text = {0};
    for (size_t i = 0; i < rows->rows; i++) {
        str_clear(&text);
        for (size_t k = 0; k < columns->width; k++) {
            if (columns->column[k].role != ROLE_KEY || k == without)
                continue;
            const struct csv_field *cell = sniff_cell(sniff, rows->row[i], k);
            str_append_bytes(&text, cell->text, cell->length);
            str_append_char(&text, '\x1F');
        }
        placed[i].time = rows->time[i];
        placed[i].group = key_index_put(&groups, str_text(&text), text.length, NULL);
    }
    size_t count = groups.count;
    str_release(&text);
    key_index_release(&groups);
    return count;
}

/// What is known of the rows with one text.
struct text_rows {
    size_t last;    ///< row, counted from 1; 0: none
    size_t spacing; ///< in rows; 0: there is one row
};

/// Whether the texts take turns, each at a spacing of its own, as hosts do that report one after
/// the other.
static bool take_turns(const struct columns *columns, const struct sniff *sniff, size_t column)
{
    size_t rows = sniff->rows - columns->first_row;
    struct key_index texts = {0};
    struct text_rows *text = mem_alloc(rows, sizeof *text);
    bool turns = true;
    bool again = false;
    for (size_t row = 0; row < rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, columns->first_row + row, column);
        struct text_rows *same = &text[key_index_put(&texts, cell->text, cell->length, NULL)];
        size_t spacing = same->last == 0 ? 0 : row + 1 - same->last;
        turns = turns && spacing != 1 && (same->spacing == 0 || same->spacing == spacing);
        again = again || spacing > 0;
        same->spacing = spacing;
        same->last = row + 1;
    }
    turns = texts.count == 1 || (turns && again);
    free(text);
    key_index_release(&texts);
    return turns;
}

bool key_column_tells_apart(const struct columns *columns, const struct reading *reading,
                            size_t column, const struct csv_field *times, size_t count)
{
    const struct sniff *sniff = reading->sniff;
    struct key_rows rows = read_times(columns, reading, times, count);
    bool tells = true;
    if (rows.rows >= FEWEST_ROWS) {
        struct placed *placed = mem_alloc(rows.rows, sizeof *placed);
        size_t with_groups = group_rows(columns, sniff, &rows, SIZE_MAX, placed);
        double with = regularity(placed, rows.rows);
        size_t without_groups = group_rows(columns, sniff, &rows, column, placed);
        double without = regularity(placed, rows.rows);
        // Fewer groups whose rows come as regularly or more so: the texts are remarks on rows.
        tells = without_groups == with_groups || without < with || without < 0.5 ||
                take_turns(columns, sniff, column);
        free(placed);
    }
    free(rows.time);
    free(rows.row);
    return tells;
}

double rows_regularity(const struct columns *columns, const struct reading *reading)
{
    size_t count = 0;
    struct reading quiet = *reading;
    quiet.notes = NULL;
    struct csv_field *times = columns_sample_times(columns, &quiet, &count);
    struct key_rows rows = read_times(columns, &quiet, times, count);
    struct placed *placed = mem_alloc(rows.rows, sizeof *placed);
    (void)group_rows(columns, reading->sniff, &rows, SIZE_MAX, placed);
    double share = regularity(placed, rows.rows);
    free(placed);
    free(rows.time);
    free(rows.row);
    free(times);
    return share;
}
