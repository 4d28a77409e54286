// What was taken for granted, for people: the list of a report, the note beside a table.
#ifndef HEADROOM_TERMS_ASSUMED_H
#define HEADROOM_TERMS_ASSUMED_H

#include "base/key_index.h"
#include "terms/terms.h"

#include <stddef.h>

/// One thing that was taken for granted, as it is shown. Missing texts are NULL.
struct plan_assumption {
    const char *name;   ///< as in an assumptions file: "per_instance"
    const char *value;  ///< as people write it: "500/s", "50%"
    const char *source; ///< where the figure comes from
    const char *owner;  ///< who answers for it
    const char *date;   ///< when it was last looked at
    const char *origin; ///< "--per-instance", "web.csv:4", "default"
};

/// Notes what was assumed and from where, for output that does not list it:
/// "using headroom=50% spare=1 (defaults), per_instance=500/s (options), max=60 (web.csv)".
void sizing_note_assumptions(const struct sizing_options *options);

/// Lists what the command's options and the files say for a service, defaults among it, in the
/// catalogue's order; texts live as long as the invocation. Returns how many.
size_t sizing_list(const struct sizing_options *options, const char *service,
                   struct plan_assumption **list);

/// Warns of rows for a service that the data do not have: `services` holds those that they have.
void sizing_note_unknown_services(const struct sizing_options *options,
                                  const struct key_index *services);

#endif
