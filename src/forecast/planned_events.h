// Planned events: launches, sales, campaigns, and what they do to demand while they act.
#ifndef HEADROOM_FORECAST_PLANNED_EVENTS_H
#define HEADROOM_FORECAST_PLANNED_EVENTS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/notes.h"
#include "base/str.h"
#include "table/schema.h"
#include "time/instant.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One event. Texts live in the list's arena and are NULL where the file says nothing.
struct planned_event {
    const char *name;
    const char *service; ///< the one that it acts on; NULL: all
    const char *confidence, *owner;
    instant start;       ///< of the first wave
    int64_t duration_ms; ///< at full strength, of each wave; more than 0
    int64_t ramp_ms;     ///< how long it grows before, and fades after that; 0: at once
    double multiplier;   ///< demand at full strength, as a multiple of the usual
    bool is_given;       ///< the file says what it does: multiplier, retry or shed
    double probability;  ///< that it comes: the confidence where that is a share, else 1
    size_t waves;        ///< how often it comes, at least 1
    int64_t every_ms;    ///< from the start of one wave to that of the next; 0 with a single one
    double retry;        ///< share of attempts that fail and are sent again
    size_t retries;      ///< how often one is sent again at most; SIZE_MAX: until it succeeds
    double shed;         ///< share of the attempts turned away at the door
    size_t line;         ///< in the file
};

/// Zero-initialise; release with planned_events_release.
struct planned_events {
    struct arena arena;
    const char *file; ///< escaped, for messages
    struct planned_event *item;
    size_t count;
    size_t capacity;
};

/// The columns of an events file.
extern const struct schema schema_planned_events;

/// Reads an events file; times without an offset are those of `zone` (NULL: UTC). Errors name line
/// and column: a column that is missing or there twice, a row without name, start, end or duration,
/// an end before the start, waves that overlap, values of another kind or out of bounds.
int planned_events_read(struct byte_source *source, const struct zone *zone,
                        struct planned_events *events, struct notes *notes, struct err *err);

void planned_events_release(struct planned_events *events);

/// Whether it acts on the demand of `service`; NULL has no name, so that only events for all do.
bool planned_event_concerns(const struct planned_event *event, const char *service);

/// The strength of an event, 0 to 1, in a step from `from` to before `to`: the greatest that it has
/// there, because capacity is bought for the peak of a step. 1 from start to end, linear to 0 over
/// the ramp before and after; of several waves the strongest counts.
double planned_event_strength(const struct planned_event *event, instant from, instant to);

/// Attempts per request when a share `retry` of all attempts fails and is sent again at most
/// `retries` times: 1 + r + r^2 + ... + r^retries; without a limit (SIZE_MAX) the sum of the
/// geometric series, 1 / (1 - r). Domain: 0 <= retry <= 1, below 1 without a limit.
double retry_amplification(double retry, size_t retries);

/// What one event makes of demand at a strength s: (1 + s (multiplier - 1)) x attempts per request
/// at a retry share of s retry x (1 - s shed).
double planned_event_factor(const struct planned_event *event, double strength);

/// What all events together make of the demand of `service` (NULL: none has a name) in a step:
/// the product of their factors. strength: one for each event, filled.
double planned_events_factor(const struct planned_events *events, const char *service, instant from,
                             instant to, double *strength);

/// Appends the names of those whose strength is above 0, with " + " between them.
void planned_events_names(const struct planned_events *events, const double *strength,
                          struct str *names);

#endif
