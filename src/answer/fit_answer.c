#include "answer/fit_answer.h"

#include "answer/forecast_answer.h"
#include "answer/words.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/unit.h"
#include "drawing/chart.h"
#include "time/clock_time.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400, WEEK_S = 604800, YEAR_S = 365 * DAY_S, DIGITS = 4, MOST_EVENTS = 10 };

/// A value of the series with its unit, in the one that suits `like`.
static const char *measured(struct arena *arena, const struct series *series, double value,
                            double like)
{
    return words_measure_as(arena, value, words_number, &series->unit, like);
}

static const char *number(struct arena *arena, double value)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, number_format_human(text, value, DIGITS));
}

/// +5.2%.
static const char *growth(struct arena *arena, double share)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, percent_format_change(text, share, 3));
}

/// "+5.2% a month (95% interval +3% to +7.4%), +52.1 requests/s a month now".
static void add_trend_fact(struct document *document, struct arena *arena,
                           const struct series *series, const struct fit *fit)
{
    const struct trend *trend = &fit->trend;
    const char *sign = fit->month > 0 ? "+" : "";
    if (isnan(trend->growth_month))
        document_fact(document, "trend", "unknown: less than two weeks of history");
    else
        document_fact(document, "trend", "%s a month (95%% interval %s to %s)%s",
                      growth(arena, trend->growth_month), growth(arena, trend->low),
                      growth(arena, trend->high),
                      trend->significant
                          ? arena_printf(arena, ": %s%s a month now", sign,
                                         measured(arena, series, fit->month, fit->month))
                          : ": not told apart from none");
}

/// How strong a season is, or why that is not known: it needs `needs`, and steps below `period_s`.
static const char *strength(struct arena *arena, const struct series *series, double value,
                            int64_t period_s, const char *needs)
{
    char step[UNIT_NAME_MAX];
    if (isnan(value) && series->step_s >= period_s)
        return arena_printf(arena, "none: a step is %s",
                            duration_format(step, (double)series->step_s));
    if (isnan(value))
        return arena_printf(arena, "unknown (needs %s)", needs);
    return value <= 0 ? "none" : arena_printf(arena, "%.2f of 1", value);
}

static void add_driver_fact(struct document *document, const struct series *series,
                            const struct driver_relation *driver)
{
    struct str text = {0};
    if (driver->driver == NULL)
        return;
    driver_describe(driver, series, &text);
    document_fact(document, "driver", "%s", str_text(&text));
    str_release(&text);
}

static void add_facts(struct document *document, struct arena *arena, const struct series *series,
                      const struct fit *fit)
{
    char share[NUMBER_TEXT_MAX];
    add_trend_fact(document, arena, series, fit);
    document_fact(document, "daily season", "%s",
                  strength(arena, series, fit->daily, DAY_S, "3 days"));
    document_fact(document, "weekly season", "%s",
                  strength(arena, series, fit->weekly, WEEK_S, "3 weeks"));
    document_fact(document, "yearly season", "%s",
                  strength(arena, series, fit->yearly.strength, YEAR_S, "2 years"));
    if (fit->profile_is_factor)
        document_fact(document, "what is left", "%s of the level (robust deviation)",
                      percent_format(share, fit->residual, 2));
    else
        document_fact(document, "what is left", "%s (robust deviation)",
                      measured(arena, series, fit->residual, fit->residual));
    add_driver_fact(document, series, &fit->driver);
    document_fact(document, "forecast", "%s", forecast_method_text(arena, &fit->forecast));
    if (!isnan(fit->confidence))
        document_fact(document, "confidence",
                      "%.2f of 1: skill against seasonal naive, times coverage", fit->confidence);
}

/// The days of the week of daily data.
static void add_days(struct document *document, struct arena *arena, const struct fit *fit)
{
    document_heading(document, "The usual week");
    for (size_t p = 0; p < fit->phases; p++) {
        char name[16];
        document_fact(document, fit_phase_name(fit, p, name), "%s%s",
                      number(arena, fit->profile[p]),
                      fit->profile_is_factor ? " times the level" : " from the level");
    }
}

/// The profile as a heat strip of hours; finer steps show the highest of each hour.
static void add_profile(struct document *document, struct arena *arena, const struct fit *fit)
{
    if (fit->phases == 7)
        add_days(document, arena, fit);
    if (fit->phases < FIT_HOURS)
        return;
    double hour[FIT_HOURS];
    for (size_t i = 0; i < FIT_HOURS; i++)
        hour[i] = -INFINITY;
    for (size_t p = 0; p < fit->phases; p++) {
        size_t at = p * FIT_HOURS / fit->phases;
        hour[at] = fmax(hour[at], fit->profile[p]);
    }
    struct str text = {0};
    heat_week_render(hour, fit->profile_is_factor ? "times the level" : "from the level", &text);
    document_heading(document, "The usual week");
    document_preformatted(document, str_text(&text));
    str_release(&text);
}

/// A bar and a number a month.
static void add_months(struct document *document, const struct fit *fit)
{
    const double *month = fit->yearly.month;
    struct str text = {0};
    char value[NUMBER_TEXT_MAX];
    if (!(fit->yearly.strength > 0))
        return;
    sparkline_render(month, MONTHS_A_YEAR, MONTHS_A_YEAR, &text);
    str_appendf(&text, " January to December, %s the level\n",
                fit->profile_is_factor ? "times" : "from");
    for (size_t m = 0; m < MONTHS_A_YEAR; m++)
        str_appendf(&text, "%6s", fit_month_name(m));
    str_append(&text, "\n");
    for (size_t m = 0; m < MONTHS_A_YEAR; m++) {
        if (fit->profile_is_factor)
            str_appendf(&text, "%6.2f", month[m]);
        else
            str_appendf(&text, "%6s", number_format_human(value, month[m], 3));
    }
    str_append(&text, "\n");
    document_heading(document, "The usual year");
    document_preformatted(document, str_text(&text));
    str_release(&text);
}

/// The history with its trend, where there is one.
static void add_history(struct document *document, const struct series *series,
                        const struct fit *fit, const struct zone *zone)
{
    double *trend = mem_alloc(series->n, sizeof *trend);
    for (size_t i = 0; i < series->n; i++)
        trend[i] = fit_trend_at(fit, series_time(series, i));
    struct chart_layer layers[] = {
        {.name = "history",
         .texture = CHART_SOLID,
         .start = clock_time(zone, series->start),
         .step_s = series->step_s,
         .n = series->n,
         .high = series->value},
        {.name = "trend of the usual day",
         .texture = CHART_LINE,
         .start = clock_time(zone, series->start),
         .step_s = series->step_s,
         .n = series->n,
         .high = trend},
    };
    struct chart chart = {.y_title = series->unit.name,
                          .y_unit = &series->unit,
                          .layer = layers,
                          .layers = isnan(fit->trend.growth_month) ? 1 : 2,
                          .now = INSTANT_NONE,
                          .rows = 8};
    document_chart(document, &chart, "The history with its trend.");
    free(trend);
}

static void document_add_events(struct document *document, struct arena *arena,
                                const struct series *series, const struct fit *fit,
                                const struct zone *zone)
{
    if (fit->shifts.count > 0)
        document_heading(document, "Level shifts");
    for (size_t i = 0; i < fit->shifts.count; i++)
        document_item(
            document, "%s: from %s to %s", clock_time_text(arena, zone, fit->shifts.item[i].time),
            measured(arena, series, fit->shifts.item[i].before, fit->shifts.item[i].after),
            measured(arena, series, fit->shifts.item[i].after, fit->shifts.item[i].after));
    if (fit->forecast.mask.incidents.count > 0)
        document_heading(document, "Incidents that are over");
    for (size_t i = 0; i < fit->forecast.mask.incidents.count; i++) {
        const struct incident *incident = &fit->forecast.mask.incidents.item[i];
        char share[NUMBER_TEXT_MAX];
        document_item(document, "%s to %s: at %s of the usual, left out of the fit",
                      clock_time_text(arena, zone, incident->start),
                      clock_time_text(arena, zone, incident->over),
                      percent_format(share, incident->share, 2));
    }
    if (fit->anomalies.count > 0)
        document_heading(document, "Anomalies");
    for (size_t i = 0; i < fit->anomalies.count && i < MOST_EVENTS; i++)
        document_item(
            document, "%s: %s where %s was usual",
            clock_time_text(arena, zone, fit->anomalies.item[i].start),
            measured(arena, series, fit->anomalies.item[i].value, fit->anomalies.item[i].value),
            measured(arena, series, fit->anomalies.item[i].expected, fit->anomalies.item[i].value));
    if (fit->anomalies.count > MOST_EVENTS)
        document_item(document, "and %zu more: --format csv lists all",
                      fit->anomalies.count - MOST_EVENTS);
}

/// What past events did.
static void add_effects(struct document *document, struct arena *arena,
                        const struct event_history *events)
{
    bool has_heading = false;
    for (size_t i = 0; i < events->records; i++) {
        const struct event_record *record = &events->record[i];
        double mean, least, most;
        if (!event_record_effect(record, &mean, &least, &most))
            continue;
        if (!has_heading)
            document_heading(document, "Events");
        has_heading = true;
        char name[128];
        err_quote(name, sizeof name, record->event->name, strlen(record->event->name));
        document_item(document, "%s: %sx the usual%s, %zu time%s", name, number(arena, mean),
                      record->effects < 2 ? ""
                                          : arena_printf(arena, " (%sx to %sx)",
                                                         number(arena, least), number(arena, most)),
                      record->times, record->times == 1 ? "" : "s");
    }
}

static void add_members(struct document *document, const struct forecast *forecast)
{
    if (forecast->members == 0)
        return;
    struct table table = {0};
    for (size_t m = 0; m < forecast->members; m++) {
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "member", forecast->member[m].name);
        table_put_number(&table, row, "weight", STYLE_PLAIN, forecast->member[m].weight);
        table_put_number(&table, row, "backtest_error", STYLE_RATIO, forecast->member[m].error);
    }
    document_heading(document, "Members of the forecast");
    document_table(document, &table);
}

void fit_document_add(struct document *document, const struct series *series, const struct fit *fit,
                      const struct zone *zone)
{
    struct arena arena = {0};
    char name[128];
    const char *label = series->key != NULL ? series->key : series->name;
    err_quote(name, sizeof name, label, strlen(label));
    document_title(document, "What %s is made of", name);
    add_facts(document, &arena, series, fit);
    if (zone != NULL)
        document_fact(document, "times", "by the clock of %s", zone_name(zone));
    add_history(document, series, fit, zone);
    add_profile(document, &arena, fit);
    add_months(document, fit);
    document_add_events(document, &arena, series, fit, zone);
    add_effects(document, &arena, &fit->events);
    add_members(document, &fit->forecast);
    arena_release(&arena);
}

void fit_document_overview(struct document *document, size_t count, const struct fit *const *fit,
                           size_t lines)
{
    struct table table = {0};
    document_title(document, "What %zu series are made of", count);
    for (size_t i = 0; i < lines; i++) {
        const struct forecast *forecast = &fit[i]->forecast;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "series",
                       forecast->key != NULL ? forecast->key : forecast->name);
        table_put_number(&table, row, "growth_month", STYLE_RATIO, fit[i]->trend.growth_month);
        table_put_number(&table, row, "from", STYLE_RATIO, fit[i]->trend.low);
        table_put_number(&table, row, "to", STYLE_RATIO, fit[i]->trend.high);
        table_put_number(&table, row, "daily", STYLE_PLAIN, round(100 * fit[i]->daily) / 100);
        table_put_number(&table, row, "weekly", STYLE_PLAIN, round(100 * fit[i]->weekly) / 100);
        table_put_number(&table, row, "confidence", STYLE_PLAIN,
                         round(100 * fit[i]->confidence) / 100);
    }
    document_table(document, &table);
}

struct fit_cells {
    const char *service, *component, *key;
    double value, low, high;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(
        struct fit_cells, service, STYLE_PLAIN, NULL,
        "what tells series apart, under the name of its column, where there are several"),
    FIELD(struct fit_cells, component, STYLE_PLAIN, NULL,
          "trend, season, profile, month, level_before, level_after, incident (as a multiple of "
          "the usual), incident_hours, anomaly, anomaly_usual, event, driver, residual, member, "
          "member_error or backtest"),
    FIELD(struct fit_cells, key, STYLE_PLAIN, NULL,
          "which one: a name, a time, an hour of the week, a month"),
    FIELD(struct fit_cells, value, STYLE_PLAIN, "as the key says", "what was found"),
    FIELD(struct fit_cells, low, STYLE_PLAIN, "that of value",
          "lower end of the 95% interval; of an event the least effect"),
    FIELD(struct fit_cells, high, STYLE_PLAIN, "that of value",
          "upper end of the 95% interval; of an event the greatest"),
    FIELD_END,
};

const struct schema schema_fit = {"the fit table", columns, sizeof(struct fit_cells)};

void fit_table_begin(struct record_writer *writer, struct table *table, const char *key)
{
    static const char *const without_service[] = {"service", NULL};
    record_begin(writer, table, &schema_fit, key == NULL ? without_service : NULL);
    record_rename(writer, "service", key);
}

/// Where rows go.
struct rows {
    const struct record_writer *writer;
    const char *service;
};

static void add(const struct rows *rows, const char *component, const char *key, double value,
                double low, double high)
{
    struct fit_cells cells;
    record_clear(&schema_fit, &cells);
    cells.service = rows->service;
    cells.component = component;
    cells.key = key;
    cells.value = value;
    cells.low = low;
    cells.high = high;
    record_add(rows->writer, &cells);
}

static void add_trend(const struct rows *rows, const struct fit *fit)
{
    const struct trend *trend = &fit->trend;
    add(rows, "trend", "growth_month", trend->growth_month, trend->low, trend->high);
    add(rows, "trend", "amount_month", fit->month, fit->month_low, fit->month_high);
}

static void add_seasons(const struct rows *rows, const struct fit *fit)
{
    add(rows, "season", "daily", fit->daily, NAN, NAN);
    add(rows, "season", "weekly", fit->weekly, NAN, NAN);
    add(rows, "season", "yearly", fit->yearly.strength, NAN, NAN);
    for (size_t p = 0; p < fit->phases; p++) {
        char name[16];
        add(rows, "profile", fit_phase_name(fit, p, name), fit->profile[p], NAN, NAN);
    }
    for (size_t m = 0; m < MONTHS_A_YEAR && fit->yearly.strength > 0; m++)
        add(rows, "month", fit_month_name(m), fit->yearly.month[m], NAN, NAN);
}

static void add_events(const struct rows *rows, const struct fit *fit)
{
    char time[INSTANT_TEXT_MAX];
    for (size_t i = 0; i < fit->shifts.count; i++) {
        const struct level_shift *shift = &fit->shifts.item[i];
        instant_format(time, shift->time);
        add(rows, "level_before", time, shift->before, NAN, NAN);
        add(rows, "level_after", time, shift->after, NAN, NAN);
    }
    for (size_t i = 0; i < fit->forecast.mask.incidents.count; i++) {
        const struct incident *incident = &fit->forecast.mask.incidents.item[i];
        instant_format(time, incident->start);
        add(rows, "incident", time, incident->share, NAN, NAN);
        add(rows, "incident_hours", time,
            (double)(incident->over - incident->start) / (3600.0 * INSTANT_PER_SECOND), NAN, NAN);
    }
    for (size_t i = 0; i < fit->anomalies.count; i++) {
        const struct anomaly *anomaly = &fit->anomalies.item[i];
        instant_format(time, anomaly->start);
        add(rows, "anomaly", time, anomaly->value, NAN, NAN);
        add(rows, "anomaly_usual", time, anomaly->expected, NAN, NAN);
    }
}

/// What past events did: a mean of their times, with the least and the greatest.
static void add_event_effects(const struct rows *rows, const struct event_history *events)
{
    for (size_t i = 0; i < events->records; i++) {
        const struct event_record *record = &events->record[i];
        double mean, least, most;
        if (event_record_effect(record, &mean, &least, &most))
            add(rows, "event", record->event->name, mean, record->effects > 1 ? least : NAN,
                record->effects > 1 ? most : NAN);
    }
}

static void add_driver(const struct rows *rows, const struct driver_relation *driver)
{
    if (driver->driver == NULL)
        return;
    add(rows, "driver", "elasticity", driver->elasticity, driver->low, driver->high);
    add(rows, "driver", "r_squared", driver->r_squared, NAN, NAN);
    add(rows, "driver", "lag_s", (double)driver->lag_s, NAN, NAN);
    add(rows, "driver", "steps", (double)driver->steps, NAN, NAN);
}

static void add_backtest(const struct rows *rows, const struct fit *fit)
{
    const struct forecast *forecast = &fit->forecast;
    const struct backtest *backtest = &forecast->backtest;
    for (size_t m = 0; m < forecast->members; m++)
        add(rows, "member", forecast->member[m].name, forecast->member[m].weight, NAN, NAN);
    for (size_t m = 0; m < forecast->members; m++)
        if (!isnan(forecast->member[m].error))
            add(rows, "member_error", forecast->member[m].name, forecast->member[m].error, NAN,
                NAN);
    add(rows, "backtest", "origins", (double)backtest->origins, NAN, NAN);
    add(rows, "backtest", "horizon_s", (double)backtest->steps * (double)backtest->step_s, NAN,
        NAN);
    add(rows, "backtest", "mase", backtest->mase, NAN, NAN);
    add(rows, "backtest", "mase_seasonal_naive", backtest->mase_naive, NAN, NAN);
    add(rows, "backtest", "skill", backtest->skill, NAN, NAN);
    add(rows, "backtest", "coverage_p95", backtest->coverage_p95, NAN, NAN);
    add(rows, "backtest", "coverage_p99", backtest->coverage_p99, NAN, NAN);
    add(rows, "backtest", "confidence", fit->confidence, NAN, NAN);
}

void fit_table_add(const struct record_writer *writer, const struct fit *fit)
{
    struct rows rows = {writer, fit->forecast.key};
    add_trend(&rows, fit);
    add_seasons(&rows, fit);
    add_events(&rows, fit);
    add_event_effects(&rows, &fit->events);
    add_driver(&rows, &fit->driver);
    add(&rows, "residual", fit->profile_is_factor ? "share" : "deviation", fit->residual, NAN, NAN);
    add_backtest(&rows, fit);
}
