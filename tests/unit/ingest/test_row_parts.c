// One thread and several read the same, to the last sample, note and message.
#include "ingest_text.h"

#include <stdio.h>
#include <unistd.h>

enum { ROWS = 3000, SERVICES = 3 };

/// What a file says when it is read with so many threads.
struct answer {
    int result;
    struct str text;
    size_t rows;
    uint64_t bytes;
    uint32_t crc32;
};

static void append_notes(struct str *text, const struct notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        str_appendf(text, "%s (%zu)\n", notes->note[i].text, notes->note[i].count);
}

static struct answer read_with(const char *path, size_t threads, const struct zone *zone)
{
    struct ingest_options options = {
        .threads = threads, .part_bytes = 4096, .zone = zone, .keep_crc32 = true};
    struct samples samples = {0};
    struct notes notes = {0};
    struct err err = {0};
    struct answer answer = {.result = ingest_file(path, &options, &samples, &notes, &err)};
    append_samples(&answer.text, &samples);
    append_notes(&answer.text, &notes);
    str_append(&answer.text, answer.result == 0 ? "" : err.text);
    if (answer.result == 0) {
        answer.rows = samples.source[0].rows;
        answer.bytes = samples.source[0].bytes;
        answer.crc32 = samples.source[0].crc32;
    }
    notes_release(&notes);
    samples_release(&samples);
    return answer;
}

/// Writes `header` and rows whose key is a number with `before` and `behind` around it, with one
/// odd row among them.
static void write_rows(const char *path, const char *header, const char *before, const char *behind,
                       const char *odd)
{
    FILE *file = fopen(path, "w");
    fputs(header, file);
    for (int i = 0; i < ROWS; i++) {
        int minute = i / SERVICES;
        if (i == ROWS - 10)
            fputs(odd, file);
        fprintf(file, "2024-03-%02dT%02d:%02d:00Z,", 10 + minute / 1440, minute / 60 % 24,
                minute % 60);
        fprintf(file, "%s%d%s,%d.%d\n", before, (i * 7 + i / 100) % SERVICES, behind, i, i % 10);
    }
    fclose(file);
}

static void same(const char *path, const char *part, const char *name)
{
    struct answer one = read_with(path, 1, NULL);
    for (size_t threads = 2; threads <= 9; threads += 7) {
        struct answer several = read_with(path, threads, NULL);
        is_int(several.result, one.result, name);
        ok(strcmp(str_text(&several.text), str_text(&one.text)) == 0,
           "%s: %zu threads say the same", name, threads);
        is_int(several.rows, one.rows, "as many rows");
        ok(several.bytes == one.bytes && several.crc32 == one.crc32, "the same bytes");
        str_release(&several.text);
    }
    has_text(str_text(&one.text), part, name);
    str_release(&one.text);
}

int main(void)
{
    char path[] = "/tmp/headroom-parts.XXXXXX";
    close(mkstemp(path));
    const char *header = "time,service,cpu\n";
    write_rows(path, header, "web-", "", "");
    same(path, "cpu [web-0] gauge: 2024-03-10T00:00:00Z=0 ", "a plain file");
    write_rows(path, "\xEF\xBB\xBFtime,service,cpu\n", "web-", "", "");
    same(path, "cpu [web-0] gauge: 2024-03-10T00:00:00Z=0 ", "behind a byte order mark");
    write_rows(path, header, "\"a \"\"big\"\"\none, ", "\"", "");
    same(path, "cpu [a \"big\"\none, 1] gauge", "quoted line ends");
    write_rows(path, header, "web-", "", "2024-03-12T08:00:00Z,only-here,5\n");
    same(path, "cpu [only-here] gauge", "a series of the last part alone");
    write_rows(path, "time,service,zone,cpu\n", "web-", ",eu", "");
    same(path, "cpu [web-2] gauge", "of two keys the one that differs");
    write_rows(path, "time,service,count,cpu\n", "web-", ",3", "");
    same(path, "count", "two values a row");
    write_rows(path, header, "web-", "", "2024-03-12T08:00:00Z,web-1,12x3\n");
    same(path, ":2992: cpu: \"12x3\" is not a number", "an error has its line");
    write_rows(path, header, "web-", "", "total,,9\n");
    same(path, "1 summary row left out", "what is repaired is counted");
    write_rows(path, header, "web-", "", "2024-03-12T08:00:00Z,\"web-1,3\n");
    same(path, ":2992: a quote opens on this line", "an unclosed quote has its line");
    write_rows(path, header, "web-", "", "12.03.2024 08:00,web-1,3\n");
    same(path, "the form of times changes within the file", "another form of time");
    unlink(path);
    return done();
}
