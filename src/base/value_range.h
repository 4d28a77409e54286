// Between which values a quantity makes sense, and how that is said.
#ifndef HEADROOM_BASE_VALUE_RANGE_H
#define HEADROOM_BASE_VALUE_RANGE_H

#include "base/unit.h"

#include <stdbool.h>

/// Bounds in base units. All zero: no bounds; `most` may be INFINITY.
struct value_range {
    double least, most;
    bool above;       ///< `least` itself is out of it
    bool below;       ///< so is `most`
    const char *hint; ///< what is meant, or to be written instead; NULL for none
};

enum { VALUE_RANGE_TEXT_MAX = 256 };

/// Whether a finite value is within; NaN and infinite ones are in no range that has bounds.
bool value_range_has(const struct value_range *range, double value);

/// The range of values of a dimension: "from 0% to 10,000%", "more than 0"; "" without bounds.
/// Returns `out`.
const char *value_range_text(char out[VALUE_RANGE_TEXT_MAX], const struct value_range *range,
                             enum dimension dimension);

/// What a value must be, of a dimension: "it must be from 0% to 10,000%", "it must be more than 0",
/// with the hint behind a semicolon. Returns `out`.
const char *value_range_words(char out[VALUE_RANGE_TEXT_MAX], const struct value_range *range,
                              enum dimension dimension);

#endif
