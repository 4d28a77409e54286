// Nine members that see a history differently, weighed by how each did on the last part of it.
#ifndef HEADROOM_FORECAST_ENSEMBLE_H
#define HEADROOM_FORECAST_ENSEMBLE_H

#include "forecast/autoregression.h"
#include "forecast/history.h"

#include <stdbool.h>

enum { ENSEMBLE_MEMBERS = 9, ENSEMBLE_TRIED = 7, TRIALS_MOST = 60 };

/// Forecasts made from within the history by models that had not seen what followed.
struct trials {
    size_t count;    ///< origins
    size_t steps;    ///< of each forecast
    size_t held_out; ///< steps at the end of the history that the models had not seen
    size_t origin[TRIALS_MOST];
    double *path; ///< count x steps, in the history's units
};

struct ensemble {
    const struct history *history;
    struct standardised linear, logarithm;
    struct autoregression fit[ENSEMBLE_TRIED];
    bool usable[ENSEMBLE_MEMBERS];
    double weight[ENSEMBLE_MEMBERS]; ///< the best tried member has 1
    double error[ENSEMBLE_TRIED]; ///< mean absolute log error over the trials; NaN when not tried
};

/// Fits all members to `history` (kept, not copied), makes the trials for forecasts of `steps` and
/// weighs the members by them. False when no member can be fitted; nothing is then kept.
bool ensemble_fit(struct ensemble *ensemble, const struct history *history, size_t steps,
                  struct trials *trials);

/// Forecasts `steps` after the end of the history.
void ensemble_predict(const struct ensemble *ensemble, size_t steps, double *path);

/// Forecasts steps origin .. origin + steps - 1, given the values before `origin`, by the members
/// that take part in trials, with the coefficients of the whole history.
void ensemble_predict_tried(const struct ensemble *ensemble, size_t origin, size_t steps,
                            double *path);

/// The design of the member that an outlier filter uses: recent and weekly lags of logarithms.
const struct autoregression_design *ensemble_filter_design(void);

/// Short name of a member, for reports: "recent", "weekly profile" ...
const char *ensemble_member_name(size_t member);

void trials_release(struct trials *trials);
void ensemble_release(struct ensemble *ensemble);

#endif
