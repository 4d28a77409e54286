#include "cmd/fit_table.h"

#include <math.h>

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
