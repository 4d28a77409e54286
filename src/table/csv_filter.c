#include "table/csv_filter.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum state {
    STATE_FIELD_START,
    STATE_UNQUOTED,
    STATE_QUOTED,
    STATE_AFTER_QUOTE, ///< behind a quote within quotes: the field's end or half of a doubled one
};

struct csv_filter {
    char delimiter;
    bool backslash, bare;
    enum state state;
    bool escaped;       ///< the byte before was a backslash inside quotes
    bool wrapped;       ///< the current unquoted field was given quotes
    bool in_braces;     ///< between { and } of an unquoted field
    bool in_label;      ///< between the quotes of a label's value
    size_t field_start; ///< in `out`, of the current unquoted field
    size_t delivered;   ///< bytes at the front of `out` that the caller has had
    struct str out;
};

struct csv_filter *csv_filter_open(char delimiter, bool backslash, bool bare)
{
    struct csv_filter *filter = mem_alloc(1, sizeof *filter);
    filter->delimiter = delimiter;
    filter->backslash = backslash;
    filter->bare = bare;
    return filter;
}

static void wrap_field(struct csv_filter *filter)
{
    if (filter->wrapped)
        return;
    filter->wrapped = true;
    str_append_char(&filter->out, '"'); // makes room for the one that goes in front
    char *field = filter->out.data + filter->field_start;
    memmove(field + 1, field, filter->out.length - filter->field_start - 1);
    field[0] = '"';
}

static void end_field(struct csv_filter *filter)
{
    if (filter->wrapped)
        str_append_char(&filter->out, '"');
    filter->wrapped = filter->in_braces = filter->in_label = false;
    filter->state = STATE_FIELD_START;
}

static void take_unquoted(struct csv_filter *filter, char c)
{
    bool line_end = c == '\n' || c == '\r';
    if (line_end || (c == filter->delimiter && !(filter->bare && filter->in_braces))) {
        end_field(filter);
        str_append_char(&filter->out, c);
        return;
    }
    if (filter->bare && c == '"') {
        wrap_field(filter);
        str_append_char(&filter->out, '"');
        filter->in_label = filter->in_braces && !filter->in_label;
    } else if (filter->bare && c == filter->delimiter) {
        wrap_field(filter);
    } else if (!filter->in_label && (c == '{' || c == '}')) {
        filter->in_braces = c == '{';
    }
    str_append_char(&filter->out, c);
}

static void take_quoted(struct csv_filter *filter, char c)
{
    if (filter->escaped) {
        filter->escaped = false;
        str_append(&filter->out, c == '"' ? "\"" : c == '\\' ? "" : "\\");
        str_append_char(&filter->out, c);
    } else if (filter->backslash && c == '\\') {
        filter->escaped = true;
    } else {
        if (c == '"')
            filter->state = STATE_AFTER_QUOTE;
        str_append_char(&filter->out, c);
    }
}

static void take_byte(struct csv_filter *filter, char c)
{
    bool separator = c == filter->delimiter || c == '\n' || c == '\r';
    switch (filter->state) {
    case STATE_FIELD_START:
        if (c == '"') {
            filter->state = STATE_QUOTED;
        } else if (!separator && c != ' ' && c != '\t') {
            filter->state = STATE_UNQUOTED;
            filter->field_start = filter->out.length;
            take_unquoted(filter, c);
            return;
        }
        str_append_char(&filter->out, c);
        return;
    case STATE_UNQUOTED:
        take_unquoted(filter, c);
        return;
    case STATE_QUOTED:
        take_quoted(filter, c);
        return;
    case STATE_AFTER_QUOTE:
        filter->state = c == '"' ? STATE_QUOTED : separator ? STATE_FIELD_START : filter->state;
        str_append_char(&filter->out, c);
        return;
    }
}

/// Drops what the caller has had; what was kept back moves to the front.
static void drop_delivered(struct csv_filter *filter)
{
    size_t kept = filter->out.length - filter->delivered;
    if (filter->delivered > 0)
        memmove(filter->out.data, filter->out.data + filter->delivered, kept);
    filter->out.length = kept;
    filter->field_start -=
        filter->field_start < filter->delivered ? filter->field_start : filter->delivered;
    filter->delivered = 0;
}

void csv_filter_bytes(struct csv_filter *filter, const char *bytes, size_t length, const char **out,
                      size_t *out_length)
{
    drop_delivered(filter);
    for (size_t i = 0; i < length; i++)
        take_byte(filter, bytes[i]);
    if (length == 0 && filter->escaped) {
        str_append_char(&filter->out, '\\');
        filter->escaped = false;
    }
    if (length == 0 && filter->state == STATE_UNQUOTED)
        end_field(filter);
    bool cut = filter->bare && filter->state == STATE_UNQUOTED;
    filter->delivered = cut ? filter->field_start : filter->out.length;
    *out = str_text(&filter->out);
    *out_length = filter->delivered;
}

size_t csv_filter_pending(const struct csv_filter *filter)
{
    return filter->out.length - filter->delivered;
}

void csv_filter_close(struct csv_filter *filter)
{
    if (filter == NULL)
        return;
    str_release(&filter->out);
    free(filter);
}
