// The answer of a check: a table, JUnit XML, or a document.
#ifndef HEADROOM_CMD_CHECK_ANSWER_H
#define HEADROOM_CMD_CHECK_ANSWER_H

#include "advise/verdict.h"
#include "answer/document.h"
#include "cli/command.h"

extern const struct schema schema_check;

/// Puts verdicts out as a table or as JUnit XML; `subject` is what was checked: "policy of web".
int check_answer_table(struct invocation *invocation, const struct verdicts *verdicts,
                       const char *subject, struct err *err);

/// The decision, a line for each rule about a replay or a plan, an item for each finding of lint.
void check_answer_document(const struct verdicts *verdicts, const char *subject,
                           struct document *document);

/// Whether what is checked may be deployed.
bool check_answer_passes(const struct verdicts *verdicts);

#endif
