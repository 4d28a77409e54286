// The first series of a metric export, in hours.
#ifndef HEADROOM_BENCH_HOURLY_MEANS_H
#define HEADROOM_BENCH_HOURLY_MEANS_H

#include "base/memory.h"
#include "ingest/ingest.h"
#include "series/grid.h"

#include <math.h>
#include <stddef.h>

/// Means of the hours of a series of hours or less; NaN where less than half is known.
static inline double *hours_of(const struct series *series, size_t *n)
{
    size_t each = series->step_s < 3600 ? (size_t)(3600 / series->step_s) : 1;
    *n = series->n / each;
    double *hour = mem_alloc(*n + 1, sizeof *hour);
    for (size_t k = 0; k < *n; k++) {
        double sum = 0;
        double seen = 0;
        for (size_t i = 0; i < each; i++) {
            double x = series->value[k * each + i];
            sum += isnan(x) ? 0 : x;
            seen += isnan(x) ? 0 : 1;
        }
        hour[k] = 2 * seen >= (double)each ? sum / seen : (double)NAN;
    }
    return hour;
}

/// Of the first series of a file; NULL and 0 where there is none with steps of an hour or less.
static inline double *hourly_means(const char *path, size_t *n)
{
    struct err err = {0};
    struct ingest_options options = {0};
    struct grid_options grid = {.since = INSTANT_NONE, .until = INSTANT_NONE};
    struct samples samples = {0};
    struct series_set set = {0};
    double *hour = NULL;
    *n = 0;
    if (ingest_file(path, &options, &samples, NULL, &err) == 0 &&
        grid_build(&samples, &grid, &set, NULL, &err) == 0 && set.count > 0 &&
        set.item[0].step_s <= 3600)
        hour = hours_of(&set.item[0], n);
    samples_release(&samples);
    series_set_release(&set);
    return hour;
}

#endif
