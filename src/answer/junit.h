// Verdicts as JUnit XML, which CI systems show beside test results.
#ifndef HEADROOM_ANSWER_JUNIT_H
#define HEADROOM_ANSWER_JUNIT_H

#include "advise/verdict.h"
#include "base/str.h"

/// Appends a document with one suite called `suite` and a case for each verdict: failed ones have a
/// <failure>, waived ones are <skipped>, warnings and advice pass and say what they are about in
/// <system-out>. Bytes that XML does not allow are written as \xNN.
void junit_render(const struct verdicts *verdicts, const char *suite, struct str *out);

#endif
