// What a plan costs by calendar month, how long so many instances are needed, and when limits are
// passed.
#include "answer/plan_book.h"
#include "answer/plan_words.h"
#include "sizing/inverse.h"

#include <math.h>

enum { HEADER_ROW = 3, FIRST_ROW };

// --- cost ----------------------------------------------------------------------------------------

enum {
    NAME,
    MONTH,
    MONTH_END,
    COVERED,
    HOURS,
    COST,
    AS_TODAY,
    AT_P99,
    BUDGET,
    SHARE,
    OVER,
    COST_COLUMNS
};

static instant month_end(const struct plan_month *month)
{
    return month->start + (instant)(month->hours_all * 3600.0 * (double)INSTANT_PER_SECOND);
}

/// Hours of each week that a month has, as an array: the later start to the sooner end, or none.
static const char *overlap(struct plan_book *book, uint32_t row)
{
    struct arena *arena = &book->arena;
    const char *week = sizing_weeks(book, SIZING_WEEK), *until = sizing_weeks(book, SIZING_UNTIL);
    const char *from = book_cell(book, NULL, row, MONTH),
               *to = book_cell(book, NULL, row, MONTH_END);
    const char *start =
        arena_printf(arena, "((%s>%s)*%s+(%s<=%s)*%s)", week, from, week, week, from, from);
    const char *end =
        arena_printf(arena, "((%s<%s)*%s+(%s>=%s)*%s)", until, to, until, until, to, to);
    return arena_printf(arena, "(%s<%s)*(%s>%s)*(%s-%s)*24", week, to, until, from, end, start);
}

static void write_month(struct plan_book *book, uint32_t row, const struct plan_month *month)
{
    const struct sizing *sizing = &book->plan->in.sizing;
    struct arena *arena = &book->arena;
    struct xlsx_sheet *sheet = book->cost;
    const char *hours = overlap(book, row);
    const char *cost = book_cell(book, NULL, row, COST);
    const char *day = words_date(arena, month->start);
    xlsx_text(sheet, row, NAME, arena_printf(arena, "%.7s", day), XLSX_LABEL);
    xlsx_time(sheet, row, MONTH, month->start, XLSX_DATE);
    xlsx_time(sheet, row, MONTH_END, month_end(month), XLSX_DATE);
    xlsx_formula(sheet, row, COVERED, arena_printf(arena, "=SUMPRODUCT(%s)", hours), month->hours,
                 XLSX_INTEGER);
    xlsx_number(sheet, row, HOURS, month->hours_all, XLSX_INTEGER);
    xlsx_formula(sheet, row, COST,
                 arena_printf(arena, "=IF(price=\"\",\"\",SUMPRODUCT(%s,%s)*price)",
                              sizing_weeks(book, SIZING_KEPT), hours),
                 month->cost, XLSX_MONEY);
    xlsx_formula(sheet, row, AS_TODAY,
                 arena_printf(arena, "=IF(price=\"\",\"\",%s*instances_today*price)",
                              book_cell(book, NULL, row, COVERED)),
                 month->as_today, XLSX_MONEY);
    xlsx_number(sheet, row, AT_P99, month->high, XLSX_MONEY);
    xlsx_formula(sheet, row, BUDGET,
                 arena_printf(arena, "=IF(budget=\"\",\"\",budget*%s/%s)",
                              book_cell(book, NULL, row, COVERED), "hours_per_month"),
                 sizing->budget_month * month->hours / sizing->hours_per_month, XLSX_MONEY);
    xlsx_formula(sheet, row, SHARE,
                 arena_printf(arena, "=IF(OR(price=\"\",budget=\"\"),\"\",%s/%s)", cost,
                              book_cell(book, NULL, row, BUDGET)),
                 month->share, XLSX_PERCENT);
    xlsx_formula(sheet, row, OVER,
                 arena_printf(arena,
                              "=IF(price=\"\",\"\",SUMPRODUCT(MAX((%s>0)*%s))*price*"
                              "hours_per_month)",
                              hours, sizing_weeks(book, SIZING_KEPT)),
                 isnan(sizing->price_hour) ? (double)NAN : month->peak_month, XLSX_MONEY);
}

static void write_total(struct plan_book *book, uint32_t row)
{
    const struct capacity_plan *plan = book->plan;
    double as_today = 0;
    for (size_t m = 0; m < plan->months; m++)
        as_today += plan->month[m].as_today;
    xlsx_text(book->cost, row, NAME, "horizon", XLSX_LABEL);
    const uint16_t sums[] = {COST, AS_TODAY};
    const double value[] = {plan->cost_total, as_today};
    for (size_t i = 0; i < 2; i++)
        xlsx_formula(book->cost, row, sums[i],
                     arena_printf(&book->arena, "=IF(price=\"\",\"\",SUM(%s))",
                                  book_range(book, NULL, FIRST_ROW, sums[i], row - 1, sums[i])),
                     value[i], XLSX_MONEY);
}

/// Hours of the horizon by what they need, the busiest first, on the hidden sheet.
static int write_duration(struct plan_book *book, uint32_t row, struct err *err)
{
    enum { HOUR = 2 * PLAN_COLUMNS + 1, ALWAYS, ABOVE, LIST_ROW = 4 };
    const struct plan_review *review = book->report->review;
    if (review->hours == 0)
        return 0;
    double least = review->hourly[review->hours - 1];
    xlsx_text(book->steps, LIST_ROW - 1, HOUR, "hour, the busiest first", XLSX_HEADER_NUMBER);
    xlsx_text(book->steps, LIST_ROW - 1, ALWAYS, "in every hour", XLSX_HEADER_NUMBER);
    xlsx_text(book->steps, LIST_ROW - 1, ABOVE, "above", XLSX_HEADER_NUMBER);
    for (uint32_t h = 0; h < review->hours; h++) {
        xlsx_number(book->steps, LIST_ROW + h, HOUR, h + 1, XLSX_INTEGER);
        xlsx_number(book->steps, LIST_ROW + h, ALWAYS, least, XLSX_INTEGER);
        xlsx_number(book->steps, LIST_ROW + h, ABOVE, review->hourly[h] - least, XLSX_INTEGER);
    }
    const uint32_t last = LIST_ROW + (uint32_t)review->hours - 1;
    const struct xlsx_bar_series area[] = {
        {"needed in every hour", book->steps, HOUR, ALWAYS, LIST_ROW, last, 0x0B62A3,
         XLSX_FILL_SOLID},
        {"above that", book->steps, HOUR, ABOVE, LIST_ROW, last, 0xA3C4DF, XLSX_FILL_SOLID}};
    const struct xlsx_bar_chart chart = {.title = "Instances by the hours that need them, as made",
                                         .kind = XLSX_AREAS_STACKED,
                                         .from = NAN, // areas begin at 0 by themselves
                                         .count = 2,
                                         .series = area,
                                         .width_px = 900,
                                         .height_px = 230};
    return xlsx_insert_bars(book->cost, row, 0, &chart, err);
}

int plan_sheet_cost(struct plan_book *book, struct err *err)
{
    static const struct book_column column[COST_COLUMNS] = {{"month", 10, false},
                                                            {"from", 12, true},
                                                            {"until", 12, true},
                                                            {"hours planned", 10, true},
                                                            {"hours it has", 10, true},
                                                            {"cost", 13, true},
                                                            {"as today", 13, true},
                                                            {"at p99, as made", 13, true},
                                                            {"budget of the hours", 13, true},
                                                            {"share of it", 10, true},
                                                            {"highest rate a month", 14, true}};
    const struct capacity_plan *plan = book->plan;
    const uint32_t last = FIRST_ROW + (uint32_t)plan->months - 1;
    book_title(
        book->cost, "Cost",
        "Every week's kept instances by the hours that a calendar month has of it. The rate is "
        "what the dearest week comes to in a month of hours_per_month.",
        column, COST_COLUMNS);
    book_header(book->cost, HEADER_ROW, column, COST_COLUMNS);
    for (size_t m = 0; m < plan->months; m++)
        write_month(book, FIRST_ROW + (uint32_t)m, &plan->month[m]);
    write_total(book, last + 1);
    xlsx_highlight_formula(book->cost, FIRST_ROW, SHARE, last, SHARE, "=AND(ISNUMBER($J5),$J5>1)",
                           XLSX_BAD);
    xlsx_highlight_formula(book->cost, FIRST_ROW, OVER, last, OVER,
                           "=AND(ISNUMBER($K5),ISNUMBER(budget),$K5>budget*(1+1E-12))", XLSX_WARN);
    xlsx_freeze(book->cost, FIRST_ROW, 1);
    xlsx_print_setup(book->cost, true, HEADER_ROW, HEADER_ROW);
    const struct xlsx_bar_series bars[] = {
        {"the plan", book->cost, NAME, COST, FIRST_ROW, last, 0x0B62A3, XLSX_FILL_HATCHED},
        {"as today", book->cost, NAME, AS_TODAY, FIRST_ROW, last, 0x7C8690, XLSX_FILL_SOLID},
        {"at p99", book->cost, NAME, AT_P99, FIRST_ROW, last, 0xA3C4DF, XLSX_FILL_SOLID},
        {"budget", book->cost, NAME, BUDGET, FIRST_ROW, last, 0x7A3E8E, XLSX_FILL_HATCHED}};
    const struct xlsx_bar_chart chart = {.title = "Cost by calendar month",
                                         .kind = XLSX_COLUMNS,
                                         .from = 0,
                                         .count = isnan(plan->in.sizing.budget_month) ? 3 : 4,
                                         .series = bars,
                                         .width_px = 900,
                                         .height_px = 230};
    uint32_t below = last + 4;
    if (!isnan(plan->in.sizing.price_hour)) {
        if (xlsx_insert_bars(book->cost, below, 0, &chart, err) != 0)
            return -1;
        below += 13;
    }
    return write_duration(book, below, err);
}

// --- run-out -------------------------------------------------------------------------------------

enum { LIMIT, COUNT, CARRIES, EARLIEST, EXPECTED, LATEST, PLANNED, ORDER_BY, WEEK, RUNOUT_COLUMNS };

static const char never[] = "not within the horizon";

/// The first week of Sizing in which a limit is passed.
static void write_week(struct plan_book *book, uint32_t row, enum plan_limit limit)
{
    const struct capacity_plan *plan = book->plan;
    struct arena *arena = &book->arena;
    const char *week = sizing_weeks(book, SIZING_WEEK), *by = sizing_weeks(book, SIZING_BOUND_BY);
    instant at = INSTANT_NONE;
    for (size_t w = 0; w < plan->weeks && at == INSTANT_NONE; w++) {
        const struct plan_week *one = &plan->week[w];
        bool passed = limit == PLAN_LIMIT_CURRENT ? one->needed > plan->baseline
                      : limit == PLAN_LIMIT_MAX   ? one->row.bound_by == BOUND_MAX
                                                  : one->row.bound_by == BOUND_BUDGET;
        if (passed)
            at = one->start;
    }
    const char *formula =
        limit == PLAN_LIMIT_CURRENT
            ? arena_printf(arena, "=IFERROR(INDEX(%s,MATCH(1,%s,0)),\"%s\")", week,
                           sizing_weeks(book, SIZING_GROW), never)
            : arena_printf(arena, "=IFERROR(INDEX(%s,MATCH(\"%s\",%s,0)),\"%s\")", week,
                           limit == PLAN_LIMIT_MAX ? "max" : "budget", by, never);
    if (at == INSTANT_NONE)
        xlsx_formula_text(book->runout, row, WEEK, formula, never, XLSX_DATE);
    else
        xlsx_formula_time(book->runout, row, WEEK, formula, at, XLSX_DATE);
}

int plan_sheet_runout(struct plan_book *book, struct err *err)
{
    static const struct book_column column[RUNOUT_COLUMNS] = {
        {"limit", 26, false},      {"instances", 10, true}, {"carries", 14, true},
        {"earliest", 17, true},    {"expected", 17, true},  {"latest", 17, true},
        {"planned for", 17, true}, {"order by", 17, true},  {"first week, live", 22, true}};
    static const char *const name[] = {"today's fleet", "the maximum", "the rate of the budget"};
    const struct capacity_plan *plan = book->plan;
    uint32_t row = FIRST_ROW;
    (void)err;
    book_title(
        book->runout, "Run-out",
        "The step at which the demand takes more than a limit allows: at p99, p50 and what is "
        "planned for, as made. An empty date is not within the horizon. The last column "
        "follows the assumptions.",
        column, RUNOUT_COLUMNS);
    book_header(book->runout, HEADER_ROW, column, RUNOUT_COLUMNS);
    for (int i = 0; i < PLAN_LIMITS; i++) {
        const struct plan_limit_date *limit = &plan->limit[i];
        if (!limit->given)
            continue;
        xlsx_text(book->runout, row, LIMIT, name[i], XLSX_LABEL);
        xlsx_number(book->runout, row, COUNT, limit->instances, XLSX_INTEGER);
        xlsx_number(book->runout, row, CARRIES, solve_demand(&plan->in.sizing, limit->instances),
                    XLSX_DECIMAL);
        xlsx_time(book->runout, row, EARLIEST, limit->when.earliest, XLSX_TIME);
        xlsx_time(book->runout, row, EXPECTED, limit->when.expected, XLSX_TIME);
        xlsx_time(book->runout, row, LATEST, limit->when.latest, XLSX_TIME);
        xlsx_time(book->runout, row, PLANNED, limit->when.planned, XLSX_TIME);
        xlsx_time(book->runout, row, ORDER_BY, limit->when.order_by, XLSX_TIME);
        write_week(book, row, (enum plan_limit)i);
        row++;
    }
    if (row > FIRST_ROW)
        xlsx_highlight_formula(book->runout, FIRST_ROW, ORDER_BY, row - 1, ORDER_BY,
                               "=AND(ISNUMBER($H5),$H5<as_of+14)", XLSX_BAD);
    xlsx_freeze(book->runout, FIRST_ROW, 1);
    xlsx_print_setup(book->runout, true, HEADER_ROW, HEADER_ROW);
    return 0;
}
