// Parts of a replay's answer for people: the times of violation, and the paths of a forecast.
#ifndef HEADROOM_CMD_REPLAY_PATHS_H
#define HEADROOM_CMD_REPLAY_PATHS_H

#include "answer/document.h"
#include "cmd/replay_runs.h"

/// The longest times of violation, what was done about each and how long every stage of it took.
void replay_violations_document(const struct replay_runs *runs, const struct replay_run *run,
                                struct document *document);

/// How many of the paths are in violation, with the bound of their share, and the measures' spread.
void replay_paths_document(const struct replay_runs *runs, struct document *document);

/// Upper 95 % bound of a probability of which `hits` of `n` independent trials are known: exact
/// (Clopper and Pearson 1934); without a hit 1 - 0.05^(1/n), about ln(20)/n.
double share_bound(size_t hits, size_t n);

#endif
