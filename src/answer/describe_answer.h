// The description of series for people: a report of 80 columns.
#ifndef HEADROOM_ANSWER_DESCRIBE_ANSWER_H
#define HEADROOM_ANSWER_DESCRIBE_ANSWER_H

#include "answer/answer.h"
#include "input/read_series.h"
#include "series/analysis.h"

/// Fills the document and the table of signals; analysis[i] is of input->set.item[i]. Up to six
/// series get a section each, more become a table of a line each.
void describe_fill(struct answer *answer, const struct series_input *input,
                   const struct analysis *analysis);

#endif
