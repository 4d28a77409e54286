// A long series in few numbers: means and maxima of buckets, hours of the week.
#ifndef HEADROOM_ANSWER_PLAN_BUCKETS_H
#define HEADROOM_ANSWER_PLAN_BUCKETS_H

#include "advise/capacity_plan.h"
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

enum { WEEK_SLOTS = 7 * 24 };

/// p95 of the steps of each hour of the week in the last four weeks, from Monday 0:00 on the plan's
/// clock; NaN where there is none. Returns the highest.
size_t plan_hours_of_week(const struct capacity_plan *plan, double demand[WEEK_SLOTS]);

#endif
