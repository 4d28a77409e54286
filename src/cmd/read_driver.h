// The business metric of --driver, with its plan.
#ifndef HEADROOM_CMD_READ_DRIVER_H
#define HEADROOM_CMD_READ_DRIVER_H

#include "cmd/read_series.h"

/// Reads the file of --driver, if it was given, as any metric export; times without an offset are
/// those of `zone` (NULL: UTC). Zero-initialise `driver`; release it with series_input_release.
/// Errors: those of the file; none or several series in it.
int read_driver(struct invocation *invocation, struct zone *zone, struct series_input *driver,
                struct err *err);

#endif
