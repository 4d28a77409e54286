#include "sim/sliding_extreme.h"

#include "base/memory.h"

#include <stdlib.h>

static struct timed_value *entry_at(const struct sliding_extreme *window, size_t place)
{
    return &window->entry[(window->first + place) % window->capacity];
}

/// Whether an entry can no longer be the extreme once `value` is there.
static bool is_beaten(const struct sliding_extreme *window, const struct timed_value *entry,
                      int32_t value)
{
    return window->greatest ? entry->value <= value : entry->value >= value;
}

/// Doubles the ring, the oldest entry first.
static void grow(struct sliding_extreme *window)
{
    size_t capacity = window->capacity == 0 ? 16 : 2 * window->capacity;
    struct timed_value *entry = mem_alloc(capacity, sizeof *entry);
    for (size_t i = 0; i < window->count; i++)
        entry[i] = *entry_at(window, i);
    free(window->entry);
    window->entry = entry;
    window->first = 0;
    window->capacity = capacity;
}

void sliding_extreme_push(struct sliding_extreme *window, double time_s, int32_t value)
{
    while (window->count > 0 && is_beaten(window, entry_at(window, window->count - 1), value))
        window->count--;
    if (window->count == window->capacity)
        grow(window);
    *entry_at(window, window->count) = (struct timed_value){time_s, value};
    window->count++;
}

void sliding_extreme_forget(struct sliding_extreme *window, double oldest_s, bool inclusive)
{
    while (window->count > 0) {
        double time_s = entry_at(window, 0)->time_s;
        if (inclusive ? time_s >= oldest_s : time_s > oldest_s)
            return;
        window->first = (window->first + 1) % window->capacity;
        window->count--;
    }
}

int32_t sliding_extreme_with(const struct sliding_extreme *window, int32_t value)
{
    if (window->count == 0 || is_beaten(window, entry_at(window, 0), value))
        return value;
    return entry_at(window, 0)->value;
}

void sliding_extreme_release(struct sliding_extreme *window)
{
    free(window->entry);
    *window = (struct sliding_extreme){.greatest = window->greatest};
}
