#include "cmd/put_document.h"

#include "base/str.h"
#include "cli/output.h"

void put_document(struct invocation *invocation, const struct document *document)
{
    struct str text = {0};
    if (output_format(invocation) == OUTPUT_MARKDOWN)
        document_render_markdown(document, &text);
    else
        document_render_text(document, OUTPUT_WIDTH, output_in_colour(invocation), &text);
    output_text(invocation, str_text(&text));
    str_release(&text);
}
