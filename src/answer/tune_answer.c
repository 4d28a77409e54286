#include "answer/tune_answer.h"

#include "advise/verdict.h"
#include "answer/words.h"
#include "base/memory.h"
#include "drawing/chart.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHART_STEPS = 140 };

/// Policies that violate more are not drawn: they would flatten the rest.
static const double CHART_VIOLATION_MOST = 0.2;

static const char *const passes = "pass";

/// "pass", or the rule that is missed by most in a part: "violation: 0.3% against 0.1%".
static const char *status_of(const struct tune_answer *answer, const struct tune_row *row,
                             enum tune_part part)
{
    const struct tune_asked *asked = answer->asked;
    size_t failed = row->result[part].failed;
    if (failed == SIZE_MAX)
        return passes;
    const struct tune_rule *rule = &asked->rule[failed];
    struct arena *arena = &asked->setup.invocation->arena;
    double actual = tune_rule_actual(rule, &row->result[part].outcome[rule->scenario]);
    double limit = tune_rule_limit(rule, tune_margin(answer->tune, rule, part));
    bool share = rule->measure->kind == MEASURE_SHARE;
    double scale = share ? 100 : 1;
    const char *percent = share || rule->measure->kind == MEASURE_PERCENT ? "%" : "";
    return arena_printf(arena, "%s%s%s: %.3g%s against %.3g%s",
                        rule->scenario == 0 ? "" : asked->scenario[rule->scenario],
                        rule->scenario == 0 ? "" : " ", rule->measure->name, actual * scale,
                        percent, limit * scale, percent);
}

/// What so many instances cost a month; NaN without a price.
static double cost_month_of(const struct tune_answer *answer, double instances)
{
    const struct replay_setup *setup = &answer->asked->setup;
    return instances * setup->input.price_hour * setup->input.hours_per_month;
}

static const char *share_of(struct arena *arena, double share)
{
    return share > 0 && share < 0.001 ? arena_printf(arena, "%.2g%%", 100 * share)
                                      : words_share(arena, share);
}

/// "12.4 instances on average (747.20 a month)".
static const char *cost_of(const struct tune_answer *answer, struct arena *arena, double instances)
{
    double month = cost_month_of(answer, instances);
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
        document_callout(document, TONE_BAD,
                         "No policy of %zu tried passes. The closest is %s with %s: %s. %s",
                         answer->tune->trials.count, choice->policy, choice->parameters,
                         status_of(answer, choice, TUNE_LEARNING), buffers_sentence(answer, arena));
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
            answer->verified ? "" : status_of(answer, choice, TUNE_REST),
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
    static const struct {
        const char *instances, *violation;
    } head[TUNE_PARTS] = {
        [TUNE_LEARNING] = {"instances", "violation"},
        [TUNE_REST] = {"rest instances", "rest violation"},
    };
    struct arena *arena = &document->arena;
    struct table table = {0};
    for (size_t i = 0; i < answer->rows; i++) {
        const struct tune_row *item = &answer->row[i];
        bool wanted = false;
        for (size_t k = 0; roles[k] != NULL; k++)
            wanted = wanted || strcmp(item->role, roles[k]) == 0;
        if (!wanted)
            continue;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "policy",
                       arena_printf(arena, "%s %s", item->policy, item->parameters));
        for (enum tune_part part = 0; part < TUNE_PARTS; part++) {
            const struct tune_result *result = &item->result[part];
            table_put_text(&table, row, head[part].instances,
                           words_number(arena, result->instances));
            table_put_text(&table, row, head[part].violation,
                           share_of(arena, result->outcome[0].violation));
        }
        table_put_text(
            &table, row, "learnt / rest",
            arena_printf(arena, "%s / %s",
                         item->result[TUNE_LEARNING].failed == SIZE_MAX ? "pass" : "fail",
                         item->result[TUNE_REST].failed == SIZE_MAX ? "pass" : "fail"));
    }
    document_rows(document, &table);
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
                      row->parameters, dearer, status_of(answer, row, TUNE_LEARNING));
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
    document_chart(document, &chart, "Least violation for the cost.");
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

/// Writes the answer for people.
static void write_answer(const struct tune_answer *answer, struct document *document)
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

struct tune_cells {
    const char *role, *policy, *parameters;
    double instances, violation;
    const char *status;
    double rest_instances, rest_violation;
    const char *rest_status;
    double cost_month;
};

static const struct schema_column columns[] = {
    FIELD(struct tune_cells, role, STYLE_PLAIN, NULL,
          "choice; frontier: nothing cheaper violates less; cheaper: the next cheaper policy; "
          "neighbour: one knob away; comparison"),
    FIELD(struct tune_cells, policy, STYLE_PLAIN, NULL,
          "target tracking, steps, service tracking, hpa, instance group, scale set rules or fixed "
          "peak"),
    FIELD(struct tune_cells, parameters, STYLE_PLAIN, NULL, "its knobs, as in KNOBS"),
    FIELD(struct tune_cells, instances, STYLE_PLAIN, "instances",
          "paid for on average in the part learnt from"),
    FIELD(struct tune_cells, violation, STYLE_RATIO, "share", "of the time, in that part"),
    FIELD(struct tune_cells, status, STYLE_PLAIN, NULL,
          "pass, or the rule that is missed by most, its limit tightened by --margin"),
    FIELD(struct tune_cells, rest_instances, STYLE_PLAIN, "instances",
          "the same of the rest of the trace"),
    FIELD(struct tune_cells, rest_violation, STYLE_RATIO, "share", "of the time, in the rest"),
    FIELD(struct tune_cells, rest_status, STYLE_PLAIN, NULL,
          "as status, for the limits themselves"),
    FIELD(struct tune_cells, cost_month, STYLE_COST_MONTH, NULL,
          "of the rest, for a month; missing without --price"),
    FIELD_END,
};

const struct schema schema_tune = {"the tuned policies", columns, sizeof(struct tune_cells)};

struct tune_facts {
    const char *policy, *parameters, *deploy_policy, *deploy_parameters;
    instant learnt_from, split, until;
    double instances, violation, violation_learnt, cost_month, margin, min, max, tried;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct tune_facts, policy, STYLE_PLAIN, NULL,
          "which kind was chosen; the verdict is pass, fails later, or no policy passes"),
    FIELD(struct tune_facts, parameters, STYLE_PLAIN, NULL, "its knobs"),
    FIELD(struct tune_facts, deploy_policy, STYLE_PLAIN, NULL,
          "what is to deploy: the choice, or where it fails the cheapest row that passes both "
          "parts; missing where none does"),
    FIELD(struct tune_facts, deploy_parameters, STYLE_PLAIN, NULL, "its knobs"),
    FIELD(struct tune_facts, learnt_from, STYLE_PLAIN, NULL, "start of the part learnt from"),
    FIELD(struct tune_facts, split, STYLE_PLAIN, NULL, "its end, where the rest begins"),
    FIELD(struct tune_facts, until, STYLE_PLAIN, NULL, "end of the rest"),
    FIELD(struct tune_facts, instances, STYLE_PLAIN, "instances", "on average, of the rest"),
    FIELD(struct tune_facts, violation, STYLE_RATIO, "share of the time", "of the rest"),
    FIELD(struct tune_facts, violation_learnt, STYLE_RATIO, "share of the time",
          "of the part learnt from"),
    FIELD(struct tune_facts, cost_month, STYLE_COST_MONTH, "per month", "of the rest"),
    FIELD(struct tune_facts, margin, STYLE_RATIO, "share",
          "by which limits were tightened in learning"),
    FIELD(struct tune_facts, min, STYLE_INTEGER, "instances", "the least that was allowed"),
    FIELD(struct tune_facts, max, STYLE_INTEGER, "instances", "the most that was allowed"),
    FIELD(struct tune_facts, tried, STYLE_INTEGER, "policies", "how many were replayed"),
    FIELD_END,
};

const struct schema schema_tune_facts = {"facts of a tuning", fact_columns,
                                         sizeof(struct tune_facts)};

enum { COMPARED_TARGET = 60, FRONTIER_MAX = 16 };

// --- the rows ------------------------------------------------------------------------------------

static struct tune_row *add_row(struct tune_answer *answer, const char *role, const char *policy,
                                const char *parameters)
{
    struct tune_row *row = &answer->row[answer->rows++];
    *row = (struct tune_row){
        .role = role, .policy = policy, .parameters = parameters, .trial = SIZE_MAX};
    return row;
}

static int add_trial(struct tune_answer *answer, const char *role, size_t trial, struct err *err)
{
    struct tune_asked *asked = answer->asked;
    const struct tune_trial *item = &answer->tune->trials.item[trial];
    const struct tune_space *space = &asked->question.space[item->space];
    if (isinf(item->score.cost) || answer->rows == TUNE_ROWS_MAX)
        return 0;
    struct str text = {0};
    tune_space_describe(space, item->at, &text);
    struct tune_row *row = add_row(answer, role, tune_kind_name(space->kind),
                                   arena_strdup(&asked->setup.invocation->arena, str_text(&text)));
    row->trial = trial;
    str_release(&text);
    for (enum tune_part part = 0; part < TUNE_PARTS; part++)
        if (tune_judge(answer->tune, part, item, &row->result[part], err) != 0)
            return -1;
    return 0;
}

/// At most FRONTIER_MAX of the frontier, spread over it.
static int add_frontier(struct tune_answer *answer, struct err *err)
{
    const struct tune_trials *trials = &answer->tune->trials;
    size_t *frontier = mem_alloc(trials->count, sizeof *frontier);
    size_t count = tune_frontier(trials, frontier);
    size_t shown = count < FRONTIER_MAX ? count : FRONTIER_MAX;
    int status = 0;
    for (size_t i = 0; i < shown && status == 0; i++) {
        size_t place = shown < 2 ? 0 : i * (count - 1) / (shown - 1);
        if (frontier[place] != answer->tune->best)
            status = add_trial(answer, "frontier", frontier[place], err);
    }
    free(frontier);
    return status;
}

static int add_neighbours(struct tune_answer *answer, struct err *err)
{
    const struct tune_trials *trials = &answer->tune->trials;
    const struct tune_trial best = trials->item[answer->tune->best];
    size_t knobs = answer->asked->question.space[best.space].knobs;
    for (size_t k = 0; k < 2 * knobs; k++) {
        size_t at[TUNE_KNOBS_MAX];
        memcpy(at, best.at, sizeof at);
        at[k / 2] += k % 2 == 0 ? SIZE_MAX : 1; // one down, one up; below 0 is nowhere
        size_t place = tune_find(trials, best.space, at);
        if (place != SIZE_MAX && add_trial(answer, "neighbour", place, err) != 0)
            return -1;
    }
    return 0;
}

static int add_comparisons(struct tune_answer *answer, struct err *err)
{
    struct tune_asked *asked = answer->asked;
    struct policy_set plain;
    struct tune_row *row =
        add_row(answer, "comparison", tune_kind_name(asked->plain),
                arena_printf(&asked->setup.invocation->arena, "target=%d%%", COMPARED_TARGET));
    row->plain = true;
    tune_plain_policy(asked->plain, &asked->ground, COMPARED_TARGET, &plain);
    int status = 0;
    for (enum tune_part part = 0; part < TUNE_PARTS && status == 0; part++)
        status = tune_judge_policy(answer->tune, part, &plain, &row->result[part], err);
    policy_set_release(&plain);
    row = add_row(answer, "comparison", "fixed peak", "");
    for (enum tune_part part = 0; part < TUNE_PARTS && status == 0; part++)
        status = tune_judge_fixed(answer->tune, part, &row->result[part], err);
    return status;
}

// --- the choice ----------------------------------------------------------------------------------

/// The first error of lint that no waiver excuses, as "rule: what is wrong"; NULL where there is
/// none.
static const char *refusal_of(const struct tune_asked *asked, const struct policy_set *set)
{
    const struct lint_facts facts = {
        .boot_s = asked->ground.boot_s,
        .longest_request_s = NAN,
        .drain_s = NAN,
        .spare = NAN,
    };
    const char *refusal = NULL;
    struct lint_report report = {0};
    struct verdicts verdicts = {0};
    policy_lint(set, &facts, &report);
    verdicts_add_lint(&verdicts, &report, NULL, &asked->requirements, asked->now);
    for (size_t i = 0; i < verdicts.count && refusal == NULL; i++)
        if (verdicts.item[i].status == VERDICT_FAIL)
            refusal = arena_printf(&asked->setup.invocation->arena, "%s: %s", verdicts.item[i].rule,
                                   verdicts.item[i].finding);
    verdicts_release(&verdicts);
    lint_report_release(&report);
    return refusal;
}

/// What check would refuse is no choice.
static int pass_over_refused(const struct tune_asked *asked, struct tune *tune, struct err *err)
{
    const char *refusal = NULL;
    for (;;) {
        struct tune_trial *best = &tune->trials.item[tune->best];
        if (isinf(best->score.cost))
            return refusal == NULL
                       ? err_set(err, ERR_DATA,
                                 "no policy can be made between --min %.10g and --max %.10g",
                                 asked->ground.min, asked->ground.max)
                       : err_set(err, ERR_DATA,
                                 "every policy breaks a rule of lint, the last one %s", refusal);
        struct policy_set set;
        tune_space_policy(&asked->question.space[best->space], best->at, &set);
        const char *found = refusal_of(asked, &set);
        policy_set_release(&set);
        if (found == NULL)
            return 0;
        refusal = found;
        best->score = (struct tune_score){INFINITY, INFINITY, INFINITY, INFINITY};
        tune->best = tune_best(&tune->trials);
    }
}

/// Says how the margin was found: what each came to on the blocks that were left out.
static void note_margin(const struct tune_asked *asked, const struct tune *tune)
{
    const struct tune_margins *margins = &tune->margins;
    if (margins->count == 0)
        return;
    struct str tried = {0};
    for (size_t i = 0; i < margins->count; i++) {
        const struct tune_margin_try *try = &margins->tried[i];
        const struct tune_rule *rule = &asked->rule[try->rule];
        bool share = rule->measure->kind == MEASURE_SHARE;
        str_appendf(&tried, "%s%.3g%%: %s %.3g%s", i == 0 ? "" : ", ", 100 * try->margin,
                    rule->measure->name, try->actual * (share ? 100 : 1), share ? "%" : "");
    }
    notes_add(&asked->setup.invocation->notes, margins->holds ? NOTE_INFO : NOTE_WARNING, "margin",
              "limits are tightened by %.3g%% in learning: learnt from seven eighths of the part, "
              "the eighth left out came to %s; %s",
              100 * margins->found, str_text(&tried),
              margins->holds ? "--margin sets it"
                             : "no margin would have held, so that what comes later may well fail");
    str_release(&tried);
}

void tune_answer_policy(const struct tune_answer *answer, const struct tune_row *row,
                        struct policy_set *policy)
{
    const struct tune_asked *asked = answer->asked;
    if (row->plain) {
        tune_plain_policy(asked->plain, &asked->ground, COMPARED_TARGET, policy);
        return;
    }
    const struct tune_trial *trial = &answer->tune->trials.item[row->trial];
    tune_space_policy(&asked->question.space[trial->space], trial->at, policy);
}

/// Whether a row is a policy that passes both parts, and lint.
static bool may_be_deployed(const struct tune_answer *answer, const struct tune_row *row)
{
    if (!row->plain && row->trial == SIZE_MAX)
        return false;
    if (row->result[TUNE_LEARNING].failed != SIZE_MAX || row->result[TUNE_REST].failed != SIZE_MAX)
        return false;
    struct policy_set policy;
    tune_answer_policy(answer, row, &policy);
    bool refused = refusal_of(answer->asked, &policy) != NULL;
    policy_set_release(&policy);
    return !refused;
}

/// The choice where it holds; else the cheapest of the other rows that does.
static void find_deployable(struct tune_answer *answer)
{
    for (size_t i = 0; i < answer->rows; i++) {
        const struct tune_row *row = &answer->row[i];
        bool cheaper = answer->deploy == NULL || row->result[TUNE_REST].instances <
                                                     answer->deploy->result[TUNE_REST].instances;
        if (cheaper && may_be_deployed(answer, row))
            answer->deploy = row;
        if (i == 0 && answer->deploy != NULL)
            return;
    }
}

int tune_answer_make(struct tune_asked *asked, struct tune *tune, struct tune_answer *answer,
                     struct err *err)
{
    *answer = (struct tune_answer){.asked = asked, .tune = tune};
    // Two places are kept for the comparisons.
    answer->row = mem_alloc(TUNE_ROWS_MAX + 2, sizeof *answer->row);
    if (pass_over_refused(asked, tune, err) != 0)
        return -1;
    note_margin(asked, tune);
    if (add_trial(answer, "choice", tune->best, err) != 0)
        return -1;
    answer->learnt = answer->row[0].result[TUNE_LEARNING].failed == SIZE_MAX;
    answer->verified = answer->row[0].result[TUNE_REST].failed == SIZE_MAX;
    size_t cheaper = tune_next_cheaper(tune);
    if (add_comparisons(answer, err) != 0 ||
        (cheaper != SIZE_MAX && add_trial(answer, "cheaper", cheaper, err) != 0) ||
        add_neighbours(answer, err) != 0)
        return -1;
    if (add_frontier(answer, err) != 0)
        return -1;
    find_deployable(answer);
    return 0;
}

void tune_answer_release(struct tune_answer *answer)
{
    free(answer->row);
}

// --- the table -----------------------------------------------------------------------------------

static void fill_rows(const struct tune_answer *answer, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_tune, NULL);
    for (size_t i = 0; i < answer->rows; i++) {
        const struct tune_row *item = &answer->row[i];
        const struct tune_result *learnt = &item->result[TUNE_LEARNING];
        const struct tune_result *rest = &item->result[TUNE_REST];
        struct tune_cells cells;
        record_clear(&schema_tune, &cells);
        cells.role = item->role;
        cells.policy = item->policy;
        cells.parameters = item->parameters;
        cells.instances = learnt->instances;
        cells.violation = learnt->outcome[0].violation;
        cells.status = status_of(answer, item, TUNE_LEARNING);
        cells.rest_instances = rest->instances;
        cells.rest_violation = rest->outcome[0].violation;
        cells.rest_status = status_of(answer, item, TUNE_REST);
        cells.cost_month = cost_month_of(answer, rest->instances);
        record_add(&writer, &cells);
    }
}

void tune_answer_fill(const struct tune_answer *found, struct answer *answer)
{
    const struct tune_asked *asked = found->asked;
    const struct tune_row *choice = &found->row[0];
    const struct tune_result *rest = &choice->result[TUNE_REST];
    const struct series *series = asked->setup.trace.demand[0];
    answer->verdict = !found->learnt     ? "no policy passes"
                      : !found->verified ? "fails later"
                                         : "pass";
    struct tune_facts facts;
    record_clear(&schema_tune_facts, &facts);
    facts.policy = choice->policy;
    facts.parameters = choice->parameters;
    facts.deploy_policy = found->deploy == NULL ? NULL : found->deploy->policy;
    facts.deploy_parameters = found->deploy == NULL ? NULL : found->deploy->parameters;
    facts.learnt_from = series->start;
    facts.split = asked->question.split;
    facts.until = series_end(series);
    facts.instances = rest->instances;
    facts.violation = rest->outcome[0].violation;
    facts.violation_learnt = choice->result[TUNE_LEARNING].outcome[0].violation;
    facts.cost_month = cost_month_of(found, rest->instances);
    facts.margin = found->tune->trials.margin;
    facts.min = asked->ground.min;
    facts.max = asked->ground.max;
    facts.tried = (double)found->tune->trials.count;
    answer_facts(answer, &facts);
    fill_rows(found, &answer->rows);
    write_answer(found, &answer->document);
}
