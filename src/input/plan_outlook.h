// Demand to come for one series of headroom plan: what is left for the fleet, on the readers'
// clock.
#ifndef HEADROOM_INPUT_PLAN_OUTLOOK_H
#define HEADROOM_INPUT_PLAN_OUTLOOK_H

#include "advise/capacity_plan.h"
#include "forecast/forecast.h"
#include "terms/terms.h"

/// Zero-initialise; notes, forecast and peaks are released by whoever made it. Texts live in the
/// invocation's arena.
struct plan_outlook {
    struct series *history;
    struct forecast_options options;
    struct forecast forecast;
    struct peaks peaks;  ///< of its weeks, the last one as long as it is
    bool by_peaks;       ///< weeks are sized by them
    struct notes notes;  ///< of the forecast
    instant clock;       ///< added to UTC: history and forecast are on the clock of --tz
    const char *zone;    ///< that clock's name
    const char *subject; ///< "requests_per_s of web"
};

// The functions below, one after the other, forecast the history by the invocation's options and
// `events` (NULL: none), take off both what the cache answers, and put both on the clock of `zone`
// (NULL: UTC), which changes the history.

/// What is worth a note of the terms of service `key`: a horizon of minutes.
void plan_outlook_note_terms(struct invocation *invocation, const struct sizing_options *sizing,
                             const char *key);

/// What the forecast is to be made by. A horizon that ends before what is ordered now would serve
/// is made as long as the lead time and the time to the next review, with a note.
int plan_outlook_begin(struct invocation *invocation, struct sizing_options *sizing,
                       const struct zone *zone, const struct planned_events *events,
                       const struct ignoring *ignoring, struct series *history,
                       struct plan_outlook *outlook, struct err *err);

/// The forecast, which touches nothing but the outlook: for several at once.
int plan_outlook_forecast(struct plan_outlook *outlook, struct err *err);

/// Cache and clock.
void plan_outlook_finish(struct invocation *invocation, struct sizing_options *sizing,
                         const struct zone *zone, struct plan_outlook *outlook);

/// What a plan is made from out of the outlook: the terms, now, and how long orders take. Errors:
/// those of the terms.
int plan_outlook_inputs(struct invocation *invocation, const struct sizing_options *sizing,
                        const struct zone *zone, const struct plan_outlook *outlook,
                        struct plan_inputs *inputs, struct err *err);

#endif
