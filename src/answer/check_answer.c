#include "answer/check_answer.h"

#include "answer/check_words.h"
#include "answer/words.h"
#include "base/ascii.h"
#include "base/str.h"

#include <math.h>
#include <string.h>

struct check_cells {
    const char *rule, *status;
    double actual, limit;
    const char *where;
    instant at;
    const char *finding, *remedy, *group;
};

static const struct schema_column columns[] = {
    FIELD(struct check_cells, rule, STYLE_PLAIN, NULL,
          "as it was written; of lint its name, which headroom help --rules explains"),
    FIELD(struct check_cells, status, STYLE_PLAIN, NULL,
          "pass, fail or waived; warning and advice of lint do not decide"),
    FIELD(struct check_cells, actual, STYLE_PLAIN, NULL,
          "what the rule is about: shares are 0 to 1, times in seconds; missing when endless"),
    FIELD(struct check_cells, limit, STYLE_PLAIN, NULL, "that the rule sets, in the same unit"),
    FIELD(struct check_cells, where, STYLE_PLAIN, NULL,
          "scenario, path, or file and line of the policy or of the plan's worst row"),
    FIELD(struct check_cells, at, STYLE_PLAIN, NULL, "when it was worst"),
    FIELD(struct check_cells, finding, STYLE_PLAIN, NULL, "what breaks the rule, with its numbers"),
    FIELD(struct check_cells, remedy, STYLE_PLAIN, NULL, "what to do"),
    FIELD_OPTIONAL(struct check_cells, group, STYLE_PLAIN, NULL,
                   "that the rule is about, of several"),
    FIELD_END,
};

const struct schema schema_check = {"a row for each rule", columns, sizeof(struct check_cells)};

struct check_facts {
    const char *subject;
    double passed, failed, waived, warnings, advice;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct check_facts, subject, STYLE_PLAIN, NULL,
          "what was checked; the verdict is pass or fail"),
    FIELD(struct check_facts, passed, STYLE_INTEGER, "rules", "that hold"),
    FIELD(struct check_facts, failed, STYLE_INTEGER, "rules", "that do not"),
    FIELD(struct check_facts, waived, STYLE_INTEGER, "rules", "that do not and are waived"),
    FIELD(struct check_facts, warnings, STYLE_INTEGER, NULL, "of lint, which do not decide"),
    FIELD(struct check_facts, advice, STYLE_INTEGER, NULL, "of lint"),
    FIELD_UNBOUND("changes", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "with --against, the settings that differ: setting, before (in use), after; of "
                  "several groups, group"),
    FIELD_UNBOUND("compared", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "with --against and a trace, what replays came to: scenario, measure, before, "
                  "after"),
    FIELD_END,
};

const struct schema schema_check_facts = {"facts of a check", fact_columns,
                                          sizeof(struct check_facts)};

static const char *present(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

static void fill_rows(const struct verdicts *verdicts, struct table *table)
{
    static const char *const not_of_one[] = {"group", NULL};
    bool several = verdicts->count > 0 && verdicts->item[0].group != NULL;
    struct record_writer writer;
    record_begin(&writer, table, &schema_check, several ? NULL : not_of_one);
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct verdict *verdict = &verdicts->item[i];
        struct check_cells cells;
        record_clear(&schema_check, &cells);
        cells.rule = verdict->rule;
        cells.status = verdict_status_name(verdict->status);
        cells.actual = isfinite(verdict->actual) ? verdict->actual : (double)NAN;
        cells.limit = verdict->limit;
        cells.where = present(verdict->where);
        cells.at = verdict->at;
        cells.finding = present(verdict->finding);
        cells.remedy = present(verdict->remedy);
        cells.group = verdict->group;
        record_add(&writer, &cells);
    }
}

bool check_answer_passes(const struct verdicts *verdicts)
{
    return verdicts_count(verdicts, VERDICT_FAIL, -1) == 0;
}

// --- for people ----------------------------------------------------------------------------------

/// "2 errors", "1 rule".
static const char *counted(struct arena *arena, size_t count, const char *one)
{
    return arena_printf(arena, "%zu %s%s", count, one, count == 1 ? "" : "s");
}

static size_t count_measured(const struct verdicts *verdicts, enum verdict_status status)
{
    return verdicts_count(verdicts, status, VERDICT_REPLAY) +
           verdicts_count(verdicts, status, VERDICT_PLAN);
}

static size_t count_all_measured(const struct verdicts *verdicts)
{
    return count_measured(verdicts, VERDICT_PASS) + count_measured(verdicts, VERDICT_WAIVED) +
           count_measured(verdicts, VERDICT_FAIL);
}

static bool has_lint(const struct verdicts *verdicts)
{
    return count_all_measured(verdicts) < verdicts->count;
}

/// What lint found: "2 errors, 0 warnings, 1 piece of advice".
static const char *lint_words(struct arena *arena, const struct verdicts *verdicts)
{
    size_t errors = verdicts_count(verdicts, VERDICT_FAIL, VERDICT_LINT);
    size_t advice = verdicts_count(verdicts, VERDICT_ADVICE, VERDICT_LINT);
    const char *decided =
        errors > 0 ? arena_printf(arena, "%s,", counted(arena, errors, "error"))
                   : arena_printf(arena, "none of %zu rules finds an error;", lint_rule_count());
    const char *warnings =
        counted(arena, verdicts_count(verdicts, VERDICT_WARNING, VERDICT_LINT), "warning");
    return arena_printf(arena, "%s %s, %zu piece%s of advice", decided, warnings, advice,
                        advice == 1 ? "" : "s");
}

/// What became of the rules about a replay or a plan: "1 of 3 rules fails; ".
static const char *measured_words(struct arena *arena, const struct verdicts *verdicts)
{
    size_t rules = count_all_measured(verdicts);
    size_t failed = count_measured(verdicts, VERDICT_FAIL);
    size_t waived = count_measured(verdicts, VERDICT_WAIVED);
    if (rules == 0)
        return "";
    const char *all = counted(arena, rules, "rule");
    if (failed > 0)
        return arena_printf(arena, "%zu of %s %s", failed, all, failed == 1 ? "fails" : "fail");
    if (waived > 0)
        return arena_printf(arena, "%zu of %s waived, no other fails", waived, all);
    return arena_printf(arena, "%s held", all);
}

static void add_decision(const struct verdicts *verdicts, struct document *document)
{
    struct arena *arena = &document->arena;
    bool passes = check_answer_passes(verdicts);
    bool cautious = verdicts_count(verdicts, VERDICT_WAIVED, -1) > 0 ||
                    verdicts_count(verdicts, VERDICT_WARNING, -1) > 0;
    const char *measured = measured_words(arena, verdicts);
    const char *lint = has_lint(verdicts) ? lint_words(arena, verdicts) : "";
    document_callout(document,
                     !passes    ? TONE_BAD
                     : cautious ? TONE_CAUTION
                                : TONE_GOOD,
                     "%s: %s%s%s.", passes ? "May be deployed" : "Not to be deployed", measured,
                     *measured == '\0' || *lint == '\0' ? "" : "; lint: ", lint);
}

static void add_rules(const struct verdicts *verdicts, struct document *document)
{
    struct arena *arena = &document->arena;
    struct table table = {0};
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct verdict *verdict = &verdicts->item[i];
        if (verdict->source == VERDICT_LINT)
            continue;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "rule", verdict->rule);
        table_put_text(&table, row, "status", verdict_status_name(verdict->status));
        table_put_text(&table, row, "actual",
                       check_words_value(arena, verdict->kind, verdict->actual));
        table_put_text(&table, row, "limit",
                       check_words_value(arena, verdict->kind, verdict->limit));
        table_put_text(&table, row, "where", verdict->where);
        table_put_text(&table, row, "worst at", words_time(arena, verdict->at));
    }
    document_rows(document, &table);
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->item[i].source != VERDICT_LINT && verdicts->item[i].finding[0] != '\0')
            document_item(document, "%s %s (%s): %s.",
                          verdict_status_name(verdicts->item[i].status), verdicts->item[i].rule,
                          verdicts->item[i].where, verdicts->item[i].finding);
}

/// A finding of lint in sentences.
static void add_finding(const struct verdict *verdict, struct document *document)
{
    if (verdict->status == VERDICT_PASS)
        return;
    const char *status =
        verdict->status == VERDICT_FAIL ? "error" : verdict_status_name(verdict->status);
    const char *meaning = lint_rule_find(verdict->rule)->meaning;
    document_item(document, "%s %s%s%s: %s. %c%s. Remedy: %s.", status, verdict->rule,
                  verdict->where[0] == '\0' ? "" : ", ", verdict->where, verdict->finding,
                  ascii_to_upper(meaning[0]), meaning + 1, verdict->remedy);
}

static void fill_facts(const struct verdicts *verdicts, const char *subject, struct answer *answer)
{
    answer->verdict = check_answer_passes(verdicts) ? "pass" : "fail";
    struct check_facts facts;
    record_clear(&schema_check_facts, &facts);
    facts.subject = subject;
    facts.passed = (double)verdicts_count(verdicts, VERDICT_PASS, -1);
    facts.failed = (double)verdicts_count(verdicts, VERDICT_FAIL, -1);
    facts.waived = (double)verdicts_count(verdicts, VERDICT_WAIVED, -1);
    facts.warnings = (double)verdicts_count(verdicts, VERDICT_WARNING, -1);
    facts.advice = (double)verdicts_count(verdicts, VERDICT_ADVICE, -1);
    answer_facts(answer, &facts);
}

static const char *escaped(struct arena *arena, const char *text)
{
    struct str quoted = {0};
    str_append_escaped(&quoted, text, strlen(text));
    const char *kept = arena_strdup(arena, str_text(&quoted));
    str_release(&quoted);
    return kept;
}

/// What became of one group of several.
static void add_group(const struct verdicts *verdicts, const char *group, struct document *document)
{
    size_t errors = 0, findings = 0;
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct verdict *verdict = &verdicts->item[i];
        if (verdict->group == NULL || strcmp(verdict->group, group) != 0)
            continue;
        errors += verdict->status == VERDICT_FAIL ? 1 : 0;
        findings += verdict->status == VERDICT_PASS ? 0 : 1;
    }
    document_paragraph(document, "%s: %s.", errors == 0 ? "May be deployed" : "Not to be deployed",
                       findings == 0 ? "nothing is found"
                                     : counted(&document->arena, findings, "finding"));
}

void check_answer_fill(const struct verdicts *verdicts, const char *subject, struct answer *answer)
{
    struct document *document = &answer->document;
    answer->checked = verdicts;
    answer->subject = subject;
    fill_facts(verdicts, subject, answer);
    fill_rows(verdicts, &answer->rows);
    document_title(document, "Check of the %s", subject);
    add_decision(verdicts, document);
    if (count_all_measured(verdicts) > 0)
        add_rules(verdicts, document);
    const char *group = NULL;
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct verdict *verdict = &verdicts->item[i];
        if (verdict->source != VERDICT_LINT)
            continue;
        // The findings of a group stand together.
        if (verdict->group != NULL && (group == NULL || strcmp(group, verdict->group) != 0)) {
            group = verdict->group;
            document_heading(document, "%s", escaped(&document->arena, group));
            add_group(verdicts, group, document);
        }
        add_finding(verdict, document);
    }
}
