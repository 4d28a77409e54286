// A long series in few rows: means and maxima of buckets.
#ifndef HEADROOM_ANSWER_PLAN_BUCKETS_H
#define HEADROOM_ANSWER_PLAN_BUCKETS_H

#include "time/instant.h"

#include <stddef.h>
#include <stdint.h>

/// The smallest multiple of `step_s` of which at most `rows` cover `span_s`; one that divides the
/// day or is a number of whole days where there is one within the next power of two.
int64_t bucket_length_s(int64_t step_s, int64_t span_s, size_t rows);

/// Mean and maximum of the values that begin in [from, from + length_s), NaN when all are missing.
struct bucket {
    double mean;
    double highest;
};
struct bucket bucket_of(const double *value, size_t n, instant start, int64_t step_s, instant from,
                        int64_t length_s);

#endif
