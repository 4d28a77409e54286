// A HorizontalPodAutoscaler at work, or the one that KEDA makes with what KEDA does beside it.
#ifndef HEADROOM_SIM_HPA_H
#define HEADROOM_SIM_HPA_H

#include "sim/alarm_watch.h"
#include "sim/autoscaler.h"
#include "sim/fleet.h"
#include "sim/keda_activation.h"
#include "sim/replica_sync.h"
#include "time/cron.h"

/// One metric at work.
struct hpa_metric {
    const struct replica_metric *metric;
    size_t feed;    ///< its place; unused for a schedule
    bool scheduled; ///< KEDA's cron trigger
    struct cron from, until;
    struct zone *zone;
};

/// The state of an autoscaler.
struct hpa {
    const struct policy_set *set;
    struct replica_autoscaler autoscaler;
    struct replica_tolerance tolerance;
    struct keda_activation activation;
    struct hpa_metric *metric;
    size_t metrics;
    struct replica_proposal *proposal; ///< one a metric
    int64_t sync_ms, polling_ms;
    int64_t blind_ms;             ///< from when a pod serves until its metrics can be seen
    instant next_sync, next_poll; ///< next_poll: later than any time without KEDA
    instant next;                 ///< when anything is decided next
};

extern const struct autoscaler_class hpa_class;

#endif
