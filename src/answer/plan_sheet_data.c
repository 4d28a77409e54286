#include "answer/plan_book.h"
#include "answer/plan_words.h"
#include "base/unit.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static uint32_t write_sources(struct plan_book *book, uint32_t row)
{
    static const char *const header[] = {"file",          "layout", "rows",
                                         "rows left out", "bytes",  "CRC-32"};
    for (uint16_t c = 0; c < sizeof header / sizeof *header; c++) {
        bool number = c >= 2 && c <= 4;
        xlsx_text(book->data, row, c, header[c],
                  number   ? XLSX_HEADER_NUMBER
                  : c == 5 ? XLSX_HEADER_TEXT
                           : XLSX_HEADER);
    }
    row++;
    for (size_t i = 0; i < book->report->sources; i++) {
        const struct plan_source *source = &book->report->source[i];
        xlsx_text(book->data, row, 0, source->path, XLSX_TEXT);
        xlsx_text(book->data, row, 1, source->layout, XLSX_TEXT);
        xlsx_number(book->data, row, 2, (double)source->rows, XLSX_INTEGER);
        xlsx_number(book->data, row, 3, (double)source->rows_skipped, XLSX_INTEGER);
        xlsx_number(book->data, row, 4, (double)source->bytes, XLSX_INTEGER);
        xlsx_text(book->data, row, 5, arena_printf(&book->arena, "%08" PRIx32, source->crc32),
                  XLSX_CELL_TEXT);
        row++;
    }
    return row + 1;
}

static size_t missing_steps(const struct series *series)
{
    size_t missing = 0;
    for (size_t i = 0; i < series->n; i++) {
        missing += isnan(series->value[i]) ? 1 : 0;
    }
    return missing;
}

static uint32_t write_fact(struct plan_book *book, uint32_t row, const char *label,
                           const char *value)
{
    xlsx_text(book->data, row, 0, label, XLSX_LABEL);
    xlsx_merge(book->data, row, 1, 5, value, XLSX_TEXT);
    return row + 1;
}

static uint32_t write_series_facts(struct plan_book *book, uint32_t row)
{
    const struct series *history = book->plan->in.history;
    char step[UNIT_NAME_MAX];
    duration_format(step, (double)history->step_s);
    row = write_fact(book, row, "series", book->report->subject);
    row = write_fact(book, row, "unit",
                     history->unit.name[0] != '\0' ? history->unit.name : "not known");
    row = write_fact(book, row, "from", words_time(&book->arena, history->start));
    row = write_fact(book, row, "until", words_time(&book->arena, series_end(history)));
    row = write_fact(book, row, "step", step);
    row = write_fact(book, row, "steps", arena_printf(&book->arena, "%zu", history->n));
    return write_fact(book, row, "steps without data",
                      arena_printf(&book->arena, "%zu", missing_steps(history)));
}

static uint32_t write_notes(struct plan_book *book, uint32_t row, const struct notes *notes)
{
    for (size_t i = 0; notes != NULL && i < notes->count; i++) {
        const struct note *note = &notes->note[i];
        const char *count =
            note->count > 1 ? arena_printf(&book->arena, " (%zu like it)", note->count) : "";
        xlsx_text(book->data, row++, 0, arena_printf(&book->arena, "%s%s", note->text, count),
                  XLSX_GENERAL);
    }
    return row;
}

int plan_sheet_data(struct plan_book *book, struct err *err)
{
    (void)err;
    static const double width[] = {26, 18, 12, 12, 14, 14};
    for (uint16_t c = 0; c < sizeof width / sizeof *width; c++) {
        xlsx_column_width(book->data, c, c, width[c]);
    }
    xlsx_text(book->data, 0, 0, "Data", XLSX_TITLE);
    uint32_t row = write_sources(book, 2);
    row = write_series_facts(book, row) + 1;
    row = write_fact(book, row, "made by",
                     arena_printf(&book->arena, "headroom %s", book->report->version));
    xlsx_text(book->data, row, 0, "command line", XLSX_LABEL);
    xlsx_merge(book->data, row, 1, 5, book->report->command_line, XLSX_TEXT);
    // Merged cells do not grow with their text; about 68 characters go on a line of 15 points.
    size_t more_lines =
        utf8_width(book->report->command_line, strlen(book->report->command_line)) / 68;
    xlsx_row_height(book->data, row, 15.0 * (double)(1 + more_lines));
    row += 2;
    xlsx_text(book->data, row++, 0, "Notes of reading and forecasting", XLSX_HEADING);
    row = write_notes(book, row, book->report->reading);
    write_notes(book, row, book->report->forecasting);
    xlsx_print_setup(book->data, true, 1, 0);
    return 0;
}
