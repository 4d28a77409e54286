// --multiply-by: an average of instances times their number is the demand on all of them.
#ifndef HEADROOM_SERIES_SERIES_PRODUCT_H
#define HEADROOM_SERIES_SERIES_PRODUCT_H

#include "base/err.h"
#include "base/notes.h"
#include "ingest/samples.h"
#include "series/series.h"

/// Multiplies every series by the one of the metric `column` with the same key (or without a key),
/// step by step; where either is missing, so is the product. The multiplier leaves the set. A share
/// times instances is busy instances: cpu_percent becomes cpu_busy. Errors: no such metric, nothing
/// left to multiply, different steps.
int series_multiply(struct series_set *set, const struct samples *samples, const char *column,
                    struct notes *notes, struct err *err);

#endif
