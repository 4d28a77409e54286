// Whole forecasts: closed forms, properties that hold for any data, the ladder and its messages.
#include "base/memory.h"
#include "forecast/fit.h"
#include "forecast/forecast.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, WEEK_S = 604800 };

/// 2024-01-01, a Monday.
#define START (civil_days(2024, 1, 1) * DAY_S * INSTANT_PER_SECOND)

static struct series make(int64_t step_s, size_t n)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, "requests_per_s", NULL, &unit, START, step_s, n);
    return series;
}

/// A day and a week, growing, with noise.
static struct series usual(int64_t step_s, size_t n, double noise)
{
    struct series series = make(step_s, n);
    struct random random;
    random_seed(&random, 11, 0);
    for (size_t i = 0; i < n; i++) {
        double day = (double)((int64_t)i * step_s) / DAY_S;
        double weekend = (long)day % 7 >= 5 ? .6 : 1;
        series.value[i] = 200 * weekend * (1.5 + sin(6.283185307179586 * day)) *
                          exp(.002 * day + noise * random_normal(&random));
    }
    return series;
}

static const struct forecast_options plain = {.changepoint = INSTANT_NONE};

static struct forecast run(const struct series *series, int64_t horizon_s, struct notes *notes)
{
    struct forecast_options options = plain;
    options.horizon_s = horizon_s;
    struct forecast forecast = {0};
    struct err err = {0};
    ok(forecast_series(series, &options, &forecast, notes, &err) == 0, "forecast: %s", err.text);
    return forecast;
}

static bool is_sound(const struct forecast *f)
{
    for (size_t h = 0; h < f->n; h++) {
        double last = f->level[0][h];
        for (size_t i = 0; i < FORECAST_LEVELS; i++) {
            if (!isfinite(f->level[i][h]) || f->level[i][h] < last)
                return false;
            last = f->level[i][h];
        }
        if (!isfinite(f->mean[h]) || !(f->low[h] <= f->high[h]))
            return false;
    }
    return true;
}

static bool is_nonnegative(const struct forecast *f)
{
    for (size_t h = 0; h < f->n; h++)
        if (f->mean[h] < 0 || f->level[0][h] < 0 || f->low[h] < 0)
            return false;
    return true;
}

static const char *note_text(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return notes->note[i].text;
    return NULL;
}

static void pure_season(void)
{
    struct series series = make(HOUR_S, 5 * 168);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] =
            100 + 50 * sin(6.283185307179586 * (double)(i % 24) / 24) + (i % 168 >= 120 ? -30 : 0);
    struct forecast f = run(&series, WEEK_S, NULL);
    is_text(f.method, "ensemble", "five weeks get the whole method");
    is_int(f.n, 168, "a week of hours");
    double worst = 0;
    for (size_t h = 0; h < f.n; h++)
        worst = fmax(worst, fabs(f.mean[h] - series.value[h]));
    ok(worst < 2, "an exact week is repeated (worst error %g of 150)", worst);
    ok(f.backtest.skill > .8, "and beats seasonal naive, which errs at weekends");
    ok(f.start == series_end(&series), "starts where the data end");
    is_int(f.members, 9, "nine members report");
    forecast_release(&f);
    series_release(&series);
}

static void constant_and_line(void)
{
    struct series series = make(HOUR_S, 500);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 42;
    struct notes notes = {0};
    struct forecast f = run(&series, DAY_S, &notes);
    near(f.mean[23], 42, 1e-12, "a constant stays");
    near(f.level[3][23], 42, 1e-12, "without a band");
    has_text(note_text(&notes, "constant"), "all values are the same", "and that is said");
    forecast_release(&f);
    notes_release(&notes);

    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 1000 + (double)i;
    f = run(&series, DAY_S, NULL);
    near(f.mean[23], 1523, .005, "a line goes on for a day");
    forecast_release(&f);
    series_release(&series);
}

/// Multiplying by a power of two changes no bit; by anything else nothing that matters.
static void scale_equivariance(void)
{
    struct series series = usual(HOUR_S, 900, .1);
    struct forecast one = run(&series, 2 * DAY_S, NULL);
    static const double factors[] = {1024, 1e-9, 1e200, 1e-290};
    for (size_t k = 0; k < 4; k++) {
        struct series scaled = usual(HOUR_S, 900, .1);
        for (size_t i = 0; i < scaled.n; i++)
            scaled.value[i] *= factors[k];
        struct forecast f = run(&scaled, 2 * DAY_S, NULL);
        double worst = 0;
        for (size_t h = 0; h < f.n; h++) {
            worst = fmax(worst, fabs(f.mean[h] / factors[k] / one.mean[h] - 1));
            worst = fmax(worst, fabs(f.level[3][h] / factors[k] / one.level[3][h] - 1));
        }
        ok(worst <= (k == 0 ? 0 : 1e-6), "values times %g (worst %g)", factors[k], worst);
        forecast_release(&f);
        series_release(&scaled);
    }
    forecast_release(&one);
    series_release(&series);
}

static void bands(void)
{
    struct series series = usual(HOUR_S, 12 * 168, .15);
    struct forecast f = run(&series, 13 * WEEK_S, NULL);
    ok(is_sound(&f) && is_nonnegative(&f), "ordered, finite, not below zero");
    // Compare the same hour of the week, a week and three months ahead.
    double near_width = 0;
    double far_width = 0;
    for (size_t h = 0; h < 168; h++) {
        near_width += f.level[2][h] / f.level[0][h];
        far_width += f.level[2][12 * 168 + h] / f.level[0][12 * 168 + h];
    }
    ok(far_width > near_width, "bands widen (%g to %g)", near_width / 168, far_width / 168);
    ok(near_width / 168 > 1.15 && near_width / 168 < 1.6, "p95 of noise of 15 per cent (1.28)");
    ok(f.backtest.coverage_p95 > .85, "and covers in the backtest");
    forecast_release(&f);
    series_release(&series);
}

/// A step's forecast is the same however far beyond it the horizon goes.
static void any_horizon(void)
{
    static const int64_t steps[] = {300, HOUR_S, DAY_S};
    static const int64_t days[] = {1, 3, 7, 30};
    for (size_t k = 0; k < 3; k++) {
        struct series series = usual(steps[k], (size_t)(56 * DAY_S / steps[k]), .2);
        struct forecast longest = run(&series, 60 * DAY_S, NULL);
        for (size_t d = 0; d < 4; d++) {
            struct forecast f = run(&series, days[d] * DAY_S, NULL);
            double worst = 0;
            for (size_t h = 0; h < f.n; h++) {
                worst = fmax(worst, fabs(f.mean[h] - longest.mean[h]));
                worst = fmax(worst, fabs(f.level[2][h] - longest.level[2][h]));
            }
            ok(worst == 0, "%lld d ahead at %lld s as in 60 d (apart %g)", (long long)days[d],
               (long long)steps[k], worst);
            forecast_release(&f);
        }
        forecast_release(&longest);
        series_release(&series);
    }
}

static double mean_of(const double *value, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    return sum / (double)n;
}

/// Eight weeks that grow by `week` each, with 5 % noise: the week `weeks` ahead against the last.
static double growth_after(double week, size_t weeks)
{
    struct series series = usual(HOUR_S, 8 * 168, .05);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] *= exp(-.002 * (double)i / 24 + week * (double)i / 168);
    struct forecast f = run(&series, (int64_t)weeks * WEEK_S, NULL);
    double growth = mean_of(f.mean + (weeks - 1) * 168, 168) / mean_of(series.value + 7 * 168, 168);
    forecast_release(&f);
    series_release(&series);
    return growth;
}

static void trends(void)
{
    near(growth_after(.03, 13), exp(.03 * 13), .08, "growth that is certain goes on");
    near(growth_after(-.03, 13), exp(-.03 * 13), .08, "decline too");
    near(growth_after(0, 13), 1, .04, "none stays none");
}

/// A level that grows by 80 % a week: four weeks on it is at most twice what was ever seen, by a
/// doubling for each length of the history and half a doubling.
static void explosive_growth(void)
{
    struct series series = usual(HOUR_S, 8 * 168, .05);
    double most = 0;
    for (size_t i = 0; i < series.n; i++) {
        series.value[i] *= exp(.6 * (double)i / 168);
        most = fmax(most, series.value[i]);
    }
    struct forecast f = run(&series, 4 * WEEK_S, NULL);
    double highest = 0;
    for (size_t h = 0; h < f.n; h++)
        highest = fmax(highest, f.mean[h] / most);
    ok(highest > 1.1 && highest <= 2, "x1.8 a week is bounded (%g times the most)", highest);
    forecast_release(&f);
    series_release(&series);
}

/// One hour of one day is a hundred times its like: quiet hours elsewhere keep their bounds.
static void spikes(void)
{
    struct series series = usual(HOUR_S, 6 * 168, .1);
    double highest[24] = {0};
    for (size_t i = 0; i < series.n; i++) {
        if (i % 24 < 3 && i / 24 % 6 == 5)
            series.value[i] *= 100;
        highest[i % 24] = fmax(highest[i % 24], series.value[i]);
    }
    struct forecast f = run(&series, 28 * DAY_S, NULL);
    double beyond = 0;
    for (size_t h = 0; h < f.n; h++)
        if (h % 24 >= 5 && h % 24 < 22)
            beyond = fmax(beyond, f.level[3][h] / highest[h % 24]);
    ok(beyond < 2.5, "no hour's p99 goes far beyond what it has seen (%g)", beyond);
    forecast_release(&f);
    series_release(&series);
}

/// Every step from 10 s to a week, with a quarter of the values missing in runs.
static void any_step(void)
{
    static const int64_t steps[] = {10,   30,   60,    300,   420,   900,    1800,
                                    3600, 7200, 21600, 25200, DAY_S, WEEK_S, 30 * DAY_S};
    for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
        size_t n = steps[k] < 60 ? 60000 : steps[k] < DAY_S ? 3000 : 160;
        struct series series = usual(steps[k], n, .2);
        for (size_t i = 0; i < n; i++)
            if (i / 13 % 4 == 1)
                series.value[i] = NAN;
        struct forecast f = run(&series, 0, NULL);
        ok(is_sound(&f) && is_nonnegative(&f), "step of %lld s by %s", (long long)steps[k],
           f.method);
        forecast_release(&f);
        series_release(&series);
    }
}

static void fine_steps(void)
{
    // Five-minute data whose first step of each hour is three times the others.
    struct series series = make(300, 28 * 288);
    struct random random;
    random_seed(&random, 2, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] =
            (i % 12 == 0 ? 300 : 100) * (i % 288 < 144 ? 1 : 2) * exp(.05 * random_normal(&random));
    struct forecast f = run(&series, DAY_S, NULL);
    is_int(f.n, 288, "a day of five minutes");
    near(f.mean[0] / f.mean[1], 3, .05, "the shape within the hour comes back");
    near(f.mean[1], 100, .1, "at its level");
    near(f.mean[200], 200, .1, "and the day's");
    ok(f.level[2][0] > 300 && f.level[2][0] < 420, "p95 of the busy step");
    is_int(f.backtest.step_s, HOUR_S, "the backtest is of hours");
    forecast_release(&f);
    series_release(&series);
}

static void ladder(void)
{
    struct notes notes = {0};
    struct series series = usual(HOUR_S, 5 * 24, .1);
    struct forecast f = run(&series, DAY_S, &notes);
    is_text(f.method, "ensemble", "five days");
    has_text(note_text(&notes, "short-history"), "under 2 weeks", "and that is said");
    forecast_release(&f);
    series_release(&series);

    series = usual(HOUR_S, 40, .1);
    f = run(&series, DAY_S, &notes);
    is_text(f.method, "seasonal-naive", "forty hours");
    has_text(note_text(&notes, "seasonal-naive"), "repeats its last season", "and that is said");
    ok(is_sound(&f), "with sound bands");
    forecast_release(&f);
    series_release(&series);

    series = usual(HOUR_S, 9, .1);
    f = run(&series, 4 * HOUR_S, &notes);
    is_text(f.method, "drift", "nine hours");
    has_text(note_text(&notes, "drift"), "damped drift", "and that is said");
    ok(is_sound(&f), "with sound bands");
    forecast_release(&f);
    f = run(&series, DAY_S, &notes);
    has_text(note_text(&notes, "long-horizon"), "times the history", "a long horizon is said");
    forecast_release(&f);
    series_release(&series);
    notes_release(&notes);
}

static void refusals(void)
{
    struct forecast f;
    struct err err = {0};
    struct series series = usual(HOUR_S, 2, 0);
    ok(forecast_series(&series, &plain, &f, NULL, &err) != 0, "two values are refused");
    has_text(err.text, "2 values; a forecast needs at least 4", "how many are needed");
    series_release(&series);

    series = usual(10, 1000, 0);
    struct forecast_options options = plain;
    options.horizon_s = 400 * (int64_t)DAY_S;
    ok(forecast_series(&series, &options, &f, NULL, &err) != 0, "a million steps are refused");
    has_text(err.text, "--horizon", "by the option's name");
    has_text(err.text, "longer --step", "with what to do");
    options.horizon_s = -5;
    ok(forecast_series(&series, &options, &f, NULL, &err) != 0, "no horizon in the past");
    options = plain;
    options.changepoint = series_end(&series);
    ok(forecast_series(&series, &options, &f, NULL, &err) != 0,
       "a changepoint that leaves nothing");
    has_text(err.text, "0 values after the changepoint", "says so");
    series_release(&series);
}

static void shifts(void)
{
    struct series series = usual(HOUR_S, 8 * 168, .05);
    for (size_t i = 6 * 168; i < series.n; i++)
        series.value[i] *= 4;
    struct notes notes = {0};
    struct forecast f = run(&series, DAY_S, &notes);
    has_text(note_text(&notes, "level-shift"), "--changepoint auto", "a level shift is told");
    forecast_release(&f);
    notes_release(&notes);
    struct forecast_options options = {.changepoint = INSTANT_NONE, .changepoint_auto = true};
    struct err err = {0};
    ok(forecast_series(&series, &options, &f, &notes, &err) == 0, "fitted after the shift");
    has_text(note_text(&notes, "changepoint"), "2024-02-12T", "whose time is told");
    forecast_release(&f);
    notes_release(&notes);
    series_release(&series);
}

/// What is forecast a day ahead when the last hours are four times the usual, over what comes then.
static double after_shift(size_t hours, const struct forecast_options *options, struct notes *notes)
{
    struct series series = usual(HOUR_S, 17 * 24, .05);
    struct series coming = usual(HOUR_S, 18 * 24, 0);
    for (size_t i = series.n - hours; i < series.n; i++)
        series.value[i] *= 4;
    struct forecast f;
    struct err err = {0};
    struct forecast_options with = *options;
    with.horizon_s = DAY_S;
    ok(forecast_series(&series, &with, &f, notes, &err) == 0, "after %zu hours", hours);
    double missed = 0;
    for (size_t h = 0; h < f.n; h++)
        missed += fabs(log(f.mean[h] / (4 * coming.value[series.n + h]))) / (double)f.n;
    forecast_release(&f);
    series_release(&series);
    series_release(&coming);
    return missed;
}

static void recent_shifts(void)
{
    // Thursday's end: the weekday that follows is known, and the level by a day and a half.
    struct notes notes = {0};
    double moved = after_shift(36, &plain, &notes);
    has_text(note_text(&notes, "level-shift"), "what was before is fitted at the new level",
             "a recent shift is taken into account");
    ok(moved < .1, "and forecast within a tenth (%g)", moved);
    notes_release(&notes);
    struct forecast_options none = plain;
    none.changepoint_none = true;
    double kept = after_shift(36, &none, &notes);
    ok(note_text(&notes, "level-shift") == NULL, "none is silent about it");
    ok(kept > 1.3 * moved, "and forecasts what the models make of it (%g)", kept);
    notes_release(&notes);
    after_shift(10, &plain, &notes);
    ok(note_text(&notes, "level-shift") == NULL, "ten hours are no level yet");
    notes_release(&notes);
}

static void shares(void)
{
    struct series series = make(HOUR_S, 30 * 24);
    series.unit = (struct unit){.dimension = DIMENSION_RATIO, .scale = .01, .name = "%"};
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = i % 24 < 12 ? 95 + (double)(i % 5) : 40;
    struct notes notes = {0};
    struct forecast f = run(&series, WEEK_S, &notes);
    double highest = 0;
    for (size_t h = 0; h < f.n; h++)
        highest = fmax(highest, f.level[3][h]);
    ok(highest <= 100, "no share passes 100 per cent");
    has_text(note_text(&notes, "share-is-not-demand"), "says little about demand", "the caution");
    forecast_release(&f);
    notes_release(&notes);
    series_release(&series);
}

static void negative_values(void)
{
    struct series series = make(HOUR_S, 30 * 24);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = -20 + 10 * sin(6.283185307179586 * (double)i / 24) + (double)(i % 7);
    struct forecast f = run(&series, DAY_S, NULL);
    ok(f.mean[0] < 0 && is_sound(&f), "what was negative stays so");
    forecast_release(&f);
    series_release(&series);
}

/// Office hours of Berlin over the change to summer time on 2024-03-31: the forecast follows the
/// local clock, so that in UTC the day begins an hour earlier.
static void summer_time(void)
{
    struct zone *zone;
    struct err err = {0};
    if (zone_open(&zone, "Europe/Berlin", &err) != 0) {
        skip("summer time", "no time zone data here");
        return;
    }
    struct series series = make(HOUR_S, 89 * 24);
    for (size_t i = 0; i < series.n; i++) {
        int64_t local_s = series_time(&series, i) / INSTANT_PER_SECOND +
                          zone_offset_s(zone, series_time(&series, i));
        int64_t hour = local_s / HOUR_S % 24;
        series.value[i] = hour >= 8 && hour < 18 ? 500 + (double)(i % 5) : 50 + (double)(i % 3);
    }
    struct forecast_options options = {
        .changepoint = INSTANT_NONE, .zone = zone, .horizon_s = 4 * DAY_S};
    struct forecast f;
    ok(forecast_series(&series, &options, &f, NULL, &err) == 0, "forecast over a clock change");
    // The data end on 2024-03-30 00:00 UTC.
    ok(f.mean[6] < 150 && f.mean[7] > 400, "on Saturday the day begins at 07:00 UTC");
    ok(f.mean[48 + 5] < 150 && f.mean[48 + 6] > 400, "on Monday at 06:00 UTC");
    ok(f.mean[48 + 15] > 400 && f.mean[48 + 16] < 150, "and ends at 16:00 UTC");
    forecast_release(&f);
    series_release(&series);
    zone_close(zone);
}

static void fits(void)
{
    struct series series = usual(HOUR_S, 10 * 168, .05);
    series.value[700] *= 30;
    struct fit fit;
    struct err err = {0};
    ok(fit_series(&series, &plain, &fit, NULL, &err) == 0, "ten weeks are fitted");
    ok(fit.daily > .8 && fit.weekly > .5, "daily and weekly seasons are strong");
    // exp(.002 * 730 / 24) - 1 = 6.3 % a month.
    ok(fit.trend.low < .063 && .063 < fit.trend.high, "growth a month lies in its interval");
    // Seventy days of .2 %.
    double level = fit_trend_at(&fit, series_end(&series));
    near(level / fit_trend_at(&fit, series.start), exp(.002 * 70), .02, "the trend's ends");
    double week = 0;
    for (size_t i = series.n - 168; i < series.n; i++)
        week += series.value[i] / 168;
    near(fit.trend.level, week * exp(.002 * 3.5), .03, "the level is what the last days mean");
    near(fit.month, fit.trend.level * fit.trend.growth_month, 1e-9,
         "growth in the unit of the series");
    ok(fit.month_low < fit.month && fit.month < fit.month_high, "with an interval");
    is_int(fit.phases, 168, "a profile of 168 hours");
    char name[16];
    is_text(fit_phase_name(&fit, 37, name), "Tue 13:00", "whose hours have names");
    ok(fit.profile[6] > 2 * fit.profile[18], "morning against evening");
    ok(fit.residual > .02 && fit.residual < .2, "residuals of about five per cent");
    ok(fit.anomalies.count >= 1, "the spike is an anomaly");
    ok(fit.confidence > 0 && fit.confidence <= 1, "confidence from the backtest");
    fit_release(&fit);
    series_release(&series);
}

int main(void)
{
    maths_init();
    pure_season();
    constant_and_line();
    scale_equivariance();
    bands();
    any_horizon();
    trends();
    explosive_growth();
    spikes();
    any_step();
    fine_steps();
    ladder();
    refusals();
    shifts();
    recent_shifts();
    shares();
    negative_values();
    summer_time();
    fits();
    return done();
}
