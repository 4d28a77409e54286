// A shift of level under a day old. At the end of the data a new level and an excursion that ends
// look the same: the outlook becomes a mixture of both.
#ifndef HEADROOM_FORECAST_FRESH_SHIFT_H
#define HEADROOM_FORECAST_FRESH_SHIFT_H

#include "forecast/bands.h"
#include "forecast/ensemble.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>
#include <stddef.h>

struct fresh_shift {
    size_t steps;  ///< the last so many left what had been forecast for them; 0: there is none
    double factor; ///< the median of what they were of that forecast
    bool is_mixed; ///< steps enough to take part in the outlook
    double share;  ///< probability that it stays
};

/// Looks for a part of the last day of `history` (the whole, three quarters, half, a quarter, a
/// sixth, an eighth; the longest counts) that `ensemble`, fitted to it or to it without outliers,
/// had it forecast from before it, would have put nine tenths of above its p95, or below its p5,
/// and by 15 % in the median: all of it where it is under six steps. Needs four days and steps that
/// part a day in 12 or more.
void fresh_shift_find(const struct history *history, const struct ensemble *ensemble,
                      const struct bands *bands, struct fresh_shift *shift);

/// Mixes into `outlook` what the same members forecast before the shift, continued at the new
/// level. Of upward runs, a tenth under a sixth of a day and three tenths from then on; of downward
/// ones 35
/// %; each halves within a week. A fall lowers what is below the median alone: capacity that is not
/// needed for a few hours is seldom given back for good.
void fresh_shift_mix(const struct fresh_shift *shift, const struct ensemble *ensemble,
                     const struct bands *bands, struct predictive_table *outlook);

#endif
