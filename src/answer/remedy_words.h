// What would bring a demand within max and budget, in words: figures are shown as they were tried.
#ifndef HEADROOM_ANSWER_REMEDY_WORDS_H
#define HEADROOM_ANSWER_REMEDY_WORDS_H

#include "base/arena.h"
#include "sizing/remedies.h"

/// "accept", "optimise", "cheaper", "offload": what kind of thing one has to do.
const char *remedy_label(enum remedy_kind kind);

/// "pay 9,171.14 a month (3,171.14 more)", "773.2 requests/s per instance (55% more)".
const char *remedy_words(struct arena *arena, const struct remedy *remedy);

#endif
