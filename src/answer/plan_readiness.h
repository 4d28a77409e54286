// What has to be true before a fleet grows: a check list, answered where the plan's figures do.
#ifndef HEADROOM_ANSWER_PLAN_READINESS_H
#define HEADROOM_ANSWER_PLAN_READINESS_H

#include "answer/plan_report.h"
#include "base/arena.h"

enum { READINESS_MAX = 24 };
enum readiness_answer { READY_OPEN, READY_YES, READY_NO, READY_IN_PART };

struct readiness_item {
    const char *name, *question;
    enum readiness_answer answer; ///< READY_OPEN: the figures do not tell
    const char *owner;            ///< NULL
    const char *evidence;         ///< "" where there is none
};

/// "", "yes", "no", "in part".
const char *readiness_answer_name(enum readiness_answer answer);

/// Fills the list; returns how many. Those that figures answer come first.
size_t plan_readiness(const struct plan_report *report, struct arena *arena,
                      struct readiness_item item[READINESS_MAX]);

#endif
