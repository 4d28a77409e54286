// What a plan depends on: each assumption a fifth lower and higher, as made.
#include "answer/plan_book.h"
#include "answer/plan_tiles.h"

#include <math.h>

enum { HEADER_ROW = 3, FIRST_ROW };
enum { NAME, LOW, BASE, HIGH, N_LOW, N_HIGH, SWING, FLIPS, LEAST, BELOW_MAX, BEYOND_MAX, COLUMNS };

static void write_value(struct plan_book *book, uint32_t row, uint16_t column,
                        const struct plan_sensitivity *one, double value)
{
    xlsx_text(book->sensitivity, row, column,
              sensitivity_value(&book->arena, book->report, one, value), XLSX_CELL_TEXT);
}

static void write_row(struct plan_book *book, uint32_t row, const struct plan_sensitivity *one)
{
    struct xlsx_sheet *sheet = book->sensitivity;
    double low = fmin(one->n_low, one->n_high), high = fmax(one->n_low, one->n_high);
    double max = book->plan->in.sizing.max;
    double within = isnan(max) ? high : fmax(low, fmin(high, max));
    xlsx_text(sheet, row, NAME, sensitivity_name(one), XLSX_LABEL);
    write_value(book, row, LOW, one, one->low);
    write_value(book, row, BASE, one, one->base);
    write_value(book, row, HIGH, one, one->high);
    xlsx_number(sheet, row, N_LOW, one->n_low, XLSX_INTEGER);
    xlsx_number(sheet, row, N_HIGH, one->n_high, XLSX_INTEGER);
    xlsx_formula(sheet, row, SWING,
                 arena_printf(&book->arena, "=ABS(%s-%s)", book_cell(book, NULL, row, N_HIGH),
                              book_cell(book, NULL, row, N_LOW)),
                 high - low, XLSX_INTEGER);
    xlsx_text(sheet, row, FLIPS, sensitivity_flips(&book->arena, book->report, one), XLSX_TEXT);
    xlsx_number(sheet, row, LEAST, low, XLSX_INTEGER);
    xlsx_number(sheet, row, BELOW_MAX, within - low, XLSX_INTEGER);
    xlsx_number(sheet, row, BEYOND_MAX, high - within, XLSX_INTEGER);
}

int plan_sheet_sensitivity(struct plan_book *book, struct err *err)
{
    static const struct book_column column[COLUMNS] = {
        {"assumption", 26, false},    {"low", 12, false},
        {"base", 12, false},          {"high", 12, false},
        {"instances, low", 11, true}, {"instances, high", 11, true},
        {"swing", 16, true},          {"the decision changes at", 56, false},
        {"least", 8, true},           {"up to max", 8, true},
        {"beyond max", 8, true}};
    const struct plan_review *review = book->report->review;
    const uint32_t last = FIRST_ROW + (uint32_t)review->sensitivities - 1;
    book_title(
        book->sensitivity, "Sensitivity",
        "Instances in the largest week when one assumption is a fifth lower or higher and all "
        "others are kept; of a quantile the next one, of the spare one less or more. As made: "
        "a change of an assumption does not move it.",
        column, FLIPS + 1);
    book_header(book->sensitivity, HEADER_ROW, column, COLUMNS);
    for (size_t i = 0; i < review->sensitivities; i++)
        write_row(book, FIRST_ROW + (uint32_t)i, &review->sensitivity[i]);
    xlsx_data_bars(book->sensitivity, FIRST_ROW, SWING, last, SWING, 0x6DB6EC);
    xlsx_freeze(book->sensitivity, FIRST_ROW, 1);
    xlsx_print_area(book->sensitivity, 0, 0, last + 24, FLIPS);
    xlsx_print_setup(book->sensitivity, true, HEADER_ROW, HEADER_ROW);
    const struct xlsx_bar_series bars[] = {
        {" ", book->sensitivity, NAME, LEAST, FIRST_ROW, last, 0xFFFFFF, XLSX_FILL_NONE},
        {"within max", book->sensitivity, NAME, BELOW_MAX, FIRST_ROW, last, 0x0B62A3,
         XLSX_FILL_SOLID},
        {"beyond max", book->sensitivity, NAME, BEYOND_MAX, FIRST_ROW, last, 0xB5400B,
         XLSX_FILL_HATCHED}};
    const struct xlsx_bar_chart chart = {.title = "Instances in the largest week",
                                         .kind = XLSX_BARS_STACKED,
                                         .from = NAN,
                                         .count = 3,
                                         .series = bars,
                                         .width_px = 900,
                                         .height_px = 360};
    return xlsx_insert_bars(book->sensitivity, last + 3, 0, &chart, err);
}
