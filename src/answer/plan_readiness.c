#include "answer/plan_readiness.h"

#include "answer/plan_words.h"
#include "sizing/inverse.h"

#include <math.h>
#include <string.h>

const char *readiness_answer_name(enum readiness_answer answer)
{
    static const char *const name[] = {"", "yes", "no", "in part"};
    return name[answer];
}

static const char *owner_of(const struct plan_report *report, const char *name)
{
    for (size_t i = 0; i < report->assumptions; i++)
        if (strcmp(report->assumption[i].name, name) == 0)
            return report->assumption[i].owner;
    return NULL;
}

static const char *source_of(const struct plan_report *report, const char *name)
{
    for (size_t i = 0; i < report->assumptions; i++)
        if (strcmp(report->assumption[i].name, name) == 0)
            return report->assumption[i].source;
    return NULL;
}

/// The maximum, and the budget at every week's rate.
static void add_limits(const struct plan_report *report, struct arena *arena,
                       struct readiness_item *item)
{
    const struct capacity_plan *plan = report->plan;
    const double max = plan->in.sizing.max;
    item[0] = (struct readiness_item){
        .name = "maximum",
        .question = "Does the maximum allow the largest week of the plan?",
        .answer = isnan(max)          ? READY_OPEN
                  : plan->not_met > 0 ? READY_NO
                                      : READY_YES,
        .owner = owner_of(report, "max"),
        .evidence = isnan(max) ? "no max is given"
                               : arena_printf(arena, "max %s, the largest week needs %s",
                                              words_number(arena, max),
                                              words_number(arena, plan->needed_most))};
    bool known = !isnan(plan->in.sizing.budget_month) && !isnan(plan->in.sizing.price_hour);
    item[1] = (struct readiness_item){
        .name = "budget",
        .question = "Is it paid for, in every calendar month and at every week's rate?",
        .answer = !known                  ? READY_OPEN
                  : plan->months_over > 0 ? READY_NO
                  : plan->over_budget > 0 ? READY_IN_PART
                                          : READY_YES,
        .owner = owner_of(report, "budget"),
        .evidence =
            !known ? "no price or no budget is given"
                   : arena_printf(arena,
                                  "%zu of %zu months and the rate of %zu of %zu "
                                  "weeks are above it",
                                  plan->months_over, plan->months, plan->over_budget, plan->weeks)};
}

/// What a failure leaves, and what tests and orders say.
static void add_proofs(const struct plan_report *report, struct arena *arena,
                       struct readiness_item *item)
{
    const struct capacity_plan *plan = report->plan;
    const struct plan_row *row = &plan->week[plan->busiest].row;
    const char *source = source_of(report, "per_instance");
    const bool fails = isnan(row->utilization_failed) || row->utilization_failed > 1;
    item[0] = (struct readiness_item){
        .name = "one lost",
        .question = "Does the rest carry the busiest week when the spare is lost?",
        .answer = fails ? READY_NO : READY_YES,
        .owner = owner_of(report, "spare"),
        .evidence =
            isnan(row->utilization_failed)
                ? "nothing would be left"
                : arena_printf(arena, "%s busy then", words_share(arena, row->utilization_failed))};
    item[1] = (struct readiness_item){
        .name = "load test",
        .question = "Is what one instance serves measured, and not older than the code?",
        .answer = READY_OPEN,
        .owner = owner_of(report, "per_instance"),
        .evidence = source != NULL ? source : ""};
    item[2] = (struct readiness_item){
        .name = "lead time",
        .question = "Is the order out, or is there time for it?",
        .answer = plan->needed_week == SIZE_MAX       ? READY_YES
                  : isnan(plan->in.lead_time_s)       ? READY_OPEN
                  : plan->order.status == RUNOUT_LATE ? READY_NO
                                                      : READY_YES,
        .owner = owner_of(report, "lead_time"),
        .evidence =
            plan->needed_week == SIZE_MAX ? "nothing is to order"
            : plan->order.order_by == INSTANT_NONE
                ? "no lead time is given"
                : arena_printf(arena, "due by %s", words_date(arena, plan->order.order_by))};
}

size_t plan_readiness(const struct plan_report *report, struct arena *arena,
                      struct readiness_item item[READINESS_MAX])
{
    // Launch reviews ask these of any service that is to run in more copies.
    static const struct {
        const char *name, *question;
    } open[] = {
        {"sessions", "Are sessions kept outside the instances?"},
        {"uploads", "Do files that users send live in a shared store?"},
        {"configuration", "Does a new instance configure itself, without anybody's hands?"},
        {"queues", "Can the queues' consumers run twice without doing work twice?"},
        {"cache", "Does a cold cache of new instances leave the database standing?"},
        {"database", "Are there connections for all instances, and for a deployment's extra ones?"},
        {"logs", "Are logs and metrics shipped, at the new number of instances too?"},
        {"draining", "Do instances finish their requests before they go?"},
        {"sticky sessions", "Does balancing spread load to new instances at once?"},
        {"retries", "Are retries bounded, and do breakers stop a storm of them?"},
        {"rollback", "Is it tried how the change is taken back?"},
        {"on call", "Do those on call know the date and what to watch?"},
    };
    size_t count = 0;
    add_limits(report, arena, item);
    count += 2;
    add_proofs(report, arena, item + count);
    count += 3;
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        item[count++] = (struct readiness_item){
            .name = open[i].name, .question = open[i].question, .evidence = ""};
    return count;
}
