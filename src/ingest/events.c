#include "ingest/events.h"

#include "base/memory.h"
#include "ingest/clock_column.h"
#include "ingest/evidence.h"
#include "ingest/key_column.h"
#include "ingest/time_column.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_MIN = 20, LONGEST_SPACING_S = 600 };

static int by_size(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

/// What the times of the sample show.
struct event_times {
    size_t count, fractions, falls;
    int64_t median; ///< spacing
    double common;  ///< part of the spacings that the most common one has
};

static struct event_times look_at_times(const struct columns *columns, struct reading *reading)
{
    size_t cells = 0;
    struct csv_field *cell = columns_sample_times(columns, reading, &cells);
    instant *time = mem_alloc(cells, sizeof *time);
    struct reading quiet = *reading;
    quiet.notes = NULL;
    struct time_column column;
    time_column_begin(&column, &quiet, cell, cells);
    struct event_times times = {.count = 0};
    for (size_t i = 0; i < cells; i++) {
        struct time_parsed parsed;
        if (time_column_parse(&column, cell[i].text, cell[i].length, &parsed))
            time[times.count++] = parsed.time;
    }
    free(cell);
    for (size_t i = 0; i < times.count; i++) {
        times.fractions += time[i] % INSTANT_PER_SECOND != 0;
        times.falls += i > 0 && time[i] < time[i - 1];
    }
    // Spacings, sorted so that equal ones stand together.
    size_t spacings = times.count == 0 ? 0 : times.count - 1;
    for (size_t i = 0; i < spacings; i++)
        time[i] = time[i + 1] - time[i];
    qsort(time, spacings, sizeof *time, by_size);
    size_t most = 0;
    for (size_t i = 0, run = 0; i < spacings; i++) {
        run = i > 0 && time[i] == time[i - 1] ? run + 1 : 1;
        most = run > most ? run : most;
    }
    times.median = spacings == 0 ? 0 : time[spacings / 2];
    times.common = spacings == 0 ? 1 : (double)most / (double)spacings;
    free(time);
    return times;
}

/// Whether the numbers of a column follow each other as those of a level do: half of their variance
/// or more is explained by the number before (von Neumann's ratio below 1).
static bool follows_itself(const struct columns *columns, const struct sniff *sniff, size_t index)
{
    struct cell_style style = columns->column[index].style;
    double last = (double)NAN;
    double sum = 0;
    double squares = 0;
    double changes = 0;
    size_t count = 0;
    for (size_t row = columns->first_row; row < sniff->rows; row++) {
        const struct csv_field *cell = sniff_cell(sniff, row, columns_field(columns, index));
        struct csv_field part = columns_part(&columns->column[index], cell);
        double value = 0;
        if (cell_parse(&style, part.text, part.length, &value) != CELL_NUMBER)
            continue;
        changes += isnan(last) ? 0 : (value - last) * (value - last);
        sum += value;
        squares += value * value;
        last = value;
        count++;
    }
    double variance = squares - sum * sum / (double)(count == 0 ? 1 : count);
    return count >= ROWS_MIN && changes < variance;
}

static void weigh(struct evidence *evidence, size_t levels, size_t events,
                  const struct columns *columns, struct reading *reading)
{
    bool text = false;
    bool duration = false;
    bool level = false;
    for (size_t i = 0; i < columns->count; i++) {
        const struct table_column *column = &columns->column[i];
        if (column->role == ROLE_KEY || column->role == ROLE_IGNORED)
            text = true;
        if (column->role != ROLE_VALUE)
            continue;
        duration = duration || column->unit.dimension == DIMENSION_DURATION;
        level = level || follows_itself(columns, reading->sniff, i);
    }
    evidence_point(evidence, events, 2, "the rows come at irregular times");
    if (text)
        evidence_point(evidence, events, 1, "there are columns of text");
    if (duration)
        evidence_point(evidence, events, 1, "a column holds durations");
    if (level)
        evidence_point(evidence, levels, 3, "the numbers follow each other as levels do");
    if (!text && !duration)
        evidence_point(evidence, levels, 1, "there is nothing but numbers");
}

bool rows_are_events(const struct columns *columns, struct reading *reading)
{
    struct event_times times = look_at_times(columns, reading);
    if (times.count < ROWS_MIN || 2 * times.fractions <= times.count ||
        20 * times.falls >= times.count || 10 * times.common >= 1 ||
        times.median >= LONGEST_SPACING_S * INSTANT_PER_SECOND ||
        rows_regularity(columns, reading) >= 0.5)
        return false;
    struct evidence evidence = {.question = "what rows are"};
    size_t levels = evidence_reading(&evidence, "measurements");
    size_t events = evidence_reading(&evidence, "events");
    weigh(&evidence, levels, events, columns, reading);
    evidence_note(&evidence, reading);
    bool are = evidence_winner(&evidence) == events;
    if (are)
        reading_note(reading, NOTE_WARNING, "events",
                     "rows are read as events, for %s: %s; --count says so, --gauge reads levels",
                     evidence_why(&evidence),
                     reading->options->value_columns == NULL
                         ? "they are counted per step"
                         : "the values of each step are summed");
    evidence_release(&evidence);
    return are;
}
