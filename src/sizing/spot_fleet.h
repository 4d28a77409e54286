// Spot instances: how many have to run so that enough remain when some, or a whole pool, are taken
// back.
#ifndef HEADROOM_SIZING_SPOT_FLEET_H
#define HEADROOM_SIZING_SPOT_FLEET_H

/// How much of a fleet may be spot, and what it has to withstand.
struct spot_rule {
    double share;              ///< most of the fleet that may be spot at any time, 0..1; 0: none
    double pools;              ///< types x zones, of which one may be lost; 0 or 1: no such spare
    double interruptions_hour; ///< of an instance
    double recover_h;          ///< until one that was taken back is replaced
    double target;             ///< probability that enough are up; 0: not asked
};

/// The share of the time that one instance is up: 1 / (1 + q t).
double spot_availability(const struct spot_rule *rule);

/// Instances of which `needed` survive the loss of a pool: ceil(s / (k - 1)) k; `needed` where
/// pools are fewer than 2.
double spot_pool_spare(double needed, double pools);

/// Instances that have to run, and be paid, for `needed` of them: the greater of spot_pool_spare
/// and of the smallest number of which `needed` are up with probability `target`.
double spot_count(double needed, const struct spot_rule *rule);

#endif
