// What planned events did in a history: their steps are left out of the fit, their effect is
// measured, and put on what comes.
#ifndef HEADROOM_FORECAST_EVENT_HISTORY_H
#define HEADROOM_FORECAST_EVENT_HISTORY_H

#include "forecast/planned_events.h"
#include "forecast/predictive_table.h"
#include "series/series.h"

#include <stdbool.h>
#include <stddef.h>

/// Times of one event whose effects are kept; later ones count no more than these.
enum { EVENT_TIMES_KEPT = 16 };

/// The events of one name, of all rows and waves.
struct event_record {
    const struct planned_event *event;  ///< the first of the name
    const struct planned_event *coming; ///< the first that acts in the forecast; NULL: none
    size_t times;                       ///< how often it came within the history
    size_t steps;                       ///< measured steps that were left out of the fit
    size_t to_come;                     ///< steps of the forecast in which it acts
    double effect[EVENT_TIMES_KEPT];    ///< demand as a multiple of the usual, each time
    size_t effects;                     ///< times whose effect could be measured
};

/// Zero-initialise; release with event_history_release.
struct event_history {
    const struct planned_events *events;
    struct event_record *record; ///< in the file's order of names
    size_t records;
    size_t *record_of;     ///< of each event of the file; SIZE_MAX: of another service
    double *value;         ///< of the series, NaN where an event acted
    size_t masked;         ///< measured steps left out in all
    unsigned char *acting; ///< how many events acted in each step of the history, at most 255
};

/// Leaves the steps of all events out of a copy of the series' values, and measures each time that
/// one came: of the steps in which no other acted, 1 + (sum of values - sum of the usual) / sum of
/// strength x usual, at least 0; the usual is the median of the same time up to four weeks before
/// and after, else days, else of the nearest steps. `events` is kept, not copied.
void event_history_init(struct event_history *history, const struct planned_events *events,
                        const struct series *series);

/// Mean, least and greatest of the effects that were measured; false when there is none.
bool event_record_effect(const struct event_record *record, double *mean, double *least,
                         double *most);

/// Puts the events on the steps of an outlook from `start`: each multiplies centre and bands by
/// what the file gives (planned_event_factor), else by what it did in the history, each time as
/// likely as the other; one that comes with a probability is mixed in with that share. Several
/// multiply each other.
void event_history_lift(struct event_history *history, instant start, int64_t step_s,
                        struct predictive_table *outlook);

/// Notes each event that acted or will act, one whose effect nobody gives, and how many steps were
/// left out.
void event_history_note(const struct event_history *history, size_t steps_to_come,
                        struct notes *notes);

void event_history_release(struct event_history *history);

#endif
