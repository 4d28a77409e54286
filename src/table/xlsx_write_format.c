#include "table/xlsx_write_book.h"

enum { NO_COLOR = -1 };

struct look {
    const char *number; ///< number format, NULL: General
    int ink, fill;      ///< 0xRRGGBB or NO_COLOR
    int size;           ///< points; 0: the default
    bool bold, wrap, top, line_below, right;
    int indent;
};

// Blue on yellow marks what a reviewer may change, the convention of financial models.
static const struct look look[XLSX_FORMATS] = {
    [XLSX_GENERAL] = {NULL, NO_COLOR, NO_COLOR, .top = true},
    [XLSX_TITLE] = {NULL, 0x1F3864, NO_COLOR, .size = 18, .bold = true},
    [XLSX_HEADING] = {NULL, 0x1F3864, NO_COLOR, .size = 13, .bold = true},
    [XLSX_HEADER] = {NULL, 0x1F3864, 0xDCE6F1, .bold = true, .wrap = true, .line_below = true},
    [XLSX_HEADER_NUMBER] = {NULL, 0x1F3864, 0xDCE6F1, .bold = true, .wrap = true,
                            .line_below = true, .right = true},
    [XLSX_HEADER_TEXT] = {NULL, 0x1F3864, 0xDCE6F1, .bold = true, .wrap = true, .line_below = true,
                          .indent = 1},
    [XLSX_LABEL] = {NULL, NO_COLOR, NO_COLOR, .bold = true, .top = true},
    [XLSX_TEXT] = {NULL, NO_COLOR, NO_COLOR, .wrap = true, .top = true},
    [XLSX_CELL_TEXT] = {NULL, NO_COLOR, NO_COLOR, .top = true, .indent = 1},
    [XLSX_DECISION] = {NULL, 0x1F3864, NO_COLOR, .size = 12, .bold = true, .wrap = true,
                       .top = true},
    [XLSX_INTEGER] = {"#,##0", NO_COLOR, NO_COLOR, .top = true, .right = true},
    [XLSX_DECIMAL] = {"#,##0.00", NO_COLOR, NO_COLOR, .top = true},
    [XLSX_PERCENT] = {"0.0%", NO_COLOR, NO_COLOR, .top = true},
    [XLSX_PERCENT_WHOLE] = {"0%", NO_COLOR, NO_COLOR, .top = true},
    [XLSX_MONEY] = {"#,##0.00", NO_COLOR, NO_COLOR, .top = true},
    [XLSX_PRICE] = {"#,##0.0000", NO_COLOR, NO_COLOR, .top = true},
    [XLSX_DATE] = {"yyyy-mm-dd", NO_COLOR, NO_COLOR, .top = true, .right = true},
    [XLSX_TIME] = {"yyyy-mm-dd hh:mm", NO_COLOR, NO_COLOR, .top = true, .right = true},
    [XLSX_INPUT] = {NULL, 0x0B3D91, 0xFFF8DC, .top = true},
    [XLSX_INPUT_PERCENT] = {"0.0%", 0x0B3D91, 0xFFF8DC, .top = true},
    [XLSX_INPUT_TEXT] = {"@", 0x0B3D91, 0xFFF8DC, .top = true},
    [XLSX_INPUT_DATE] = {"yyyy-mm-dd", 0x0B3D91, 0xFFF8DC, .top = true},
    [XLSX_INPUT_TIME] = {"yyyy-mm-dd hh:mm", 0x0B3D91, 0xFFF8DC, .top = true, .right = true},
    [XLSX_NOTE] = {NULL, 0x595959, NO_COLOR, .size = 9, .top = true},
    [XLSX_REMARK] = {NULL, 0x595959, NO_COLOR, .size = 9, .wrap = true, .top = true, .indent = 1},
    [XLSX_GOOD] = {NULL, 0x006100, 0xC6EFCE, .top = true},
    [XLSX_WARN] = {NULL, 0x7F4F00, 0xFFEB9C, .top = true},
    [XLSX_BAD] = {NULL, 0x9C0006, 0xFFC7CE, .top = true},
};

static void set_colors(lxw_format *format, const struct look *wanted)
{
    if (wanted->ink != NO_COLOR)
        format_set_font_color(format, (lxw_color_t)wanted->ink);
    if (wanted->fill != NO_COLOR)
        format_set_bg_color(format, (lxw_color_t)wanted->fill);
}

static void set_look(lxw_format *format, const struct look *wanted)
{
    set_colors(format, wanted);
    if (wanted->number != NULL)
        format_set_num_format(format, wanted->number);
    if (wanted->size > 0)
        format_set_font_size(format, wanted->size);
    if (wanted->bold)
        format_set_bold(format);
    if (wanted->wrap)
        format_set_text_wrap(format);
    if (wanted->top)
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (wanted->right)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (wanted->indent > 0)
        format_set_indent(format, (uint8_t)wanted->indent);
    if (wanted->line_below) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, 0x1F3864);
    }
}

void xlsx_create_formats(struct xlsx *book)
{
    for (int i = 0; i < XLSX_FORMATS; i++) {
        book->format[i] = workbook_add_format(book->book);
        set_look(book->format[i], &look[i]);
        bool colored = i == XLSX_GOOD || i == XLSX_WARN || i == XLSX_BAD;
        if (colored) {
            book->highlight[i] = workbook_add_format(book->book);
            set_colors(book->highlight[i], &look[i]);
        }
    }
}
