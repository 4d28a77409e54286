// Everything that is found out about one series, each part once.
#ifndef HEADROOM_SERIES_ANALYSIS_H
#define HEADROOM_SERIES_ANALYSIS_H

#include "series/anomaly.h"
#include "series/condensed.h"
#include "series/mask.h"
#include "series/pattern.h"
#include "series/season.h"
#include "series/shift.h"
#include "series/statistics.h"
#include "series/trend.h"
#include "series/yearly_season.h"

struct analysis {
    const struct series *series; ///< not owned
    struct mask mask;            ///< what is left out of all but the statistics
    struct statistics statistics;
    struct condensed condensed;
    struct season season;
    struct yearly_season yearly;
    struct trend trend;
    struct level_shifts shifts;
    struct anomalies anomalies;
    struct pattern pattern;
    double enough_for_s; ///< the longest horizon that the history supports; 0: none
};

/// Analyses a series without what is ignored (NULL: nothing named) and without incidents. zone
/// NULL: UTC.
void analysis_init(struct analysis *analysis, const struct series *series,
                   const struct ignoring *ignoring, const struct zone *zone);

void analysis_release(struct analysis *analysis);

#endif
