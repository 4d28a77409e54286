#include "drawing/chart.h"

#include <math.h>
#include <stdbool.h>

static bool highest_of_bucket(const double *value, size_t first, size_t end, double *highest)
{
    bool any = false;
    for (size_t i = first; i < end; i++) {
        if (isfinite(value[i])) {
            *highest = any ? fmax(*highest, value[i]) : value[i];
            any = true;
        }
    }
    return any;
}

void sparkline_render(const double *value, size_t n, size_t columns, struct str *out)
{
    static const char *const block[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { BLOCKS = sizeof block / sizeof *block };
    columns = n < columns ? n : columns;
    double low = INFINITY;
    double high = -INFINITY;
    double highest;
    for (size_t c = 0; c < columns; c++) {
        if (highest_of_bucket(value, c * n / columns, (c + 1) * n / columns, &highest)) {
            low = fmin(low, highest);
            high = fmax(high, highest);
        }
    }
    for (size_t c = 0; c < columns; c++) {
        if (!highest_of_bucket(value, c * n / columns, (c + 1) * n / columns, &highest)) {
            str_append_char(out, ' ');
            continue;
        }
        double share = high > low ? (highest - low) / (high - low) : 0.5;
        str_append(out, block[(size_t)fmin(share * BLOCKS, BLOCKS - 1)]);
    }
}
