// The sheet Types: what the largest week needs of each type of the catalogue, by live formulas.
#include "advise/plan_buying.h"
#include "answer/plan_book.h"
#include "sizing/scaling_equation.h"

#include <math.h>

enum { NOTE_ROW = 1, DEMAND_ROW = 2, HEADER_ROW = 4, FIRST_ROW = 5 };

enum type_column {
    TYPE_NAME,
    TYPE_VCPU,
    TYPE_MEMORY,
    TYPE_PRICE,
    TYPE_RATE,
    TYPE_MOST,
    TYPE_NEED,
    TYPE_BEFORE,
    TYPE_DEPLOY,
    TYPE_WANTED,
    TYPE_INSTANCES,
    TYPE_FITS,
    TYPE_HOUR,
    TYPE_MONTH,
    TYPE_HORIZON,
    TYPE_DATE,
    TYPE_SOURCE
};

static const struct {
    const char *header;
    enum xlsx_format header_format;
    double width;
} head[] = {
    [TYPE_NAME] = {"type", XLSX_HEADER, 20},
    [TYPE_VCPU] = {"vCPU", XLSX_HEADER_NUMBER, 8},
    [TYPE_MEMORY] = {"memory GiB", XLSX_HEADER_NUMBER, 10},
    [TYPE_PRICE] = {"price an hour", XLSX_HEADER_NUMBER, 10},
    [TYPE_RATE] = {"takes", XLSX_HEADER_NUMBER, 11},
    [TYPE_MOST] = {"max of it", XLSX_HEADER_NUMBER, 8},
    [TYPE_NEED] = {"needed", XLSX_HEADER_NUMBER, 9},
    [TYPE_BEFORE] = {"with spare", XLSX_HEADER_NUMBER, 9},
    [TYPE_DEPLOY] = {"deploys", XLSX_HEADER_NUMBER, 9},
    [TYPE_WANTED] = {"wanted", XLSX_HEADER_NUMBER, 9},
    [TYPE_INSTANCES] = {"instances", XLSX_HEADER_NUMBER, 10},
    [TYPE_FITS] = {"fits", XLSX_HEADER_TEXT, 7},
    [TYPE_HOUR] = {"cost an hour", XLSX_HEADER_NUMBER, 11},
    [TYPE_MONTH] = {"cost a month", XLSX_HEADER_NUMBER, 13},
    [TYPE_HORIZON] = {"cost of the horizon, as planned", XLSX_HEADER_NUMBER, 14},
    [TYPE_DATE] = {"price of", XLSX_HEADER_NUMBER, 11},
    [TYPE_SOURCE] = {"source", XLSX_HEADER_TEXT, 44},
};

static void write_formula(struct plan_book *book, uint32_t row, enum type_column column,
                          const char *formula, double value, enum xlsx_format format)
{
    struct str text = {0};
    for (; *formula != '\0'; formula++) {
        if (*formula == '#')
            str_appendf(&text, "%u", (unsigned)row + 1);
        else
            str_append_char(&text, *formula);
    }
    xlsx_formula(book->types, row, (uint16_t)column, str_text(&text), value, format);
    str_release(&text);
}

/// What the largest week needs of the type, as the sheet Sizing reckons.
static void write_counts(struct plan_book *book, uint32_t row, const struct plan_row *sized,
                         bool by_zone)
{
    const double need = round(sized->base + sized->headroom + sized->rounding);
    const double spare = sized->spare - sized->deploy;
    const double zones = book->plan->in.sizing.zones;
    write_formula(book, row, TYPE_NEED,
                  "=IF(E#=\"\",\"\",ROUNDUP(ROUND($B$3*(1+headroom)/E#,9),0))", need, XLSX_INTEGER);
    write_formula(
        book, row, TYPE_BEFORE,
        "=IF(E#=\"\",\"\",IF(ISNUMBER(spare),G#+spare,ROUNDUP(ROUND(G#,0)/(zones-1),0)*zones))",
        by_zone ? spare * zones : need + spare, XLSX_INTEGER);
    write_formula(book, row, TYPE_DEPLOY,
                  "=IF(E#=\"\",\"\",IF(max_unavailable=\"\",0,IF(max_unavailable>=1,"
                  "max_unavailable,MAX(0,ROUNDDOWN(ROUND((H#-1)/(1-max_unavailable),9),0)+1-H#))))",
                  sized->deploy, XLSX_INTEGER);
    write_formula(book, row, TYPE_WANTED,
                  "=IF(E#=\"\",\"\",IF(zones>0,ROUNDUP((H#+I#)/zones,0)*zones,H#+I#))",
                  sized->instances - sized->bound, XLSX_INTEGER);
}

/// What one takes: by the plan's per_instance where it follows from that, else as it is given.
static void write_rate(struct plan_book *book, uint32_t row, const struct plan_market *market,
                       size_t type)
{
    const double rate = market->type_offer[type].rate;
    const double each = book->plan->in.sizing.per_instance;
    const bool follows = rate > 0 && isnan(market->types->type[type].per_instance) &&
                         market->rate_by[type] == BOUND_THROUGHPUT;
    if (!follows) {
        xlsx_number(book->types, row, TYPE_RATE, rate > 0 ? rate : (double)NAN, XLSX_INPUT);
        return;
    }
    write_formula(book, row, TYPE_RATE,
                  arena_printf(&book->arena, "=per_instance*%.15g", rate / each), rate,
                  XLSX_DECIMAL);
}

/// `sized`: the largest week by this type; NULL: it takes nothing.
static void write_type(struct plan_book *book, uint32_t row, const struct instance_type *type,
                       const struct plan_type_cost *cost, const struct plan_row *sized)
{
    const struct sizing *sizing = &book->plan->in.sizing;
    const double price = type->price_hour;
    xlsx_text(book->types, row, TYPE_NAME, type->name, XLSX_CELL_TEXT);
    xlsx_number(book->types, row, TYPE_VCPU, type->vcpu, XLSX_GENERAL);
    xlsx_number(book->types, row, TYPE_MEMORY, type->memory_bytes / 1073741824.0, XLSX_GENERAL);
    xlsx_number(book->types, row, TYPE_PRICE, price, XLSX_INPUT);
    xlsx_number(book->types, row, TYPE_MOST, type->most, XLSX_INPUT);
    xlsx_number(book->types, row, TYPE_HORIZON, cost->cost, XLSX_MONEY);
    xlsx_time(book->types, row, TYPE_DATE, type->date, XLSX_DATE);
    xlsx_text(book->types, row, TYPE_SOURCE, type->source == NULL ? "" : type->source,
              XLSX_CELL_TEXT);
    write_counts(book, row, sized, sizing->spare_kind != SPARE_INSTANCES);
    const double instances = sized->instances;
    const bool fits = !(instances < sized->instances - sized->bound);
    write_formula(book, row, TYPE_INSTANCES,
                  "=IF(E#=\"\",\"\",MIN(IF(max_instances=\"\",1E+9,max_instances),"
                  "IF(F#=\"\",1E+9,F#),MAX(J#,min_instances)))",
                  instances, XLSX_INTEGER);
    struct str text = {0};
    const unsigned line = (unsigned)row + 1;
    str_appendf(&text, "=IF(E%u=\"\",\"\",IF(K%u<J%u,\"no\",\"yes\"))", line, line, line);
    xlsx_formula_text(book->types, row, TYPE_FITS, str_text(&text),
                      isnan(instances) ? ""
                      : fits           ? "yes"
                                       : "no",
                      XLSX_CELL_TEXT);
    str_release(&text);
    write_formula(book, row, TYPE_HOUR, "=IF(E#=\"\",\"\",K#*D#)", instances * price, XLSX_PRICE);
    write_formula(book, row, TYPE_MONTH, "=IF(E#=\"\",\"\",M#*hours_per_month)",
                  instances * price * sizing->hours_per_month, XLSX_MONEY);
}

/// The largest week with one type. Of one that takes nothing all is missing.
static void size_with(const struct capacity_plan *plan, const struct plan_market *market,
                      size_t type, struct plan_row *row)
{
    const struct type_offer *offer = &market->type_offer[type];
    struct sizing sizing = plan->in.sizing;
    if (!(offer->rate > 0)) {
        *row = (struct plan_row){.base = NAN, .instances = NAN, .spare = NAN, .deploy = NAN};
        return;
    }
    sizing.per_instance = offer->rate;
    if (isfinite(offer->most))
        sizing.max = isnan(sizing.max) ? offer->most : fmin(sizing.max, offer->most);
    size_demand(&sizing, plan->week[plan->busiest].row.demand, row);
}

static void write_frame(struct plan_book *book)
{
    struct xlsx_sheet *sheet = book->types;
    xlsx_text(sheet, 0, 0, "Types", XLSX_TITLE);
    xlsx_text(sheet, NOTE_ROW, 0,
              "What the largest week needs of each type. Price and what one takes may be changed; "
              "min and max are the plan's, whatever the type.",
              XLSX_NOTE);
    xlsx_text(sheet, DEMAND_ROW, 0, "demand", XLSX_LABEL);
    xlsx_formula(sheet, DEMAND_ROW, 1,
                 arena_printf(&book->arena, "=MAX(%s)", sizing_weeks(book, SIZING_DEMAND)),
                 book->plan->week[book->plan->busiest].row.demand, XLSX_DECIMAL);
    for (uint16_t c = 0; c < sizeof head / sizeof *head; c++) {
        xlsx_text(sheet, HEADER_ROW, c, head[c].header, head[c].header_format);
        xlsx_column_width(sheet, c, c, head[c].width);
    }
    xlsx_row_height(sheet, HEADER_ROW, 48);
    xlsx_freeze(sheet, FIRST_ROW, 1);
    xlsx_print_setup(sheet, true, HEADER_ROW, HEADER_ROW);
}

int plan_sheet_types(struct plan_book *book, struct err *err)
{
    const struct plan_review *review = book->report->review;
    const struct plan_buying *buying = review->in.buying;
    (void)err;
    if (buying == NULL || buying->types == 0)
        return 0;
    write_frame(book);
    for (uint32_t i = 0; i < buying->types; i++) {
        const struct plan_type_cost *cost = &buying->type[i];
        struct plan_row sized;
        size_with(book->plan, &buying->market, cost->type, &sized);
        write_rate(book, FIRST_ROW + i, &buying->market, cost->type);
        write_type(book, FIRST_ROW + i, &buying->market.types->type[cost->type], cost, &sized);
    }
    const uint32_t last = FIRST_ROW + (uint32_t)buying->types - 1;
    xlsx_highlight_formula(book->types, FIRST_ROW, TYPE_NAME, last, TYPE_MONTH,
                           "=AND($L6=\"yes\",$M6=MIN($M$6:$M$1000))", XLSX_GOOD);
    xlsx_highlight_formula(book->types, FIRST_ROW, TYPE_INSTANCES, last, TYPE_INSTANCES,
                           "=$L6=\"no\"", XLSX_BAD);
    return 0;
}
