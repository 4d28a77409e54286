// A document: an answer for people as a list of blocks, rendered as text or as Markdown.
#ifndef HEADROOM_ANSWER_DOCUMENT_H
#define HEADROOM_ANSWER_DOCUMENT_H

#include "base/arena.h"
#include "base/notes.h"
#include "base/str.h"
#include "drawing/chart.h"
#include "table/table.h"

#include <stdbool.h>
#include <stddef.h>

enum { DOCUMENT_WIDTH = 80 };

/// How a callout is meant: its colour on a terminal.
enum document_tone {
    TONE_PLAIN,
    TONE_GOOD,
    TONE_CAUTION,
    TONE_BAD,
};

struct document_block;

/// Zero-initialise; release with document_release. Texts are copied.
struct document {
    struct arena arena;
    struct document_block *block;
    size_t count;
    size_t capacity;
    size_t width;   ///< columns of its text; 0: DOCUMENT_WIDTH
    bool has_notes; ///< document_notes was called
};

/// The document's name: one a document, first.
__attribute__((format(printf, 2, 3))) void document_title(struct document *document,
                                                          const char *format, ...);

__attribute__((format(printf, 2, 3))) void document_heading(struct document *document,
                                                            const char *format, ...);

/// The same of a part that is a detail: Markdown folds it, until the next heading.
__attribute__((format(printf, 2, 3))) void document_detail(struct document *document,
                                                           const char *format, ...);

/// Text, wrapped; a newline in it breaks the line.
__attribute__((format(printf, 2, 3))) void document_paragraph(struct document *document,
                                                              const char *format, ...);

/// The sentence that must not be missed: the decision, the verdict.
__attribute__((format(printf, 3, 4))) void
document_callout(struct document *document, enum document_tone tone, const char *format, ...);

/// One line of a key-value list; facts that follow each other are aligned as one list.
__attribute__((format(printf, 3, 4))) void document_fact(struct document *document, const char *key,
                                                         const char *format, ...);

/// One item of a bullet list; items that follow each other are one list.
__attribute__((format(printf, 2, 3))) void document_item(struct document *document,
                                                         const char *format, ...);

/// Takes the table over: `table` is left empty.
void document_table(struct document *document, struct table *table);

/// The same of the table that shows the rows of the answer, or their essence: what --top, --sort
/// and
/// --columns replace.
void document_rows(struct document *document, struct table *table);

/// The same of a table that they shape as it is: a line a service, where the rows are of weeks.
void document_overview(struct document *document, struct table *table);

/// The table of document_overview; NULL where there is none.
struct table *document_find_overview(struct document *document);

/// Puts a table into the place of those that show the rows, or at the end under a heading where
/// there are none. Takes `table` over.
void document_replace_rows(struct document *document, struct table *table);

/// Lines that are shown as they are: charts, command lines. Copied; a final newline is added if
/// missing.
void document_preformatted(struct document *document, const char *lines);

/// Appends a chart: in text as it is drawn there, in pages as a drawing, which `finding` stands for
/// where it is read out.
void document_chart(struct document *document, const struct chart *chart, const char *finding);

/// The notes of `notes` from `least` up as an item each, with their counts ("(3 like it)"); nothing
/// when there is none.
void document_notes(struct document *document, const struct notes *notes, enum note_level least);

/// Appends the document as text of at most `width` columns (0: DOCUMENT_WIDTH); with `colour`,
/// title and headings are bold and callouts are coloured by ANSI sequences.
void document_render_text(const struct document *document, size_t width, bool colour,
                          struct str *out);

/// Appends the document as a page of HTML; `command` made it again, `notes` stand at its end unless
/// the document has shown them.
void document_render_html(const struct document *document, const char *command,
                          const struct notes *notes, struct str *out);

/// The first chart of the document as a drawing of its own; NULL when it has none.
const char *document_drawing(const struct document *document);

/// Appends the document as Markdown (CommonMark with tables).
void document_render_markdown(const struct document *document, struct str *out);

/// Moves all blocks of `from` behind those of `document`; `from` is left empty.
void document_append(struct document *document, struct document *from);

void document_release(struct document *document);

#endif
