#include "ingest/time_deltas.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_CODE = 10, FIRST_CAPACITY = 64 };

static void reserve(struct time_deltas *deltas, size_t more)
{
    if (deltas->capacity - deltas->length >= more)
        return;
    size_t capacity = deltas->capacity == 0 ? FIRST_CAPACITY : deltas->capacity;
    while (capacity - deltas->length < more)
        capacity *= 2;
    deltas->byte = mem_resize(deltas->byte, capacity, 1);
    deltas->capacity = capacity;
}

/// Small for numbers near zero of either sign. All of it is modulo 2^64, so that no times overflow.
static uint64_t zigzag(uint64_t change)
{
    return (change << 1) ^ (0 - (change >> 63));
}

static uint64_t unzigzag(uint64_t code)
{
    return (code >> 1) ^ (0 - (code & 1));
}

void time_deltas_add(struct time_deltas *deltas, instant time)
{
    uint64_t spacing = (uint64_t)time - (uint64_t)deltas->last;
    uint64_t code = zigzag(spacing - (uint64_t)deltas->spacing);
    reserve(deltas, LONGEST_CODE);
    for (; code >= 0x80; code >>= 7)
        deltas->byte[deltas->length++] = (unsigned char)(code | 0x80);
    deltas->byte[deltas->length++] = (unsigned char)code;
    deltas->last = time;
    deltas->spacing = (int64_t)spacing;
}

void time_deltas_append(struct time_deltas *deltas, const struct time_deltas *from, size_t behind)
{
    size_t length = from->length - behind;
    if (length == 0)
        return;
    reserve(deltas, length);
    memcpy(deltas->byte + deltas->length, from->byte + behind, length);
    deltas->length += length;
    deltas->last = from->last;
    deltas->spacing = from->spacing;
}

instant time_deltas_next(const struct time_deltas *deltas, struct delta_cursor *cursor)
{
    const unsigned char *byte = deltas->byte + cursor->at;
    uint64_t code = *byte & 0x7F;
    for (unsigned shift = 7; (*byte & 0x80) != 0; shift += 7)
        code |= (uint64_t)(*++byte & 0x7F) << shift;
    uint64_t spacing = (uint64_t)cursor->spacing + unzigzag(code);
    cursor->at = (size_t)(byte + 1 - deltas->byte);
    cursor->time = (instant)((uint64_t)cursor->time + spacing);
    cursor->spacing = (int64_t)spacing;
    return cursor->time;
}

void time_deltas_release(struct time_deltas *deltas)
{
    free(deltas->byte);
    *deltas = (struct time_deltas){0};
}
