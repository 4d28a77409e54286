// What changed since the last plan: as sections and as JSON.
#include "answer/html_page.h"
#include "answer/plan_changes.h"
#include "answer/words.h"
#include "table/table_write.h"

static void fill_changes(const struct plan_changes *changes, struct table *table)
{
    for (size_t i = 0; i < changes->changes; i++) {
        size_t row = table_add_row(table);
        table_put_text(table, row, "what", changes->change[i].what);
        table_put_text(table, row, "before", changes->change[i].before);
        table_put_text(table, row, "now", changes->change[i].now);
    }
}

static void fill_weeks(const struct plan_changes *changes, instant clock, struct table *table)
{
    for (size_t i = 0; i < changes->weeks; i++) {
        const struct last_plan_week *week = &changes->week[i];
        size_t row = table_add_row(table);
        table_put_time(table, row, "week", week->start - clock);
        table_put_number(table, row, "planned", STYLE_PLAIN, week->planned);
        table_put_number(table, row, "measured", STYLE_PLAIN, week->measured);
    }
}

void plan_changes_document(const struct plan_report *report, struct document *document)
{
    const struct plan_changes *changes = report->changes;
    struct table table = {0}, weeks = {0};
    if (changes == NULL)
        return;
    document_heading(document, "Since the last plan");
    document_paragraph(document, "%s", plan_changes_words(changes, &document->arena));
    fill_weeks(changes, 0, &weeks);
    if (weeks.rows > 0)
        document_table(document, &weeks);
    table_release(&weeks);
    fill_changes(changes, &table);
    if (table.rows > 0)
        document_table(document, &table);
    else
        document_paragraph(document, "Decision, dates, cost and assumptions are the same.");
    table_release(&table);
}

static const char *or_none(const char *text)
{
    return text != NULL ? text : "none";
}

bool plan_section_changes(const struct plan_report *report, struct arena *arena, struct str *out)
{
    static const struct html_column head[] = {{"What", false}, {"Before", true}, {"Now", true}};
    static const struct html_column peaks[] = {
        {"Week", false}, {"Planned for", true}, {"Measured peak", true}};
    const struct plan_changes *changes = report->changes;
    struct html_table table;
    if (changes == NULL)
        return false;
    html_text(out, plan_changes_words(changes, arena));
    str_append_char(out, '\n');
    html_element(out, "div class=\"sub\"", "What changed since the last plan, and its weeks");
    html_table_begin(&table, out, "", head, 3);
    for (size_t i = 0; i < changes->changes; i++) {
        html_row(&table, "");
        html_cell(&table, changes->change[i].what);
        html_cell(&table, or_none(changes->change[i].before));
        html_cell(&table, or_none(changes->change[i].now));
    }
    html_table_end(&table);
    if (changes->weeks == 0)
        return true;
    html_table_begin(&table, out, "", peaks, 3);
    for (size_t i = 0; i < changes->weeks; i++) {
        html_row(&table, "");
        html_cell(&table, words_date(arena, changes->week[i].start));
        html_cell(&table, words_number(arena, changes->week[i].planned));
        html_cell(&table, words_number(arena, changes->week[i].measured));
    }
    html_table_end(&table);
    return true;
}

void plan_changes_json(const struct plan_report *report, struct str *out)
{
    const struct plan_changes *changes = report->changes;
    struct table table = {0}, weeks = {0};
    struct str text = {0};
    if (changes == NULL) {
        str_append(out, "\"changes\": null,\n\"last_plan\": null,\n");
        return;
    }
    fill_changes(changes, &table);
    table_write_json(&table, &text);
    str_appendf(out, "\"changes\": %.*s,\n", (int)(text.length - 1), text.data);
    str_clear(&text);
    fill_weeks(changes, report->clock, &weeks);
    table_write_json(&weeks, &text);
    str_appendf(out, "\"last_plan\": {\"covered\": %zu, \"of\": %zu, \"weeks\": %.*s},\n",
                changes->covered, changes->weeks, (int)(text.length - 1), text.data);
    str_release(&text);
    table_release(&table);
    table_release(&weeks);
}
