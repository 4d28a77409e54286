// What a fleet keeps of the plan of one service. Inside answer/ only.
#ifndef HEADROOM_ANSWER_FLEET_ENTRY_H
#define HEADROOM_ANSWER_FLEET_ENTRY_H

#include "answer/fleet_page.h"

struct fleet_entry {
    const char *name, *decision, *more, *trend, *chart, *level, *why, *limit;
    enum plan_verdict verdict;
    double today, most, missing, cost, share, budget, as_today;
    instant needed_at, order_by;
    bool late, doubtful;
    int urgency;           ///< as plan_urgency has it
    const double *percent; ///< past and next weeks, of today's instances
    const instant *week;
    const double *need; ///< of the next weeks
    size_t past, next;
    size_t order; ///< in the input
};

/// The most urgent first.
void fleet_sort(struct fleet_page *fleet);

#endif
