// A capacity plan on the first screen of a terminal, and in three lines.
#ifndef HEADROOM_ANSWER_PLAN_SCREEN_H
#define HEADROOM_ANSWER_PLAN_SCREEN_H

#include "answer/plan_report.h"
#include "base/str.h"

/// Appends 24 lines of at most report->width columns: title, decision, the tiles, the chart with
/// its instances.
void plan_screen(const struct plan_report *report, struct str *out);

/// Appends the plan in at most three lines; a service in one where `one_line`.
void plan_brief(const struct plan_report *report, bool one_line, struct str *out);

#endif
