// The words of a line, parted by blanks.
#ifndef HEADROOM_INGEST_BLANK_WORDS_H
#define HEADROOM_INGEST_BLANK_WORDS_H

#include <stddef.h>

enum { WORDS_MAX = 512 };

struct words {
    const char *text[WORDS_MAX]; ///< within the line
    size_t length[WORDS_MAX];
    size_t count;
};

/// Splits `line` where `gap` blanks or more stand together, or a tab; words beyond WORDS_MAX are
/// left out.
void words_split(struct words *words, const char *line, size_t gap);

#endif
