// Whether a table of step adjustments is one that AWS accepts.
#ifndef HEADROOM_POLICY_AWS_STEP_TABLE_H
#define HEADROOM_POLICY_AWS_STEP_TABLE_H

#include "policy/core/policy.h"

enum { STEP_TABLE_MAX = 20 };

/// The rules of EC2 Auto Scaling's API for StepAdjustments, in the order in which they are checked.
enum step_fault {
    STEP_TABLE_VALID,
    STEP_TABLE_EMPTY,
    STEP_TABLE_TOO_LONG,        ///< more than STEP_TABLE_MAX steps
    STEP_BOTH_OPEN,             ///< a step without a lower and an upper bound
    STEP_INVERTED,              ///< an upper bound that is not above the lower one
    STEP_TWO_OPEN_LOWER,        ///< two steps without a lower bound
    STEP_TWO_OPEN_UPPER,        ///< two steps without an upper bound
    STEP_NEGATIVE_WITHOUT_OPEN, ///< a negative lower bound, but no step without a lower bound
    STEP_POSITIVE_WITHOUT_OPEN, ///< a positive upper bound, but no step without an upper bound
    STEP_OVERLAP,
    STEP_GAP,
};

/// The first rule that the table breaks; *where (may be NULL) is set to the place of the step that
/// breaks it.
enum step_fault step_table_check(const struct step_adjustment *step, size_t count, size_t *where);

#endif
