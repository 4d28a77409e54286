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
        double cost;                ///< of the horizon; NaN without a price
        double budget_month;        ///< NaN without one
        int urgency;                ///< as plan_urgency has it
        size_t place;               ///< in the input
        struct document document;   ///< its plan, where it is to be shown; may be left empty
        const char *brief;          ///< the same in a line; NULL
    } * row;
    size_t count;
    size_t capacity;
};

/// How urgent a plan is, less is sooner: 0 cannot be met or is late, 1 order, 2 doubtful, 3
/// release, 4 enough.
int plan_urgency(const struct capacity_plan *plan, bool is_doubtful);

/// Keeps what the overview says of one plan; its series must have a key. Returns its row, valid
/// until the next, which takes a document or a line.
struct plan_overview_row *plan_overview_add(struct plan_overview *overview,
                                            const struct capacity_plan *plan, bool is_doubtful);

/// The most urgent first; of the same urgency by the date of the order, then as they came.
void plan_overview_sort(struct plan_overview *overview);

/// Appends the overview, with a total below its rows, and the plans of the first `in_full`.
void plan_overview_document(struct plan_overview *overview, size_t in_full,
                            struct document *document);

/// Appends the same in a line, and a line a service.
void plan_overview_brief(const struct plan_overview *overview, struct str *out);

void plan_overview_release(struct plan_overview *overview);

#endif
