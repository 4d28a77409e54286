#include "ingest/events.h"

#include "base/memory.h"
#include "ingest/clock_column.h"
#include "ingest/time_column.h"

#include <stdlib.h>

enum { ROWS_MIN = 20, LONGEST_SPACING_S = 600 };

static int by_size(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

/// Times of the sample, in its order; malloc'ed.
static instant *sample_times(const struct columns *columns, struct reading *reading, size_t *count)
{
    size_t cells = 0;
    struct csv_field *cell = columns_sample_times(columns, reading, &cells);
    instant *time = mem_alloc(cells, sizeof *time);
    struct time_reader reader = {.form = TIME_FORM_NONE};
    *count = 0;
    for (size_t i = 0; i < cells; i++) {
        bool could_swap = false;
        struct time_parsed parsed;
        if (reader.form == TIME_FORM_NONE)
            reader.form = time_form_detect(cell[i].text, cell[i].length, false, &could_swap);
        if (time_parse(&reader, cell[i].text, cell[i].length, &parsed))
            time[(*count)++] = parsed.time;
    }
    free(cell);
    return time;
}

bool rows_are_events(const struct columns *columns, struct reading *reading)
{
    size_t count = 0;
    instant *time = sample_times(columns, reading, &count);
    size_t fractions = 0;
    size_t falls = 0;
    for (size_t i = 0; i < count; i++) {
        fractions += time[i] % INSTANT_PER_SECOND != 0;
        falls += i > 0 && time[i] < time[i - 1];
    }
    bool events = count >= ROWS_MIN && 2 * fractions > count && 20 * falls < count;
    // Spacings, sorted so that equal ones stand together.
    for (size_t i = 0; i + 1 < count; i++)
        time[i] = time[i + 1] - time[i];
    if (events)
        qsort(time, count - 1, sizeof *time, by_size);
    events = events && time[(count - 1) / 2] < LONGEST_SPACING_S * INSTANT_PER_SECOND;
    size_t run = 0;
    for (size_t i = 0; events && i + 1 < count; i++) {
        run = i > 0 && time[i] == time[i - 1] ? run + 1 : 1;
        events = 10 * run < count;
    }
    free(time);
    return events;
}
