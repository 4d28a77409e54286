#include "base/err.h"

#include "base/ascii.h"
#include "base/str.h"

#include <errno.h>
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

/// Reasons that a user meets, with what to do; NULL for the others.
static const char *reason(int error_number)
{
    switch (error_number) {
    case ENOENT:
        return "there is no such file or folder; check the path";
    case EACCES:
    case EPERM:
    case EROFS:
        return "permission denied; check the rights of the file and its folder";
    case EISDIR:
        return "it is a folder; name a file";
    case ENOTDIR:
        return "a part of the path is not a folder; check the path";
    case ENOSPC:
    case EDQUOT:
        return "no space left on the device; free some or write elsewhere";
    case EFBIG:
        return "larger than files may be here (ulimit -f); raise the limit or write elsewhere";
    case EPIPE:
        return "the program that reads it has ended";
    default:
        return NULL;
    }
}

int err_system(struct err *err, const char *path, const char *action, int error_number)
{
    char name[ERR_TEXT_MAX / 2];
    char text[256];
    const char *why = reason(error_number);
    if (why == NULL) {
        snprintf(text, sizeof text, "%s", strerror(error_number));
        text[0] = ascii_to_lower(text[0]);
        why = text;
    }
    return err_set(err, ERR_SYSTEM, "%s: cannot %s: %s",
                   err_quote(name, sizeof name, path, strlen(path)), action, why);
}

const char *err_quote(char *out, size_t size, const char *bytes, size_t length)
{
    struct str text = {0};
    str_append_escaped(&text, bytes, length);
    snprintf(out, size, "%s", str_text(&text));
    str_release(&text);
    return out;
}

int err_about(struct err *err, const char *name)
{
    if (err == NULL || err->kind != ERR_DATA)
        return -1;
    const struct err of = *err;
    return err_at(err, name, 0, NULL, "%s", of.text);
}
