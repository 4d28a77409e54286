// A HorizontalPodAutoscaler at work, or the one that KEDA makes with what KEDA does beside it.
#ifndef HEADROOM_SIM_HPA_H
#define HEADROOM_SIM_HPA_H

#include "base/notes.h"
#include "sim/alarm_watch.h"
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

/// Zero-initialise; release with hpa_release.
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

/// Puts the autoscaler to work. Errors: metrics that are not bound, schedules that are none.
int hpa_start(struct hpa *hpa, const struct policy_set *set, const struct metric_terms *terms,
              const struct metric_timing *timing, instant start, struct metric_feeds *feeds,
              struct notes *notes, struct err *err);

/// The replicas that the metrics want for a demand that stays as it is.
double hpa_steady(const struct hpa *hpa, const struct metric_feeds *feeds, double demand);

/// Decides at hpa->next, and scales the fleet.
void hpa_decide(struct hpa *hpa, const struct metric_feeds *feeds, struct fleet *fleet,
                struct event_log *log);

void hpa_release(struct hpa *hpa);

#endif
