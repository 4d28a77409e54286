#include "policy/aws/step_table.h"

#include <math.h>
#include <stdbool.h>

/// Faults of single steps, and of the number of open ones.
static enum step_fault check_bounds(const struct step_adjustment *step, size_t count, size_t *where)
{
    size_t open_lower = 0, open_upper = 0;
    for (*where = 0; *where < count; ++*where) {
        double lower = step[*where].lower;
        double upper = step[*where].upper;
        if (isinf(lower) && isinf(upper))
            return STEP_BOTH_OPEN;
        if (!(lower < upper))
            return STEP_INVERTED;
        open_lower += isinf(lower) != 0;
        open_upper += isinf(upper) != 0;
        if (open_lower > 1)
            return STEP_TWO_OPEN_LOWER;
        if (open_upper > 1)
            return STEP_TWO_OPEN_UPPER;
    }
    for (*where = 0; *where < count; ++*where) {
        if (open_lower == 0 && step[*where].lower < 0)
            return STEP_NEGATIVE_WITHOUT_OPEN;
        if (open_upper == 0 && step[*where].upper > 0)
            return STEP_POSITIVE_WITHOUT_OPEN;
    }
    return STEP_TABLE_VALID;
}

/// The place of the step with the least lower bound of those above `lower`; `count` if none.
static size_t next_above(const struct step_adjustment *step, size_t count, double lower)
{
    size_t next = count;
    for (size_t i = 0; i < count; i++)
        if (step[i].lower > lower && (next == count || step[i].lower < step[next].lower))
            next = i;
    return next;
}

/// Whether the steps, none of them inverted, follow each other without gap and overlap.
static enum step_fault check_sequence(const struct step_adjustment *step, size_t count,
                                      size_t *where)
{
    for (*where = 0; *where < count; ++*where)
        for (size_t i = 0; i < *where; i++)
            if (step[i].lower == step[*where].lower)
                return STEP_OVERLAP;
    for (size_t i = 0; i < count; i++) {
        *where = next_above(step, count, step[i].lower);
        if (*where < count && step[*where].lower != step[i].upper)
            return step[*where].lower < step[i].upper ? STEP_OVERLAP : STEP_GAP;
    }
    return STEP_TABLE_VALID;
}

enum step_fault step_table_check(const struct step_adjustment *step, size_t count, size_t *where)
{
    size_t unused = 0;
    size_t *place = where == NULL ? &unused : where;
    *place = 0;
    if (count == 0)
        return STEP_TABLE_EMPTY;
    if (count > STEP_TABLE_MAX) {
        *place = STEP_TABLE_MAX;
        return STEP_TABLE_TOO_LONG;
    }
    enum step_fault fault = check_bounds(step, count, place);
    return fault == STEP_TABLE_VALID ? check_sequence(step, count, place) : fault;
}
