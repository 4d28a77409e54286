// What a stock holds from step to step: the quantiles of the mixture of its trends, with what
// clean-ups and days of the week add.
#ifndef HEADROOM_FORECAST_STOCK_OUTLOOK_H
#define HEADROOM_FORECAST_STOCK_OUTLOOK_H

#include "forecast/predictive_table.h"
#include "forecast/stock.h"
#include "series/series.h"

/// Fills an outlook of `steps` after the end of `series`, which `stock` has learnt. The quantiles
/// from p90 on are those of the highest value of a bucket (a day, mostly), for that is what fills;
/// the centre and what lies below it are those of the step. Not below 0, where the series never is.
void stock_outlook(const struct stock *stock, const struct series *series, size_t steps,
                   struct predictive_table *outlook);

#endif
