// Files that are no text and so no export: named for what they are before a reader shows their
// bytes.
#ifndef HEADROOM_INGEST_NOT_TEXT_H
#define HEADROOM_INGEST_NOT_TEXT_H

#include <stddef.h>

/// What the file that starts with `bytes` is, and what to do with it: "is an Excel workbook; save
/// the sheet as CSV"; NULL when it may be text. A few NUL bytes are damage, not a reason.
const char *not_text(const char *bytes, size_t length);

#endif
