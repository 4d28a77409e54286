// What replays came to: a table of all measures, and a document for people.
#ifndef HEADROOM_ANSWER_REPLAY_SUMMARY_H
#define HEADROOM_ANSWER_REPLAY_SUMMARY_H

#include "answer/document.h"
#include "input/replay_runs.h"
#include "table/schema.h"

extern const struct schema schema_summary;

/// Fills an empty table with a row for each measure of each run.
void replay_summary_fill(const struct replay_runs *runs, struct table *table);

/// The answer for people: the verdict, measures beside those of the comparisons, a chart, the times
/// of violation with what was done about them.
void replay_summary_document(const struct replay_runs *runs, struct document *document);

#endif
