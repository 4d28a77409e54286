// Rare demand: quantiles in closed form, times of day, and what is regular and not rare.
#include "base/memory.h"
#include "forecast/forecast.h"
#include "forecast/peaks.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, P50 = 0, P90, P95, P99 };

static struct series make(size_t n)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, "requests_per_s", NULL, &unit, 0, HOUR_S, n);
    return series;
}

static struct forecast run(const struct series *series, struct notes *notes)
{
    struct forecast_options options = {.changepoint = INSTANT_NONE, .horizon_s = DAY_S};
    struct forecast forecast = {0};
    struct err err = {0};
    ok(forecast_series(series, &options, &forecast, notes, &err) == 0, "forecast: %s", err.text);
    return forecast;
}

static const char *note_text(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return notes->note[i].text;
    return NULL;
}

/// 7 % of the steps have 4.75: that is every quantile above .93, and 0 every other.
static void constant_size(void)
{
    struct series series = make(2000);
    struct random random;
    random_seed(&random, 21, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = random_uniform(&random) < .07 ? 4.75 : 0;
    struct notes notes = {0};
    struct forecast f = run(&series, &notes);
    is_text(f.method, "empirical", "demand of 7 %% of the steps is rare");
    double worst = 0;
    for (size_t h = 0; h < f.n; h++)
        worst = fmax(worst, fabs(f.level[P50][h]) + fabs(f.level[P90][h]) +
                                fabs(f.level[P95][h] - 4.75) + fabs(f.level[P99][h] - 4.75));
    near(worst, 0, 0, "p50 and p90 are 0, p95 and p99 the one size there is");
    double sum = 0;
    for (size_t i = 0; i < series.n; i++)
        sum += series.value[i];
    near(f.mean[0], sum / (double)series.n, 1e-12, "the mean is that of what was measured");
    has_text(note_text(&notes, "rare-demand"), "more than half of the values are zero",
             "which is said");
    ok(note_text(&notes, "outliers") == NULL, "no burst is an outlier");
    ok(note_text(&notes, "bounds-too-high") == NULL, "a bound that always holds is right here");
    ok(f.backtest.coverage_p95 > .93, "the backtest's p95 holds");
    forecast_release(&f);
    notes_release(&notes);
    series_release(&series);
}

/// Sizes are exponential with mean 10: P(X > x) = .07 exp(-x / 10), so that the q-quantile is
/// 10 log(.07 / (1 - q)): 3.365 at .95, 19.46 at .99.
static void exponential_size(void)
{
    struct series series = make(15000);
    struct random random;
    random_seed(&random, 22, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = random_uniform(&random) < .07 ? 10 * random_exponential(&random) : 0;
    struct forecast f = run(&series, NULL);
    near(f.level[P95][5], 10 * log(.07 / .05), .15, "p95 in closed form");
    near(f.level[P99][5], 10 * log(.07 / .01), .1, "p99 too");
    near(f.level[P95][5], f.level[P95][17], 0, "hours that are alike are not told apart");
    forecast_release(&f);
    series_release(&series);
}

/// Half of the steps between 9 and 17 o'clock have 8, none elsewhere: 1 step in 6.
static void by_hour(void)
{
    struct series series = make(2400);
    struct random random;
    random_seed(&random, 23, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = i % 24 >= 9 && i % 24 < 17 && random_uniform(&random) < .5 ? 8 : 0;
    struct forecast f = run(&series, NULL);
    near(f.level[P95][12], 8, 0, "at noon p95 is the size");
    near(f.level[P99][3], 0, 0, "at night there is nothing");
    forecast_release(&f);
    series_release(&series);
}

/// A batch at two o'clock, two hours beside it nothing; and one that comes at two or at three.
static void by_the_clock(void)
{
    struct series series = make(1344);
    struct random random;
    random_seed(&random, 27, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = i % 24 == 2 ? 800 * (1 + .1 * random_normal(&random)) : 0;
    struct forecast f = run(&series, NULL);
    is_text(f.method, "empirical", "one hour of the day is rare demand");
    near(f.mean[2], 800, .05, "the hour has it all");
    near(f.level[P50][2], 800, .05, "in the middle too");
    near(f.mean[1] + f.level[P99][1] + f.mean[3] + f.level[P99][3], 0, 0,
         "the hours beside it have nothing");
    ok(f.backtest.skill > 0, "better than the last night again (%.2f)", f.backtest.skill);
    forecast_release(&f);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 0;
    for (size_t day = 0; day < series.n / 24; day++)
        series.value[day * 24 + 2 + (random_uniform(&random) < .5)] = 800;
    f = run(&series, NULL);
    near(f.level[P95][2], 800, 0, "at either hour it may come");
    near(f.level[P95][3], 800, 0, "as far as p95 tells");
    forecast_release(&f);
    series_release(&series);
}

static void regular(void)
{
    struct series series = make(1344);
    struct random random;
    random_seed(&random, 24, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] =
            i % 24 < 5 ? (100 + .2 * (double)i) * (1 + .02 * random_normal(&random)) : 0;
    struct forecast f = run(&series, NULL);
    is_text(f.method, "ensemble", "a job of every night that grows is no rare demand");
    forecast_release(&f);
    series_release(&series);
}

static void short_history(void)
{
    struct series series = make(30);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = i == 3 ? 6 : 0;
    struct forecast f = run(&series, NULL);
    is_text(f.method, "empirical", "thirty values, one above zero");
    near(f.level[P99][0], 6, 0, "p99 is the one that was");
    near(f.level[P50][0], 0, 0, "p50 is zero");
    forecast_release(&f);
    series_release(&series);
}

/// Compound processes: the mean of forecasts is that of the samples within six per cent, where a
/// table of quantiles alone is off by ten.
static void means(void)
{
    enum { SERIES = 20 };
    static const struct {
        const char *name;
        int64_t step_s;
        size_t n;
        double share, size;
    } cases[] = {
        {"hours, one in 14", HOUR_S, 1344, .07, 10},
        {"hours, one in three", HOUR_S, 1344, .33, 3},
        {"minutes in fives, one in 50", 300, 8064, .02, 5},
        {"minutes in fives, one in ten", 300, 8064, .1, 5},
        {"days, one in three", DAY_S, 400, .33, 3},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        double sum = 0, sample = 0;
        for (uint64_t seed = 0; seed < SERIES; seed++) {
            struct series series = make(cases[k].n);
            struct random random;
            struct forecast_options options = {.changepoint = INSTANT_NONE,
                                               .horizon_s = 24 * cases[k].step_s};
            struct forecast f;
            struct err err = {0};
            series.step_s = cases[k].step_s;
            random_seed(&random, 30 + seed, 1);
            for (size_t i = 0; i < series.n; i++) {
                bool comes = random_uniform(&random) < cases[k].share;
                series.value[i] = comes ? cases[k].size * random_exponential(&random) : 0;
                sample += series.value[i] / (double)series.n / SERIES;
            }
            bool is_done = forecast_series(&series, &options, &f, NULL, &err) == 0;
            for (size_t h = 0; is_done && h < f.n; h++)
                sum += f.mean[h] / (double)f.n / SERIES;
            forecast_release(&f);
            series_release(&series);
        }
        ok(fabs(sum / sample - 1) < .06, "%s: mean %.4f of %.4f", cases[k].name, sum, sample);
    }
}

/// One hour in 50 has 5, whatever the hour: a week's peak is 5 but for one week in 30, that of six
/// hours one time in nine.
static void peaks_of_bursts(void)
{
    struct series series = make(1344);
    struct random random;
    struct forecast f;
    struct err err = {0};
    struct forecast_options options = {
        .changepoint = INSTANT_NONE, .horizon_s = 14 * DAY_S, .with_paths = true};
    random_seed(&random, 26, 0);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = random_uniform(&random) < .02 ? 5 : 0;
    ok(forecast_series(&series, &options, &f, NULL, &err) == 0, "bursts: %s", err.text);
    static const int64_t periods[] = {7 * DAY_S, 6 * HOUR_S};
    for (size_t k = 0; k < 2; k++) {
        struct peaks_options peaks_options = {
            .period_s = periods[k], .paths = 1000, .seed = 1, .threads = 1};
        struct peaks peaks;
        ok(peaks_init(&peaks, &f, &peaks_options, &err) == 0, "peaks of bursts: %s", err.text);
        double mean = 0;
        for (size_t p = 0; p < peaks.periods; p++)
            mean += peaks.mean[p] / (double)peaks.periods;
        double steps = (double)periods[k] / HOUR_S;
        near(mean, 5 * (1 - pow(.98, steps)), .25, "mean peak in closed form");
        near(peaks.level[P50][0], k == 0 ? 5 : 0, 0, "and the median");
        peaks_release(&peaks);
    }
    forecast_release(&f);
    series_release(&series);
}

/// Zeros give way to small counts in the last three days: a level that was none is not multiplied.
static void from_nothing(void)
{
    struct series series = make(1344);
    struct random random;
    double highest = 0;
    random_seed(&random, 25, 0);
    for (size_t i = 0; i < series.n; i++) {
        double share = i + 72 < series.n ? .3 : .9;
        series.value[i] =
            random_uniform(&random) < share ? 1 + floor(3 * random_uniform(&random)) : 0;
    }
    struct forecast f = run(&series, NULL);
    for (size_t h = 0; h < f.n; h++)
        highest = fmax(highest, f.level[P99][h]);
    ok(highest <= 6, "p99 stays near the highest count of three (%.3g)", highest);
    forecast_release(&f);
    series_release(&series);
}

int main(void)
{
    maths_init();
    constant_size();
    exponential_size();
    by_hour();
    by_the_clock();
    regular();
    short_history();
    means();
    peaks_of_bursts();
    from_nothing();
    return done();
}
