// Several policies of one group at once: which capacity wins.
#ifndef HEADROOM_SIM_POLICY_CONFLICT_H
#define HEADROOM_SIM_POLICY_CONFLICT_H

#include <stdbool.h>
#include <stddef.h>

enum proposal_kind {
    PROPOSAL_STEP,       ///< step or simple scaling
    PROPOSAL_TARGET,     ///< target tracking
    PROPOSAL_PREDICTIVE, ///< predictive scaling: keeps its capacity, never scales in by itself
};

/// What one policy would make of the group.
struct scaling_proposal {
    enum proposal_kind kind;
    bool scale_in_disabled;
    double capacity; ///< NaN: nothing
};

/// The capacity that wins over all proposals (EC2 Auto Scaling user guide): the largest; a
/// scale-out by any policy goes through; a scale-in by target tracking only if all target tracking
/// policies whose scale-in is enabled propose one, which does not hold back step scaling; a
/// predicted capacity is a floor. `current` (NaN: not known) where nobody has his way.
double policy_conflict_winner(double current, const struct scaling_proposal *proposal,
                              size_t count);

#endif
