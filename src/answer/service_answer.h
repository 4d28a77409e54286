// The answers of headroom cost about what serves beside instances: functions, capacity of a
// database, tasks of containers, credits of a promised availability.
#ifndef HEADROOM_ANSWER_SERVICE_ANSWER_H
#define HEADROOM_ANSWER_SERVICE_ANSWER_H

#include "answer/answer.h"

extern const struct schema schema_service_ways;
extern const struct schema schema_packing;
extern const struct schema schema_sla; ///< of the file of --sla
extern const struct schema schema_credits;

/// Whether one of these is asked for, instead of what to buy for a fleet.
bool service_is_asked(const struct invocation *invocation);

/// Answers with the ways side by side. Returns 1 when even the cheapest is over the budget.
int service_answer(struct sizing_options *options, struct err *err);

/// Answers --containers: tasks as containers, or packed on the instance types of --catalogue.
int container_answer(struct sizing_options *options, struct err *err);

/// Answers --sla: what a month's availability gives back of --revenue.
int sla_answer(struct sizing_options *options, struct err *err);

#endif
