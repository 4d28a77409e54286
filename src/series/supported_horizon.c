#include "series/supported_horizon.h"

#include <math.h>

double supported_horizon(const struct series *series, const struct level_shifts *shifts)
{
    enum { LEAST_KNOWN = 24, PART = 4 };
    instant since = shifts->count > 0 ? shifts->item[shifts->count - 1].time : series->start;
    size_t known = 0;
    for (size_t i = 0; i < series->n; i++)
        if (!isnan(series->value[i]) && series_time(series, i) >= since)
            known++;
    if (known < LEAST_KNOWN)
        return 0;
    double part_s = (double)known * (double)series->step_s / PART;
    double unit_s = (double)series->step_s;
    if (part_s >= 2 * (double)SECONDS_PER_WEEK)
        unit_s = fmax(unit_s, (double)SECONDS_PER_WEEK);
    else if (part_s >= (double)SECONDS_PER_DAY)
        unit_s = fmax(unit_s, (double)SECONDS_PER_DAY);
    else if (part_s >= 3600)
        unit_s = fmax(unit_s, 3600);
    // A step lost to a gap must not cost a whole week.
    return floor(part_s / unit_s + 0.02) * unit_s;
}
