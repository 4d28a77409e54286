#include "ingest/blank_words.h"

#include <string.h>

/// Where the word at `at` ends: before a tab, `gap` blanks, or the blanks at the end of the line.
static size_t word_length(const char *at, size_t gap)
{
    size_t length = 0;
    for (;;) {
        length += strcspn(at + length, " \t");
        size_t blanks = strspn(at + length, " ");
        if (blanks >= gap || at[length + blanks] == '\0' || at[length + blanks] == '\t')
            return length;
        length += blanks;
    }
}

void words_split(struct words *words, const char *line, size_t gap)
{
    words->count = 0;
    for (const char *at = line + strspn(line, " \t"); *at != '\0' && words->count < WORDS_MAX;
         at += strspn(at, " \t")) {
        size_t length = word_length(at, gap);
        words->text[words->count] = at;
        words->length[words->count++] = length;
        at += length;
    }
}
