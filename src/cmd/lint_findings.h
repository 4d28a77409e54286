// Findings of lint as a table and as a document.
#ifndef HEADROOM_CMD_LINT_FINDINGS_H
#define HEADROOM_CMD_LINT_FINDINGS_H

#include "policy/lint.h"
#include "report/document.h"
#include "table/table.h"

/// Adds a row for each finding to a table with the columns rule, status, where, finding and remedy.
void lint_findings_table(const struct lint_report *report, struct arena *arena,
                         struct table *table);

/// The verdict, and an item for each finding.
void lint_findings_document(const struct lint_report *report, const struct policy_set *set,
                            struct document *document);

/// Fills an empty table with all rules: rule, severity, meaning, remedy.
void lint_rules_table(struct table *table);

/// The same for people: a heading a severity, an item a rule.
void lint_rules_document(struct document *document);

#endif
