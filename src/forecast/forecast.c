#include "forecast/forecast.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/str.h"
#include "forecast/adjustments.h"
#include "forecast/caveats.h"
#include "forecast/changepoint.h"
#include "forecast/horizon.h"
#include "forecast/local_clock_forecast.h"
#include "forecast/paths.h"
#include "forecast/predictive_table.h"
#include "forecast/stock_forecast.h"
#include "forecast/subhourly_forecast.h"
#include "series/trend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)FORECAST_MEMBERS == (int)ENSEMBLE_MEMBERS, "every member is reported");

enum { DAY_S = 86400, WEEK_S = 604800, P95 = 2, DIGITS = 4 };

const double forecast_level[FORECAST_LEVELS] = {0.5, 0.9, 0.95, 0.99};

static const size_t predictive_place[FORECAST_LEVELS] = {PREDICTIVE_P50, PREDICTIVE_P90,
                                                         PREDICTIVE_P95, PREDICTIVE_P99};

static const char *label(const struct series *series)
{
    return series->key != NULL ? series->key : series->name;
}

/// A share that never passed 1 (or 100 %) cannot do so in the forecast either.
static double ceiling_of(const struct series *series)
{
    if (series->unit.dimension != DIMENSION_RATIO || !(series->unit.scale > 0))
        return INFINITY;
    double whole = 1 / series->unit.scale;
    for (size_t i = 0; i < series->n; i++)
        if (series->value[i] > whole)
            return INFINITY;
    return whole;
}

static void note_share(const struct series *series, struct notes *notes)
{
    if (series->unit.dimension == DIMENSION_RATIO)
        notes_add(notes, NOTE_INFO, "share-is-not-demand",
                  "\"%s\" is a share: of a group that scales it says little about demand, because "
                  "scaling holds it level; forecast requests or busy cores instead",
                  series->name);
}

static int check_values(const struct series *series, const struct adjustments *causes, size_t first,
                        struct err *err)
{
    const double *value = causes->value;
    const char *without =
        causes->mask.ignored > 0 ? " outside what is ignored" : " outside the events";
    char name[ERR_TEXT_MAX / 4];
    size_t measured = 0;
    size_t left_out = 0;
    for (size_t i = first; i < series->n; i++) {
        measured += isnan(value[i]) ? 0 : 1;
        left_out += isnan(value[i]) && !isnan(series->value[i]);
    }
    if (measured >= LADDER_FEWEST_VALUES)
        return 0;
    const char *text = label(series);
    err_quote(name, sizeof name, text, strlen(text));
    return err_set(
        err, ERR_DATA,
        "%s: %zu value%s%s%s; a forecast needs at least %d, 3 days for a daily profile and "
        "3 weeks for a weekly one",
        name, measured, measured == 1 ? "" : "s", first > 0 ? " after the changepoint" : "",
        left_out > 0 ? without : "", LADDER_FEWEST_VALUES);
}

/// Nothing that could be fitted to within the last so many steps: a gap of years stands before the
/// last values.
static int refuse_gap(const struct series *series, const struct ladder_input *input,
                      struct err *err)
{
    char name[ERR_TEXT_MAX / 4];
    char last_text[INSTANT_TEXT_MAX];
    char before_text[INSTANT_TEXT_MAX];
    size_t last = input->n - 1;
    while (isnan(input->value[last]))
        last--;
    while (last > 0 && !isnan(input->value[last - 1]))
        last--;
    size_t before = last;
    while (before > 0 && isnan(input->value[before - 1]))
        before--;
    int64_t step_ms = input->step_s * INSTANT_PER_SECOND;
    const char *text = label(series);
    err_quote(name, sizeof name, text, strlen(text));
    return err_set(err, ERR_DATA,
                   "%s: too few values at the end, behind a gap from %s to %s; --until leaves out "
                   "what is behind the gap, --since what is before it",
                   name, instant_format(before_text, input->start + (instant)before * step_ms),
                   instant_format(last_text, input->start + (instant)last * step_ms));
}

/// More than half of what was measured is zero: the middle says nothing of what is to be expected.
static bool is_intermittent(const struct series *series)
{
    size_t zeros = 0;
    size_t others = 0;
    for (size_t i = 0; i < series->n; i++) {
        zeros += series->value[i] == 0;
        others += !isnan(series->value[i]) && series->value[i] != 0;
    }
    return zeros > others;
}

/// Copies the outlook's columns into the forecast, below the ceiling; p50 <= p90 <= p95 <= p99.
static void take(const struct series *series, const struct predictive_table *outlook,
                 double ceiling, struct forecast *forecast)
{
    bool is_rare = is_intermittent(series);
    forecast->n = outlook->steps;
    forecast->mean = mem_alloc(outlook->steps, sizeof(double));
    forecast->low = mem_alloc(outlook->steps, sizeof(double));
    forecast->high = mem_alloc(outlook->steps, sizeof(double));
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        forecast->level[i] = mem_alloc(outlook->steps, sizeof(double));
    for (size_t h = 0; h < outlook->steps; h++) {
        const double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        forecast->mean[h] =
            fmin(is_rare ? predictive_expected(outlook, h) : outlook->centre[h], ceiling);
        forecast->high[h] = fmin(outlook->high[h], ceiling);
        // What is believable bounds the high end alone, and each level by itself.
        forecast->low[h] = fmin(outlook->low[h], forecast->high[h]);
        for (size_t i = 0; i < FORECAST_LEVELS; i++) {
            double level = fmin(row[predictive_place[i]], ceiling);
            forecast->level[i][h] = i > 0 ? fmax(level, forecast->level[i - 1][h]) : level;
        }
    }
}

/// Hands the outlook's table to the source of the paths: below the ceiling, each row in order.
static void take_paths(struct predictive_table *outlook, double ceiling, struct path_source *source,
                       struct forecast *forecast)
{
    if (source == NULL)
        return;
    for (size_t h = 0; h < outlook->steps; h++) {
        double *row = outlook->quantile + h * PREDICTIVE_LEVELS;
        for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
            row[i] = fmin(i > 0 ? fmax(row[i], row[i - 1]) : row[i], ceiling);
    }
    source->steps = outlook->steps;
    source->quantile = outlook->quantile;
    outlook->quantile = NULL;
    source->ceiling = ceiling;
    source->stream = path_stream(forecast->key, forecast->name);
    forecast->paths = source;
}

static void take_members(const struct ladder_report *report, struct forecast *forecast)
{
    if (strcmp(report->method, "ensemble") != 0)
        return;
    forecast->members = FORECAST_MEMBERS;
    for (size_t m = 0; m < FORECAST_MEMBERS; m++)
        forecast->member[m] =
            (struct forecast_member){ensemble_member_name(m), report->member_weight[m],
                                     m < ENSEMBLE_TRIED ? report->member_error[m] : NAN};
}

/// Learns the highest values of days and weeks from the step `first` on: with what stood above the
/// usual for a while, which can come again, and all at the level that a late shift led to.
static void learn_peaks(const struct series *series, const struct adjustments *causes, size_t first,
                        const struct level_change *change, struct path_source *paths)
{
    const size_t n = series->n - first;
    const struct incidents *incidents = &causes->mask.incidents;
    double *value = mem_alloc(n, sizeof *value);
    for (size_t i = 0; i < n; i++) {
        const instant time = series_time(series, first + i);
        value[i] = causes->value[first + i];
        // A busy day that was left out would have been as busy as usual.
        if (isnan(value[i]) && causes->usual != NULL)
            value[i] = causes->usual[first + i];
        for (size_t k = 0; k < incidents->count; k++)
            if (incidents->item[k].share > 1 && time >= incidents->item[k].start &&
                time < incidents->item[k].over)
                value[i] = series->value[first + i];
        if (change->factor > 0 && time < change->time)
            value[i] *= change->factor;
    }
    daily_peaks_learn(&paths->days, value, n, (size_t)(DAY_S / series->step_s));
    paths->days.has_ratio = paths->days.has_ratio && !paths->is_rare;
    if (!paths->is_rare) // a week of rare demand has no usual mean
        weekly_peak_fit(&paths->weekly, value, n, (size_t)(WEEK_S / series->step_s));
    free(value);
}

/// Forecasts what the models see: the values from the changepoint on, without known causes.
static int make_outlook(const struct series *series, const struct adjustments *causes,
                        const struct changepoint *changepoint,
                        const struct forecast_options *options, struct predictive_table *outlook,
                        struct ladder_report *report, struct notes *notes, struct err *err)
{
    struct ladder_input input = {.step_s = series->step_s,
                                 .zone = options->zone,
                                 .may_be_negative = options->may_be_negative};
    size_t first = changepoint->first;
    input.is_capped = !isinf(causes->cap);
    input.is_settled = options->changepoint_none || first > 0;
    // The shift was seen in demand: it is none of odds, or of what a driver leaves.
    if (!input.is_capped && causes->driver.driver == NULL)
        input.change = changepoint->change;
    input.value = causes->value + first;
    input.usual = causes->usual == NULL ? NULL : causes->usual + first;
    input.n = series->n - first;
    input.start = series_time(series, first);
    if (check_values(series, causes, first, err) != 0 ||
        horizon_steps(causes->horizon_s, input.n, series->step_s, &input.steps, notes, err) != 0)
        return -1;
    if (options->with_paths)
        report->paths = mem_alloc(1, sizeof *report->paths);
    bool is_done =
        series->step_s < FINE_STEP_S && subhourly_forecast(&input, outlook, report, notes);
    if (!is_done && !local_clock_forecast(&input, outlook, report, notes))
        return refuse_gap(series, &input, err);
    // Past days know nothing of what is known to come.
    bool is_usual =
        causes->driver.driver == NULL && causes->events.events == NULL && isinf(causes->cap);
    if (report->paths != NULL)
        report->paths->is_rare = strcmp(report->method, "empirical") == 0;
    if (report->paths != NULL && is_usual && DAY_S % series->step_s == 0)
        learn_peaks(series, causes, first, &input.change, report->paths);
    return 0;
}

/// Forecasts a stock from the changepoint on.
static int make_stock_outlook(const struct series *series, const struct adjustments *causes,
                              size_t first, const struct forecast_options *options,
                              struct predictive_table *outlook, struct ladder_report *report,
                              struct notes *notes, struct err *err)
{
    struct series rest = *series;
    size_t steps;
    rest.value = causes->demand;
    if (check_values(series, causes, first, err) != 0 ||
        horizon_steps(causes->horizon_s, series->n - first, series->step_s, &steps, notes, err) !=
            0)
        return -1;
    if (options->with_paths)
        report->paths = mem_alloc(1, sizeof *report->paths);
    if (stock_forecast(&rest, first, steps, outlook, report) == 0)
        return 0;
    return err_set(err, ERR_DATA,
                   "%s: fewer than %d values tell no trend of what fills up; give a longer history",
                   label(series), STOCK_BUCKETS_LEAST);
}

/// Growth of the history by its one definition, that of fit and describe.
static void take_growth(const struct series *series, const struct adjustments *causes,
                        const struct zone *zone, struct growth_report *growth)
{
    struct series rest = *series;
    struct condensed condensed;
    struct season season;
    struct yearly_season yearly;
    struct trend trend;
    rest.value = causes->demand;
    condensed_init(&condensed, &rest, zone);
    season_init(&season, &condensed);
    yearly_season_init(&yearly, &condensed, &season, zone);
    if (trend_of(&condensed, &season, &yearly, &trend) && !isnan(trend.growth_month)) {
        growth->history = trend.growth_month;
        growth->is_certain = trend.significant;
    }
    season_release(&season);
    condensed_release(&condensed);
}

/// What the outlook says, with all that is to be said of it.
static void take_all(const struct series *series, const struct adjustments *causes,
                     const struct zone *zone, struct predictive_table *outlook,
                     struct ladder_report *report, struct forecast *forecast, struct notes *notes)
{
    note_share(series, notes);
    forecast->name = mem_strdup(series->name);
    forecast->key = series->key == NULL ? NULL : mem_strdup(series->key);
    forecast->unit = series->unit;
    forecast->start = series_end(series);
    forecast->step_s = series->step_s;
    forecast->method = report->method;
    forecast->backtest = report->backtest;
    forecast->stock_growth = report->stock_growth;
    take_members(report, forecast);
    double ceiling = fmin(ceiling_of(series), causes->cap);
    take(series, outlook, ceiling, forecast);
    adjustments_note(causes, series, outlook, notes);
    take_paths(outlook, ceiling, report->paths, forecast);
    // Growth of what is left of demand, or of its odds, is not growth of demand.
    report->growth.is_used =
        report->growth.is_used && isinf(causes->cap) && causes->driver.driver == NULL;
    if (report->growth.is_used && notes != NULL)
        take_growth(series, causes, zone, &report->growth);
    caveats_note(series, forecast, &report->growth, notes);
}

/// A day that was left out is no level.
static struct changepoint find_changepoint(const struct series *series,
                                           const struct adjustments *causes,
                                           const struct forecast_options *options)
{
    struct series rest = *series;
    rest.value = causes->demand;
    return changepoint_find(&rest, options);
}

/// What falls or jumps in a stock is its own: neither an incident nor a shift.
static struct forecast_options options_of(const struct forecast_options *options, bool is_stock)
{
    struct forecast_options own = *options;
    own.ignoring.keeps_incidents = own.ignoring.keeps_incidents || is_stock;
    own.changepoint_none = own.changepoint_none || is_stock;
    return own;
}

static int forecast_once(const struct series *series, const struct forecast_options *given,
                         struct forecast *forecast, struct notes *notes, struct err *err)
{
    *forecast = (struct forecast){0};
    const bool is_stock = stock_is_meant(series, given, notes);
    const struct forecast_options own = options_of(given, is_stock);
    const struct forecast_options *options = &own;
    struct adjustments causes;
    struct predictive_table outlook = {0};
    struct ladder_report report = {0};
    struct changepoint changepoint = {0};
    int status = adjustments_init(&causes, series, options, err);
    if (status == 0)
        changepoint = find_changepoint(series, &causes, options);
    if (status == 0 && is_stock)
        status = make_stock_outlook(series, &causes, changepoint.first, options, &outlook, &report,
                                    notes, err);
    else if (status == 0)
        status =
            make_outlook(series, &causes, &changepoint, options, &outlook, &report, notes, err);
    if (status == 0)
        changepoint_note(&changepoint, series, report.is_moved, report.fresh.steps > 0, notes);
    if (status == 0)
        status = adjustments_restore(&causes, series, &outlook, err);
    if (status == 0)
        take_all(series, &causes, options->zone, &outlook, &report, forecast, notes);
    else
        path_source_release(report.paths);
    if (status == 0) {
        forecast->mask = causes.mask;
        causes.mask = (struct mask){0};
    }
    predictive_release(&outlook);
    adjustments_release(&causes);
    return status;
}

/// The highest p95.
static double highest_p95(const struct forecast *forecast)
{
    double highest = -INFINITY;
    for (size_t h = 0; h < forecast->n; h++)
        highest = fmax(highest, forecast->level[P95][h]);
    return highest;
}

static void note_mask(const struct series *series, const struct forecast_options *options,
                      const struct forecast *forecast, struct notes *notes)
{
    struct str changed = {0};
    struct forecast kept;
    struct forecast_options keeping = *options;
    struct err err;
    keeping.ignoring.keeps_incidents = true;
    keeping.with_paths = false;
    if (forecast->mask.incidents.count > 0 && notes != NULL &&
        forecast_once(series, &keeping, &kept, NULL, &err) == 0) {
        char with[NUMBER_TEXT_MAX];
        char without[NUMBER_TEXT_MAX];
        str_appendf(&changed, "it would make the highest p95 %s instead of %s",
                    number_format_human(with, highest_p95(&kept), DIGITS),
                    number_format_human(without, highest_p95(forecast), DIGITS));
        forecast_release(&kept);
    }
    mask_note(&forecast->mask, options->zone, str_text(&changed), notes);
    str_release(&changed);
}

int forecast_series(const struct series *series, const struct forecast_options *options,
                    struct forecast *forecast, struct notes *notes, struct err *err)
{
    int status = forecast_once(series, options, forecast, notes, err);
    if (status == 0)
        note_mask(series, options, forecast, notes);
    return status;
}

void forecast_release(struct forecast *forecast)
{
    free(forecast->name);
    free(forecast->key);
    free(forecast->mean);
    mask_release(&forecast->mask);
    free(forecast->low);
    free(forecast->high);
    path_source_release(forecast->paths);
    for (size_t i = 0; i < FORECAST_LEVELS; i++)
        free(forecast->level[i]);
    *forecast = (struct forecast){0};
}
