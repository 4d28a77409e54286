// The memory that a container needs until the next review, and the risk of what it has now.
#ifndef HEADROOM_SIZING_CONTAINER_MEMORY_H
#define HEADROOM_SIZING_CONTAINER_MEMORY_H

#include "sizing/container_course.h"
#include "sizing/memory_course.h"
#include "sizing/memory_law.h"

enum memory_verdict {
    MEMORY_STEADY,
    MEMORY_OOM_LIMITED, ///< it was killed: what it would have taken was not seen
    MEMORY_AT_LIMIT,    ///< it fills what it is given
    MEMORY_LEAK,
    MEMORY_PLATEAU,
    MEMORY_GROWTH,
    MEMORY_RISING,
    MEMORY_STEP,
    MEMORY_VERDICTS,
};

/// "steady", "oom-limited", ...
const char *memory_verdict_name(enum memory_verdict verdict);

struct memory_question {
    const struct container_course *course;
    double limit;    ///< MiB, today's; NaN: none
    double replicas; ///< that run
    double review_d; ///< until the next review
    double oom_cost; ///< GiB-months that a kill is worth
    double max_risk;
};

struct memory_answer {
    enum memory_verdict verdict;
    struct memory_course course;
    struct memory_peaks peaks;
    struct memory_law law;
    size_t blocks;      ///< days, or runs of a job, that the law is of
    double seen;        ///< MiB: the highest of all blocks
    double margin;      ///< ln(size / base)
    double mib;         ///< the size before rounding; NaN: not sized, and nothing is there to keep
    double risk;        ///< that a peak passes it; NaN of a leak
    double risk_now;    ///< of today's limit; NaN: below the base, none, or a leak
    double kills;       ///< seen
    double kills_month; ///< to expect with today's limit; NaN: no limit
    double days_above;  ///< days whose peak was above today's limit
    double full_h;      ///< of a leak: hours from a start until the limit; NaN
    double worst_ratio; ///< highest replica over the median of replicas
};

/// At least one day, or run, with a sample above 0 has to be there: else `blocks` is 0 and nothing
/// else is known.
void container_memory_size(const struct memory_question *question, struct memory_answer *answer);

#endif
