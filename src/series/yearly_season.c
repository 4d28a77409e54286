#include "series/yearly_season.h"

#include "base/memory.h"
#include "maths/quantile.h"
#include "series/season_blocks.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_MONTHS = 2 * MONTHS_A_YEAR };

static const double least_p_year = 1.0 / MONTHS_A_YEAR + 0.001;

/// Half of the days of a month must be known.
static const double month_days = 365.2425 / MONTHS_A_YEAR;

/// Months since year 0 of the middle of a step: one of 730 h belongs to the month that it mostly
/// covers.
static size_t month_of(const struct condensed *condensed, size_t i, const struct zone *zone)
{
    struct civil civil;
    instant middle = condensed_time(condensed, i) + condensed->step_s * INSTANT_PER_SECOND / 2;
    int64_t offset_s = zone == NULL ? 0 : zone_offset_s(zone, middle);
    civil_from_instant(middle + offset_s * INSTANT_PER_SECOND, &civil);
    return (size_t)civil.year * MONTHS_A_YEAR + (size_t)civil.month - 1;
}

void yearly_season_remove(const struct yearly_season *yearly, const struct condensed *condensed,
                          double *value)
{
    for (size_t i = 0; i < condensed->n && yearly->strength > 0; i++)
        value[i] -= yearly->month[month_of(condensed, i, yearly->zone) % MONTHS_A_YEAR];
}

/// The median of each month from that of the first step on; NaN where under half of it is known.
static double *month_medians(const struct condensed *condensed, const double *value,
                             const struct zone *zone, size_t months)
{
    double *median = mem_alloc(months, sizeof *median);
    double *scratch = mem_alloc(condensed->n, sizeof *scratch);
    double steps = month_days * (double)SECONDS_PER_DAY / (double)condensed->step_s;
    size_t first = month_of(condensed, 0, zone);
    size_t i = 0;
    for (size_t m = 0; m < months; m++) {
        size_t known = 0;
        for (; i < condensed->n && month_of(condensed, i, zone) == first + m; i++)
            if (!isnan(value[i]))
                scratch[known++] = value[i];
        median[m] = (double)known * 2 >= steps ? median_select(scratch, known) : NAN;
    }
    free(scratch);
    return median;
}

static void test_year(struct yearly_season *yearly, const double *median, size_t months,
                      size_t first)
{
    struct season_blocks blocks;
    double mean[MONTHS_A_YEAR];
    double *value = season_level_removed(median, months, MONTHS_A_YEAR);
    season_blocks_init(&blocks, (months + MONTHS_A_YEAR - 1) / MONTHS_A_YEAR, MONTHS_A_YEAR);
    for (size_t m = 0; m < months; m++)
        blocks.value[m] = value[m];
    yearly->strength = season_blocks_strength(&blocks, 1, least_p_year, &yearly->p, mean);
    double centre = 0;
    for (size_t p = 0; p < MONTHS_A_YEAR; p++)
        centre += mean[p] / MONTHS_A_YEAR;
    for (size_t p = 0; p < MONTHS_A_YEAR && yearly->strength > 0; p++)
        yearly->month[(first + p) % MONTHS_A_YEAR] = mean[p] - centre;
    season_blocks_release(&blocks);
    free(value);
}

void yearly_season_init(struct yearly_season *yearly, const struct condensed *condensed,
                        const struct season *season, const struct zone *zone)
{
    *yearly = (struct yearly_season){.strength = NAN, .p = NAN, .zone = zone};
    if (condensed->n == 0)
        return;
    size_t first = month_of(condensed, 0, zone);
    size_t months = month_of(condensed, condensed->n - 1, zone) - first + 1;
    if (months < LEAST_MONTHS)
        return;
    double *value = season_removed(season, condensed);
    double *median = month_medians(condensed, value, zone, months);
    size_t known = 0;
    for (size_t m = 0; m < months; m++)
        known += isnan(median[m]) ? 0 : 1;
    if (known >= LEAST_MONTHS)
        test_year(yearly, median, months, first);
    free(median);
    free(value);
}
