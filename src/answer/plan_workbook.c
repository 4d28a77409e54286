#include "answer/plan_book.h"

int plan_workbook(const struct plan_report *report, const char *path, struct err *err)
{
    struct plan_book book = {.report = report, .plan = report->plan};
    const char *title = arena_printf(&book.arena, "Capacity plan: %s", report->subject);
    int status = xlsx_open(&book.xlsx, path, report->plan->in.as_of, title, err);
    if (status != 0) {
        arena_release(&book.arena);
        return -1;
    }
    const struct {
        const char *name;
        struct xlsx_sheet **sheet;
    } sheets[] = {
        {"Summary", &book.summary}, {"Assumptions", &book.assumptions},
        {"Demand", &book.demand},   {"Sizing", &book.sizing},
        {"Tiers", &book.tiers},     {"Data", &book.data},
    };
    for (size_t i = 0; status == 0 && i < sizeof sheets / sizeof *sheets; i++) {
        bool wanted = sheets[i].sheet != &book.tiers || report->tiers != NULL;
        if (wanted)
            status = xlsx_add_sheet(book.xlsx, sheets[i].name, sheets[i].sheet, err);
    }
    // Demand settles the rows that Sizing, and the charts of Summary, point at.
    if (status == 0 && plan_sheet_assumptions(&book, err) == 0 &&
        plan_sheet_demand(&book, err) == 0 && plan_sheet_sizing(&book, err) == 0 &&
        plan_sheet_summary(&book, err) == 0 && plan_sheet_tiers(&book, err) == 0 &&
        plan_sheet_data(&book, err) == 0) {
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
