#include "generate.h"
#include "series/gaps.h"
#include "tap.h"

#include <string.h>

/// A Poisson count by multiplying uniforms (Knuth); `mean` is small.
static double poisson(struct random *random, double mean)
{
    double limit = exp(-mean);
    double product = random_uniform(random);
    int count = 0;
    while (product > limit) {
        product *= random_uniform(random);
        count++;
    }
    return count;
}

static void remove_run(struct series *series, size_t first, size_t steps)
{
    for (size_t i = first; i < first + steps; i++) {
        series->value[i] = NAN;
        series->mark[i] = MARK_ABSENT;
    }
}

static bool run_is(const struct series *series, size_t first, size_t steps, enum series_mark mark)
{
    for (size_t i = first; i < first + steps; i++)
        if (series->mark[i] != mark ||
            (mark == MARK_ZERO ? series->value[i] != 0 : !isnan(series->value[i])))
            return false;
    return true;
}

/// Three weeks of minutes: 2 a minute at night (0-6 h), 60 by day.
static void day_and_night(struct series *series, struct random *random)
{
    generate_empty(series, 60, 21 * 1440);
    for (size_t i = 0; i < series->n; i++)
        series->value[i] = poisson(random, i % 1440 < 360 ? 2 : 60) / 60;
}

static void test_auto(void)
{
    struct random random;
    random_seed(&random, 3, 0);
    struct series series;
    day_and_night(&series, &random);
    size_t night = 10 * 1440 + 120;
    size_t long_night = 11 * 1440 + 120;
    size_t noon = 12 * 1440 + 720;
    remove_run(&series, night, 2);
    remove_run(&series, long_night, 30);
    remove_run(&series, noon, 1);
    struct notes notes = {0};
    gaps_apply(&series, GAPS_AUTO, true, &notes);
    // exp(-2 x 2 / 1) = .018; exp(-60) = 9e-27; exp(-60) for the single minute at noon.
    ok(run_is(&series, night, 2, MARK_ZERO), "two quiet minutes are zero");
    ok(run_is(&series, long_night, 30, MARK_ABSENT), "half an hour of a quiet night is not");
    ok(run_is(&series, noon, 1, MARK_ABSENT), "a busy minute is missing");
    has_text(notes.note[0].text, "33 of 30240 steps have no value", "gaps are noted");
    has_text(notes.note[0].text, "2 read as zero, 0 filled, 31 missing", "by what became of them");
    notes_release(&notes);
    series_release(&series);
}

/// A log that fails counts less before it stops: the level is that of the same time of other weeks.
static void test_failing_log(void)
{
    struct random random;
    random_seed(&random, 4, 0);
    struct series series;
    day_and_night(&series, &random);
    size_t noon = 10 * 1440 + 720;
    for (size_t i = noon - 30; i < noon + 30; i++)
        series.value[i] = 1.0 / 60;
    remove_run(&series, noon, 2);
    gaps_apply(&series, GAPS_AUTO, true, NULL);
    ok(run_is(&series, noon, 2, MARK_ABSENT), "silence amid a collapse is missing");
    series_release(&series);
}

/// Closed every night: no rows at all from 0 to 6 h.
static void test_nightly_silence(void)
{
    struct random random;
    random_seed(&random, 5, 0);
    struct series series;
    generate_empty(&series, 300, 28 * 288);
    for (size_t i = 0; i < series.n; i++) {
        series.value[i] = i % 288 < 72 ? NAN : (5 + poisson(&random, 20)) / 300;
        if (isnan(series.value[i]))
            series.mark[i] = MARK_ABSENT;
    }
    gaps_apply(&series, GAPS_AUTO, true, NULL);
    ok(run_is(&series, 14 * 288, 72, MARK_ZERO), "a silence of every night is zero");
    series_release(&series);
}

/// A service that is never near zero: a single absent step is a hole in the export.
static void test_always_busy(void)
{
    struct random random;
    random_seed(&random, 6, 0);
    struct series series;
    generate_empty(&series, 60, 3000);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = (900 + poisson(&random, 100)) / 60;
    remove_run(&series, 1500, 1);
    gaps_apply(&series, GAPS_AUTO, true, NULL);
    ok(run_is(&series, 1500, 1, MARK_ABSENT), "a step of a busy service is missing");
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 100;
    remove_run(&series, 1500, 1);
    gaps_apply(&series, GAPS_AUTO, true, NULL);
    ok(run_is(&series, 1500, 1, MARK_ABSENT), "so is one of a constant load");
    series_release(&series);
}

static void test_gauge(void)
{
    struct series series;
    generate_empty(&series, 60, 100);
    for (size_t i = 0; i < 100; i++)
        series.value[i] = 0.1;
    remove_run(&series, 50, 1);
    gaps_apply(&series, GAPS_AUTO, false, NULL);
    ok(run_is(&series, 50, 1, MARK_ABSENT), "a level that is absent is never zero");
    series_release(&series);
}

static void test_policies(void)
{
    struct series series;
    generate_empty(&series, 3600, 96);
    for (size_t i = 0; i < 96; i++)
        series.value[i] = (double)(i % 24);
    remove_run(&series, 10, 2);
    remove_run(&series, 40, 6);
    struct series zero;
    series_init(&zero, "x", NULL, &series.unit, series.start, 3600, 96);
    memcpy(zero.value, series.value, 96 * sizeof *zero.value);
    memcpy(zero.mark, series.mark, 96);

    gaps_apply(&zero, GAPS_ZERO, false, NULL);
    ok(run_is(&zero, 40, 6, MARK_ZERO), "--gaps zero");
    gaps_apply(&series, GAPS_KEEP, true, NULL);
    ok(run_is(&series, 10, 2, MARK_ABSENT), "--gaps keep");
    gaps_apply(&series, GAPS_FILL, true, NULL);
    near(series.value[10], 10, 1e-12, "--gaps fill: a short run by a straight line");
    near(series.value[43], 19, 1e-12, "a longer one from the same time of the days around");
    is_int(series.mark[43], MARK_FILLED, "marked");
    series_release(&series);
    series_release(&zero);
}

static void test_drop(void)
{
    struct series series;
    generate_empty(&series, 60, 10);
    for (size_t i = 0; i < 10; i++)
        series.value[i] = (double)i;
    remove_run(&series, 0, 2);
    remove_run(&series, 5, 1);
    remove_run(&series, 9, 1);
    gaps_apply(&series, GAPS_DROP, true, NULL);
    is_int(series.n, 7, "--gaps drop cuts both ends");
    near(series.value[0], 2, 0, "the first known value is first");
    ok(series.start == GENERATE_START + 120000, "and its time the start");
    near(series.value[3], NAN, 0, "within, a gap stays");
    series_release(&series);
}

/// A stray row years before the others: the silence between is longer than all that was measured,
/// and its own days are no witnesses that nights are quiet.
static void test_stray_row(void)
{
    struct series series;
    generate_empty(&series, 300, 100000);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 2;
    remove_run(&series, 1, series.n - 13);
    struct notes notes = {0};
    gaps_apply(&series, GAPS_AUTO, true, &notes);
    ok(run_is(&series, 1, series.n - 13, MARK_ABSENT), "a year without rows is no year of zeros");
    notes_release(&notes);
    series_release(&series);
}

int main(void)
{
    test_stray_row();
    test_auto();
    test_failing_log();
    test_nightly_silence();
    test_always_busy();
    test_gauge();
    test_policies();
    test_drop();
    return done();
}
