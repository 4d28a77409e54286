// Steps of a history that say nothing about the usual: those that were named, and incidents.
#ifndef HEADROOM_SERIES_MASK_H
#define HEADROOM_SERIES_MASK_H

#include "base/notes.h"
#include "series/incident.h"
#include "series/series.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>

/// Times that are left out, half-open.
struct ignored_span {
    instant from, to;
};

struct ignoring {
    const struct ignored_span *span;
    size_t count;
    bool keeps_incidents; ///< incidents are not looked for
};

/// Zero-initialise; release with mask_release.
struct mask {
    struct incidents incidents; ///< those found in the last weeks
    double *usual;  ///< of each step that is left out, in the series' unit; NaN where it stands or
                    ///< nothing tells it; NULL where nothing is left out
    size_t ignored; ///< measured steps within the spans
};

/// Turns the steps that a span touches into NaN in `value`, one for each step of `series`; returns
/// how many were measured. NULL ignores nothing.
size_t ignoring_apply(const struct ignoring *ignoring, const struct series *series, double *value);

/// Finds the incidents of `value`, one for each step of `series`, and turns their steps into NaN;
/// what was usual is kept for them and for what was taken out before, the `ignored` steps of
/// ignoring_apply among it.
void mask_init(struct mask *mask, const struct series *series, const struct ignoring *ignoring,
               size_t ignored, const struct zone *zone, double *value);

/// A copy of the values without what is ignored and without incidents, to be freed; fills `mask`.
double *mask_without(struct mask *mask, const struct series *series,
                     const struct ignoring *ignoring, const struct zone *zone);

/// Turns the steps of the incidents into NaN in `value`, one for each step of `series`.
void mask_apply(const struct mask *mask, const struct series *series, double *value);

/// Notes each incident: when it was and what it stood at; and what was ignored. `changed` says what
/// counting them in would change.
void mask_note(const struct mask *mask, const struct zone *zone, const char *changed,
               struct notes *notes);

void mask_release(struct mask *mask);

#endif
