#include "maths/radix_sort.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 6, VALUES = 1 << DIGIT_BITS };

#define SIGN (UINT64_C(1) << 63)

/// An unsigned number that orders as the double does: the sign is turned, and of a negative number
/// every other bit too.
static uint64_t key_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & SIGN) != 0 ? ~bits : bits | SIGN;
}

static double value_of(uint64_t key)
{
    uint64_t bits = (key & SIGN) != 0 ? key & ~SIGN : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static size_t digit_of(uint64_t key, size_t digit)
{
    return (size_t)(key >> (digit * DIGIT_BITS)) & (VALUES - 1);
}

/// Moves `n` keys by one digit; false when all have the same, and nothing is to be done.
static bool move_by_digit(const uint64_t *from, uint64_t *to, size_t n, size_t digit,
                          const uint32_t *count)
{
    if (count[digit_of(from[0], digit)] == n)
        return false;
    uint32_t next[VALUES];
    uint32_t place = 0;
    for (size_t v = 0; v < VALUES; v++) {
        next[v] = place;
        place += count[v];
    }
    for (size_t i = 0; i < n; i++)
        to[next[digit_of(from[i], digit)]++] = from[i];
    return true;
}

void radix_sort(double *value, size_t n)
{
    if (n < 2)
        return;
    uint64_t *memory = mem_alloc(2 * n, sizeof *memory);
    uint32_t(*count)[VALUES] = mem_alloc(DIGITS, sizeof *count);
    uint64_t *from = memory;
    uint64_t *to = memory + n;
    for (size_t i = 0; i < n; i++) {
        from[i] = key_of(value[i]);
        for (size_t d = 0; d < DIGITS; d++)
            count[d][digit_of(from[i], d)]++;
    }
    for (size_t d = 0; d < DIGITS; d++) {
        if (!move_by_digit(from, to, n, d, count[d]))
            continue;
        uint64_t *held = from;
        from = to;
        to = held;
    }
    for (size_t i = 0; i < n; i++)
        value[i] = value_of(from[i]);
    free(count);
    free(memory);
}
