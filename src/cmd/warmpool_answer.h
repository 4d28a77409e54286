// The answer of `warmpool`: a table of the ways to bridge a start, and its explanation.
#ifndef HEADROOM_CMD_WARMPOOL_ANSWER_H
#define HEADROOM_CMD_WARMPOOL_ANSWER_H

#include "advise/warm_pool.h"
#include "answer/document.h"
#include "terms/terms.h"

extern const struct schema schema_warmpool;

/// What was asked and found.
struct warmpool_finding {
    struct sizing_options *options;
    struct sizing sizing;
    struct demand_unit unit;
    struct pool_question question;
    struct pool_answer answer;
};

/// A row for each way.
void warmpool_fill(const struct warmpool_finding *finding, struct table *table);

/// The answer for people; `commands` are the lines that would deploy it.
void warmpool_document(const struct warmpool_finding *finding, const char *commands,
                       struct document *document);

#endif
