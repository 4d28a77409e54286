#include "answer/decision_file.h"

#include "base/file.h"
#include "base/file_lock.h"
#include "table/csv_read.h"
#include "table/table_write.h"

#include <string.h>

/// A decision is under 1 KiB: more than this is no record.
enum { FILE_BYTES_MAX = 64 * 1024 * 1024 };

/// A part of the columns that recommend writes.
static const struct schema_column columns[] = {
    FIELD(struct decision_cells, time, STYLE_PLAIN, NULL, "when it was decided"),
    FIELD(struct decision_cells, until, STYLE_PLAIN, NULL, "the end of its horizon"),
    FIELD(struct decision_cells, resource, STYLE_PLAIN, NULL, "what it was about"),
    FIELD(struct decision_cells, demand, STYLE_PLAIN, NULL, "the highest that was planned for"),
    FIELD(struct decision_cells, target, STYLE_PLAIN, NULL, "what was recommended"),
    FIELD_END,
};

static const struct schema schema_decisions = {"decisions", columns, sizeof(struct decision_cells)};

// --- reading -------------------------------------------------------------------------------------

static int check_header(const struct decision_file *file, const char *header, struct err *err)
{
    const char *text = str_text(&file->bytes);
    size_t length = strcspn(header, "\r\n");
    if (strncmp(text, header, length) == 0 && (text[length] == '\n' || text[length] == '\r'))
        return 0;
    return err_at(err, file->path, 1, NULL,
                  "this is no record of decisions, which begins with \"%.60s...\": nothing was "
                  "added; --append a file that recommend made, or a new one",
                  header);
}

static int read_table(struct decision_file *file, struct err *err)
{
    struct byte_source *source;
    if (input_open(file->path, &source, err) != 0)
        return -1;
    int status = table_read_csv(source, &file->table, NULL, NULL, err);
    byte_source_close(source);
    if (status != 0)
        return -1;
    const struct schema_column *wrong =
        record_reader_begin(&file->rows, &file->table, &schema_decisions);
    if (wrong != NULL)
        return err_at(err, file->path, 0, wrong->name,
                      "a cell of this column is no %s: mend it, nothing was added",
                      wrong->type == COLUMN_TIME     ? "time"
                      : wrong->type == COLUMN_NUMBER ? "number"
                                                     : "name");
    return 0;
}

int decision_file_read(const char *path, const char *header, struct decision_file *file,
                       struct err *err)
{
    file->path = path;
    if (!file_exists(path))
        return 0;
    if (file_read_bounded(path, FILE_BYTES_MAX, &file->bytes, err) != 0)
        return -1;
    if (file->bytes.length == 0)
        return 0;
    return check_header(file, header, err) == 0 ? read_table(file, err) : -1;
}

// --- appending -----------------------------------------------------------------------------------

static bool is_recorded(const struct decision_file *file, instant time, const char *resource)
{
    for (size_t row = 0; row < file->table.rows; row++) {
        struct decision_cells cells;
        record_take(&file->rows, row, &cells);
        if (cells.time == time && cells.resource != NULL && strcmp(cells.resource, resource) == 0)
            return true;
    }
    return false;
}

/// The table's CSV without its header, leaving out what is recorded.
static size_t append_rows(const struct decision_file *file, const struct table *decisions,
                          struct str *out)
{
    size_t time = table_find(decisions, "time"), resource = table_find(decisions, "resource");
    struct table fresh = {0};
    size_t rows = 0;
    for (size_t c = 0; c < decisions->columns; c++)
        table_add_column(&fresh, decisions->column[c].name, decisions->column[c].type,
                         decisions->column[c].style);
    for (size_t row = 0; row < decisions->rows; row++) {
        if (is_recorded(file, decisions->column[time].time[row],
                        decisions->column[resource].text[row]))
            continue;
        rows = table_add_row(&fresh) + 1;
        for (size_t c = 0; c < decisions->columns; c++) {
            const struct column *from = &decisions->column[c];
            if (from->type == COLUMN_TIME)
                table_set_time(&fresh, rows - 1, c, from->time[row]);
            else if (from->type == COLUMN_NUMBER)
                table_set_number(&fresh, rows - 1, c, from->number[row]);
            else
                table_set_text(&fresh, rows - 1, c, from->text[row]);
        }
    }
    struct str csv = {0};
    table_write_csv(&fresh, &csv);
    const char *text = str_text(&csv);
    size_t header = strcspn(text, "\n") + 1;
    str_append(out, out->length == 0 ? text : text + header);
    str_release(&csv);
    table_release(&fresh);
    return rows;
}

/// The rows that `file`, as it is now, does not have yet.
static int append_to(const struct decision_file *file, const struct table *decisions, size_t *added,
                     struct err *err)
{
    struct str bytes = {0};
    str_append_bytes(&bytes, str_text(&file->bytes), file->bytes.length);
    if (bytes.length > 0 && str_text(&bytes)[bytes.length - 1] != '\n')
        str_append_char(&bytes, '\n');
    *added = append_rows(file, decisions, &bytes);
    int status = 0;
    if (*added > 0)
        status = file_write_atomic(file->path, str_text(&bytes), bytes.length, err);
    str_release(&bytes);
    return status;
}

int decision_file_append(const struct decision_file *file, const struct table *decisions,
                         size_t *added, struct err *err)
{
    struct file_lock lock;
    if (file_lock_take(&lock, file->path, err) != 0)
        return -1;
    // Others may have added to it since it was read.
    struct decision_file now = {0};
    struct str header = {0};
    table_write_csv_header(decisions, &header);
    int status = decision_file_read(file->path, str_text(&header), &now, err);
    if (status == 0)
        status = append_to(&now, decisions, added, err);
    decision_file_release(&now);
    str_release(&header);
    file_lock_release(&lock);
    return status;
}

void decision_file_release(struct decision_file *file)
{
    str_release(&file->bytes);
    table_release(&file->table);
}
