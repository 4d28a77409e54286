#include "base/str.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESCAPED_MAX = 80 };

static void reserve(struct str *text, size_t more)
{
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity)
        return;
    size_t capacity = text->capacity < 64 ? 64 : text->capacity;
    while (capacity < needed)
        capacity *= 2;
    text->data = mem_resize(text->data, capacity, 1);
    text->capacity = capacity;
}

void str_append_bytes(struct str *text, const char *bytes, size_t length)
{
    reserve(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void str_append(struct str *text, const char *more)
{
    str_append_bytes(text, more, strlen(more));
}

void str_append_char(struct str *text, char c)
{
    str_append_bytes(text, &c, 1);
}

void str_appendf(struct str *text, const char *format, ...)
{
    va_list first;
    va_list second;
    va_start(first, format);
    va_copy(second, first);
    int length = vsnprintf(NULL, 0, format, first);
    va_end(first);
    if (length > 0) {
        reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, second);
        text->length += (size_t)length;
    }
    va_end(second);
}

void str_append_escaped(struct str *text, const char *bytes, size_t length)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    size_t shown = 0;
    for (size_t i = 0; i < length; shown++) {
        if (shown == ESCAPED_MAX) {
            str_append(text, "...");
            return;
        }
        size_t sequence = utf8_sequence(bytes + i, length - i);
        bool control = sequence > 0 && utf8_is_hidden(utf8_decode(bytes + i, sequence));
        if (sequence == 0 || control) {
            size_t hidden = sequence == 0 ? 1 : sequence;
            for (size_t k = 0; k < hidden; k++)
                str_appendf(text, "\\x%02x", byte[i + k]);
            i += hidden;
        } else {
            str_append_bytes(text, bytes + i, sequence);
            i += sequence;
        }
    }
}

const char *str_text(const struct str *text)
{
    return text->data == NULL ? "" : text->data;
}

void str_clear(struct str *text)
{
    text->length = 0;
    if (text->data != NULL)
        text->data[0] = '\0';
}

void str_release(struct str *text)
{
    free(text->data);
    *text = (struct str){0};
}
