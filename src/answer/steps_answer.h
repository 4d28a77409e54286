// The answer of headroom steps: the table, and for people what it came to beside target tracking.
#ifndef HEADROOM_ANSWER_STEPS_ANSWER_H
#define HEADROOM_ANSWER_STEPS_ANSWER_H

#include "advise/step_choice.h"
#include "answer/answer.h"
#include "input/replay_setup.h"
#include "table/schema.h"

extern const struct schema schema_steps;
extern const struct schema schema_steps_facts;

/// What was asked, and what came of it.
struct steps_answer {
    struct replay_setup *setup;
    struct step_wish wish; ///< in instances, and per cent of utilization
    struct step_names names;
    const char *min_from, *max_from; ///< "--min", "default: ..."
    double rise_within_s;            ///< until new instances serve
    double rise[STEP_RISES];
    double filled; ///< instances that the highest demand of the trace fills
    struct step_choice choice;
};

/// Whether max keeps the fleet below what the highest demand fills, whatever the table.
bool steps_answer_is_short(const struct steps_answer *answer);

/// The table that was chosen.
const struct step_design *steps_answer_design(const struct steps_answer *answer);

/// Fills verdict, facts, rows (a step each, lowest utilization first) and document.
void steps_answer_fill(const struct steps_answer *found, struct answer *answer);

#endif
