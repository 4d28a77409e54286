// Why a replay failed its rules: what reacted when, how long every stage of that took, and the
// smallest single change that would have passed.
#ifndef HEADROOM_ANSWER_CHECK_REASONS_H
#define HEADROOM_ANSWER_CHECK_REASONS_H

#include "advise/smallest_change.h"
#include "answer/check_replay.h"
#include "answer/document.h"

/// Explains the failed rules of replays, a heading for each scenario that has any.
void check_reasons_document(const struct replay_runs *runs, const struct verdicts *verdicts,
                            struct document *document);

/// Searches for single changes with which all rules would have held, by replaying them.
void check_changes_find(const struct replay_runs *runs, const struct requirements *rules,
                        instant now, struct smallest_changes *found);

/// "the target of cpu-60 from 60 to 54 would have passed"; that none would.
const char *check_changes_words(struct arena *arena, const struct replay_runs *runs,
                                const struct smallest_changes *found);

/// The changes that would have passed, the cheapest first.
void check_changes_document(const struct replay_runs *runs, const struct smallest_changes *found,
                            struct document *document);

#endif
