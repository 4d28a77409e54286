#include "answer/answer.h"
#include "answer/document_block.h"
#include "table/table_write.h"

#include <stdbool.h>

static void append_key(struct str *out, const char *name)
{
    table_write_json_text(name, out);
    str_append(out, ": ");
}

/// A text, null where there is none.
static void append_text(struct str *out, const char *text)
{
    if (text == NULL)
        str_append(out, "null");
    else
        table_write_json_text(text, out);
}

/// A table as the value of a member: the array ends without a newline.
static void append_table(struct str *out, const struct table *table)
{
    struct str rows = {0};
    table_write_json(table, &rows);
    str_append_bytes(out, rows.data, rows.length - 1);
    str_release(&rows);
}

/// What decides, in the order in which it is said; null when nothing does.
static void append_decision(struct str *out, const struct document *document)
{
    struct str text = {0};
    for (size_t i = 0; i < document->count; i++) {
        if (document->block[i].kind != BLOCK_CALLOUT)
            continue;
        str_append(&text, text.length > 0 ? " " : "");
        str_append(&text, document->block[i].text);
    }
    append_text(out, text.length > 0 ? str_text(&text) : NULL);
    str_release(&text);
}

/// One block of the document; drawings are left out, since the rows hold what they are drawn of.
static bool append_block(struct str *out, const struct document_block *block)
{
    static const char *const key[] = {
        [BLOCK_TITLE] = "title",  [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "text",
        [BLOCK_CALLOUT] = "text", [BLOCK_FACT] = "fact",       [BLOCK_ITEM] = "item",
        [BLOCK_TABLE] = "table",  [BLOCK_PREFORMATTED] = NULL, [BLOCK_CHART] = NULL,
    };
    if (key[block->kind] == NULL)
        return false;
    str_append_char(out, '{');
    append_key(out, key[block->kind]);
    if (block->kind == BLOCK_TABLE) {
        append_table(out, &block->table);
    } else if (block->kind == BLOCK_FACT) {
        append_text(out, block->key);
        str_append(out, ", ");
        append_key(out, "text");
        append_text(out, block->text);
    } else {
        append_text(out, block->text);
    }
    str_append_char(out, '}');
    return true;
}

static void append_report(struct str *out, const struct document *document)
{
    bool any = false;
    str_append_char(out, '[');
    for (size_t i = 0; i < document->count; i++) {
        size_t before = out->length;
        str_append(out, any ? ",\n" : "\n");
        if (append_block(out, &document->block[i])) {
            any = true;
        } else {
            out->length = before;
            out->data[before] = '\0';
        }
    }
    str_append(out, any ? "\n]" : "]");
}

static void append_notes(struct str *out, const struct notes *notes)
{
    bool any = false;
    str_append_char(out, '[');
    for (size_t i = 0; i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        if (note->level < NOTE_INFO)
            continue;
        str_appendf(out, "%s{\"level\": \"%s\", \"text\": ", any ? ",\n" : "\n",
                    note->level == NOTE_WARNING ? "warning" : "note");
        append_text(out, note->text);
        str_appendf(out, ", \"count\": %zu}", note->count);
        any = true;
    }
    str_append(out, any ? "\n]" : "]");
}

/// One row is an object, several are an array of them, none is null.
static void append_accuracy(struct str *out, const struct table *accuracy)
{
    if (accuracy->rows == 0)
        str_append(out, "null");
    else if (accuracy->rows == 1)
        table_write_json_row(accuracy, 0, out);
    else
        append_table(out, accuracy);
}

static void append_facts(struct str *out, const struct table *facts)
{
    for (size_t i = 0; i < facts->columns; i++) {
        append_key(out, facts->column[i].name);
        table_write_json_cell(facts, 0, i, out);
        str_append(out, ",\n");
    }
}

void answer_render_json(const struct answer *answer, struct str *out)
{
    struct invocation *invocation = answer->invocation;
    str_appendf(out, "{\n\"schema\": \"headroom-%s/1\",\n\"verdict\": ", invocation->command->name);
    append_text(out, answer->verdict);
    str_append(out, ",\n\"text\": ");
    append_decision(out, &answer->document);
    str_append(out, ",\n");
    append_facts(out, &answer->facts);
    str_append(out, answer->members == NULL ? "" : answer->members);
    append_key(out, "rows");
    append_table(out, &answer->rows);
    for (size_t i = 0; i < answer->mores; i++) {
        str_append(out, ",\n");
        append_key(out, answer->more[i].name);
        append_table(out, &answer->more[i].table);
    }
    str_append(out, ",\n\"report\": ");
    append_report(out, &answer->document);
    str_append(out, ",\n\"assumptions\": ");
    append_table(out, &answer->assumptions);
    str_append(out, ",\n\"accuracy\": ");
    append_accuracy(out, &answer->accuracy);
    str_append(out, ",\n\"notes\": ");
    append_notes(out, &invocation->notes);
    if (answer->terms != NULL && sizing_currency(answer->terms) != NULL) {
        str_append(out, ",\n\"currency\": ");
        append_text(out, sizing_currency(answer->terms));
    }
    str_appendf(out, ",\n\"version\": \"%s\",\n\"command\": ", HEADROOM_VERSION);
    append_text(out, invocation_command_line(invocation));
    str_append(out, "\n}\n");
}
