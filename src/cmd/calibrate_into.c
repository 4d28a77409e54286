// --into: the rows of a calibration in an assumptions file that people keep.
#include "base/file.h"
#include "base/file_lock.h"
#include "base/number.h"
#include "cmd/calibrate_answer.h"
#include "terms/assumptions_replace.h"

#include <math.h>
#include <stdint.h>

enum { FILE_BYTES_MAX = 16 << 20 };

static const char *text_at(const struct table *table, const char *name, size_t row)
{
    return table->column[table_find(table, name)].text[row];
}

/// Replaces or adds one row; `text` becomes the new file.
static int put_row(const char *path, const struct table *table, size_t row, struct str *text,
                   struct err *err)
{
    char value[NUMBER_TEXT_MAX];
    struct assumption_change change = {
        .name = text_at(table, "name", row),
        .service = text_at(table, "service", row),
        .value = number_format(value, table->column[table_find(table, "value")].number[row]),
        .unit = text_at(table, "unit", row) == NULL ? "" : text_at(table, "unit", row),
        .source = text_at(table, "source", row),
        .date = text_at(table, "date", row) == NULL ? "" : text_at(table, "date", row),
    };
    struct str changed = {0};
    int result = assumptions_replace(path, str_text(text), text->length, &change, &changed, err);
    str_release(text);
    *text = changed;
    return result;
}

/// Puts all rows into the file as it is now: to be called under its lock.
static int put_rows(const char *path, const struct table *table, struct err *err)
{
    struct str text = {0};
    int result = 0;
    if (file_exists(path))
        result = file_read_bounded(path, FILE_BYTES_MAX, &text, err);
    for (size_t row = 0; row < table->rows && result == 0; row++)
        result = put_row(path, table, row, &text, err);
    if (result == 0)
        result = file_write_atomic(path, str_text(&text), text.length, err);
    str_release(&text);
    return result;
}

int calibrate_put_into(const struct calibrate_run *run, const struct table *table, struct err *err)
{
    const char *path = option_text(run->invocation, OPT_INTO);
    struct file_lock lock;
    if (path == NULL || invocation_held_back(run->invocation))
        return 0;
    if (file_lock_take(&lock, path, err) != 0)
        return -1;
    int result = put_rows(path, table, err);
    file_lock_release(&lock);
    if (result == 0)
        notes_add(&run->invocation->notes, NOTE_INFO, "calibrate-into", "%zu %s put into %s",
                  table->rows, table->rows == 1 ? "row" : "rows",
                  invocation_escape(run->invocation, path));
    return result;
}
