#include "base/byte_source.h"

#include "base/gunzip.h"
#include "base/memory.h"
#include "base/utf16.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { RAW_BYTES = 1 << 17, SHOWN_BYTES = (1 << 16) + UTF16_DECODE_MIN };

enum encoding { ENCODING_UNKNOWN, ENCODING_UTF8, ENCODING_UTF16 };

/// Bytes between `start` and `end` wait to be taken by the next stage.
struct window {
    char *bytes;
    size_t start, end;
};

struct byte_source {
    char *name;
    int descriptor; ///< -1: the raw window is all there is
    bool owns_raw;
    bool is_range; ///< another source's descriptor, read from `position` to `range_end`
    bool regular;  ///< a file whose size is known
    uint64_t position, range_end;
    uint64_t text_start; ///< behind the byte order mark
    uint64_t size;       ///< of a regular file, when it was opened
    bool end_of_file;
    bool begun; ///< the compression was looked for
    struct window raw;
    struct gunzip *gunzip;
    enum encoding encoding;
    struct utf16_decoder utf16;
    struct window shown; ///< peeked at, not yet taken
    size_t shown_bytes;  ///< that it has room for
    uint64_t offset;
    size_t line;
    bool keeps_crc32;
    uint32_t crc32;
};

int byte_source_open(struct byte_source **source, const char *path, struct err *err)
{
    *source = NULL;
    bool standard_input = strcmp(path, "-") == 0;
    const char *name = standard_input ? BYTE_SOURCE_STANDARD_INPUT : path;
    int descriptor = STDIN_FILENO;
    if (!standard_input) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (descriptor < 0)
            return err_system(err, name, "open it", errno);
    }
    struct stat status;
    int problem = fstat(descriptor, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (problem != 0) {
        if (!standard_input)
            close(descriptor);
        return err_system(err, name, "read it", problem);
    }
    struct byte_source *opened = mem_alloc(1, sizeof *opened);
    opened->name = mem_strdup(name);
    opened->descriptor = descriptor;
    opened->owns_raw = true;
    opened->regular = S_ISREG(status.st_mode);
    opened->size = (uint64_t)status.st_size;
    opened->raw.bytes = mem_alloc(RAW_BYTES, 1);
    *source = opened;
    return 0;
}

struct byte_source *byte_source_memory(const char *bytes, size_t length)
{
    struct byte_source *source = mem_alloc(1, sizeof *source);
    source->name = mem_strdup("memory");
    source->descriptor = -1;
    source->end_of_file = true;
    // The window is only read from when it is not owned.
    source->raw = (struct window){.bytes = (char *)(uintptr_t)bytes, .end = length};
    return source;
}

/// At the end of a file: whether it is as long as it was when it was opened.
static int check_length(const struct byte_source *source, struct err *err)
{
    uint64_t end =
        source->is_range && source->range_end < source->size ? source->range_end : source->size;
    if (!source->regular || source->descriptor == STDIN_FILENO || source->position >= end)
        return 0;
    return err_set(err, ERR_DATA,
                   "%s: it became shorter while it was read, %" PRIu64 " bytes instead of %" PRIu64
                   "; read it again when nothing writes it anew",
                   source->name, source->position, end);
}

/// One read of the file; *got 0 at its end.
static int read_file(struct byte_source *source, char *buffer, size_t size, size_t *got,
                     struct err *err)
{
    *got = 0;
    if (source->end_of_file)
        return 0;
    if (source->is_range && source->range_end - source->position < size)
        size = (size_t)(source->range_end - source->position);
    ssize_t count;
    do {
        count = source->is_range ? pread(source->descriptor, buffer, size, (off_t)source->position)
                                 : read(source->descriptor, buffer, size);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return err_system(err, source->name, "read it", errno);
    source->position += (uint64_t)count;
    source->end_of_file = count == 0;
    *got = (size_t)count;
    return count == 0 ? check_length(source, err) : 0;
}

/// Refills the raw window when it is empty; it stays empty only at the end of the file.
static int fill_raw(struct byte_source *source, struct err *err)
{
    struct window *raw = &source->raw;
    if (raw->start < raw->end || source->end_of_file)
        return 0;
    raw->start = raw->end = 0;
    return read_file(source, raw->bytes, RAW_BYTES, &raw->end, err);
}

/// Looks at the first two bytes for gzip's magic (RFC 1952, 2.3.1).
static int begin(struct byte_source *source, struct err *err)
{
    source->begun = true;
    struct window *raw = &source->raw;
    while (raw->end < 2 && !source->end_of_file) {
        size_t got;
        if (read_file(source, raw->bytes + raw->end, RAW_BYTES - raw->end, &got, err) != 0)
            return -1;
        raw->end += got;
    }
    if (raw->end >= 2 && memcmp(raw->bytes, "\x1f\x8b", 2) == 0)
        source->gunzip = gunzip_new();
    return 0;
}

static int inflate_some(struct byte_source *source, char *buffer, size_t size, size_t *got,
                        struct err *err)
{
    struct window *raw = &source->raw;
    for (;;) {
        if (fill_raw(source, err) != 0)
            return -1;
        size_t used = 0;
        bool last = raw->start == raw->end;
        if (gunzip_feed(source->gunzip, source->name, raw->bytes + raw->start,
                        raw->end - raw->start, &used, buffer, size, got, err) != 0)
            return -1;
        raw->start += used;
        if (*got > 0 || last)
            return 0;
    }
}

/// The next bytes after inflation.
static int take_bytes(struct byte_source *source, char *buffer, size_t size, size_t *got,
                      struct err *err)
{
    if (!source->begun && begin(source, err) != 0)
        return -1;
    if (source->gunzip != NULL)
        return inflate_some(source, buffer, size, got, err);
    struct window *raw = &source->raw;
    size_t waiting = raw->end - raw->start;
    if (waiting == 0)
        return read_file(source, buffer, size, got, err);
    *got = waiting < size ? waiting : size;
    memcpy(buffer, raw->bytes + raw->start, *got);
    raw->start += *got;
    return 0;
}

/// Transcodes until at least one byte comes out; `size` is at least UTF16_DECODE_MIN.
static int take_utf16(struct byte_source *source, char *buffer, size_t size, size_t *got,
                      struct err *err)
{
    char units[4096];
    size_t wanted = utf16_decodable(size);
    if (wanted > sizeof units)
        wanted = sizeof units;
    *got = 0;
    while (*got == 0) {
        size_t count;
        if (take_bytes(source, units, wanted, &count, err) != 0)
            return -1;
        if (count == 0)
            return utf16_finish(&source->utf16, source->name, err);
        if (utf16_decode(&source->utf16, source->name, units, count, buffer, got, err) != 0)
            return -1;
    }
    return 0;
}

/// The next bytes of text; `size` is at least UTF16_DECODE_MIN.
static int take_text(struct byte_source *source, char *buffer, size_t size, size_t *got,
                     struct err *err)
{
    if (source->encoding == ENCODING_UTF16)
        return take_utf16(source, buffer, size, got, err);
    return take_bytes(source, buffer, size, got, err);
}

/// Fills the shown window with at least `want` bytes unless the stream ends before.
static int show(struct byte_source *source, size_t want, struct err *err)
{
    struct window *shown = &source->shown;
    if (source->shown_bytes < want + UTF16_DECODE_MIN) {
        source->shown_bytes = want + UTF16_DECODE_MIN;
        shown->bytes = mem_resize(shown->bytes, source->shown_bytes, 1);
    }
    memmove(shown->bytes, shown->bytes + shown->start, shown->end - shown->start);
    shown->end -= shown->start;
    shown->start = 0;
    while (shown->end < want) {
        size_t got;
        size_t room = source->shown_bytes - shown->end;
        if (take_text(source, shown->bytes + shown->end, room, &got, err) != 0)
            return -1;
        if (got == 0)
            break;
        shown->end += got;
    }
    return 0;
}

/// Looks for a byte order mark, once, before any byte is delivered.
static int find_encoding(struct byte_source *source, struct err *err)
{
    struct window *shown = &source->shown;
    free(shown->bytes);
    shown->bytes = mem_alloc(SHOWN_BYTES, 1);
    source->shown_bytes = SHOWN_BYTES;
    char mark[3];
    size_t count = 0;
    size_t got = 1;
    while (count < sizeof mark && got > 0) {
        if (take_bytes(source, mark + count, sizeof mark - count, &got, err) != 0)
            return -1;
        count += got;
    }
    bool little = count >= 2 && memcmp(mark, "\xFF\xFE", 2) == 0;
    bool big = count >= 2 && memcmp(mark, "\xFE\xFF", 2) == 0;
    if (little || big) {
        source->encoding = ENCODING_UTF16;
        source->utf16.big_endian = big;
        return utf16_decode(&source->utf16, source->name, mark + 2, count - 2, shown->bytes,
                            &shown->end, err);
    }
    source->encoding = ENCODING_UTF8;
    if (count == 3 && memcmp(mark, "\xEF\xBB\xBF", 3) == 0) {
        source->text_start = 3;
        return 0;
    }
    memcpy(shown->bytes, mark, count);
    shown->end = count;
    return 0;
}

int byte_source_peek(struct byte_source *source, size_t want, const char **bytes, size_t *got,
                     struct err *err)
{
    if (want > BYTE_SOURCE_PEEK_MAX)
        want = BYTE_SOURCE_PEEK_MAX;
    if (source->encoding == ENCODING_UNKNOWN && find_encoding(source, err) != 0)
        return -1;
    struct window *shown = &source->shown;
    if (shown->end - shown->start < want && show(source, want, err) != 0)
        return -1;
    *bytes = shown->bytes + shown->start;
    *got = shown->end - shown->start < want ? shown->end - shown->start : want;
    return 0;
}

int byte_source_read(struct byte_source *source, char *buffer, size_t size, size_t *got,
                     struct err *err)
{
    *got = 0;
    if (source->encoding == ENCODING_UNKNOWN && find_encoding(source, err) != 0)
        return -1;
    struct window *shown = &source->shown;
    bool direct = source->encoding == ENCODING_UTF8 || size >= UTF16_DECODE_MIN;
    if (shown->start == shown->end && !direct && show(source, 1, err) != 0)
        return -1;
    if (shown->start < shown->end) {
        size_t waiting = shown->end - shown->start;
        *got = waiting < size ? waiting : size;
        memcpy(buffer, shown->bytes + shown->start, *got);
        shown->start += *got;
    } else if (direct && take_text(source, buffer, size, got, err) != 0) {
        return -1;
    }
    source->offset += *got;
    if (source->keeps_crc32)
        source->crc32 = (uint32_t)crc32_z(source->crc32, (const unsigned char *)buffer, *got);
    return 0;
}

const char *byte_source_name(const struct byte_source *source)
{
    return source->name;
}

const size_t *byte_source_line(const struct byte_source *source)
{
    return &source->line;
}

void byte_source_set_line(struct byte_source *source, size_t line)
{
    source->line = line;
}

uint64_t byte_source_offset(const struct byte_source *source)
{
    return source->offset;
}

void byte_source_keep_crc32(struct byte_source *source)
{
    source->keeps_crc32 = true;
}

uint32_t byte_source_crc32(const struct byte_source *source)
{
    return source->crc32;
}

bool byte_source_is_plain(const struct byte_source *source, int *descriptor, uint64_t *start,
                          uint64_t *end)
{
    *descriptor = source->descriptor;
    *start = source->text_start;
    *end = source->size;
    return source->regular && source->descriptor > STDIN_FILENO && source->gunzip == NULL &&
           source->encoding == ENCODING_UTF8 && source->offset == 0;
}

struct byte_source *byte_source_range(const struct byte_source *whole, uint64_t start, uint64_t end)
{
    struct byte_source *source = mem_alloc(1, sizeof *source);
    source->name = mem_strdup(whole->name);
    source->descriptor = whole->descriptor;
    source->is_range = true;
    source->regular = whole->regular;
    source->size = whole->size;
    source->position = start;
    source->range_end = end;
    source->keeps_crc32 = whole->keeps_crc32;
    source->begun = true;
    source->encoding = ENCODING_UTF8;
    source->shown.bytes = mem_alloc(SHOWN_BYTES, 1);
    source->shown_bytes = SHOWN_BYTES;
    return source;
}

void byte_source_count_part(struct byte_source *whole, const struct byte_source *part)
{
    if (whole->keeps_crc32)
        whole->crc32 = (uint32_t)crc32_combine(whole->crc32, part->crc32, (z_off_t)part->offset);
    whole->offset += part->offset;
}

void byte_source_close(struct byte_source *source)
{
    if (source == NULL)
        return;
    if (source->descriptor > STDIN_FILENO && !source->is_range)
        close(source->descriptor);
    if (source->owns_raw)
        free(source->raw.bytes);
    gunzip_release(source->gunzip);
    free(source->shown.bytes);
    free(source->name);
    free(source);
}
