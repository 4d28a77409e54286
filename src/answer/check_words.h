// What a rule came to, in words and as a verdict.
#ifndef HEADROOM_ANSWER_CHECK_WORDS_H
#define HEADROOM_ANSWER_CHECK_WORDS_H

#include "advise/verdict.h"

/// A number of the kind as one reads it: "0.1%", "5m", "2,000"; "endless", "" for NaN.
const char *check_words_value(struct arena *arena, enum limit_kind kind, double value);

/// Settles status and finding of `verdict`, whose actual, limit and kind are set, by the rule and
/// its waiver, and adds it.
void check_words_judge(const struct requirement *rule, instant now, struct verdicts *verdicts,
                       struct verdict *verdict);

/// The same of a rule about a word (LIMIT_WORD); NULL: it is missing.
void check_words_judge_word(const struct requirement *rule, const char *word, instant now,
                            struct verdicts *verdicts, struct verdict *verdict);

#endif
