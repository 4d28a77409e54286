#include "ingest/json_stream.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>
#include <yajl/yajl_version.h>

enum { BLOCK_BYTES = 1 << 16, LINE_SHOWN = 96 };

struct parser {
    struct reading *reading;
    const struct json_events *events;
    void *context;
    yajl_handle handle;
    size_t depth;
    int result;    ///< of the events
    size_t *line;  ///< of the text being parsed
    size_t column; ///< bytes of this line in pieces before
    bool by_lines;
    bool spoilt;                ///< the rest of this line is left out
    char shown[LINE_SHOWN + 1]; ///< the beginning of this line
    size_t shown_length;
    struct str block;
    struct str cleaned;
};

static int begin(struct parser *parser, bool array)
{
    if (++parser->depth > JSON_DEPTH_MAX) {
        parser->result = err_at(parser->reading->err, parser->reading->name, *parser->line, NULL,
                                "JSON of more than %d levels", JSON_DEPTH_MAX);
        return 0;
    }
    parser->result = parser->events->begin(parser->context, array);
    return parser->result == 0;
}

static int end(struct parser *parser, bool array)
{
    parser->depth--;
    parser->result = parser->events->end(parser->context, array);
    return parser->result == 0;
}

static int scalar(struct parser *parser, enum json_scalar kind, const char *text, size_t length)
{
    parser->result = parser->events->scalar(parser->context, kind, text, length);
    return parser->result == 0;
}

static int on_null(void *context)
{
    return scalar(context, JSON_SCALAR_NULL, "", 0);
}

static int on_boolean(void *context, int value)
{
    return scalar(context, JSON_SCALAR_BOOL, value ? "true" : "false", value ? 4 : 5);
}

static int on_number(void *context, const char *text, size_t length)
{
    return scalar(context, JSON_SCALAR_NUMBER, text, length);
}

static int on_string(void *context, const unsigned char *text, size_t length)
{
    return scalar(context, JSON_SCALAR_TEXT, (const char *)text, length);
}

static int on_start_map(void *context)
{
    return begin(context, false);
}

static int on_map_key(void *context, const unsigned char *text, size_t length)
{
    struct parser *parser = context;
    parser->result = parser->events->key(parser->context, (const char *)text, length);
    return parser->result == 0;
}

static int on_end_map(void *context)
{
    return end(context, false);
}

static int on_start_array(void *context)
{
    return begin(context, true);
}

static int on_end_array(void *context)
{
    return end(context, true);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_map_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

static void renew(struct parser *parser)
{
    if (parser->handle != NULL)
        yajl_free(parser->handle);
    parser->handle = yajl_alloc(&callbacks, NULL, parser);
    yajl_config(parser->handle, yajl_allow_multiple_values, 1);
    // Names in old encodings are read: what is written from here on is UTF-8 all the same.
    yajl_config(parser->handle, yajl_dont_validate_strings, 1);
    parser->depth = 0;
}

/// "parse error: unallowed token at this point in JSON text\n" without what goes without saying.
static void describe_error(struct parser *parser, char *text, size_t size)
{
    unsigned char *said = yajl_get_error(parser->handle, 0, NULL, 0);
    const char *at = said == NULL ? "" : (const char *)said;
    const char *colon = strstr(at, "error: ");
    at = colon == NULL ? at : colon + 7;
    snprintf(text, size, "%.*s", (int)strcspn(at, "\n"), at);
    if (said != NULL)
        yajl_free_error(parser->handle, said);
}

/// A line that is no JSON, among lines that are.
static void spoil_line(struct parser *parser)
{
    reading_bad(parser->reading, *parser->line, NULL, parser->shown, parser->shown_length,
                "is not a JSON object", NULL);
    parser->events->forget(parser->context);
    renew(parser);
    parser->spoilt = true;
}

static int refuse(struct parser *parser, const char *text, size_t length)
{
    char said[128];
    char quoted[256];
    describe_error(parser, said, sizeof said);
    // The sign that is wrong has been consumed.
    size_t at = yajl_get_bytes_consumed(parser->handle);
    at = at > length ? length : at;
    at -= at > 0;
    size_t line = *parser->line;
    size_t column = parser->column;
    for (size_t i = 0; i < at; i++, column++)
        if (text[i] == '\n') {
            line++;
            column = SIZE_MAX;
        }
    return err_at(parser->reading->err, parser->reading->name, line, NULL,
                  "column %zu: not JSON: %s", column + 1,
                  err_quote(quoted, sizeof quoted, said, strlen(said)));
}

/// NaN, Infinity and -Infinity where a value may stand become null.
static void append_cleaned(struct str *cleaned, const char *text, size_t length)
{
    static const char *const words[] = {"NaN", "-Infinity", "Infinity"};
    char before = ',';
    for (size_t i = 0; i < length;) {
        size_t skip = 0;
        for (size_t k = 0; k < 3 && skip == 0 && strchr(":,[", before) != NULL; k++) {
            size_t word = strlen(words[k]);
            if (length - i >= word && memcmp(text + i, words[k], word) == 0 &&
                (i + word == length || strchr(",]} \t\r\n", text[i + word]) != NULL))
                skip = word;
        }
        if (skip > 0)
            str_append(cleaned, "null");
        else
            str_append_char(cleaned, text[i]);
        before = skip > 0 ? 'l' : ascii_is_space(text[i]) ? before : text[i];
        i += skip > 0 ? skip : 1;
    }
}

static bool holds(const char *text, size_t length, const char *word)
{
    size_t word_length = strlen(word);
    const char *end = text + length;
    for (const char *at = text;
         (size_t)(end - at) >= word_length && (at = memchr(at, *word, (size_t)(end - at))) != NULL;
         at++)
        if ((size_t)(end - at) >= word_length && memcmp(at, word, word_length) == 0)
            return true;
    return false;
}

/// Hands a piece of text to yajl. A piece never ends within a word.
static int feed(struct parser *parser, const char *text, size_t length)
{
    if (holds(text, length, "NaN") || holds(text, length, "Infinity")) {
        str_clear(&parser->cleaned);
        append_cleaned(&parser->cleaned, text, length);
        text = parser->cleaned.data;
        length = parser->cleaned.length;
    }
    if (length == 0 ||
        yajl_parse(parser->handle, (const unsigned char *)text, length) == yajl_status_ok)
        return 0;
    if (parser->result != 0)
        return -1;
    if (!parser->by_lines)
        return refuse(parser, text, length);
    spoil_line(parser);
    return 0;
}

/// The end of a line of a file with a document a line.
static int end_line(struct parser *parser)
{
    // A number alone is whole only when something follows.
    if (feed(parser, "\n", 1) != 0)
        return -1;
    if (parser->depth > 0 && !parser->spoilt)
        spoil_line(parser);
    parser->spoilt = false;
    parser->shown_length = 0;
    byte_source_set_line(parser->reading->source, ++*parser->line);
    return 0;
}

static int feed_lines(struct parser *parser, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline == NULL ? end : newline;
        size_t more = (size_t)(stop - text);
        size_t shown = LINE_SHOWN - parser->shown_length;
        shown = shown < more ? shown : more;
        memcpy(parser->shown + parser->shown_length, text, shown);
        parser->shown_length += shown;
        if (!parser->spoilt && feed(parser, text, more) != 0)
            return -1;
        if (newline != NULL && end_line(parser) != 0)
            return -1;
        text = newline == NULL ? end : newline + 1;
    }
    return 0;
}

static int feed_block(struct parser *parser, const char *text, size_t length)
{
    if (parser->by_lines)
        return feed_lines(parser, text, length);
    if (feed(parser, text, length) != 0)
        return -1;
    for (size_t i = 0; i < length; i++) {
        const char *newline = memchr(text + i, '\n', length - i);
        if (newline == NULL) {
            parser->column += length - i;
            break;
        }
        byte_source_set_line(parser->reading->source, ++*parser->line);
        parser->column = 0;
        i = (size_t)(newline - text);
    }
    return 0;
}

/// How much of the block may be handed over: up to a sign that ends a word.
static size_t whole_words(const struct str *block)
{
    size_t length = block->length;
    while (length > 0 && strchr(",:[]{}\n", block->data[length - 1]) == NULL)
        length--;
    return length == 0 ? block->length : length;
}

static int feed_all(struct parser *parser)
{
    char bytes[BLOCK_BYTES];
    size_t got = 0;
    do {
        if (byte_source_read(parser->reading->source, bytes, sizeof bytes, &got,
                             parser->reading->err) != 0)
            return -1;
        str_append_bytes(&parser->block, bytes, got);
        size_t length = got == 0 ? parser->block.length : whole_words(&parser->block);
        if (length == 0)
            continue;
        if (feed_block(parser, parser->block.data, length) != 0)
            return -1;
        size_t rest = parser->block.length - length;
        memmove(parser->block.data, parser->block.data + length, rest);
        parser->block.length = rest;
    } while (got > 0);
    return 0;
}

static int finish(struct parser *parser)
{
    if (parser->by_lines) {
        if (parser->depth == 0)
            return parser->spoilt ? 0 : feed(parser, "\n", 1);
        if (!parser->spoilt) {
            parser->events->forget(parser->context);
            reading_source(parser->reading)->rows_skipped++;
            reading_note(parser->reading, NOTE_WARNING, "cut-off line",
                         "line %zu, the last one, is cut off and was left out", *parser->line);
        }
        return 0;
    }
    if (yajl_complete_parse(parser->handle) == yajl_status_ok && parser->depth == 0)
        return 0;
    if (parser->result != 0)
        return -1;
    return err_at(parser->reading->err, parser->reading->name, *parser->line, NULL,
                  "not JSON: it ends in the middle of a document; is the file whole?");
}

/// Whether the first line of the sample is a document of its own and another one follows.
static bool json_is_lines(const struct sniff *sniff)
{
    const char *end = sniff->bytes + sniff->length;
    const char *at = sniff->bytes;
    while (at < end && ascii_is_space(*at))
        at++;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    if (newline == NULL)
        return false;
    const char *last = newline;
    while (last > at && ascii_is_space(last[-1]))
        last--;
    const char *next = newline;
    while (next < end && ascii_is_space(*next))
        next++;
    return last > at && strchr("}]", last[-1]) != NULL && next < end && strchr("{[", *next) != NULL;
}

int json_stream_read(struct reading *reading, const struct json_events *events, void *context,
                     size_t *line)
{
    size_t own_line;
    if (line == NULL)
        line = &own_line;
    *line = 1;
    struct parser parser = {
        .reading = reading,
        .events = events,
        .context = context,
        .line = line,
        .by_lines = json_is_lines(reading->sniff),
    };
    byte_source_set_line(reading->source, 1);
    renew(&parser);
    int result = feed_all(&parser);
    if (result == 0)
        result = finish(&parser);
    yajl_free(parser.handle);
    str_release(&parser.block);
    str_release(&parser.cleaned);
    return result;
}

#define AS_TEXT(number) #number
#define VERSION_TEXT(major, minor, micro) AS_TEXT(major) "." AS_TEXT(minor) "." AS_TEXT(micro)

const char *json_stream_library_version(void)
{
    return VERSION_TEXT(YAJL_MAJOR, YAJL_MINOR, YAJL_MICRO);
}
