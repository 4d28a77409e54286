#include "series/season.h"

#include "base/memory.h"
#include "series/season_blocks.h"
#include "series/step.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_DAYS = 3, LEAST_WEEKS = 3 };

/// Chance must not explain a season as well in more of the turns. Three weeks have 49: the one of
/// the calendar must be the best of them.
static const double least_p_day = 0.01;
static const double least_p_week = 0.021;

/// Days or weeks as rows, their steps as phases.
static void fill_blocks(struct season_blocks *blocks, const struct condensed *condensed,
                        const double *value, size_t days_a_row)
{
    size_t n = condensed->n;
    size_t phases = days_a_row * condensed->day_phases;
    // Day 0 of 1970 was a Thursday: counted from the Monday before, weeks are whole rows.
    int64_t days = (int64_t)days_a_row;
    int64_t first_row = floor_divide(condensed->day[0] + 3, days);
    int64_t last_row = floor_divide(condensed->day[n - 1] + 3, days);
    season_blocks_init(blocks, (size_t)(last_row - first_row) + 1, phases);
    for (size_t i = 0; i < n; i++) {
        int64_t row = floor_divide(condensed->day[i] + 3, days) - first_row;
        size_t k = (size_t)row * phases + condensed->week_phase[i] % phases;
        // Both hours of an autumn change meet one phase: the first one stands for it.
        if (isnan(blocks->value[k]))
            blocks->value[k] = value[i];
    }
}

/// Tests one season and adds its profile; returns its strength, 0 when it is no more than noise.
static double test_season(const struct condensed *condensed, const double *value, size_t days_a_row,
                          size_t turn_unit, double least_p, double *p_value, double *profile)
{
    struct season_blocks blocks;
    fill_blocks(&blocks, condensed, value, days_a_row);
    double *mean = mem_alloc(blocks.phases, sizeof *mean);
    double strength = season_blocks_strength(&blocks, turn_unit, least_p, p_value, mean);
    size_t weeks_profile = strength > 0 && blocks.phases > 0 ? 7 * condensed->day_phases : 0;
    for (size_t p = 0; p < weeks_profile; p++)
        profile[p] += mean[p % blocks.phases];
    free(mean);
    season_blocks_release(&blocks);
    return strength;
}

static size_t known_steps(const struct condensed *condensed)
{
    size_t known = 0;
    for (size_t i = 0; i < condensed->n; i++)
        known += isnan(condensed->value[i]) ? 0 : 1;
    return known;
}

void season_init(struct season *season, const struct condensed *condensed)
{
    *season = (struct season){.daily = NAN, .weekly = NAN, .daily_p = NAN, .weekly_p = NAN};
    size_t day = condensed->day_phases;
    if (day == 0 || condensed->n == 0)
        return;
    season->phases = 7 * day;
    season->profile = mem_alloc(season->phases, sizeof *season->profile);
    size_t known = known_steps(condensed);
    // Two phases are needed to tell a shape; an even window of a day needs at least four steps.
    if (day >= 4 && known >= LEAST_DAYS * day) {
        double *value = season_level_removed(condensed->value, condensed->n, day);
        season->daily =
            test_season(condensed, value, 1, 1, least_p_day, &season->daily_p, season->profile);
        free(value);
    }
    if (known >= LEAST_WEEKS * 7 * day) {
        double *value = season_level_removed(condensed->value, condensed->n, 7 * day);
        for (size_t i = 0; i < condensed->n; i++)
            value[i] -= season->profile[condensed->week_phase[i]];
        season->weekly =
            test_season(condensed, value, 7, day, least_p_week, &season->weekly_p, season->profile);
        free(value);
    }
}

double *season_removed(const struct season *season, const struct condensed *condensed)
{
    double *value = mem_alloc(condensed->n, sizeof *value);
    for (size_t i = 0; i < condensed->n; i++)
        value[i] = condensed->value[i] -
                   (season->phases > 0 ? season->profile[condensed->week_phase[i]] : 0);
    return value;
}

void season_release(struct season *season)
{
    free(season->profile);
    *season = (struct season){0};
}
