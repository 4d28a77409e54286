// Numbers and dates of a capacity plan in words.
#ifndef HEADROOM_REPORT_PLAN_WORDS_H
#define HEADROOM_REPORT_PLAN_WORDS_H

#include "base/arena.h"
#include "report/plan_report.h"
#include "time/instant.h"

/// A quantity of demand: "31,220 requests/s"; the number alone when the unit is not known.
const char *words_demand(struct arena *arena, const struct capacity_plan *plan, double demand);

/// "97 instances", "1 instance".
const char *words_instances(struct arena *arena, double count);

/// A number with 4 significant digits, thousands separated, integers whole: "1,204,551".
const char *words_number(struct arena *arena, double value);

/// Money a month: "5,891.44".
const char *words_money(struct arena *arena, double value);

/// A share: "12.5%".
const char *words_share(struct arena *arena, double share);

/// "2015-02-01", with the time unless it is midnight: "2015-02-03 18:30"; "-" for INSTANT_NONE.
const char *words_time(struct arena *arena, instant time);

/// The date alone.
const char *words_date(struct arena *arena, instant time);

/// The decision in a sentence or two, and how it is meant.
const char *words_decision(struct arena *arena, const struct capacity_plan *plan,
                           enum document_tone *tone);

/// What would bring the largest week within max and budget, each on its own. Only when one of them
/// is passed.
const char *words_fitting(struct arena *arena, const struct capacity_plan *plan);

/// What happens to the fleet that stays as it is.
const char *words_inaction(struct arena *arena, const struct capacity_plan *plan);

/// Calls `add` with every risk that the figures show; texts live in the arena.
void words_risks(struct arena *arena, const struct plan_report *report,
                 void (*add)(void *context, const char *risk), void *context);

/// The method and how it did on the part of the history that it was not shown.
const char *words_accuracy(struct arena *arena, const struct forecast *forecast);

/// "50% of the demand", "1 instance", "a zone": what the spare is.
const char *words_spare(struct arena *arena, const struct sizing *sizing);

#endif
