// One instance of a simulated fleet: the requests that it serves and those that wait for it.
#ifndef HEADROOM_QUEUEING_SIMULATED_INSTANCE_H
#define HEADROOM_QUEUEING_SIMULATED_INSTANCE_H

#include "queueing/load_balancing.h"

#include <stddef.h>

struct served_request;
struct waiting_request;

/// All times in mean service times. Zero-initialise, then set discipline and workers; release with
/// simulated_instance_release.
struct simulated_instance {
    enum discipline discipline;
    double workers;
    double now;   ///< when it was last looked at
    double clock; ///< service that a request would have had which was served all the time
    struct served_request *served; ///< a heap: the next to finish first
    size_t served_count;
    size_t served_capacity;
    struct waiting_request *waiting; ///< a ring
    size_t waiting_first;
    size_t waiting_count;
    size_t waiting_capacity; ///< a power of two
};

/// When the next request will be done if none arrives before; infinite when there is none.
double simulated_next_departure(const struct simulated_instance *instance);

/// A request that needs `service` arrives at `now`, not after the next departure.
void simulated_arrival(struct simulated_instance *instance, double now, double service);

/// Lets the next request go, at simulated_next_departure; returns its response time.
double simulated_departure(struct simulated_instance *instance);

void simulated_instance_release(struct simulated_instance *instance);

#endif
