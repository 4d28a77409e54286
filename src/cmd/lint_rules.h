// The rules of lint as a table and as a document.
#ifndef HEADROOM_CMD_LINT_RULES_H
#define HEADROOM_CMD_LINT_RULES_H

#include "answer/document.h"
#include "table/table.h"

/// Fills an empty table with all rules: rule, severity, meaning, remedy.
void lint_rules_table(struct table *table);

/// The same for people: a heading a severity, an item a rule.
void lint_rules_document(struct document *document);

#endif
