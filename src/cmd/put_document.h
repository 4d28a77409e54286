// Answers for people: a document in the format asked for.
#ifndef HEADROOM_CMD_PUT_DOCUMENT_H
#define HEADROOM_CMD_PUT_DOCUMENT_H

#include "answer/document.h"
#include "cli/invocation.h"

/// Stages the document as Markdown when that is asked for, else as text; on a terminal that shows
/// colour its headings and verdicts have some.
void put_document(struct invocation *invocation, const struct document *document);

#endif
