// M/M/c/K: c servers and room for K requests in all; those that find it full are turned away.
#ifndef HEADROOM_QUEUEING_MMCK_H
#define HEADROOM_QUEUEING_MMCK_H

/// Times are in mean service times. Made by mmck_station.
struct mmck {
    double servers;
    double places;
    double load;
    double blocking;    ///< share of the arrivals that are turned away
    double throughput;  ///< served in a mean service time
    double utilization; ///< of the servers
    double number_mean; ///< requests in the station
    double queue_mean;  ///< requests that wait
    double scale_log;   ///< logarithm of the sum of all states, relative to state c
};

/// A station with whole 1 <= servers <= places, at any load > 0: with a bounded queue overload is a
/// steady state too.
struct mmck mmck_station(double servers, double places, double load);

/// Of the requests that are let in.
double mmck_response_mean(const struct mmck *station);
double mmck_response_tail(const struct mmck *station, double t);
double mmck_response_percentile(const struct mmck *station, double p);

#endif
