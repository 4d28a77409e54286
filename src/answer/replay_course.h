// The course of replays as a table: a row for each step of the trace.
#ifndef HEADROOM_ANSWER_REPLAY_COURSE_H
#define HEADROOM_ANSWER_REPLAY_COURSE_H

#include "input/replay_runs.h"
#include "table/schema.h"

extern const struct schema schema_course;

/// Fills an empty table with the course of all runs, one after the other.
void replay_course_fill(const struct replay_runs *runs, struct table *table);

/// What an event was and why, in words: "6 to 9: cpu-60, 71.2 above 60"; in the arena.
const char *replay_event_words(struct arena *arena, const struct policy_set *set,
                               const struct scaling_event *event);

#endif
