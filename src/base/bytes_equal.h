// Comparing a few bytes without a call: memcmp costs more than a short cell is worth.
#ifndef HEADROOM_BASE_BYTES_EQUAL_H
#define HEADROOM_BASE_BYTES_EQUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t bytes_word(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/// Whether `length` bytes at `a` and at `b` are the same.
static inline bool bytes_equal(const char *a, const char *b, size_t length)
{
    enum { WORD = sizeof(uint64_t) };
    if (length < WORD) {
        for (size_t i = 0; i < length; i++)
            if (a[i] != b[i])
                return false;
        return true;
    }
    for (size_t i = 0; i + WORD < length; i += WORD)
        if (bytes_word(a + i) != bytes_word(b + i))
            return false;
    // The last word overlaps the one before it.
    return bytes_word(a + length - WORD) == bytes_word(b + length - WORD);
}

#endif
