// The terms of a latency target: which share of the requests within which time, and what the
// instances that serve them are like.
#ifndef HEADROOM_CMD_LATENCY_OPTIONS_H
#define HEADROOM_CMD_LATENCY_OPTIONS_H

#include "cmd/sizing_options.h"
#include "sizing/latency.h"

#include <stdbool.h>

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
