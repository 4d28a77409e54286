#include "ingest/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct sample_source *reading_source(const struct reading *reading)
{
    return &reading->samples->source[reading->file];
}

bool reading_without_keys(const struct reading *reading)
{
    const char *keys = reading->options->key_columns;
    return keys != NULL && strcmp(keys, "none") == 0;
}

void reading_bad(struct reading *reading, size_t line, const char *column, const char *text,
                 size_t length, const char *trouble, const char *remedy)
{
    struct bad_cells *bad = &reading->bad;
    bad->rows++;
    if (bad->rows == 1) {
        bad->line = line;
        str_append(&bad->column, column == NULL ? "" : column);
        str_append_char(&bad->message, '"');
        str_append_escaped(&bad->message, text, length);
        str_append(&bad->message, "\" ");
        str_append(&bad->message, trouble);
        bad->remedy = remedy;
        bad->like_it = 1;
        return;
    }
    size_t trouble_length = strlen(trouble);
    bool same_trouble =
        bad->message.length >= trouble_length &&
        strcmp(bad->message.data + bad->message.length - trouble_length, trouble) == 0;
    if (same_trouble && strcmp(str_text(&bad->column), column == NULL ? "" : column) == 0)
        bad->like_it++;
}

int reading_stream(struct reading *reading, const char *metric, const char *key, size_t *stream)
{
    *stream = samples_stream(reading->samples, reading->file, metric, strlen(metric), key,
                             key == NULL ? 0 : strlen(key));
    if (*stream != SIZE_MAX)
        return 0;
    return reading_refuse(reading,
                          "more than %d series; --by names the columns that tell series apart, "
                          "--value the columns to read",
                          SAMPLES_MAX_STREAMS);
}

void reading_state_step(struct reading *reading, int64_t step_s)
{
    struct samples *samples = reading->samples;
    for (size_t i = 0; i < samples->streams; i++)
        if (samples->stream[i].source == reading->file)
            samples->stream[i].step_s = step_s;
}

int reading_refuse(struct reading *reading, const char *format, ...)
{
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return err_at(reading->err, reading->name, 0, NULL, "%s", text);
}

/// NAME and LINE, 0 left out, in front of a text that is ready.
static void add_note(struct reading *reading, size_t line, enum note_level level, const char *kind,
                     const char *text)
{
    struct str place = {0};
    str_append_escaped(&place, reading->name, strlen(reading->name));
    if (line > 0)
        str_appendf(&place, ":%zu", line);
    struct str file_kind = {0};
    str_appendf(&file_kind, "%s %zu", kind, reading->file);
    notes_add(reading->notes, level, str_text(&file_kind), "%s: %s", str_text(&place), text);
    str_release(&file_kind);
    str_release(&place);
}

void reading_note(struct reading *reading, enum note_level level, const char *kind,
                  const char *format, ...)
{
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_note(reading, 0, level, kind, text);
}

void reading_note_at(struct reading *reading, size_t line, enum note_level level, const char *kind,
                     const char *format, ...)
{
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_note(reading, line, level, kind, text);
}

int reading_finish(struct reading *reading)
{
    const struct bad_cells *bad = &reading->bad;
    if (bad->rows == 0)
        return 0;
    struct str where = {0};
    if (bad->line > 0)
        str_appendf(&where, "line %zu: ", bad->line);
    if (bad->column.length > 0) {
        str_append_escaped(&where, bad->column.data, bad->column.length);
        str_append(&where, ": ");
    }
    int result = 0;
    if (reading->options->skip_bad) {
        reading_source(reading)->rows_skipped += bad->rows;
        reading_note(reading, NOTE_WARNING, "skipped rows",
                     "%zu row%s left out that cannot be read, the first is %s%s", bad->rows,
                     bad->rows == 1 ? "" : "s", str_text(&where), str_text(&bad->message));
    } else {
        char like_it[64] = "";
        if (bad->like_it > 1)
            snprintf(like_it, sizeof like_it, " (%zu rows like it)", bad->like_it);
        result = err_at(reading->err, reading->name, bad->line,
                        bad->column.length > 0 ? str_text(&bad->column) : NULL,
                        "%s%s; %s%s--skip-bad leaves such rows out and counts them",
                        str_text(&bad->message), like_it, bad->remedy == NULL ? "" : bad->remedy,
                        bad->remedy == NULL ? "" : ", ");
    }
    str_release(&where);
    return result;
}

void reading_release(struct reading *reading)
{
    str_release(&reading->bad.column);
    str_release(&reading->bad.message);
}
