#include "cmd/fit_table.h"

#include <math.h>

static const struct schema_column columns[] = {
    {"service", COLUMN_TEXT, STYLE_PLAIN, NULL, true,
     "what tells series apart, under the name of its column, where there are several"},
    {"component", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "trend, season, profile, month, level_before, level_after, incident (as a multiple of the "
     "usual), "
     "incident_hours, anomaly, anomaly_usual, event, "
     "driver, "
     "residual, member, member_error or backtest"},
    {"key", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
     "which one: a name, a time, an hour of the week, a month"},
    {"value", COLUMN_NUMBER, STYLE_PLAIN, "as the key says", false, "what was found"},
    {"low", COLUMN_NUMBER, STYLE_PLAIN, "that of value", false,
     "lower end of the 95% interval; of an event the least effect"},
    {"high", COLUMN_NUMBER, STYLE_PLAIN, "that of value", false,
     "upper end of the 95% interval; of an event the greatest"},
    {NULL, COLUMN_TEXT, STYLE_PLAIN, NULL, false, NULL},
};

const struct schema schema_fit = {"the fit table", columns};

void fit_table_columns(struct table *table, const char *key)
{
    if (key != NULL)
        table_add_column(table, key, COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "component", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "key", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(table, "value", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "low", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(table, "high", COLUMN_NUMBER, STYLE_PLAIN);
}

/// Where rows go.
struct rows {
    struct table *table;
    const char *service;
    bool keyed;
};

static void add(const struct rows *rows, const char *component, const char *key, double value,
                double low, double high)
{
    size_t row = table_add_row(rows->table);
    size_t column = 0;
    if (rows->keyed)
        table_set_text(rows->table, row, column++, rows->service);
    table_set_text(rows->table, row, column++, component);
    table_set_text(rows->table, row, column++, key);
    table_set_number(rows->table, row, column++, value);
    table_set_number(rows->table, row, column++, low);
    table_set_number(rows->table, row, column, high);
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

void fit_table_add(struct table *table, const struct fit *fit, bool keyed)
{
    struct rows rows = {table, fit->forecast.key, keyed};
    add_trend(&rows, fit);
    add_seasons(&rows, fit);
    add_events(&rows, fit);
    add_event_effects(&rows, &fit->events);
    add_driver(&rows, &fit->driver);
    add(&rows, "residual", fit->profile_is_factor ? "share" : "deviation", fit->residual, NAN, NAN);
    add_backtest(&rows, fit);
}
