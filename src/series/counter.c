#include "series/counter.h"

#include <math.h>
#include <stdbool.h>

static const double wrap_32 = 4294967296.0;

/// A fall is a wrap when the counter was in the upper half of 32 bits and what it would have grown
/// by is like what it grew by before; otherwise its process restarted.
static bool is_wrap(double before, double after, double largest_growth)
{
    if (before < wrap_32 / 2 || before >= wrap_32)
        return false;
    double growth = after + wrap_32 - before;
    return growth <= 4 * largest_growth;
}

size_t counter_growth(const struct sample *reading, size_t count, struct growth *growth,
                      struct counter_repairs *repairs)
{
    *repairs = (struct counter_repairs){0};
    size_t kept = 0;
    double largest = 0;
    const struct sample *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (isnan(reading[i].value))
            continue;
        if (before != NULL) {
            double amount = reading[i].value - before->value;
            if (amount >= 0) {
                largest = fmax(largest, amount);
            } else if (is_wrap(before->value, reading[i].value, largest)) {
                amount += wrap_32;
                repairs->wraps++;
            } else {
                amount = fmax(reading[i].value, 0);
                repairs->resets++;
            }
            growth[kept++] = (struct growth){before->time, reading[i].time, amount};
        }
        before = &reading[i];
    }
    return kept;
}
