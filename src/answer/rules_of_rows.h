// Rules held against the rows of a table: those of a plan, of run-out dates.
#ifndef HEADROOM_ANSWER_RULES_OF_ROWS_H
#define HEADROOM_ANSWER_RULES_OF_ROWS_H

#include "advise/requirement.h"
#include "advise/verdict.h"
#include "answer/answer.h"

/// A table whose columns rules may name.
struct ruled_table {
    const struct table *table;
    const char *file;          ///< for "plan.csv:7"; NULL: rows are told by their time and key
    const size_t *line;        ///< of each row, with `file`
    const char *key;           ///< column that tells rows apart; NULL: none
    const char *const *status; ///< words that its column status may have; NULL: any
    size_t statuses;
};

/// What rules are held against: a column counts where the first table has it.
struct ruled_rows {
    const struct invocation *invocation;
    const char *what; ///< "plan"
    const struct ruled_table *table;
    size_t tables;
    instant now; ///< for waivers; INSTANT_NONE: not known
};

/// Holds every rule against the row that keeps it worst. A missing number is passed over where
/// others are there; a missing time, or number of days, is never reached. Errors: a rule about
/// another scenario or about no column, a limit of another kind.
int rules_of_rows(const struct ruled_rows *rows, struct requirements *rules,
                  struct verdicts *verdicts, struct err *err);

/// Reads --require and --rules, holds them against the rows, and writes what came of it into the
/// answer: a callout for a rule that fails, a table of all. *refused: one fails. Without rules
/// nothing is done. Errors: those of the rules.
int rules_require(const struct ruled_rows *rows, struct answer *answer, bool *refused,
                  struct err *err);

#endif
