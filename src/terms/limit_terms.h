// What limits one instance beside its rate, and how a fleet is divided and kept up: memory,
// connections, imbalance, cells, availability.
#ifndef HEADROOM_TERMS_LIMIT_TERMS_H
#define HEADROOM_TERMS_LIMIT_TERMS_H

#include "terms/terms.h"

/// --duration, --connections, --memory, --memory-per-request, --imbalance and --cache-hit: what one
/// instance takes beside its rate, and of which demand.
extern const struct option_use options_instance[];

/// --cells, --availability, --mtbf and --mttr: for commands that size a fleet.
extern const struct option_use options_fleet[];

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

#endif
