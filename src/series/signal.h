// Which of several metrics should scale the service, at which target, and why.
#ifndef HEADROOM_SERIES_SIGNAL_H
#define HEADROOM_SERIES_SIGNAL_H

#include "base/str.h"
#include "series/series.h"
#include "series/signal_role.h"

#include <stddef.h>

struct signal {
    const struct series *series; ///< not owned
    enum signal_role role;
    size_t place;        ///< among the metrics as given
    double with_demand;  ///< rank correlation with the demand metric; NaN when unknown or itself
    double with_latency; ///< with the latency metric
    double score;        ///< mean of those known, each at least 0; NaN when none is
};

struct signals {
    struct signal *item; ///< the best score first
    size_t count;
    const struct series *demand; ///< the first of its role; NULL if none
    const struct series *latency;
};

/// Ranks the metrics of one service by how they move with demand and latency.
void signals_rank(struct signals *signals, const struct series *const *series, size_t count);

/// Names the metric to scale on, its target and the reason, by these rules in order: CPU at 60-70 %
/// where it follows demand (rank correlation .7) or no demand is known and it follows latency;
/// memory at 70-80 % where it does so better than CPU; a queue at acceptable wait / service time
/// per instance; latency where it follows demand (.5) at its objective; else the request count per
/// instance. Returns the metric, or NULL when none of them can be used: `why` says what to export
/// then.
const struct signal *signals_choose(const struct signals *signals, struct str *target,
                                    struct str *why);

void signals_release(struct signals *signals);

#endif
