// How a replay begins: the input is checked, what it leaves open is settled, policies are put to
// work.
#ifndef HEADROOM_SIM_REPLAY_START_H
#define HEADROOM_SIM_REPLAY_START_H

#include "sim/replay_memory.h"

/// Errors and notes as replay's; the autoscaler in `memory` is to be released also after an error.
int replay_start(const struct replay_input *input, struct replay_memory *memory,
                 struct event_log *log, struct notes *notes, struct err *err);

#endif
