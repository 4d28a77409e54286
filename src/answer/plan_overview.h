// The plans of several services at a glance: a row a service, and what they are together.
#ifndef HEADROOM_ANSWER_PLAN_OVERVIEW_H
#define HEADROOM_ANSWER_PLAN_OVERVIEW_H

#include "answer/document.h"
#include "answer/plan_report.h"

/// Zero-initialise; release with plan_overview_release.
struct plan_overview {
    struct arena arena; ///< names of services
    struct plan_overview_row {
        const char *service;
        enum plan_verdict verdict;
        double today, at_end, most; ///< instances
        instant order_by;           ///< INSTANT_NONE: nothing to order, or no lead time
        double cost_month;          ///< at most; NaN without a price
        double budget_month;        ///< NaN without one
    } * row;
    size_t count;
    size_t capacity;
};

/// Keeps what the overview says of one plan; its series must have a key.
void plan_overview_add(struct plan_overview *overview, const struct capacity_plan *plan);

/// Appends the overview, with a total below its rows.
void plan_overview_document(const struct plan_overview *overview, struct document *document);

void plan_overview_release(struct plan_overview *overview);

#endif
