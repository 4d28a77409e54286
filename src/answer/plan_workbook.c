#include "advise/plan_buying.h"
#include "answer/plan_book.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

/// A sheet: a plan without what it is about has none.
struct book_sheet {
    const char *name;
    struct xlsx_sheet **sheet;
    bool wanted;
};

static int add_sheets(struct plan_book *book, struct err *err)
{
    const struct plan_report *report = book->report;
    const struct plan_review *review = report->review;
    const struct plan_buying *buying = review->in.buying;
    plan_book_find_events(book);
    const struct book_sheet sheets[] = {
        {"Summary", &book->summary, true},
        {"Options", &book->options, true},
        {"Assumptions", &book->assumptions, true},
        {"Demand", &book->demand, true},
        {"Events", &book->events, book->event_count > 0},
        {"Sizing", &book->sizing, true},
        {"Scenarios", &book->scenarios, true},
        {"Sensitivity", &book->sensitivity, review->sensitivities > 0},
        {"Tiers", &book->tiers, report->tiers != NULL},
        {"Types", &book->types, buying != NULL && buying->types > 0},
        {"Run-out", &book->runout, true},
        {"Cost", &book->cost, true},
        {"Purchase", &book->purchase, buying != NULL && buying->purchase.options > 0},
        {"Changes", &book->changes, report->changes != NULL},
        {"Accuracy", &book->accuracy, true},
        {"Risks", &book->risks, true},
        {"Readiness", &book->readiness, true},
        {"Data", &book->data, true},
        {"Words", &book->words, true},
        {"_solve", &book->solver, true},
        {"_steps", &book->steps, true},
    };
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        if (sheets[i].wanted &&
            xlsx_add_sheet(book->xlsx, sheets[i].name, sheets[i].sheet, err) != 0)
            return -1;
    return 0;
}

/// Demand settles the rows that Sizing, and the charts of Summary, point at.
static int write_sheets(struct plan_book *book, struct err *err)
{
    static int (*const writers[])(struct plan_book *, struct err *) = {
        plan_sheet_assumptions, plan_solver_begin,    plan_sheet_events,   plan_sheet_demand,
        plan_sheet_sizing,      plan_sheet_scenarios, plan_sheet_steps,    plan_sheet_summary,
        plan_sheet_options,     plan_sheet_cost,      plan_sheet_runout,   plan_sheets_of_texts,
        plan_sheet_tiers,       plan_sheet_types,     plan_sheet_purchase, plan_sheet_data,
    };
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (writers[i](book, err) != 0)
            return -1;
    if (book->sensitivity != NULL)
        return plan_sheet_sensitivity(book, err);
    return 0;
}

int plan_workbook(const struct plan_report *report, const char *path, struct err *err)
{
    struct plan_book book = {.report = report, .plan = report->plan};
    const char *title = arena_printf(&book.arena, "Capacity plan: %s", report->subject);
    int status = xlsx_open(&book.xlsx, path, report->plan->in.as_of, title, err);
    if (status != 0) {
        arena_release(&book.arena);
        return -1;
    }
    if (add_sheets(&book, err) == 0 && write_sheets(&book, err) == 0) {
        status = xlsx_close(book.xlsx, err);
    } else {
        xlsx_discard(book.xlsx);
        status = -1;
    }
    arena_release(&book.arena);
    return status;
}

const char *sizing_weeks(struct plan_book *book, enum sizing_column column)
{
    char letter = (char)('A' + column);
    return arena_printf(&book->arena, "Sizing!$%c$%d:$%c$%d", letter, SIZING_WEEK_ROW + 1, letter,
                        SIZING_WEEK_ROW + (int)book->plan->weeks);
}

const char *sizing_cell(struct plan_book *book, uint32_t row, enum sizing_column column)
{
    return arena_printf(&book->arena, "Sizing!$%c$%u", 'A' + column, (unsigned)row + 1);
}

/// "A" ... "ZZ".
static const char *column_name(struct plan_book *book, uint16_t column)
{
    return column < 26
               ? arena_printf(&book->arena, "%c", 'A' + column)
               : arena_printf(&book->arena, "%c%c", 'A' + column / 26 - 1, 'A' + column % 26);
}

const char *book_cell(struct plan_book *book, const char *sheet, uint32_t row, uint16_t column)
{
    return arena_printf(&book->arena, "%s%s$%s$%u", sheet == NULL ? "" : sheet,
                        sheet == NULL ? "" : "!", column_name(book, column), (unsigned)row + 1);
}

const char *book_range(struct plan_book *book, const char *sheet, uint32_t first_row,
                       uint16_t first_column, uint32_t last_row, uint16_t last_column)
{
    return arena_printf(&book->arena, "%s:%s", book_cell(book, sheet, first_row, first_column),
                        book_cell(book, NULL, last_row, last_column));
}

void book_header(struct xlsx_sheet *sheet, uint32_t row, const struct book_column *column,
                 size_t columns)
{
    for (uint16_t c = 0; c < columns; c++) {
        xlsx_text(sheet, row, c, column[c].name,
                  column[c].is_number ? XLSX_HEADER_NUMBER : XLSX_HEADER);
        xlsx_column_width(sheet, c, c, column[c].width);
    }
    xlsx_row_height(sheet, row, 32);
}

void book_title(struct xlsx_sheet *sheet, const char *title, const char *note,
                const struct book_column *column, size_t columns)
{
    // Notes are in small letters: about 1.1 of them take the room of one of a cell.
    enum { NOTE_POINTS = 13 };
    double room = 0;
    for (size_t c = 0; c < columns; c++)
        room += column[c].width * 1.1;
    double lines = ceil((double)utf8_width(note, strlen(note)) / room);
    xlsx_text(sheet, 0, 0, title, XLSX_TITLE);
    xlsx_merge(sheet, 1, 0, (uint16_t)(columns - 1), note, XLSX_REMARK);
    xlsx_row_height(sheet, 1, NOTE_POINTS * fmax(lines, 1) + 2);
}
