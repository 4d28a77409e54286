#include "cmd/lint_findings.h"

#include "base/ascii.h"
#include "base/str.h"

#include <string.h>

/// Where a finding is: "asg.json:12"; "" where no file says it.
static const char *shown_place(struct arena *arena, const struct policy_origin *origin)
{
    if (origin->file == NULL)
        return "";
    struct str file = {0};
    str_append_escaped(&file, origin->file, strlen(origin->file));
    const char *place = origin->line == 0
                            ? arena_strdup(arena, str_text(&file))
                            : arena_printf(arena, "%s:%zu", str_text(&file), origin->line);
    str_release(&file);
    return place;
}

void lint_findings_table(const struct lint_report *report, struct arena *arena, struct table *table)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct lint_finding *finding = &report->finding[i];
        const struct lint_rule *rule = finding->rule;
        const char *const cell[] = {
            rule->id,
            rule->severity == LINT_ERROR ? "fail" : lint_severity_name(rule->severity),
            shown_place(arena, &finding->origin),
            finding->text,
            rule->remedy,
        };
        size_t row = table_add_row(table);
        for (size_t column = 0; column < sizeof cell / sizeof *cell; column++)
            table_set_text(table, row, column, cell[column]);
    }
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void add_verdict(const struct lint_report *report, struct document *document)
{
    size_t errors = lint_report_count(report, LINT_ERROR);
    size_t warnings = lint_report_count(report, LINT_WARNING);
    size_t advice = lint_report_count(report, LINT_ADVICE);
    if (errors > 0)
        document_callout(document, TONE_BAD,
                         "Not to be deployed: %zu error%s, %zu warning%s, %zu piece%s of advice.",
                         errors, plural(errors), warnings, plural(warnings), advice,
                         plural(advice));
    else
        document_callout(document, warnings > 0 ? TONE_CAUTION : TONE_GOOD,
                         "May be deployed: none of %d rules finds an error; %zu warning%s, %zu "
                         "piece%s of advice.",
                         LINT_RULES, warnings, plural(warnings), advice, plural(advice));
}

/// A finding in sentences.
static void add_finding(const struct lint_finding *finding, struct document *document)
{
    const struct lint_rule *rule = finding->rule;
    const char *place = shown_place(&document->arena, &finding->origin);
    document_item(document, "%s %s%s%s: %s. %c%s. Remedy: %s.", lint_severity_name(rule->severity),
                  rule->id, *place == '\0' ? "" : ", ", place, finding->text,
                  ascii_to_upper(rule->meaning[0]), rule->meaning + 1, rule->remedy);
}

void lint_findings_document(const struct lint_report *report, const struct policy_set *set,
                            struct document *document)
{
    struct str name = {0};
    if (set->group.name != NULL)
        str_append_escaped(&name, set->group.name, strlen(set->group.name));
    document_title(document, "Scaling policy%s%s", name.length == 0 ? "" : " of ", str_text(&name));
    str_release(&name);
    add_verdict(report, document);
    for (size_t i = 0; i < report->count; i++)
        add_finding(&report->finding[i], document);
}

void lint_rules_table(struct table *table)
{
    static const char *const header[] = {"rule", "severity", "meaning", "remedy"};
    enum { COLUMNS = sizeof header / sizeof *header };
    for (size_t i = 0; i < COLUMNS; i++)
        table_add_column(table, header[i], COLUMN_TEXT, STYLE_PLAIN);
    for (enum lint_rule_id id = 0; id < LINT_RULES; id++) {
        const struct lint_rule *rule = lint_rule_at(id);
        const char *const cell[COLUMNS] = {rule->id, lint_severity_name(rule->severity),
                                           rule->meaning, rule->remedy};
        size_t row = table_add_row(table);
        for (size_t i = 0; i < COLUMNS; i++)
            table_set_text(table, row, i, cell[i]);
    }
}

void lint_rules_document(struct document *document)
{
    static const struct {
        enum lint_severity severity;
        const char *heading;
    } parts[] = {
        {LINT_ERROR, "Errors: refused by the platform, or harmful"},
        {LINT_WARNING, "Warnings: will surprise"},
        {LINT_ADVICE, "Advice: could be better"},
    };
    document_title(document, "Rules of headroom check");
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        document_heading(document, "%s", parts[part].heading);
        for (enum lint_rule_id id = 0; id < LINT_RULES; id++) {
            const struct lint_rule *rule = lint_rule_at(id);
            if (rule->severity == parts[part].severity)
                document_item(document, "%s: %s. Remedy: %s.", rule->id, rule->meaning,
                              rule->remedy);
        }
    }
}
