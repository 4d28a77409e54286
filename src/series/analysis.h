// Everything that is found out about one series, each part once.
#ifndef HEADROOM_SERIES_ANALYSIS_H
#define HEADROOM_SERIES_ANALYSIS_H

#include "series/anomaly.h"
#include "series/condensed.h"
#include "series/pattern.h"
#include "series/season.h"
#include "series/shift.h"
#include "series/statistics.h"
#include "series/trend.h"
#include "series/yearly_season.h"

struct analysis {
    const struct series *series; ///< not owned
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

/// zone NULL: UTC.
void analysis_init(struct analysis *analysis, const struct series *series, const struct zone *zone);

void analysis_release(struct analysis *analysis);

#endif
