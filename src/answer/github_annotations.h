// Verdicts as annotations of a workflow of GitHub Actions, which shows them at the lines of a
// change.
#ifndef HEADROOM_ANSWER_GITHUB_ANNOTATIONS_H
#define HEADROOM_ANSWER_GITHUB_ANNOTATIONS_H

#include "advise/verdict.h"
#include "base/str.h"

/// Appends a workflow command (::error, ::warning, ::notice) for each verdict that does not just
/// pass, with file and line where they are known, and a line for people with how many there are.
/// (GitHub documentation, "Workflow commands for GitHub Actions")
void github_annotations_render(const struct verdicts *verdicts, struct str *out);

#endif
