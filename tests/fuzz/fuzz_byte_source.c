// Byte sources: gzip and UTF-16 give the same bytes, or the same refusal, in whatever pieces they
// are read.
#include "base/byte_source.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_MAX = 1 << 20 };

static void require(int condition)
{
    if (!condition)
        abort();
}

static int read_pieces(const uint8_t *data, size_t size, size_t piece, size_t peek,
                       struct str *text, struct err *err)
{
    struct byte_source *source = byte_source_memory((const char *)data, size);
    char buffer[4096];
    size_t got = 1;
    int result = 0;
    while (result == 0 && got > 0 && text->length < OUTPUT_MAX) {
        const char *shown;
        size_t seen = 0;
        if (peek > 0)
            result = byte_source_peek(source, peek, &shown, &seen, err);
        char first = result == 0 && seen > 0 ? shown[0] : '\0';
        if (result == 0)
            result = byte_source_read(source, buffer, piece, &got, err);
        if (result == 0) {
            require(got <= piece && (seen == 0 || (got > 0 && buffer[0] == first)));
            str_append_bytes(text, buffer, got);
            require(byte_source_offset(source) == text->length);
        }
    }
    byte_source_close(source);
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str whole = {0};
    struct err whole_err = {0};
    int whole_result = read_pieces(data, size, 4096, 0, &whole, &whole_err);
    static const size_t pieces[][2] = {{1, 0}, {3, 5}, {15, 0}, {16, 1}, {100, 300}};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct str text = {0};
        struct err err = {0};
        int result = read_pieces(data, size, pieces[i][0], pieces[i][1], &text, &err);
        bool bounded = whole.length >= OUTPUT_MAX || text.length >= OUTPUT_MAX;
        // Before an error a smaller piece may have delivered more.
        require(bounded || result == whole_result);
        size_t shorter = text.length < whole.length ? text.length : whole.length;
        require(shorter == 0 || memcmp(text.data, whole.data, shorter) == 0);
        require(bounded || result != 0 || text.length == whole.length);
        str_release(&text);
    }
    str_release(&whole);
    return 0;
}
