// A fleet simulated request by request: the witness of the formulas, and what stands for them where
// none holds.
#ifndef HEADROOM_QUEUEING_FLEET_SIMULATION_H
#define HEADROOM_QUEUEING_FLEET_SIMULATION_H

#include "queueing/load_balancing.h"

#include <stddef.h>
#include <stdint.h>

/// What to simulate.
struct fleet_simulation {
    const struct instance_model *model;
    const double *weight; ///< sizes of the instances over model->workers; NULL: all 1
    double instances;     ///< whole; with weights as many as there are of them
    double load;          ///< mean number of requests in service, of the fleet
    double p;             ///< the percentile to watch, within (0, 1)
    uint64_t seed;
    size_t requests; ///< of each run; 0: SIMULATED_REQUESTS, or more where the fleet is large
    size_t threads;
};

enum { SIMULATED_RUNS = 10, SIMULATED_REQUESTS = 200000 };

/// A figure and its 95 % confidence interval, in mean service times.
struct simulated_figure {
    double value;
    double low;
    double high;
};

struct simulated_times {
    struct simulated_figure percentile;
    struct simulated_figure mean;
    double instances; ///< simulated: a fleet beyond bounds is stood for by a smaller one, as busy
    double requests;  ///< measured, in all runs
};

/// SIMULATED_RUNS independent runs with Poisson arrivals, each from an idle fleet with its first
/// quarter left out; the intervals are Student's over the runs. The same on any number of threads.
/// Fleets whose instances do not depend on each other are simulated by one of them: at random each
/// has its own Poisson arrivals, in turn every n-th arrival of the fleet. An overloaded fleet has
/// infinite times.
struct simulated_times fleet_simulate(const struct fleet_simulation *simulation);

#endif
