// Lines of text that fit a width.
#ifndef HEADROOM_ANSWER_WRAP_H
#define HEADROOM_ANSWER_WRAP_H

#include "base/str.h"

#include <stddef.h>

/// Appends UTF-8 `text` in lines of at most `width` columns, broken at blanks; the first line
/// begins with `first`, the others with `rest`. A newline in `text` breaks too. A word longer than
/// a line stays whole, so that paths and commands can be copied.
void wrap_text(struct str *out, const char *text, size_t width, const char *first,
               const char *rest);

#endif
