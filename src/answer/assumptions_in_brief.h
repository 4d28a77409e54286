#ifndef HEADROOM_ANSWER_ASSUMPTIONS_IN_BRIEF_H
#define HEADROOM_ANSWER_ASSUMPTIONS_IN_BRIEF_H

#include "answer/document.h"
#include "terms/assumed.h"

/// Adds a paragraph on `count` assumptions to a document: what is taken by default with its
/// values, what options give, how many are of each file, and how to see them all:
/// "14: by default quantile=p95 review_every=4w, by option horizon=2w, 11 of web.csv; -v lists
/// them".
void assumptions_in_brief(struct document *document, const struct plan_assumption *list,
                          size_t count);

#endif
