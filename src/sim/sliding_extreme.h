// The greatest or the least of the values of a window that moves with time.
#ifndef HEADROOM_SIM_SLIDING_EXTREME_H
#define HEADROOM_SIM_SLIDING_EXTREME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timed_value {
    double time_s;
    int32_t value;
};

/// Values that may still become the extreme, in order of time and of size. Zero-initialise, with
/// `greatest` set or not; release with sliding_extreme_release. Memory is kept between runs.
struct sliding_extreme {
    bool greatest;
    struct timed_value *entry; ///< a ring
    size_t first, count, capacity;
};

/// Adds a value; times do not go back. Amortised O(1).
void sliding_extreme_push(struct sliding_extreme *window, double time_s, int32_t value);

/// Forgets what is older than `oldest_s`, and what is just as old unless `inclusive`.
void sliding_extreme_forget(struct sliding_extreme *window, double oldest_s, bool inclusive);

/// The extreme of the window and `value`.
int32_t sliding_extreme_with(const struct sliding_extreme *window, int32_t value);

void sliding_extreme_release(struct sliding_extreme *window);

#endif
