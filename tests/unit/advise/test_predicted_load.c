// What predictive scaling expects: nothing of the first day, then each day from those before it.
#include "advise/predicted_load.h"
#include "tap.h"
#include "unit/series/generate.h"

enum { HOURS = 24 * 16 };

/// A series of `step_s` whose hours repeat every day: 100 at night, 300 from 8 to 20.
static void daily(struct series *series, int64_t step_s, size_t n)
{
    generate_empty(series, step_s, n);
    for (size_t i = 0; i < n; i++) {
        int64_t hour = (int64_t)i * step_s / 3600 % 24;
        series->value[i] = hour >= 8 && hour < 20 ? 300 : 100;
    }
}

static void test_days(void)
{
    struct series series;
    struct demand predicted = {0};
    struct notes notes = {0};
    struct err err = {0};
    daily(&series, 1800, 2 * HOURS);
    ok(predicted_load(&series, NULL, &predicted, &notes, &err) == 0, "half hours are predicted");
    is_int(predicted.n, HOURS, "by the hour");
    is_int(predicted.tick_ms, 3600000, "an hour each");
    bool nothing = true;
    for (size_t i = 0; i < 24; i++)
        nothing = nothing && predicted.value[i] == 0;
    ok(nothing, "nothing is known of the first day");
    // What repeats exactly is expected exactly: a mean over days is the witness.
    near(predicted.value[HOURS - 24 + 3], 100, 0.02, "the last night");
    near(predicted.value[HOURS - 24 + 12], 300, 0.02, "the last noon");
    is_int(notes.count, 1, "and how is noted");
    demand_release(&predicted);
    notes_release(&notes);
    series_release(&series);
}

static void test_coarse(void)
{
    struct series series;
    struct demand predicted = {0};
    struct notes notes = {0};
    struct err err = {0};
    daily(&series, 7200, HOURS / 2);
    ok(predicted_load(&series, NULL, &predicted, &notes, &err) != 0, "two hours are too coarse");
    has_text(err.text, "--step makes it one", "which says what to do");
    series_release(&series);
}

int main(void)
{
    test_days();
    test_coarse();
    return done();
}
