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

/// First autocorrelation of the residuals; 0 where there are none.
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
    return squares > 0 ? products / squares : 0;
}

/// Standard error of the drift, per point, of a series that may wander: the long-run variance of
/// its differences (Newey and West 1987, Bartlett weights, sqrt(n) lags) over n. The slope of a
/// line through a random walk has 6/5 of that variance.
static double drift_error(const struct points *points, double slope_point)
{
    size_t n = points->count - 1;
    size_t lags = (size_t)sqrt((double)n);
    double variance = 0;
    for (size_t lag = 0; lag <= lags; lag++) {
        double products = 0;
        for (size_t i = lag; i < n; i++)
            products += (points->level[i + 1] - points->level[i] - slope_point) *
                        (points->level[i + 1 - lag] - points->level[i - lag] - slope_point);
        double weight = 1 - (double)lag / (double)(lags + 1);
        variance += (lag == 0 ? 1 : 2 * weight) * products / (double)n;
    }
    return sqrt(1.2 * fmax(variance, 0) / (double)n);
}

/// Half the width of the slope's 95 % interval over that of independent residuals.
static double interval_factor(const struct points *points, const struct theil_sen *fit, double r)
{
    double n = (double)points->count;
    // Kendall's (1954) correction for the bias of r in short series.
    double corrected = fmin(fmax(r + (1 + 3 * r) / n, 0), 0.98);
    double factor = sqrt((1 + corrected) / (1 - corrected));
    double half = (fit->high - fit->low) / 2;
    // The residuals of a walk around its line have an r near 1 - 10 / n: above 1 - 17 / n it may be
    // one.
    if (r < 1 - 17 / n || !(half > 0))
        return factor;
    double spacing = (points->day[points->count - 1] - points->day[0]) / (n - 1);
    double of_walk = 1.96 * drift_error(points, fit->slope * spacing) / spacing;
    return fmax(factor, of_walk / half);
}

static double growth_of(const struct condensed *condensed, double slope_day, double level)
{
    double month = slope_day * UNIT_HOURS_PER_MONTH / 24;
    if (condensed->scale.logarithmic)
        return expm1(month);
    return level != 0 ? month / fabs(level) : NAN;
}

bool trend_of(const struct condensed *condensed, const struct season *season,
              const struct yearly_season *yearly, struct trend *trend)
{
    *trend = (struct trend){NAN, NAN, NAN, false, NAN, NAN, NAN};
    double days = (double)condensed->n * (double)condensed->step_s / (double)SECONDS_PER_DAY;
    if (days < LEAST_DAYS)
        return false;
    double *value = season_removed(season, condensed);
    struct points points;
    yearly_season_remove(yearly, condensed, value);
    points_init(&points, condensed, value);
    struct theil_sen fit;
    bool fitted = points.count >= LEAST_POINTS &&
                  theil_sen_fit(points.day, points.level, points.count, 0.95, &fit);
    if (fitted) {
        double r = residual_autocorrelation(&points, &fit);
        double wider = interval_factor(&points, &fit, r);
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
