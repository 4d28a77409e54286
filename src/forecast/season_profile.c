#include "forecast/season_profile.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

/// After so many cycles a departure counts half.
#define HALF_LIFE_CYCLES 10.0

/// The line bends with the season at first, and the season with the line: so often in turns.
enum { TURNS = 7, TURNS_UNBOUNDED = 2 };

/// From then on a value counts for at most so many robust standard deviations from its phase.
#define OUTLIER_AT 4.0

/// Least squares on what was measured from `first` to `end` less the profile, read at step t.
static double line_at(const struct season_profile *profile, const struct history *history,
                      const double *level, size_t first, size_t end, size_t t)
{
    double seen = 0, sum = 0, sum_time = 0, sum_square = 0, sum_product = 0;
    for (size_t i = first; i < end; i++) {
        if (history->weight[i] <= 0)
            continue;
        double time = (double)i - (double)t;
        double z = level[i] - season_profile_at(profile, history, i);
        seen++;
        sum += z;
        sum_time += time;
        sum_square += time * time;
        sum_product += time * z;
    }
    double spread = seen * sum_square - sum_time * sum_time;
    if (!(spread > 0))
        return seen > 0 ? sum / seen : NAN;
    return (sum_square * sum - sum_time * sum_product) / spread;
}

/// What differs from the line around each step: of a season and a step, which leans inwards at the
/// ends. NaN where nothing was measured.
static void set_departures(const struct season_profile *profile, const struct history *history,
                           const double *level, size_t n, double *departure)
{
    size_t width = history->season + 1 < n ? history->season + 1 : n;
    for (size_t t = 0; t < n; t++) {
        size_t first = t < width / 2 ? 0 : t - width / 2;
        if (first + width > n)
            first = n - width;
        departure[t] = history->weight[t] > 0
                           ? level[t] - line_at(profile, history, level, first, first + width, t)
                           : NAN;
    }
}

/// Pulls departures in towards those of their phases.
static void bound(const struct season_profile *profile, const struct history *history, size_t n,
                  double *departure)
{
    double *size = mem_alloc(n, sizeof *size);
    size_t measured = 0;
    for (size_t t = 0; t < n; t++)
        if (!isnan(departure[t]))
            size[measured++] = fabs(departure[t] - season_profile_at(profile, history, t));
    double limit = OUTLIER_AT * MAD_TO_SIGMA * median_select(size, measured);
    for (size_t t = 0; t < n && limit > 0; t++) {
        double usual = season_profile_at(profile, history, t);
        if (fabs(departure[t] - usual) > limit)
            departure[t] = usual + copysign(limit, departure[t] - usual);
    }
    free(size);
}

/// Weighted means by phase, less their mean; `seen` is each phase's sum of weights.
static void set_means(struct season_profile *profile, const struct history *history,
                      const double *departure, size_t n, double *seen)
{
    size_t season = history->season;
    double mean = 0;
    for (size_t p = 0; p < season; p++)
        profile->departure[p] = seen[p] = 0;
    for (size_t t = 0; t < n; t++) {
        if (isnan(departure[t]))
            continue;
        double cycles = (double)(n - 1 - t) / (double)season;
        double weight = pow(0.5, cycles / HALF_LIFE_CYCLES);
        size_t phase = history_phase(history, t);
        seen[phase] += weight;
        profile->departure[phase] += weight * departure[t];
    }
    for (size_t p = 0; p < season; p++) {
        profile->departure[p] /= seen[p] > 0 ? seen[p] : 1;
        mean += profile->departure[p] / (double)season;
    }
    for (size_t p = 0; p < season; p++)
        profile->departure[p] -= mean;
}

/// Shrinks by what phases differ more than chance has them differ, from F of the analysis of
/// variance.
static void shrink(struct season_profile *profile, const struct history *history,
                   const double *departure, size_t n, const double *seen)
{
    double within = 0, between = 0, measured = 0, weight = 0;
    double season = (double)history->season;
    for (size_t p = 0; p < history->season; p++) {
        between += seen[p] * profile->departure[p] * profile->departure[p];
        weight += seen[p] / season;
    }
    for (size_t t = 0; t < n; t++) {
        if (isnan(departure[t]))
            continue;
        double rest = departure[t] - profile->departure[history_phase(history, t)];
        within += rest * rest;
        measured++;
    }
    // The lines take about two parameters a cycle.
    double freedom = fmax(measured - season - 2 * measured / season, 1);
    double f = within > 0 ? between / (season - 1) / (within / freedom) : INFINITY;
    double kept = fmax(0, 1 - fmax(season - 3, 0) / (season - 1) / f);
    for (size_t p = 0; p < history->season; p++)
        profile->departure[p] *= kept;
    profile->freedom = kept * (season - 1);
    profile->error_share = kept / fmax(weight, 1);
}

void season_profile_fit(struct season_profile *profile, const struct history *history,
                        const double *level, size_t n)
{
    size_t season = history->season;
    *profile = (struct season_profile){0};
    if (season < 2 || n < 2 * season)
        return;
    profile->departure = mem_alloc(season, sizeof(double));
    double *departure = mem_alloc(n, sizeof *departure);
    double *seen = mem_alloc(season, sizeof *seen);
    for (int turn = 0; turn < TURNS; turn++) {
        set_departures(profile, history, level, n, departure);
        if (turn >= TURNS_UNBOUNDED)
            bound(profile, history, n, departure);
        set_means(profile, history, departure, n, seen);
    }
    shrink(profile, history, departure, n, seen);
    free(seen);
    free(departure);
}

double season_profile_at(const struct season_profile *profile, const struct history *history,
                         size_t t)
{
    return profile->departure == NULL ? 0 : profile->departure[history_phase(history, t)];
}

void season_profile_release(struct season_profile *profile)
{
    free(profile->departure);
    profile->departure = NULL;
}
