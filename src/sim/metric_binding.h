// What a policy's metric is, given the demand and the fleet.
#ifndef HEADROOM_SIM_METRIC_BINDING_H
#define HEADROOM_SIM_METRIC_BINDING_H

#include "base/err.h"
#include "base/notes.h"
#include "base/unit.h"
#include "policy/core/policy.h"

#include <stdbool.h>
#include <stddef.h>

struct metric_moment;

enum binding_source {
    BINDING_ARRIVALS, ///< what arrives, with what is sent again: does not saturate
    BINDING_WORK,     ///< what the instances do: up to the ceiling
    BINDING_COLUMN,   ///< another column of the trace
    BINDING_BACKLOG,  ///< what waits
    BINDING_LATENCY,  ///< of the queueing model
};

struct metric_binding {
    enum binding_source source;
    double factor;       ///< metric for a demand of 1
    double ceiling;      ///< it never shows more: 100 for CPU; INFINITY
    bool divided;        ///< by the instances in service
    const double *value; ///< BINDING_COLUMN: for each tick of the demand
};

/// What the user says of a metric.
struct metric_choice {
    const char *metric; ///< its name in the policy
    enum binding_source source;
    double at_per_instance; ///< its value on an instance that serves per_instance; NaN: not said
    const double *column;   ///< BINDING_COLUMN: a total of the group, for each tick
    const char *place;      ///< what says it, for messages: "--metric"
};

/// What bindings are made from.
struct metric_terms {
    double per_instance;     ///< demand at which an instance is fully busy
    const struct unit *unit; ///< of the demand
    const char *demand_name; ///< of its column, for messages
    bool has_latency;        ///< there is a model of response times
    double sample_s;         ///< what counts are counts of, where a sum over the period is not
                             ///< asked for
    double backlog_scale;    ///< messages that a demand of 1 during 1 s is: 1 for a rate a second
    const struct metric_choice *choice;
    size_t choices;
};

/// Binds `metric` of the policy called `owner`: as chosen by its name, else
/// - CPU: work x 100 / per_instance on each instance, at most 100;
/// - requests: arrivals a datapoint (statistic SUM: of the period; else a minute), for a demand
/// that
///   is a rate;
/// - network: bytes a datapoint, for a demand in bytes a second;
/// - queue: the backlog; latency: the queueing model's.
/// A note says which it is. Errors: not bound; the message names the policy and the
/// ways to bind it.
int metric_bind(const struct scaling_metric *metric, const char *owner,
                const struct metric_terms *terms, struct metric_binding *binding,
                struct notes *notes, struct err *err);

/// The metric in a stretch of constant load; NaN when there is no instance to measure.
double metric_binding_value(const struct metric_binding *binding,
                            const struct metric_moment *moment);

/// Whether both give the same values.
bool metric_binding_equal(const struct metric_binding *a, const struct metric_binding *b);

#endif
