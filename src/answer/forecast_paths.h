// Sample paths of a forecast, and the peaks of its periods, as tables.
#ifndef HEADROOM_ANSWER_FORECAST_PATHS_H
#define HEADROOM_ANSWER_FORECAST_PATHS_H

#include "answer/forecast_answer.h"
#include "cli/command.h"

extern const struct schema schema_paths;
extern const struct schema schema_peaks;

/// Whether the options ask for paths, or for what comes from them.
bool wants_paths(const struct invocation *invocation);

/// Writes what the options ask for: the peaks with --peak, else the paths.
int write_paths(struct invocation *invocation, const struct series_forecast *forecasts,
                size_t count, const char *key, const struct zone *zone, struct err *err);

#endif
