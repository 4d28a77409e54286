// A fleet of equal instances behind a load balancer: what the division of the load costs.
#ifndef HEADROOM_QUEUEING_LOAD_BALANCING_H
#define HEADROOM_QUEUEING_LOAD_BALANCING_H

#include "queueing/mgc_fcfs.h"
#include "queueing/mgc_ps.h"
#include "queueing/power_of_two.h"

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

/// From so many instances on, a fleet is large enough for the theory of power of two choices.
enum { POWER_OF_TWO_FLEET = 100 };

/// What the instances of a fleet are like; times are in mean service times.
struct instance_model {
    const struct service_distribution *service;
    enum discipline discipline;
    enum balance balance;
    double workers; ///< of one instance: whole, 1 or more
};

enum station_kind {
    STATION_PS,
    STATION_FCFS,
    STATION_IN_TURN, ///< single exponential workers, round robin
    STATION_OF_TWO,  ///< exponential services, power of two choices, a large fleet
};

/// A fleet under a load: the station that its response times are those of.
struct fleet_station {
    enum station_kind kind;
    struct mgc_ps ps;
    struct mgc_fcfs fcfs;
    double turn_rate; ///< in turn: response times are exponential with this rate
    struct power_of_two two;
};

/// Whether response times under this balance have a formula that holds for `instances`. If not, a
/// balance that is no better stands for it: random for power of two (its theory, power_of_two.h,
/// is of exponential services first come first served in large fleets, and too good for small
/// ones), round robin for least outstanding with few workers an instance.
bool balance_has_formula(const struct instance_model *model, double instances);

/// The station for `instances` that share the offered `load`:
/// - random: each instance alone, with its share of the load;
/// - round robin: the same with waits x (1/n + scv) / (1 + scv), the variation of every n-th
/// arrival;
///   p99 within 10 % of simulation;
///   exact for single exponential workers;
/// - power of two in a fleet of POWER_OF_TWO_FLEET or more: p99 within 4 % of simulation up to a
///   utilization of 95 %;
/// - least outstanding with COMMON_QUEUE_WORKERS or more workers an instance: one station with the
///   workers of all; p99 within 5 %.
/// Overload gives infinite times.
void fleet_station_init(struct fleet_station *station, const struct instance_model *model,
                        double instances, double load);

/// The same on a coarse grid (mgc_fcfs_init_coarse): to look for an answer.
void fleet_station_init_coarse(struct fleet_station *station, const struct instance_model *model,
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
