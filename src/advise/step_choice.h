// Which step table is best for a trace, by replaying it, beside target tracking.
#ifndef HEADROOM_ADVISE_STEP_CHOICE_H
#define HEADROOM_ADVISE_STEP_CHOICE_H

#include "advise/step_design.h"
#include "sim/replay.h"

enum { STEP_RISES = 2, STEP_TRIALS_MAX = STEP_RISES * STEP_DESIGN_LOWS_MAX };

/// One table, and what it came to.
struct step_trial {
    struct step_design design;
    struct outcome outcome;
};

struct step_choice {
    struct step_trial trial[STEP_TRIALS_MAX]; ///< those that come to rest at every demand
    size_t trials;
    size_t best;             ///< which of them
    struct outcome tracking; ///< target tracking at the same target
    bool as_good;            ///< the best one violates for no longer than target tracking
};

/// Makes the tables of `wish` with the threshold for scaling in at each place that step_design_lows
/// gives, first with rise[0] and, where none of them is as good as target tracking, with rise[1];
/// replays them, and chooses the one with the fewest instance-hours of those that violate no longer
/// than target tracking, else the one with the shortest violation. `input` is a replay without its
/// policy. Errors: those of step_design_lows and of replay; every table goes round in circles.
int step_choice_make(const struct step_wish *wish, const double rise[STEP_RISES],
                     const struct step_names *names, const struct replay_input *input,
                     struct step_choice *choice, struct notes *notes, struct err *err);

#endif
