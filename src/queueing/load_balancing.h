// A fleet of equal instances behind a load balancer: what the division of the load costs.
#ifndef HEADROOM_QUEUEING_LOAD_BALANCING_H
#define HEADROOM_QUEUEING_LOAD_BALANCING_H

#include "queueing/mgc_fcfs.h"
#include "queueing/mgc_ps.h"

#include <stdbool.h>

enum discipline {
    DISCIPLINE_PS,   ///< requests share the workers: a thread a request
    DISCIPLINE_FCFS, ///< requests wait for a free worker
};

enum balance {
    BALANCE_RANDOM,            ///< also any hash of what requests carry
    BALANCE_ROUND_ROBIN,       ///< each instance in turn
    BALANCE_LEAST_OUTSTANDING, ///< the instance with the fewest requests
    BALANCE_POWER_OF_TWO,      ///< the one with fewer requests of two drawn at random
};

/// Below this many workers an instance, least outstanding is not yet one common queue.
enum { COMMON_QUEUE_WORKERS = 4 };

/// What the instances of a fleet are like; times are in mean service times.
struct instance_model {
    const struct service_distribution *service;
    enum discipline discipline;
    enum balance balance;
    double workers; ///< of one instance: whole, 1 or more
};

/// A fleet under a load: the station that its response times are those of.
struct fleet_station {
    enum discipline discipline;
    struct mgc_ps ps;
    struct mgc_fcfs fcfs;
};

/// Whether response times under this balance have a formula that holds. If not, a balance that is
/// no better stands for it: random for power of two (its theory of large fleets, power_of_two.h, is
/// too good for small ones), round robin for least outstanding with few workers an instance.
bool balance_has_formula(const struct instance_model *model);

/// The station for `instances` that share the offered `load`:
/// - random: each instance alone, with its share of the load;
/// - round robin: the same with waits x (1/n + scv) / (1 + scv), the variation of every n-th
/// arrival;
///   p99 within 10 % of simulation;
/// - least outstanding with COMMON_QUEUE_WORKERS or more workers an instance: one station with the
///   workers of all; p99 within 5 %.
/// Overload gives infinite times.
void fleet_station_init(struct fleet_station *station, const struct instance_model *model,
                        double instances, double load);

double fleet_response_mean(const struct fleet_station *station);
double fleet_response_tail(const struct fleet_station *station, double t);
/// p in [0, 0.9999].
double fleet_response_percentile(const struct fleet_station *station, double p);

/// Response percentile of `instances` single workers with exponential services that are served in
/// turn, at utilization `rho` < 1 (E_n/M/1, exact): T is exponential with rate 1 - s, s the root of
/// s = (n rho / (n rho + 1 - s))^n.
double round_robin_percentile(double instances, double rho, double p);

/// Its mean, 1 / (1 - s).
double round_robin_mean(double instances, double rho);

#endif
