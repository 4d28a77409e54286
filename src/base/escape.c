#include "base/escape.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <string.h>

/// Appends the character at `at` and returns the place behind it.
static const char *append_shown(struct str *out, const char *at, const char *end)
{
    size_t left = (size_t)(end - at);
    size_t sequence = utf8_sequence(at, left);
    if (sequence > 0 && (*at == '\n' || !utf8_is_hidden(utf8_decode(at, sequence)))) {
        str_append_bytes(out, at, sequence);
        return at + sequence;
    }
    size_t hidden = sequence == 0 ? 1 : sequence;
    for (size_t k = 0; k < hidden; k++)
        str_appendf(out, "\\x%02x", (unsigned)(unsigned char)at[k]);
    return at + hidden;
}

void escape_text(struct str *out, const char *text)
{
    for (const char *at = text, *end = text + strlen(text); at < end;)
        at = append_shown(out, at, end);
}

static void append_markdown(struct str *out, const char *text, const char *marks,
                            const char *line_end)
{
    struct str shown = {0};
    escape_text(&shown, text);
    for (const char *at = str_text(&shown); *at != '\0'; at++) {
        if (*at == '\n') {
            str_append(out, line_end);
            continue;
        }
        if (strchr(marks, *at) != NULL)
            str_append_char(out, '\\');
        str_append_char(out, *at);
    }
    str_release(&shown);
}

void escape_markdown(struct str *out, const char *text)
{
    append_markdown(out, text, "\\`*_[]<>#|", "  \n");
}

void escape_markdown_cell(struct str *out, const char *text)
{
    append_markdown(out, text, "\\`*[]<>|", " ");
}

void escape_xml(struct str *out, const char *text)
{
    static const struct {
        char mark;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
    struct str shown = {0};
    escape_text(&shown, text);
    for (const char *at = str_text(&shown); *at != '\0'; at++) {
        size_t i = 0;
        while (i < sizeof entities / sizeof *entities && entities[i].mark != *at)
            i++;
        if (i < sizeof entities / sizeof *entities)
            str_append(out, entities[i].entity);
        else if (*at == '\n')
            str_append(out, "\\x0a");
        else
            str_append_char(out, *at);
    }
    str_release(&shown);
}

void escape_terraform(struct str *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if ((*text == '$' || *text == '%') && text[1] == '{')
            str_append_char(out, *text);
        str_append_char(out, *text);
    }
}

static void append_percent(struct str *out, char byte)
{
    str_appendf(out, "%%%02X", (unsigned)(unsigned char)byte);
}

void escape_uri_path(struct str *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (ascii_is_letter(*at) || ascii_is_digit(*at) || strchr("-._~/", *at) != NULL)
            str_append_char(out, *at);
        else
            append_percent(out, *at);
}

/// All as it is but for the `marks`.
static void append_but(struct str *out, const char *text, const char *marks)
{
    for (const char *at = text; *at != '\0'; at++)
        if (strchr(marks, *at) != NULL)
            append_percent(out, *at);
        else
            str_append_char(out, *at);
}

void escape_github_message(struct str *out, const char *text)
{
    append_but(out, text, "%\r\n");
}

void escape_github_property(struct str *out, const char *text)
{
    append_but(out, text, "%\r\n:,");
}
