// M/M/c: Poisson arrivals, exponential service, c servers, first come first served.
#ifndef HEADROOM_QUEUEING_MMC_H
#define HEADROOM_QUEUEING_MMC_H

/// All times are in mean service times. `load` is the offered load; servers may be a real number.
struct mmc {
    double servers;
    double load;
    double wait_probability; ///< Erlang C
};

/// A station; an overloaded one (load >= servers) is well defined: every arrival waits for ever, so
/// tails are 1 and means and percentiles infinite.
struct mmc mmc_station(double servers, double load);

double mmc_wait_mean(const struct mmc *station);
double mmc_response_mean(const struct mmc *station);

/// P(wait > t) = C e^-(c - a) t.
double mmc_wait_tail(const struct mmc *station, double t);

/// P(response > t) = e^-t + C t e^-(c - a) t (1 - e^-x) / x with x = (1 - (c - a)) t, exact through
/// the degenerate load a = c - 1.
double mmc_response_tail(const struct mmc *station, double t);

/// The wait, over all arrivals, that a share `p` in [0, 1) does not exceed: 0 when at least p of
/// them do not wait.
double mmc_wait_percentile(const struct mmc *station, double p);

/// The response time that a share `p` in [0, 1) does not exceed, to 1e-12.
double mmc_response_percentile(const struct mmc *station, double p);

#endif
