#include "forecast/adjustments.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/unit.h"
#include "forecast/saturation.h"
#include "maths/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A plan that goes this far beyond what the driver ever was, either way, is extrapolation.
#define FAR_BEYOND 1.5

enum { DIGITS = 4 };

// --- taken off -----------------------------------------------------------------------------------

/// The horizon that the driver's plan covers, or the one asked for where it does.
static int settle_horizon(struct adjustments *causes, const struct series *series, struct err *err)
{
    char name[ERR_TEXT_MAX / 4], end[INSTANT_TEXT_MAX], now[INSTANT_TEXT_MAX];
    char span[UNIT_NAME_MAX];
    const char *text = causes->driver.driver->name;
    int64_t planned_s = (driver_end(&causes->driver) - series_end(series)) / INSTANT_PER_SECOND;
    planned_s -= planned_s % series->step_s;
    err_quote(name, sizeof name, text, strlen(text));
    instant_format(end, driver_end(&causes->driver));
    if (planned_s < series->step_s)
        return err_set(
            err, ERR_DATA,
            "--driver: %s is known up to %s and the demand up to %s: write its plan, rows "
            "with a later time, for as long as demand is to be forecast",
            name, end, instant_format(now, series_end(series)));
    if (causes->horizon_s > planned_s)
        return err_set(err, ERR_DATA,
                       "--driver: the plan of %s ends at %s, before the horizon does: write more "
                       "rows, or --horizon %s",
                       name, end, duration_format(span, (double)planned_s));
    if (causes->horizon_s == 0)
        causes->horizon_s = planned_s;
    return 0;
}

static int take_driver_off(struct adjustments *causes, const struct series *series,
                           const struct forecast_options *options, struct err *err)
{
    if (driver_relate(series, options->driver, options->zone, &causes->driver, err) != 0 ||
        settle_horizon(causes, series, err) != 0)
        return -1;
    for (size_t i = 0; i < series->n; i++) {
        double value = driver_value(&causes->driver, series_time(series, i), series->step_s);
        causes->own[i] = value > 0 ? causes->own[i] / driver_factor(&causes->driver, value) : NAN;
    }
    return 0;
}

static void take_events_off(struct adjustments *causes, const struct series *series,
                            const struct planned_events *events)
{
    struct series rest = *series;
    rest.value = causes->own;
    event_history_init(&causes->events, events, &rest);
    memcpy(causes->own, causes->events.value, series->n * sizeof *causes->own);
}

/// What is left out, and what was usual there, for the models; demand without it.
static void take_incidents_off(struct adjustments *causes, const struct series *series,
                               const struct forecast_options *options, size_t ignored)
{
    mask_init(&causes->mask, series, &options->ignoring, ignored, options->zone, causes->own);
    causes->demand = mem_alloc(series->n, sizeof *causes->demand);
    for (size_t i = 0; i < series->n; i++)
        causes->demand[i] = isnan(causes->own[i]) ? NAN : series->value[i];
    if (causes->mask.usual == NULL)
        return;
    causes->own_usual = mem_alloc(series->n, sizeof *causes->own_usual);
    for (size_t i = 0; i < series->n; i++)
        causes->own_usual[i] = saturation_odds(causes->mask.usual[i], causes->cap);
    causes->usual = causes->own_usual;
}

int adjustments_init(struct adjustments *causes, const struct series *series,
                     const struct forecast_options *options, struct err *err)
{
    *causes = (struct adjustments){.horizon_s = options->horizon_s};
    if (saturation_cap(series, &options->cap, &causes->cap, err) != 0)
        return -1;
    causes->own = mem_alloc(series->n, sizeof *causes->own);
    causes->value = causes->own;
    memcpy(causes->own, series->value, series->n * sizeof *causes->own);
    size_t ignored = ignoring_apply(&options->ignoring, series, causes->own);
    if (options->driver != NULL && take_driver_off(causes, series, options, err) != 0)
        return -1;
    if (options->events != NULL && options->events->count > 0)
        take_events_off(causes, series, options->events);
    take_incidents_off(causes, series, options, ignored);
    for (size_t i = 0; i < series->n; i++)
        causes->own[i] = saturation_odds(causes->own[i], causes->cap);
    return 0;
}

// --- put back ------------------------------------------------------------------------------------

static void each_value(struct predictive_table *outlook, double cap,
                       double (*change)(double, double))
{
    for (size_t h = 0; h < outlook->steps; h++) {
        outlook->centre[h] = change(outlook->centre[h], cap);
        outlook->low[h] = change(outlook->low[h], cap);
        outlook->high[h] = change(outlook->high[h], cap);
        // The mean of what is changed is not the mean, changed.
        outlook->mean[h] = NAN;
    }
    for (size_t i = 0; i < outlook->steps * PREDICTIVE_LEVELS; i++)
        outlook->quantile[i] = change(outlook->quantile[i], cap);
}

/// A value away from the centre, `spread` further in its logarithm where that exists.
static double widen(double value, double centre, double spread)
{
    if (!(value > 0) || !(centre > 0))
        return value;
    double away = log(value / centre);
    return centre * exp(copysign(hypot(away, spread), spread));
}

static void drive_step(struct predictive_table *outlook, size_t h, double factor, double error)
{
    double centre = outlook->centre[h];
    double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        double spread = normal_quantile(predictive_level[i]) * error;
        // A quantile on the other side of the centre comes no nearer to it.
        bool is_outward = (row[i] - centre) * spread > 0;
        row[i] = (is_outward ? widen(row[i], centre, spread) : row[i]) * factor;
        row[i] = i > 0 ? fmax(row[i], row[i - 1]) : row[i];
    }
    double reach = normal_quantile(0.975) * error;
    outlook->low[h] =
        (reach > 0 ? widen(outlook->low[h], centre, -reach) : outlook->low[h]) * factor;
    outlook->high[h] =
        (reach > 0 ? widen(outlook->high[h], centre, reach) : outlook->high[h]) * factor;
    outlook->centre[h] = centre * factor;
    outlook->mean[h] *= factor;
}

static int put_driver_on(const struct adjustments *causes, const struct series *series,
                         struct predictive_table *outlook, struct err *err)
{
    const struct driver_relation *driver = &causes->driver;
    for (size_t h = 0; h < outlook->steps; h++) {
        instant time = series_time(series, series->n + h);
        double value = driver_value(driver, time, series->step_s);
        if (!(value > 0)) {
            char name[ERR_TEXT_MAX / 4], at[INSTANT_TEXT_MAX];
            const char *text = driver->driver->name;
            return err_set(err, ERR_DATA,
                           "--driver: the plan of %s %s at %s: it needs a value above zero",
                           err_quote(name, sizeof name, text, strlen(text)),
                           isnan(value) ? "has a hole" : "is not above zero",
                           instant_format(at, time - driver->lag_s * INSTANT_PER_SECOND));
        }
        double error = driver->error * fabs(log(value / driver->usual));
        drive_step(outlook, h, driver_factor(driver, value), error);
    }
    return 0;
}

int adjustments_restore(struct adjustments *causes, const struct series *series,
                        struct predictive_table *outlook, struct err *err)
{
    bool is_capped = !isinf(causes->cap);
    if (is_capped)
        each_value(outlook, causes->cap, saturation_value);
    if (causes->events.events != NULL)
        event_history_lift(&causes->events, series_end(series), series->step_s, outlook);
    if (is_capped)
        each_value(outlook, causes->cap, fmin);
    return causes->driver.driver == NULL ? 0 : put_driver_on(causes, series, outlook, err);
}

// --- said ----------------------------------------------------------------------------------------

static void note_driver(const struct adjustments *causes, const struct series *series,
                        const struct predictive_table *outlook, struct notes *notes)
{
    const struct driver_relation *driver = &causes->driver;
    struct str text = {0};
    driver_describe(driver, series, &text);
    notes_add(notes, driver->low <= 0 && driver->high >= 0 ? NOTE_WARNING : NOTE_INFO, "driver",
              "%s; the bounds take its plan as certain", str_text(&text));
    str_release(&text);
    double least = INFINITY, most = 0;
    for (size_t h = 0; h < outlook->steps; h++) {
        instant time = series_time(series, series->n + h);
        double value = driver_value(driver, time, series->step_s);
        least = fmin(least, value);
        most = fmax(most, value);
    }
    char name[ERR_TEXT_MAX / 4], planned[NUMBER_TEXT_MAX], seen[NUMBER_TEXT_MAX];
    err_quote(name, sizeof name, driver->driver->name, strlen(driver->driver->name));
    bool is_high = most > FAR_BEYOND * driver->most;
    double before = is_high ? driver->most : driver->least;
    if (is_high || least * FAR_BEYOND < before)
        notes_add(
            notes, NOTE_WARNING, "driver-beyond",
            "%s is planned to reach %s, %.2g times its %s before (%s): that demand follows so "
            "far is not known",
            name, number_format_human(planned, is_high ? most : least, DIGITS),
            (is_high ? most : least) / before, is_high ? "highest" : "lowest",
            number_format_human(seen, before, DIGITS));
}

static void note_cap(const struct adjustments *causes, const struct series *series,
                     const struct predictive_table *outlook, struct notes *notes)
{
    double most = 0;
    char cap[NUMBER_TEXT_MAX], share[NUMBER_TEXT_MAX];
    for (size_t h = 0; h < outlook->steps; h++)
        most = fmax(most, outlook->centre[h]);
    notes_add(notes, NOTE_INFO, "cap",
              "growth slows down towards the cap of %s %s, which no bound passes: the highest mean "
              "to come is %s of it",
              number_format_human(cap, causes->cap, DIGITS), series->unit.name,
              percent_format(share, most / causes->cap, 2));
}

void adjustments_note(const struct adjustments *causes, const struct series *series,
                      const struct predictive_table *outlook, struct notes *notes)
{
    if (causes->driver.driver != NULL)
        note_driver(causes, series, outlook, notes);
    if (causes->events.events != NULL)
        event_history_note(&causes->events, outlook->steps, notes);
    if (!isinf(causes->cap))
        note_cap(causes, series, outlook, notes);
}

void adjustments_release(struct adjustments *causes)
{
    free(causes->own);
    free(causes->own_usual);
    free(causes->demand);
    mask_release(&causes->mask);
    if (causes->events.events != NULL)
        event_history_release(&causes->events);
    *causes = (struct adjustments){0};
}
