#include "table/xlsx_write_book.h"

enum { A4 = 9, CHOICES_MAX = 32 };

void xlsx_column_width(struct xlsx_sheet *sheet, uint16_t first, uint16_t last, double characters)
{
    xlsx_check(sheet, 0, first, worksheet_set_column(sheet->sheet, first, last, characters, NULL));
}

void xlsx_row_height(struct xlsx_sheet *sheet, uint32_t row, double points)
{
    xlsx_check(sheet, row, 0, worksheet_set_row(sheet->sheet, row, points, NULL));
}

void xlsx_freeze(struct xlsx_sheet *sheet, uint32_t rows, uint16_t columns)
{
    worksheet_freeze_panes(sheet->sheet, rows, columns);
}

void xlsx_hide_gridlines(struct xlsx_sheet *sheet)
{
    worksheet_gridlines(sheet->sheet, LXW_HIDE_ALL_GRIDLINES);
}

void xlsx_print_setup(struct xlsx_sheet *sheet, bool landscape, uint32_t header_first,
                      uint32_t header_last)
{
    worksheet_set_paper(sheet->sheet, A4);
    if (landscape)
        worksheet_set_landscape(sheet->sheet);
    worksheet_fit_to_pages(sheet->sheet, 1, 0);
    worksheet_set_margins(sheet->sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet->sheet, "&L&A&RPage &P of &N");
    if (header_last >= header_first)
        xlsx_check(sheet, header_first, 0,
                   worksheet_repeat_rows(sheet->sheet, header_first, header_last));
}

static void add_condition(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                          uint32_t last_row, uint16_t last_column, lxw_conditional_format *wanted)
{
    xlsx_check(sheet, first_row, first_column,
               worksheet_conditional_format_range(sheet->sheet, first_row, first_column, last_row,
                                                  last_column, wanted));
}

static uint8_t criteria_of(enum xlsx_compare compare)
{
    switch (compare) {
    case XLSX_GREATER:
        return LXW_CONDITIONAL_CRITERIA_GREATER_THAN;
    case XLSX_LESS:
        return LXW_CONDITIONAL_CRITERIA_LESS_THAN;
    case XLSX_EQUAL:
        return LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
    case XLSX_BLANK:
        break;
    }
    return LXW_CONDITIONAL_CRITERIA_NONE;
}

void xlsx_highlight(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                    uint32_t last_row, uint16_t last_column, enum xlsx_compare compare,
                    const char *against, enum xlsx_format format)
{
    struct arena *arena = &sheet->book->arena; // libxlsxwriter takes writable strings
    lxw_conditional_format condition = {
        .type = compare == XLSX_BLANK ? LXW_CONDITIONAL_TYPE_BLANKS : LXW_CONDITIONAL_TYPE_CELL,
        .criteria = criteria_of(compare),
        .value_string = compare == XLSX_BLANK ? NULL : arena_strdup(arena, against),
        .format = sheet->book->highlight[format],
    };
    add_condition(sheet, first_row, first_column, last_row, last_column, &condition);
}

void xlsx_highlight_formula(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                            uint32_t last_row, uint16_t last_column, const char *formula,
                            enum xlsx_format format)
{
    lxw_conditional_format condition = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = arena_strdup(&sheet->book->arena, formula),
        .format = sheet->book->highlight[format],
    };
    add_condition(sheet, first_row, first_column, last_row, last_column, &condition);
}

void xlsx_choices(struct xlsx_sheet *sheet, uint32_t row, uint16_t column,
                  const char *const *choices)
{
    char *list[CHOICES_MAX + 1] = {NULL};
    for (size_t i = 0; i < CHOICES_MAX && choices[i] != NULL; i++)
        list[i] = arena_strdup(&sheet->book->arena, choices[i]);
    // char ** up to libxlsxwriter 1.1, const char ** from 1.2 on: a void * is taken for both.
    void *value_list = list;
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = value_list};
    xlsx_check(sheet, row, column,
               worksheet_data_validation_cell(sheet->sheet, row, column, &validation));
}

void xlsx_print_area(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                     uint32_t last_row, uint16_t last_column)
{
    xlsx_check(sheet, first_row, first_column,
               worksheet_print_area(sheet->sheet, first_row, first_column, last_row, last_column));
}

void xlsx_hide(struct xlsx_sheet *sheet)
{
    worksheet_hide(sheet->sheet);
}

void xlsx_accept(struct xlsx_sheet *sheet, uint32_t row, uint16_t column, enum xlsx_bound bound,
                 const char *formula, const char *message)
{
    struct arena *arena = &sheet->book->arena; // libxlsxwriter takes writable strings
    // Braced member by member: those of a validation have other names in other versions.
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                      .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO};
    char *title = arena_strdup(arena, "Not taken");
    char *text = arena_strdup(arena, message);
    switch (bound) {
    case XLSX_ABOVE_ZERO:
        validation.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
        break;
    case XLSX_NOT_NEGATIVE:
        break;
    case XLSX_SHARE:
        validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        validation.maximum_number = 1;
        break;
    case XLSX_WHOLE:
        validation.validate = LXW_VALIDATION_TYPE_INTEGER;
        break;
    case XLSX_FORMULA:
        validation.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
        validation.criteria = LXW_VALIDATION_CRITERIA_NONE;
        validation.value_formula = arena_strdup(arena, formula);
        break;
    }
    validation.error_title = title;
    validation.error_message = text;
    xlsx_check(sheet, row, column,
               worksheet_data_validation_cell(sheet->sheet, row, column, &validation));
}

void xlsx_data_bars(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                    uint32_t last_row, uint16_t last_column, uint32_t rgb)
{
    lxw_conditional_format condition = {
        .type = LXW_CONDITIONAL_DATA_BAR, .bar_color = rgb, .bar_solid = LXW_TRUE};
    add_condition(sheet, first_row, first_column, last_row, last_column, &condition);
}

void xlsx_shade(struct xlsx_sheet *sheet, uint32_t first_row, uint16_t first_column,
                uint32_t last_row, uint16_t last_column)
{
    lxw_conditional_format condition = {.type = LXW_CONDITIONAL_3_COLOR_SCALE,
                                        .min_color = 0xF2F5F8,
                                        .mid_color = 0xA3C4DF,
                                        .max_color = 0x2F6EA6};
    add_condition(sheet, first_row, first_column, last_row, last_column, &condition);
}
