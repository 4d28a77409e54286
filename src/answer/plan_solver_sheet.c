// The hidden sheet on which plans are solved again by formulas: a row a week of each.
#include "answer/plan_book.h"
#include "base/memory.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>

enum {
    NAME,
    WEEK,
    HOURS,
    DEMAND,
    NEED,
    BEFORE, ///< deploys and even zones
    WANTED,
    NEEDED,
    ALLOWED,
    KEPT,
    COST,
    UNCAPPED,
    SHORT,
    OVER,
    COLUMNS
};

enum { HELD_ROW, HEADER_ROW = 2, FIRST_ROW };
enum { HELD_TERMS_LEAST = 4 }; ///< a lead time may be made so many weeks long in the sheet

static const char sheet_name[] = "_solve";

int plan_solver_begin(struct plan_book *book, struct err *err)
{
    static const char *const header[COLUMNS] = {
        "plan",   "week",    "hours", "demand", "need",     "before deploys", "wanted",
        "needed", "allowed", "kept",  "cost",   "uncapped", "short",          "over budget"};
    double lead_weeks = book->plan->in.lead_time_s / (double)SECONDS_PER_WEEK;
    xlsx_text(book->solver, HELD_ROW, 0, "weeks that a dip may last and is held", XLSX_LABEL);
    xlsx_formula(book->solver, HELD_ROW, 1, "=IF(lead_time=\"\",0,INT(lead_time/7))",
                 isnan(lead_weeks) ? 0 : floor(lead_weeks), XLSX_INTEGER);
    for (uint16_t c = 0; c < COLUMNS; c++)
        xlsx_text(book->solver, HEADER_ROW, c, header[c], XLSX_HEADER);
    xlsx_column_width(book->solver, 0, 0, 38);
    xlsx_hide(book->solver);
    book->solver_row = FIRST_ROW;
    return xlsx_define_name(book->xlsx, "held_weeks", book->solver, HELD_ROW, 1, err);
}

const char *plan_held_formula(struct plan_book *book, uint16_t column, uint32_t first_row,
                              uint32_t w)
{
    const struct capacity_plan *plan = book->plan;
    struct str out = {0};
    uint32_t last = first_row + (uint32_t)plan->weeks - 1;
    double made =
        isnan(plan->in.lead_time_s) ? 0 : floor(plan->in.lead_time_s / (double)SECONDS_PER_WEEK);
    uint32_t terms = (uint32_t)fmax(HELD_TERMS_LEAST, fmin(made + 2, (double)plan->weeks));
    str_appendf(&out, "=MAX(%s", book_cell(book, NULL, first_row + w, column));
    // A dip of at most held_weeks between `left`, i weeks before, and a week to come.
    for (uint32_t i = 1; w + 1 < plan->weeks && i <= w + 1 && i <= terms; i++) {
        const char *left = i > w ? "IF(current_instances=\"\",0,instances_today)"
                                 : book_cell(book, NULL, first_row + w - i, column);
        const char *next = book_cell(book, NULL, first_row + w + 1, column);
        str_appendf(&out, ",IF(held_weeks>=%u,MIN(%s,MAX(%s:INDEX(%s,MIN(held_weeks+1-%u,%u)))),0)",
                    (unsigned)i, left, next,
                    book_range(book, NULL, first_row + w + 1, column, last, column), (unsigned)i,
                    (unsigned)(last - first_row - w));
    }
    str_append(&out, ")");
    const char *formula = arena_strdup(&book->arena, str_text(&out));
    str_release(&out);
    return formula;
}

/// What the formulas of a week give now.
struct solved_week {
    double demand, need, before, wanted, needed, allowed, kept;
};

static void solve_week(const struct book_variant *wanted, size_t w, struct solved_week *out)
{
    const struct plan_variant *variant = &wanted->variant;
    const struct sizing *sizing = &variant->sizing;
    struct sizing unbounded = *sizing;
    struct plan_row row;
    out->demand = fmax(wanted->plan->week[w].highest[variant->column], 0) * variant->scale;
    if (variant->week_scale != NULL)
        out->demand *= variant->week_scale[w];
    unbounded.max = unbounded.min = NAN;
    size_demand(&unbounded, out->demand, &row);
    out->need = round(row.base + row.headroom + row.rounding);
    out->before = sizing->spare_kind == SPARE_INSTANCES
                      ? out->need + sizing->spare
                      : ceil(out->need / (sizing->zones - 1)) * sizing->zones;
    out->wanted = row.instances;
    unbounded.min = sizing->min;
    size_demand(&unbounded, out->demand, &row);
    out->needed = row.instances;
    size_demand(sizing, out->demand, &row);
    out->allowed = out->kept = row.instances;
}

static const char *demand_formula(struct plan_book *book, const struct book_variant *variant,
                                  uint32_t w)
{
    const char *demand = variant->demand == DEMAND_WORST ? plan_book_demand_worst(book, w)
                         : variant->demand == DEMAND_WITHOUT
                             ? plan_book_demand_without(book, w, variant->quantile)
                             : plan_book_demand(book, w, variant->quantile, variant->event);
    return variant->scale == NULL ? arena_printf(&book->arena, "=%s", demand)
                                  : arena_printf(&book->arena, "=%s*%s", demand, variant->scale);
}

/// "$D5" of the row.
static const char *at(struct plan_book *book, uint32_t row, uint16_t column)
{
    return book_cell(book, NULL, row, column);
}

static void write_counts(struct plan_book *book, const struct book_variant *variant, uint32_t row,
                         const struct solved_week *week)
{
    struct arena *arena = &book->arena;
    struct xlsx_sheet *sheet = book->solver;
    const char *need = at(book, row, NEED), *before = at(book, row, BEFORE);
    xlsx_formula(sheet, row, NEED,
                 arena_printf(arena, "=ROUNDUP(ROUND(%s*(1+%s)/%s,9),0)", at(book, row, DEMAND),
                              variant->headroom, variant->per_instance),
                 week->need, XLSX_INTEGER);
    xlsx_formula(sheet, row, BEFORE,
                 arena_printf(arena, "=IF(ISNUMBER(spare),%s+spare,ROUNDUP(%s/(zones-1),0)*zones)",
                              need, need),
                 week->before, XLSX_INTEGER);
    const char *deployed =
        arena_printf(arena,
                     "(%s+IF(max_unavailable=\"\",0,IF(max_unavailable>=1,max_unavailable,"
                     "MAX(0,ROUNDDOWN(ROUND((%s-1)/(1-max_unavailable),9),0)+1-%s))))",
                     before, before, before);
    xlsx_formula(
        sheet, row, WANTED,
        arena_printf(arena, "=IF(zones>0,ROUNDUP(%s/zones,0)*zones,%s)", deployed, deployed),
        week->wanted, XLSX_INTEGER);
    xlsx_formula(sheet, row, NEEDED,
                 arena_printf(arena, "=MAX(%s,min_instances)", at(book, row, WANTED)), week->needed,
                 XLSX_INTEGER);
    xlsx_formula(sheet, row, ALLOWED,
                 arena_printf(arena, "=IF(%s=\"\",%s,MIN(%s,%s))", variant->max,
                              at(book, row, NEEDED), at(book, row, NEEDED), variant->max),
                 week->allowed, XLSX_INTEGER);
}

static void write_money(struct plan_book *book, const struct book_variant *variant, uint32_t row,
                        const struct solved_week *week, double hours)
{
    struct arena *arena = &book->arena;
    struct xlsx_sheet *sheet = book->solver;
    const struct sizing *sizing = &variant->variant.sizing;
    const char *kept = at(book, row, KEPT), *needed = at(book, row, NEEDED);
    double price = sizing->price_hour;
    xlsx_formula(sheet, row, COST,
                 arena_printf(arena, "=IF(%s=\"\",\"\",%s*%s*%s)", variant->price, kept,
                              at(book, row, HOURS), variant->price),
                 week->kept * hours * price, XLSX_MONEY);
    xlsx_formula(sheet, row, UNCAPPED,
                 arena_printf(arena, "=IF(%s=\"\",\"\",MAX(%s,%s)*%s*%s)", variant->price, kept,
                              needed, at(book, row, HOURS), variant->price),
                 fmax(week->kept, week->needed) * hours * price, XLSX_MONEY);
    xlsx_formula(sheet, row, SHORT, arena_printf(arena, "=IF(%s>%s,1,0)", needed, kept),
                 week->needed > week->kept ? 1 : 0, XLSX_INTEGER);
    bool over = week->kept * price * sizing->hours_per_month / sizing->budget_month > 1 + 1e-12;
    xlsx_formula(sheet, row, OVER,
                 arena_printf(arena,
                              "=IF(OR(%s=\"\",%s=\"\"),0,"
                              "IF(%s*%s*hours_per_month>%s*(1+1E-12),1,0))",
                              variant->price, variant->budget, kept, variant->price,
                              variant->budget),
                 over ? 1 : 0, XLSX_INTEGER);
}

static const char *column_range(struct plan_book *book, uint32_t first, uint16_t column)
{
    return book_range(book, sheet_name, first, column, first + (uint32_t)book->plan->weeks - 1,
                      column);
}

void plan_solver_add(struct plan_book *book, const struct book_variant *variant,
                     struct book_solution *solution)
{
    const struct capacity_plan *plan = book->plan;
    const uint32_t first = book->solver_row;
    struct solved_week *week = mem_alloc(plan->weeks, sizeof *week);
    double *kept = mem_alloc(plan->weeks, sizeof *kept);
    for (size_t w = 0; w < plan->weeks; w++) {
        solve_week(variant, w, &week[w]);
        kept[w] = week[w].allowed;
    }
    plan_hold_dips(kept, plan->weeks, plan->baseline_given ? plan->baseline : (double)NAN,
                   plan->in.lead_time_s);
    for (uint32_t w = 0; w < plan->weeks; w++) {
        const uint32_t row = first + w;
        const struct plan_week *of = &plan->week[w];
        double hours = (double)(of->end - of->start) / 3.6e6;
        week[w].kept = kept[w];
        xlsx_time(book->solver, row, WEEK, of->start, XLSX_DATE);
        xlsx_number(book->solver, row, HOURS, hours, XLSX_DECIMAL);
        xlsx_formula(book->solver, row, DEMAND, demand_formula(book, variant, w), week[w].demand,
                     XLSX_DECIMAL);
        write_counts(book, variant, row, &week[w]);
        xlsx_formula(book->solver, row, KEPT, plan_held_formula(book, ALLOWED, first, w), kept[w],
                     XLSX_INTEGER);
        write_money(book, variant, row, &week[w], hours);
    }
    *solution = (struct book_solution){
        .needed = column_range(book, first, NEEDED),
        .last_needed = book_cell(book, sheet_name, first + (uint32_t)plan->weeks - 1, NEEDED),
        .cost = column_range(book, first, COST),
        .uncapped = column_range(book, first, UNCAPPED),
        .is_short = column_range(book, first, SHORT),
        .over = column_range(book, first, OVER),
        .week = column_range(book, first, WEEK),
    };
    book->solver_row = first + (uint32_t)plan->weeks;
    free(week);
    free(kept);
}
