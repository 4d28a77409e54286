// Makes TZif files for the tests, so that they do not depend on the machine's tzdata.
#ifndef HEADROOM_TESTS_TZIF_BYTES_H
#define HEADROOM_TESTS_TZIF_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { TZIF_MAX = 4096 };

struct tzif {
    unsigned char bytes[TZIF_MAX];
    size_t length;
};

static inline void tzif_number(struct tzif *file, int64_t value, int size)
{
    for (int i = size - 1; i >= 0; i--)
        file->bytes[file->length++] = (unsigned char)((uint64_t)value >> (8 * i));
}

static inline void tzif_header(struct tzif *file, char version, int leaps, int times, int types)
{
    memcpy(file->bytes + file->length, "TZif", 4);
    file->bytes[file->length + 4] = (unsigned char)version;
    memset(file->bytes + file->length + 5, 0, 15);
    file->length += 20;
    tzif_number(file, 0, 4);
    tzif_number(file, 0, 4);
    tzif_number(file, leaps, 4);
    tzif_number(file, times, 4);
    tzif_number(file, types, 4);
    tzif_number(file, 4, 4); // "LMT\0"
}

/// Changes at `at` to `offset_s`; every change has a type of its own behind type 0, the initial
/// one.
static inline void tzif_data(struct tzif *file, int time_bytes, int32_t initial_s,
                             const int64_t *at, const int32_t *offset_s, int times)
{
    for (int i = 0; i < times; i++)
        tzif_number(file, at[i], time_bytes);
    for (int i = 0; i < times; i++)
        tzif_number(file, i + 1, 1);
    for (int i = 0; i <= times; i++) {
        tzif_number(file, i == 0 ? initial_s : offset_s[i - 1], 4);
        tzif_number(file, 0, 2);
    }
    memcpy(file->bytes + file->length, "LMT", 4);
    file->length += 4;
}

/// A version 2 file with an empty first block and a footer.
static inline void tzif_make(struct tzif *file, int32_t initial_s, const int64_t *at,
                             const int32_t *offset_s, int times, const char *footer)
{
    file->length = 0;
    tzif_header(file, '2', 0, 0, 1);
    tzif_data(file, 4, 0, NULL, NULL, 0);
    tzif_header(file, '2', 0, times, times + 1);
    tzif_data(file, 8, initial_s, at, offset_s, times);
    file->bytes[file->length++] = '\n';
    memcpy(file->bytes + file->length, footer, strlen(footer));
    file->length += strlen(footer);
    file->bytes[file->length++] = '\n';
}

#endif
