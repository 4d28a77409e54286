#include "answer/html_page.h"

#include "answer/html_style.h"
#include "base/escape.h"
#include "drawing/drawing_style.h"

/// Text within a string of CSS.
static void append_css_text(struct str *out, const char *text)
{
    struct str safe = {0};
    escape_text(&safe, text);
    for (const char *c = str_text(&safe); *c != '\0'; c++) {
        if (*c == '"' || *c == '\\' || *c == '<' || *c == '\n')
            str_appendf(out, "\\%x ", (unsigned)(unsigned char)*c);
        else
            str_append_char(out, *c);
    }
    str_release(&safe);
}

static void append_colours(struct str *out)
{
    str_append(out, ":root{color-scheme:light dark;");
    drawing_palette(out, PALETTE_LIGHT);
    str_append(out, "}\n@media (prefers-color-scheme:dark){:root{");
    drawing_palette(out, PALETTE_DARK);
    str_append(out, "}}\n@media print{:root{color-scheme:light;");
    drawing_palette(out, PALETTE_PRINT);
    str_append(out, "}}\n");
}

void html_page_begin(struct str *out, const char *title, const char *footer)
{
    str_append(out,
               "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
    html_text(out, title);
    str_append(out, "</title><style>\n");
    append_colours(out);
    drawing_rules(out);
    for (size_t i = 0; html_style[i] != NULL; i++)
        str_append(out, html_style[i]);
    str_append(out, "@page{size:A4;margin:13mm 13mm 15mm;@bottom-left{content:\"");
    append_css_text(out, footer);
    str_append(out, "\";font:8pt Arial,sans-serif;color:#555}@bottom-right{content:\"page \" "
                    "counter(page) \" of \" counter(pages);font:8pt Arial,sans-serif;color:#555}}\n"
                    "</style></head><body>\n");
    drawing_patterns(out);
    str_append(out, "<main>\n");
}

void html_page_end(struct str *out)
{
    str_append(out, "\n</main></body></html>\n");
}

void html_text(struct str *out, const char *text)
{
    escape_xml(out, text == NULL ? "" : text);
}

void html_element(struct str *out, const char *tag, const char *text)
{
    size_t length = 0;
    while (tag[length] != '\0' && tag[length] != ' ')
        length++;
    str_appendf(out, "<%s>", tag);
    html_text(out, text);
    str_appendf(out, "</%.*s>", (int)length, tag);
}

static const char *html_sign(enum html_status status)
{
    static const char *const sign[] = {[STATUS_NONE] = "",
                                       [STATUS_OK] = "✓",
                                       [STATUS_WARN] = "!",
                                       [STATUS_LATE] = "▲",
                                       [STATUS_GREY] = "–"};
    return sign[status];
}

/// Appends the status with its sign: "▲ max 60".
static void html_status(struct str *out, enum html_status status, const char *text)
{
    static const char *const class[] = {[STATUS_NONE] = "",
                                        [STATUS_OK] = "ok",
                                        [STATUS_WARN] = "warn",
                                        [STATUS_LATE] = "late",
                                        [STATUS_GREY] = "no"};
    if (status == STATUS_NONE) {
        html_text(out, text);
        return;
    }
    str_appendf(out, "<span class=\"st %s\">%s ", class[status], html_sign(status));
    html_text(out, text);
    str_append(out, "</span>");
}

void html_table_begin(struct html_table *table, struct str *out, const char *class,
                      const struct html_column *column, size_t columns)
{
    *table = (struct html_table){.out = out, .column = column, .columns = columns};
    str_appendf(out, "<div class=\"scroll\"><table class=\"stack%s%s\"><thead><tr>",
                class[0] != '\0' ? " " : "", class);
    for (size_t i = 0; i < columns; i++)
        html_element(out, column[i].number ? "th class=\"r\"" : "th", column[i].head);
    str_append(out, "</tr></thead><tbody>\n");
}

void html_row(struct html_table *table, const char *class)
{
    str_appendf(table->out, "%s<tr%s%s%s>", table->open ? "</tr>\n" : "",
                class[0] != '\0' ? " class=\"" : "", class, class[0] != '\0' ? "\"" : "");
    table->open = true;
    table->at = 0;
}

static void begin_cell(struct html_table *table)
{
    const struct html_column *column = &table->column[table->at++ % table->columns];
    str_appendf(table->out, "<td%s data-l=\"", column->number ? " class=\"r\"" : "");
    html_text(table->out, column->head);
    str_append(table->out, "\">");
}

void html_cell_markup(struct html_table *table, const char *markup)
{
    begin_cell(table);
    if (markup[0] != '\0')
        str_appendf(table->out, "<span>%s</span>", markup);
    str_append(table->out, "</td>");
}

void html_cell_status(struct html_table *table, enum html_status status, const char *text)
{
    struct str cell = {0};
    html_status(&cell, status, text);
    html_cell_markup(table, str_text(&cell));
    str_release(&cell);
}

void html_cell(struct html_table *table, const char *text)
{
    html_cell_status(table, STATUS_NONE, text == NULL ? "" : text);
}

void html_table_end(struct html_table *table)
{
    str_appendf(table->out, "%s</tbody></table></div>\n", table->open ? "</tr>\n" : "");
}

void html_figure(struct str *out, const char *wide, const char *narrow, const char *caption)
{
    str_append(out, "<figure>\n");
    str_append(out, wide);
    str_append(out, narrow);
    if (caption != NULL)
        html_element(out, "figcaption", caption);
    str_append(out, "</figure>\n");
}
