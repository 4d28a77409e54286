// The words and symbols for units, one table for what people type and what exports write.
#ifndef HEADROOM_BASE_UNIT_WORD_H
#define HEADROOM_BASE_UNIT_WORD_H

#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>

/// One unit in the base unit of its dimension: factor * 10^shift. They are kept apart because
/// moving a decimal point is exact on text and not on doubles.
struct unit_word {
    const char *word;
    const char *shown; ///< the short form: "ms" for "milliseconds"
    enum dimension dimension;
    int shift;
    double factor;
    bool month; ///< its length depends on the hours of a month
};

/// The unit of a symbol (case counts: "MB", "ms") or a name (it does not: "Milliseconds"); NULL if
/// there is none. `m` is none: what it means depends on the place.
const struct unit_word *unit_word_find(const char *text, size_t length);

/// Whether the word is a thing that is counted: requests, req, instances ...
bool unit_word_is_counted(const char *text, size_t length);

/// What one of the word is worth in base units.
double unit_word_scale(const struct unit_word *word);

#endif
