// The plan's chart in text: history, the forecast up to the planned column, and the capacity steps.
#ifndef HEADROOM_ANSWER_PLAN_CHART_H
#define HEADROOM_ANSWER_PLAN_CHART_H

#include "advise/capacity_plan.h"
#include "base/str.h"

/// Appends the chart; of a long history it shows the last three horizons at most, so that the weeks
/// that are planned can be seen.
void plan_chart(const struct capacity_plan *plan, struct str *out);

#endif
