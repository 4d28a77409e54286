// The decision of a plan in few words: its box, its eight tiles and what to know before signing.
// Pages, text and workbooks show the same.
#ifndef HEADROOM_ANSWER_PLAN_TILES_H
#define HEADROOM_ANSWER_PLAN_TILES_H

#include "answer/plan_report.h"
#include "base/arena.h"

enum { PLAN_TILES = 8, PLAN_DOUBTS = 3, PLAN_TEXT_MAX = 400 };

/// How dates are written: "Fri 6 Mar" for pages, ISO for text.
enum plan_dates { PLAN_DATES_WORDS, PLAN_DATES_ISO };

struct plan_tile {
    const char *label, *value, *note;
};

/// The box: how urgent, what to do, and the sentences below.
struct plan_box {
    enum document_tone tone;
    const char *key;   ///< "LATE: DECIDE TODAY"
    const char *ask;   ///< "Approve 24 more instances for spring sale: 33 → 57 by ..."
    const char *more;  ///< at most three sentences
    const char *doubt; ///< why the plan should not be followed blindly; "" where nothing says so
};

void plan_box_fill(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                   struct plan_box *box);

/// The instances that are asked for: those of the first step that needs more, of a plan that has
/// one (needed_week).
double plan_asked_for(const struct capacity_plan *plan);

/// Amount, Budget, If we do nothing, Confidence, What drives it, Decide by, Must approve, Would
/// change the answer.
void plan_tiles_fill(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                     struct plan_tile tile[PLAN_TILES]);

/// What to know before signing; returns how many, at most PLAN_DOUBTS.
size_t plan_doubts(struct arena *arena, const struct plan_report *report, enum plan_dates dates,
                   const char *doubt[PLAN_DOUBTS]);

/// A date of the plan, and one with its time.
const char *plan_date(struct arena *arena, enum plan_dates dates, instant time);
const char *plan_time(struct arena *arena, enum plan_dates dates, instant time);

/// What is planned: the service, else the metric.
const char *plan_name(const struct plan_report *report);

/// "13 weeks".
const char *plan_span(struct arena *arena, const struct capacity_plan *plan);

/// Whole money: "7,254".
const char *plan_money(struct arena *arena, double value);

/// "per_instance" as people say it, "One instance"; and a value of it.
const char *sensitivity_name(const struct plan_sensitivity *row);
const char *sensitivity_value(struct arena *arena, const struct plan_report *report,
                              const struct plan_sensitivity *row, double value);

/// Where the decision changes: "no order at ×1.09; above max at ×2.01".
const char *sensitivity_flips(struct arena *arena, const struct plan_report *report,
                              const struct plan_sensitivity *row);

/// "A cache that answers 13.2%", "Without spring sale".
const char *plan_option_name(struct arena *arena, const struct plan_option *option);

/// How an option does by calendar months at their mean rate: "kept", "2 over", "-" without a
/// budget.
/// What shows an option when it is given to the command; NULL: the plan itself.
const char *plan_option_flags(struct arena *arena, const struct plan_option *option);
const char *plan_option_months(struct arena *arena, const struct plan_option *option);

const char *plan_scenario_name(struct arena *arena, const struct plan_report *report,
                               const struct plan_scenario *scenario);

/// "high", "fair" or "low", and why.
const char *plan_confidence(struct arena *arena, const struct plan_report *report,
                            const char **why);

#endif
