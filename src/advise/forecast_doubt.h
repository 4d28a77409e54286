// What speaks against ordering by a plan: signs that its forecast cannot be trusted so far.
#ifndef HEADROOM_ADVISE_FORECAST_DOUBT_H
#define HEADROOM_ADVISE_FORECAST_DOUBT_H

#include "advise/capacity_plan.h"

/// What was found. `serious` ones belong beside the decision, the others among the risks.
struct forecast_doubt {
    double times_seen;     ///< highest planned demand / highest of the history; NaN without one
    bool beyond_seen;      ///< serious: more than DOUBT_TIMES_SEEN
    bool worse_than_naive; ///< serious: an error more than DOUBT_EXCESS above seasonal naive's
    bool misses;           ///< serious: p95 held for less than DOUBT_COVERAGE of the values
    bool narrow;           ///< p95 held for less than it promises
    bool wide;     ///< p95 held for nearly all values, so that the plan is larger than it says
    bool untested; ///< the horizon is more than DOUBT_TIMES_TESTED times what was tested
    bool serious;
};

/// Doubling within a horizon happens, but then somebody should know why.
#define DOUBT_TIMES_SEEN 2.0
/// Seasonal naive repeats the last season: a method that is a tenth worse has learnt nothing.
#define DOUBT_EXCESS 0.1
/// A p95 that one value in seven passes is none.
#define DOUBT_COVERAGE 0.85
#define DOUBT_TIMES_TESTED 2.0

/// Judges the forecast of a plan by the history and by its backtest, where there was one.
struct forecast_doubt forecast_doubt_find(const struct capacity_plan *plan);

#endif
