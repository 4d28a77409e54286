#include "forecast/saturation.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/// At the cap itself the odds are infinite.
#define NEAREST_TO_CAP 0.999

enum { DIGITS = 6 };

static int check_unit(const struct series *series, const struct quantity *cap, struct err *err)
{
    char name[ERR_TEXT_MAX / 4];
    bool fits = cap->bare || cap->dimension == DIMENSION_UNKNOWN ||
                series->unit.dimension == DIMENSION_UNKNOWN ||
                cap->dimension == series->unit.dimension;
    if (fits)
        return 0;
    err_quote(name, sizeof name, series->name, strlen(series->name));
    return err_set(err, ERR_USAGE,
                   "--cap is a %s, but \"%s\" is a %s: give it in %s, or as a bare number",
                   dimension_name(cap->dimension), name, dimension_name(series->unit.dimension),
                   series->unit.name);
}

int saturation_cap(const struct series *series, const struct quantity *cap, double *in_unit,
                   struct err *err)
{
    *in_unit = INFINITY;
    if (cap->value == 0 && cap->dimension == DIMENSION_UNKNOWN && !cap->bare)
        return 0;
    if (!(cap->value > 0))
        return err_set(err, ERR_USAGE,
                       "--cap: demand cannot stay at most at %.10g; give what it "
                       "can never pass, such as 40k/s",
                       cap->value);
    if (check_unit(series, cap, err) != 0)
        return -1;
    bool converts = !cap->bare && series->unit.dimension != DIMENSION_UNKNOWN &&
                    cap->dimension == series->unit.dimension && series->unit.scale > 0;
    *in_unit = converts ? cap->value / series->unit.scale : cap->value;
    size_t highest = 0;
    for (size_t i = 0; i < series->n; i++)
        if (isnan(series->value[highest]) || series->value[i] > series->value[highest])
            highest = i;
    if (series->n == 0 || !(series->value[highest] > *in_unit))
        return 0;
    char seen[NUMBER_TEXT_MAX], given[NUMBER_TEXT_MAX], time[INSTANT_TEXT_MAX];
    return err_set(err, ERR_USAGE,
                   "--cap %s is below what was seen: %s %s at %s; give what demand can never pass",
                   number_format_human(given, *in_unit, DIGITS),
                   number_format_human(seen, series->value[highest], DIGITS), series->unit.name,
                   instant_format(time, series_time(series, highest)));
}

double saturation_odds(double value, double cap)
{
    if (!(value > 0) || isinf(cap))
        return value;
    double below = fmin(value, NEAREST_TO_CAP * cap);
    return cap / (cap - below) * below;
}

double saturation_value(double odds, double cap)
{
    if (!(odds > 0) || isinf(cap))
        return odds;
    return isinf(odds) ? cap : cap * (odds / (cap + odds));
}
