// Events in a history and to come: closed forms of their effect, what a fit sees, what is said.
#include "base/memory.h"
#include "forecast/event_history.h"
#include "forecast/forecast.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, DAY_S = 86400, WEEKS = 6, HOURS = WEEKS * 168 };

/// 2024-01-01, a Monday.
#define START (civil_days(2024, 1, 1) * DAY_S * INSTANT_PER_SECOND)

static struct planned_events read_text(const char *rows)
{
    struct planned_events events = {0};
    struct err err = {0};
    struct str text = {0};
    str_appendf(&text, "name,start,duration,ramp,multiplier,confidence,owner,service\n%s", rows);
    struct byte_source *source = byte_source_memory(str_text(&text), text.length);
    ok(planned_events_read(source, NULL, &events, NULL, &err) == 0, "reads %s", err.text);
    byte_source_close(source);
    str_release(&text);
    return events;
}

/// A day and a weekend, exactly repeated.
static double usual(size_t i)
{
    return 100 * (1.5 + sin(6.283185307179586 * (double)(i % 24) / 24)) *
           (i / 24 % 7 >= 5 ? .7 : 1);
}

static struct series make(void)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, "requests_per_s", NULL, &unit, START, HOUR_S, HOURS);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = usual(i);
    return series;
}

static size_t hour(size_t day, size_t of_day)
{
    return day * 24 + of_day;
}

/// 10:00 to 14:00 on days 9 and 23, half strength an hour before and after the second: by hand
/// 2x and 3x.
static const char sales[] = "sale,2024-01-10T10:00:00Z,4h,,,,,\n"
                            "sale,2024-01-24T10:00:00Z,4h,2h,,,,\n"
                            "sale,2024-02-14T10:00:00Z,4h,,,,,\n";

static void add_sales(struct series *series)
{
    for (size_t h = 10; h < 14; h++) {
        series->value[hour(9, h)] *= 2;
        series->value[hour(23, h)] *= 3;
    }
    series->value[hour(23, 8)] *= 2;
    series->value[hour(23, 9)] *= 3;
    series->value[hour(23, 14)] *= 3;
    series->value[hour(23, 15)] *= 2;
}

static void effects(void)
{
    struct series series = make();
    struct planned_events events = read_text(sales);
    struct event_history history;
    add_sales(&series);
    // An hour that touches a ramp has its greatest strength: 9:00 to 10:00 reaches the full one.
    event_history_init(&history, &events, &series);
    is_int(history.records, 1, "one name");
    const struct event_record *sale = &history.record[0];
    is_int(sale->times, 2, "came twice; the third is to come");
    is_int(sale->steps, 4 + 8, "its steps, with those of the ramp");
    is_int(history.masked, 12, "are counted");
    ok(isnan(history.value[hour(9, 10)]) && !isnan(history.value[hour(9, 9)]), "and left out");
    is_int(sale->effects, 2, "both were measured");
    near(sale->effect[0], 2, 1e-12, "2x without a ramp, exactly");
    near(sale->effect[1], 3, 1e-12, "3x with one");
    double mean, least, most;
    ok(event_record_effect(sale, &mean, &least, &most), "an effect");
    near(mean, 2.5, 1e-12, "its mean");
    near(least, 2, 1e-12, "least");
    near(most, 3, 1e-12, "greatest");
    event_history_release(&history);
    planned_events_release(&events);
    series_release(&series);
}

/// Two at once cannot be told apart: only the steps of one alone measure it.
static void together(void)
{
    struct series series = make();
    struct planned_events events = read_text("a,2024-01-10T10:00:00Z,4h,,,,,\n"
                                             "b,2024-01-10T12:00:00Z,2h,,,,,\n");
    struct event_history history;
    for (size_t h = 10; h < 12; h++)
        series.value[hour(9, h)] *= 1.5;
    for (size_t h = 12; h < 14; h++)
        series.value[hour(9, h)] *= 7;
    event_history_init(&history, &events, &series);
    near(history.record[0].effect[0], 1.5, 1e-12, "where it was alone");
    is_int(history.record[1].effects, 0, "never alone: not measured");
    is_int(history.masked, 4, "steps count once");
    event_history_release(&history);
    planned_events_release(&events);
    series_release(&series);
}

static void predictive_of(struct predictive_table *outlook)
{
    predictive_init(outlook, 1);
    outlook->centre[0] = 100;
    outlook->low[0] = 80;
    outlook->high[0] = 120;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        outlook->quantile[i] = 80 + (double)i;
}

static void lifts(void)
{
    struct series series = make();
    struct predictive_table outlook;
    struct event_history history;
    instant time = START + (instant)hour(44, 10) * HOUR_S * INSTANT_PER_SECOND;
    struct planned_events events = read_text("sale,2024-02-14T10:00:00Z,4h,,3x,,,\n"
                                             "mail,2024-02-14T10:00:00Z,4h,,2x,,,\n");
    predictive_of(&outlook);
    event_history_init(&history, &events, &series);
    event_history_lift(&history, time, HOUR_S, &outlook);
    near(outlook.centre[0], 600, 1e-12, "given ones multiply each other");
    near(outlook.quantile[PREDICTIVE_P95], 6 * (80 + PREDICTIVE_P95), 1e-12, "and the bounds");
    near(outlook.high[0], 720, 1e-12, "and the interval");
    predictive_release(&outlook);
    event_history_release(&history);
    planned_events_release(&events);

    events = read_text("sale,2024-02-14T10:00:00Z,4h,,3x,40%,,\n");
    predictive_of(&outlook);
    event_history_init(&history, &events, &series);
    event_history_lift(&history, time, HOUR_S, &outlook);
    near(outlook.centre[0], 100 * (1 + .4 * 2), 1e-12, "a probable one: the expectation");
    near(outlook.low[0], 80, 1e-12, "may not come");
    near(outlook.high[0], 360, 1e-12, "or come");
    ok(outlook.quantile[PREDICTIVE_P50] < 105, "as likely as not it does not come");
    ok(outlook.quantile[PREDICTIVE_P90] > 240, "p90 has it");
    predictive_release(&outlook);
    event_history_release(&history);
    planned_events_release(&events);
    series_release(&series);
}

static const char *note_of(const struct notes *notes, const char *kind)
{
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->note[i].kind, kind) == 0)
            return notes->note[i].text;
    return NULL;
}

static void whole_forecast(void)
{
    struct series series = make();
    struct planned_events events = read_text("sale,2024-01-10T10:00:00Z,4h,,,,,\n"
                                             "sale,2024-01-24T10:00:00Z,4h,2h,,,,\n"
                                             "sale,2024-02-14T10:00:00Z,4h,,,likely,ana,\n"
                                             "other,2024-02-14T10:00:00Z,4h,,9x,,,elsewhere\n"
                                             "holiday,2024-02-15T00:00:00Z,24h,,,,,\n"
                                             "late,2025-02-15T00:00:00Z,24h,,,,,\n");
    struct forecast_options options = {
        .changepoint = INSTANT_NONE, .horizon_s = 7 * DAY_S, .events = &events};
    struct forecast forecast;
    struct notes notes = {0};
    struct err err = {0};
    add_sales(&series);
    is_int(forecast_series(&series, &options, &forecast, &notes, &err), 0, err.text);
    size_t at = hour(44, 11) - HOURS;
    near(forecast.mean[at], 2.5 * usual(11), .02, "the next one is what the last ones were");
    near(forecast.level[2][at], 3 * usual(11), .06, "p95 is that of the greater one");
    near(forecast.mean[at + 10], usual(21), .02, "what is around is as usual");
    is_text(
        note_of(&notes, "event sale"),
        "memory:4: sale came 2 times in the history (12 steps left out of the fit), 2.5x "
        "the usual (2x to 3x); it acts in 4 of 168 steps to come, as in the history, confidence "
        "likely, owner ana",
        "its past and what follows from it");
    is_text(note_of(&notes, "event other"), NULL, "those of other services are not ours");
    is_text(note_of(&notes, "event holiday"),
            "memory:6: holiday acts in 24 of 168 steps to come, and changes nothing; write its "
            "multiplier, there is none to learn it from",
            "one that nobody knows the effect of");
    has_text(note_of(&notes, "event late"), "acts neither in the history nor in the horizon",
             "one that is far away");
    is_text(note_of(&notes, "events-left-out"), "12 steps of events are left out of the fit",
            "what the fit does not see");
    forecast_release(&forecast);
    notes_release(&notes);
    planned_events_release(&events);

    events = read_text("all,2023-12-31,60d,,,,,\n");
    is_int(forecast_series(&series, &options, &forecast, &notes, &err), -1, "an event of all");
    has_text(err.text, "0 values outside the events; a forecast needs at least 4", "leaves none");
    planned_events_release(&events);
    series_release(&series);
    notes_release(&notes);
}

int main(void)
{
    effects();
    together();
    lifts();
    whole_forecast();
    return done();
}
