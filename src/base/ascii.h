// Characters of the ASCII set, the same in every locale and for every sign of char (unlike
// <ctype.h>).
#ifndef HEADROOM_BASE_ASCII_H
#define HEADROOM_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(char c)
{
    return ascii_is_upper(c) || ascii_is_lower(c);
}

/// Blank, tab, line feed, carriage return, vertical tab or form feed.
static inline bool ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char ascii_to_lower(char c)
{
    return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline char ascii_to_upper(char c)
{
    return ascii_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

/// Whether the `length` bytes at `text` are `word`.
bool ascii_is_word(const char *text, size_t length, const char *word);

/// The same without regard to the case of letters.
bool ascii_is_word_any_case(const char *text, size_t length, const char *word);

#endif
