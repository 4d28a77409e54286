// What a forecast must not be read without: notes on its backtest, its reach and its growth.
#ifndef HEADROOM_FORECAST_CAVEATS_H
#define HEADROOM_FORECAST_CAVEATS_H

#include "base/notes.h"
#include "forecast/forecast.h"
#include "forecast/method_ladder.h"

/// Warns of a backtest that missed by more than seasonal naive, of a p95 that held too seldom, and
/// of a share that stands at 100 %, of bounds far beyond all of `series`; notes a p95 that held too
/// often, a horizon far beyond the backtest's, and growth in the history that the forecast does not
/// carry on.
void caveats_note(const struct series *series, const struct forecast *forecast,
                  const struct growth_report *growth, struct notes *notes);

#endif
