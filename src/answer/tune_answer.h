// What tune found: the policy, what it is compared with, and why it is this one.
#ifndef HEADROOM_ANSWER_TUNE_ANSWER_H
#define HEADROOM_ANSWER_TUNE_ANSWER_H

#include "answer/answer.h"
#include "input/tune_question.h"

/// The columns of the answer as a table.
extern const struct schema schema_tune;
extern const struct schema schema_tune_facts;

enum { TUNE_ROWS_MAX = 64 };

/// One policy of the answer, in both parts.
struct tune_row {
    const char *role;       ///< "choice", "frontier", "neighbour", "comparison"
    const char *policy;     ///< "target tracking"
    const char *parameters; ///< "target=62% minimum=4"
    size_t trial;           ///< that it is of; SIZE_MAX: none
    bool plain;             ///< the plain policy to compare with
    struct tune_result result[TUNE_PARTS];
};

/// Zero-initialise; release with tune_answer_release.
struct tune_answer {
    struct tune_asked *asked;
    struct tune *tune;
    struct tune_row *row; ///< the first is the choice
    size_t rows;
    bool learnt;   ///< the choice passes what it was learnt from, margin included
    bool verified; ///< and the rest
    /// What may be deployed: the choice where it passes, else the cheapest row that does; NULL
    /// where none does.
    const struct tune_row *deploy;
};

/// Judges the choice, the frontier, the neighbours and the comparisons in both parts. Errors: those
/// of replay.
int tune_answer_make(struct tune_asked *asked, struct tune *tune, struct tune_answer *answer,
                     struct err *err);

/// The policy of a row that is one, for deployment.
void tune_answer_policy(const struct tune_answer *answer, const struct tune_row *row,
                        struct policy_set *policy);

/// Fills verdict, facts, rows and document.
void tune_answer_fill(const struct tune_answer *found, struct answer *answer);

void tune_answer_release(struct tune_answer *answer);

#endif
