// Days, weeks or years as rows of a table: how strong the season that they share is, and whether it
// is more than noise.
#ifndef HEADROOM_SERIES_SEASON_BLOCKS_H
#define HEADROOM_SERIES_SEASON_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

/// NaN is missing.
struct season_blocks {
    size_t rows, phases;
    double *value;    ///< rows x phases
    bool is_complete; ///< no value is missing; set by season_blocks_strength
};

/// All missing.
void season_blocks_init(struct season_blocks *blocks, size_t rows, size_t phases);

/// Strength of the season whose period is a row, in [0, 1], and the mean of each phase in `mean`
/// (0 where nothing is known): F = 1 - var(remainder) / var(season + remainder) (Wang, Smith and
/// Hyndman 2006; Hyndman and Athanasopoulos, Forecasting, 4.3), where the season that meets a row
/// is the mean profile of the other ones, so that noise has no strength on average. 0 when no
/// stronger than when each row is turned by a random multiple of `turn_unit` phases: *p_value, of
/// all turns where there are fewer than 200 of them, else of 199 random ones, is above `least_p`.
/// Draws the two per cent that lie farthest from zero to their bound, so that a spike is no season.
double season_blocks_strength(struct season_blocks *blocks, size_t turn_unit, double least_p,
                              double *p_value, double *mean);

void season_blocks_release(struct season_blocks *blocks);

/// `value` less the mean over a whole period around each step; near the ends the period's window
/// stays inside. Steps whose window is less than half known become missing. The caller frees it.
double *season_level_removed(const double *value, size_t n, size_t period);

#endif
