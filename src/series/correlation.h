// How alike two series move.
#ifndef HEADROOM_SERIES_CORRELATION_H
#define HEADROOM_SERIES_CORRELATION_H

#include "series/series.h"

/// Spearman's rank correlation of the steps that both series know, the finer one averaged to the
/// coarser one's step; ties get their mean rank. NaN with fewer than 12 common steps, steps that do
/// not divide each other, or a series that does not move.
double series_correlation(const struct series *a, const struct series *b);

#endif
