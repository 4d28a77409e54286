#include "forecast/fit.h"

#include "base/memory.h"
#include "base/unit.h"
#include "forecast/backtest.h"
#include "maths/quantile.h"
#include "series/condensed.h"
#include "series/local_level.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTES_A_WEEK = 10080 };

double fit_trend_at(const struct fit *fit, instant time)
{
    double days = (double)(time - fit->start) / (double)(SECONDS_PER_DAY * INSTANT_PER_SECOND);
    return log_transform_invert(&fit->scale, fit->trend.intercept + fit->trend.slope_day * days);
}

/// Growth in the unit of the series: shares of the level at the end.
static void fit_trend(const struct condensed *condensed, const struct season *season,
                      const struct yearly_season *yearly, struct fit *fit)
{
    fit->scale = condensed->scale;
    fit->start = condensed->start;
    trend_of(condensed, season, yearly, &fit->trend);
    double whole = fabs(fit->trend.level);
    fit->month = whole * fit->trend.growth_month;
    fit->month_low = whole * fit->trend.low;
    fit->month_high = whole * fit->trend.high;
}

static void fit_months(const struct condensed *condensed, const struct yearly_season *yearly,
                       struct fit *fit)
{
    fit->yearly = *yearly;
    for (size_t m = 0; m < MONTHS_A_YEAR && condensed->scale.logarithmic; m++)
        fit->yearly.month[m] = exp(yearly->month[m]);
}

static void fit_profile(const struct condensed *condensed, const struct season *season,
                        struct fit *fit)
{
    fit->daily = season->daily;
    fit->weekly = season->weekly;
    fit->profile_is_factor = condensed->scale.logarithmic;
    if (!(season->daily > 0) && !(season->weekly > 0))
        return;
    fit->phases = season->phases;
    fit->profile = mem_alloc(fit->phases, sizeof *fit->profile);
    for (size_t p = 0; p < fit->phases; p++)
        fit->profile[p] = fit->profile_is_factor ? exp(season->profile[p]) : season->profile[p];
}

/// Robust deviation of the series less its seasons and the level around each step. Where steps are
/// weeks or longer that level would follow the months too little. Zeros of a series that knows
/// quiet hours do not say how far the others spread.
static double residual_of(const struct condensed *condensed, const struct season *season,
                          const struct yearly_season *yearly)
{
    double *rest = season_removed(season, condensed);
    if (condensed->step_s >= SECONDS_PER_WEEK)
        yearly_season_remove(yearly, condensed, rest);
    double *level = local_level(condensed, rest);
    double zero = log_transform_apply(&condensed->scale, 0);
    size_t count = 0;
    for (size_t i = 0; i < condensed->n; i++)
        if (!isnan(rest[i]) && !(condensed->scale.logarithmic && condensed->value[i] <= zero))
            rest[count++] = rest[i] - level[i];
    double deviation = MAD_TO_SIGMA * mad_select(rest, count, 0);
    free(rest);
    free(level);
    return deviation;
}

/// What the series is made of, from values without the steps of events.
static void take_apart(const struct series *series, const struct zone *zone, struct fit *fit)
{
    struct condensed condensed;
    struct season season;
    struct yearly_season yearly;
    condensed_init(&condensed, series, zone);
    season_init(&season, &condensed);
    yearly_season_init(&yearly, &condensed, &season, zone);
    fit_months(&condensed, &yearly, fit);
    fit_trend(&condensed, &season, &yearly, fit);
    fit_profile(&condensed, &season, fit);
    level_shifts_find(&fit->shifts, &condensed, &season);
    anomalies_find(&fit->anomalies, series, &condensed, &season);
    fit->residual = residual_of(&condensed, &season, &yearly);
    season_release(&season);
    condensed_release(&condensed);
}

/// The growth of a stock is that of its trends, clean-ups and imports aside.
static void take_stock_growth(const struct series *series, struct fit *fit)
{
    static const double widen = 1.96 / 1.645; // from nine cases in ten to 95 %
    const struct stock_growth *growth = &fit->forecast.stock_growth;
    const double level = fit_trend_at(fit, series_end(series));
    const double days = UNIT_HOURS_PER_MONTH / 24;
    fit->month = growth->day * days;
    fit->month_low = fit->month - widen * (growth->day - growth->low) * days;
    fit->month_high = fit->month + widen * (growth->high - growth->day) * days;
    fit->trend.growth_month = fit->month / level;
    fit->trend.low = fit->month_low / level;
    fit->trend.high = fit->month_high / level;
    fit->trend.significant = fit->month_low > 0 || fit->month_high < 0;
}

int fit_series(const struct series *series, const struct forecast_options *options, struct fit *fit,
               struct notes *notes, struct err *err)
{
    *fit = (struct fit){0};
    struct forecast_options own = *options;
    own.driver = NULL; // a forecast by the driver would need its plan
    if ((options->driver != NULL &&
         driver_relate(series, options->driver, options->zone, &fit->driver, err) != 0) ||
        forecast_series(series, &own, &fit->forecast, notes, err) != 0)
        return -1;
    struct series rest = *series;
    if (options->events != NULL)
        event_history_init(&fit->events, options->events, series);
    rest.value = mem_alloc(series->n, sizeof *rest.value);
    memcpy(rest.value, options->events != NULL ? fit->events.value : series->value,
           series->n * sizeof *rest.value);
    ignoring_apply(&options->ignoring, series, rest.value);
    mask_apply(&fit->forecast.mask, series, rest.value);
    take_apart(&rest, options->zone, fit);
    free(rest.value);
    if (strcmp(fit->forecast.method, "stock") == 0)
        take_stock_growth(series, fit);
    fit->confidence = backtest_confidence(&fit->forecast.backtest);
    return 0;
}

const char *fit_phase_name(const struct fit *fit, size_t phase, char out[16])
{
    static const char *const day[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    size_t minute = phase * MINUTES_A_WEEK / fit->phases;
    const char *name = day[minute / 1440 % 7];
    if (fit->phases <= 7)
        snprintf(out, 16, "%s", name);
    else
        snprintf(out, 16, "%s %02u:%02u", name, (unsigned)(minute % 1440 / 60),
                 (unsigned)(minute % 60));
    return out;
}

const char *fit_month_name(size_t month)
{
    static const char *const name[MONTHS_A_YEAR] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return name[month];
}

void fit_release(struct fit *fit)
{
    free(fit->profile);
    level_shifts_release(&fit->shifts);
    anomalies_release(&fit->anomalies);
    forecast_release(&fit->forecast);
    if (fit->events.events != NULL)
        event_history_release(&fit->events);
    *fit = (struct fit){0};
}
