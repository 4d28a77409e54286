// A measure of a replay in words, the same in every answer.
#ifndef HEADROOM_ANSWER_WORDS_OUTCOME_H
#define HEADROOM_ANSWER_WORDS_OUTCOME_H

#include "base/arena.h"
#include "sim/outcome.h"

/// `value` of the measure as text: shares in per cent, spans of time in their units, money with
/// cents; "-" where there is none (NaN).
const char *words_outcome(struct arena *arena, const struct outcome_measure *measure, double value);

#endif
