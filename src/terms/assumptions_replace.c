#include "terms/assumptions_replace.h"

#include "base/ascii.h"
#include "table/csv_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { FIELDS_MAX = 256 };

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

enum place { NAME, VALUE, UNIT, SOURCE, DATE, SERVICE, OWNER, PLACES };

static const char *const place_name[PLACES] = {"name", "value",   "unit", "source",
                                               "date", "service", "owner"};

/// A part of the file as it stands there, quotes and blanks included.
struct span {
    const char *text;
    size_t length;
};

struct record {
    struct span field[FIELDS_MAX];
    size_t fields;
    const char *line_end; ///< where the line end starts
    const char *next;     ///< behind it
};

struct replacer {
    const char *file;
    const char *end;
    char delimiter;
    bool crlf;
    size_t column[PLACES]; ///< SIZE_MAX: not there
    size_t columns;
    const struct assumption_change *change;
    const char *put[PLACES]; ///< what the change says; NULL: as it is
    struct span owner;       ///< of the row that a new one takes it from
    bool put_already;
};

// --- records as they stand -----------------------------------------------------------------------

/// Cuts the record that starts at `text`; false when it has too many fields.
static bool cut_record(const struct replacer *replacer, const char *text, struct record *record)
{
    bool quoted = false;
    const char *start = text;
    record->fields = 0;
    for (;; text++) {
        bool ends = text == replacer->end || (!quoted && (*text == '\n' || *text == '\r'));
        if (ends || (!quoted && *text == replacer->delimiter)) {
            if (record->fields == FIELDS_MAX)
                return false;
            record->field[record->fields++] = (struct span){start, (size_t)(text - start)};
            start = text + 1;
        }
        if (ends)
            break;
        quoted = quoted != (*text == '"');
    }
    record->line_end = text;
    if (text < replacer->end && *text == '\r')
        text++;
    if (text < replacer->end && *text == '\n')
        text++;
    record->next = text;
    return true;
}

/// The field without quotes and blanks around it. A doubled quote in it is nothing that a name or a
/// service has.
static struct span trimmed(struct span field)
{
    while (field.length > 0 && (ascii_is_space(*field.text) || *field.text == '"')) {
        field.text++;
        field.length--;
    }
    while (field.length > 0 &&
           (ascii_is_space(field.text[field.length - 1]) || field.text[field.length - 1] == '"'))
        field.length--;
    return field;
}

/// The same of a cell, which the reader takes as text: a NUL ends it. Names of columns it takes
/// whole.
static struct span trimmed_text(struct span field)
{
    const char *nul = field.length > 0 ? memchr(field.text, '\0', field.length) : NULL;
    if (nul != NULL)
        field.length = (size_t)(nul - field.text);
    return trimmed(field);
}

static struct span field_at(const struct replacer *replacer, const struct record *record,
                            enum place place)
{
    size_t column = replacer->column[place];
    if (column >= record->fields)
        return (struct span){"", 0};
    return trimmed_text(record->field[column]);
}

static bool is_same(struct span field, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    return field.length == length && (length == 0 || memcmp(field.text, text, length) == 0);
}

// --- what is written -----------------------------------------------------------------------------

static void append_field(const struct replacer *replacer, const char *text, struct str *out)
{
    const char special[] = {replacer->delimiter, '"', '\n', '\r', ',', '\0'};
    if (strpbrk(text, special) == NULL) {
        str_append(out, text);
        return;
    }
    str_append_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            str_append_char(out, '"');
        str_append_char(out, *text);
    }
    str_append_char(out, '"');
}

/// Appends the record with the changed fields; `record` without fields is a new one.
static void append_record(const struct replacer *replacer, const struct record *record,
                          struct str *out)
{
    for (size_t i = 0; i < replacer->columns || i < record->fields; i++) {
        size_t place = 0;
        while (place < PLACES && replacer->column[place] != i)
            place++;
        if (i > 0)
            str_append_char(out, replacer->delimiter);
        if (place < PLACES && replacer->put[place] != NULL)
            append_field(replacer, replacer->put[place], out);
        else if (i < record->fields)
            str_append_bytes(out, record->field[i].text, record->field[i].length);
        else if (place == OWNER && replacer->owner.length > 0)
            str_append_bytes(out, replacer->owner.text, replacer->owner.length);
    }
}

static void append_line_end(const struct replacer *replacer, struct str *out)
{
    str_append(out, replacer->crlf ? "\r\n" : "\n");
}

// --- the file ------------------------------------------------------------------------------------

static int take_header(struct replacer *replacer, const struct record *header, struct err *err)
{
    for (size_t place = 0; place < PLACES; place++) {
        replacer->column[place] = SIZE_MAX;
        for (size_t i = 0; i < header->fields && replacer->column[place] == SIZE_MAX; i++) {
            struct span name = trimmed(header->field[i]);
            if (ascii_is_word_any_case(name.text, name.length, place_name[place]))
                replacer->column[place] = i;
        }
    }
    replacer->columns = header->fields;
    replacer->crlf = header->next - header->line_end == 2;
    if (replacer->column[NAME] == SIZE_MAX || replacer->column[VALUE] == SIZE_MAX)
        return err_at(err, replacer->file, 1, NULL,
                      "no column \"%s\": this is no assumptions file, and it is left as it is",
                      replacer->column[NAME] == SIZE_MAX ? "name" : "value");
    if (replacer->change->service != NULL && replacer->column[SERVICE] == SIZE_MAX)
        return err_at(err, replacer->file, 1, NULL,
                      "no column \"service\" for the rows of one service; add it to the header");
    return 0;
}

static int copy_rows(struct replacer *replacer, const char *text, struct str *out, struct err *err)
{
    struct record record;
    for (size_t number = 0; text < replacer->end; text = record.next, number++) {
        if (!cut_record(replacer, text, &record))
            return err_at(err, replacer->file, 0, NULL,
                          "more than %d fields in a row: this is no assumptions file", FIELDS_MAX);
        if (number == 0 && take_header(replacer, &record, err) != 0)
            return -1;
        bool ours = number > 0 && !replacer->put_already &&
                    is_same(field_at(replacer, &record, NAME), replacer->change->name) &&
                    is_same(field_at(replacer, &record, SERVICE), replacer->change->service);
        if (number > 0 && replacer->change->owner_as != NULL &&
            replacer->column[OWNER] < record.fields &&
            is_same(field_at(replacer, &record, NAME), replacer->change->owner_as) &&
            is_same(field_at(replacer, &record, SERVICE), replacer->change->service))
            replacer->owner = record.field[replacer->column[OWNER]];
        if (ours)
            append_record(replacer, &record, out);
        else
            str_append_bytes(out, text, (size_t)(record.line_end - text));
        str_append_bytes(out, record.line_end, (size_t)(record.next - record.line_end));
        replacer->put_already = replacer->put_already || ours;
    }
    return 0;
}

int assumptions_replace(const char *file, const char *text, size_t length,
                        const struct assumption_change *change, struct str *out, struct err *err)
{
    const char *const fresh = change->service == NULL
                                  ? "name,value,unit,source,owner,date\n"
                                  : "name,value,unit,source,owner,date,service\n";
    if (length == 0) {
        text = fresh;
        length = strlen(fresh);
    }
    struct replacer replacer = {
        .file = file,
        .end = text + length,
        .change = change,
        .put = {change->name, change->value, change->unit, change->source, change->date,
                change->service},
    };
    if (length >= strlen(BYTE_ORDER_MARK) &&
        memcmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        str_append(out, BYTE_ORDER_MARK);
        text += strlen(BYTE_ORDER_MARK);
    }
    replacer.delimiter = csv_detect_delimiter(text, (size_t)(replacer.end - text));
    if (copy_rows(&replacer, text, out, err) != 0)
        return -1;
    if (replacer.put_already)
        return 0;
    if (out->length > 0 && out->data[out->length - 1] != '\n' && out->data[out->length - 1] != '\r')
        append_line_end(&replacer, out);
    append_record(&replacer, &(struct record){.fields = 0}, out);
    append_line_end(&replacer, out);
    return 0;
}
