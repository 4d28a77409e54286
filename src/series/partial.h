// A last step that was still being counted when the export was made.
#ifndef HEADROOM_SERIES_PARTIAL_H
#define HEADROOM_SERIES_PARTIAL_H

#include "base/notes.h"
#include "series/series.h"

/// For totals per step: sets the last value to missing (MARK_PARTIAL) when it is below 60 % of the
/// one before and falls deeper, in proportion, than the series did in any of up to 2,016 steps
/// before (at least 48). Noted as a guess.
void partial_last_step(struct series *series, struct notes *notes);

/// For totals in a finer step than the series': sets the last value to missing when the rows end,
/// at `end`, before its step does.
void partial_uncovered_step(struct series *series, instant end, struct notes *notes);

#endif
