#include "table/text_wrap.h"

#include "base/utf8.h"

#include <string.h>

static size_t step(const char *text)
{
    size_t sequence = utf8_sequence(text, strlen(text));
    return sequence == 0 ? 1 : sequence;
}

/// Where a word that is longer than a line is cut best: behind the last / - . or _ of its second
/// half, so that paths and names stay readable, else at `end`.
static size_t cut_word(const char *text, size_t end)
{
    for (size_t i = end; i > end / 2; i--)
        if (strchr("/-._", text[i - 1]) != NULL)
            return i;
    return end;
}

size_t text_wrap_line(const char *text, size_t width, size_t *next)
{
    size_t used = 0;
    size_t end = 0;       // of the line at the last blank seen
    size_t after_end = 0; // where the next line would then begin; 0: no blank yet
    size_t i = 0;
    while (text[i] != '\0') {
        size_t bytes = step(text + i);
        if (text[i] == ' ' && (i == 0 || text[i - 1] != ' ')) {
            end = i;
            after_end = i + strspn(text + i, " ");
        }
        size_t wide = utf8_width(text + i, bytes);
        if (used + wide > width && i > 0)
            break;
        used += wide;
        i += bytes;
    }
    if (text[i] == '\0')
        return *next = i;
    if (after_end == 0)
        return *next = cut_word(text, i);
    *next = after_end;
    return end == 0 ? after_end : end;
}

size_t text_wrap_longest_word(const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; text[i] != '\0';) {
        size_t length = strcspn(text + i, " ");
        size_t wide = utf8_width(text + i, length);
        longest = wide > longest ? wide : longest;
        i += length;
        i += strspn(text + i, " ");
    }
    return longest;
}
