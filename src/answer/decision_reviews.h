// What came of earlier decisions of a record.
#ifndef HEADROOM_ANSWER_DECISION_REVIEWS_H
#define HEADROOM_ANSWER_DECISION_REVIEWS_H

#include "advise/recommend.h"
#include "answer/decision_file.h"
#include "answer/document.h"
#include "table/schema.h"

/// The columns of decision_reviews_table.
extern const struct schema schema_reviews;

/// One decision, and what came of it.
struct reviewed_decision {
    const char *resource; ///< of the record
    instant time, until;
    double demand, target;
    struct decision_review review;
};

/// Zero-initialise; release with decision_reviews_release.
struct decision_reviews {
    struct reviewed_decision *item;
    size_t count, capacity;
};

/// Reviews the record's decisions for a resource by the plan's history, whose times are `clock`
/// ahead of UTC. Those after which nothing has passed yet are left out.
void decision_reviews_add(struct decision_reviews *reviews, const struct decision_file *record,
                          const char *resource, const struct capacity_plan *plan, instant clock);

/// A table of them, and how often they were enough; nothing without any.
void decision_reviews_document(const struct decision_reviews *reviews, struct document *document);

/// The same for other programs, into an empty table.
void decision_reviews_table(const struct decision_reviews *reviews, struct table *table);

void decision_reviews_release(struct decision_reviews *reviews);

#endif
