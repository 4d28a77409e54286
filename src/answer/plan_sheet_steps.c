// The hidden sheet of steps: every step of the forecast that is higher than all before it, so that
// formulas find the first one that takes more than any number of instances.
#include "answer/plan_book.h"
#include "sizing/inverse.h"

#include <math.h>

enum { CARRIED_ROW, FOUND_ROW, HEADER_ROW = 3, FIRST_ROW };

/// Demand that today's instances carry with every buffer: the equation read backwards.
static const char carried_formula[] =
    "=MAX(0,IF(ISNUMBER(spare),~-spare,ROUNDDOWN(~/zones,0)*(zones-1))*per_instance/(1+headroom))";
/// What is left of them for the need and the spare, in full zones and while a deploy runs.
static const char usable[] = "(^-IF(max_unavailable=\"\",0,IF(max_unavailable>=1,max_unavailable,"
                             "ROUNDDOWN(ROUND(^*max_unavailable,9),0))))";
static const char in_zones[] =
    "IF(zones>0,ROUNDDOWN(instances_today/zones,0)*zones,instances_today)";

static void expand(struct str *out, const char *formula)
{
    for (; *formula != '\0'; formula++) {
        if (*formula == '~')
            expand(out, usable);
        else if (*formula == '^')
            str_append(out, in_zones);
        else
            str_append_char(out, *formula);
    }
}

/// Writes the highest steps so far of a column; the first one that takes more than `carried`.
static instant write_column(struct plan_book *book, enum plan_column column, double carried)
{
    const struct forecast *forecast = book->plan->in.forecast;
    const uint16_t time_column = (uint16_t)(2 * column), value_column = (uint16_t)(time_column + 1);
    uint32_t row = FIRST_ROW;
    double highest = -INFINITY;
    instant found = INSTANT_NONE;
    for (size_t i = 0; i < forecast->n; i++) {
        double value = plan_forecast_value(forecast, column, i);
        if (!(value > highest))
            continue;
        instant time = forecast->start + (instant)i * forecast->step_s * INSTANT_PER_SECOND;
        highest = value;
        xlsx_time(book->steps, row, time_column, time, XLSX_TIME);
        xlsx_number(book->steps, row, value_column, value, XLSX_DECIMAL);
        row++;
        if (found == INSTANT_NONE && !(value <= carried * (1 + 1e-12)))
            found = time;
    }
    const char *values = book_range(book, NULL, FIRST_ROW, value_column, row - 1, value_column);
    const char *formula = arena_printf(
        &book->arena,
        "=IF(MAX(%s)*scenario_scale<=carried_today*(1+1E-12),\"\","
        "INDEX(%s,IFERROR(MATCH(carried_today*(1+1E-12)/scenario_scale,%s,1),0)+1))",
        values, book_range(book, NULL, FIRST_ROW, time_column, row - 1, time_column), values);
    if (found == INSTANT_NONE)
        xlsx_formula_text(book->steps, FOUND_ROW, value_column, formula, "", XLSX_TIME);
    else
        xlsx_formula_time(book->steps, FOUND_ROW, value_column, formula, found, XLSX_TIME);
    xlsx_text(book->steps, FOUND_ROW, time_column, plan_column_name(column), XLSX_LABEL);
    xlsx_text(book->steps, HEADER_ROW, time_column, "time", XLSX_HEADER_NUMBER);
    xlsx_text(book->steps, HEADER_ROW, value_column, plan_column_name(column), XLSX_HEADER_NUMBER);
    return found;
}

int plan_sheet_steps(struct plan_book *book, struct err *err)
{
    const struct capacity_plan *plan = book->plan;
    struct sizing unbounded = plan->in.sizing;
    struct str formula = {0}, switched = {0};
    unbounded.max = unbounded.min = NAN;
    double carried = fmax(0, solve_demand(&unbounded, plan->baseline));
    expand(&formula, carried_formula);
    xlsx_text(book->steps, CARRIED_ROW, 0, "today's carry", XLSX_LABEL);
    xlsx_formula(book->steps, CARRIED_ROW, 1, str_text(&formula), carried, XLSX_DECIMAL);
    instant found = INSTANT_NONE;
    for (int c = 0; c < PLAN_COLUMNS; c++) {
        instant first = write_column(book, (enum plan_column)c, carried);
        found = c == (int)plan->in.column ? first : found;
    }
    const uint16_t last = 2 * PLAN_COLUMNS - 1;
    // Steps are those of the plan as it was made: with an event switched they are others.
    const char *as_made = "TRUE";
    if (book->event_count > 0)
        as_made = "events_as_made=1";
    str_appendf(&switched,
                "=IF(AND(scenario<>\"worst\",%s),INDEX(%s,MATCH(scenario_quantile,%s,0)+1),\"\")",
                as_made, book_range(book, NULL, FOUND_ROW, 0, FOUND_ROW, last),
                book_range(book, NULL, FOUND_ROW, 0, FOUND_ROW, last));
    if (found == INSTANT_NONE)
        xlsx_formula_text(book->steps, CARRIED_ROW, 3, str_text(&switched), "", XLSX_TIME);
    else
        xlsx_formula_time(book->steps, CARRIED_ROW, 3, str_text(&switched), found, XLSX_TIME);
    xlsx_text(book->steps, CARRIED_ROW, 2, "first step beyond it", XLSX_LABEL);
    xlsx_column_width(book->steps, 0, last, 17);
    xlsx_hide(book->steps);
    str_release(&formula);
    str_release(&switched);
    if (xlsx_define_name(book->xlsx, "carried_today", book->steps, CARRIED_ROW, 1, err) != 0)
        return -1;
    return xlsx_define_name(book->xlsx, "step_needed", book->steps, CARRIED_ROW, 3, err);
}
