// Whatever decides how many instances there are to be, as the replay knows it.
#ifndef HEADROOM_SIM_AUTOSCALER_H
#define HEADROOM_SIM_AUTOSCALER_H

#include "sim/alarm_watch.h"
#include "sim/demand.h"
#include "sim/fleet.h"

/// What an autoscaler is put to work with.
struct replay_environment {
    const struct policy_set *set;
    const struct metric_terms *terms;
    struct metric_timing timing;
    const struct demand *predicted; ///< load that a forecast expects; NULL: none
    int64_t boot_ms, drain_ms;      ///< how long activities take
    instant start;
};

/// How the replay works with the policies of a platform: its state, and what acts on it.
struct autoscaler_class {
    size_t size; ///< of the state, which is zero-initialised
    /// Puts the policies to work. Errors: metrics that are not bound, schedules that are none.
    int (*start)(void *state, const struct replay_environment *environment,
                 struct metric_feeds *feeds, struct notes *notes, struct err *err);
    /// Refuses or notes a trace of this length that is too short to say anything; NULL: none is.
    int (*check_length)(const void *state, int64_t length_ms, struct notes *notes, struct err *err);
    /// The smallest and the greatest number of instances that it may ask for at the start.
    int64_t (*min)(const void *state);
    int64_t (*max)(const void *state);
    /// Whether a schedule from before the start set the two; NULL: it has none.
    bool (*has_scheduled)(const void *state);
    /// The instances that the policies want for a demand that stays as it is.
    double (*steady)(const void *state, const struct metric_feeds *feeds, double demand);
    instant (*next)(const void *state); ///< when it decides next
    /// Decides at that time, and scales the fleet.
    void (*decide)(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                   struct event_log *log);
    void (*release)(void *state);
};

/// Zero-initialise; release with autoscaler_release.
struct autoscaler {
    const struct autoscaler_class *class;
    void *state;
    instant next; ///< when it decides next
};

/// The class of a platform.
const struct autoscaler_class *autoscaler_class_of(const struct platform *platform);

/// Puts the policies to work. Errors: as those of the class.
int autoscaler_start(struct autoscaler *autoscaler, const struct autoscaler_class *class,
                     const struct replay_environment *environment, struct metric_feeds *feeds,
                     struct notes *notes, struct err *err);

/// Decides at autoscaler->next, and scales the fleet.
void autoscaler_decide(struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                       struct fleet *fleet, struct event_log *log);

void autoscaler_release(struct autoscaler *autoscaler);

#endif
