#include "answer/answer.h"
#include "answer/plan_table.h"
#include "answer/remedy_words.h"
#include "answer/size_question.h"
#include "answer/words.h"
#include "base/number.h"
#include "base/parallel.h"
#include "sizing/fleet_latency.h"
#include "sizing/inverse.h"
#include "sizing/platform_ramp.h"
#include "sizing/scaling_equation.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/// The demand with its terms, as remedies are found for it.
static struct sized_demand size_asked(const struct size_question *question)
{
    return (struct sized_demand){
        .sizing = question->sizing,
        .unit = question->unit.unit,
        .asked = question->asked,
        .cache_hit = question->cache_hit,
    };
}

/// Everything of a kind on one line: each is enough alone.
static void write_label(const struct remedies *remedies, const char *label,
                        struct document *document)
{
    struct arena *arena = &document->arena;
    const char *line = NULL;
    for (size_t i = 0; i < remedies->count; i++) {
        const struct remedy *remedy = &remedies->item[i];
        if (strcmp(remedy_label(remedy->kind), label) != 0)
            continue;
        const char *words = remedy_words(arena, remedy);
        line = line == NULL ? words : arena_printf(arena, "%s, or %s", line, words);
    }
    if (line != NULL)
        document_item(document, "%s: %s", label, line);
}

void size_write_remedies(const struct size_question *question, struct document *document)
{
    static const char *const labels[] = {"accept", "optimise", "cheaper", "offload"};
    const struct sized_demand asked = size_asked(question);
    struct remedies remedies;
    remedies_find(&asked, &remedies);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        write_label(&remedies, labels[i], document);
    if (remedy_of_kind(&remedies, REMEDY_OPTIMISE) == NULL &&
        remedy_of_kind(&remedies, REMEDY_SPEED_UP) == NULL)
        document_item(document, "optimise: no rate per instance is high enough, since the buffers "
                                "alone fill the fleet");
}

const char *size_capacity_sentence(const struct size_question *question, double instances)
{
    struct arena *arena = &question->invocation->arena;
    double most = solve_demand(&question->sizing, instances) / (1 - question->cache_hit);
    return arena_printf(
        arena, "%s take %s%s", words_instances(arena, instances),
        isnan(most) ? "nothing" : "at most ",
        isnan(most) ? "" : words_measure(arena, most, words_at_most, &question->unit.unit));
}

static const char *with_unit(const struct size_question *question, double value)
{
    struct arena *arena = &question->invocation->arena;
    return words_measure(arena, value, words_figure, &question->unit.unit);
}

/// "throughput 500/s, memory 546/s, connections 333/s an instance".
static void write_limits(const struct size_question *question, struct document *document)
{
    const struct instance_limits *limits = &question->sizing.limits;
    const struct {
        const char *name;
        double value;
    } limit[] = {{"throughput", limits->throughput},
                 {"memory", limits->memory},
                 {"connections", limits->connections}};
    struct arena *arena = &document->arena;
    const char *text = NULL;
    if (isinf(limits->memory) && isinf(limits->connections))
        return;
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
        if (!isinf(limit[i].value))
            text =
                arena_printf(arena, "%s%s%s %s", text == NULL ? "" : text, text == NULL ? "" : ", ",
                             limit[i].name, with_unit(question, limit[i].value));
    document_fact(document, "limits", "of an instance: %s; %s decides", text,
                  bound_by_name(question->sizing.rate_by));
}

static void write_cells(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing *sizing = &question->sizing;
    if (!(sizing->cells > 1))
        return;
    struct sizing one = *sizing;
    struct plan_row whole;
    one.cells = 0;
    size_demand(&one, question->demand, &whole);
    document_fact(document, "cells", "%s of %s; a single fleet would be %s",
                  words_number(arena, sizing->cells),
                  words_instances(arena, row->instances / sizing->cells),
                  words_instances(arena, whole.instances));
}

/// After a flush the cache answers nothing, and the instances see all of the demand.
static void write_cold_cache(const struct size_question *question, const struct plan_row *row,
                             struct document *document)
{
    struct arena *arena = &document->arena;
    struct plan_row cold;
    if (!(question->cache_hit > 0))
        return;
    struct sizing bare = question->sizing;
    bare.headroom = 0;
    size_demand(&bare, question->asked, &cold);
    double busy = row->base / (1 - question->cache_hit) / row->instances;
    document_fact(document, "cold cache",
                  "after a flush the instances see %s: %s busy; without "
                  "headroom that takes %s",
                  with_unit(question, question->asked), words_share(arena, busy),
                  words_instances(arena, cold.instances));
}

/// How long all that come at one moment wait for a platform with a quota and a ramp.
static void write_platform(const struct size_question *question, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing_options *options = question->options;
    double quota = sizing_setting(options, OPT_QUOTA, NULL).value;
    double per_second = sizing_setting(options, OPT_RAMP, NULL).value;
    double duration = terms_setting(options, OPT_DURATION, NULL).value;
    if (isnan(quota) && isnan(per_second))
        return;
    struct platform_ramp ramp = {
        .quota = isnan(quota) ? INFINITY : quota,
        .per_second = isnan(per_second) ? INFINITY : per_second,
    };
    // What may come at the first moment: the quota, but no more than ten seconds of the ramp.
    ramp.start = fmin(ramp.quota, isinf(ramp.per_second) ? INFINITY : 10 * ramp.per_second);
    double at_once = limits_at_once(options, &question->unit, question->demand);
    document_fact(document, "at once", "%s are there at once; the platform serves %s of them",
                  words_number(arena, at_once),
                  words_number(arena, fmin(at_once, platform_at_once(&ramp, 0))));
    double begun = platform_begun_s(&ramp, at_once, duration);
    char text[UNIT_NAME_MAX];
    document_fact(document, "quota",
                  "%s come at one moment: the last begins after %s, is done after "
                  "%s",
                  words_number(arena, at_once),
                  arena_strdup(arena, duration_format(text, ceil(begun))),
                  arena_strdup(arena, duration_format(text, ceil(begun + duration))));
    if (isinf(ramp.per_second) || at_once <= ramp.start)
        return;
    document_fact(
        document, "unthrottled", "with a quota of %s, after %s of ramp",
        words_number(arena, at_once),
        arena_strdup(arena, duration_format(text, ceil((at_once - ramp.start) / ramp.per_second))));
}

int size_check_platform(const struct sizing_options *options, struct err *err)
{
    static const enum option_id terms[] = {OPT_QUOTA, OPT_RAMP};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct setting setting = sizing_setting(options, terms[i], NULL);
        if (setting.origin == SETTING_ABSENT)
            continue;
        if (!(setting.value > 0))
            return err_set(err, sizing_blame(&setting), "%s: it must be more than 0",
                           sizing_said(options, &setting));
        if (isnan(terms_setting(options, OPT_DURATION, NULL).value))
            return err_set(err, ERR_USAGE,
                           "%s needs --duration: how long each is served, such as 30s",
                           sizing_said(options, &setting));
    }
    return 0;
}

/// Appends what limits an instance, cells, availability, a cold cache, and what a platform with a
/// quota and a ramp makes of the demand.
static void size_write_limits(const struct size_question *question, const struct plan_row *row,
                              struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing *sizing = &question->sizing;
    write_limits(question, document);
    if (!isnan(question->options->automatic))
        document_fact(document, "headroom", "%s", question->options->automatic_why);
    if (sizing->limits.imbalance > 0)
        document_fact(document, "imbalance", "the fullest instance gets %s more than its share",
                      words_share(arena, sizing->limits.imbalance));
    write_cells(question, row, document);
    if (sizing->spare_kind == SPARE_AVAILABLE)
        document_fact(document, "availability",
                      "an instance is up %.6g%% of the time; enough of them %.6g%%",
                      100 * sizing->instance_up, 100 * sizing->availability);
    write_cold_cache(question, row, document);
    write_platform(question, document);
}

/// "187 ms (185 to 189)".
static const char *simulated_words(struct arena *arena, const struct simulated_latency *simulated)
{
    if (isinf(simulated->percentile_s))
        return "endless";
    return arena_printf(arena, "%s (%s to %s)", words_milliseconds(arena, simulated->percentile_s),
                        words_number(arena, 1e3 * simulated->low_s),
                        words_number(arena, 1e3 * simulated->high_s));
}

/// What the simulation of the answer says, normal and with the spare lost.
static const char *verified_words(const struct size_question *question, const struct plan_row *row)
{
    struct invocation *invocation = question->invocation;
    struct arena *arena = &invocation->arena;
    const struct latency_target *target = &question->sizing.latency;
    uint64_t seed = (uint64_t)option_whole(invocation, OPT_SEED, 1);
    size_t threads = parallel_default_threads();
    // Cells are alike, and nothing passes between them: one stands for all.
    double cells = fmax(1, question->sizing.cells);
    double demand = row->demand / cells;
    double instances = row->instances / cells;
    double left = surviving_instances(&question->sizing, row->instances) / cells;
    struct simulated_latency all = latency_simulate(target, demand, instances, seed, threads);
    const char *words =
        arena_printf(arena, "simulated%s p%.10g %s against %s", cells > 1 ? " one cell:" : "",
                     100 * target->percentile, simulated_words(arena, &all),
                     words_milliseconds(arena, row->latency_s));
    if (all.instances > 0 && all.instances < instances)
        words =
            arena_printf(arena, "%s, by %s as busy", words, words_instances(arena, all.instances));
    if (left == instances)
        return arena_printf(arena, "%s; in brackets 95%% confidence", words);
    struct simulated_latency failed = latency_simulate(target, demand, left, seed, threads);
    return arena_printf(arena, "%s; with the spare lost %s against %s; in brackets 95%% confidence",
                        words, simulated_words(arena, &failed),
                        words_milliseconds(arena, failed_latency_s(&question->sizing, row)));
}

/// A share of the requests; what no one meets in a year of them is none.
static const char *turned_away(struct arena *arena, double blocking)
{
    const double least = 1e-8;
    return blocking < least ? "none" : words_share(arena, blocking);
}

static void write_limit(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    double left = surviving_instances(&question->sizing, row->instances);
    struct limited_latency all = latency_with_limit(target, row->demand, row->instances);
    struct limited_latency failed = latency_with_limit(target, row->demand, left);
    document_fact(document, "queue limit",
                  "%.10g waiting at most: %s turned away, p%.10g of the others %s; %s and %s with "
                  "the spare lost (M/M/c/K: exponential, fcfs, at random)",
                  target->queue_limit, turned_away(arena, all.blocking), 100 * target->percentile,
                  words_milliseconds(arena, all.percentile_s), turned_away(arena, failed.blocking),
                  isnan(failed.percentile_s) ? "none served"
                                             : words_milliseconds(arena, failed.percentile_s));
}

static void write_unequal(const struct size_question *question, const struct plan_row *row,
                          struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    struct unequal_latency unequal = latency_of_unequal(target, row->demand, row->instances);
    double percent = 100 * target->percentile;
    document_fact(document, "weights",
                  "as many workers in unequal instances: p%.10g %s with requests divided by size, "
                  "%s in equal shares (endless from %s on), %s with one queue for each %zu of them",
                  percent, words_milliseconds(arena, unequal.by_size_s),
                  words_milliseconds(arena, unequal.equal_s),
                  words_measure(arena, unequal.overloaded_from, words_figure, &question->unit.unit),
                  words_milliseconds(arena, unequal.pooled_s), target->weights);
}

/// Appends what the latency target comes to, if there is one: the percentile with all instances and
/// with the spare lost, the model, and what --queue-limit, --weights and --verify add.
static void size_write_latency(const struct size_question *question, const struct plan_row *row,
                               struct document *document)
{
    const struct latency_target *target = &question->sizing.latency;
    struct arena *arena = &document->arena;
    if (target->limit_s == 0)
        return;
    document_fact(document, "latency",
                  "p%.10g %s with all; %s when what the spare is for has failed; mean %s",
                  100 * target->percentile, words_milliseconds(arena, row->latency_s),
                  words_milliseconds(arena, failed_latency_s(&question->sizing, row)),
                  words_milliseconds(arena, row->latency_mean_s));
    if (option_given(question->invocation, OPT_VERIFY))
        document_fact(document, "verified", "%s", verified_words(question, row));
    document_fact(document, "model", "%s", latency_model_words(arena, target));
    if (target->queue_limited)
        write_limit(question, row, document);
    if (target->weight != NULL)
        write_unequal(question, row, document);
}

/// Notes what --verify found, for output that is for programs.
static void size_note_verified(const struct size_question *question, const struct plan_row *row)
{
    if (option_given(question->invocation, OPT_VERIFY))
        notes_add(&question->invocation->notes, NOTE_INFO, "verified", "%s",
                  verified_words(question, row));
}

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
    table_put_number(steps, row, "instances", STYLE_PLAIN, total);
    table_put_text(steps, row, "step", name);
    table_put_text(steps, row, "why", why);
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
