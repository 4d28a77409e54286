#include "sim/cohort_queue.h"

#include "base/memory.h"

#include <stdlib.h>

enum { CAPACITY_FIRST = 256 };

void cohort_queue_clear(struct cohort_queue *queue)
{
    queue->head = 0;
    queue->count = 0;
    queue->instances = 0;
}

struct cohort *cohort_queue_at(const struct cohort_queue *queue, size_t i)
{
    return &queue->item[(queue->head + i) & (queue->capacity - 1)];
}

static void grow(struct cohort_queue *queue)
{
    size_t capacity = queue->capacity == 0 ? CAPACITY_FIRST : queue->capacity * 2;
    struct cohort *item = mem_alloc(capacity, sizeof *item);
    for (size_t i = 0; i < queue->count; i++)
        item[i] = *cohort_queue_at(queue, i);
    free(queue->item);
    queue->item = item;
    queue->capacity = capacity;
    queue->head = 0;
}

void cohort_queue_push(struct cohort_queue *queue, const struct cohort *cohort)
{
    if (queue->count == queue->capacity)
        grow(queue);
    queue->count++;
    *cohort_queue_at(queue, queue->count - 1) = *cohort;
    queue->instances += cohort->count;
}

instant cohort_queue_next(const struct cohort_queue *queue)
{
    return queue->count == 0 ? COHORT_NEVER : queue->item[queue->head].due;
}

bool cohort_queue_take_due(struct cohort_queue *queue, instant now, struct cohort *cohort)
{
    if (cohort_queue_next(queue) > now)
        return false;
    return cohort_queue_take_first(queue, INT64_MAX, cohort);
}

/// Splits up to `count` instances off a cohort; says whether none is left of it.
static bool split(struct cohort_queue *queue, struct cohort *from, int64_t count,
                  struct cohort *cohort)
{
    *cohort = *from;
    cohort->count = count < from->count ? count : from->count;
    from->count -= cohort->count;
    queue->instances -= cohort->count;
    return from->count == 0;
}

bool cohort_queue_take_first(struct cohort_queue *queue, int64_t count, struct cohort *cohort)
{
    if (queue->count == 0)
        return false;
    if (split(queue, cohort_queue_at(queue, 0), count, cohort)) {
        queue->head = (queue->head + 1) & (queue->capacity - 1);
        queue->count--;
    }
    return true;
}

bool cohort_queue_take_last(struct cohort_queue *queue, int64_t count, struct cohort *cohort)
{
    if (queue->count == 0)
        return false;
    if (split(queue, cohort_queue_at(queue, queue->count - 1), count, cohort))
        queue->count--;
    return true;
}

void cohort_queue_release(struct cohort_queue *queue)
{
    free(queue->item);
    *queue = (struct cohort_queue){0};
}
