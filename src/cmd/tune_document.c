// The answer of tune for people.
#include "advise/verdict.h"
#include "answer/chart.h"
#include "answer/words.h"
#include "base/memory.h"
#include "cmd/tune_answer.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHART_STEPS = 140 };

/// Policies that violate more are not drawn: they would flatten the rest.
static const double CHART_VIOLATION_MOST = 0.2;

static const char *share_of(struct arena *arena, double share)
{
    return share > 0 && share < 0.001 ? arena_printf(arena, "%.2g%%", 100 * share)
                                      : words_share(arena, share);
}

/// "12.4 instances on average (747.20 a month)".
static const char *cost_of(const struct tune_answer *answer, struct arena *arena, double instances)
{
    double month = tune_answer_cost_month(answer, instances);
    if (isnan(month))
        return arena_printf(arena, "%s instances on average", words_number(arena, instances));
    return arena_printf(arena, "%s instances on average (%s a month)",
                        words_number(arena, instances), words_money(arena, month));
}

/// A policy is held to the rules alone: what a fleet is sized with besides is said to have no part.
static const char *buffers_sentence(const struct tune_answer *answer, struct arena *arena)
{
    static const enum option_id buffers[] = {OPT_HEADROOM, OPT_TARGET, OPT_SPARE, OPT_AVAILABILITY};
    const struct sizing_options *options = &answer->asked->setup.sizing;
    const char *service = replay_trace_service(&answer->asked->setup.trace);
    const char *given = NULL;
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        struct setting setting = sizing_setting(options, buffers[i], service);
        if (setting.origin == SETTING_FILE)
            given = arena_printf(arena, "%s%s%s", given == NULL ? "" : given,
                                 given == NULL ? "" : ", ", sizing_said(options, &setting));
    }
    if (given == NULL)
        return "It is held to the rules alone: no headroom or spare is kept beyond them.";
    return arena_printf(arena,
                        "It is held to the rules alone: no headroom or spare is kept beyond them "
                        "(%s: no part in it).",
                        given);
}

static void write_verdict(const struct tune_answer *answer, struct document *document)
{
    const struct tune_row *choice = &answer->row[0];
    struct arena *arena = &document->arena;
    const struct tune_result *learnt = &choice->result[TUNE_LEARNING];
    const struct tune_result *rest = &choice->result[TUNE_REST];
    if (!answer->learnt)
        document_callout(
            document, TONE_BAD, "No policy of %zu tried passes. The closest is %s with %s: %s. %s",
            answer->tune->trials.count, choice->policy, choice->parameters,
            tune_answer_status(answer, choice, TUNE_LEARNING), buffers_sentence(answer, arena));
    else
        document_callout(
            document, answer->verified ? TONE_GOOD : TONE_BAD,
            "%s with %s%s: %s on the rest of the trace, violation %s (%s where it "
            "was learnt)%s%s. %s",
            choice->policy, choice->parameters,
            answer->verified ? " is the cheapest that passes"
                             : " passes where it was learnt, and fails later",
            cost_of(answer, arena, rest->instances), share_of(arena, rest->outcome[0].violation),
            share_of(arena, learnt->outcome[0].violation), answer->verified ? "" : "; ",
            answer->verified ? "" : tune_answer_status(answer, choice, TUNE_REST),
            buffers_sentence(answer, arena));
    if (answer->deploy != NULL && answer->deploy != choice)
        document_callout(document, TONE_CAUTION,
                         "What is to deploy is %s %s, the cheapest of the table that passes both: "
                         "%s on the rest.",
                         answer->deploy->policy, answer->deploy->parameters,
                         cost_of(answer, arena, answer->deploy->result[TUNE_REST].instances));
    else if (answer->deploy == NULL)
        document_paragraph(document, "No policy of the table passes both parts: there is nothing "
                                     "to deploy.");
    if (answer->learnt && !answer->verified)
        document_paragraph(document, "What came later is unlike what it was learnt from: a greater "
                                     "--margin or --train, or a looser rule.");
}

static void write_grounds(const struct tune_answer *answer, struct document *document)
{
    const struct tune_asked *asked = answer->asked;
    struct arena *arena = &document->arena;
    const struct series *series = asked->setup.trace.demand[0];
    document_fact(document, "learnt from", "%s to %s", words_time(arena, series->start),
                  words_time(arena, asked->question.split));
    document_fact(document, "verified on", "%s to %s", words_time(arena, asked->question.split),
                  words_time(arena, series_end(series)));
    for (size_t i = 0; i < asked->requirements.count; i++) {
        const struct requirement *rule = &asked->requirements.item[i];
        const char *waiver;
        waiver_holds(&rule->waiver, asked->now, arena, &waiver);
        document_fact(document, "rule", "%s%s%s%s", rule->text,
                      asked->rules_by_default ? " (default)" : "", waiver[0] == 0 ? "" : "; ",
                      waiver);
    }
    document_fact(document, "margin", "limits tightened by %s in learning",
                  words_share(arena, answer->tune->trials.margin));
    document_fact(document, "fleet", "%s to %s instances, %s to start",
                  words_number(arena, asked->ground.min), words_number(arena, asked->ground.max),
                  arena_printf(arena, "%.10g s", asked->ground.boot_s));
    document_fact(document, "tried", "%zu policies", answer->tune->trials.count);
}

/// The rows of some roles as a table.
static void write_rows(const struct tune_answer *answer, const char *const *roles,
                       struct document *document)
{
    static const char *const heads[] = {"policy",         "instances",      "violation",
                                        "rest instances", "rest violation", "learnt / rest"};
    struct arena *arena = &document->arena;
    struct table table = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_add_column(&table, heads[i], COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < answer->rows; i++) {
        const struct tune_row *item = &answer->row[i];
        bool wanted = false;
        for (size_t k = 0; roles[k] != NULL; k++)
            wanted = wanted || strcmp(item->role, roles[k]) == 0;
        if (!wanted)
            continue;
        size_t row = table_add_row(&table);
        table_set_text(&table, row, 0,
                       arena_printf(arena, "%s %s", item->policy, item->parameters));
        for (enum tune_part part = 0; part < TUNE_PARTS; part++) {
            const struct tune_result *result = &item->result[part];
            table_set_text(&table, row, 1 + 2 * part, words_number(arena, result->instances));
            table_set_text(&table, row, 2 + 2 * part,
                           share_of(arena, result->outcome[0].violation));
        }
        table_set_text(
            &table, row, 5,
            arena_printf(arena, "%s / %s",
                         item->result[TUNE_LEARNING].failed == SIZE_MAX ? "pass" : "fail",
                         item->result[TUNE_REST].failed == SIZE_MAX ? "pass" : "fail"));
    }
    document_table(document, &table);
}

/// What the next cheaper policy fails by, and what comes of each knob turned by one.
static void write_reasons(const struct tune_answer *answer, struct document *document)
{
    struct arena *arena = &document->arena;
    double choice = answer->row[0].result[TUNE_LEARNING].instances;
    document_heading(document, "Why this one");
    for (size_t i = 1; i < answer->rows; i++) {
        const struct tune_row *row = &answer->row[i];
        bool cheaper = strcmp(row->role, "cheaper") == 0;
        if (!cheaper && strcmp(row->role, "neighbour") != 0)
            continue;
        const struct tune_result *result = &row->result[TUNE_LEARNING];
        double more = result->instances / choice - 1;
        const char *dearer = fabs(more) < 0.0005
                                 ? "costs the same"
                                 : arena_printf(arena, "%s %s", words_share(arena, fabs(more)),
                                                more < 0 ? "cheaper" : "dearer");
        document_item(document, "%s%s %s: %s; %s", cheaper ? "the next cheaper, " : "", row->policy,
                      row->parameters, dearer, tune_answer_status(answer, row, TUNE_LEARNING));
    }
}

/// The least violation of what costs no more, over the cost.
static void draw_frontier(const struct tune_answer *answer, const size_t *frontier, size_t count,
                          struct document *document)
{
    const struct tune_trial *item = answer->tune->trials.item;
    double low = item[frontier[0]].score.cost, high = item[frontier[count - 1]].score.cost;
    double value[CHART_STEPS];
    if (!(high > low)) {
        document_paragraph(
            document, "%s the cheapest of all violates nothing: there is no choice to draw.",
            answer->asked->question.surges > 0 ? "Without a surge" : "Where it was learnt");
        return;
    }
    double width = (high - low) / CHART_STEPS;
    size_t at = 0;
    for (size_t i = 0; i < CHART_STEPS; i++) {
        while (at + 1 < count && item[frontier[at + 1]].score.cost <= low + width * (double)(i + 1))
            at++;
        value[i] = 100 * item[frontier[at]].score.violation;
    }
    const struct chart_layer layer = {
        .name = "least violation for the cost",
        .texture = CHART_SOLID,
        .start = (instant)round(low / width) * INSTANT_PER_SECOND,
        .step_s = 1,
        .n = CHART_STEPS,
        .high = value,
    };
    const struct chart chart = {
        .y_title = "violation, % of the time learnt from",
        .x_title = "instances paid for on average",
        .x_second = width,
        .layer = &layer,
        .layers = 1,
        .now = INSTANT_NONE,
    };
    struct str text = {0};
    chart_render(&chart, &text);
    document_preformatted(document, str_text(&text));
    str_release(&text);
}

static void write_frontier(const struct tune_answer *answer, struct document *document)
{
    static const char *const roles[] = {"choice", "frontier", NULL};
    const struct tune_trials *trials = &answer->tune->trials;
    size_t *frontier = mem_alloc(trials->count, sizeof *frontier);
    size_t count = tune_frontier(trials, frontier);
    size_t first = 0;
    while (first + 1 < count &&
           trials->item[frontier[first]].score.violation > CHART_VIOLATION_MOST)
        first++;
    document_heading(document, "Cost against violation");
    draw_frontier(answer, frontier + first, count - first, document);
    write_rows(answer, roles, document);
    free(frontier);
}

static void write_surges(const struct tune_answer *answer, struct document *document)
{
    const struct tune_asked *asked = answer->asked;
    const struct tune_result *rest = &answer->row[0].result[TUNE_REST];
    struct arena *arena = &document->arena;
    if (asked->question.surges == 0)
        return;
    document_heading(document, "Surges from the mean of the rest");
    for (size_t s = 1; s <= asked->question.surges; s++)
        document_fact(document, asked->scenario[s], "violation %s, at most %s instances",
                      share_of(arena, rest->outcome[s].violation),
                      words_number(arena, rest->outcome[s].instances_max));
}

void tune_answer_document(const struct tune_answer *answer, struct document *document)
{
    static const char *const compared[] = {"choice", "comparison", NULL};
    document_title(document, "Tuning of %s", answer->asked->ground.group);
    write_verdict(answer, document);
    write_grounds(answer, document);
    document_heading(document, "Beside others");
    write_rows(answer, compared, document);
    write_reasons(answer, document);
    write_frontier(answer, document);
    write_surges(answer, document);
    document_heading(document, "Notes");
    document_notes(document, &answer->asked->setup.invocation->notes, NOTE_INFO);
}
