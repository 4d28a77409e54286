// Outages: steps at which next to nothing came although the same time of the days around had
// demand.
#ifndef HEADROOM_FORECAST_OUTAGE_H
#define HEADROOM_FORECAST_OUTAGE_H

#include "forecast/history.h"

/// Takes the weight from steps at most a tenth of the lower quartile of the same phase on the seven
/// days before and after (where that is above zero); needs a season. Runs of a day or more at the
/// end stay: what ended may not come back; shorter ones are cut off the history. Nothing is done
/// when more than a twentieth of the history would go: then it is a pattern. Returns how many steps
/// it took; *first is the first of them.
size_t outage_mask(struct history *history, size_t *first);

#endif
