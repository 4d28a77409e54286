// Surges in the summary of a replay: what each came to, and how many decisions it takes at least.
#ifndef HEADROOM_CMD_REPLAY_SURGES_H
#define HEADROOM_CMD_REPLAY_SURGES_H

#include "answer/document.h"
#include "cmd/replay_runs.h"

/// Adds a row a scenario and, where the metric of the policies saturates, the cycles of
/// stress_cycles.
void replay_surges_document(const struct replay_runs *runs, struct document *document);

#endif
