// The answer of `warmpool`: a table of the ways to bridge a start, and its explanation.
#ifndef HEADROOM_ANSWER_WARMPOOL_ANSWER_H
#define HEADROOM_ANSWER_WARMPOOL_ANSWER_H

#include "advise/warm_pool.h"
#include "answer/answer.h"
#include "terms/terms.h"

extern const struct schema schema_warmpool;
extern const struct schema schema_warmpool_facts;

/// What was asked and found.
struct warmpool_finding {
    struct sizing_options *options;
    struct sizing sizing;
    struct demand_unit unit;
    struct pool_question question;
    struct pool_answer answer;
    double short_moments; ///< share of the time in which max keeps the fleet below its need
    double needed_most;   ///< instances, whatever max allows
    double fleet_mean;    ///< instances in service
};

/// What fleet and pool cost a month more than the budget; 0 within it, or without one.
double warmpool_over_month(const struct warmpool_finding *finding);

/// Fills verdict, facts, rows and document; what was assumed is listed before.
void warmpool_fill(const struct warmpool_finding *finding, struct answer *answer);

#endif
