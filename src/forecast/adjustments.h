// What is known of demand besides its history: what is to be ignored, incidents, planned events, a
// driver, a cap. Taken off before the models see the values, put back on what they say.
#ifndef HEADROOM_FORECAST_ADJUSTMENTS_H
#define HEADROOM_FORECAST_ADJUSTMENTS_H

#include "forecast/driver.h"
#include "forecast/event_history.h"
#include "forecast/forecast.h"
#include "forecast/predictive_table.h"
#include "series/mask.h"

/// Release with adjustments_release.
struct adjustments {
    const double *value;           ///< for the models, one for each step of the series
    int64_t horizon_s;             ///< the one asked for, else that of the driver's plan, else 0
    double cap;                    ///< in the series' unit; INFINITY: none
    struct driver_relation driver; ///< driver.driver is NULL: none
    struct event_history events;   ///< events.events is NULL: none
    struct mask mask;              ///< what is left out as ignored or as an incident
    const double *usual; ///< for the models: of the steps that the mask left out; NULL: none
    double *own;         ///< the changed values; NULL: value is the series' own
    double *own_usual;
    double *demand; ///< as measured, without what mask and events left out; NULL: the series' own
};

/// Takes off what the options name: what is ignored, the driver's effect, the steps of events; then
/// incidents that are over; with a cap the values become odds. Errors: those of driver_relate and
/// saturation_cap; a driver without a plan for the horizon.
int adjustments_init(struct adjustments *causes, const struct series *series,
                     const struct forecast_options *options, struct err *err);

/// Puts all back on an outlook that begins at the end of the series. With a driver bands widen by
/// the error of its elasticity: a log distance w from the centre becomes
/// sqrt(w^2 + (z error log(driver / usual))^2). Errors: the driver's plan has a hole, or is not
/// above zero.
int adjustments_restore(struct adjustments *causes, const struct series *series,
                        struct predictive_table *outlook, struct err *err);

/// Notes what was taken into account.
void adjustments_note(const struct adjustments *causes, const struct series *series,
                      const struct predictive_table *outlook, struct notes *notes);

void adjustments_release(struct adjustments *causes);

#endif
