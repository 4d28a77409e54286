// How many instances must exist so that enough remain: zones, k of n, rolling deploys.
#ifndef HEADROOM_SIZING_REDUNDANCY_H
#define HEADROOM_SIZING_REDUNDANCY_H

#include "sizing/plan_row.h"

/// Instances left of `instances`, spread within one over `zones`, when the `lost` fullest are gone.
double zone_survivors(double instances, double zones, double lost);

/// The smallest number, the same in every zone, of which `need` survive the loss of `lost` of
/// `zones`: ceil(need / (zones - lost)) x zones. Domain: 0 <= lost < zones.
double even_zones(double need, double zones, double lost);

/// The smallest number, spread within one over the zones, of which `need` survive the loss of the
/// `lost` fullest: at most even_zones (31 over 3 zones, 1 lost: 47, not 48). Same domain.
double balanced_zones(double need, double zones, double lost);

/// The probability that fewer than `k` of `n` independent units are up, each with `availability`
/// (MTBF / (MTBF + MTTR)): I_(1-A)(n - k + 1, k). Domain: 1 <= k <= n,
/// 0 <= availability <= 1.
double k_of_n_unavailability(double k, double n, double availability);

/// The smallest n for which k of n are up with probability `target`. NaN when that takes more than
/// `most` units, or for a target of 1 unless availability is 1.
double k_of_n(double k, double availability, double target, double most);

/// The smallest fleet of which `need` stay in service while a rolling deploy takes out a batch, its
/// share rounded down as orchestrators do: n - count - floor(n x share) >= need. Domain: 0 <= share
/// < 1.
double rolling_deploy(double need, const struct deploy_batch *max_unavailable);

/// Instances at the peak of a rolling deploy: n + count + ceil(n x share).
double rolling_deploy_peak(double instances, const struct deploy_batch *max_surge);

#endif
