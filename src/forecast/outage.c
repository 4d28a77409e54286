#include "forecast/outage.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { DAYS_AROUND = 7, FEWEST_AROUND = 5, MOST_SHARE = 20 };

#define NEXT_TO_NOTHING 0.1

static bool is_out(const struct history *history, size_t t)
{
    double around[2 * DAYS_AROUND];
    size_t count = 0;
    for (size_t k = 1; k <= DAYS_AROUND; k++) {
        size_t apart = k * history->season;
        if (t >= apart && history->weight[t - apart] > 0)
            around[count++] = history->value[t - apart];
        if (t + apart < history->n && history->weight[t + apart] > 0)
            around[count++] = history->value[t + apart];
    }
    if (count < FEWEST_AROUND)
        return false;
    double usual = quantile_select(around, count, 0.25);
    return usual > 0 && history->value[t] <= NEXT_TO_NOTHING * usual;
}

/// Steps at the end that are out, or unmeasured among such.
static size_t trailing(const struct history *history, const unsigned char *out)
{
    size_t end = history->n;
    while (end > 0 && (out[end - 1] || history->weight[end - 1] <= 0))
        end--;
    return history->n - end;
}

size_t outage_mask(struct history *history, size_t *first)
{
    if (history->season == 0 || !history->nonnegative)
        return 0;
    unsigned char *out = mem_alloc(history->n, 1);
    size_t count = 0;
    // The first step stays measured: gaps are filled between measured steps.
    for (size_t t = 1; t < history->n; t++) {
        out[t] = history->weight[t] > 0 && is_out(history, t);
        count += out[t];
    }
    size_t last = trailing(history, out);
    if (last >= history->season || count * MOST_SHARE > history->n)
        count = 0;
    for (size_t t = history->n; count > 0 && t-- > 0;) {
        if (!out[t])
            continue;
        history->weight[t] = 0;
        history->value[t] = NAN;
        *first = t;
    }
    if (count > 0) {
        history->n -= last;
        history->ends_in_outage = last > 0;
    }
    free(out);
    return count;
}
