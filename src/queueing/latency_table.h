// Response times of a fleet, worked out beforehand: for a replay, which asks at every step.
#ifndef HEADROOM_QUEUEING_LATENCY_TABLE_H
#define HEADROOM_QUEUEING_LATENCY_TABLE_H

#include "queueing/load_balancing.h"

#include <stddef.h>

enum { LATENCY_TABLE_NODES = 97 };

/// Response times in mean service times; infinite in overload.
struct response_times {
    double percentile;
    double mean;
};

struct latency_node;
struct latency_place;

/// Made by latency_table_init; release with latency_table_release. Reading it writes nothing, so
/// that threads may share one.
struct latency_table {
    size_t rows;                 ///< one a fleet size of those worked out
    size_t instances_max;        ///< the largest fleet that may be asked about
    struct latency_node *node;   ///< LATENCY_TABLE_NODES a row, by utilization
    struct latency_place *place; ///< where a fleet lies among the rows: 1 .. instances_max
};

/// Works out the percentile `p` in [0, 0.9999] and the mean of the response time of fleets of 1 to
/// `instances_max` instances, on `threads` threads.
///
/// The table holds times over log(1 - utilization); between them it follows a cubic that never
/// turns (Fritsch and Carlson, "Monotone piecewise cubic interpolation", 1980). It is within 1 % of
/// the functions of load_balancing.h up to a utilization of 1 - 6e-6; where services never vary, so
/// that percentiles rise in steps, within 6 % from a utilization of 30 % on.
void latency_table_init(struct latency_table *table, const struct instance_model *model, double p,
                        size_t instances_max, size_t threads);

/// The response times of whole `instances` >= 1 whose workers are busy for the share `utilization`;
/// infinite from 1 on. No more than instances_max are told apart.
struct response_times latency_table_at(const struct latency_table *table, size_t instances,
                                       double utilization);

void latency_table_release(struct latency_table *table);

#endif
