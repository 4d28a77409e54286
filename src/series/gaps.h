// What absent steps mean: nothing happened, or nobody counted.
#ifndef HEADROOM_SERIES_GAPS_H
#define HEADROOM_SERIES_GAPS_H

#include "base/notes.h"
#include "series/grid.h"

#include <stdbool.h>

/// Applies a policy to the missing values of `series`; `counted` says that it counts events or
/// amounts (a total per step), the only kind for which an absent row can mean zero. GAPS_AUTO reads
/// a run of absent steps as zero when its probability under the usual level of that time is at
/// least 1 %: P = exp(-E / D), E the amount expected in the run, D the dispersion (variance / mean
/// of one step to the next at that level), a Poisson process of clusters. The level is that of the
/// steps around, or of the same time on other weeks or days where those around are far below it (a
/// failing log counts less and less before it stops).
void gaps_apply(struct series *series, enum gap_policy policy, bool counted, struct notes *notes);

#endif
