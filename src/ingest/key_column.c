#include "ingest/key_column.h"

#include "base/key_index.h"
#include "base/memory.h"
#include "time/time_parse.h"

#include <stdlib.h>

enum { FEWEST_ROWS = 8 };

/// Whether the times follow each other at one spacing.
static bool are_regular(const struct csv_field *times, size_t count)
{
    struct time_reader reader = {.form = TIME_FORM_NONE};
    instant last[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        bool could_swap = false;
        struct time_parsed parsed = {.time = 0};
        if (i == 0)
            reader.form = time_form_detect(times[i].text, times[i].length, false, &could_swap);
        if (!time_parse(&reader, times[i].text, times[i].length, &parsed) ||
            (i > 0 && parsed.time == last[1]) ||
            (i > 1 && parsed.time - last[1] != last[1] - last[0]))
            return false;
        last[0] = last[1];
        last[1] = parsed.time;
    }
    return true;
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

bool key_column_tells_apart(const struct columns *columns, const struct sniff *sniff, size_t column,
                            const struct csv_field *times, size_t count)
{
    bool alone = count >= FEWEST_ROWS && count == sniff->rows - columns->first_row &&
                 are_regular(times, count);
    return !alone || take_turns(columns, sniff, column);
}
