#include "series/local_level.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

double *local_level(const struct condensed *condensed, const double *value)
{
    size_t n = condensed->n;
    size_t half = condensed->day_phases > 1    ? condensed->day_phases / 2
                  : condensed->day_phases == 1 ? 7
                                               : n / 8;
    half = half > 2 ? half : 2;
    double *level = mem_alloc(n, sizeof *level);
    double *scratch = mem_alloc(2 * half + 1, sizeof *scratch);
    for (size_t i = 0; i < n; i++) {
        size_t first = i > half ? i - half : 0;
        size_t end = i + half + 1 < n ? i + half + 1 : n;
        size_t known = 0;
        for (size_t k = first; k < end; k++)
            if (!isnan(value[k]))
                scratch[known++] = value[k];
        level[i] = known > 0 ? median_select(scratch, known) : NAN;
    }
    free(scratch);
    return level;
}
