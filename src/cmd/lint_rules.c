#include "cmd/lint_rules.h"

#include "policy/core/lint.h"

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
