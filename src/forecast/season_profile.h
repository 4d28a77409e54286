// The season of a short series: by how much each phase usually departs from the line around it, and
// how far so few cycles are to be believed.
#ifndef HEADROOM_FORECAST_SEASON_PROFILE_H
#define HEADROOM_FORECAST_SEASON_PROFILE_H

#include "forecast/history.h"

#include <stddef.h>

struct season_profile {
    double *departure;  ///< by phase, with mean 0; NULL without a season
    double freedom;     ///< parameters that it is worth
    double error_share; ///< variance of one departure, as a share of that of the noise
};

/// Fits to the first `n` of `level` (values of `history` or their logarithms), where they were
/// measured: means by phase of what differs from the local line of a season's length, recent cycles
/// counting more, shrunk by James and Stein's factor 1 - (m - 3) / (m - 1) / F. No season below two
/// cycles.
void season_profile_fit(struct season_profile *profile, const struct history *history,
                        const double *level, size_t n);

/// Departure of step t of the history, which may lie beyond its end; 0 without a season.
double season_profile_at(const struct season_profile *profile, const struct history *history,
                         size_t t);

void season_profile_release(struct season_profile *profile);

#endif
