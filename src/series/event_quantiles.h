// Measurements of single events (latencies) as percentiles of each step.
#ifndef HEADROOM_SERIES_EVENT_QUANTILES_H
#define HEADROOM_SERIES_EVENT_QUANTILES_H

#include "base/str.h"
#include "series/grid_index.h"
#include "series/sample_order.h"
#include "series/series.h"

enum { EVENT_QUANTILES = 3 };

/// The percentiles made of every measurement: 50, 95 and 99.
extern const int event_percentile[EVENT_QUANTILES];

/// "latency_ms" and 95 become "latency_p95_ms"; the unit, if the name ends in one, stays last.
void event_quantile_name(struct str *name, int percentile);

/// Fills the percentiles' series (all missing, on one grid) with quantiles of type 7 of each step's
/// measurements, multiplied by `factor`; a step without one stays missing.
void event_quantiles_fill(struct series series[EVENT_QUANTILES], const struct grid_index *index,
                          const struct ordered_samples *samples, double factor);

#endif
