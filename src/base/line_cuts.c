#include "base/line_cuts.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 1 << 18 };

struct scan {
    bool in_quotes;
    bool after_line; ///< the last byte was a LF outside quotes
};

static void count_quotes(struct scan *scan, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    const char *quote = bytes;
    while (quote < end && (quote = memchr(quote, '"', (size_t)(end - quote))) != NULL) {
        scan->in_quotes = !scan->in_quotes;
        quote++;
    }
}

/// Looks for the first byte behind a line's end; returns its index, `length` when there is none.
static size_t find_line(struct scan *scan, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        // A byte order mark at the start of a part would be taken for the file's own.
        if (scan->after_line && bytes[i] != '\xEF')
            return i;
        if (bytes[i] == '"')
            scan->in_quotes = !scan->in_quotes;
        scan->after_line = bytes[i] == '\n' && !scan->in_quotes;
    }
    return length;
}

size_t line_cuts(int descriptor, uint64_t start, uint64_t end, size_t parts, uint64_t *cut)
{
    char *block = mem_alloc(BLOCK_BYTES, 1);
    struct scan scan = {0};
    uint64_t at = start;
    size_t count = 1;
    cut[0] = start;
    while (count < parts) {
        uint64_t target = start + (end - start) / parts * count;
        size_t wanted =
            target > at && target - at < BLOCK_BYTES ? (size_t)(target - at) : BLOCK_BYTES;
        ssize_t got = pread(descriptor, block, wanted, (off_t)at);
        if (got <= 0)
            break;
        size_t used = (size_t)got;
        if (at < target) {
            count_quotes(&scan, block, used);
        } else {
            used = find_line(&scan, block, used);
            if (used < (size_t)got && at + used < end) {
                cut[count++] = at + used;
                scan.after_line = false;
            }
        }
        at += used;
    }
    free(block);
    cut[count] = end;
    return count;
}
