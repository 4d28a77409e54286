// Did-you-mean: the known word that is nearest to what was typed.
#ifndef HEADROOM_BASE_SUGGEST_H
#define HEADROOM_BASE_SUGGEST_H

#include <stddef.h>

/// Returns the candidate with the smallest Damerau-Levenshtein distance (insertions, deletions,
/// substitutions and swaps of neighbours; letters compared without case) to `word`, the first one
/// of equals; NULL when none is within a third of the longer word's length (at least 1). A
/// candidate that `word` is the beginning of, or whose beginning it is, is near if it shares three
/// characters; so is one that `word` shortens to these and some of the following ("reqs" of
/// requests).
const char *suggest_closest(const char *word, const char *const *candidates, size_t count);

#endif
