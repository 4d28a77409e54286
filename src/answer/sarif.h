// Verdicts as SARIF, which code scanning shows at the lines of a change.
#ifndef HEADROOM_ANSWER_SARIF_H
#define HEADROOM_ANSWER_SARIF_H

#include "advise/verdict.h"
#include "base/str.h"

/// Appends a log of one run in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0)
/// with a rule for each that does not just pass and a result for each such verdict: failures are
/// errors, advice is a note, waived ones are suppressed. Paths are relative to the checkout's top
/// (%SRCROOT%) as the command line has them.
void sarif_render(const struct verdicts *verdicts, struct str *out);

#endif
