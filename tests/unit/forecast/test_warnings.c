// What is a warning of a forecast and what a note: by how often bounds failed after each.
#include "base/memory.h"
#include "forecast/caveats.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, DAY = 24, WEEK = 168 };

enum situation {
    MISSES_MORE,  ///< the backtest misses more than repeating the last season would
    BOUNDS_LOW,   ///< too few values below p95 in the backtest
    BEYOND,       ///< p95 far above all that was seen
    SHIFT_2D,     ///< a level of two days ago
    SHIFT_30D,    ///< of a month ago
    SHIFT_40D,    ///< of six weeks ago
    FRESH,        ///< of six hours ago
    ONE_WEEK,     ///< nine days of hours
    SIXTEEN_DAYS, ///< more than two weeks of them
    TWO_DAYS,
    LONG, ///< ten weeks of nothing in particular
};

/// A kind of note: when it comes, and what it is. Where it was measured: how many of the forecasts
/// after it, in hundredths, had more than a quarter of the day's or week's values above p95, and
/// how many without it (`make bench-warnings` on public metrics, a day ahead; beyond-seen: a week;
/// from three weeks of history on, shifts and short histories from 100 hours on).
struct row {
    enum situation situation;
    const char *kind;
    enum note_level level;
    int after, without; ///< -1: too few to tell, kept by what it says
};

static const struct row rows[] = {
    {MISSES_MORE, "worse-than-naive", NOTE_INFO, 0, 7},
    {BOUNDS_LOW, "bounds-too-low", NOTE_INFO, 9, 6},
    {BEYOND, "beyond-seen", NOTE_WARNING, 56, 3},
    {SHIFT_2D, "level-shift", NOTE_WARNING, 19, 7},
    {SHIFT_30D, "level-shift", NOTE_WARNING, 19, 7},
    {SHIFT_40D, "level-shift", NOTE_INFO, -1, -1},
    {FRESH, "fresh-shift", NOTE_WARNING, 23, 8},
    {ONE_WEEK, "short-history", NOTE_WARNING, -1, -1},
    {SIXTEEN_DAYS, "short-history", NOTE_INFO, 8, 8},
    {TWO_DAYS, "seasonal-naive", NOTE_WARNING, -1, -1},
};

static double *usual(size_t n)
{
    struct random random;
    double *value = mem_alloc(n, sizeof *value);
    random_seed(&random, 3, 9);
    for (size_t t = 0; t < n; t++)
        value[t] = 100 * (1 + .4 * sin(6.283185307 * (double)t / DAY)) *
                   (t / DAY % 7 >= 5 ? .7 : 1) * exp(.04 * random_normal(&random));
    return value;
}

/// Notes of a forecast from `n` hours, the last `hours` of which stand at `factor` times the usual.
static void note_course(size_t n, size_t hours, double factor, struct notes *notes)
{
    double *value = usual(n);
    unsigned char *mark = mem_alloc(n, 1);
    char name[] = "requests";
    struct series series = {.name = name,
                            .unit = {.name = "requests/s"},
                            .start = 1740960000LL * 1000,
                            .step_s = HOUR_S,
                            .n = n,
                            .value = value,
                            .mark = mark};
    struct forecast_options options = {.horizon_s = DAY_S, .changepoint = INSTANT_NONE};
    struct forecast forecast;
    struct err err = {0};
    for (size_t t = n - hours; t < n; t++)
        value[t] *= factor;
    if (forecast_series(&series, &options, &forecast, notes, &err) == 0)
        forecast_release(&forecast);
    free(mark);
    free(value);
}

/// Notes of a backtest and a bound, in a history that reaches 10.
static void note_figures(double skill, double coverage, double bound, struct notes *notes)
{
    double history[] = {8, 9, 10};
    double ahead[] = {bound};
    struct series series = {.n = 3, .step_s = HOUR_S, .value = history};
    struct growth_report none = {0};
    struct forecast forecast = {
        .method = "ensemble",
        .n = 1,
        .step_s = HOUR_S,
        .level = {ahead, ahead, ahead, ahead},
        .backtest = {
            .origins = 20, .steps = 1, .step_s = HOUR_S, .skill = skill, .coverage_p95 = coverage}};
    caveats_note(&series, &forecast, &none, notes);
}

static void notes_of(enum situation situation, struct notes *notes)
{
    *notes = (struct notes){0};
    switch (situation) {
    case MISSES_MORE:
        note_figures(-1, .95, 9, notes);
        break;
    case BOUNDS_LOW:
        note_figures(.4, .8, 9, notes);
        break;
    case BEYOND:
        note_figures(.4, .95, 16, notes);
        break;
    case SHIFT_2D:
        note_course(8 * WEEK, 2 * DAY, 2, notes);
        break;
    case SHIFT_30D:
        note_course(10 * WEEK, 30 * DAY, 2, notes);
        break;
    case SHIFT_40D:
        note_course(12 * WEEK, 40 * DAY, 2, notes);
        break;
    case FRESH:
        note_course(8 * WEEK, 6, 2, notes);
        break;
    case ONE_WEEK:
        note_course(9 * DAY, 0, 1, notes);
        break;
    case SIXTEEN_DAYS:
        note_course(16 * DAY, 0, 1, notes);
        break;
    case TWO_DAYS:
        note_course(2 * DAY, 0, 1, notes);
        break;
    case LONG:
        note_course(10 * WEEK, 0, 1, notes);
        break;
    }
}

static const struct note *find(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return &notes->note[i];
    return NULL;
}

int main(void)
{
    maths_init();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct notes notes;
        notes_of(rows[i].situation, &notes);
        const struct note *note = find(&notes, rows[i].kind);
        ok(note != NULL && note->level == rows[i].level, "%s is a %s", rows[i].kind,
           rows[i].level == NOTE_WARNING ? "warning" : "note");
        if (rows[i].after >= 0)
            ok((rows[i].after >= 2 * rows[i].without) == (rows[i].level == NOTE_WARNING),
               "as bounds failed after %d%% of them, %d%% without", rows[i].after, rows[i].without);
        notes_release(&notes);
    }
    struct notes notes;
    notes_of(LONG, &notes);
    for (size_t i = 0; i < notes.count; i++)
        ok(notes.note[i].level != NOTE_WARNING, "ten usual weeks have no warning (%s)",
           notes.note[i].kind);
    notes_release(&notes);
    return done();
}
