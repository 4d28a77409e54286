// The sheet Purchase: how much of the plan's fleet to commit by each offer, by live formulas.
#include "advise/plan_buying.h"
#include "answer/plan_book.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

enum { NOTE_ROW = 1, OWNED_ROW = 2, HEADER_ROW = 4, FIRST_ROW = 5 };

enum offer_column {
    OFFER_NAME,
    OFFER_TERM,
    OFFER_UPFRONT,
    OFFER_HOURLY,
    OFFER_DISCOUNT,
    OFFER_EFFECTIVE,
    OFFER_BREAK_EVEN,
    OFFER_UNITS,
    OFFER_USED,
    OFFER_COST,
    OFFER_MONTH,
    OFFER_SAVING,
    OFFER_DATE,
    OFFER_SOURCE
};

static const struct {
    const char *header;
    enum xlsx_format format;
    double width;
} head[] = {
    [OFFER_NAME] = {"bought as", XLSX_HEADER, 22},
    [OFFER_TERM] = {"term, months", XLSX_HEADER_NUMBER, 12},
    [OFFER_UPFRONT] = {"paid at the start", XLSX_HEADER_NUMBER, 12},
    [OFFER_HOURLY] = {"an hour", XLSX_HEADER_NUMBER, 13},
    [OFFER_DISCOUNT] = {"or discount", XLSX_HEADER_NUMBER, 10},
    [OFFER_EFFECTIVE] = {"effective hour", XLSX_HEADER_NUMBER, 11},
    [OFFER_BREAK_EVEN] = {"pays above a use of", XLSX_HEADER_NUMBER, 11},
    [OFFER_UNITS] = {"units to commit", XLSX_HEADER_NUMBER, 9},
    [OFFER_USED] = {"used", XLSX_HEADER_NUMBER, 9},
    [OFFER_COST] = {"cost of the horizon", XLSX_HEADER_NUMBER, 13},
    [OFFER_MONTH] = {"cost a month", XLSX_HEADER_NUMBER, 13},
    [OFFER_SAVING] = {"saves", XLSX_HEADER_NUMBER, 9},
    [OFFER_DATE] = {"price of", XLSX_HEADER_NUMBER, 11},
    [OFFER_SOURCE] = {"source", XLSX_HEADER_TEXT, 44},
};

/// The fleet below the offers: a row a week.
struct fleet_rows {
    unsigned first, last; ///< lines, from 1
    double total_hours;
};

/// "@n" the instances, "@h" the hours, "@u" the shares of all weeks; "#" the row's line.
static void write_formula(struct plan_book *book, const struct fleet_rows *fleet, uint32_t row,
                          enum offer_column column, const char *formula, double value,
                          enum xlsx_format format)
{
    struct str text = {0};
    for (; *formula != '\0'; formula++) {
        char letter = formula[0] != '@'   ? '\0'
                      : formula[1] == 'n' ? 'B'
                      : formula[1] == 'h' ? 'C'
                                          : 'D';
        if (letter != '\0') {
            str_appendf(&text, "$%c$%u:$%c$%u", letter, fleet->first, letter, fleet->last);
            formula++;
        } else if (*formula == '#') {
            str_appendf(&text, "%u", (unsigned)row + 1);
        } else {
            str_append_char(&text, *formula);
        }
    }
    xlsx_formula(book->purchase, row, (uint16_t)column, str_text(&text), value, format);
    str_release(&text);
}

static double monthly(const struct plan_book *book, const struct fleet_rows *fleet, double cost)
{
    return cost * book->plan->in.sizing.hours_per_month / fleet->total_hours;
}

/// What is known of every way: cost of the horizon, of a month, saving.
static void write_costs(struct plan_book *book, const struct fleet_rows *fleet, uint32_t row,
                        const char *formula, double cost, double on_demand)
{
    write_formula(book, fleet, row, OFFER_COST, formula, cost, XLSX_MONEY);
    write_formula(book, fleet, row, OFFER_MONTH, "=IF(J#=\"\",\"\",J#*hours_per_month/SUM(@h))",
                  monthly(book, fleet, cost), XLSX_MONEY);
    write_formula(
        book, fleet, row, OFFER_SAVING, "=IF(OR(J#=\"\",$J$7=0),\"\",ROUND(1-J#/$J$7,12))",
        on_demand > 0 ? round((1 - cost / on_demand) * 1e12) / 1e12 : (double)NAN, XLSX_PERCENT);
}

static void write_uncommitted(struct plan_book *book, const struct fleet_rows *fleet,
                              const struct purchase_mix *mix)
{
    xlsx_text(book->purchase, FIRST_ROW, OFFER_NAME, "fixed peak", XLSX_CELL_TEXT);
    write_costs(book, fleet, FIRST_ROW, "=IF(price=\"\",\"\",price*MAX(0,MAX(@n)-$B$3)*SUM(@h))",
                mix->fixed_peak_cost, mix->on_demand_cost);
    xlsx_text(book->purchase, FIRST_ROW + 1, OFFER_NAME, "on demand", XLSX_CELL_TEXT);
    write_costs(book, fleet, FIRST_ROW + 1,
                "=IF(price=\"\",\"\",price*SUMPRODUCT((@n>$B$3)*(@n-$B$3)*@h))",
                mix->on_demand_cost, mix->on_demand_cost);
}

static void write_offer(struct plan_book *book, const struct fleet_rows *fleet, uint32_t row,
                        const struct offer *offer, const struct purchase_question *question)
{
    struct purchase_mix mix;
    const double price = question->price.on_demand, each = question->price.committed;
    purchase_mix_best(question, &mix);
    const double held = question->owned + mix.commit;
    xlsx_text(book->purchase, row, OFFER_NAME, offer->name, XLSX_CELL_TEXT);
    xlsx_number(book->purchase, row, OFFER_TERM, offer->term_months, XLSX_INPUT);
    xlsx_number(book->purchase, row, OFFER_UPFRONT, offer->upfront, XLSX_INPUT);
    xlsx_number(book->purchase, row, OFFER_HOURLY, offer->hourly, XLSX_INPUT);
    xlsx_number(book->purchase, row, OFFER_DISCOUNT, offer->discount, XLSX_INPUT_PERCENT);
    xlsx_time(book->purchase, row, OFFER_DATE, offer->date, XLSX_DATE);
    xlsx_text(book->purchase, row, OFFER_SOURCE, offer->source == NULL ? "" : offer->source,
              XLSX_CELL_TEXT);
    write_formula(
        book, fleet, row, OFFER_EFFECTIVE,
        "=IF(price=\"\",\"\",IF(D#=\"\",price*(1-E#),D#)+IF(B#>0,C#/(hours_per_month*B#),0))", each,
        XLSX_PRICE);
    write_formula(book, fleet, row, OFFER_BREAK_EVEN, "=IF(F#=\"\",\"\",F#/price)", each / price,
                  XLSX_PERCENT);
    write_formula(book, fleet, row, OFFER_UNITS,
                  "=IF(F#=\"\",\"\",MAX(0,SUMPRODUCT(MAX((ROUND(@u*price-F#,12)>0)*@n))-$B$3))",
                  mix.commit, XLSX_INTEGER);
    write_formula(book, fleet, row, OFFER_USED,
                  "=IF(F#=\"\",\"\",IF($B$3+H#=0,\"\",(SUMPRODUCT(@n*@h)-SUMPRODUCT((@n>$B$3+H#)*"
                  "(@n-$B$3-H#)*@h))/(($B$3+H#)*SUM(@h))))",
                  held > 0 ? mix.used_hours / (held * fleet->total_hours) : (double)NAN,
                  XLSX_PERCENT);
    write_costs(book, fleet, row,
                "=IF(F#=\"\",\"\",H#*F#*SUM(@h)+price*SUMPRODUCT((@n>$B$3+H#)*(@n-$B$3-H#)*@h))",
                mix.cost, mix.on_demand_cost);
}

static void write_frame(struct plan_book *book, double owned)
{
    struct xlsx_sheet *sheet = book->purchase;
    xlsx_text(sheet, 0, 0, "Purchase", XLSX_TITLE);
    xlsx_text(sheet, NOTE_ROW, 0,
              "Committed is as much as is needed often enough: a unit pays where its use is above "
              "effective hour / price. The fleet is that of the sheet Sizing, week by week; what "
              "is owned already serves first and costs nothing here.",
              XLSX_NOTE);
    xlsx_text(sheet, OWNED_ROW, 0, "owned", XLSX_LABEL);
    xlsx_number(sheet, OWNED_ROW, 1, owned, XLSX_INPUT);
    for (uint16_t c = 0; c < sizeof head / sizeof *head; c++) {
        xlsx_text(sheet, HEADER_ROW, c, head[c].header, head[c].format);
        xlsx_column_width(sheet, c, c, head[c].width);
    }
    xlsx_row_height(sheet, HEADER_ROW, 34);
    xlsx_freeze(sheet, FIRST_ROW, 1);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

/// The weeks, the hours that each lasts, and how often so many are needed.
static void write_fleet(struct plan_book *book, const struct fleet_rows *fleet,
                        const struct fleet_use *use, const double *hours)
{
    static const char *const header[] = {"week", "instances", "hours", "needed"};
    const struct capacity_plan *plan = book->plan;
    struct xlsx_sheet *sheet = book->purchase;
    const uint32_t first = fleet->first - 1;
    for (uint16_t c = 0; c < sizeof header / sizeof *header; c++)
        xlsx_text(sheet, first - 1, c, header[c], c == 0 ? XLSX_HEADER : XLSX_HEADER_NUMBER);
    for (uint32_t w = 0; w < plan->weeks; w++) {
        const uint32_t row = first + w;
        const double instances = plan->week[w].kept;
        xlsx_time(sheet, row, 0, plan->week[w].start, XLSX_DATE);
        xlsx_formula(
            sheet, row, 1,
            arena_printf(&book->arena, "=%s", sizing_cell(book, SIZING_WEEK_ROW + w, SIZING_KEPT)),
            instances, XLSX_INTEGER);
        xlsx_number(sheet, row, 2, hours[w], XLSX_INTEGER);
        write_formula(book, fleet, row, (enum offer_column)3, "=SUMIF(@n,\">=\"&B#,@h)/SUM(@h)",
                      fleet_use_share(use, instances), XLSX_PERCENT);
    }
}

static uint32_t offers_of(const struct offer_list *list)
{
    uint32_t count = 0;
    for (size_t i = 0; i < list->offers; i++)
        count += list->offer[i].kind != OFFER_SPOT;
    return count;
}

static void write_ways(struct plan_book *book, const struct fleet_rows *fleet,
                       const struct fleet_use *use, const struct plan_buying *buying)
{
    const struct purchase_inquiry *inquiry = &buying->inquiry;
    struct purchase_question question = {
        .use = use,
        .price = {.on_demand = inquiry->price, .committed = inquiry->price, .spot = NAN},
        .owned = inquiry->owned};
    struct purchase_mix none;
    uint32_t row = FIRST_ROW + 2;
    purchase_mix_at(&question, 0, &none);
    write_uncommitted(book, fleet, &none);
    for (size_t i = 0; i < inquiry->offers->offers; i++) {
        const struct offer *offer = &inquiry->offers->offer[i];
        if (offer->kind == OFFER_SPOT)
            continue;
        question.price.committed =
            offer_effective_hour(offer, inquiry->price, inquiry->hours_per_month);
        write_offer(book, fleet, row++, offer, &question);
    }
}

int plan_sheet_purchase(struct plan_book *book, struct err *err)
{
    const struct plan_review *review = book->report->review;
    const struct plan_buying *buying = review->in.buying;
    const struct capacity_plan *plan = book->plan;
    struct fleet_use use = {0};
    if (buying == NULL || buying->purchase.options == 0)
        return 0;
    double *units = mem_alloc(plan->weeks, sizeof *units);
    double *hours = mem_alloc(plan->weeks, sizeof *hours);
    for (size_t w = 0; w < plan->weeks; w++) {
        units[w] = plan->week[w].kept;
        hours[w] =
            (double)(plan->week[w].end - plan->week[w].start) / (3600.0 * INSTANT_PER_SECOND);
    }
    int status = fleet_use_of(units, hours, plan->weeks, &use, err);
    if (status == 0) {
        const unsigned first = FIRST_ROW + 2 + offers_of(buying->market.offers) + 3;
        const struct fleet_rows fleet = {first, first + (unsigned)plan->weeks - 1, use.total_hours};
        write_frame(book, buying->inquiry.owned);
        write_ways(book, &fleet, &use, buying);
        write_fleet(book, &fleet, &use, hours);
    }
    fleet_use_release(&use);
    free(units);
    free(hours);
    return status;
}
