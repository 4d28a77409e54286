// A ceiling that instances share: more of them serve no more.
#ifndef HEADROOM_SERVICE_SHARED_CEILING_H
#define HEADROOM_SERVICE_SHARED_CEILING_H

#include "service/load_test.h"

/// Whether a level served less than 99 % of what was sent.
bool load_level_fell_short(const struct load_level *level);

/// Looks for a number of instances that fell short at a rate below four fifths of what fewer of
/// them would give, each as much as it gave there.
void shared_ceiling_find(const struct load_level *level, size_t count,
                         struct shared_ceiling *ceiling);

#endif
