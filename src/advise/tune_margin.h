// By how much limits are to be tightened in learning, so that they hold later: found by
// cross-validation inside the part that is learnt from.
#ifndef HEADROOM_ADVISE_TUNE_MARGIN_H
#define HEADROOM_ADVISE_TUNE_MARGIN_H

#include "advise/tune_search.h"

#include <stdbool.h>
#include <stddef.h>

struct tune_question;

enum { TUNE_MARGINS_MAX = 4, TUNE_BLOCKS = 8 };

/// What a margin came to on the blocks that were left out.
struct tune_margin_try {
    double margin;
    bool holds;    ///< all rules do
    size_t rule;   ///< of the question: the one with the greatest strain
    double actual; ///< what came of that one
};

struct tune_margins {
    struct tune_margin_try tried[TUNE_MARGINS_MAX];
    size_t count;
    double found; ///< the least margin with which all rules hold, else the greatest that was tried
    bool holds;   ///< with that they do
};

/// The blocks, and what the trials that were candidates came to in each.
struct tune_validation;

/// Cuts the part to learn from into TUNE_BLOCKS blocks of time. NULL where nothing can be learnt of
/// a margin: no rule about the trace, or about sums alone, which say nothing of blocks; blocks of
/// less than two hours. To be released with tune_validation_release.
struct tune_validation *tune_validation_new(const struct tune_question *question);

/// For each block and margin the cheapest of the trials is taken that passes on the other blocks,
/// and replayed in the block that it has not seen, with the schedule that the others teach (from an
/// hour before, which settles its fleet). A margin holds when the rules about the trace hold, as
/// they are written, for what these replays come to on average; of extremes for the worst. Margins
/// are tried from that of the question in steps of a fifth of the limit up to 80 %. Trials are only
/// added between calls. The answer is the same for any number of threads.
void tune_validation_find(struct tune_validation *validation, const struct tune_trials *trials,
                          struct tune_margins *margins);

void tune_validation_release(struct tune_validation *validation);

#endif
