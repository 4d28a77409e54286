// The median of a window that moves over values: kept sorted, each step puts in what comes and
// takes out what goes. The same numbers as median_select of what the window holds.
#ifndef HEADROOM_MATHS_MOVING_MEDIAN_H
#define HEADROOM_MATHS_MOVING_MEDIAN_H

#include <stddef.h>

struct moving_median {
    const double *value; ///< of the whole; NaN is missing
    size_t first, end;   ///< the window
    double *sorted;      ///< what of it is known, ascending
    size_t known;
};

/// An empty window over `value` that never holds more than `longest` of them.
void moving_median_init(struct moving_median *window, const double *value, size_t longest);
void moving_median_release(struct moving_median *window);

/// Moves the window to [first, end), neither of which is before where it was.
void moving_median_move(struct moving_median *window, size_t first, size_t end);

/// The median of what is known; NaN where nothing is.
double moving_median_of(const struct moving_median *window);

#endif
