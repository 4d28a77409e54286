#include "ingest/sniff.h"

#include "base/ascii.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { DELIMITER_LINES = 20 };

static const char delimiters[] = {',', ';', '\t', '|'};

/// Counts `delimiter` outside quotes on the line at `text` and moves *text behind it.
static size_t count_on_line(const char **text, const char *end, char delimiter)
{
    size_t count = 0;
    bool quoted = false;
    const char *at = *text;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && *at == delimiter)
            count++;
    }
    *text = at < end ? at + 1 : end;
    return count;
}

/// How well `delimiter` explains the first lines: lines with as many of it as the most common
/// count.
static size_t delimiter_score(const struct sniff *sniff, char delimiter)
{
    size_t counts[DELIMITER_LINES];
    size_t lines = 0;
    const char *at = sniff->bytes;
    const char *end = sniff->bytes + sniff->length;
    while (at < end && lines < DELIMITER_LINES) {
        const char *start = at;
        size_t count = count_on_line(&at, end, delimiter);
        if (at - start > 1 && strncmp(start, "sep=", 4) != 0)
            counts[lines++] = count;
    }
    size_t best = 0;
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0;
        for (size_t k = 0; k < lines; k++)
            same += counts[k] == counts[i];
        if (counts[i] > 0 && same * 1000 + counts[i] > best)
            best = same * 1000 + counts[i];
    }
    return best;
}

/// A line "sep=;" says it; otherwise the sign that occurs equally often on the most lines.
static char find_delimiter(const struct sniff *sniff)
{
    const char *said = NULL;
    if (sniff_starts(sniff, "sep=") || sniff_starts(sniff, "\"sep="))
        said = strstr(sniff->bytes, "sep=") + 4;
    if (said != NULL && *said != '\0' && memchr(delimiters, *said, sizeof delimiters) != NULL)
        return *said;
    char best = ',';
    size_t best_score = 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t score = delimiter_score(sniff, delimiters[i]);
        if (score > best_score) {
            best_score = score;
            best = delimiters[i];
        }
    }
    return best;
}

/// Finds quotes that RFC 4180 does not know: within a bare field, or escaped by a backslash.
static void find_odd_quotes(struct sniff *sniff)
{
    bool quoted = false;
    bool at_start = true;
    for (size_t i = 0; i < sniff->length; i++) {
        char c = sniff->bytes[i];
        if (quoted) {
            if (c == '\\' && i + 1 < sniff->length && sniff->bytes[i + 1] == '"') {
                sniff->backslash_quotes = true;
                i++;
            } else if (c == '"') {
                quoted = false;
            }
        } else if (c == '"') {
            if (!at_start && sniff->bytes[i - 1] != '"')
                sniff->bare_quotes = true;
            quoted = at_start || sniff->bytes[i - 1] == '"';
        }
        at_start = !quoted && (c == sniff->delimiter || c == '\n' || c == '\r' ||
                               (at_start && (c == ' ' || c == '\t')));
    }
}

static int keep_row(void *context, const struct csv_row *row)
{
    struct sniff *sniff = context;
    struct csv_field *field = arena_alloc(&sniff->arena, row->fields * sizeof *field);
    for (size_t i = 0; i < row->fields; i++) {
        field[i] = row->field[i];
        field[i].text = arena_strndup(&sniff->arena, row->field[i].text, row->field[i].length);
    }
    struct sniff_row kept = {.line = row->line, .fields = row->fields, .field = field};
    VEC_PUSH(sniff->row, sniff->rows, sniff->row_capacity, kept);
    return sniff->rows == SNIFF_ROWS;
}

/// Rows of the sample; where it is not CSV, or is cut off within a row, those before count.
static void split_rows(struct sniff *sniff)
{
    size_t length = sniff->length;
    if (!sniff->whole)
        while (length > 0 && sniff->bytes[length - 1] != '\n' && sniff->bytes[length - 1] != '\r')
            length--;
    struct byte_source *source =
        byte_source_memory(sniff->bytes, length == 0 ? sniff->length : length);
    struct csv_options options = {
        .delimiter = sniff->delimiter,
        .backslash_quotes = sniff->backslash_quotes,
        .bare_quotes = sniff->bare_quotes,
    };
    struct err ignored = {0};
    (void)csv_read(source, &options, keep_row, sniff, &ignored);
    byte_source_close(source);
}

/// Whether these are the first lines of a table, too few to tell what it is by. JSON, which may be
/// one line as a whole, tells by its first bytes.
static bool has_few_lines(const char *bytes, size_t length)
{
    size_t start = 0, lines = 0;
    while (start < length && ascii_is_space(bytes[start]))
        start++;
    if (start == length || strchr("{[<", bytes[start]) != NULL)
        return false;
    for (size_t i = start; i < length && lines < SNIFF_LINES; i++)
        lines += bytes[i] == '\n' || bytes[i] == '\r';
    return lines < SNIFF_LINES;
}

int sniff_source(struct sniff *sniff, struct byte_source *source, struct err *err)
{
    *sniff = (struct sniff){0};
    const char *bytes = NULL;
    size_t got = 0, want = SNIFF_BYTES / 2;
    do {
        want *= 2;
        if (byte_source_peek(source, want, &bytes, &got, err) != 0)
            return -1;
    } while (got == want && want < SNIFF_BYTES_MAX && has_few_lines(bytes, got));
    sniff->whole = got < want;
    if (got >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        got -= 3;
    }
    sniff->bytes = arena_strndup(&sniff->arena, got == 0 ? "" : bytes, got);
    sniff->length = got;
    sniff->delimiter = find_delimiter(sniff);
    find_odd_quotes(sniff);
    split_rows(sniff);
    return 0;
}

const struct csv_field *sniff_cell(const struct sniff *sniff, size_t row, size_t field)
{
    static const struct csv_field none = {.text = "", .length = 0};
    if (row >= sniff->rows || field >= sniff->row[row].fields)
        return &none;
    return &sniff->row[row].field[field];
}

bool sniff_cell_is(const struct sniff *sniff, size_t row, size_t field, const char *text)
{
    const struct csv_field *cell = sniff_cell(sniff, row, field);
    return ascii_is_word(cell->text, cell->length, text);
}

bool sniff_header_has(const struct sniff *sniff, const char *text)
{
    size_t fields = sniff->rows == 0 ? 0 : sniff->row[0].fields;
    for (size_t i = 0; i < fields; i++)
        if (sniff_cell_is(sniff, 0, i, text))
            return true;
    return false;
}

bool sniff_starts(const struct sniff *sniff, const char *text)
{
    size_t start = 0;
    while (start < sniff->length && ascii_is_space(sniff->bytes[start]))
        start++;
    return strncmp(sniff->bytes + start, text, strlen(text)) == 0;
}

bool sniff_contains(const struct sniff *sniff, const char *text)
{
    return strstr(sniff->bytes, text) != NULL;
}

bool sniff_has_member(const struct sniff *sniff, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = sniff->bytes; (at = strchr(at, '"')) != NULL; at++) {
        if (strncmp(at + 1, name, length) != 0 || at[1 + length] != '"')
            continue;
        const char *behind = at + 2 + length;
        while (ascii_is_space(*behind))
            behind++;
        if (*behind == ':')
            return true;
    }
    return false;
}

const char *sniff_line(const struct sniff *sniff, size_t number, char *out, size_t size)
{
    const char *at = sniff->bytes;
    for (;;) {
        at += strspn(at, "\r\n");
        size_t length = strcspn(at, "\r\n");
        if (number == 0 || length == 0) {
            size_t kept = length < size - 1 ? length : size - 1;
            memcpy(out, at, kept);
            out[kept] = '\0';
            return out;
        }
        at += length;
        number--;
    }
}

void sniff_release(struct sniff *sniff)
{
    free(sniff->row);
    arena_release(&sniff->arena);
    *sniff = (struct sniff){0};
}
