// The answer of a check: a table, JUnit XML, or a document.
#ifndef HEADROOM_ANSWER_CHECK_ANSWER_H
#define HEADROOM_ANSWER_CHECK_ANSWER_H

#include "advise/verdict.h"
#include "answer/answer.h"
#include "cli/command.h"

extern const struct schema schema_check;
extern const struct schema schema_check_facts;

/// Fills the answer: verdict, facts, a row for each rule, the document with the decision and an
/// item for each finding of lint. `subject` is what was checked: "policy of web".
void check_answer_fill(const struct verdicts *verdicts, const char *subject, struct answer *answer);

/// Whether what is checked may be deployed.
bool check_answer_passes(const struct verdicts *verdicts);

#endif
