// What limits one instance beside its rate, and how a fleet is divided and kept up: memory,
// connections, imbalance, cells, availability.
#ifndef HEADROOM_TERMS_LIMIT_TERMS_H
#define HEADROOM_TERMS_LIMIT_TERMS_H

#include "terms/terms.h"

/// --cells, --availability, --mtbf, --mttr, --duration, --connections, --memory,
/// --memory-per-request and --imbalance: for commands that size by them.
extern const struct option_use options_limits[];

/// A term that the command takes; else its origin is absent.
struct setting limit_setting(const struct sizing_options *options, enum option_id id,
                             const char *service);

/// Whether memory or connections limit an instance, so that its rate need not be given.
bool limits_are_given(const struct sizing_options *options, const char *service);

/// Takes the least of what throughput (per_instance of `sizing`), memory and connections let one
/// instance take, less what the fullest gets more than its share, and how the fleet is divided and
/// kept up. Errors: a limit without what it is about, values that are none.
int limits_settle(const struct sizing_options *options, const char *service,
                  const struct demand_unit *demand, struct sizing *sizing, struct err *err);

/// How many are there at once: a demand in requests per second times the duration, or the demand
/// itself where it counts. NaN when there is no duration.
double limits_at_once(const struct sizing_options *options, const struct demand_unit *unit,
                      double demand);

/// Warns of rows of assumptions files that say how fleets are limited, divided or kept up and that
/// the command does not go by: "cells (web.csv:4), memory (web.csv:5)".
void limits_note_unused(const struct sizing_options *options);

#endif
