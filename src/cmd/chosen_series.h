// Which series a run is about: --only by key, and --value by the names that answers show.
#ifndef HEADROOM_CMD_CHOSEN_SERIES_H
#define HEADROOM_CMD_CHOSEN_SERIES_H

#include "cli/invocation.h"
#include "ingest/samples.h"
#include "series/series.h"

#include <stdbool.h>

/// Of the names in `list`, separated by commas, those that are columns of the file by its header;
/// the whole list where the file is no regular one or shows no header; NULL where it has none of
/// them. *all: it has all.
const char *columns_of_file(struct invocation *invocation, const char *path, const char *list,
                            bool *all);

/// Leaves out the series of all other names than those in `list`: a series is called by its own
/// name and by that of its column. Returns a name that no series has, NULL where all are there.
const char *keep_named_series(struct invocation *invocation, const struct samples *samples,
                              const char *list, struct series_set *set);

/// --only, once or several times, keys separated by commas: leaves out the series of all other
/// keys. Errors: a key that no series has, with the nearest one.
int keep_only(struct invocation *invocation, struct series_set *set, struct err *err);

#endif
