// The answer about a system of tiers: what breaks first and when, what each tier needs, in which
// order it grows.
#ifndef HEADROOM_ANSWER_TIERS_ANSWER_H
#define HEADROOM_ANSWER_TIERS_ANSWER_H

#include "answer/answer.h"
#include "answer/size_question.h"
#include "sizing/tiers_finding.h"

/// A row a tier.
extern const struct schema schema_tier_needs;

/// Whether max, a throttle or the budget forbids it: an answer of no.
bool tiers_refused(const struct tiers_finding *finding);

/// Adds the rows of schema_tier_needs, as the requests go; `scenario` may be NULL. The writer may
/// leave the column scenario out.
void tiers_add_rows(const struct tiers_finding *finding, const char *scenario,
                    struct record_writer *writer);

/// Fills a table with the rows of one demand.
void tiers_fill_table(const struct tiers_finding *finding, struct table *table);

/// Fills the facts of an answer of headroom size, and its verdict.
void tiers_fill_facts(const struct tiers_finding *finding, struct answer *answer);

/// Fills rows, facts and document of an answer of headroom size.
void tiers_fill(const struct tiers_finding *finding, struct answer *answer);

/// Appends what people read: the decision, the tiers side by side, the order, the storms.
void tiers_write(const struct tiers_finding *finding, struct document *document);

#endif
