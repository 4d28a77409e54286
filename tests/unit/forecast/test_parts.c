// The parts of the forecast against closed forms and hand computation.
#include "base/memory.h"
#include "forecast/analog.h"
#include "forecast/autoregression.h"
#include "forecast/backtest.h"
#include "forecast/bands.h"
#include "forecast/calendar.h"
#include "forecast/cleaning.h"
#include "forecast/combine.h"
#include "forecast/day_factors.h"
#include "forecast/history.h"
#include "forecast/level_trend.h"
#include "forecast/naive.h"
#include "forecast/outlook.h"
#include "forecast/usual_week.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 24, WEEK = 168 };

static void combining(void)
{
    // Four equal weights: the step quantile function over [.35, .65] is half of 20 and half of 30.
    const double value[] = {40, 20, 10, 30};
    const double equal[] = {1, 1, 1, 1};
    near(combine(value, equal, 4), 25, 1e-14, "equal weights: the middle of four");
    // Weights .2 .6 .2: all of the middle belongs to the second value.
    const double three[] = {1, 5, 100};
    const double heavy[] = {.2, .6, .2};
    near(combine(three, heavy, 3), 5, 1e-14, "the stray member has no say");
    // Weights .5 .5: 0.15 of [.35, .65] on each side.
    near(combine(three, equal, 2), 3, 1e-14, "two members are averaged");
    const double none[] = {0, 0, 0};
    near(combine(three, none, 3), NAN, 0, "no weight, no forecast");
    const double missing[] = {NAN, 7, NAN};
    near(combine(missing, equal, 3), 7, 1e-14, "members without a value are left out");
}

static void outlooks(void)
{
    double uniform[OUTLOOK_LEVELS];
    double shifted[OUTLOOK_LEVELS];
    double mixed[OUTLOOK_LEVELS];
    for (size_t i = 0; i < OUTLOOK_LEVELS; i++) {
        uniform[i] = outlook_level[i];
        shifted[i] = 1 + outlook_level[i];
    }
    near(outlook_level[OUTLOOK_P50], .5, 0, "place of p50");
    near(outlook_level[OUTLOOK_P90], .9, 0, "place of p90");
    near(outlook_level[OUTLOOK_P95], .95, 0, "place of p95");
    near(outlook_level[OUTLOOK_P99], .99, 0, "place of p99");
    near(outlook_quantile(uniform, .33), .33, 1e-14, "linear between levels");
    near(outlook_mean(uniform), .5, 1e-3, "mean of the uniform distribution");
    outlook_mix(uniform, uniform, .3, mixed);
    near(mixed[OUTLOOK_P95], .95, 1e-12, "a mixture of equals is the same");
    // Half uniform on [0, 1], half on [1, 2]: the quarter points are at .5 and 1.5.
    outlook_mix(uniform, shifted, .5, mixed);
    near(outlook_quantile(mixed, .75), 1.5, .02, "three quarters of two halves");
    near(outlook_quantile(mixed, .2), .4, .02, "a fifth of two halves");
    outlook_mix(uniform, shifted, 0, mixed);
    near(mixed[OUTLOOK_P90], .9, 1e-12, "share 0 leaves the first alone");
}

static void calendars(void)
{
    struct calendar calendar;
    // 2024-01-01 was a Monday; 06:00.
    instant monday = (civil_days(2024, 1, 1) * SECONDS_PER_DAY + 6 * 3600) * INSTANT_PER_SECOND;
    calendar_init(&calendar, monday, 3600, NULL);
    is_int(calendar.season, 24, "hours a day");
    is_int(calendar.long_season, 168, "hours a week");
    is_int(calendar.phase, 6, "Monday 06:00 is hour 6 of the week");
    calendar_init(&calendar, monday + 86400000, 86400, NULL);
    is_int(calendar.season, 7, "days a week");
    is_int(calendar.phase, 1, "Tuesday is day 1");
    calendar_init(&calendar, monday, 420 * 60, NULL);
    is_int(calendar.season, 0, "seven hours do not divide a day");
    struct zone *zone;
    struct err err = {0};
    ok(zone_open(&zone, "+05:30", &err) == 0, "a zone by offset");
    calendar_init(&calendar, monday, 1800, zone);
    is_int(calendar.phase, 23, "half hours of local time");
    zone_close(zone);
    if (zone_open(&zone, "Europe/Berlin", &err) != 0) {
        skip("clock changes", "no time zone data here");
        return;
    }
    // 2024-03-31 01:00 UTC: 02:00 becomes 03:00; 2024-10-27 01:00 UTC: 03:00 becomes 02:00.
    calendar_init(&calendar, civil_days(2024, 3, 31) * 86400000, 3600, zone);
    is_int(calendar_local(&calendar, 0), 0, "before the change");
    is_int(calendar_local(&calendar, 1), 2, "spring skips a local hour");
    calendar_init(&calendar, civil_days(2024, 10, 27) * 86400000, 3600, zone);
    is_int(calendar_local(&calendar, 0), 0, "summer time's hour");
    is_int(calendar_local(&calendar, 1), 0, "autumn repeats it");
    is_int(calendar_local(&calendar, 2), 1, "and goes on");
    zone_close(zone);
}

static void histories(void)
{
    double value[3 * DAY];
    for (int t = 0; t < 3 * DAY; t++)
        value[t] = 100 + 10 * (t % DAY);
    value[0] = value[3 * DAY - 1] = NAN;
    value[30] = NAN;
    for (int t = 36; t < 42; t++)
        value[t] = NAN;
    struct history history;
    history_init_plain(&history, value, 3 * DAY, DAY, WEEK, 0);
    is_int(history.n, 3 * DAY - 2, "unmeasured ends are cut");
    is_int(history.phase, 1, "and the phase follows");
    is_int(history.measured, 3 * DAY - 9, "measured values");
    near(history.value[29] * history.scale, 160, 1e-12, "a short gap is a line");
    near(history.value[37] * history.scale, 240, 1e-12, "a long one is filled from other days");
    near(history.weight[37], 0, 0, "what is filled has no weight");
    near(history.log_shift, 0, 0, "values far from zero need no shift");
    is_int(history.season, DAY, "two days show a season");
    is_int(history.long_season, 0, "but no week");
    history_release(&history);
    const double none[] = {NAN, NAN};
    history_init_plain(&history, none, 2, 0, 0, 0);
    is_int(history.n, 0, "nothing measured, nothing kept");
    history_release(&history);
    const double zeros[] = {0, 4, 0, 0};
    history_init_plain(&history, zeros, 4, 0, 0, 0);
    near(history.log_shift * history.scale, .4, 1e-12, "a tenth of the mean of what is positive");
    history_release(&history);
}

static const signed char one_lag[][3] = {{0, 0, 1}, {0, 0, 0}};

/// x[t] = 2 + 0.8 x[t-1] without noise from 50: falls towards 10; any robust weights fit it
/// exactly.
static void exact_autoregression(void)
{
    enum { N = 60 };
    double value[N] = {50};
    for (int t = 1; t < N; t++)
        value[t] = 2 + .8 * value[t - 1];
    const struct autoregression_design design = {false, one_lag, 0, 1.5, 0, 0};
    struct history history;
    struct standardised scale;
    struct autoregression fit;
    double robust[N];
    double path[3];
    for (int t = 0; t < N; t++)
        robust[t] = 1;
    history_init_plain(&history, value, N, 0, 0, 0);
    standardised_init(&scale, &history, false);
    ok(autoregression_fit(&fit, &design, &history, &scale, N, 3, robust), "an exact AR(1) fits");
    near(fit.coefficient[0], .8, 1e-3, "its coefficient");
    autoregression_predict(&fit, &history, &scale, 20, 3, path);
    near(path[2] * history.scale, value[22], 2e-3, "three steps from within the history");
    autoregression_release(&fit);
    ok(!autoregression_fit(&fit, &design, &history, &scale, 5, 3, robust),
       "five values are too few");
    standardised_release(&scale);
    history_release(&history);
}

/// The two-block elimination against the same weighted ridge regression solved as one dense system
/// by Gauss-Jordan elimination.
static void elimination_is_exact(void)
{
    enum { P = 3, W = 6, N = 40, K = 2 + P + W };
    const struct autoregression_design design = {false, one_lag, 0, 1.5, .3, 2};
    double value[N];
    struct random random;
    random_seed(&random, 5, 0);
    for (int t = 0; t < N; t++)
        value[t] = 10 + 3 * (t % P) + (t % W) + random_normal(&random);
    struct history history;
    struct standardised scale;
    struct autoregression fit;
    double robust[N];
    for (int t = 0; t < N; t++)
        robust[t] = 1;
    history_init_plain(&history, value, N, P, W, 0);
    standardised_init(&scale, &history, false);
    ok(autoregression_fit(&fit, &design, &history, &scale, N, 1, robust), "profiles fit");
    double a[K][K + 1];
    memset(a, 0, sizeof a);
    for (int t = 1; t < N; t++) {
        double x[K + 1] = {scale.z[t - 1], 1};
        x[2 + t % P] = 1;
        x[2 + P + t % W] = 1;
        x[K] = scale.z[t];
        for (int i = 0; i < K; i++)
            for (int j = 0; j <= K; j++)
                a[i][j] += x[i] * x[j];
    }
    a[0][0] += 1e-5 * (N - 1);
    for (int i = 0; i < P; i++)
        a[2 + i][2 + i] += design.ridge_season;
    for (int i = 0; i < W; i++)
        a[2 + P + i][2 + P + i] += design.ridge_long_season;
    for (int i = 0; i < K; i++) {
        for (int r = 0; r < K; r++) {
            double factor = r == i ? 0 : a[r][i] / a[i][i];
            for (int j = 0; j <= K && factor != 0; j++)
                a[r][j] -= factor * a[i][j];
        }
    }
    near(fit.coefficient[0], a[0][K] / a[0][0], 1e-9, "the lag's coefficient");
    near(fit.constant, a[1][K] / a[1][1], 1e-9, "the constant");
    for (int p = 0; p < W; p++) {
        double want =
            a[2 + p % P][K] / a[2 + p % P][2 + p % P] + a[2 + P + p][K] / a[2 + P + p][2 + P + p];
        near(fit.profile[p], want, 1e-9, "both profiles of a phase");
    }
    autoregression_release(&fit);
    standardised_release(&scale);
    history_release(&history);
}

static void naives(void)
{
    const double value[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct history history;
    double path[8];
    history_init_plain(&history, value, 12, 4, 0, 0);
    naive_predict(&history, 4, 12, 8, path);
    near(path[5] * history.scale, 10, 1e-14, "seasonal naive repeats the last season");
    naive_predict(&history, 0, 12, 8, path);
    near(path[7] * history.scale, 20, 1e-12, "drift continues an exact line");
    naive_predict(&history, 0, 2, 8, path);
    near(path[7] * history.scale, 4, 1e-12, "but only for as long as was seen");
    history_release(&history);
}

/// Errors are measured by hand: forecasts 0 where the values are 1, 2, 3 ...; season 1.
static void scores(void)
{
    const double value[] = {8, 8, 9, 9, 10, 1, 2, 3};
    double path[3] = {0, 0, 0};
    struct history history;
    history_init_plain(&history, value, 8, 0, 0, 0);
    struct trials trials = {.count = 1, .steps = 3, .held_out = 3, .origin = {5}, .path = path};
    struct backtest backtest;
    backtest_score(&history, &trials, 3600, &backtest);
    // Mean error (1+2+3)/3 = 2; naive from 10: (9+8+7)/3 = 8; one-step changes 0 1 0 1: 0.5.
    near(backtest.mase, 4, 1e-12, "MASE");
    near(backtest.mase_naive, 16, 1e-12, "of seasonal naive");
    near(backtest.skill, .75, 1e-12, "skill");
    near(backtest.coverage_p95, NAN, 0, "one origin is too few for coverage");
    is_int(backtest.steps, 3, "steps");
    history_release(&history);
}

static double *grow(size_t n, double growth_week)
{
    double *value = mem_alloc(n, sizeof *value);
    for (size_t t = 0; t < n; t++)
        value[t] = 100 * pow(1 + growth_week, (double)t / WEEK) * (t % DAY < 12 ? .5 : 1.5);
    return value;
}

static void levels(void)
{
    enum { N = 12 * WEEK };
    double *value = grow(N, .05);
    struct history history;
    struct level_trend trend;
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    ok(level_trend_fit(&trend, &history, 3600), "twelve weeks have a trend");
    is_int(trend.period, WEEK, "levels are weeks");
    is_int(trend.count, 12, "twelve of them");
    ok(trend.slope > .9 * log(1.05) && trend.slope <= log(1.05) + 1e-9, "five per cent a week");
    ok(trend.damping >= .8 && trend.damping < 1, "damped");
    double path[2 * WEEK];
    level_trend_predict(&trend, &history, 2 * WEEK, path);
    near(path[2 * WEEK - 12] / path[2 * WEEK - 13], 3, .02, "the usual day is kept");
    ok(path[WEEK] > history.value[N - WEEK], "growth goes on");
    level_trend_release(&trend);
    double *week = usual_week(&history, WEEK);
    near(exp(week[3]) / exp(week[15]), 1 / 3., .01, "night to day of the usual week");
    free(week);
    history_release(&history);
    history_init_plain(&history, value, 2 * WEEK, DAY, WEEK, 0);
    ok(!level_trend_fit(&trend, &history, 3600), "two weeks have none");
    history_release(&history);
    free(value);
}

/// Three years of weekly levels with one cosine a year.
static void years(void)
{
    enum { N = 3 * 365 };
    double value[N];
    for (int t = 0; t < N; t++)
        value[t] = 1000 * exp(.4 * cos(6.283185307179586 * t / 365.25));
    struct history history;
    struct level_trend trend;
    history_init_plain(&history, value, N, 7, 0, 0);
    ok(level_trend_fit(&trend, &history, 86400) && trend.has_year, "three years show the year");
    double half_year_on = level_trend_at(&trend, 182);
    double want = log(1000 / history.scale) + .4 * cos(6.283185307179586 * (N + 182) / 365.25);
    ok(fabs(half_year_on - want) < .05, "and half a year ahead is found");
    level_trend_release(&trend);
    history_release(&history);
}

static void similar_days(void)
{
    enum { N = 21 * DAY };
    double value[N];
    double path[DAY];
    for (int t = 0; t < N; t++)
        value[t] = 50 + 40 * sin(6.283185307179586 * (t % DAY) / DAY);
    struct history history;
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    ok(analog_predict(&history, DAY, path), "similar days are found");
    near(path[7] * history.scale, value[7], 1e-9, "equal days are followed by an equal one");
    ok(day_factors_predict(&history, DAY, path), "day shapes are found");
    near(path[7] * history.scale, value[7], 1e-6, "equal days have no departures");
    history_release(&history);
    history_init_plain(&history, value, 3 * DAY, DAY, WEEK, 0);
    ok(!analog_predict(&history, DAY, path), "three days have too few alike");
    ok(!day_factors_predict(&history, DAY, path), "and too few shapes");
    history_release(&history);
}

static void outliers(void)
{
    enum { N = 28 * DAY };
    double value[N];
    struct random random;
    random_seed(&random, 3, 0);
    for (int t = 0; t < N; t++)
        value[t] =
            (100 + 30 * sin(6.283185307179586 * t / DAY)) * exp(.03 * random_normal(&random));
    value[400] *= 20;
    for (int t = 500; t < N; t++)
        value[t] *= 3;
    struct history history;
    struct history cleaned;
    unsigned char outlier[N];
    history_init_plain(&history, value, N, DAY, WEEK, 0);
    size_t count = cleaning_apply(&history, &cleaned, outlier);
    ok(count > 0 && outlier[400], "a spike is replaced");
    near(cleaned.value[400] * cleaned.scale, value[400] / 20, .2, "by what was due");
    ok(!outlier[600], "a shift of level stays");
    if (count > 0)
        history_release(&cleaned);
    history_release(&history);
}

int main(void)
{
    maths_init();
    combining();
    outlooks();
    calendars();
    histories();
    exact_autoregression();
    elimination_is_exact();
    naives();
    scores();
    levels();
    years();
    similar_days();
    outliers();
    return done();
}
