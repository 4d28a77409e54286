#include "answer/plan_book.h"
#include "answer/plan_tiles.h"
#include "answer/plan_words.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum summary_row {
    ROW_TITLE,
    ROW_DOUBT, ///< empty when there is none
    ROW_DECISION,
    ROW_VERDICT,
    ROW_DECIDE_BY,
    ROW_SCENARIO = SUMMARY_SCENARIO_ROW,
    ROW_EVENTS,
    ROW_NEEDED_BY,
    ROW_TODAY,
    ROW_IN_30,
    ROW_IN_90,
    ROW_AT_END,
    ROW_MOST,
    ROW_MOST_WEEK,
    ROW_COST,
    ROW_COST_HORIZON,
    ROW_BUDGET,
    ROW_LEFT,
    ROW_RUNOUT,
    ROW_NOTHING_BUSY,
    ROW_NOTHING_WEEK,
    ROW_EXCESS,
    ROW_CHART = 22,
    ROW_TILES = 45,
};

enum { LABEL, VALUE, REMARK };
enum { CHART_WIDTH_PX = 920, HORIZONS_SHOWN = 3, TEXT_COLUMNS = 112 };

/// The date of a named cell as text, in any locale.
#define DATE_TEXT(cell)                                                                            \
    "YEAR(" cell ")&\"-\"&RIGHT(\"0\"&MONTH(" cell "),2)&\"-\"&RIGHT(\"0\"&DAY(" cell "),2)"

/// Ranges of the sheet Sizing that the formulas are made of.
struct ranges {
    const char *week, *until, *demand, *instances, *bound, *cost_month, *cost_hour, *bound_by;
    const char *grow, *limit, *overload;
};

static struct ranges sizing_ranges(struct plan_book *book)
{
    return (struct ranges){
        .week = sizing_weeks(book, SIZING_WEEK),
        .until = sizing_weeks(book, SIZING_UNTIL),
        .demand = sizing_weeks(book, SIZING_DEMAND),
        .instances = sizing_weeks(book, SIZING_INSTANCES),
        .bound = sizing_weeks(book, SIZING_BOUND),
        .cost_month = sizing_weeks(book, SIZING_COST_MONTH),
        .cost_hour = sizing_weeks(book, SIZING_COST_HOUR),
        .bound_by = sizing_weeks(book, SIZING_BOUND_BY),
        .grow = sizing_weeks(book, SIZING_GROW),
        .limit = sizing_weeks(book, SIZING_LIMIT),
        .overload = sizing_weeks(book, SIZING_OVERLOAD),
    };
}

/// The label and the remark of a row.
static void label(struct plan_book *book, uint32_t row, const char *text, const char *remark)
{
    xlsx_text(book->summary, row, LABEL, text, XLSX_LABEL);
    xlsx_text(book->summary, row, REMARK, remark, XLSX_REMARK);
}

/// Labels of rows whose values other formulas use by name.
static int write_names(struct plan_book *book, struct err *err)
{
    static const struct {
        enum summary_row row;
        const char *label, *name, *remark;
    } named[] = {
        {ROW_VERDICT, "verdict", "verdict",
         "enough (or so far), order, late, over budget, or cannot be met"},
        {ROW_DECIDE_BY, "decide and order by", "decide_by",
         "needed by, or for a higher max the first week that it keeps short, less the lead time; "
         "red when less than 14 days are left"},
        {ROW_SCENARIO, "scenario", "scenario", "as the sheet Scenarios lists them; choose one"},
        {ROW_EVENTS, "events", "events", "on: as the sheet Events says; off: none counts"},
        {ROW_NEEDED_BY, "needed by", "needed_by",
         "first step that needs more instances than there are today; its week's start where only "
         "the "
         "peak does, an event is switched, or the scenario is worst"},
        {ROW_TODAY, "instances today", "instances_today",
         "current, or what the last seven days need"},
        {ROW_MOST, "most within the horizon", "most_instances", ""},
        {ROW_MOST_WEEK, "in the week of", "most_week", ""},
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        label(book, named[i].row, named[i].label, named[i].remark);
        if (xlsx_define_name(book->xlsx, named[i].name, book->summary, named[i].row, VALUE, err) !=
            0) {
            return -1;
        }
    }
    return 0;
}

static const struct plan_week *largest(const struct capacity_plan *plan)
{
    return &plan->week[plan->largest];
}

static instant needed_by(const struct capacity_plan *plan)
{
    return plan->needed_week == SIZE_MAX ? INSTANT_NONE : plan->needed_at;
}

/// What has to be decided first, a higher max where max is too low: its week less the lead time.
static instant decide_by(const struct capacity_plan *plan)
{
    instant week = plan->not_met > 0 ? plan->week[plan->not_met_week].start : needed_by(plan);
    if (week == INSTANT_NONE || isnan(plan->in.lead_time_s))
        return INSTANT_NONE;
    return week - (instant)(plan->in.lead_time_s * (double)INSTANT_PER_SECOND);
}

static bool is_late(const struct capacity_plan *plan)
{
    return decide_by(plan) != INSTANT_NONE && decide_by(plan) < plan->in.as_of;
}

/// The verdict by those dates.
static const char *verdict_name(const struct capacity_plan *plan)
{
    if (plan->verdict == PLAN_LATE || plan->verdict == PLAN_GROW)
        return plan_verdict_name(is_late(plan) ? PLAN_LATE : PLAN_GROW);
    return plan_verdict_name(plan->verdict);
}

/// What the formula of the decision gives now.
static const char *decision_text(struct plan_book *book)
{
    const struct capacity_plan *plan = book->plan;
    struct arena *arena = &book->arena;
    const char *text;
    if (plan->not_met > 0) {
        text = arena_printf(
            arena,
            "Cannot be met: %.0f instances are the most that is allowed, %.0f fewer than "
            "needed.",
            plan->in.sizing.max, plan->shortfall);
    } else if (plan->verdict == PLAN_ENOUGH_YET) {
        text = arena_printf(arena,
                            "Whether there is nothing to order before the next review is not "
                            "known: the %.0f instances are enough for this horizon.",
                            plan->baseline);
    } else if (plan->needed_week == SIZE_MAX) {
        text =
            arena_printf(arena, "Nothing to order: the %.0f instances are enough.", plan->baseline);
    } else {
        double first = plan->week[plan->needed_week].row.instances;
        double most = largest(plan)->row.instances;
        text = arena_printf(arena, "Have %.0f instances by %s", first,
                            words_date(arena, needed_by(plan)));
        if (most > first) {
            text = arena_printf(arena, "%s and %.0f by %s", text, most,
                                words_date(arena, largest(plan)->start));
        }
        text = arena_printf(arena, "%s (%.0f %s).", text, plan->baseline,
                            plan->baseline_given ? "in service" : "needed today");
    }
    if (decide_by(plan) != INSTANT_NONE) {
        const char *what = plan->not_met > 0 ? "Have max raised" : "Order";
        text = arena_printf(arena, "%s %s %s %s.", text, what,
                            is_late(plan) ? "now: it was due by" : "by",
                            words_date(arena, decide_by(plan)));
    }
    return arena_printf(arena, "%s%s", text,
                        plan->over_budget > 0 ? " The cost is over the budget." : "");
}

static void write_decision(struct plan_book *book, const struct ranges *r)
{
    const char *formula = arena_printf(
        &book->arena,
        "=IF(verdict=\"cannot be met\",\"Cannot be met: \"&max_instances&\" instances are the most "
        "that is allowed, \"&-MIN(%s)&\" fewer than needed.\","
        "IF(verdict=\"enough so far\",\"Whether there is nothing to order before the next review "
        "is "
        "not known: the \"&instances_today&\" instances are enough for this horizon.\","
        "IF(needed_by=\"\",\"Nothing to order: the \"&instances_today&\" instances are enough.\","
        "\"Have \"&INDEX(%s,MATCH(1,%s,0))&\" instances by \"&%s"
        "&IF(most_instances>INDEX(%s,MATCH(1,%s,0)),\" and \"&most_instances&\" by \"&%s,\"\")"
        "&\" (\"&instances_today"
        "&IF(current_instances=\"\",\" needed today).\",\" in service).\"))))"
        "&IF(decide_by=\"\",\"\",IF(verdict=\"cannot be met\",\" Have max raised\",\" Order\")"
        "&IF(decide_by<as_of,\" now: it was due by \",\" by \")&%s&\".\")"
        "&IF(OR(budget=\"\",price=\"\"),\"\","
        "IF(MAX(%s)>budget*(1+1E-12),\" The cost is over the budget.\",\"\"))",
        r->bound, r->instances, r->grow, DATE_TEXT("needed_by"), r->instances, r->grow,
        DATE_TEXT("most_week"), DATE_TEXT("decide_by"), r->cost_month);
    const char *doubt = words_doubt(&book->arena, book->plan);
    if (doubt != NULL) {
        xlsx_merge(book->summary, ROW_DOUBT, LABEL, REMARK, doubt, XLSX_DECISION);
        xlsx_row_height(book->summary, ROW_DOUBT, 34);
    }
    xlsx_text(book->summary, ROW_DECISION, LABEL, "decision", XLSX_LABEL);
    xlsx_merge(book->summary, ROW_DECISION, VALUE, REMARK, "", XLSX_DECISION);
    xlsx_formula_text(book->summary, ROW_DECISION, VALUE, formula, decision_text(book),
                      XLSX_DECISION);
    xlsx_row_height(book->summary, ROW_DECISION, 52);
    formula = arena_printf(
        &book->arena,
        "=IF(COUNTIF(%s,\"max\")>0,\"cannot be met\",IF(COUNTIF(%s,\"budget\")>0,\"over budget\","
        "IF(needed_by=\"\",IF(MAX(%s)<as_of+N(lead_time)+N(review_every),\"enough so far\","
        "\"enough\"),IF(decide_by=\"\",\"order\",IF(decide_by<as_of,\"late\",\"order\")))))",
        r->bound_by, r->bound_by, r->until);
    xlsx_formula_text(book->summary, ROW_VERDICT, VALUE, formula, verdict_name(book->plan),
                      XLSX_INTEGER);
}

/// A cell that is a date, or a text where there is none.
static void date_or_text(struct plan_book *book, uint32_t row, const char *formula, instant value,
                         const char *otherwise)
{
    if (value == INSTANT_NONE) {
        xlsx_formula_text(book->summary, row, VALUE, formula, otherwise, XLSX_DATE);
    } else {
        bool to_the_step = row == ROW_NEEDED_BY || row == ROW_DECIDE_BY;
        xlsx_formula_time(book->summary, row, VALUE, formula, value,
                          to_the_step ? XLSX_TIME : XLSX_DATE);
    }
}

/// The start of the first week whose flag is set.
static const char *first_flagged(struct plan_book *book, const char *flags, const char *week,
                                 const char *otherwise)
{
    return arena_printf(&book->arena, "=IF(SUM(%s)=0,\"%s\",INDEX(%s,MATCH(1,%s,0)))", flags,
                        otherwise, week, flags);
}

static void write_dates(struct plan_book *book, const struct ranges *r)
{
    const struct capacity_plan *plan = book->plan;
    const char *first = arena_printf(&book->arena, "INDEX(%s,MATCH(1,%s,0))", r->week, r->grow);
    const char *last = arena_printf(&book->arena, "INDEX(%s,MATCH(1,%s,0))", r->until, r->grow);
    date_or_text(book, ROW_NEEDED_BY,
                 arena_printf(&book->arena,
                              "=IF(SUM(%s)=0,\"\",IF(ISNUMBER(step_needed),IF(AND(step_needed>=%s,"
                              "step_needed<%s),step_needed,%s),%s))",
                              r->grow, first, last, first, first),
                 needed_by(plan), "");
    const char *week = arena_printf(
        &book->arena, "IF(COUNTIF(%s,\"max\")>0,INDEX(%s,MATCH(\"max\",%s,0)),needed_by)",
        r->bound_by, r->week, r->bound_by);
    date_or_text(
        book, ROW_DECIDE_BY,
        arena_printf(&book->arena, "=IF(OR(%s=\"\",lead_time=\"\"),\"\",%s-lead_time)", week, week),
        decide_by(plan), "");
}

static void instances_after(struct plan_book *book, const struct ranges *r, uint32_t row, int days)
{
    const struct capacity_plan *plan = book->plan;
    static const char beyond[] = "beyond the horizon";
    const char *formula =
        arena_printf(&book->arena,
                     "=IF(as_of+%d>=MAX(%s),\"%s\",IFERROR(INDEX(%s,MATCH(as_of+%d,%s,1)),\"%s\"))",
                     days, r->until, beyond, r->instances, days, r->week, beyond);
    size_t w = plan_week_at(plan, plan->in.as_of + days * SECONDS_PER_DAY * INSTANT_PER_SECOND);
    if (w == SIZE_MAX) {
        xlsx_formula_text(book->summary, row, VALUE, formula, beyond, XLSX_INTEGER);
    } else {
        xlsx_formula(book->summary, row, VALUE, formula, plan->week[w].row.instances, XLSX_INTEGER);
    }
}

static void write_instances(struct plan_book *book, const struct ranges *r)
{
    const struct capacity_plan *plan = book->plan;
    struct arena *arena = &book->arena;
    xlsx_formula(book->summary, ROW_TODAY, VALUE,
                 arena_printf(arena, "=IF(current_instances=\"\",%s,current_instances)",
                              sizing_cell(book, SIZING_RECENT_ROW, SIZING_INSTANCES)),
                 plan->baseline, XLSX_INTEGER);
    instances_after(book, r, ROW_IN_30, 30);
    instances_after(book, r, ROW_IN_90, 90);
    xlsx_formula(book->summary, ROW_AT_END, VALUE,
                 arena_printf(arena, "=INDEX(%s,%zu)", r->instances, plan->weeks),
                 plan->week[plan->weeks - 1].row.instances, XLSX_INTEGER);
    xlsx_formula(book->summary, ROW_MOST, VALUE, arena_printf(arena, "=MAX(%s)", r->instances),
                 largest(plan)->row.instances, XLSX_INTEGER);
    xlsx_formula_time(
        book->summary, ROW_MOST_WEEK, VALUE,
        arena_printf(arena, "=INDEX(%s,MATCH(most_instances,%s,0))", r->week, r->instances),
        largest(plan)->start, XLSX_DATE);
    label(book, ROW_IN_30, "in 30 days", "as the week of that day wants");
    label(book, ROW_IN_90, "in 90 days", "");
    label(book, ROW_AT_END, "in the last week", "");
}

static void write_cost(struct plan_book *book, const struct ranges *r)
{
    const struct capacity_plan *plan = book->plan;
    struct arena *arena = &book->arena;
    const double cost = largest(plan)->row.cost_month;
    xlsx_formula(book->summary, ROW_COST, VALUE,
                 arena_printf(arena, "=IF(price=\"\",\"\",MAX(%s))", r->cost_month), cost,
                 XLSX_MONEY);
    xlsx_formula(book->summary, ROW_COST_HORIZON, VALUE,
                 arena_printf(arena, "=IF(price=\"\",\"\",SUMPRODUCT(%s,%s-%s)*24*price)",
                              sizing_weeks(book, SIZING_KEPT), r->until, r->week),
                 plan->cost_total, XLSX_MONEY);
    xlsx_formula(book->summary, ROW_BUDGET, VALUE, "=IF(budget=\"\",\"\",budget)",
                 plan->in.sizing.budget_month, XLSX_MONEY);
    xlsx_formula(
        book->summary, ROW_LEFT, VALUE,
        arena_printf(arena, "=IF(OR(budget=\"\",price=\"\"),\"\",budget-MAX(%s))", r->cost_month),
        plan->in.sizing.budget_month - cost, XLSX_MONEY);
    label(book, ROW_COST, "cost a month at most", "with the most instances");
    label(book, ROW_COST_HORIZON, "cost of the horizon",
          "every week's kept instances by its hours: a dip shorter than the lead time is held");
    label(book, ROW_BUDGET, "budget a month", "");
    label(book, ROW_LEFT, "left of it", "red when the cost is over the budget");
}

/// First week for which `passed` holds, as the flags of Sizing say it.
static instant first_week(const struct capacity_plan *plan,
                          bool passed(const struct capacity_plan *, const struct plan_week *))
{
    for (size_t w = 0; w < plan->weeks; w++) {
        if (passed(plan, &plan->week[w])) {
            return plan->week[w].start;
        }
    }
    return INSTANT_NONE;
}

static bool is_limited(const struct capacity_plan *plan, const struct plan_week *week)
{
    (void)plan;
    return week->row.bound_by == BOUND_MAX || week->row.bound_by == BOUND_BUDGET;
}

static bool is_overload(const struct capacity_plan *plan, const struct plan_week *week)
{
    return week->row.demand > plan->baseline * plan->in.sizing.per_instance;
}

static void write_consequences(struct plan_book *book, const struct ranges *r)
{
    const struct capacity_plan *plan = book->plan;
    static const char never[] = "not within the horizon";
    date_or_text(book, ROW_RUNOUT, first_flagged(book, r->limit, r->week, never),
                 first_week(plan, is_limited), never);
    xlsx_formula(book->summary, ROW_NOTHING_BUSY, VALUE,
                 arena_printf(&book->arena,
                              "=IF(instances_today=0,\"\",MAX(%s)/(instances_today*per_instance))",
                              r->demand),
                 plan->inaction.utilization, XLSX_PERCENT);
    date_or_text(book, ROW_NOTHING_WEEK, first_flagged(book, r->overload, r->week, never),
                 first_week(plan, is_overload), never);
    bool idle = plan->baseline_given && plan->needed_week == SIZE_MAX;
    xlsx_formula(
        book->summary, ROW_EXCESS, VALUE,
        "=IF(AND(current_instances<>\"\",needed_by=\"\"),instances_today-most_instances,0)",
        idle ? plan->baseline - largest(plan)->row.instances : 0, XLSX_INTEGER);
    label(book, ROW_EXCESS, "can be given back", "of the instances today: no week needs them");
    label(book, ROW_RUNOUT, "run-out", "first week in which max or budget is passed");
    label(book, ROW_NOTHING_BUSY, "do nothing: busy",
          "highest demand of a week, as a share of all that today's instances take");
    label(book, ROW_NOTHING_WEEK, "do nothing: overload",
          "first week with more demand than today's instances take");
}

static uint32_t write_paragraph(struct plan_book *book, uint32_t row, const char *text)
{
    xlsx_merge(book->summary, row, LABEL, REMARK, text, XLSX_TEXT);
    // Merged cells do not grow with their text.
    size_t more_lines = utf8_width(text, strlen(text)) / TEXT_COLUMNS;
    xlsx_row_height(book->summary, row, 15.0 * (double)(1 + more_lines));
    return row + 1;
}

struct risk_rows {
    struct plan_book *book;
    uint32_t row;
};

static void add_risk(void *context, const char *risk)
{
    struct risk_rows *rows = context;
    rows->row =
        write_paragraph(rows->book, rows->row, arena_printf(&rows->book->arena, "• %s", risk));
}

/// The eight tiles of the page, what to know before signing, and who signs; as made.
static void write_texts(struct plan_book *book)
{
    struct plan_tile tile[PLAN_TILES];
    const char *doubt[PLAN_DOUBTS];
    struct risk_rows rows = {book, ROW_TILES + 1};
    plan_tiles_fill(&book->arena, book->report, PLAN_DATES_ISO, tile);
    xlsx_text(book->summary, ROW_TILES, LABEL, "At a glance, as made", XLSX_HEADING);
    for (size_t i = 0; i < PLAN_TILES; i++, rows.row++) {
        xlsx_text(book->summary, rows.row, LABEL, tile[i].label, XLSX_LABEL);
        xlsx_text(book->summary, rows.row, VALUE, tile[i].value, XLSX_TEXT);
        xlsx_text(book->summary, rows.row, REMARK, tile[i].note, XLSX_REMARK);
        if (utf8_width(tile[i].value, strlen(tile[i].value)) > 20 ||
            utf8_width(tile[i].note, strlen(tile[i].note)) > 74)
            xlsx_row_height(book->summary, rows.row, 30);
    }
    size_t doubts = plan_doubts(&book->arena, book->report, PLAN_DATES_ISO, doubt);
    if (doubts > 0)
        xlsx_text(book->summary, ++rows.row, LABEL, "Before you sign", XLSX_HEADING);
    rows.row += doubts > 0;
    for (size_t i = 0; i < doubts; i++)
        add_risk(&rows, doubt[i]);
    xlsx_text(book->summary, ++rows.row, LABEL, "Sign-off", XLSX_HEADING);
    for (int i = 0; i < 3; i++) {
        rows.row++;
        xlsx_text(book->summary, rows.row, LABEL, "", XLSX_INPUT_TEXT);
        xlsx_text(book->summary, rows.row, VALUE, "", XLSX_INPUT_DATE);
        xlsx_text(book->summary, rows.row, REMARK, "name, date: approve, change or reject",
                  XLSX_REMARK);
    }
}

static void write_highlights(struct xlsx_sheet *sheet)
{
    xlsx_highlight(sheet, ROW_VERDICT, VALUE, ROW_VERDICT, VALUE, XLSX_EQUAL, "\"enough\"",
                   XLSX_GOOD);
    xlsx_highlight(sheet, ROW_VERDICT, VALUE, ROW_VERDICT, VALUE, XLSX_EQUAL, "\"order\"",
                   XLSX_WARN);
    xlsx_highlight_formula(
        sheet, ROW_VERDICT, VALUE, ROW_VERDICT, VALUE,
        "=OR(verdict=\"late\",verdict=\"over budget\",verdict=\"cannot be met\")", XLSX_BAD);
    xlsx_highlight_formula(sheet, ROW_DECIDE_BY, VALUE, ROW_DECIDE_BY, VALUE,
                           "=AND(ISNUMBER(decide_by),decide_by<as_of+14)", XLSX_BAD);
    xlsx_highlight_formula(sheet, ROW_LEFT, VALUE, ROW_LEFT, VALUE, "=AND(ISNUMBER($B$18),$B$18<0)",
                           XLSX_BAD);
    xlsx_highlight_formula(sheet, ROW_NOTHING_BUSY, VALUE, ROW_NOTHING_BUSY, VALUE,
                           "=AND(ISNUMBER($B$20),$B$20>1)", XLSX_BAD);
}

int plan_sheet_summary(struct plan_book *book, struct err *err)
{
    const struct capacity_plan *plan = book->plan;
    const struct forecast *forecast = plan->in.forecast;
    const struct ranges r = sizing_ranges(book);
    xlsx_text(book->summary, ROW_TITLE, LABEL,
              arena_printf(&book->arena, "Capacity plan: %s, %s to %s", book->report->subject,
                           words_date(&book->arena, plan->week[0].start),
                           words_date(&book->arena, plan->week[plan->weeks - 1].end)),
              XLSX_TITLE);
    xlsx_column_width(book->summary, LABEL, LABEL, 24);
    xlsx_column_width(book->summary, VALUE, VALUE, 22);
    xlsx_column_width(book->summary, REMARK, REMARK, 66);
    xlsx_hide_gridlines(book->summary);
    xlsx_print_setup(book->summary, false, 1, 0);
    if (write_names(book, err) != 0) {
        return -1;
    }
    static const char *const on_off[] = {"on", "off", NULL};
    xlsx_text(book->summary, ROW_SCENARIO, VALUE, "base", XLSX_INPUT_TEXT);
    xlsx_text(book->summary, ROW_EVENTS, VALUE, book->event_count > 0 ? "on" : "none",
              book->event_count > 0 ? XLSX_INPUT_TEXT : XLSX_CELL_TEXT);
    if (book->event_count > 0)
        xlsx_choices(book->summary, ROW_EVENTS, VALUE, on_off);
    write_decision(book, &r);
    write_dates(book, &r);
    write_instances(book, &r);
    write_cost(book, &r);
    write_consequences(book, &r);
    write_highlights(book->summary);
    write_texts(book);
    instant from = forecast->start -
                   HORIZONS_SHOWN * (int64_t)forecast->n * forecast->step_s * INSTANT_PER_SECOND;
    return plan_sheet_chart(book, book->summary, ROW_CHART,
                            from > book->shown_from ? from : book->shown_from, CHART_WIDTH_PX, err);
}
