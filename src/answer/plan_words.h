// What a capacity plan has to say, in sentences.
#ifndef HEADROOM_ANSWER_PLAN_WORDS_H
#define HEADROOM_ANSWER_PLAN_WORDS_H

#include "answer/plan_report.h"
#include "answer/words.h"
#include "base/arena.h"

/// A quantity of demand: "31,220 requests/s"; the number alone when the unit is not known.
const char *words_demand(struct arena *arena, const struct capacity_plan *plan, double demand);

/// The decision in a sentence or two, and how it is meant.
const char *words_decision(struct arena *arena, const struct capacity_plan *plan,
                           enum document_tone *tone);

/// Why the decision should not be followed blindly: one sentence to put before it, NULL when
/// nothing serious speaks against the forecast.
const char *words_doubt(struct arena *arena, const struct capacity_plan *plan);

/// What would bring the busiest week (plan_asked) within max and budget, each on its own and solved
/// again. Only when one of them is passed.
const char *words_fitting(struct arena *arena, const struct sized_demand *asked);

/// Whether now is the end of the data, and what the forecast knows when it is not.
const char *words_as_of(struct arena *arena, const struct capacity_plan *plan);

/// What happens to the fleet that stays as it is.
const char *words_inaction(struct arena *arena, const struct capacity_plan *plan);

/// Calls `add` with every risk that the figures show; texts live in the arena.
void words_risks(struct arena *arena, const struct plan_report *report,
                 void (*add)(void *context, const char *risk), void *context);

/// The same with every warning of the forecast and of the reading.
void words_warnings(struct arena *arena, const struct plan_report *report,
                    void (*add)(void *context, const char *warning), void *context);

/// The method and how it did on the part of the history that it was not shown.
const char *words_accuracy(struct arena *arena, const struct forecast *forecast);

/// "50% of the demand", "1 instance", "a zone": what the spare is.
const char *words_spare(struct arena *arena, const struct sizing *sizing);

/// What a week is provided for: "A week needs what its peak needs: ..."
const char *words_sized_by(struct arena *arena, const struct capacity_plan *plan);

/// "p95 of requests_per_s, highest 1,848 requests/s on 2024-04-08", of a peak with that of a step.
const char *words_highest(struct arena *arena, const struct capacity_plan *plan,
                          const char *subject);

/// What a reader may not know, and its meaning.
struct plan_word {
    const char *word, *meaning;
};
const struct plan_word *plan_glossary(size_t *count);

#endif
