#include "series/series.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void series_init(struct series *series, const char *name, const char *key, const struct unit *unit,
                 instant start, int64_t step_s, size_t n)
{
    *series = (struct series){
        .name = mem_strdup(name),
        .key = key != NULL ? mem_strdup(key) : NULL,
        .unit = *unit,
        .start = start,
        .step_s = step_s,
        .n = n,
        .value = mem_alloc(n, sizeof *series->value),
        .mark = mem_alloc(n, sizeof *series->mark),
    };
    for (size_t i = 0; i < n; i++)
        series->value[i] = NAN;
    memset(series->mark, MARK_ABSENT, n);
}

instant series_time(const struct series *series, size_t i)
{
    return series->start + (instant)i * series->step_s * INSTANT_PER_SECOND;
}

instant series_end(const struct series *series)
{
    return series_time(series, series->n);
}

void series_release(struct series *series)
{
    free(series->name);
    free(series->key);
    free(series->value);
    free(series->mark);
    *series = (struct series){0};
}

void series_set_keep(struct series_set *set, const bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (!keep[i])
            continue;
        struct series swapped = set->item[kept];
        set->item[kept++] = set->item[i];
        set->item[i] = swapped;
    }
    for (size_t i = kept; i < set->count; i++)
        series_release(&set->item[i]);
    set->count = kept;
}

void series_set_release(struct series_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        series_release(&set->item[i]);
    free(set->item);
    *set = (struct series_set){0};
}
