#include "answer/plan_book.h"
#include "answer/plan_words.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/// A column: its formula for a row, with "#" for the row's number, and how it is shown.
struct live_column {
    enum sizing_column column;
    const char *header;
    const char *formula;
    enum xlsx_format format;
    double width;
};

// The scaling equation as WORKBOOK formulas. ROUND(...,9) before rounding up keeps 3000 x 1.1 / 50
// at
// 66. J is what is wanted before min and max.
static const struct live_column live[] = {
    {SIZING_BASE, "base", "=C#/per_instance", XLSX_DECIMAL, 9},
    {SIZING_HEADROOM, "headroom", "=D#*headroom", XLSX_DECIMAL, 10},
    {SIZING_ROUNDING, "rounding",
     "=ROUND(ROUNDUP(ROUND(C#*(1+headroom)/per_instance,9),0)-C#*(1+headroom)/per_instance,9)",
     XLSX_DECIMAL, 10},
    {SIZING_SPARE, "spare", "=IF(ISNUMBER(spare),spare,ROUNDUP(ROUND(D#+E#+F#,0)/(zones-1),0))",
     XLSX_INTEGER, 8},
    // Below 1 max_unavailable is a share u, and n the smallest of which n - floor(n u) are wanted:
    // n (1 - u) > wanted - 1. From 1 on it is a count.
    {SIZING_DEPLOY, "deploys",
     "=IF(max_unavailable=\"\",0,IF(max_unavailable>=1,max_unavailable,"
     "MAX(0,ROUNDDOWN(ROUND((~-1)/(1-max_unavailable),9),0)+1-~)))",
     XLSX_INTEGER, 9},
    {SIZING_ZONE_FILL, "zones filled",
     "=IF(zones>0,ROUNDUP((~+H#)/zones,0)*zones,~+H#)-ROUND(D#+E#+F#,0)-G#-H#", XLSX_INTEGER, 8},
    {SIZING_WANTED, "wanted", "=ROUND(D#+E#+F#,0)+G#+H#+I#", XLSX_INTEGER, 10},
    {SIZING_BOUND, "min, max", "=L#-J#", XLSX_INTEGER, 11},
    {SIZING_INSTANCES, "instances",
     "=IF(max_instances=\"\",MAX(J#,min_instances),MIN(max_instances,MAX(J#,min_instances)))",
     XLSX_INTEGER, 10},
    {SIZING_BUSY, "busy", "=IF(D#=0,0,IF(L#>0,D#/L#,\"\"))", XLSX_PERCENT, 8},
    {SIZING_BUSY_FAILED, "busy, spare lost",
     "=IF(D#=0,0,IF(IF(ISNUMBER(spare),L#-spare,L#-ROUNDUP(L#/zones,0))>0,"
     "D#/IF(ISNUMBER(spare),L#-spare,L#-ROUNDUP(L#/zones,0)),\"\"))",
     XLSX_PERCENT, 9},
    {SIZING_COST_HOUR, "cost an hour", "=IF(price=\"\",\"\",L#*price)", XLSX_PRICE, 11},
    {SIZING_COST_MONTH, "cost a month", "=IF(price=\"\",\"\",L#*price*hours_per_month)", XLSX_MONEY,
     13},
};

/// The fleet before deploys and even zones: "~" in a formula.
static const char before_deploys[] = "(IF(ISNUMBER(spare),ROUND(D#+E#+F#,0)+G#,G#*zones))";
/// What decides is per_instance where nothing else does, and that is what keeps the latency target
/// or just the throughput.
static const char bound_by_formula[] =
    "=IF(AND(max_instances<>\"\",J#>max_instances),\"max\","
    "IF(AND(price<>\"\",budget<>\"\",L#*price*hours_per_month>budget*(1+1E-12)),\"budget\","
    "IF(AND(min_instances<>\"\",J#<min_instances),\"min\","
    "IF(OR(NOT(ISNUMBER(spare)),I#>0),\"zone\",\"";

static void append_formula(struct str *out, const char *formula, unsigned line)
{
    for (; *formula != '\0'; formula++) {
        switch (*formula) {
        case '#':
            str_appendf(out, "%u", line);
            break;
        case '~':
            append_formula(out, before_deploys, line);
            break;
        default:
            str_append_char(out, *formula);
        }
    }
}

static void write_flags(struct plan_book *book, uint32_t row, const struct plan_week *week)
{
    const struct capacity_plan *plan = book->plan;
    double takes = plan->baseline * plan->in.sizing.per_instance;
    bool limited = week->row.bound_by == BOUND_MAX || week->row.bound_by == BOUND_BUDGET;
    const struct {
        enum sizing_column column;
        const char *formula;
        bool set;
    } flags[] = {
        {SIZING_GROW, "=IF(MAX(J#,min_instances)>instances_today,1,0)",
         week->needed > plan->baseline},
        {SIZING_LIMIT, "=IF(OR(R#=\"max\",R#=\"budget\"),1,0)", limited},
        {SIZING_OVERLOAD, "=IF(C#>instances_today*per_instance,1,0)", week->row.demand > takes},
    };
    struct str formula = {0};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        str_clear(&formula);
        append_formula(&formula, flags[i].formula, (unsigned)row + 1);
        xlsx_formula(book->sizing, row, (uint16_t)flags[i].column, str_text(&formula),
                     flags[i].set ? 1 : 0, XLSX_INTEGER);
    }
    str_release(&formula);
}

static double value_of(const struct plan_row *row, enum sizing_column column)
{
    switch (column) {
    case SIZING_BASE:
        return row->base;
    case SIZING_HEADROOM:
        return row->headroom;
    case SIZING_ROUNDING:
        return round(row->rounding * 1e9) / 1e9; // as the formula does
    case SIZING_SPARE:
        return row->spare - row->deploy;
    case SIZING_DEPLOY:
        return row->deploy;
    case SIZING_ZONE_FILL:
        return row->zone_fill;
    case SIZING_WANTED:
        return row->instances - row->bound;
    case SIZING_BOUND:
        return row->bound;
    case SIZING_INSTANCES:
        return row->instances;
    case SIZING_BUSY:
        return row->utilization;
    case SIZING_BUSY_FAILED:
        return row->utilization_failed;
    case SIZING_COST_HOUR:
        return row->cost_hour;
    case SIZING_COST_MONTH:
        return row->cost_month;
    default:
        return NAN;
    }
}

static void write_row(struct plan_book *book, uint32_t row, const struct plan_row *sized)
{
    struct str formula = {0};
    unsigned line = (unsigned)row + 1;
    for (size_t i = 0; i < sizeof live / sizeof *live; i++) {
        str_clear(&formula);
        append_formula(&formula, live[i].formula, line);
        xlsx_formula(book->sizing, row, (uint16_t)live[i].column, str_text(&formula),
                     value_of(sized, live[i].column), live[i].format);
    }
    str_clear(&formula);
    append_formula(&formula, bound_by_formula, line);
    str_appendf(&formula, "%s\"))))", bound_by_name(book->plan->in.sizing.rate_by));
    xlsx_formula_text(book->sizing, row, SIZING_BOUND_BY, str_text(&formula),
                      bound_by_name(sized->bound_by), XLSX_CELL_TEXT);
    if (book->plan->in.sizing.latency.limit_s != 0)
        xlsx_number(book->sizing, row, SIZING_LATENCY, round(1e4 * sized->latency_s) / 10,
                    XLSX_DECIMAL);
    str_release(&formula);
}

static void write_recent(struct plan_book *book)
{
    const struct capacity_plan *plan = book->plan;
    instant end = plan->week[0].start;
    instant start = end - SECONDS_PER_WEEK * INSTANT_PER_SECOND;
    xlsx_time(book->sizing, SIZING_RECENT_ROW, SIZING_WEEK, start, XLSX_DATE);
    xlsx_time(book->sizing, SIZING_RECENT_ROW, SIZING_UNTIL, end, XLSX_DATE);
    xlsx_number(book->sizing, SIZING_RECENT_ROW, SIZING_DEMAND, plan->recent.demand, XLSX_DECIMAL);
    write_row(book, SIZING_RECENT_ROW, &plan->recent);
}

/// The demand that the scenario and the events of Summary and Events ask for.
static const char *demand_formula(struct plan_book *book, uint32_t w)
{
    const struct plan_review *review = book->report->review;
    const char *counted = plan_book_demand(book, w, "scenario_quantile", SIZE_MAX);
    if (book->event_count == 0)
        return arena_printf(&book->arena, "=%s*scenario_scale", counted);
    const char *demand =
        arena_printf(&book->arena, "IF(events=\"off\",%s,%s)*scenario_scale",
                     plan_book_demand_without(book, w, "scenario_quantile"), counted);
    return review->in.worst == NULL ? arena_printf(&book->arena, "=%s", demand)
                                    : arena_printf(&book->arena, "=IF(scenario=\"worst\",%s,%s)",
                                                   plan_book_demand_worst(book, w), demand);
}

static void write_week(struct plan_book *book, uint32_t w)
{
    const struct capacity_plan *plan = book->plan;
    const struct plan_week *week = &plan->week[w];
    uint32_t row = SIZING_WEEK_ROW + w;
    xlsx_time(book->sizing, row, SIZING_WEEK, week->start, XLSX_DATE);
    xlsx_time(book->sizing, row, SIZING_UNTIL, week->end, XLSX_DATE);
    xlsx_formula(book->sizing, row, SIZING_DEMAND, demand_formula(book, w), week->row.demand,
                 XLSX_DECIMAL);
    write_row(book, row, &week->row);
    double before = w == 0 ? plan->baseline : plan->week[w - 1].row.instances;
    const char *formula =
        w == 0 ? arena_printf(&book->arena, "=L%u-instances_today", (unsigned)row + 1)
               : arena_printf(&book->arena, "=L%u-L%u", (unsigned)row + 1, (unsigned)row);
    xlsx_formula(book->sizing, row, SIZING_CHANGE, formula, week->row.instances - before,
                 XLSX_INTEGER);
    write_flags(book, row, week);
    xlsx_text(book->sizing, row, SIZING_LABEL, words_date(&book->arena, week->start) + 5,
              XLSX_CELL_TEXT);
    xlsx_formula(book->sizing, row, SIZING_KEPT,
                 plan_held_formula(book, SIZING_INSTANCES, SIZING_WEEK_ROW, w), week->kept,
                 XLSX_INTEGER);
}

static void write_frame(struct plan_book *book, uint32_t last_row)
{
    struct xlsx_sheet *sheet = book->sizing;
    const struct latency_target *target = &book->plan->in.sizing.latency;
    static const struct live_column fixed[] = {
        {SIZING_WEEK, "week", NULL, XLSX_DATE, 11},
        {SIZING_UNTIL, "until", NULL, XLSX_DATE, 11},
        {SIZING_DEMAND, "demand", NULL, XLSX_DECIMAL, 12},
        {SIZING_CHANGE, "change", NULL, XLSX_INTEGER, 8},
        {SIZING_BOUND_BY, "bound by", NULL, XLSX_TEXT, 13},
        {SIZING_GROW, "more than today", NULL, XLSX_INTEGER, 8},
        {SIZING_LIMIT, "past a limit", NULL, XLSX_INTEGER, 8},
        {SIZING_OVERLOAD, "too much for today's", NULL, XLSX_INTEGER, 9},
        {SIZING_KEPT, "kept: dips are held", NULL, XLSX_INTEGER, 9},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        xlsx_text(sheet, SIZING_HEADER_ROW, (uint16_t)fixed[i].column, fixed[i].header,
                  fixed[i].column == SIZING_BOUND_BY ? XLSX_HEADER_TEXT : XLSX_HEADER_NUMBER);
        xlsx_column_width(sheet, (uint16_t)fixed[i].column, (uint16_t)fixed[i].column,
                          fixed[i].width);
    }
    for (size_t i = 0; i < sizeof live / sizeof *live; i++) {
        xlsx_text(sheet, SIZING_HEADER_ROW, (uint16_t)live[i].column, live[i].header,
                  XLSX_HEADER_NUMBER);
        xlsx_column_width(sheet, (uint16_t)live[i].column, (uint16_t)live[i].column, live[i].width);
    }
    xlsx_text(sheet, 0, 0, "Sizing", XLSX_TITLE);
    xlsx_text(sheet, 1, 0,
              arena_printf(&book->arena,
                           "A week needs what its %s needs. base + headroom + rounding + spare + "
                           "deploys + zones filled = wanted; min and max bound it. The first row "
                           "is the last seven days, as measured.",
                           book->plan->in.peaks == NULL ? "highest step" : "peak"),
              XLSX_NOTE);
    if (target->limit_s != 0) {
        xlsx_text(sheet, SIZING_HEADER_ROW, SIZING_LATENCY,
                  arena_printf(&book->arena, "p%.10g in ms", 100 * target->percentile),
                  XLSX_HEADER_NUMBER);
        xlsx_text(sheet, 2, 0,
                  arena_printf(&book->arena,
                               "per_instance keeps p%.10g within %.10g ms. The last column is that "
                               "percentile by a queueing model (M/G/c, %.10g workers an instance) "
                               "as planned: a change of an assumption does not move it.",
                               100 * target->percentile, 1e3 * target->limit_s, target->workers),
                  XLSX_NOTE);
    }
    xlsx_row_height(sheet, SIZING_HEADER_ROW, 48);
    xlsx_freeze(sheet, SIZING_RECENT_ROW, 1);
    xlsx_print_setup(sheet, true, SIZING_HEADER_ROW, SIZING_HEADER_ROW);
    // The flags are there for the formulas of Summary.
    xlsx_print_area(sheet, 0, 0, last_row + 22, SIZING_BOUND_BY);
}

/// Instances against today's and max; how busy they are, and when the spare is lost.
static int write_charts(struct plan_book *book, uint32_t last, struct err *err)
{
    const struct xlsx_bar_series counts[] = {
        {"instances", book->sizing, SIZING_LABEL, SIZING_INSTANCES, SIZING_WEEK_ROW, last, 0x16191D,
         XLSX_FILL_HATCHED},
        {"kept: dips are held", book->sizing, SIZING_LABEL, SIZING_KEPT, SIZING_WEEK_ROW, last,
         0x0B62A3, XLSX_FILL_SOLID},
        {"wanted, before max", book->sizing, SIZING_LABEL, SIZING_WANTED, SIZING_WEEK_ROW, last,
         0xB5400B, XLSX_FILL_HATCHED}};
    const struct xlsx_bar_series busy[] = {{"busy", book->sizing, SIZING_LABEL, SIZING_BUSY,
                                            SIZING_WEEK_ROW, last, 0x0B62A3, XLSX_FILL_SOLID},
                                           {"with the spare lost", book->sizing, SIZING_WEEK,
                                            SIZING_BUSY_FAILED, SIZING_WEEK_ROW, last, 0xB5400B,
                                            XLSX_FILL_HATCHED}};
    const struct xlsx_bar_chart chart[] = {{.title = "Instances by week",
                                            .kind = XLSX_COLUMNS,
                                            .from = 0,
                                            .count = 3,
                                            .series = counts,
                                            .width_px = 620,
                                            .height_px = 330},
                                           {.title = "How busy they are",
                                            .kind = XLSX_COLUMNS,
                                            .number_format = "0%",
                                            .from = 0,
                                            .count = 2,
                                            .series = busy,
                                            .width_px = 620,
                                            .height_px = 330}};
    if (xlsx_insert_bars(book->sizing, last + 2, 0, &chart[0], err) != 0)
        return -1;
    return xlsx_insert_bars(book->sizing, last + 2, SIZING_UNTIL + 8, &chart[1], err);
}

int plan_sheet_sizing(struct plan_book *book, struct err *err)
{
    uint32_t last = SIZING_WEEK_ROW + (uint32_t)book->plan->weeks - 1;
    write_frame(book, last);
    write_recent(book);
    for (uint32_t w = 0; w < book->plan->weeks; w++) {
        write_week(book, w);
    }
    xlsx_highlight_formula(book->sizing, SIZING_RECENT_ROW, SIZING_BUSY_FAILED, last,
                           SIZING_BUSY_FAILED, "=AND(ISNUMBER($O5),$O5>1)", XLSX_BAD);
    xlsx_highlight_formula(book->sizing, SIZING_RECENT_ROW, SIZING_BUSY_FAILED, last,
                           SIZING_BUSY_FAILED, "=AND(ISNUMBER($O5),$O5>0.85,$O5<=1)", XLSX_WARN);
    xlsx_highlight_formula(book->sizing, SIZING_RECENT_ROW, SIZING_COST_MONTH, last,
                           SIZING_COST_MONTH, "=$R5=\"budget\"", XLSX_BAD);
    xlsx_highlight_formula(book->sizing, SIZING_RECENT_ROW, SIZING_INSTANCES, last,
                           SIZING_INSTANCES, "=$R5=\"max\"", XLSX_BAD);
    return write_charts(book, last, err);
}
