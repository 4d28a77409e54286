#include "input/plan_outlook.h"

#include "forecast/horizon.h"
#include "forecast/paths.h"
#include "input/forecast_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void scale(double *value, size_t n, double factor)
{
    for (size_t i = 0; i < n; i++) {
        value[i] *= factor;
    }
}

/// Leaves what the cache does not answer, in the history and in the forecast.
static void take_cache_off(struct invocation *invocation, const struct sizing_options *sizing,
                           struct plan_outlook *outlook)
{
    double hit = sizing_cache_hit(sizing, outlook->history->key);
    if (hit > 0) {
        scale(outlook->history->value, outlook->history->n, 1 - hit);
        if (outlook->forecast.mask.usual != NULL)
            scale(outlook->forecast.mask.usual, outlook->history->n, 1 - hit);
        scale(outlook->forecast.mean, outlook->forecast.n, 1 - hit);
        scale(outlook->peaks.mean, outlook->peaks.periods, 1 - hit);
        for (size_t k = 0; k < FORECAST_LEVELS; k++) {
            scale(outlook->forecast.level[k], outlook->forecast.n, 1 - hit);
            scale(outlook->peaks.level[k], outlook->peaks.periods, 1 - hit);
        }
        outlook->subject = arena_printf(&invocation->arena, "%s behind a cache that answers %.4g%%",
                                        outlook->subject, hit * 100);
    }
}

/// Puts history and forecast on the clock of --tz, so that weeks, dates and charts are those of the
/// people who read them. The clock is that of the forecast's first step throughout: weeks stay
/// seven times 24 hours across a change to summer time.
static void set_clock(struct invocation *invocation, const struct zone *zone,
                      struct plan_outlook *outlook)
{
    outlook->zone = "UTC";
    if (zone == NULL) {
        return;
    }
    int32_t offset_s = zone_offset_s(zone, outlook->forecast.start);
    outlook->clock = offset_s * INSTANT_PER_SECOND;
    outlook->history->start += outlook->clock;
    outlook->forecast.start += outlook->clock;
    const char *name = zone_name(zone);
    if (name[0] == '+' || name[0] == '-') {
        outlook->zone = arena_printf(&invocation->arena, "UTC%s", name);
    } else if (offset_s != 0) {
        outlook->zone =
            arena_printf(&invocation->arena, "%s (UTC%c%02d:%02d)", name, offset_s < 0 ? '-' : '+',
                         abs(offset_s) / 3600, abs(offset_s) / 60 % 60);
    }
}

/// A plan of what can no longer be ordered in time is none: the horizon has to reach beyond the
/// lead time, and then to where the next review can still act.
static int cover_lead_time(struct invocation *invocation, const struct sizing_options *sizing,
                           const struct zone *zone, struct plan_outlook *outlook, struct err *err)
{
    const struct series *history = outlook->history;
    struct setting lead = sizing_setting(sizing, OPT_LEAD_TIME, history->key);
    struct setting review = sizing_setting(sizing, OPT_REVIEW_EVERY, history->key);
    instant end = series_end(history);
    instant now;
    if (option_instant(invocation, OPT_AS_OF, zone, &now, err) != 0)
        return -1;
    if (isnan(lead.value))
        return 0;
    double ahead_s = now == INSTANT_NONE ? 0 : (double)(now - end) / INSTANT_PER_SECOND;
    double asked_s =
        (double)(outlook->options.horizon_s > 0 ? outlook->options.horizon_s
                                                : horizon_default_s(history->n, history->step_s));
    double wanted_s = ahead_s + lead.value + review.value;
    if (asked_s >= ahead_s + lead.value)
        return 0;
    char asked[UNIT_NAME_MAX];
    char wanted[UNIT_NAME_MAX];
    outlook->options.horizon_s = llround(wanted_s);
    notes_add(&outlook->notes, NOTE_INFO, "horizon-lead-time",
              "a horizon of %s ends before what is ordered now serves, after the lead time of %s: "
              "it is %s, the lead time and the %s until the next review (--review-every)",
              duration_format(asked, asked_s), lead.text, duration_format(wanted, wanted_s),
              review.text);
    return 0;
}

void plan_outlook_note_terms(struct invocation *invocation, const struct sizing_options *sizing,
                             const char *key)
{
    const struct setting horizon = sizing_setting(sizing, OPT_HORIZON, key);
    note_horizon_in_minutes(invocation, horizon.text, horizon.value);
}

int plan_outlook_begin(struct invocation *invocation, struct sizing_options *sizing,
                       const struct zone *zone, const struct planned_events *events,
                       const struct ignoring *ignoring, struct series *history,
                       struct plan_outlook *outlook, struct err *err)
{
    const char *key = history->key;
    struct forecast_options *options = &outlook->options;
    outlook->history = history;
    *options = (struct forecast_options){.zone = zone, .events = events, .ignoring = *ignoring};
    struct setting horizon = sizing_setting(sizing, OPT_HORIZON, key);
    options->horizon_s = isnan(horizon.value) ? 0 : llround(horizon.value);
    if (cover_lead_time(invocation, sizing, zone, outlook, err) != 0)
        return -1;
    struct setting cap = sizing_setting(sizing, OPT_CAP, key);
    if (cap.origin != SETTING_ABSENT) {
        options->cap = (struct quantity){cap.value, cap.dimension, cap.bare};
    }
    if (option_instant(invocation, OPT_CHANGEPOINT, zone, &options->changepoint, err) != 0) {
        return -1;
    }
    if (stock_option(invocation, &options->stock, err) != 0)
        return -1;
    const char *size_by = option_text(invocation, OPT_SIZE_BY);
    if (size_by == NULL)
        size_by = command_option_initial(invocation->command, OPT_SIZE_BY);
    outlook->by_peaks = strcmp(size_by, "peak") == 0;
    const char *changepoint = option_text(invocation, OPT_CHANGEPOINT);
    options->changepoint_auto = changepoint != NULL && strcmp(changepoint, "auto") == 0;
    outlook->subject = invocation_escape(invocation, history->name);
    if (key != NULL) {
        outlook->subject = arena_printf(&invocation->arena, "%s of %s", outlook->subject,
                                        invocation_escape(invocation, key));
    }
    return 0;
}

/// The peaks of the forecast's weeks, where the step divides a week.
static int find_peaks(struct plan_outlook *outlook, struct err *err)
{
    enum { WEEK_S = 604800 };
    const struct peaks_options options = {
        .period_s = WEEK_S, .seed = PATHS_DEFAULT_SEED, .threads = 1, .with_rest = true};
    if (WEEK_S % outlook->forecast.step_s != 0)
        outlook->by_peaks = false;
    return outlook->by_peaks ? peaks_init(&outlook->peaks, &outlook->forecast, &options, err) : 0;
}

int plan_outlook_forecast(struct plan_outlook *outlook, struct err *err)
{
    outlook->options.with_paths = outlook->by_peaks;
    if (forecast_series(outlook->history, &outlook->options, &outlook->forecast, &outlook->notes,
                        err) != 0)
        return -1;
    return find_peaks(outlook, err);
}

void plan_outlook_finish(struct invocation *invocation, struct sizing_options *sizing,
                         const struct zone *zone, struct plan_outlook *outlook)
{
    set_clock(invocation, zone, outlook);
    take_cache_off(invocation, sizing, outlook);
}

int plan_outlook_inputs(struct invocation *invocation, const struct sizing_options *sizing,
                        const struct zone *zone, const struct plan_outlook *outlook,
                        struct plan_inputs *inputs, struct err *err)
{
    const struct series *history = outlook->history;
    const char *key = history->key;
    const struct demand_unit unit = {history->unit, history->name};
    *inputs = (struct plan_inputs){
        .history = history,
        .forecast = &outlook->forecast,
        .peaks = outlook->by_peaks ? &outlook->peaks : NULL,
        .column = plan_column_named(sizing_setting(sizing, OPT_QUANTILE, key).word),
        .current = sizing_setting(sizing, OPT_CURRENT, key).value,
        .lead_time_s = sizing_setting(sizing, OPT_LEAD_TIME, key).value,
        .review_s = sizing_setting(sizing, OPT_REVIEW_EVERY, key).value,
        .miss_price_hour = NAN,
        .cache_hit = sizing_cache_hit(sizing, key),
    };
    if (command_option(invocation->command, OPT_MISS_PRICE) != NULL)
        inputs->miss_price_hour = sizing_setting(sizing, OPT_MISS_PRICE, key).value;
    if (sizing_for_service(sizing, key, &unit, &inputs->sizing, err) != 0 ||
        option_instant(invocation, OPT_AS_OF, zone, &inputs->as_of, err) != 0)
        return -1;
    if (inputs->as_of != INSTANT_NONE)
        inputs->as_of += outlook->clock;
    return 0;
}
