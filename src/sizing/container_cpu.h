// The CPU that a container needs: what it asks for is passed in a small share of the time, and what
// a limit cut off is put back.
#ifndef HEADROOM_SIZING_CONTAINER_CPU_H
#define HEADROOM_SIZING_CONTAINER_CPU_H

#include "sizing/container_course.h"

enum cpu_verdict {
    CPU_SEEN,      ///< all of the demand was seen
    CPU_THROTTLED, ///< the limit cut some of it off, which is estimated
    CPU_UNSEEN,    ///< it cut too much off to tell
};

struct cpu_question {
    const struct container_course *course;
    double limit; ///< cores, today's; NaN: none
    double given; ///< cores, today's request; NaN: none
    double over;  ///< share of the time that may pass the request
};

struct cpu_answer {
    enum cpu_verdict verdict;
    double request;   ///< cores before rounding; NaN: no usage is known
    double high;      ///< the quantile of usage that it is of, as it was seen
    double highest;   ///< the .999 quantile
    double throttled; ///< share of the time; NaN: no limit
    double above;     ///< share of the time above today's request, where a full node slows it; NaN
};

/// The 1 - 0.4 `over` quantile of the usage (a sample's p98 is passed in some 5% of later time),
/// without the 10 minutes after a start. Where between .5 and 20% of the time is throttled, usage
/// is taken as lognormal about its median, and the limit as its quantile of what is not.
void container_cpu_size(const struct cpu_question *question, struct cpu_answer *answer);

#endif
