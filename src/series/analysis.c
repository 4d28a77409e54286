#include "series/analysis.h"

#include "series/supported_horizon.h"

#include <stdlib.h>

void analysis_init(struct analysis *analysis, const struct series *series,
                   const struct ignoring *ignoring, const struct zone *zone)
{
    *analysis = (struct analysis){.series = series};
    struct series rest = *series;
    rest.value = mask_without(&analysis->mask, series, ignoring, zone);
    statistics_of(series, &analysis->statistics);
    condensed_init(&analysis->condensed, &rest, zone);
    season_init(&analysis->season, &analysis->condensed);
    yearly_season_init(&analysis->yearly, &analysis->condensed, &analysis->season, zone);
    trend_of(&analysis->condensed, &analysis->season, &analysis->yearly, &analysis->trend);
    level_shifts_find(&analysis->shifts, &analysis->condensed, &analysis->season);
    anomalies_find(&analysis->anomalies, &rest, &analysis->condensed, &analysis->season);
    pattern_find(&analysis->pattern, &rest, &analysis->statistics, &analysis->condensed,
                 &analysis->season, &analysis->trend, &analysis->shifts);
    analysis->enough_for_s = supported_horizon(series, &analysis->shifts);
    free(rest.value);
}

void analysis_release(struct analysis *analysis)
{
    mask_release(&analysis->mask);
    season_release(&analysis->season);
    level_shifts_release(&analysis->shifts);
    anomalies_release(&analysis->anomalies);
    condensed_release(&analysis->condensed);
    *analysis = (struct analysis){0};
}
