#include "maths/moving_median.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

void moving_median_init(struct moving_median *window, const double *value, size_t longest)
{
    *window = (struct moving_median){.value = value, .sorted = mem_alloc(longest, sizeof(double))};
}

void moving_median_release(struct moving_median *window)
{
    free(window->sorted);
}

/// The first place whose value is not less: by halves, without branches on values.
static size_t place_of(const double *sorted, size_t count, double value)
{
    const double *at = sorted;
    while (count > 1) {
        size_t half = count / 2;
        at += at[half - 1] < value ? half : 0;
        count -= half;
    }
    return (size_t)(at - sorted) + (count == 1 && *at < value);
}

static void add(struct moving_median *window, double value)
{
    double *sorted = window->sorted;
    size_t place = window->known++;
    for (; place > 0 && sorted[place - 1] > value; place--)
        sorted[place] = sorted[place - 1];
    sorted[place] = value;
}

static void drop(struct moving_median *window, double value)
{
    double *sorted = window->sorted;
    size_t place = place_of(sorted, window->known, value);
    for (window->known--; place < window->known; place++)
        sorted[place] = sorted[place + 1];
}

/// One value for another: only what lies between the two moves.
static void replace(struct moving_median *window, double old, double value)
{
    double *sorted = window->sorted;
    size_t place = place_of(sorted, window->known, old);
    for (; place + 1 < window->known && sorted[place + 1] < value; place++)
        sorted[place] = sorted[place + 1];
    for (; place > 0 && sorted[place - 1] > value; place--)
        sorted[place] = sorted[place - 1];
    sorted[place] = value;
}

void moving_median_move(struct moving_median *window, size_t first, size_t end)
{
    if (first >= window->end) {
        window->known = 0;
        window->first = window->end = first;
    }
    while (window->first < first || window->end < end) {
        double old = window->first < first ? window->value[window->first++] : (double)NAN;
        double value = window->end < end ? window->value[window->end++] : (double)NAN;
        if (!isnan(old) && !isnan(value))
            replace(window, old, value);
        else if (!isnan(old))
            drop(window, old);
        else if (!isnan(value))
            add(window, value);
    }
}

double moving_median_of(const struct moving_median *window)
{
    return quantile_sorted(window->sorted, window->known, 0.5);
}
