// Lines of a source, for the families that are neither CSV nor one JSON document.
#ifndef HEADROOM_INGEST_LINE_READER_H
#define HEADROOM_INGEST_LINE_READER_H

#include "base/err.h"
#include "base/file.h"
#include "base/str.h"

#include <stdbool.h>

enum { LINE_MAX_BYTES = 1 << 24 };

struct line_reader {
    struct byte_source *source;
    struct str text; ///< the line, without its end
    size_t line;     ///< its number, from 1
    char *block;
    size_t block_at, block_length;
    bool after_cr;
    bool at_end;
};

void line_reader_begin(struct line_reader *reader, struct byte_source *source);

/// Reads the next line into reader->text: 1, or 0 at the end. LF, CRLF and CR end lines. Errors: a
/// line over LINE_MAX_BYTES, whatever the source says.
int line_reader_next(struct line_reader *reader, struct err *err);

void line_reader_release(struct line_reader *reader);

#endif
