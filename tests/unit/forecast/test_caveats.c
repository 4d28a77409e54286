// Each caveat from a forecast that calls for it, and none from one that does not.
#include "forecast/caveats.h"
#include "tap.h"

#include <math.h>
#include <string.h>

enum { HISTORY = 100, AHEAD = 10 };

static const char *note_text(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return notes->note[i].text;
    return "";
}

static enum note_level note_level(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return notes->note[i].level;
    return NOTE_DETAIL;
}

static void note(double bound, double skill, double coverage, struct growth_report growth,
                 struct notes *notes)
{
    double history[HISTORY];
    double ahead[AHEAD];
    for (size_t i = 0; i < HISTORY; i++)
        history[i] = (double)i;
    for (size_t i = 0; i < AHEAD; i++)
        ahead[i] = bound;
    struct series series = {.n = HISTORY, .step_s = 3600, .value = history};
    struct forecast forecast = {
        .method = "ensemble",
        .n = AHEAD,
        .level = {ahead, ahead, ahead, ahead},
        .backtest = {
            .origins = 20, .steps = 336, .step_s = 3600, .skill = skill, .coverage_p95 = coverage}};
    caveats_note(&series, &forecast, &growth, notes);
}

/// Full in `full` of 100 steps.
static void note_full(size_t full, struct notes *notes)
{
    double value[HISTORY];
    double ahead[AHEAD] = {0};
    struct growth_report none = {0};
    for (size_t i = 0; i < HISTORY; i++)
        value[i] = i < full ? 100 : 40;
    struct series series = {.name = "cpu",
                            .unit = {.dimension = DIMENSION_RATIO, .scale = .01},
                            .n = HISTORY,
                            .step_s = 3600,
                            .value = value};
    struct forecast forecast = {
        .method = "ensemble", .n = AHEAD, .level = {ahead, ahead, ahead, ahead}};
    *notes = (struct notes){0};
    caveats_note(&series, &forecast, &none, notes);
}

static void saturated(void)
{
    struct notes notes;
    note_full(12, &notes);
    is_text(note_text(&notes, "saturated"),
            "\"cpu\" stands at 100% in 12% of its steps: demand above it is not seen, and the "
            "forecast is a lower bound; forecast requests, or queue length, instead",
            "a share that stands at its limit is a lower bound");
    ok(note_level(&notes, "saturated") == NOTE_WARNING, "which is a warning");
    notes_release(&notes);
    note_full(2, &notes);
    is_text(note_text(&notes, "saturated"), "", "full for a moment is no limit");
    notes_release(&notes);
}

/// Three forecasts, or a history that never moves, accuse nobody.
static void no_verdict(size_t origins, double skill, const char *description)
{
    double value[AHEAD] = {0};
    struct growth_report none = {0};
    struct notes notes = {0};
    struct series series = {.n = AHEAD, .step_s = 3600, .value = value};
    struct forecast forecast = {
        .method = "ensemble",
        .n = AHEAD,
        .level = {value, value, value, value},
        .backtest = {
            .origins = origins, .steps = AHEAD, .step_s = 3600, .skill = skill, .coverage_p95 = 1}};
    caveats_note(&series, &forecast, &none, &notes);
    is_int(notes.count, 0, description);
    notes_release(&notes);
}

/// Two hours were tried of ten.
static void untested(void)
{
    double value[AHEAD] = {0};
    struct growth_report none = {0};
    struct notes notes = {0};
    struct series series = {.n = AHEAD, .step_s = 3600, .value = value};
    struct forecast forecast = {
        .method = "ensemble",
        .n = AHEAD,
        .step_s = 3600,
        .level = {value, value, value, value},
        .backtest = {.origins = 20, .steps = 2, .step_s = 3600, .skill = .4, .coverage_p95 = .95}};
    caveats_note(&series, &forecast, &none, &notes);
    is_text(note_text(&notes, "untested"),
            "the backtest reached 2h ahead of the horizon's 10h: what comes later continues level, "
            "usual week and growth, and was not tested",
            "a horizon far beyond the backtest");
    ok(note_level(&notes, "untested") == NOTE_INFO, "is told");
    notes_release(&notes);
}

int main(void)
{
    saturated();
    untested();
    struct growth_report none = {.is_used = true, .is_certain = true};
    struct notes notes = {0};
    note(120, .4, .95, none, &notes);
    is_int(notes.count, 0, "a good forecast has no caveat");
    note(120, NAN, NAN, none, &notes);
    is_int(notes.count, 0, "nor one without a backtest");

    note(198, -1.6, .78, none, &notes);
    has_text(note_text(&notes, "worse-than-naive"), "missed by 2.6 times as much",
             "how much worse");
    has_text(note_text(&notes, "worse-than-naive"), "20 forecasts of 2w", "from how many trials");
    has_text(note_text(&notes, "bounds-too-low"), "only 78% of the values", "too few held");
    has_text(note_text(&notes, "beyond-seen"), "p95 reaches 198, 2.0 times the highest",
             "the reach");
    is_int(note_level(&notes, "beyond-seen"), NOTE_WARNING, "is a warning");
    notes_release(&notes);

    struct growth_report slower = {true, true, .136, .04};
    note(120, .4, .998, slower, &notes);
    has_text(note_text(&notes, "bounds-too-high"), "99.8%", "too many held");
    is_int(note_level(&notes, "bounds-too-high"), NOTE_INFO, "is no danger");
    has_text(note_text(&notes, "growth"), "+13.6% a month at its end, the forecast by +4% a month",
             "both growths");
    has_text(note_text(&notes, "growth"), "taken to slow down", "why they differ");
    notes_release(&notes);
    slower.is_certain = false;
    note(120, .4, .95, slower, &notes);
    has_text(note_text(&notes, "growth"), "not certain is taken to fade", "growth by chance");
    notes_release(&notes);
    slower.is_used = false;
    note(120, .4, .95, slower, &notes);
    is_int(notes.count, 0, "days ahead need no word of it");
    notes_release(&notes);
    no_verdict(3, -1, "three forecasts are no verdict");
    no_verdict(30, NAN, "nor is a history that never moves");
    return done();
}
