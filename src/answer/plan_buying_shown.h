// What else a plan's fleet could be bought as, for people and programs.
#ifndef HEADROOM_ANSWER_PLAN_BUYING_SHOWN_H
#define HEADROOM_ANSWER_PLAN_BUYING_SHOWN_H

#include "answer/cost_answer.h"
#include "answer/plan_report.h"
#include "base/arena.h"

/// A row a type of the catalogue.
extern const struct schema schema_plan_types;

/// Appends the types and the ways to buy as sections of a document; nothing without any.
void plan_buying_document(const struct plan_report *report, struct document *document);

/// Appends the members "purchase" and "types" of the plan's JSON object.
void plan_buying_json(const struct plan_report *report, struct str *out);

/// The section of the page; false: there is nothing.
bool plan_section_buying(const struct plan_report *report, struct arena *arena, struct str *out);

#endif
