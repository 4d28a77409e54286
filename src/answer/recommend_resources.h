// The resources of headroom recommend: each forecast, sized, and answered.
#ifndef HEADROOM_ANSWER_RECOMMEND_RESOURCES_H
#define HEADROOM_ANSWER_RECOMMEND_RESOURCES_H

#include "answer/decision_reviews.h"
#include "answer/recommend_answer.h"
#include "answer/recommend_policies.h"
#include "input/ignore_option.h"
#include "input/plan_outlook.h"
#include "input/read_series.h"
#include "terms/terms.h"

#include <stdbool.h>

/// What one resource's forecast came to.
struct attempt {
    struct plan_outlook outlook;
    struct analysis analysis;
    struct err err;
    bool failed;
};

/// One run, with what its resources share. Zero-initialise but for invocation and options; release
/// with advising_release.
struct advising {
    struct invocation *invocation;
    struct sizing_options options;
    struct series_input input;
    struct planned_events events;
    struct ignoring ignoring; ///< of --ignore
    struct decision_file record;
    struct decision_reviews reviews;
    struct recommend_policies policies;
    struct attempt *attempt; ///< of each series of the input
    struct resource_answer *answer;
    size_t answers;
    const char *order; ///< in which resources grow, by --links; NULL: not known
    bool refused;      ///< max or budget keeps a resource short
};

/// Answers every resource of `input`, in its order, and reviews the record's decisions for it.
/// Errors of one of several are recorded with the invocation, and the others answered.
int advise_all(struct advising *advising, struct err *err);

void advising_release(struct advising *advising);

#endif
