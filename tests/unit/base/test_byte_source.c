#include "base/byte_source.h"
#include "base/str.h"
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/// Reads everything in pieces of `piece` bytes.
static int read_all(struct byte_source *source, size_t piece, struct str *text, struct err *err)
{
    char buffer[70000];
    size_t got;
    do {
        if (byte_source_read(source, buffer, piece, &got, err) != 0)
            return -1;
        str_append_bytes(text, buffer, got);
    } while (got > 0);
    return 0;
}

/// gzip of `bytes`, appended.
static void gzip(struct str *out, const char *bytes, size_t length)
{
    z_stream stream = {0};
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY);
    unsigned char buffer[1 << 16];
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (unsigned)length;
    int status;
    do {
        stream.next_out = buffer;
        stream.avail_out = sizeof buffer;
        status = deflate(&stream, Z_FINISH);
        str_append_bytes(out, (char *)buffer, sizeof buffer - stream.avail_out);
    } while (status == Z_OK);
    deflateEnd(&stream);
}

/// What memory of these bytes reads as, whatever the pieces; NULL when the pieces differ.
static const char *read_as(const char *bytes, size_t length)
{
    static struct str text;
    static const size_t pieces[] = {1, 2, 3, 7, 16, 17, 4096, 70000};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct byte_source *source = byte_source_memory(bytes, length);
        struct err err = {0};
        struct str again = {0};
        if (read_all(source, pieces[i], &again, &err) != 0) {
            str_clear(&again);
            str_append(&again, err.text);
        } else if (byte_source_offset(source) != again.length) {
            str_append(&again, " and a wrong offset");
        }
        byte_source_close(source);
        bool same = i == 0 || strcmp(str_text(&again), str_text(&text)) == 0;
        str_release(&text);
        text = again;
        if (!same)
            return NULL;
    }
    return str_text(&text);
}

static void test_plain(void)
{
    is_text(read_as("a,b\n1,2\n", 8), "a,b\n1,2\n", "plain bytes pass");
    is_text(read_as("", 0), "", "nothing is nothing");
    is_text(read_as("x", 1), "x", "one byte");
    is_text(read_as("\x1f", 1), "\x1f", "half of gzip's magic is a byte");
    is_text(read_as("\xEF\xBB\xBFtime", 7), "time", "a UTF-8 mark is left out");
    is_text(read_as("\xEF\xBB", 2), "\xEF\xBB", "two thirds of one are not");
}

static void test_peek(void)
{
    struct byte_source *source = byte_source_memory("abcdefgh", 8);
    const char *bytes;
    size_t got;
    is_int(byte_source_peek(source, 4, &bytes, &got, NULL), 0, "peek");
    ok(got == 4 && memcmp(bytes, "abcd", 4) == 0, "shows the first four");
    is_int(byte_source_offset(source), 0, "and takes nothing");
    char buffer[8];
    byte_source_read(source, buffer, 2, &got, NULL);
    ok(got == 2 && memcmp(buffer, "ab", 2) == 0, "reading takes two");
    is_int(byte_source_offset(source), 2, "and says so");
    byte_source_peek(source, 100, &bytes, &got, NULL);
    ok(got == 6 && memcmp(bytes, "cdefgh", 6) == 0, "a long peek shows the rest");
    struct str text = {0};
    read_all(source, 5, &text, NULL);
    is_text(str_text(&text), "cdefgh", "which is still to be read");
    byte_source_peek(source, 1, &bytes, &got, NULL);
    is_int(got, 0, "nothing is behind the end");
    is_text(byte_source_name(source), "memory", "memory has a name");
    str_release(&text);
    byte_source_close(source);

    size_t size = BYTE_SOURCE_PEEK_MAX + 100000;
    char *large = malloc(size);
    for (size_t i = 0; i < size; i++)
        large[i] = (char)('a' + i % 26);
    source = byte_source_memory(large, size);
    byte_source_peek(source, 100000, &bytes, &got, NULL);
    ok(got == 100000 && memcmp(bytes, large, got) == 0,
       "more than the window has room for at first");
    byte_source_peek(source, size, &bytes, &got, NULL);
    is_int(got, BYTE_SOURCE_PEEK_MAX, "a peek is bounded");
    ok(memcmp(bytes, large, got) == 0, "and right");
    read_all(source, 30000, &text, NULL);
    ok(text.length == size && memcmp(text.data, large, size) == 0, "all is read behind it");
    str_release(&text);
    byte_source_close(source);
    free(large);
}

static void test_utf16(void)
{
    // iconv -f UTF-8 -t UTF-16LE of "t\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\n"
    static const char little[] = "\xff\xfe"
                                 "t\0\xe9\0\xac\x20\x3d\xd8\x00\xde\n";
    static const char big[] = "\xfe\xff"
                              "\0t\0\xe9\x20\xac\xd8\x3d\xde\x00\0\n";
    static const char text[] = "t\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\n";
    is_text(read_as(little, 14), text, "UTF-16LE becomes UTF-8");
    is_text(read_as(big, 14), text, "and so does UTF-16BE");
    is_text(read_as("\xff\xfe", 2), "", "a mark alone is empty");
    has_text(read_as(little, 13), "memory: not valid UTF-16 near byte 11",
             "half a unit is refused");
    has_text(read_as("\xff\xfe\x3d\xd8", 4), "save the file as UTF-8", "half a pair is refused");
    has_text(read_as("\xff\xfe\x3d\xd8x\0", 6), "not valid UTF-16", "and one broken off");
    has_text(read_as("\xff\xfe\x00\xdex\0", 6), "not valid UTF-16", "and a second half alone");
    // Longer than every buffer on the way.
    struct str wide = {0};
    struct str want = {0};
    str_append_bytes(&wide, "\xff\xfe", 2);
    for (int i = 0; i < 60000; i++) {
        str_append_bytes(&wide, "\xac\x20", 2);
        str_append(&want, "\xE2\x82\xAC");
    }
    const char *got = read_as(wide.data, wide.length);
    ok(got != NULL && strcmp(got, want.data) == 0, "60,000 euro signs are 180,000 bytes");
    struct str packed = {0};
    gzip(&packed, wide.data, wide.length);
    got = read_as(packed.data, packed.length);
    ok(got != NULL && strcmp(got, want.data) == 0, "also from gzip");
    str_release(&packed);
    str_release(&wide);
    str_release(&want);
}

static void test_gzip(void)
{
    struct str packed = {0};
    gzip(&packed, "time,value\n", 11);
    size_t first = packed.length;
    is_text(read_as(packed.data, packed.length), "time,value\n", "gzip is inflated");
    for (size_t cut = 2; cut < first; cut++) {
        const char *text = read_as(packed.data, cut);
        if (text == NULL || strstr(text, "ends early: the file is not complete") == NULL)
            ok(false, "a stream cut at %zu is refused", cut);
    }
    ok(true, "a stream cut anywhere is refused");
    packed.data[first - 6] ^= 1; // the check sum
    has_text(read_as(packed.data, first), "memory: the gzip stream is damaged",
             "damage is noticed");
    packed.data[first - 6] ^= 1;
    gzip(&packed, "1,2\n", 4);
    is_text(read_as(packed.data, packed.length), "time,value\n1,2\n", "two members are one stream");
    size_t both = packed.length;
    str_append_bytes(&packed, "\0\0\0\0", 4);
    is_text(read_as(packed.data, packed.length), "time,value\n1,2\n", "zeros behind are padding");
    packed.length = both;
    str_append(&packed, "garbage");
    has_text(read_as(packed.data, packed.length), "not gzip follow the gzip stream",
             "other bytes behind are refused");
    str_release(&packed);
    gzip(&packed, "", 0);
    is_text(read_as(packed.data, packed.length), "", "an empty file packed is empty");
    str_release(&packed);
}

/// Zeros shrink 1030-fold: beyond what is believed once 64 MiB have come out.
static void test_expansion(void)
{
    size_t size = (size_t)72 << 20;
    char *zeros = calloc(size, 1);
    struct str packed = {0};
    gzip(&packed, zeros, size);
    struct byte_source *source = byte_source_memory(packed.data, packed.length);
    struct err err = {0};
    char buffer[1 << 16];
    size_t got = 1;
    int result = 0;
    while (result == 0 && got > 0)
        result = byte_source_read(source, buffer, sizeof buffer, &got, &err);
    is_int(result, -1, "a bomb is refused");
    has_text(err.text, "more than 1000 times its size or 64 GiB", "with the bounds");
    ok(byte_source_offset(source) < (size_t)65 << 20, "near the start");
    byte_source_close(source);
    str_release(&packed);
    gzip(&packed, zeros, (size_t)60 << 20);
    source = byte_source_memory(packed.data, packed.length);
    for (got = 1, result = 0; result == 0 && got > 0;)
        result = byte_source_read(source, buffer, sizeof buffer, &got, &err);
    is_int(result, 0, "60 MiB of zeros are believed");
    byte_source_close(source);
    str_release(&packed);
    free(zeros);
}

static void test_open(void)
{
    struct byte_source *source;
    struct err err = {0};
    is_int(byte_source_open(&source, "no/such.csv", &err), -1, "a missing file");
    is_text(err.text,
            "no/such.csv: cannot open it: there is no such file or folder; check the path",
            "is told by name");
    is_int(err.kind, ERR_SYSTEM, "as a system error");
    ok(source == NULL, "and there is no source");
    is_int(byte_source_open(&source, "/", &err), -1, "a folder");
    is_text(err.text, "/: cannot read it: it is a folder; name a file", "is told");
    is_int(byte_source_open(&source, "a\nb", &err), -1, "a name with a line feed");
    has_text(err.text, "a\\x0ab: cannot open it", "is escaped");
    char path[] = "/tmp/headroom-test-XXXXXX";
    int descriptor = mkstemp(path);
    if (descriptor < 0 || write(descriptor, "x,y\n", 4) != 4) {
        skip("reading a file", "no temporary file");
        return;
    }
    close(descriptor);
    is_int(byte_source_open(&source, path, &err), 0, "a file opens");
    is_text(byte_source_name(source), path, "under its name");
    struct str text = {0};
    is_int(read_all(source, 100, &text, &err), 0, "and is read");
    is_text(str_text(&text), "x,y\n", "whole");
    byte_source_close(source);
    chmod(path, 0);
    if (access(path, R_OK) != 0) {
        is_int(byte_source_open(&source, path, &err), -1, "without the right to read");
        has_text(err.text, "permission denied", "is told");
    } else {
        skip("a file without the right to read", "this user may read everything");
    }
    unlink(path);
    str_release(&text);
    byte_source_close(NULL);
}

/// A pipe gives what it has, byte by byte if need be; the stream is the same.
static void test_standard_input(void)
{
    int ends[2];
    int saved = dup(STDIN_FILENO);
    if (saved < 0 || pipe(ends) != 0 || dup2(ends[0], STDIN_FILENO) < 0) {
        skip("standard input", "no pipe");
        return;
    }
    if (write(ends[1], "\xEF\xBB\xBFpiped\n", 9) != 9)
        ok(false, "a pipe takes nine bytes");
    close(ends[1]);
    close(ends[0]);
    struct byte_source *source;
    struct str text = {0};
    is_int(byte_source_open(&source, "-", NULL), 0, "- opens standard input");
    is_text(byte_source_name(source), "standard input", "under that name");
    is_int(read_all(source, 4, &text, NULL), 0, "it is read");
    is_text(str_text(&text), "piped\n", "whole");
    byte_source_close(source);
    ok(dup2(saved, STDIN_FILENO) == STDIN_FILENO, "closing the source leaves it open");
    close(saved);
    str_release(&text);
}

static void test_checksum(void)
{
    // The check value of CRC-32 in RFC 3720 and others: of the digits 1 to 9.
    struct byte_source *source = byte_source_memory("123456789", 9);
    byte_source_keep_crc32(source);
    struct err err = {0};
    char buffer[4];
    size_t got;
    do
        ok(byte_source_read(source, buffer, sizeof buffer, &got, &err) == 0, "read a piece");
    while (got > 0);
    ok(byte_source_crc32(source) == 0xCBF43926, "the checksum of all pieces");
    byte_source_close(source);
}

static void test_shrinking(void)
{
    char path[] = "/tmp/headroom-shrinking-XXXXXX";
    int descriptor = mkstemp(path);
    char zeros[4096] = {0};
    bool written = descriptor >= 0;
    for (int i = 0; i < 256 && written; i++)
        written = write(descriptor, zeros, sizeof zeros) == (ssize_t)sizeof zeros;
    ok(written, "a file of a mebibyte");
    struct byte_source *source = NULL;
    struct str text = {0};
    struct err err = {0};
    const char *bytes = NULL;
    size_t got = 0;
    is_int(byte_source_open(&source, path, &err), 0, "is opened");
    is_int(byte_source_peek(source, 10, &bytes, &got, &err), 0, "and looked at");
    ok(ftruncate(descriptor, 500000) == 0, "another program cuts it");
    is_int(read_all(source, 4096, &text, &err), -1, "which is noticed");
    has_text(err.text, "it became shorter while it was read, 500000 bytes instead of 1048576",
             "said");
    byte_source_close(source);
    str_release(&text);
    close(descriptor);
    unlink(path);
}

int main(void)
{
    test_shrinking();
    test_checksum();
    test_plain();
    test_peek();
    test_utf16();
    test_gzip();
    test_expansion();
    test_open();
    test_standard_input();
    return done();
}
