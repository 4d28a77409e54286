#include "series/event_quantiles.h"

#include "base/memory.h"
#include "base/unit.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const int event_percentile[EVENT_QUANTILES] = {50, 95, 99};

void event_quantile_name(struct str *name, int percentile)
{
    struct unit unit;
    const char *ending = strrchr(str_text(name), '_');
    if (ending == NULL || !unit_of_column(name->data, &unit)) {
        str_appendf(name, "_p%d", percentile);
        return;
    }
    struct str kept = {0};
    str_append(&kept, ending);
    name->length -= kept.length;
    name->data[name->length] = '\0';
    str_appendf(name, "_p%d%s", percentile, kept.data);
    str_release(&kept);
}

static void set_quantiles(struct series series[EVENT_QUANTILES], size_t step, double *value,
                          size_t count, double factor)
{
    double q[EVENT_QUANTILES];
    double result[EVENT_QUANTILES];
    for (size_t i = 0; i < EVENT_QUANTILES; i++)
        q[i] = event_percentile[i] / 100.0;
    quantiles_select(value, count, q, EVENT_QUANTILES, result);
    for (size_t i = 0; i < EVENT_QUANTILES; i++) {
        series[i].value[step] = result[i] * factor;
        series[i].mark[step] = MARK_MEASURED;
    }
}

void event_quantiles_fill(struct series series[EVENT_QUANTILES], const struct grid_index *index,
                          const struct ordered_samples *samples, double factor)
{
    double *value = mem_alloc(samples->count, sizeof *value);
    // In order of time the events of a step stand together.
    for (size_t k = 0; k < samples->count;) {
        int64_t step = grid_index_of(index, samples->sample[k].time);
        size_t count = 0;
        for (; k < samples->count && grid_index_of(index, samples->sample[k].time) == step; k++)
            if (!isnan(samples->sample[k].value))
                value[count++] = samples->sample[k].value;
        if (count > 0 && step >= 0 && step < (int64_t)series[0].n)
            set_quantiles(series, (size_t)step, value, count, factor);
    }
    free(value);
}
