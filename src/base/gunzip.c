#include "base/gunzip.h"

#include "base/memory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

static const uint64_t output_max = UINT64_C(64) << 30;
static const uint64_t output_unsuspicious = UINT64_C(64) << 20;
static const uint64_t expansion_max = 1000;

struct gunzip {
    z_stream stream;
    bool between_members;
    bool any_member_read;
    uint64_t input_total;
    uint64_t output_total;
};

struct gunzip *gunzip_new(void)
{
    struct gunzip *gunzip = mem_alloc(1, sizeof *gunzip);
    // 16 asks for gzip's header and check sum. This fails only for lack of memory.
    if (inflateInit2(&gunzip->stream, MAX_WBITS + 16) != Z_OK)
        return mem_alloc(SIZE_MAX, 2);
    return gunzip;
}

static int fail(struct err *err, const char *name, const char *what)
{
    return err_at(err, name, 0, NULL, "%s", what);
}

static int check_expansion(const struct gunzip *gunzip, const char *name, struct err *err)
{
    bool suspicious = gunzip->output_total > output_unsuspicious &&
                      gunzip->output_total / expansion_max > gunzip->input_total;
    if (!suspicious && gunzip->output_total <= output_max)
        return 0;
    return fail(err, name,
                "the gzip stream expands to more than 1000 times its size or 64 GiB; "
                "unpack it with gunzip first if it is meant to");
}

/// Skips zeros behind a member; says whether another one begins.
static bool next_member(struct gunzip *gunzip, const char *input, size_t length, size_t *used)
{
    while (*used < length && input[*used] == '\0')
        (*used)++;
    if (*used == length)
        return false;
    gunzip->between_members = false;
    inflateReset(&gunzip->stream);
    return true;
}

int gunzip_feed(struct gunzip *gunzip, const char *name, const char *input, size_t length,
                size_t *used, char *output, size_t size, size_t *got, struct err *err)
{
    *used = 0;
    *got = 0;
    if (gunzip->between_members && !next_member(gunzip, input, length, used))
        return 0;
    size_t offered = length - *used < INT_MAX ? length - *used : INT_MAX;
    size_t room = size < INT_MAX ? size : INT_MAX;
    z_stream *stream = &gunzip->stream;
    // zlib does not write to its input; the type lacks const without ZLIB_CONST.
    stream->next_in = (unsigned char *)(uintptr_t)(input + *used);
    stream->avail_in = (unsigned)offered;
    stream->next_out = (unsigned char *)output;
    stream->avail_out = (unsigned)room;
    int status = inflate(stream, Z_NO_FLUSH);
    *used += offered - stream->avail_in;
    *got = room - stream->avail_out;
    gunzip->input_total += offered - stream->avail_in;
    gunzip->output_total += *got;
    if (status == Z_STREAM_END) {
        gunzip->between_members = true;
        gunzip->any_member_read = true;
    } else if (status == Z_BUF_ERROR || status == Z_OK) {
        if (length == 0 && *got == 0 && size > 0)
            return fail(err, name,
                        "the gzip stream ends early: the file is not complete; fetch it again");
    } else if (gunzip->any_member_read && stream->total_out == 0) {
        return fail(err, name, "bytes that are not gzip follow the gzip stream; fetch it again");
    } else {
        return fail(err, name, "the gzip stream is damaged; fetch it again");
    }
    return check_expansion(gunzip, name, err);
}

void gunzip_release(struct gunzip *gunzip)
{
    if (gunzip == NULL)
        return;
    inflateEnd(&gunzip->stream);
    free(gunzip);
}

const char *gunzip_library_version(void)
{
    return zlibVersion();
}
