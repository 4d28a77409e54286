// UTF-8: where a sequence ends, which character it is, and how wide a terminal shows it.
#ifndef HEADROOM_BASE_UTF8_H
#define HEADROOM_BASE_UTF8_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Length in bytes (1..4) of the well-formed sequence at `bytes`, 0 when it is not well formed
/// (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
size_t utf8_sequence(const char *bytes, size_t length);

/// The character of a well-formed sequence of `sequence` bytes.
uint32_t utf8_decode(const char *bytes, size_t sequence);

/// Whether a character is not to be shown as it is: it moves a terminal's cursor (C0 and C1
/// controls) or turns the direction of reading, so that a line shows what it does not say
/// (Unicode's bidirectional controls: U+061C, U+200E and F, U+202A to E, U+2066 to 9).
bool utf8_is_hidden(uint32_t character);

/// Columns that a terminal needs for the text: 0 for combining marks and controls, 2 for East Asian
/// wide characters and emoji, 1 for everything else and for each byte that is not UTF-8.
size_t utf8_width(const char *text, size_t length);

/// Appends `bytes` with every byte that is not UTF-8 replaced by U+FFFD.
void utf8_append_valid(struct str *out, const char *bytes, size_t length);

/// Appends `bytes` as they are where they are UTF-8 throughout, else read as ISO 8859-1.
void utf8_append_text(struct str *out, const char *bytes, size_t length);

#endif
