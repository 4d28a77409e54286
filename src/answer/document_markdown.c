#include "answer/document.h"
#include "answer/document_block.h"
#include "base/escape.h"
#include "table/table_write.h"

#include <string.h>

static bool joins(const struct document_block *before, const struct document_block *block)
{
    bool list = block->kind == BLOCK_FACT || block->kind == BLOCK_ITEM;
    return list && before->kind == block->kind;
}

static void render_block(const struct document_block *block, struct str *out)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        str_append(out, "# ");
        escape_markdown(out, block->text);
        break;
    case BLOCK_HEADING:
        if (block->is_folded) {
            str_append(out, "<details><summary>");
            escape_xml(out, block->text);
            str_append(out, "</summary>");
            break;
        }
        str_append(out, "## ");
        escape_markdown(out, block->text);
        break;
    case BLOCK_PARAGRAPH:
        escape_markdown(out, block->text);
        break;
    case BLOCK_CALLOUT:
        str_append(out, "**");
        escape_markdown(out, block->text);
        str_append(out, "**");
        break;
    case BLOCK_FACT:
        str_append(out, "- **");
        escape_markdown(out, block->key);
        str_append(out, "**: ");
        escape_markdown(out, block->text);
        break;
    case BLOCK_ITEM:
        str_append(out, "- ");
        escape_markdown(out, block->text);
        break;
    case BLOCK_TABLE:
        table_write_markdown(&block->table, out);
        return;
    case BLOCK_PREFORMATTED:
    case BLOCK_CHART: {
        // A fence ends at one as long as itself.
        const char *fence = strstr(block->text, "```") == NULL ? "```" : "``````````";
        str_appendf(out, "%stext\n%s%s", fence, block->text, fence);
        break;
    }
    }
    str_append_char(out, '\n');
}

void document_render_markdown(const struct document *document, struct str *out)
{
    bool is_open = false; // a detail, until the next heading or title
    for (size_t i = 0; i < document->count; i++) {
        const struct document_block *block = &document->block[i];
        if (i > 0 && !joins(block - 1, block)) {
            str_append_char(out, '\n');
        }
        if (block->kind == BLOCK_HEADING || block->kind == BLOCK_TITLE) {
            if (is_open)
                str_append(out, "</details>\n\n");
            is_open = block->kind == BLOCK_HEADING && block->is_folded;
        }
        render_block(block, out);
    }
    if (is_open)
        str_append(out, "\n</details>\n");
}
