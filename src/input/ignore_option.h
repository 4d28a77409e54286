// --ignore FROM..TO: times of the history that are left out.
#ifndef HEADROOM_INPUT_IGNORE_OPTION_H
#define HEADROOM_INPUT_IGNORE_OPTION_H

#include "cli/invocation.h"
#include "series/mask.h"
#include "series/series.h"
#include "time/zone.h"

/// Reads every --ignore: FROM..TO, half-open, in the forms of time that options know; a date alone
/// is that day of `zone` (NULL: UTC); none keeps incidents in, auto (the default) leaves them out.
/// The spans live in the invocation's arena. Errors: no such time, FROM not before TO, a span that
/// touches no series of `set`.
int ignore_option(struct invocation *invocation, const struct zone *zone,
                  const struct series_set *set, struct ignoring *ignoring, struct err *err);

#endif
