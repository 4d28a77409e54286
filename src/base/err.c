#include "base/err.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    if (err == NULL)
        return -1;
    err->kind = kind;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    return -1;
}

int err_at(struct err *err, const char *file, size_t line, const char *column, const char *format,
           ...)
{
    if (err == NULL)
        return -1;
    struct str place = {0};
    str_append_escaped(&place, file, strlen(file));
    if (line > 0)
        str_appendf(&place, ":%zu", line);
    str_append(&place, ": ");
    if (column != NULL) {
        str_append_escaped(&place, column, strlen(column));
        str_append(&place, ": ");
    }
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    err_set(err, ERR_DATA, "%s%s", str_text(&place), text);
    str_release(&place);
    return -1;
}

const char *err_quote(char *out, size_t size, const char *bytes, size_t length)
{
    struct str text = {0};
    str_append_escaped(&text, bytes, length);
    snprintf(out, size, "%s", str_text(&text));
    str_release(&text);
    return out;
}
