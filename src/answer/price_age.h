// How old the prices are that an answer rests on.
#ifndef HEADROOM_ANSWER_PRICE_AGE_H
#define HEADROOM_ANSWER_PRICE_AGE_H

#include "base/notes.h"
#include "time/instant.h"

/// The oldest of several prices. Zero-initialise but for the date, INSTANT_NONE.
struct price_age {
    const char *name, *source;
    instant date;
};

/// Takes a price along if it is older; one without a date is not.
void price_age_add(struct price_age *oldest, const char *name, const char *source, instant date);

/// Notes the oldest price; a warning when it is more than 180 days before `now` (INSTANT_NONE: not
/// known, and no warning).
void price_age_note(const struct price_age *oldest, instant now, struct notes *notes);

#endif
