#include "ingest/line_reader.h"

#include "base/memory.h"

#include <stdlib.h>

enum { BLOCK_BYTES = 1 << 16 };

void line_reader_begin(struct line_reader *reader, struct byte_source *source)
{
    *reader = (struct line_reader){.source = source, .block = mem_alloc(BLOCK_BYTES, 1)};
}

/// Makes sure that there is a byte to look at, or that the end is known.
static int fill(struct line_reader *reader, struct err *err)
{
    if (reader->block_at < reader->block_length || reader->at_end)
        return 0;
    reader->block_at = 0;
    if (byte_source_read(reader->source, reader->block, BLOCK_BYTES, &reader->block_length, err) !=
        0)
        return -1;
    reader->at_end = reader->block_length == 0;
    return 0;
}

static int read_line(struct line_reader *reader, struct err *err)
{
    str_clear(&reader->text);
    bool any = false;
    for (;;) {
        if (fill(reader, err) != 0)
            return -1;
        if (reader->at_end) {
            reader->line += any;
            return any;
        }
        const char *start = reader->block + reader->block_at;
        size_t left = reader->block_length - reader->block_at;
        if (reader->after_cr && *start == '\n') {
            reader->after_cr = false;
            reader->block_at++;
            continue;
        }
        reader->after_cr = false;
        any = true;
        size_t length = 0;
        while (length < left && start[length] != '\n' && start[length] != '\r')
            length++;
        if (reader->text.length + length > LINE_MAX_BYTES)
            return err_at(err, byte_source_name(reader->source), reader->line + 1, NULL,
                          "a line is longer than %d MiB; ask for a shorter span or fewer samples a "
                          "line",
                          LINE_MAX_BYTES >> 20);
        str_append_bytes(&reader->text, start, length);
        reader->block_at += length;
        if (length < left) {
            reader->after_cr = start[length] == '\r';
            reader->block_at++;
            reader->line++;
            return 1;
        }
    }
}

int line_reader_next(struct line_reader *reader, struct err *err)
{
    int more = read_line(reader, err);
    byte_source_set_line(reader->source, reader->line);
    return more;
}

void line_reader_release(struct line_reader *reader)
{
    free(reader->block);
    str_release(&reader->text);
    *reader = (struct line_reader){0};
}
