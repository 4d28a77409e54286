// Breaking text into lines of a terminal's width.
#ifndef HEADROOM_TABLE_TEXT_WRAP_H
#define HEADROOM_TABLE_TEXT_WRAP_H

#include <stddef.h>

/// Length in bytes of the first line of `text` in at most `width` columns, broken at a
/// blank where there is one, else within a word, behind one of / - . _ if it can be; never 0 unless
/// `text` is empty. *next is where the following line begins (blanks at the break are left out).
size_t text_wrap_line(const char *text, size_t width, size_t *next);

/// Width of the longest word: text_wrap_line breaks none at this width.
size_t text_wrap_longest_word(const char *text);

#endif
