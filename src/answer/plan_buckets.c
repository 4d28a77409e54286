#include "answer/plan_buckets.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

int64_t bucket_length_s(int64_t step_s, int64_t span_s, size_t rows)
{
    int64_t steps = (span_s + step_s - 1) / step_s;
    int64_t least = (steps + (int64_t)rows - 1) / (int64_t)rows;
    least = least < 1 ? 1 : least;
    for (int64_t k = least; k <= 2 * least; k++) {
        if (SECONDS_PER_DAY % (k * step_s) == 0 || (k * step_s) % SECONDS_PER_DAY == 0) {
            return k * step_s;
        }
    }
    return least * step_s;
}

struct bucket bucket_of(const double *value, size_t n, instant start, int64_t step_s, instant from,
                        int64_t length_s)
{
    struct bucket bucket = {NAN, NAN};
    const int64_t step = step_s * INSTANT_PER_SECOND;
    int64_t first = from <= start ? 0 : (from - start + step - 1) / step;
    double sum = 0;
    size_t count = 0;
    for (int64_t i = first; i < (int64_t)n; i++) {
        if (start + i * step >= from + length_s * INSTANT_PER_SECOND) {
            break;
        }
        if (!isnan(value[i])) {
            sum += value[i];
            bucket.highest = count == 0 ? value[i] : fmax(bucket.highest, value[i]);
            count++;
        }
    }
    if (count > 0) {
        bucket.mean = sum / (double)count;
    }
    return bucket;
}

static int ascending(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other ? 1 : 0;
}

size_t plan_hours_of_week(const struct capacity_plan *plan, double demand[WEEK_SLOTS])
{
    const struct series *history = plan->in.history;
    const instant hour = 3600 * INSTANT_PER_SECOND;
    instant end = series_end(history), from = end - 4 * SECONDS_PER_WEEK * INSTANT_PER_SECOND;
    double *room = mem_alloc(history->n + 1, sizeof *room);
    size_t most = 0;
    for (size_t slot = 0; slot < WEEK_SLOTS; slot++) {
        size_t n = 0;
        for (size_t i = 0; i < history->n; i++) {
            instant time = series_time(history, i);
            // 1970-01-01 was a Thursday: three days after a Monday.
            if (time >= from && !isnan(history->value[i]) &&
                (size_t)((time / hour + 72) % WEEK_SLOTS) == slot)
                room[n++] = history->value[i];
        }
        qsort(room, n, sizeof *room, ascending);
        demand[slot] = n == 0 ? (double)NAN : room[(size_t)(0.95 * (double)(n - 1))];
        if (!isnan(demand[slot]) && (isnan(demand[most]) || demand[slot] > demand[most]))
            most = slot;
    }
    free(room);
    return most;
}
