// How far a replica or a consumer is behind.
#ifndef HEADROOM_QUEUEING_REPLAY_LAG_H
#define HEADROOM_QUEUEING_REPLAY_LAG_H

struct replay_lag {
    double mean_s, p99_s; ///< infinite where more is written than can be applied
};

/// M/M/1 sojourn: 1 / (apply - write) on average, exponential, so ln(100) times that at the 99th
/// percentile. Rates per second.
struct replay_lag replay_lag(double apply_rate, double write_rate);

struct burst_lag {
    double backlog; ///< at the end of the burst
    double peak_s;  ///< the lag then
    double drain_s; ///< until it is gone; infinite: never
};

/// A burst of `burst_rate` for `burst_s`, at `write_rate` before and after.
struct burst_lag burst_lag(double apply_rate, double write_rate, double burst_rate, double burst_s);

#endif
