#include "report/wrap.h"

#include <stdbool.h>
#include <string.h>

size_t text_columns(const char *text, size_t length)
{
    size_t columns = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool continuation = (byte & 0xC0) == 0x80;
        // U+0300..U+036F, the combining marks of European languages: 0xCC 0x80 .. 0xCD 0xAF.
        bool combining = i + 1 < length &&
                         ((byte == 0xCC) || (byte == 0xCD && (unsigned char)text[i + 1] <= 0xAF));
        columns += continuation || combining ? 0 : 1;
    }
    return columns;
}

void wrap_text(struct str *out, const char *text, size_t width, const char *first, const char *rest)
{
    const char *at = text;
    const char *indent = first;
    do {
        str_append(out, indent);
        size_t used = text_columns(indent, strlen(indent));
        bool line_empty = true;
        while (*at != '\0' && *at != '\n') {
            size_t length = strcspn(at, " \n");
            size_t columns = text_columns(at, length);
            if (!line_empty && used + 1 + columns > width) {
                break;
            }
            if (!line_empty) {
                str_append_char(out, ' ');
                used++;
            }
            str_append_bytes(out, at, length);
            used += columns;
            line_empty = false;
            at += length;
            while (*at == ' ') {
                at++;
            }
        }
        str_append_char(out, '\n');
        if (*at == '\n') {
            at++;
        }
        indent = rest;
    } while (*at != '\0');
}
