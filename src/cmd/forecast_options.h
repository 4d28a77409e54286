// What the commands that forecast share: the options, and which series of an export is meant.
#ifndef HEADROOM_CMD_FORECAST_OPTIONS_H
#define HEADROOM_CMD_FORECAST_OPTIONS_H

#include "cli/command.h"
#include "forecast/forecast.h"
#include "series/series.h"

/// --horizon and --changepoint.
extern const struct option_use options_forecast[];

/// The options as given; `zone` is that of --tz, NULL for UTC.
int forecast_options_of(struct invocation *invocation, const struct zone *zone,
                        struct forecast_options *options, struct err *err);

/// Notes a horizon of a few minutes that is written with m, where months may be meant.
void note_horizon_in_minutes(struct invocation *invocation, const char *text, double horizon_s);

/// An export of several metrics is an error that names them: --value chooses.
int one_metric(const struct series_set *set, struct err *err);

/// Name of the key column: that of --by where it is one column, else "service".
const char *key_column(const struct invocation *invocation);

/// Adds the notes about one series to the invocation's, with its key in front, and empties them.
void add_series_notes(struct invocation *invocation, const struct series *series,
                      struct notes *notes);

#endif
