// Steps of production by their rate: which latency each rate had, and how surely it met a target.
#ifndef HEADROOM_SERVICE_RATE_BINS_H
#define HEADROOM_SERVICE_RATE_BINS_H

#include "service/production.h"

/// Puts the steps with a rate and a latency into 2 to RATE_BINS groups of as many steps each, 30 or
/// more where there are enough, in order of the rate; returns how many, 0 when there are fewer than
/// PRODUCTION_STEPS_MIN.
size_t rate_bins_make(const struct production *production, struct rate_bin *bin);

/// The rate at which the latency of the bins crosses the limit, linear between their middles; NaN
/// when the last one meets it, -INFINITY when the first does not.
double rate_bins_crossing(const struct rate_bin *bin, size_t bins, double limit_s);

/// Whether demand stays at its highest while latency rises: at least a twentieth of the steps are
/// within 5 % of the highest rates, and their latency spreads more than twofold, above what is
/// usual.
bool rate_is_saturated(const struct production *production);

#endif
