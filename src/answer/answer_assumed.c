// What an answer took for granted: the list of JSON and workbooks, and the table for people.
#include "answer/answer.h"
#include "answer/assumptions_in_brief.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_COLUMNS = 5 };

/// Adds a row to the list; `service` is NULL where it holds for all.
static void list_row(struct table *table, const struct plan_assumption *item, const char *service)
{
    size_t row = table_add_row(table);
    table_set_text(table, row, table_find(table, "name"), item->name);
    table_set_text(table, row, table_find(table, "value"), item->value);
    table_set_text(table, row, table_find(table, "source"), item->source);
    table_set_text(table, row, table_find(table, "owner"), item->owner);
    table_set_text(table, row, table_find(table, "date"), item->date);
    table_set_text(table, row, table_find(table, "origin"), item->origin);
    table_set_text(table, row, table_find(table, "service"), service);
}

void answer_assume(struct answer *answer, const struct plan_assumption *list, size_t count,
                   const char *service)
{
    static const char *const column[] = {"name", "value",  "source", "owner",
                                         "date", "origin", "service"};
    struct table *table = &answer->assumptions;
    for (size_t i = 0; i < sizeof column / sizeof *column && table->columns <= i; i++)
        table_add_column(table, column[i], COLUMN_TEXT, STYLE_PLAIN);
    for (size_t i = 0; i < count; i++)
        list_row(table, &list[i], service);
}

void answer_list_services(struct answer *answer, const struct sizing_options *options)
{
    // What describes a tier is no option of a command.
    const bool of_tiers = option_given(options->invocation, OPT_TIERS);
    struct arena *arena = &options->invocation->arena;
    for (size_t i = 0; i < options->assumptions.count; i++) {
        const struct assumption *row = &options->assumptions.item[i];
        if (row->service == NULL ||
            (!of_tiers &&
             command_option(options->invocation->command, option_by_assumption(row->name)) == NULL))
            continue;
        const struct plan_assumption item = {
            .name = row->name,
            .value = sizing_written(arena, row),
            .source = row->source,
            .owner = row->owner,
            .date = row->date,
            .origin = arena_printf(arena, "%s:%zu", row->file, row->line),
        };
        answer_assume(answer, &item, 1, row->service);
    }
}

void answer_list_terms(struct answer *answer, const struct sizing_options *options)
{
    struct plan_assumption *list;
    size_t count = sizing_list(options, NULL, &list);
    answer_assume(answer, list, count, NULL);
    answer_list_services(answer, options);
}

void answer_assume_terms(struct answer *answer, const struct sizing_options *options)
{
    answer->terms = options;
    answer_list_terms(answer, options);
}

// --- for people ----------------------------------------------------------------------------------

/// The file that all rows are of: NULL where there is none, or several.
static const char *only_file(const struct assumptions *assumptions)
{
    const char *file = assumptions->count == 0 ? NULL : assumptions->item[0].file;
    for (size_t i = 1; i < assumptions->count; i++)
        if (assumptions->item[i].file != file)
            return NULL;
    return file;
}

/// Where an assumption is from: "--headroom", "web.csv:4", or "line 4" where the file is named
/// above the table.
static const char *shown_origin(struct arena *arena, const char *origin, const char *file)
{
    size_t length = file == NULL ? 0 : strlen(file);
    if (length == 0 || strncmp(origin, file, length) != 0 || origin[length] != ':')
        return origin;
    return arena_printf(arena, "line %s", origin + length + 1);
}

/// What is in the list, as its paragraph takes it; to be freed.
static struct plan_assumption *listed(struct arena *arena, const struct table *list)
{
    struct plan_assumption *item = mem_alloc(list->rows + 1, sizeof *item);
    for (size_t k = 0; k < list->rows; k++) {
        const char *service = list->column[table_find(list, "service")].text[k];
        const char *name = list->column[table_find(list, "name")].text[k];
        item[k] = (struct plan_assumption){
            .name = service == NULL ? name : arena_printf(arena, "%s (%s)", name, service),
            .value = list->column[table_find(list, "value")].text[k],
            .origin = list->column[table_find(list, "origin")].text[k],
        };
    }
    return item;
}

/// Every row with its place, source and owner.
static void write_in_full(struct answer *answer)
{
    static const char *const header[LIST_COLUMNS] = {"name", "value", "from", "source", "owner"};
    static const char *const from[LIST_COLUMNS] = {"name", "value", "origin", "source", "owner"};
    const struct table *list = &answer->assumptions;
    struct document *document = &answer->document;
    const char *file = answer->terms == NULL ? NULL : only_file(&answer->terms->assumptions);
    struct table table = {0};
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        table_add_column(&table, header[i], COLUMN_TEXT, STYLE_PLAIN);
    for (size_t k = 0; k < list->rows; k++) {
        const char *service = list->column[table_find(list, "service")].text[k];
        table_add_row(&table);
        for (size_t i = 0; i < LIST_COLUMNS; i++) {
            const char *text = list->column[table_find(list, from[i])].text[k];
            if (strcmp(from[i], "origin") == 0)
                text = shown_origin(&document->arena, text, file);
            if (i == 0 && service != NULL)
                text = arena_printf(&document->arena, "%s (%s)", text, service);
            table_set_text(&table, k, i, text);
        }
    }
    if (file != NULL)
        document_paragraph(document, "Lines are those of %s.", file);
    document_table(document, &table);
}

void answer_write_assumptions(struct answer *answer)
{
    document_heading(&answer->document, "Assumptions");
    if (!answer_in_brief(answer->invocation)) {
        write_in_full(answer);
        return;
    }
    struct plan_assumption *item = listed(&answer->document.arena, &answer->assumptions);
    assumptions_in_brief(&answer->document, item, answer->assumptions.rows);
    free(item);
}
