// A page of HTML: one file without script or address, for light, dark, phones and paper.
#ifndef HEADROOM_ANSWER_HTML_PAGE_H
#define HEADROOM_ANSWER_HTML_PAGE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/// Begins a page: `title` names it, `footer` is at the foot of each printed page.
void html_page_begin(struct str *out, const char *title, const char *footer);
void html_page_end(struct str *out);

/// Appends text between tags; every foreign text goes through it.
void html_text(struct str *out, const char *text);

/// Appends "<TAG>text</TAG>"; tag may bring attributes: "p class=\"sub\"".
void html_element(struct str *out, const char *tag, const char *text);

/// The kinds of status: a sign, a colour and a word, never the colour alone.
enum html_status { STATUS_NONE, STATUS_OK, STATUS_WARN, STATUS_LATE, STATUS_GREY };

/// A column of a table: its head, and whether it holds numbers.
struct html_column {
    const char *head;
    bool number;
};

/// A table that stacks on phones. Cells are written in the order of the columns; `markup` says that
/// a cell's text is HTML already.
struct html_table {
    struct str *out;
    const struct html_column *column;
    size_t columns;
    size_t at;
    bool open;
};
void html_table_begin(struct html_table *table, struct str *out, const char *class,
                      const struct html_column *column, size_t columns);
void html_row(struct html_table *table, const char *class);
void html_cell(struct html_table *table, const char *text);
void html_cell_status(struct html_table *table, enum html_status status, const char *text);
void html_cell_markup(struct html_table *table, const char *markup);
void html_table_end(struct html_table *table);

/// Appends a drawing for wide pages and one for phones, with a caption (NULL: none).
void html_figure(struct str *out, const char *wide, const char *narrow, const char *caption);

#endif
