// The workbook of a fleet: every service in a row, its weeks, and what all need together.
#include "answer/fleet_entry.h"
#include "answer/plan_book.h"
#include "answer/plan_words.h"

#include <math.h>
#include <string.h>

enum { HEADER_ROW = 3, FIRST_ROW };
enum {
    SERVICE,
    VERDICT,
    DECISION,
    ORDER_BY,
    NEEDED,
    TODAY,
    MOST,
    MORE,
    MISSING,
    COST,
    AS_TODAY,
    DIFFERENCE,
    BUDGET,
    SHARE,
    CONFIDENCE,
    LIMIT,
    WHY,
    FLEET_COLUMNS
};
enum { WEEK_SERVICE, WEEK_TODAY, FIRST_WEEK };
enum { SHARED_WEEK, SHARED_SUM, SHARED_TODAY, SHARED_LIMIT, SHARED_SHORT, SHARED_LABEL };
enum { LIMIT_ROW = 3, SHARED_HEADER_ROW = 5, SHARED_ROW };

/// A fleet while it is written; `book` lends the helpers of sheets its arena.
struct fleet_book {
    struct fleet_page *fleet;
    struct plan_book book;
    struct xlsx_sheet *services, *weeks, *shared, *data;
    size_t week_count;
};

static void write_service(struct fleet_book *of, uint32_t row, const struct fleet_entry *entry)
{
    struct xlsx_sheet *sheet = of->services;
    struct plan_book *book = &of->book;
    bool orders = entry->needed_at != INSTANT_NONE;
    xlsx_text(sheet, row, SERVICE, entry->name, XLSX_LABEL);
    xlsx_text(sheet, row, VERDICT, plan_verdict_name(entry->verdict), XLSX_CELL_TEXT);
    xlsx_text(sheet, row, DECISION, entry->decision, XLSX_CELL_TEXT);
    xlsx_time(sheet, row, ORDER_BY, orders ? entry->order_by : INSTANT_NONE, XLSX_DATE);
    xlsx_time(sheet, row, NEEDED, entry->needed_at, XLSX_TIME);
    xlsx_number(sheet, row, TODAY, entry->today, XLSX_INTEGER);
    xlsx_number(sheet, row, MOST, entry->most, XLSX_INTEGER);
    xlsx_formula(sheet, row, MORE,
                 arena_printf(&book->arena, "=%s-%s", book_cell(book, NULL, row, MOST),
                              book_cell(book, NULL, row, TODAY)),
                 entry->most - entry->today, XLSX_INTEGER);
    xlsx_number(sheet, row, MISSING, entry->missing, XLSX_INTEGER);
    xlsx_number(sheet, row, COST, entry->cost, XLSX_MONEY);
    xlsx_number(sheet, row, AS_TODAY, isnan(entry->cost) ? (double)NAN : entry->as_today,
                XLSX_MONEY);
    xlsx_formula(sheet, row, DIFFERENCE,
                 arena_printf(&book->arena, "=IF(%s=\"\",\"\",%s-%s)",
                              book_cell(book, NULL, row, COST), book_cell(book, NULL, row, COST),
                              book_cell(book, NULL, row, AS_TODAY)),
                 entry->cost - entry->as_today, XLSX_MONEY);
    xlsx_number(sheet, row, BUDGET, entry->budget, XLSX_MONEY);
    xlsx_number(sheet, row, SHARE, entry->share, XLSX_PERCENT);
    xlsx_text(sheet, row, CONFIDENCE, entry->doubtful ? "doubtful" : entry->level, XLSX_CELL_TEXT);
    xlsx_text(sheet, row, LIMIT, entry->limit, XLSX_CELL_TEXT);
    xlsx_text(sheet, row, WHY, entry->why, XLSX_NOTE);
}

/// Sums of the columns that can be added.
static void write_totals(struct fleet_book *of, uint32_t row)
{
    static const uint16_t summed[] = {TODAY, MOST,     MORE,       MISSING,
                                      COST,  AS_TODAY, DIFFERENCE, BUDGET};
    double sum[sizeof summed / sizeof *summed] = {0};
    for (size_t i = 0; i < of->fleet->count; i++) {
        const struct fleet_entry *entry = &of->fleet->entry[i];
        const bool priced = !isnan(entry->cost);
        const double value[] = {entry->today,
                                entry->most,
                                entry->most - entry->today,
                                entry->missing,
                                priced ? entry->cost : 0,
                                priced ? entry->as_today : 0,
                                priced ? entry->cost - entry->as_today : 0,
                                isnan(entry->budget) ? 0 : entry->budget};
        for (size_t k = 0; k < sizeof summed / sizeof *summed; k++)
            sum[k] += value[k];
    }
    xlsx_text(of->services, row, SERVICE, "all", XLSX_LABEL);
    for (size_t k = 0; k < sizeof summed / sizeof *summed; k++)
        xlsx_formula(
            of->services, row, summed[k],
            arena_printf(&of->book.arena, "=SUM(%s)",
                         book_range(&of->book, NULL, FIRST_ROW, summed[k], row - 1, summed[k])),
            sum[k], summed[k] < COST ? XLSX_INTEGER : XLSX_MONEY);
}

static void write_services(struct fleet_book *of)
{
    static const struct book_column column[FLEET_COLUMNS] = {{"service", 22, false},
                                                             {"verdict", 14, false},
                                                             {"decision", 46, false},
                                                             {"order by", 12, true},
                                                             {"needed", 17, true},
                                                             {"today", 9, true},
                                                             {"most", 9, true},
                                                             {"more", 9, true},
                                                             {"short of max", 9, true},
                                                             {"cost of the horizon", 13, true},
                                                             {"as today", 13, true},
                                                             {"difference", 13, true},
                                                             {"budget a month", 12, true},
                                                             {"highest month of it", 10, true},
                                                             {"confidence", 12, false},
                                                             {"first limit", 18, false},
                                                             {"why", 44, false}};
    const uint32_t last = FIRST_ROW + (uint32_t)of->fleet->count - 1;
    struct xlsx_sheet *sheet = of->services;
    book_title(
        sheet,
        arena_printf(&of->book.arena, "Capacity plan: fleet of %zu services, as of %s",
                     of->fleet->count, words_date(&of->book.arena, of->fleet->as_of)),
        "The most urgent first: cannot be met or late, by what is to order first; then orders "
        "by date; doubtful; what can be given back; enough.",
        column, FLEET_COLUMNS);
    book_header(sheet, HEADER_ROW, column, FLEET_COLUMNS);
    for (size_t i = 0; i < of->fleet->count; i++)
        write_service(of, FIRST_ROW + (uint32_t)i, &of->fleet->entry[i]);
    write_totals(of, last + 1);
    xlsx_highlight_formula(sheet, FIRST_ROW, VERDICT, last, VERDICT,
                           "=OR($B5=\"late\",$B5=\"over budget\",$B5=\"cannot be met\")", XLSX_BAD);
    xlsx_highlight(sheet, FIRST_ROW, VERDICT, last, VERDICT, XLSX_EQUAL, "\"order\"", XLSX_WARN);
    xlsx_highlight(sheet, FIRST_ROW, VERDICT, last, VERDICT, XLSX_EQUAL, "\"enough\"", XLSX_GOOD);
    xlsx_highlight(sheet, FIRST_ROW, CONFIDENCE, last, CONFIDENCE, XLSX_EQUAL, "\"doubtful\"",
                   XLSX_BAD);
    xlsx_highlight_formula(sheet, FIRST_ROW, SHARE, last, SHARE, "=AND(ISNUMBER($N5),$N5>1)",
                           XLSX_BAD);
    xlsx_data_bars(sheet, FIRST_ROW, MORE, last, MORE, 0x6DB6EC);
    xlsx_freeze(sheet, FIRST_ROW, 1);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

/// What each week needs of each service; darker is more of what is in service.
static void write_weeks(struct fleet_book *of)
{
    const struct fleet_page *fleet = of->fleet;
    struct xlsx_sheet *sheet = of->weeks;
    const uint32_t last = FIRST_ROW + (uint32_t)fleet->count - 1;
    const uint16_t share = (uint16_t)(FIRST_WEEK + of->week_count + 1);
    xlsx_text(sheet, 0, 0, "Weeks", XLSX_TITLE);
    xlsx_text(sheet, 1, 0,
              "Instances that each week needs; beside them the share of those in service",
              XLSX_NOTE);
    xlsx_text(sheet, HEADER_ROW, WEEK_SERVICE, "service", XLSX_HEADER);
    xlsx_text(sheet, HEADER_ROW, WEEK_TODAY, "today", XLSX_HEADER_NUMBER);
    xlsx_column_width(sheet, WEEK_SERVICE, WEEK_SERVICE, 22);
    xlsx_column_width(sheet, FIRST_WEEK, (uint16_t)(share + of->week_count), 11);
    for (uint32_t i = 0; i < fleet->count; i++) {
        const struct fleet_entry *entry = &fleet->entry[i];
        const uint32_t row = FIRST_ROW + i;
        xlsx_text(sheet, row, WEEK_SERVICE, entry->name, XLSX_LABEL);
        xlsx_number(sheet, row, WEEK_TODAY, entry->today, XLSX_INTEGER);
        for (uint16_t w = 0; w < of->week_count && w < entry->next; w++) {
            const uint16_t column = (uint16_t)(FIRST_WEEK + w);
            xlsx_number(sheet, row, column, entry->need[w], XLSX_INTEGER);
            xlsx_formula(sheet, row, (uint16_t)(share + w),
                         arena_printf(&of->book.arena, "=IF(%s>0,%s/%s,\"\")",
                                      book_cell(&of->book, NULL, row, WEEK_TODAY),
                                      book_cell(&of->book, NULL, row, column),
                                      book_cell(&of->book, NULL, row, WEEK_TODAY)),
                         entry->today > 0 ? entry->need[w] / entry->today : (double)NAN,
                         XLSX_PERCENT_WHOLE);
        }
    }
    for (uint16_t w = 0; w < of->week_count; w++) {
        instant start = fleet->entry[0].week[fleet->entry[0].past + w];
        xlsx_text(sheet, HEADER_ROW, (uint16_t)(FIRST_WEEK + w), words_date(&of->book.arena, start),
                  XLSX_HEADER_NUMBER);
        xlsx_text(sheet, HEADER_ROW, (uint16_t)(share + w), words_date(&of->book.arena, start) + 5,
                  XLSX_HEADER_NUMBER);
    }
    const uint16_t end = (uint16_t)(share + of->week_count - 1);
    xlsx_shade(sheet, FIRST_ROW, share, last, end);
    xlsx_freeze(sheet, FIRST_ROW, FIRST_WEEK);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

static double sum_of_week(const struct fleet_page *fleet, size_t w)
{
    double sum = 0;
    for (size_t i = 0; i < fleet->count; i++)
        sum += w < fleet->entry[i].next ? fleet->entry[i].need[w] : 0;
    return sum;
}

static void write_shared_week(struct fleet_book *of, uint32_t w, double today)
{
    struct plan_book *book = &of->book;
    const uint32_t row = SHARED_ROW + w, last = FIRST_ROW + (uint32_t)of->fleet->count - 1;
    const uint16_t column = (uint16_t)(FIRST_WEEK + w);
    instant start = of->fleet->entry[0].week[of->fleet->entry[0].past + w];
    double sum = sum_of_week(of->fleet, w);
    xlsx_time(of->shared, row, SHARED_WEEK, start, XLSX_DATE);
    xlsx_formula(of->shared, row, SHARED_SUM,
                 arena_printf(&book->arena, "=SUM(%s)",
                              book_range(book, "Weeks", FIRST_ROW, column, last, column)),
                 sum, XLSX_INTEGER);
    xlsx_formula(of->shared, row, SHARED_TODAY,
                 arena_printf(&book->arena, "=SUM(%s)",
                              book_range(book, "Weeks", FIRST_ROW, WEEK_TODAY, last, WEEK_TODAY)),
                 today, XLSX_INTEGER);
    xlsx_formula(of->shared, row, SHARED_LIMIT, "=IF(shared_max=\"\",\"\",shared_max)", NAN,
                 XLSX_INTEGER);
    xlsx_formula(of->shared, row, SHARED_SHORT,
                 arena_printf(&book->arena, "=IF(shared_max=\"\",\"\",MAX(0,%s-shared_max))",
                              book_cell(book, NULL, row, SHARED_SUM)),
                 NAN, XLSX_INTEGER);
    xlsx_text(of->shared, row, SHARED_LABEL, words_date(&book->arena, start) + 5, XLSX_NOTE);
}

static int write_shared(struct fleet_book *of, struct err *err)
{
    static const struct book_column column[] = {
        {"week", 24, true},         {"sum of the needs", 12, true}, {"in service today", 12, true},
        {"shared limit", 12, true}, {"short of it", 12, true},      {"label", 10, false}};
    const struct fleet_page *fleet = of->fleet;
    double at_once = NAN, today = 0;
    for (size_t i = 0; i < fleet->count; i++)
        today += fleet->entry[i].today;
    for (size_t h = 0; fleet->same_hour != NULL && h < fleet->hours; h++)
        at_once = fmax(at_once, fleet->same_hour[h]);
    book_title(
        of->shared, "Shared",
        "A limit that services share is met by the sum of their weeks where each holds its own "
        "all week, and by the same hour where they follow the day. Enter one to see who is "
        "short of it.",
        column, 6);
    xlsx_text(of->shared, LIMIT_ROW - 1, 0, "most at the same hour", XLSX_LABEL);
    xlsx_number(of->shared, LIMIT_ROW - 1, 1, at_once, XLSX_INTEGER);
    xlsx_text(of->shared, LIMIT_ROW, 0, "shared limit", XLSX_LABEL);
    xlsx_text(of->shared, LIMIT_ROW, 1, "", XLSX_INPUT);
    xlsx_accept(of->shared, LIMIT_ROW, 1, XLSX_WHOLE, NULL,
                "A whole number of instances, or none.");
    book_header(of->shared, SHARED_HEADER_ROW, column, 6);
    for (uint32_t w = 0; w < of->week_count; w++)
        write_shared_week(of, w, today);
    const uint32_t last = SHARED_ROW + (uint32_t)of->week_count - 1;
    xlsx_highlight_formula(of->shared, SHARED_ROW, SHARED_SHORT, last, SHARED_SHORT,
                           "=AND(ISNUMBER($E7),$E7>0)", XLSX_BAD);
    xlsx_print_setup(of->shared, true, 1, 0);
    const struct xlsx_bar_series bars[] = {
        {"sum of the needs", of->shared, SHARED_LABEL, SHARED_SUM, SHARED_ROW, last, 0x0B62A3,
         XLSX_FILL_HATCHED},
        {"in service today", of->shared, SHARED_LABEL, SHARED_TODAY, SHARED_ROW, last, 0x7C8690,
         XLSX_FILL_SOLID}};
    const struct xlsx_bar_chart chart = {.title = "What all need together",
                                         .kind = XLSX_COLUMNS,
                                         .from = 0,
                                         .count = 2,
                                         .series = bars,
                                         .width_px = 700,
                                         .height_px = 300};
    if (xlsx_define_name(of->book.xlsx, "shared_max", of->shared, LIMIT_ROW, 1, err) != 0)
        return -1;
    return xlsx_insert_bars(of->shared, last + 3, 0, &chart, err);
}

static void write_data(struct fleet_book *of, const char *command)
{
    xlsx_text(of->data, 0, 0, "Data", XLSX_TITLE);
    xlsx_column_width(of->data, 0, 0, 120);
    xlsx_text(of->data, 2, 0, command, XLSX_TEXT);
    xlsx_text(
        of->data, 4, 0,
        arena_printf(&of->book.arena,
                     "Times are those of %s. The plan of one service, with its formulas: --only "
                     "SERVICE -o plan.xlsx.",
                     of->fleet->zone),
        XLSX_TEXT);
    xlsx_print_setup(of->data, true, 1, 0);
}

int fleet_workbook(struct fleet_page *fleet, const char *command, const char *path, struct err *err)
{
    struct fleet_book of = {.fleet = fleet};
    struct plan_book *book = &of.book;
    fleet_sort(fleet);
    if (xlsx_open(&book->xlsx, path, fleet->as_of, "Capacity plan of a fleet", err) != 0)
        return -1;
    of.week_count = fleet->entry[0].next;
    for (size_t i = 0; i < fleet->count; i++)
        of.week_count = fleet->entry[i].next < of.week_count ? fleet->entry[i].next : of.week_count;
    int status = -1;
    if (xlsx_add_sheet(book->xlsx, "Fleet", &of.services, err) == 0 &&
        xlsx_add_sheet(book->xlsx, "Weeks", &of.weeks, err) == 0 &&
        xlsx_add_sheet(book->xlsx, "Shared", &of.shared, err) == 0 &&
        xlsx_add_sheet(book->xlsx, "Data", &of.data, err) == 0) {
        write_services(&of);
        write_weeks(&of);
        write_data(&of, command);
        status = write_shared(&of, err);
    }
    if (status == 0)
        status = xlsx_close(book->xlsx, err);
    else
        xlsx_discard(book->xlsx);
    arena_release(&book->arena);
    return status;
}
