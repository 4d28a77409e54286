#include "series/local_level.h"

#include "base/memory.h"
#include "maths/moving_median.h"

double *local_level(const struct condensed *condensed, const double *value)
{
    size_t n = condensed->n;
    size_t half = condensed->day_phases > 1    ? condensed->day_phases / 2
                  : condensed->day_phases == 1 ? 7
                                               : n / 8;
    half = half > 2 ? half : 2;
    double *level = mem_alloc(n, sizeof *level);
    struct moving_median window;
    moving_median_init(&window, value, 2 * half + 1);
    for (size_t i = 0; i < n; i++) {
        size_t first = i > half ? i - half : 0;
        size_t end = i + half + 1 < n ? i + half + 1 : n;
        moving_median_move(&window, first, end);
        level[i] = moving_median_of(&window);
    }
    moving_median_release(&window);
    return level;
}
