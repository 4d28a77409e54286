#include "time/zone_tzif.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 44, COUNTS_AT = 20, TYPE_BYTES = 6 };

/// Sizes named in a header, in the order of the file.
struct counts {
    size_t ut_indicators, standard_indicators, leap_seconds, times, types, name_bytes;
};

static uint32_t big_endian_32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// A two's complement number of 4 or 8 bytes.
static int64_t signed_number(const unsigned char *bytes, size_t size)
{
    if (size == 4)
        return (int32_t)big_endian_32(bytes);
    return (int64_t)((uint64_t)big_endian_32(bytes) << 32 | big_endian_32(bytes + 4));
}

static bool parse_header(const unsigned char *bytes, size_t length, struct counts *counts)
{
    if (length < HEADER_BYTES || memcmp(bytes, "TZif", 4) != 0)
        return false;
    const unsigned char *at = bytes + COUNTS_AT;
    *counts =
        (struct counts){big_endian_32(at),      big_endian_32(at + 4),  big_endian_32(at + 8),
                        big_endian_32(at + 12), big_endian_32(at + 16), big_endian_32(at + 20)};
    return true;
}

/// Bytes of the data behind a header; counts are below 2^32, so that the sum cannot overflow.
static uint64_t data_bytes(const struct counts *counts, size_t time_bytes)
{
    return (uint64_t)counts->times * (time_bytes + 1) + (uint64_t)counts->types * TYPE_BYTES +
           counts->name_bytes + (uint64_t)counts->leap_seconds * (time_bytes + 4) +
           counts->standard_indicators + counts->ut_indicators;
}

static bool parse_data(struct zone_table *table, const unsigned char *bytes,
                       const struct counts *counts, size_t time_bytes)
{
    const unsigned char *indices = bytes + counts->times * time_bytes;
    const unsigned char *types = indices + counts->times;
    if (counts->types == 0)
        return false;
    for (size_t i = 0; i < counts->types; i++) {
        int64_t offset_s = signed_number(types + i * TYPE_BYTES, 4);
        if (offset_s > ZONE_OFFSET_MAX_S || offset_s < -ZONE_OFFSET_MAX_S)
            return false;
    }
    table->initial_s = (int32_t)signed_number(types, 4);
    for (size_t i = 0; i < counts->times; i++) {
        size_t type = indices[i];
        int64_t at = signed_number(bytes + i * time_bytes, time_bytes);
        if (type >= counts->types || (i > 0 && at <= table->change[i - 1].at))
            return false;
        struct zone_change change = {at, (int32_t)signed_number(types + type * TYPE_BYTES, 4)};
        VEC_PUSH(table->change, table->changes, table->capacity, change);
    }
    return true;
}

/// The footer: a rule between two line feeds, which may be empty.
static bool parse_footer(struct zone_table *table, const unsigned char *bytes, size_t length)
{
    if (length < 2 || bytes[0] != '\n')
        return false;
    const unsigned char *end = memchr(bytes + 1, '\n', length - 1);
    if (end == NULL)
        return false;
    size_t rule_length = (size_t)(end - bytes - 1);
    table->has_rule = rule_length > 0;
    return rule_length == 0 || zone_rule_parse((const char *)bytes + 1, rule_length, &table->rule);
}

int zone_tzif_parse(struct zone_table *table, const char *name, const unsigned char *bytes,
                    size_t length, struct err *err)
{
    struct counts counts;
    if (!parse_header(bytes, length, &counts))
        return err_at(err, name, 0, NULL, "not a time zone file (TZif)");
    size_t time_bytes = 4;
    size_t at = HEADER_BYTES;
    bool has_footer = bytes[4] >= '2';
    if (has_footer) { // the first block is for old readers: skip it
        uint64_t skip = HEADER_BYTES + data_bytes(&counts, 4);
        if (skip > length || !parse_header(bytes + skip, length - (size_t)skip, &counts))
            return err_at(err, name, 0, NULL, "damaged time zone file");
        time_bytes = 8;
        at += (size_t)skip;
    }
    if (counts.leap_seconds > 0)
        return err_at(err, name, 0, NULL,
                      "a time zone that counts leap seconds; name the one without right/");
    uint64_t size = data_bytes(&counts, time_bytes);
    bool whole = size <= length - at && parse_data(table, bytes + at, &counts, time_bytes);
    at += whole ? (size_t)size : 0;
    if (!whole || (has_footer && !parse_footer(table, bytes + at, length - at))) {
        free(table->change);
        *table = (struct zone_table){0};
        return err_at(err, name, 0, NULL, "damaged time zone file");
    }
    return 0;
}
