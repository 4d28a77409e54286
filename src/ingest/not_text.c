#include "ingest/not_text.h"

#include "base/ascii.h"

#include <string.h>

#define HTML "is a web page, maybe one that asks to log in; save the export itself"

#define PACKED ": unpack it first; gzip is unpacked here"

struct signature {
    const char *bytes;
    size_t length;
    const char *verdict;
};

static const struct signature signatures[] = {
    {"PK\x03\x04", 4,
     "is a workbook or another zip archive; save the sheet as CSV, or unpack the archive"},
    {"\xd0\xcf\x11\xe0", 4, "is an old Excel workbook; save the sheet as CSV"},
    {"%PDF-", 5, "is a PDF; export the numbers as CSV"},
    {"PAR1", 4, "is a Parquet file; export it as CSV"},
    {"SQLite format 3", 15, "is an SQLite database; query it with .mode csv"},
    {"\x28\xb5\x2f\xfd", 4, "is packed by zstd" PACKED},
    {"\xfd"
     "7zXZ",
     5, "is packed by xz" PACKED},
    {"BZh", 3, "is packed by bzip2" PACKED},
    {"<!DOCTYPE", 9, HTML},
    {"<!doctype", 9, HTML},
    {"<html", 5, HTML},
    {"<HTML", 5, HTML},
    {"<?xml", 5, "is XML; export the metric as CSV or JSON"},
};

static size_t count_control_bytes(const char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        count += byte < 0x09 || (byte > 0x0d && byte < 0x20);
    }
    return count;
}

const char *not_text(const char *bytes, size_t length)
{
    size_t blank = 0;
    while (blank < length && ascii_is_space(bytes[blank]))
        blank++;
    bytes += blank;
    length -= blank;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (length >= signatures[i].length &&
            memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
            return signatures[i].verdict;
    // Random bytes hold one such byte in nine; a text hardly any.
    size_t control = count_control_bytes(bytes, length);
    return control > 8 && control * 12 > length
               ? "is not a text file; export the metric as CSV or JSON"
               : NULL;
}
