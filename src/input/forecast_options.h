// What the commands that forecast share: the options, and which series of an export is meant.
#ifndef HEADROOM_INPUT_FORECAST_OPTIONS_H
#define HEADROOM_INPUT_FORECAST_OPTIONS_H

#include "cli/command.h"
#include "forecast/forecast.h"
#include "input/read_series.h"
#include "series/series.h"

/// --horizon, --changepoint, --stock, --ignore, --events, --cap and --driver.
extern const struct option_use options_forecast[];

/// What the options name from files, for as long as a forecast needs it. Zero-initialise; release
/// with forecast_sources_release.
struct forecast_sources {
    struct planned_events events;
    struct series_input driver;
};

/// The options as given, for the series of `input`; --tz is the zone of local times. Errors: those
/// of the files; a driver of several series. A service of an event that no series has is a warning.
int forecast_options_of(struct invocation *invocation, const struct series_input *input,
                        struct forecast_sources *sources, struct forecast_options *options,
                        struct err *err);

/// Reads the file of --events, if it was given, and warns of services that no series has.
int forecast_events_read(struct invocation *invocation, const struct series_input *input,
                         struct planned_events *events, struct err *err);

void forecast_sources_release(struct forecast_sources *sources);

/// What --stock says. Errors: yes beside an option that names a cause of demand.
int stock_option(const struct invocation *invocation, enum stock_choice *stock, struct err *err);

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
