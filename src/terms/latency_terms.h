// The terms of a latency target: which share of the requests within which time, and what the
// instances that serve them are like.
#ifndef HEADROOM_TERMS_LATENCY_TERMS_H
#define HEADROOM_TERMS_LATENCY_TERMS_H

#include "sizing/latency.h"
#include "terms/terms.h"

#include <stdbool.h>
#include <stddef.h>

struct latency_words {
    const char *text;  ///< "p99=200ms"
    const char *said;  ///< for messages: "--latency p99=200ms"
    const char *place; ///< "--latency", "web.csv:4"
    enum err_kind blame;
    double hours_per_month;
    bool mean_too; ///< "mean=80ms" is a target as well
};

/// Reads the percentile (0.99; NaN for the mean) and the time in seconds. Errors: another form, a
/// time of 0 or less, no unit.
int latency_words_read(const struct latency_words *words, double *percentile, double *limit_s,
                       struct err *err);

/// Whether the option says something of a latency target; the target itself does.
bool latency_has_term(enum option_id id);

/// Whether the command takes a latency target and there is one.
bool latency_is_asked(const struct sizing_options *options, const char *service);

/// Puts the target together; zero when none is asked for. Errors: what is not written as
/// pN=DURATION, what is missing, a demand that is no rate. Notes: a demand without a unit, a
/// balance that another one stands for.
int latency_settle(const struct sizing_options *options, const char *service,
                   const struct demand_unit *demand, struct latency_target *target,
                   struct err *err);

/// The model in words: "16 workers an instance share the requests, random balance".
const char *latency_model_words(struct arena *arena, const struct latency_target *target);

#endif
