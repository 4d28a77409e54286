// A replay by the hour of the week: where instances are wasted, and where demand is short.
#ifndef HEADROOM_ANSWER_REPLAY_HOURS_H
#define HEADROOM_ANSWER_REPLAY_HOURS_H

#include "input/replay_runs.h"
#include "table/schema.h"

extern const struct schema schema_replay_hours;

/// Answers with a row for each hour of the week; as text the hours of a day and the days. Of
/// several paths, their sum.
int replay_hours_answer(const struct replay_runs *runs, struct err *err);

#endif
