// The answer of headroom steps: the table, and for people what it came to beside target tracking.
#ifndef HEADROOM_CMD_STEPS_ANSWER_H
#define HEADROOM_CMD_STEPS_ANSWER_H

#include "advise/step_choice.h"
#include "answer/document.h"
#include "cmd/replay_setup.h"
#include "table/schema.h"

extern const struct schema schema_steps;

/// What was asked, and what came of it.
struct steps_answer {
    struct replay_setup *setup;
    struct step_wish wish; ///< in instances, and per cent of utilization
    struct step_names names;
    const char *min_from, *max_from; ///< "--min", "default: ..."
    double rise_within_s;            ///< until new instances serve
    double rise[STEP_RISES];
    struct step_choice choice;
};

/// The table that was chosen.
const struct step_design *steps_answer_design(const struct steps_answer *answer);

/// The columns of schema_steps, a row for each step, lowest utilization first.
void steps_answer_table(const struct steps_answer *answer, struct table *table);

/// `deploy`: the commands that would deploy it.
void steps_answer_document(const struct steps_answer *answer, const char *deploy,
                           struct document *document);

#endif
