#include "base/memory.h"
#include "series/grid.h"
#include "series/grid_index.h"
#include "series/step.h"

#include <math.h>
#include <stdlib.h>

struct bucket_content {
    double sum;
    uint32_t present, covered, zero, filled;
};

/// Marks rank from what was measured to what was made up.
static enum series_mark mark_of(const struct bucket_content *bucket)
{
    if (bucket->zero == bucket->present)
        return MARK_ZERO;
    return bucket->filled * 2 > bucket->present ? MARK_FILLED : MARK_MEASURED;
}

static void fill_buckets(const struct series *series, const struct grid_index *index,
                         struct bucket_content *bucket)
{
    for (size_t i = 0; i < series->n; i++) {
        struct bucket_content *into = &bucket[grid_index_of(index, series_time(series, i))];
        into->covered++;
        if (isnan(series->value[i]))
            continue;
        into->sum += series->value[i];
        into->present++;
        into->zero += series->mark[i] == MARK_ZERO;
        into->filled += series->mark[i] == MARK_FILLED;
    }
}

/// As many steps of `step_s` as the shortest such step has: a day of 23 hours.
static double whole_steps(const struct grid_index *index, size_t i, int64_t step_s)
{
    double steps = (double)index->step_s / (double)step_s;
    int64_t months = step_months(index->step_s);
    if (months == 0)
        return steps - steps / 23;
    int64_t month = index->first_month + (int64_t)i * months;
    instant length = month_start(month + months, index->zone) - month_start(month, index->zone);
    return floor((double)length / (double)INSTANT_PER_SECOND / (double)step_s);
}

int series_resample(const struct series *series, int64_t step_s, const struct zone *zone,
                    struct series *coarse, struct err *err)
{
    // Whole days make months, and months quarters and years.
    bool of_days = step_months(step_s) > 0 && step_months(series->step_s) == 0;
    int64_t divided_s = of_days ? SECONDS_PER_DAY : step_s;
    if (step_s < series->step_s || divided_s % series->step_s != 0) {
        char have[UNIT_NAME_MAX];
        char want[UNIT_NAME_MAX];
        return err_set(
            err, ERR_USAGE,
            "%s has a step of %s, which does not divide --step %s; a multiple of %s does",
            series->name, duration_format(have, (double)series->step_s),
            duration_format(want, (double)step_s), have);
    }
    struct grid_index index;
    grid_index_init(&index, series->start, step_s, 0, false, zone);
    size_t n =
        series->n == 0 ? 0 : (size_t)grid_index_of(&index, series_time(series, series->n - 1)) + 1;
    struct bucket_content *bucket = mem_alloc(n, sizeof *bucket);
    fill_buckets(series, &index, bucket);

    series_init(coarse, series->name, series->key, &series->unit, index.start, step_s, n);
    double steps = (double)step_s / (double)series->step_s;
    for (size_t i = 0; i < n; i++) {
        // A local day of 23 hours is whole, and so is a February; what ends in the middle of a step
        // is not.
        if (i + 1 == n && bucket[i].covered < whole_steps(&index, i, series->step_s)) {
            coarse->mark[i] = MARK_PARTIAL;
        } else if (bucket[i].present * 2 >= steps) {
            coarse->value[i] = bucket[i].sum / bucket[i].present;
            coarse->mark[i] = (unsigned char)mark_of(&bucket[i]);
        }
    }
    free(bucket);
    return 0;
}
