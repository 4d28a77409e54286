// What an analysis means, in sentences for people.
#ifndef HEADROOM_SERIES_EXPLAIN_H
#define HEADROOM_SERIES_EXPLAIN_H

#include "base/str.h"
#include "series/analysis.h"

/// Why the pattern was chosen, with the figures of the test that decided.
void explain_pattern(const struct analysis *analysis, struct str *text);

/// "+3.1 % a month (95 % interval +1.2 % to +5.0 %)", or why none can be told.
void explain_growth(const struct analysis *analysis, struct str *text);

/// Instances or pay per use, by idle time and peaks; for demand only.
void explain_hosting(const struct analysis *analysis, struct str *text);

/// What follows for planning: sentences joined by "; ".
void explain_advice(const struct analysis *analysis, struct str *text);

#endif
