// Instances that go through a stage together, in the order in which they leave it.
#ifndef HEADROOM_SIM_COHORT_QUEUE_H
#define HEADROOM_SIM_COHORT_QUEUE_H

#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Instances that were launched, or entered a stage, at once.
struct cohort {
    instant since; ///< when they entered
    instant due;   ///< when they leave
    int64_t count;
    int64_t warmup_ms; ///< that follows once they serve
    size_t event;      ///< which entry of the log they are due to; SIZE_MAX: none
};

/// First in, first out: a stage takes as long for all. Zero-initialise; memory is kept between
/// runs and only ever grows, so that a replay allocates nothing after a first one.
struct cohort_queue {
    struct cohort *item;
    size_t head;
    size_t count;
    size_t capacity;   ///< a power of two
    int64_t instances; ///< in all cohorts
};

/// Where nobody leaves: later than any time.
#define COHORT_NEVER INT64_MAX

void cohort_queue_clear(struct cohort_queue *queue);

void cohort_queue_push(struct cohort_queue *queue, const struct cohort *cohort);

/// The i-th cohort from the first to leave; i < count.
struct cohort *cohort_queue_at(const struct cohort_queue *queue, size_t i);

/// When the first cohort leaves; COHORT_NEVER when there is none.
instant cohort_queue_next(const struct cohort_queue *queue);

/// Removes the first cohort if it is due at `now`; false when there is none such.
bool cohort_queue_take_due(struct cohort_queue *queue, instant now, struct cohort *cohort);

/// Removes up to `count` instances from the first or the last cohort into *cohort (its count says
/// how many); false when the queue is empty.
bool cohort_queue_take_first(struct cohort_queue *queue, int64_t count, struct cohort *cohort);
bool cohort_queue_take_last(struct cohort_queue *queue, int64_t count, struct cohort *cohort);

void cohort_queue_release(struct cohort_queue *queue);

#endif
