#include "build.h"
#include "maths/random.h"
#include "series/grid.h"
#include "tap.h"

#include <math.h>
#include <stdio.h>

static void test_totals_become_rates(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "alb.csv");
    size_t stream = build_stream(&b, "RequestCount", NULL, SAMPLE_TOTAL);
    for (int i = 0; i < 4; i++)
        build_add(&b, stream, 300 * i, 600 + 300 * i);
    is_int(build_run(&b), 0, "totals are read");
    const struct series *s = &b.set.item[0];
    is_text(s->name, "requests_per_s", "the name says what they became");
    is_text(s->unit.name, "requests/s", "and the unit");
    is_int(s->step_s, 300, "the spacing is the step");
    is_int(s->n, 4, "four steps");
    near(s->value[0], 2, 1e-12, "600 in 300 s are 2 a second");
    near(s->value[3], 5, 1e-12, "1500 in 300 s are 5 a second");
    ok(s->start == BUILD_START, "the start is the first time");
    build_end(&b);
}

static void test_order_and_duplicates(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    const double second[] = {0, 120, 60, 180, 180, 240};
    for (int i = 0; i < 6; i++)
        build_add(&b, stream, second[i], second[i]);
    is_int(build_run(&b), 0, "unsorted rows are read");
    for (size_t i = 0; i < 5; i++)
        near(b.set.item[0].value[i], 60 * (double)i, 0, "each value is at its time");
    has_text(build_note(&b, "order"), "1 row is not in time order", "the order is noted");
    has_text(build_note(&b, "duplicates"), "1 row repeats a time with the same value",
             "the duplicate too");
    build_end(&b);
}

static void test_conflict_in_a_file(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 10; i++)
        build_add(&b, stream, 60 * i, i);
    build_add(&b, stream, 60, 7);
    is_int(build_run(&b), -1, "two values for a time are refused");
    is_text(b.err.text,
            "a.csv: load: two rows for 2024-03-10T00:01:00Z differ, 1 and 7 (1 time like it); "
            "--prefer first or last says which row counts, --prefer mean takes their mean",
            "with time, values and remedy");
    b.options.prefer = PREFER_LAST;
    is_int(build_run(&b), 0, "--prefer settles it");
    near(b.set.item[0].value[1], 7, 0, "the last one counts");
    build_end(&b);

    build_begin(&b);
    b.options.prefer = PREFER_FIRST;
    build_add_file(&b, "a.csv");
    stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    build_add(&b, stream, 0, 1);
    build_add(&b, stream, 60, 2);
    build_add(&b, stream, 60, 3);
    is_int(build_run(&b), 0, "--prefer first");
    near(b.set.item[0].value[1], 2, 0, "the first one counts");
    build_end(&b);
}

static void test_conflict_remedies(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 10; i++) {
        build_add(&b, stream, 60 * i, i);
        build_add(&b, stream, 60 * i, i + 100);
    }
    is_int(build_run(&b), -1, "two rows for every time are refused");
    has_text(b.err.text, "--by COLUMN names what tells the rows apart", "the key is missing");
    build_end(&b);

    build_begin(&b);
    build_add_file(&b, "a.csv");
    b.samples.source[0].zone_assumed = true;
    stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 60; i++)
        build_add(&b, stream, 300 * (i < 30 ? i : i - 6), i);
    is_int(build_run(&b), -1, "an hour that comes twice is refused");
    has_text(b.err.text, "--tz ZONE settles it", "the zone may be missing");
    build_end(&b);
}

static void test_files_joined(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 5; i++)
        build_add(&b, stream, 60 * i, i);
    build_add_file(&b, "b.csv");
    stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 3; i < 8; i++)
        build_add(&b, stream, 60 * i, i);
    is_int(build_run(&b), 0, "files that overlap with equal values are joined");
    is_int(b.set.count, 1, "into one series");
    is_int(b.set.item[0].n, 8, "of all steps");
    series_set_release(&b.set);

    build_add(&b, stream, 120, 20);
    is_int(build_run(&b), -1, "files that differ are refused");
    is_text(b.err.text,
            "b.csv: load: 2024-03-10T00:02:00Z is 20 here and 2 in \"a.csv\" (1 time like it); "
            "--prefer first or last says which file counts",
            "naming both");
    build_end(&b);
}

static void test_services_stay_apart(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    for (int i = 0; i < 3; i++) {
        build_add(&b, build_stream(&b, "load", "web", SAMPLE_GAUGE), 60 * i, i);
        build_add(&b, build_stream(&b, "load", "api", SAMPLE_GAUGE), 60 * i, 10 * i);
    }
    is_int(build_run(&b), 0, "two services are read");
    is_int(b.set.count, 2, "as two series");
    is_text(b.set.item[0].key, "web", "in the order of their first rows");
    is_text(b.set.item[1].key, "api", "each with its key");
    near(b.set.item[1].value[2], 20, 0, "and its values");
    build_end(&b);
}

static void test_counter(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "http_requests_total", NULL, SAMPLE_COUNTER);
    const double reading[] = {1000, 1600, 2200, 300, 900, 1500};
    for (int i = 0; i < 6; i++)
        build_add(&b, stream, 60 * i, reading[i]);
    is_int(build_run(&b), 0, "a counter is read");
    const struct series *s = &b.set.item[0];
    is_text(s->name, "http_requests_per_s", "its total becomes a rate");
    is_int(s->n, 5, "between six readings are five steps");
    near(s->value[0], 10, 1e-12, "600 in 60 s");
    near(s->value[2], 5, 1e-12, "after a restart what was counted since");
    near(s->value[3], 10, 1e-12, "and on");
    has_text(build_note(&b, "resets"), "restarted 1 time:", "the restart is noted");
    build_end(&b);
}

static void test_counter_wrap(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "octets_total", NULL, SAMPLE_COUNTER);
    const double reading[] = {4294960000, 4294963000, 4294966000, 1704, 4704};
    for (int i = 0; i < 5; i++)
        build_add(&b, stream, 30 * i, reading[i]);
    is_int(build_run(&b), 0, "a counter that wraps is read");
    for (size_t i = 0; i < 4; i++)
        near(b.set.item[0].value[i], 100, 1e-12, "3000 in 30 s throughout");
    has_text(build_note(&b, "wraps"), "wrapped at 32 bits 1 time", "the wrap is noted");
    build_end(&b);
}

static void test_counter_gap(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "jobs_total", NULL, SAMPLE_COUNTER);
    for (int i = 0; i < 8; i++)
        if (i != 3 && i != 4)
            build_add(&b, stream, 60 * i, 120 * i);
    is_int(build_run(&b), 0, "a counter with a hole is read");
    for (size_t i = 0; i < 7; i++)
        near(b.set.item[0].value[i], 2, 1e-12, "the growth is spread over the hole");
    is_int(b.set.item[0].mark[3], MARK_FILLED, "and marked");
    build_end(&b);
}

/// Readings two seconds off the minute around a missing one: 100 a reading, 100 over the hole.
static void test_counter_gap_with_jitter(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "ops_total", NULL, SAMPLE_COUNTER);
    for (int i = 0; i < 12; i++)
        if (i != 6)
            build_add(&b, stream, 60 * i + 2 * (i % 2), 100 * (i - (i > 6)));
    is_int(build_run(&b), 0, "a counter with a hole and jitter is read");
    const struct series *s = &b.set.item[0];
    is_int(s->n, 11, "a step for each span");
    is_int(s->mark[5], MARK_FILLED, "the hole is filled");
    is_int(s->mark[6], MARK_FILLED, "to its end");
    is_int(s->mark[7], MARK_MEASURED, "two seconds of it leave the next step measured");
    is_int(s->step_s, 60, "though 62 s are between most readings");
    near(s->value[7], (100.0 / 120 * 2 + 100) / 60, 1e-12, "with its part of them");
    build_end(&b);
}

static void test_clock_change(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "disk.csv");
    size_t stream = build_stream(&b, "write_bytes", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 24; i++)
        build_add(&b, stream, 300 * i, i);
    // The source stamps the whole hour that its local clock skips with the hour's end.
    for (int i = 24; i < 36; i++)
        build_add(&b, stream, 300 * 35, i);
    for (int i = 36; i < 60; i++)
        build_add(&b, stream, 300 * i, i);
    is_int(build_run(&b), 0, "a collapsed hour is read");
    has_text(build_note(&b, "clock-change"), "12 rows share the time", "and noted");
    bool in_place = b.set.item[0].n == 60;
    for (size_t i = 0; i < 60 && in_place; i++)
        in_place = b.set.item[0].value[i] == (double)i;
    ok(in_place, "its rows are back in their steps");
    build_end(&b);
}

static void test_stray_row(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 20; i++)
        build_add(&b, stream, 10 * i, i);
    samples_add(&b.samples, stream, INT64_C(253370764800) * 1000, 1);
    is_int(build_run(&b), -1, "the year 9999 is refused");
    is_text(b.err.text,
            "a.csv: load: the row at 9999-01-01T00:00:00Z is far from the others: 25166073601 "
            "steps of 10s from the first row to the last, of which 21 have one; --until "
            "2024-03-10T00:03:20Z leaves it out, --step chooses a coarser step",
            "by name and with a remedy");
    b.options.until = BUILD_START + 200000;
    is_int(build_run(&b), 0, "which works");
    is_int(b.set.item[0].n, 20, "and keeps the rest");
    build_end(&b);
}

static void test_bounds_and_window(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 24; i++)
        build_add(&b, stream, 300 * i, i);
    b.options.window_s = 1800;
    is_int(build_run(&b), 0, "a window is cut");
    is_int(b.set.item[0].n, 6, "30 minutes are six steps of five");
    near(b.set.item[0].value[0], 18, 0, "the last ones");
    series_set_release(&b.set);

    b.options.window_s = 0;
    b.options.since = BUILD_START + 600000;
    b.options.until = BUILD_START + 1200000;
    is_int(build_run(&b), 0, "bounds are kept");
    is_int(b.set.item[0].n, 2, "until is exclusive");
    series_set_release(&b.set);

    b.options.since = BUILD_START + INT64_C(86400000) * 10;
    b.options.until = INSTANT_NONE;
    is_int(build_run(&b), -1, "nothing left is an error");
    has_text(b.err.text, "no values between --since and --until: all are from 20",
             "that names the bounds");
    build_end(&b);
}

static void test_single_row(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    build_add(&b, build_stream(&b, "load", NULL, SAMPLE_GAUGE), 0, 1);
    is_int(build_run(&b), -1, "one row has no step");
    is_text(b.err.text, "a.csv: load: a single row has no step; --step names it", "and says so");
    b.options.step_s = 60;
    is_int(build_run(&b), 0, "--step names it");
    series_set_release(&b.set);

    b.options.step_s = 0;
    for (int i = 0; i < 3; i++)
        build_add(&b, build_stream(&b, "other", NULL, SAMPLE_GAUGE), 300 * i, i);
    is_int(build_run(&b), 0, "or the step of another series does");
    is_int(b.set.item[0].step_s, 300, "the same for both");
    build_end(&b);
}

static void test_step_option(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 120; i++)
        build_add(&b, stream, 60 * i, i);
    b.options.step_s = 300;
    is_int(build_run(&b), 0, "a coarser step is made");
    is_int(b.set.item[0].n, 24, "of five minutes each");
    near(b.set.item[0].value[1], 7, 1e-12, "the mean of 5 .. 9");
    series_set_release(&b.set);
    b.options.step_s = 90;
    is_int(build_run(&b), -1, "a step that does not fit is refused");
    has_text(b.err.text, "has a step of 1m, which does not divide --step 1m30s", "with both steps");
    build_end(&b);
}

static void test_events(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "access.csv");
    size_t stream = build_stream(&b, "requests", NULL, SAMPLE_EVENT);
    // Ten a minute, each twice at the same instant: events are never merged.
    for (int i = 0; i < 600; i++)
        build_add(&b, stream, 12 * (i / 2), 1);
    is_int(build_run(&b), 0, "events are counted");
    is_int(b.set.item[0].step_s, 60, "a minute by default");
    near(b.set.item[0].value[0], 10.0 / 60, 1e-12, "ten in a minute");
    is_text(b.set.item[0].name, "requests_per_s", "as a rate");
    build_end(&b);
}

static void test_jitter(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    struct random random;
    random_seed(&random, 1, 0);
    for (int i = 0; i < 100; i++)
        build_add(&b, stream, 60 * i + 6 * random_uniform(&random) - 3, i);
    is_int(build_run(&b), 0, "times that jitter are read");
    is_int(b.set.item[0].step_s, 60, "the step is seen through the jitter");
    is_int(b.set.item[0].n, 100, "each row has its step");
    bool in_place = true;
    for (size_t i = 0; i < b.set.item[0].n; i++)
        in_place = in_place && b.set.item[0].value[i] == (double)i;
    ok(in_place, "and none is merged or lost");
    build_end(&b);
}

static void test_change_of_resolution(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "RequestCount", NULL, SAMPLE_TOTAL);
    for (int i = 0; i < 48; i++)
        build_add(&b, stream, 300 * i, 3000);
    for (int i = 0; i < 240; i++)
        build_add(&b, stream, 300 * 48 + 60 * i, 600);
    is_int(build_run(&b), 0, "two resolutions are read");
    is_int(b.set.item[0].step_s, 300, "at the coarser one");
    bool same = true;
    for (size_t i = 0; i < b.set.item[0].n; i++)
        same = same && fabs(b.set.item[0].value[i] - 10) < 1e-12;
    ok(same, "and 10 a second stay 10 a second");
    has_text(build_note(&b, "resolution"), "the step changes from 1m to 5m", "noted");
    build_end(&b);
}

static void test_change_of_resolution_in_a_few_rows(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "RequestCount", NULL, SAMPLE_TOTAL);
    for (int i = 0; i < 3; i++)
        build_add(&b, stream, 3600 * i, 36000);
    for (int i = 0; i < 14; i++)
        build_add(&b, stream, 3600 * 3 + 300 * i, 3000);
    for (int i = 0; i < 3; i++)
        build_add(&b, stream, 3600 * 3 + 300 * 14 + 60 * i, 600);
    is_int(build_run(&b), 0, "three resolutions in twenty rows are read");
    is_int(b.set.item[0].step_s, 3600, "at the coarsest one");
    is_int(b.set.item[0].n, 5, "five hours");
    for (size_t i = 0; i < 4; i++)
        near(b.set.item[0].value[i], 10, 1e-12, "10 a second stay 10 a second");
    ok(isnan(b.set.item[0].value[4]), "the hour that is covered in part has no total");
    has_text(build_note(&b, "partial"), "is covered only to", "noted");
    build_end(&b);
}

/// A counter read at the beginning of each month grows by a million a day.
static void test_counter_of_months(void)
{
    enum { MONTHS = 14 };
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load_total", NULL, SAMPLE_COUNTER);
    for (int i = 0; i < MONTHS; i++) {
        int64_t day = civil_days(2023 + i / 12, 1 + i % 12, 1);
        samples_add(&b.samples, stream, day * SECONDS_PER_DAY * INSTANT_PER_SECOND,
                    1e6 * (double)(day - civil_days(2023, 1, 1)));
    }
    is_int(build_run(&b), 0, "a counter of months is read");
    is_int(b.set.item[0].n, MONTHS - 1, "the last reading begins no month");
    for (size_t i = 0; i < MONTHS - 1; i++)
        near(b.set.item[0].value[i], 1e6 / SECONDS_PER_DAY, 1e-9, "as fast in each month");
    build_end(&b);
}

/// Rows a quarter or a year apart, one of them missing.
static void test_months_apart(int months, long long step_s)
{
    enum { ROWS = 9, MISSING = 5 };
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < ROWS; i++)
        if (i != MISSING)
            samples_add(&b.samples, stream,
                        civil_days(2016 + i * months / 12, 1 + i * months % 12, 1) *
                            SECONDS_PER_DAY * INSTANT_PER_SECOND,
                        i);
    is_int(build_run(&b), 0, "rows of quarters or years are read");
    is_int(b.set.item[0].step_s, step_s, "as so many hours");
    is_int(b.set.item[0].n, ROWS, "one a row, over leap years");
    bool in_place = true;
    for (int i = 0; i < ROWS; i++)
        in_place = in_place &&
                   (i == MISSING ? isnan(b.set.item[0].value[i]) : b.set.item[0].value[i] == i);
    ok(in_place, "none is merged or lost");
    build_end(&b);
}

static void test_months(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int month = 1; month <= 12; month++)
        samples_add(&b.samples, stream,
                    civil_days(2023, month, 1) * SECONDS_PER_DAY * INSTANT_PER_SECOND, month);
    is_int(build_run(&b), 0, "months are read");
    is_int(b.set.item[0].step_s, 2628000, "as steps of 730 hours");
    is_int(b.set.item[0].n, 12, "one a row");
    is_int(b.set.item[0].start / INSTANT_PER_SECOND, civil_days(2023, 1, 1) * SECONDS_PER_DAY,
           "from the first of January on");
    bool in_place = true;
    for (size_t i = 0; i < 12; i++)
        in_place = in_place && b.set.item[0].value[i] == (double)(i + 1);
    ok(in_place, "none is merged or lost");
    build_end(&b);
}

static void test_beyond_measure(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "load", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 5; i++)
        build_add(&b, stream, 60 * i, i == 3 ? 1e300 : 1);
    is_int(build_run(&b), -1, "a value out of all range is refused");
    is_text(
        b.err.text,
        "a.csv: load: 1e+300 at 2024-03-10T00:03:00Z is beyond all measure; --until and --since "
        "leave it out",
        "with its time");
    build_end(&b);
}

static void test_empty_column(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    for (int i = 0; i < 5; i++) {
        build_add(&b, build_stream(&b, "empty", NULL, SAMPLE_GAUGE), 60 * i, NAN);
        build_add(&b, build_stream(&b, "load", NULL, SAMPLE_GAUGE), 60 * i, i);
    }
    is_int(build_run(&b), 0, "a column without values is passed over");
    is_int(b.set.count, 1, "the other is kept");
    has_text(build_note(&b, "empty"), "empty: no value: left out", "and it is said");
    build_end(&b);
}

static void test_total_per_span(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "a.csv");
    size_t stream = build_stream(&b, "RequestCount", NULL, SAMPLE_TOTAL);
    b.samples.stream[stream].per_s = 60;
    for (int i = 0; i < 4; i++)
        build_add(&b, stream, 300 * i, 120);
    is_int(build_run(&b), 0, "totals over a span of their own are read");
    near(b.set.item[0].value[2], 2, 1e-12, "120 in 60 s every five minutes are 2 a second");
    build_end(&b);
}

static void test_marks_return(void)
{
    struct build_case b;
    build_begin(&b);
    build_add_file(&b, "clean.csv");
    size_t stream = build_stream(&b, "requests_per_s", NULL, SAMPLE_GAUGE);
    for (int i = 0; i < 4; i++)
        build_add(&b, stream, 60 * i, i == 1 ? 0 : 5);
    samples_mark(&b.samples, stream, BUILD_START + 60000, 'z');
    samples_mark(&b.samples, stream, BUILD_START + 120000, 'f');
    is_int(build_run(&b), 0, "what was cleaned before is read");
    is_text(b.set.item[0].name, "requests_per_s", "its name stays");
    is_int(b.set.item[0].mark[0], MARK_MEASURED, "a measured value stays measured");
    is_int(b.set.item[0].mark[1], MARK_ZERO, "a zero that was read into a gap stays one");
    is_int(b.set.item[0].mark[2], MARK_FILLED, "and so does what was filled");
    build_end(&b);
}

/// Whatever the order of the rows, the series is the same.
static void test_order_invariance(void)
{
    struct random random;
    random_seed(&random, 7, 0);
    double first[200];
    bool same = true;
    for (int round = 0; round < 5; round++) {
        int order[200];
        for (int i = 0; i < 200; i++)
            order[i] = i;
        for (int i = 199; i > 0 && round > 0; i--) {
            int other = (int)random_below(&random, (uint64_t)i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        struct build_case b;
        build_begin(&b);
        build_add_file(&b, "a.csv");
        size_t stream = build_stream(&b, "RequestCount", NULL, SAMPLE_TOTAL);
        for (int i = 0; i < 200; i++)
            if (order[i] % 17 != 3)
                build_add(&b, stream, 60 * order[i], order[i] * 7 % 31);
        same = same && build_run(&b) == 0 && b.set.item[0].n == 200;
        for (size_t i = 0; i < 200 && same; i++) {
            double value = b.set.item[0].value[i];
            if (round == 0)
                first[i] = value;
            same = value == first[i] || (isnan(value) && isnan(first[i]));
        }
        build_end(&b);
    }
    ok(same, "five orders of the rows give one series");
}

/// Many series, some with repairs; `bad` is one whose rows conflict.
static void add_many(struct build_case *b, size_t bad)
{
    build_add_file(b, "many.csv");
    for (size_t k = 0; k < 200; k++) {
        char key[16];
        snprintf(key, sizeof key, "host-%zu", k);
        size_t stream = build_stream(b, "load", key, SAMPLE_GAUGE);
        for (int i = 0; i < 20; i++)
            if (i != (int)(k % 7))
                build_add(b, stream, 60 * i, i + (double)k);
        if (k % 5 == 0)
            build_add(b, stream, 0, (double)k);
        if (k >= bad)
            build_add(b, stream, 600, -1);
    }
}

static void test_threads(void)
{
    struct build_case one;
    struct build_case four;
    for (size_t bad = 70; bad <= 200; bad += 130) {
        build_begin(&one);
        build_begin(&four);
        add_many(&one, bad);
        add_many(&four, bad);
        four.options.threads = 4;
        is_int(build_run(&one), bad < 200 ? -1 : 0, "many series on one thread");
        is_int(build_run(&four), bad < 200 ? -1 : 0, "and on four");
        is_text(four.err.text, one.err.text, "the first bad series is the same");
        is_int(four.set.count, one.set.count, "as many series");
        bool same = true;
        for (size_t i = 0; i < one.set.count; i++)
            same = same && strcmp(one.set.item[i].key, four.set.item[i].key) == 0 &&
                   one.set.item[i].n == four.set.item[i].n &&
                   memcmp(one.set.item[i].mark, four.set.item[i].mark, one.set.item[i].n) == 0;
        ok(same, "in the same order");
        is_int(four.notes.count, one.notes.count, "as many notes");
        for (size_t i = 0; i < one.notes.count; i++)
            ok(strcmp(one.notes.note[i].text, four.notes.note[i].text) == 0 &&
                   one.notes.note[i].count == four.notes.note[i].count,
               "note %zu", i);
        build_end(&one);
        build_end(&four);
    }
}

int main(void)
{
    test_threads();
    test_totals_become_rates();
    test_order_and_duplicates();
    test_conflict_in_a_file();
    test_conflict_remedies();
    test_files_joined();
    test_services_stay_apart();
    test_counter();
    test_counter_wrap();
    test_counter_gap();
    test_counter_gap_with_jitter();
    test_clock_change();
    test_stray_row();
    test_bounds_and_window();
    test_single_row();
    test_step_option();
    test_events();
    test_jitter();
    test_change_of_resolution();
    test_change_of_resolution_in_a_few_rows();
    test_months();
    test_counter_of_months();
    test_months_apart(3, 3 * 2628000);
    test_months_apart(12, 12 * 2628000);
    test_beyond_measure();
    test_empty_column();
    test_total_per_span();
    test_marks_return();
    test_order_invariance();
    return done();
}
