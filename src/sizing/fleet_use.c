#include "sizing/fleet_use.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

struct need {
    double units, hours;
};

static int by_units(const void *a, const void *b)
{
    const struct need *x = a, *y = b;
    return (x->units > y->units) - (x->units < y->units);
}

static int check_need(double units, size_t at, struct err *err)
{
    if (isnan(units))
        return err_set(err, ERR_DATA,
                       "step %zu has no number of instances: fill it first, as headroom clean "
                       "--gaps fill does",
                       at + 1);
    if (units < 0 || units > FLEET_USE_UNITS_MAX)
        return err_set(err, ERR_DATA, "step %zu: %.10g instances is no fleet of 0 to %d", at + 1,
                       units, FLEET_USE_UNITS_MAX);
    return 0;
}

/// Adds needs that are alike into one.
static void join(const struct need *need, size_t n, struct fleet_use *use)
{
    for (size_t i = 0; i < n; i++) {
        use->total_hours += need[i].hours;
        if (use->n > 0 && use->units[use->n - 1] == need[i].units) {
            use->hours[use->n - 1] += need[i].hours;
            continue;
        }
        use->units[use->n] = need[i].units;
        use->hours[use->n++] = need[i].hours;
    }
}

int fleet_use_of(const double *units, const double *hours, size_t n, struct fleet_use *use,
                 struct err *err)
{
    *use = (struct fleet_use){0};
    for (size_t i = 0; i < n; i++)
        if (check_need(units[i], i, err) != 0)
            return -1;
    struct need *need = mem_alloc(n, sizeof *need);
    for (size_t i = 0; i < n; i++)
        need[i] = (struct need){units[i], hours[i]};
    qsort(need, n, sizeof *need, by_units);
    use->units = mem_alloc(n, sizeof *use->units);
    use->hours = mem_alloc(n, sizeof *use->hours);
    join(need, n, use);
    free(need);
    return 0;
}

void fleet_use_release(struct fleet_use *use)
{
    free(use->units);
    free(use->hours);
    *use = (struct fleet_use){0};
}

double fleet_use_peak(const struct fleet_use *use)
{
    return use->n == 0 ? 0 : use->units[use->n - 1];
}

double fleet_use_instance_hours(const struct fleet_use *use)
{
    double sum = 0;
    for (size_t i = 0; i < use->n; i++)
        sum += use->units[i] * use->hours[i];
    return sum;
}

double fleet_use_share(const struct fleet_use *use, double unit)
{
    double hours = 0;
    for (size_t i = 0; i < use->n; i++)
        hours += use->hours[i] * fmin(1, fmax(0, use->units[i] - (unit - 1)));
    return use->total_hours > 0 ? hours / use->total_hours : 0;
}

void fleet_use_layers(const struct fleet_use *use, size_t units, double *hours)
{
    double above = use->total_hours;
    size_t next = 0;
    for (size_t unit = 0; unit < units; unit++) {
        // Needs that end within this unit use a part of it; those at or below it use none.
        double within = 0;
        for (; next < use->n && use->units[next] < (double)(unit + 1); next++) {
            above -= use->hours[next];
            within += use->hours[next] * fmax(0, use->units[next] - (double)unit);
        }
        hours[unit] = fmax(0, above) + within;
    }
}
