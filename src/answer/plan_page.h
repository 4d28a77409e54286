// A capacity plan as a page, and its drawings.
#ifndef HEADROOM_ANSWER_PLAN_PAGE_H
#define HEADROOM_ANSWER_PLAN_PAGE_H

#include "answer/plan_report.h"
#include "base/arena.h"
#include "base/str.h"

/// Appends the plan as a page: decision, tiles, main chart with scenarios, what to know before
/// signing, then the sections. A section without figures is left out and named at the end.
void plan_page(const struct plan_report *report, struct str *out);

/// Appends the main chart alone.
void plan_drawing(const struct plan_report *report, struct str *out);

/// Appends the main chart of a plan at a width: as it is, for a column of the forecast, or small.
struct main_view {
    const struct capacity_plan *plan; ///< of the scenario
    enum plan_column column;
    bool small;
    const char *name;
};
void plan_main_chart(const struct plan_report *report, const struct main_view *view, double width,
                     struct str *out);

// The sections; each appends nothing and returns false where it has no figures.
bool plan_section_options(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_demand(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_scenarios(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_sensitivity(const struct plan_report *report, struct arena *arena,
                              struct str *out);
bool plan_section_runout(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_cost(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_accuracy(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_assumptions(const struct plan_report *report, struct arena *arena,
                              struct str *out);
bool plan_section_risks(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_sizing(const struct plan_report *report, struct arena *arena, struct str *out);
bool plan_section_data(const struct plan_report *report, struct arena *arena, struct str *out);

#endif
