// The files of --offers and --owned, read.
#ifndef HEADROOM_INPUT_BUYING_LISTS_H
#define HEADROOM_INPUT_BUYING_LISTS_H

#include "cli/invocation.h"
#include "service/offers.h"

/// Reads --offers and --owned, each where it is given. Errors: those of the files.
int buying_lists_read(struct invocation *invocation, struct offer_list *offers,
                      struct offer_list *owned, struct err *err);

/// The units that are owned at `now`. Notes those that have ended, begin later, or end some day.
double buying_owned_units(const struct offer_list *owned, instant now, struct notes *notes);

#endif
