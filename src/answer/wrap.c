#include "answer/wrap.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

void wrap_text(struct str *out, const char *text, size_t width, const char *first, const char *rest)
{
    const char *at = text;
    const char *indent = first;
    do {
        str_append(out, indent);
        size_t used = utf8_width(indent, strlen(indent));
        bool line_empty = true;
        while (*at != '\0' && *at != '\n') {
            size_t length = strcspn(at, " \n");
            size_t columns = utf8_width(at, length);
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
