#include "ingest/row_series.h"
#include "ingest/row_table.h"

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

void row_table_end(struct row_table *table)
{
    struct sample_source *source = reading_source(table->reading);
    row_series_name(table);
    if (table->columns.count > 0) {
        source->time_column = table->columns.column[table->columns.time].name;
        if (source->key_columns == NULL)
            source->key_columns = names_of(table, ROLE_KEY);
        source->value_columns = names_of(table, ROLE_VALUE);
    }
    time_column_end(&table->time);
    if (table->cut_line > 0)
        reading_note(table->reading, NOTE_WARNING, "cut",
                     "line %zu, the last one, is cut off and was left out", table->cut_line);
    note_count(table, table->nul_rows, NOTE_WARNING, "nul", "of NUL bytes left out");
    note_count(table, table->short_rows, NOTE_WARNING, "short",
               "with fewer cells than the header: what is absent is missing");
    note_count(table, table->header_rows, NOTE_DETAIL, "header", "of the header again left out");
    if (table->summary_rows > 0)
        reading_note(table->reading, NOTE_WARNING, "summary",
                     "%zu summary row%s left out, the first is \"%s\"", table->summary_rows,
                     table->summary_rows == 1 ? "" : "s", table->summary);
    if (table->infinite > 0)
        reading_note(table->reading, NOTE_WARNING, "infinite",
                     "%zu infinite value%s read as missing", table->infinite,
                     table->infinite == 1 ? "" : "s");
    note_styles(table);
}
