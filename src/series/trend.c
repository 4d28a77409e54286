#include "series/trend.h"

#include "base/memory.h"
#include "base/unit.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_DAYS = 14, LEAST_POINTS = 8 };

/// Daily medians of the season-free series (steps of a day or longer stand as they are).
struct points {
    double *day, *level;
    size_t count;
};

static void points_init(struct points *points, const struct condensed *condensed,
                        const double *value)
{
    size_t n = condensed->n;
    size_t group = condensed->day_phases > 1 ? condensed->day_phases : 1;
    double step_days = (double)condensed->step_s / (double)SECONDS_PER_DAY;
    points->day = mem_alloc(n / group + 1, sizeof *points->day);
    points->level = mem_alloc(n / group + 1, sizeof *points->level);
    points->count = 0;
    double *scratch = mem_alloc(group, sizeof *scratch);
    for (size_t first = 0; first < n; first += group) {
        size_t end = first + group < n ? first + group : n;
        size_t known = 0;
        for (size_t i = first; i < end; i++)
            if (!isnan(value[i]))
                scratch[known++] = value[i];
        if (known * 2 < group)
            continue;
        points->day[points->count] = ((double)(first + end) - 1) / 2 * step_days;
        points->level[points->count++] = median_select(scratch, known);
    }
    free(scratch);
}

/// First autocorrelation of the residuals, corrected for its bias in short series (Kendall 1954: +
/// (1 + 3 r) / n), within [0, .98].
static double residual_autocorrelation(const struct points *points, const struct theil_sen *fit)
{
    double before = NAN;
    double products = 0;
    double squares = 0;
    for (size_t i = 0; i < points->count; i++) {
        double residual = points->level[i] - fit->intercept - fit->slope * points->day[i];
        if (i > 0)
            products += residual * before;
        squares += residual * residual;
        before = residual;
    }
    double r = squares > 0 ? products / squares : 0;
    r += (1 + 3 * r) / (double)points->count;
    return fmin(fmax(r, 0), 0.98);
}

static double growth_of(const struct condensed *condensed, double slope_day, double level)
{
    double month = slope_day * UNIT_HOURS_PER_MONTH / 24;
    if (condensed->scale.logarithmic)
        return expm1(month);
    return level != 0 ? month / fabs(level) : NAN;
}

bool trend_of(const struct condensed *condensed, const struct season *season, struct trend *trend)
{
    *trend = (struct trend){NAN, NAN, NAN, false, NAN, NAN, NAN};
    double days = (double)condensed->n * (double)condensed->step_s / (double)SECONDS_PER_DAY;
    if (days < LEAST_DAYS)
        return false;
    double *value = season_removed(season, condensed);
    struct points points;
    points_init(&points, condensed, value);
    struct theil_sen fit;
    bool fitted = points.count >= LEAST_POINTS &&
                  theil_sen_fit(points.day, points.level, points.count, 0.95, &fit);
    if (fitted) {
        double r = residual_autocorrelation(&points, &fit);
        double wider = sqrt((1 + r) / (1 - r));
        double low = fit.slope - wider * (fit.slope - fit.low);
        double high = fit.slope + wider * (fit.high - fit.slope);
        double level = median_present(points.level, points.count);
        *trend = (struct trend){.growth_month = growth_of(condensed, fit.slope, level),
                                .low = growth_of(condensed, low, level),
                                .high = growth_of(condensed, high, level),
                                .significant = low > 0 || high < 0,
                                .slope_day = fit.slope,
                                .intercept = fit.intercept,
                                .autocorrelation = r};
    }
    free(points.day);
    free(points.level);
    free(value);
    return fitted;
}
