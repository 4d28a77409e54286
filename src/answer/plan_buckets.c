#include "answer/plan_buckets.h"

#include <math.h>

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
