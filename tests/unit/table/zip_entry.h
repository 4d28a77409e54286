// Reads one entry of a zip archive, so that tests can look into a workbook without a program's
// help.
#ifndef HEADROOM_TESTS_ZIP_ENTRY_H
#define HEADROOM_TESTS_ZIP_ENTRY_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static char *zip_load(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    *length = fread(bytes, 1, *length, file);
    fclose(file);
    return bytes;
}

static size_t zip_number(const char *at, size_t bytes)
{
    size_t value = 0;
    for (size_t i = bytes; i-- > 0;)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

static char *zip_inflate(const char *bytes, size_t packed, size_t size)
{
    char *text = calloc(size + 1, 1);
    z_stream stream = {.next_in = (Bytef *)(size_t)bytes,
                       .avail_in = (uInt)packed,
                       .next_out = (Bytef *)text,
                       .avail_out = (uInt)size};
    inflateInit2(&stream, -MAX_WBITS);
    inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return text;
}

/// The text of entry `name` of the archive at `path` (malloc'ed), NULL if there is none.
static char *zip_entry(const char *path, const char *name)
{
    size_t length = 0;
    char *bytes = zip_load(path, &length);
    char *text = NULL;
    size_t end = length < 22 ? 0 : length - 22; // the end record, which has no comment here
    size_t at = bytes == NULL || end == 0 ? 0 : zip_number(bytes + end + 16, 4);
    while (at > 0 && at < end && memcmp(bytes + at, "PK\1\2", 4) == 0) {
        size_t name_length = zip_number(bytes + at + 28, 2);
        if (name_length == strlen(name) && memcmp(bytes + at + 46, name, name_length) == 0) {
            size_t local = zip_number(bytes + at + 42, 4);
            size_t data =
                local + 30 + zip_number(bytes + local + 26, 2) + zip_number(bytes + local + 28, 2);
            text = zip_inflate(bytes + data, zip_number(bytes + at + 20, 4),
                               zip_number(bytes + at + 24, 4));
            break;
        }
        at += 46 + name_length + zip_number(bytes + at + 30, 2) + zip_number(bytes + at + 32, 2);
    }
    free(bytes);
    return text;
}

#endif
