#include "answer/answer.h"
#include "answer/words.h"
#include "base/number.h"
#include "cmd/plan_table.h"
#include "cmd/size_question.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { STEP_INSTANCES, STEP_NAME, STEP_WHY };

enum { WHY_MAX = 256 };

// --- the steps -----------------------------------------------------------------------------------

/// One step of the explanation: the running total, which buffer, why.
__attribute__((format(printf, 4, 5))) static void
add_step(struct table *steps, double total, const char *name, const char *format, ...)
{
    char why[WHY_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    size_t row = table_add_row(steps);
    table_set_number(steps, row, STEP_INSTANCES, total);
    table_set_text(steps, row, STEP_NAME, name);
    table_set_text(steps, row, STEP_WHY, why);
}

static void add_spare_step(const struct size_question *question, const struct plan_row *row,
                           double total, struct table *steps)
{
    const struct sizing *sizing = &question->sizing;
    double failures = row->spare - row->deploy;
    if (sizing->spare_kind == SPARE_AVAILABLE)
        add_step(steps, total + failures, "spare",
                 "%.10g more, so that enough are up %.6g%% of the time", failures,
                 100 * sizing->availability);
    else if (sizing->spare_kind != SPARE_INSTANCES)
        add_step(steps, total + failures, "spare", "%.10g more, so that one of %.10g %ss may fail",
                 failures, sizing->zones, sizing->spare_kind == SPARE_ZONE ? "zone" : "region");
    else if (failures > 0 && sizing->cells > 1)
        add_step(steps, total + failures, "spare", "%.10g more, %.10g in each of %.10g cells",
                 failures, sizing->spare, sizing->cells);
    else if (failures > 0)
        add_step(steps, total + failures, "spare", "%.10g more, so that %.10g may fail (N+%.10g)",
                 failures, failures, failures);
    if (row->deploy > 0)
        add_step(steps, total + row->spare, "deploys",
                 "%.10g more, so that a rolling deploy takes nothing away", row->deploy);
}

static void add_steps(const struct size_question *question, const struct plan_row *row,
                      struct table *steps)
{
    const struct sizing *sizing = &question->sizing;
    const struct unit *unit = &question->unit.unit;
    struct arena *arena = &question->invocation->arena;
    double total = row->base;
    add_step(steps, total, "demand", "%s at %s per instance",
             words_measure(arena, row->demand, words_figure, unit),
             words_measure(arena, sizing->per_instance, words_figure, unit));
    total += row->headroom;
    if (sizing->headroom > 0)
        add_step(steps, total, "headroom", "%s of the demand on top: %s busy at most",
                 words_share(arena, sizing->headroom),
                 words_share(arena, 1 / (1 + sizing->headroom)));
    total += row->rounding;
    if (row->rounding > 0)
        add_step(steps, total, "rounding", "up, once, to whole instances%s",
                 sizing->cells > 1 ? " in each cell" : "");
    total += row->queueing;
    if (row->queueing > 0)
        add_step(steps, total, "latency", "%.10g more, for p%.10g within %s at that load",
                 row->queueing, 100 * sizing->latency.percentile,
                 words_milliseconds(arena, sizing->latency.limit_s));
    add_spare_step(question, row, total, steps);
    total += row->spare + row->zone_fill;
    if (row->zone_fill > 0)
        add_step(steps, total, "zones", "%.10g more, to fill %.10g %s evenly", row->zone_fill,
                 sizing->zones, sizing->spare_kind == SPARE_REGION ? "regions" : "zones");
    double bounded = row->bound - row->queueing;
    total += bounded;
    if (bounded > 0)
        add_step(steps, total, "min", "never fewer than %.10g", sizing->min);
    if (bounded < 0)
        add_step(steps, total, "max", "never more than %.10g: %.10g are missing", sizing->max,
                 -bounded);
}

static void write_steps(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    struct table steps = {0};
    table_add_column(&steps, "instances", COLUMN_NUMBER, STYLE_PLAIN);
    table_add_column(&steps, "step", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&steps, "why", COLUMN_TEXT, STYLE_PLAIN);
    add_steps(question, row, &steps);
    document_table(document, &steps);
    table_release(&steps);
}

// --- the facts -----------------------------------------------------------------------------------

static void write_verdict(const struct size_question *question, const struct plan_row *row,
                          struct document *document)
{
    struct arena *arena = &document->arena;
    const char *demand = words_measure(arena, row->demand, words_figure, &question->unit.unit);
    const char *instances = words_instances(arena, row->instances);
    switch (row->met ? BOUND_THROUGHPUT : row->bound_by) {
    case BOUND_MAX:
        document_callout(document, TONE_BAD, "%s need %s, but at most %s may be had.", demand,
                         words_instances(arena, row->instances - row->bound + row->queueing),
                         words_number(arena, row->instances));
        break;
    case BOUND_BUDGET:
        document_callout(document, TONE_BAD, "%s need %s, for %s a month: over the budget of %s.",
                         demand, instances, words_money(arena, row->cost_month),
                         words_money(arena, question->sizing.budget_month));
        break;
    default:
        document_callout(document, TONE_GOOD, "%s for %s.", instances, demand);
    }
}

static void write_money(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    const struct sizing *sizing = &question->sizing;
    struct arena *arena = &document->arena;
    if (isnan(sizing->price_hour))
        return;
    document_fact(document, "cost", "%s an hour, %s a month of %.10g h, at %s an hour each",
                  words_price(arena, row->cost_hour), words_money(arena, row->cost_month),
                  sizing->hours_per_month, words_figure(arena, sizing->price_hour));
    struct sizing paid = *sizing;
    paid.max = NAN;
    double allowed = fleet_allowed(&paid);
    if (isnan(sizing->budget_month) || isinf(allowed))
        return;
    double most = solve_demand(&paid, allowed) / (1 - question->cache_hit);
    document_fact(document, "budget", "%s a month pays %s, which %s %s",
                  words_money(arena, sizing->budget_month), words_instances(arena, allowed),
                  allowed == 1 ? "takes" : "take",
                  isnan(most) ? "nothing"
                              : words_measure(arena, most, words_at_most, &question->unit.unit));
}

static void write_facts(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    struct arena *arena = &document->arena;
    if (question->cache_hit > 0)
        document_fact(document, "cache", "answers %s of %s; the instances see %s",
                      words_share(arena, question->cache_hit),
                      words_measure(arena, question->asked, words_figure, &question->unit.unit),
                      words_measure(arena, question->demand, words_figure, &question->unit.unit));
    write_money(question, row, document);
    document_fact(document, "utilization", "%s of all; %s when what the spare is for has failed",
                  words_share(arena, row->utilization),
                  isnan(row->utilization_failed) ? "nothing is left"
                                                 : words_share(arena, row->utilization_failed));
    size_write_latency(question, row, document);
    size_write_limits(question, row, document);
    document_fact(document, "decided by", "%s", bound_by_name(row->bound_by));
    if (row->peak > row->instances)
        document_fact(document, "deploys", "up to %s while a rolling deploy surges",
                      words_number(arena, row->peak));
    if (!isnan(question->current)) {
        double more = row->instances - question->current;
        document_fact(document, "today", "%s in service: %s %s",
                      words_number(arena, question->current), words_number(arena, fabs(more)),
                      more == -1  ? "fewer suffices"
                      : more < 0  ? "fewer suffice"
                      : more == 1 ? "more is needed"
                                  : "more are needed");
    }
}

// --- all -----------------------------------------------------------------------------------------

const char *size_verdict(const struct plan_row *row)
{
    if (row->met)
        return "met";
    return row->bound_by == BOUND_BUDGET ? "over budget" : "cannot be met";
}

void size_fill_facts(const struct size_question *question, const struct plan_row *row,
                     struct size_facts *facts)
{
    const char *unit = question->unit.unit.name;
    record_clear(&schema_size_facts, facts);
    facts->asked = question->asked;
    facts->unit = unit[0] == '\0' ? NULL : unit;
    facts->cache_hit = question->cache_hit;
    facts->demand = row->demand;
    facts->per_instance = question->sizing.per_instance;
    facts->instances = row->instances;
    facts->needed = row->instances - fmin(row->bound - row->queueing, 0);
    facts->current = question->current;
    facts->utilization = row->utilization;
    facts->utilization_failed = row->utilization_failed;
    facts->latency = row->latency_s;
    facts->surge_peak = row->peak;
    facts->cost_hour = row->cost_hour;
    facts->cost_month = row->cost_month;
    facts->budget_month = question->sizing.budget_month;
    facts->bound_by = bound_by_name(row->bound_by);
}

/// One demand, sized.
struct sized {
    const struct size_question *question;
    struct plan_row row;
};

static void write_document(void *found, struct answer *answer)
{
    const struct sized *sized = found;
    const struct size_question *question = sized->question;
    struct document *document = &answer->document;
    write_verdict(question, &sized->row, document);
    write_steps(question, &sized->row, document);
    write_facts(question, &sized->row, document);
    if (!sized->row.met) {
        document_heading(document, "What would fit");
        size_write_remedies(question, document);
    }
    answer_write_assumptions(answer);
}

/// What of the remedies fits into a line, and what --verify found.
static void note_brief(void *found, struct notes *notes)
{
    const struct sized *sized = found;
    size_note_verified(sized->question, &sized->row);
    if (!sized->row.met)
        notes_add(notes, NOTE_INFO, "size-short", "the demand cannot be met: %s",
                  size_capacity_sentence(sized->question, fleet_allowed(&sized->question->sizing)));
}

int size_answer(const struct size_question *question, struct err *err)
{
    struct sized sized = {.question = question};
    struct answer answer;
    struct size_facts facts;
    struct record_writer writer;
    struct plan_cells cells;
    size_demand(&question->sizing, question->demand, &sized.row);
    answer_begin(&answer, question->invocation);
    answer_assume_terms(&answer, question->options);
    answer.verdict = size_verdict(&sized.row);
    size_fill_facts(question, &sized.row, &facts);
    answer_facts(&answer, &facts);
    plan_table_begin(&writer, &answer.rows, false, NULL, false);
    plan_table_show(&sized.row, &cells);
    record_add(&writer, &cells);
    answer.write = write_document;
    answer.brief = note_brief;
    answer.found = &sized;
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status != 0 ? -1 : sized.row.met ? 0 : 1;
}
