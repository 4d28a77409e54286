// A string that grows.
#ifndef HEADROOM_BASE_STR_H
#define HEADROOM_BASE_STR_H

#include <stddef.h>

/// Zero-initialise (`struct str text = {0}`); `data` is NUL-terminated once anything was appended.
struct str {
    char *data;
    size_t length;
    size_t capacity;
};

void str_append(struct str *text, const char *more);
void str_append_bytes(struct str *text, const char *bytes, size_t length);
void str_append_char(struct str *text, char c);
__attribute__((format(printf, 2, 3))) void str_appendf(struct str *text, const char *format, ...);

/// Appends `bytes` made safe for a message: control and bidirectional characters and invalid
/// UTF-8 as \xNN, and text over 80 characters cut with "...".
void str_append_escaped(struct str *text, const char *bytes, size_t length);

/// The text, "" when empty; valid until the next append.
const char *str_text(const struct str *text);

void str_clear(struct str *text);
void str_release(struct str *text);

#endif
