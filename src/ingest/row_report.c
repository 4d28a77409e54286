#include "ingest/row_series.h"
#include "ingest/row_table.h"

#include <string.h>

static void note_count(struct row_table *table, size_t count, enum note_level level,
                       const char *kind, const char *text)
{
    if (count > 0)
        reading_note(table->reading, level, kind, "%zu %s%s", count, count == 1 ? "row " : "rows ",
                     text);
}

static void note_styles(struct row_table *table)
{
    size_t guessed = 0;
    size_t regrouped = 0;
    for (size_t i = 0; i < table->values; i++) {
        guessed += table->columns.column[table->value_column[i]].style.guessed;
        regrouped += table->columns.column[table->value_column[i]].style.regrouped;
    }
    if (guessed > 0)
        reading_note(table->reading, NOTE_WARNING, "comma",
                     "%zu value%s such as 1,204 read with the comma between thousands, as nothing "
                     "shows it to be a decimal comma",
                     guessed, guessed == 1 ? "" : "s");
    if (regrouped > 0)
        reading_note(table->reading, NOTE_DETAIL, "separators",
                     "%zu value%s with thousands separators or a decimal comma", regrouped,
                     regrouped == 1 ? "" : "s");
}

/// Names of the columns with a role, comma separated, in the samples' arena; NULL for none.
static const char *names_of(const struct row_table *table, enum table_role role)
{
    struct str names = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        if (table->columns.column[i].role != role)
            continue;
        str_append(&names, names.length > 0 ? "," : "");
        str_append(&names, table->columns.column[i].name);
    }
    const char *kept =
        names.length == 0 ? NULL : arena_strdup(&table->reading->samples->arena, names.data);
    str_release(&names);
    return kept;
}

/// "date + hour" where the times stand in two columns.
static const char *name_of_time(const struct row_table *table)
{
    const struct columns *columns = &table->columns;
    const char *time = columns->column[columns->time].name;
    return columns->clock == SIZE_MAX ? time
                                      : arena_printf(&table->reading->samples->arena, "%s + %s",
                                                     time, columns->column[columns->clock].name);
}

/// Columns that were empty from beginning to end; those of a trailing comma have no name.
static void note_empty(struct row_table *table)
{
    const struct columns *columns = &table->columns;
    struct str names = {0};
    for (size_t i = 0; i < columns->count && columns->header; i++) {
        const char *name = columns->column[i].name;
        if (columns->column[i].role != ROLE_EMPTY ||
            sniff_cell(table->reading->sniff, columns->header_row, i)->length == 0)
            continue;
        samples_left(table->reading->samples, table->reading->file, name, "empty");
        str_append(&names, names.length > 0 ? ", " : "");
        str_append_escaped(&names, name, strlen(name));
    }
    if (names.length > 0)
        reading_note(table->reading, NOTE_INFO, "empty columns",
                     "no value in the whole file in %s: left out", names.data);
    str_release(&names);
}

void row_table_end(struct row_table *table)
{
    char text[UNIT_NAME_MAX * 2];
    struct sample_source *source = reading_source(table->reading);
    row_series_name(table);
    if (table->columns.count > 0) {
        source->time_column = name_of_time(table);
        if (source->key_columns == NULL)
            source->key_columns = names_of(table, ROLE_KEY);
        source->value_columns = names_of(table, ROLE_VALUE);
    }
    time_column_end(&table->time);
    if (table->cut_line > 0)
        reading_note(table->reading, NOTE_WARNING, "cut",
                     "line %zu, the last one, is cut off and was left out: \"%s\"", table->cut_line,
                     err_quote(text, sizeof text, table->cut_cell.data, table->cut_cell.length));
    if (table->turned_rows > 0)
        reading_note(table->reading, NOTE_INFO, "turned",
                     "a later row shows the %s to come first: the %zu rows before it are read so "
                     "too",
                     table->time.order.day_first ? "day" : "month", table->turned_rows);
    note_count(table, table->nul_rows, NOTE_WARNING, "nul", "of NUL bytes left out");
    note_count(table, table->short_rows, NOTE_WARNING, "short",
               "with fewer cells than the header: what is absent is missing");
    note_count(table, table->blank_rows, NOTE_INFO, "blank", "of delimiters alone: blank");
    if (table->reordered > 0)
        reading_note(table->reading, NOTE_WARNING, "reordered",
                     "%zu header%s within the file with the columns in another order: the rows "
                     "below are read so",
                     table->reordered, table->reordered == 1 ? "" : "s");
    note_count(table, table->header_rows, NOTE_DETAIL, "header", "of the header again left out");
    if (table->summary_rows > 0)
        reading_note(table->reading, NOTE_WARNING, "summary",
                     "%zu summary row%s left out, the first is \"%s\"", table->summary_rows,
                     table->summary_rows == 1 ? "" : "s", table->summary);
    if (table->infinite > 0)
        reading_note(table->reading, NOTE_WARNING, "infinite",
                     "%zu infinite value%s read as missing", table->infinite,
                     table->infinite == 1 ? "" : "s");
    note_count(table, table->remark_rows, NOTE_INFO, "remark", "of comments or rules left out");
    note_empty(table);
    note_styles(table);
}
