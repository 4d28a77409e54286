#include "series/trend.h"

#include "base/memory.h"
#include "base/unit.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"
#include "series/growth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/// Means of days, counted from the end, on the plain scale and without the weekday: by how much its
/// days usually differ from the seven around them. Steps of a day or longer stand as they are.
static void days_init(struct points *points, const struct condensed *condensed,
                      const struct yearly_season *yearly)
{
    size_t n = condensed->n;
    size_t group = condensed->day_phases > 1 ? condensed->day_phases : 1;
    double step_days = (double)condensed->step_s / (double)SECONDS_PER_DAY;
    double *value = mem_alloc(n, sizeof *value);
    memcpy(value, condensed->value, n * sizeof *value);
    yearly_season_remove(yearly, condensed, value);
    points->day = mem_alloc(n / group + 1, sizeof *points->day);
    points->level = mem_alloc(n / group + 1, sizeof *points->level);
    points->count = n / group;
    for (size_t k = 0; k < points->count; k++) {
        size_t first = n - (points->count - k) * group;
        double sum = 0;
        size_t known = 0;
        for (size_t i = first; i < first + group; i++) {
            sum += isnan(value[i]) ? 0 : log_transform_invert(&condensed->scale, value[i]);
            known += isnan(value[i]) ? 0 : 1;
        }
        points->day[k] = ((double)(2 * first + group) - 1) / 2 * step_days;
        // A day that is half known is not a day's level.
        points->level[k] = 10 * known >= 9 * group ? sum / (double)known : NAN;
    }
    free(value);
}

/// Takes out what the k-th day of seven usually is of the seven around it.
static void remove_weekdays(struct points *points)
{
    double *ratio = mem_alloc(points->count, sizeof *ratio);
    double factor[7];
    for (size_t weekday = 0; weekday < 7; weekday++) {
        size_t count = 0;
        for (size_t k = weekday; k < points->count; k += 7) {
            double sum = 0;
            for (size_t i = k >= 3 ? k - 3 : 0; k >= 3 && i <= k + 3 && k + 3 < points->count; i++)
                sum += points->level[i];
            if (sum > 0 && !isnan(points->level[k]))
                ratio[count++] = 7 * points->level[k] / sum;
        }
        factor[weekday] = count >= 2 ? median_select(ratio, count) : 1;
    }
    for (size_t k = 0; k < points->count; k++)
        points->level[k] /= factor[k % 7] > 0 ? factor[k % 7] : 1;
    free(ratio);
}

/// Leaves out what is not known.
static void compact(struct points *points)
{
    size_t count = 0;
    for (size_t k = 0; k < points->count; k++) {
        if (isnan(points->level[k]))
            continue;
        points->day[count] = points->day[k];
        points->level[count++] = points->level[k];
    }
    points->count = count;
}

static void set_growth(const struct condensed *condensed, const struct yearly_season *yearly,
                       struct trend *trend)
{
    enum { THREE_WEEKS = 21 };
    struct points days;
    struct growth growth;
    days_init(&days, condensed, yearly);
    if (condensed->step_s <= SECONDS_PER_DAY && condensed->scale.logarithmic &&
        days.count >= THREE_WEEKS)
        remove_weekdays(&days);
    compact(&days);
    if (growth_of_levels(days.day, days.level, days.count, &growth)) {
        trend->growth_month = growth.month;
        trend->low = growth.low;
        trend->high = growth.high;
        trend->level = growth.level;
        trend->significant = trend->low > 0 || trend->high < 0;
    }
    free(days.day);
    free(days.level);
}

bool trend_of(const struct condensed *condensed, const struct season *season,
              const struct yearly_season *yearly, struct trend *trend)
{
    *trend = (struct trend){.growth_month = NAN,
                            .low = NAN,
                            .high = NAN,
                            .level = NAN,
                            .slope_day = NAN,
                            .intercept = NAN,
                            .autocorrelation = NAN};
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
        trend->slope_day = fit.slope;
        trend->intercept = fit.intercept;
        trend->autocorrelation = residual_autocorrelation(&points, &fit);
        trend->growth_month = trend->low = trend->high = 0;
        trend->level = log_transform_invert(&condensed->scale, fit.intercept + fit.slope * days);
        set_growth(condensed, yearly, trend);
    }
    free(points.day);
    free(points.level);
    free(value);
    return fitted;
}
