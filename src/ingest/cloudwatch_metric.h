// What is known of CloudWatch metrics beside what their exports say.
#ifndef HEADROOM_INGEST_CLOUDWATCH_METRIC_H
#define HEADROOM_INGEST_CLOUDWATCH_METRIC_H

#include "base/unit.h"
#include "ingest/kind.h"

/// Unit and kind of `metric` under `statistic` ("" when the export does not say): sums are totals
/// per period (0: per step), sample counts have no unit.
void cloudwatch_describe(const char *metric, const char *statistic, double period_s,
                         const struct ingest_options *options, struct unit *unit,
                         struct metric_kind *kind);

#endif
