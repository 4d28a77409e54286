// What a review asks of a plan, as members of its JSON object.
#ifndef HEADROOM_ANSWER_PLAN_JSON_REVIEW_H
#define HEADROOM_ANSWER_PLAN_JSON_REVIEW_H

#include "answer/plan_report.h"
#include "base/str.h"

/// Each appends the value of a member: an array, an object, or null without a review.
void plan_json_drivers(const struct plan_report *report, struct str *out);
void plan_json_approvers(const struct plan_report *report, struct str *out);
void plan_json_next(const struct plan_report *report, struct str *out);
void plan_json_flips(const struct plan_report *report, struct str *out);
void plan_json_months(const struct plan_report *report, struct str *out);
void plan_json_unit(const struct plan_report *report, struct str *out);
void plan_json_states(const struct plan_report *report, struct str *out);
void plan_json_choices(const struct plan_report *report, struct str *out);
void plan_json_history(const struct plan_report *report, struct str *out);
void plan_json_scenarios(const struct plan_report *report, struct str *out);
void plan_json_sensitivity(const struct plan_report *report, struct str *out);
void plan_json_tested(const struct plan_report *report, struct str *out);

#endif
