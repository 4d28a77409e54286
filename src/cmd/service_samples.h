// Service times as they were measured, a request a row.
#ifndef HEADROOM_CMD_SERVICE_SAMPLES_H
#define HEADROOM_CMD_SERVICE_SAMPLES_H

#include "cli/command.h"
#include "queueing/empirical_distribution.h"

/// Reads the first column of durations ("service_ms") of the CSV file that --service-samples names;
/// rows without a value are left out. The mean of the distribution is in seconds. Errors: no such
/// column, too few samples, a time below 0.
int service_samples_read(struct invocation *invocation, struct empirical_distribution *empirical,
                         struct err *err);

#endif
