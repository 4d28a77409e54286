// What holds state in a system of tiers: the table of its figures, and the same for people.
#ifndef HEADROOM_ANSWER_TIER_STATES_ANSWER_H
#define HEADROOM_ANSWER_TIER_STATES_ANSWER_H

#include "answer/document.h"
#include "sizing/tier_states.h"
#include "table/schema.h"

/// A row a figure.
extern const struct schema schema_tier_states;

void tier_states_fill_table(const struct tier_graph *graph, const struct tier_figures *figures,
                            struct table *table);

/// Appends a line for each model of each tier; nothing when there is none.
void tier_states_write(const struct tier_graph *graph, const struct tier_need *need,
                       const struct tier_figures *figures, struct document *document);

#endif
