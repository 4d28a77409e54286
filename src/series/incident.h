// Incidents: runs of hours that left the usual and came back, such as an outage, a holiday or a
// launch. Told from the usual weekday, from a new level and from what goes on at the end.
#ifndef HEADROOM_SERIES_INCIDENT_H
#define HEADROOM_SERIES_INCIDENT_H

#include "series/condensed.h"

#include <stdbool.h>
#include <stddef.h>

struct incident {
    size_t first, end;   ///< condensed steps, half-open
    instant start, over; ///< its time, half-open
    double share;        ///< what came, as a multiple of what was usual in its time
};

/// Zero-initialise; release with incidents_release.
struct incidents {
    struct incident *item; ///< in order of time
    size_t count;
    size_t capacity;
    double *usual; ///< of each condensed step, in the series' unit; NULL where it was not learnt
};

/// Finds incidents that are over: falls that began in the last three weeks, rises in the last six.
/// On logarithms, the usual of a step is the median of the same time of up to four weeks before and
/// after, less the level of their days, plus the level of its own day (the median of seven days'
/// medians). A run counts where its mean distance from the usual is a fifth and six robust
/// deviations of such means (or half or twice the usual, and 4.5 of them), is between three steps
/// and three and a half days long, the hours before and after it agree with each other more than
/// with it, the clock was not merely moved, it is a fifth of a mean day and five deviations (a
/// fall: three) on the plain scale too, and its like is rare: at most one in 28 days. Nothing is
/// found in values that may be negative, in steps longer than two hours, or in under eight days.
/// `looks`: whether incidents are looked for; `learns`: what is usual is wanted in any case.
void incidents_find(struct incidents *incidents, const struct condensed *condensed, bool looks,
                    bool learns);

void incidents_release(struct incidents *incidents);

#endif
