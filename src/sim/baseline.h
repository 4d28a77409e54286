// What a policy is compared with: a fleet for the peak that never changes, and one that always is
// exactly what the demand needs.
#ifndef HEADROOM_SIM_BASELINE_H
#define HEADROOM_SIM_BASELINE_H

#include "sim/replay.h"

enum baseline {
    BASELINE_FIXED_PEAK, ///< as many instances as the highest demand needs, all the time
    BASELINE_PERFECT,    ///< at every moment what it needs, ready at once
};

/// Replays the demand of `input` with a fleet that no policy scales; both keep the group's minimum.
/// Nothing fails in them. Errors: as those of replay.
int baseline_replay(enum baseline baseline, const struct replay_input *input,
                    struct replay_workspace *workspace, struct outcome *outcome, struct err *err);

#endif
