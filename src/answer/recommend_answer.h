// The answer of headroom recommend: a row a resource, and for people the reasons.
#ifndef HEADROOM_ANSWER_RECOMMEND_ANSWER_H
#define HEADROOM_ANSWER_RECOMMEND_ANSWER_H

#include "advise/recommend.h"
#include "answer/answer.h"
#include "base/unit.h"
#include "table/schema.h"

extern const struct schema schema_recommend;
extern const struct schema schema_recommend_facts;

/// The recommendation for one resource. Texts live in the invocation's arena.
struct resource_answer {
    const char *name;
    struct unit unit;       ///< of the demand
    const char *column;     ///< that was planned for: "p95"
    const char *kind_from;  ///< "--kind", "web.csv:4", "its name"
    const char *start_from; ///< who says how long a unit takes to serve
    const char *reason;
    struct recommendation what;
};

/// Says why: demand, time, strategy.
const char *recommend_reason(struct arena *arena, const struct resource_answer *answer);

/// Adds the columns of schema_recommend to an empty table, and a row a resource.
void recommend_fill_rows(const struct resource_answer *answer, size_t count, struct table *table);

/// Fills the verdict and the facts; `order` is in which order resources grow, NULL: not known.
void recommend_fill_facts(const struct resource_answer *found, size_t count, const char *order,
                          struct answer *answer);

/// Writes what to do: of a fleet the most urgent first.
void recommend_document(const struct resource_answer *found, size_t count, struct answer *answer);

#endif
