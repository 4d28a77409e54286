// What could be done, and more demand than expected: rows whose terms are cells, solved by
// formulas.
#include "answer/plan_book.h"
#include "answer/plan_tiles.h"
#include "base/memory.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_ROW = 3, FIRST_ROW };

// --- options -------------------------------------------------------------------------------------

/// Terms that an option may change, and what comes of them.
enum {
    OPTION,
    QUANTILE,
    SCALE,
    PER_INSTANCE,
    HEADROOM,
    MAX,
    PRICE,
    BUDGET,
    MOST,
    LAST,
    COST,
    LOSS,
    TOTAL,
    IN_PLACE,
    FITS,
    LIMIT,
    FLAG,
    OPTION_COLUMNS
};

/// What an option changes of the plan; false: it is not one that the equation solves.
static bool variant_of(const struct capacity_plan *plan, const struct plan_option *option,
                       struct plan_variant *variant)
{
    *variant = plan_as_it_is(plan);
    const struct {
        const char *id;
        double *value;
    } terms[] = {{"raise_max", &variant->sizing.max},
                 {"optimise", &variant->sizing.per_instance},
                 {"less_headroom", &variant->sizing.headroom},
                 {"cheaper", &variant->sizing.price_hour},
                 {"pay", &variant->sizing.budget_month}};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        if (strcmp(option->id, terms[i].id) == 0) {
            *terms[i].value = option->value;
            return true;
        }
    if (strcmp(option->id, "order_high") == 0)
        variant->column = PLAN_P99;
    if (strcmp(option->id, "cache") == 0)
        variant->scale = (1 - option->value) / (1 - plan->in.cache_hit);
    return strcmp(option->id, "order") == 0 || strcmp(option->id, "order_high") == 0 ||
           strcmp(option->id, "cache") == 0;
}

/// A term of an option: what it changes as a number, else what the plan has.
static const char *write_term(struct plan_book *book, uint32_t row, uint16_t column, double value,
                              double plan, const char *name, enum xlsx_format format)
{
    bool same = value == plan || (isnan(value) && isnan(plan));
    if (same)
        xlsx_formula(book->options, row, column,
                     arena_printf(&book->arena, "=IF(%s=\"\",\"\",%s)", name, name), plan, format);
    else
        xlsx_number(book->options, row, column, value, format);
    return book_cell(book, "Options", row, column);
}

static void write_terms(struct plan_book *book, uint32_t row, struct book_variant *wanted)
{
    const struct sizing *sizing = &wanted->variant.sizing, *plan = &book->plan->in.sizing;
    const char *column = plan_column_name(wanted->variant.column);
    if (wanted->variant.column == book->plan->in.column)
        xlsx_formula_text(book->options, row, QUANTILE, "=quantile", column, XLSX_INPUT_TEXT);
    else
        xlsx_text(book->options, row, QUANTILE, column, XLSX_INPUT_TEXT);
    xlsx_number(book->options, row, SCALE, wanted->variant.scale, XLSX_INPUT);
    wanted->quantile = book_cell(book, "Options", row, QUANTILE);
    wanted->scale = book_cell(book, "Options", row, SCALE);
    wanted->per_instance = write_term(book, row, PER_INSTANCE, sizing->per_instance,
                                      plan->per_instance, "per_instance", XLSX_INPUT);
    wanted->headroom = write_term(book, row, HEADROOM, sizing->headroom, plan->headroom, "headroom",
                                  XLSX_INPUT_PERCENT);
    wanted->max = write_term(book, row, MAX, sizing->max, plan->max, "max_instances", XLSX_INPUT);
    wanted->price =
        write_term(book, row, PRICE, sizing->price_hour, plan->price_hour, "price", XLSX_INPUT);
    wanted->budget = write_term(book, row, BUDGET, sizing->budget_month, plan->budget_month,
                                "budget", XLSX_INPUT);
    xlsx_accept(book->options, row, SCALE, XLSX_NOT_NEGATIVE, NULL,
                "How many times the demand: 0 or more.");
    xlsx_accept(book->options, row, PER_INSTANCE, XLSX_ABOVE_ZERO, NULL,
                "Demand that one instance serves: above 0.");
    xlsx_accept(book->options, row, HEADROOM, XLSX_NOT_NEGATIVE, NULL,
                "Headroom is a share of the demand: 0 or more.");
}

/// "max", "budget" or nothing: the first limit that is met.
static const char *limit_formula(struct plan_book *book, const struct book_solution *solution)
{
    return arena_printf(&book->arena,
                        "=IF(SUM(%s)+SUM(%s)=0,\"\",IF(SUM(%s)=0,\"budget\",IF(SUM(%s)=0,\"max\","
                        "IF(MATCH(1,%s,0)<MATCH(1,%s,0),\"budget\",\"max\"))))",
                        solution->is_short, solution->over, solution->is_short, solution->over,
                        solution->over, solution->is_short);
}

static const char *limit_name(const struct plan_solution *solution)
{
    return solution->fits ? "" : bound_by_name(solution->bound_by);
}

static void write_solved(struct plan_book *book, uint32_t row, const struct plan_option *option,
                         const struct plan_variant *variant)
{
    struct arena *arena = &book->arena;
    struct xlsx_sheet *sheet = book->options;
    struct book_variant wanted = {.plan = book->plan, .variant = *variant, .event = SIZE_MAX};
    struct book_solution at;
    struct plan_solution now;
    write_terms(book, row, &wanted);
    plan_solver_add(book, &wanted, &at);
    plan_solve(book->plan, variant, &now);
    xlsx_formula(sheet, row, MOST, arena_printf(arena, "=MAX(%s)", at.needed), now.most,
                 XLSX_INTEGER);
    xlsx_formula(sheet, row, LAST, arena_printf(arena, "=%s", at.last_needed), now.at_end,
                 XLSX_INTEGER);
    xlsx_formula(sheet, row, COST,
                 arena_printf(arena, "=IF(%s=\"\",\"\",SUM(%s))", wanted.price, at.cost), now.cost,
                 XLSX_MONEY);
    xlsx_formula_text(
        sheet, row, FITS,
        arena_printf(arena, "=IF(SUM(%s)+SUM(%s)=0,\"yes\",\"no\")", at.is_short, at.over),
        now.fits ? "yes" : "no", XLSX_CELL_TEXT);
    xlsx_formula_text(sheet, row, LIMIT, limit_formula(book, &at), limit_name(&now),
                      XLSX_CELL_TEXT);
    (void)option;
}

/// Today's fleet, which no term changes.
static void write_nothing(struct plan_book *book, uint32_t row, const struct plan_option *option)
{
    struct arena *arena = &book->arena;
    xlsx_formula(book->options, row, MOST, "=instances_today", option->most, XLSX_INTEGER);
    xlsx_formula(book->options, row, LAST, "=instances_today", option->at_end, XLSX_INTEGER);
    xlsx_formula(
        book->options, row, COST,
        arena_printf(arena, "=IF(price=\"\",\"\",instances_today*price*SUM(%s-%s)*24)",
                     arena_printf(arena, "Sizing!$B$%d", SIZING_WEEK_ROW + (int)book->plan->weeks),
                     arena_printf(arena, "Sizing!$A$%d", SIZING_WEEK_ROW + 1)),
        option->cost, XLSX_MONEY);
    xlsx_formula_text(
        book->options, row, FITS,
        arena_printf(arena, "=IF(SUM(%s)=0,\"yes\",\"no\")", sizing_weeks(book, SIZING_GROW)),
        option->fits ? "yes" : "no", XLSX_CELL_TEXT);
    xlsx_formula_text(
        book->options, row, LIMIT,
        arena_printf(arena, "=IF(SUM(%s)=0,\"\",\"too few\")", sizing_weeks(book, SIZING_GROW)),
        option->fits ? "" : "too few", XLSX_CELL_TEXT);
}

static void write_as_made(struct plan_book *book, uint32_t row, const struct plan_option *option)
{
    xlsx_number(book->options, row, MOST, option->most, XLSX_INTEGER);
    xlsx_number(book->options, row, LAST, option->at_end, XLSX_INTEGER);
    xlsx_number(book->options, row, COST, option->cost, XLSX_MONEY);
    xlsx_text(book->options, row, FITS, option->fits ? "yes" : "no", XLSX_CELL_TEXT);
    xlsx_text(book->options, row, LIMIT, "as made", XLSX_CELL_TEXT);
}

static void write_option(struct plan_book *book, uint32_t row, const struct plan_option *option)
{
    struct plan_variant variant;
    xlsx_text(book->options, row, OPTION, plan_option_name(&book->arena, option), XLSX_LABEL);
    if (variant_of(book->plan, option, &variant))
        write_solved(book, row, option, &variant);
    else if (strcmp(option->id, "do_nothing") == 0)
        write_nothing(book, row, option);
    else
        write_as_made(book, row, option);
    xlsx_number(book->options, row, LOSS, option->loss, XLSX_MONEY);
    const char *cost = book_cell(book, NULL, row, COST), *loss = book_cell(book, NULL, row, LOSS);
    xlsx_formula(book->options, row, TOTAL,
                 arena_printf(&book->arena, "=IF(%s=\"\",\"\",%s+N(%s))", cost, cost, loss),
                 option->cost + (isnan(option->loss) ? 0 : option->loss), XLSX_MONEY);
    if (option->in_place != INSTANT_NONE)
        xlsx_time(book->options, row, IN_PLACE, option->in_place, XLSX_DATE);
    xlsx_text(book->options, row, FLAG,
              arena_printf(&book->arena, "%s%s%s", option->flag == NULL ? "" : option->flag,
                           option->flag != NULL && option->why != NULL ? ": " : "",
                           option->why == NULL ? "" : option->why),
              XLSX_NOTE);
}

int plan_sheet_options(struct plan_book *book, struct err *err)
{
    static const struct book_column column[OPTION_COLUMNS] = {
        {"option", 36, false},
        {"quantile", 10, false},
        {"demand times", 9, true},
        {"per instance", 11, true},
        {"headroom", 10, true},
        {"max", 8, true},
        {"price", 9, true},
        {"budget", 10, true},
        {"most", 8, true},
        {"last week", 8, true},
        {"cost", 12, true},
        {"loss", 11, true},
        {"cost and loss", 12, true},
        {"in place", 12, true},
        {"fits", 7, false},
        {"first limit", 11, false},
        {"option of headroom, and what speaks against it", 40, false}};
    const struct plan_review *review = book->report->review;
    (void)err;
    book_title(
        book->options, "Options",
        "Each is the plan solved again with its coloured terms; they follow Assumptions where "
        "they are not the option's own. Costs are those of the horizon, dips held. Those "
        "without terms are as made. The scenario of Summary does not move them.",
        column, OPTION_COLUMNS);
    book_header(book->options, HEADER_ROW, column, OPTION_COLUMNS);
    for (size_t i = 0; i < review->options; i++)
        write_option(book, FIRST_ROW + (uint32_t)i, &review->option[i]);
    const uint32_t last = FIRST_ROW + (uint32_t)review->options - 1;
    xlsx_highlight(book->options, FIRST_ROW, FITS, last, FITS, XLSX_EQUAL, "\"yes\"", XLSX_GOOD);
    xlsx_highlight(book->options, FIRST_ROW, FITS, last, FITS, XLSX_EQUAL, "\"no\"", XLSX_BAD);
    xlsx_freeze(book->options, FIRST_ROW, 1);
    xlsx_print_setup(book->options, true, HEADER_ROW, HEADER_ROW);
    return 0;
}

// --- scenarios -----------------------------------------------------------------------------------

enum {
    SCENARIO,
    COLUMN,
    TIMES,
    COUNT,
    MONEY,
    FIRST_LIMIT,
    FROM,
    BARE_COUNT,
    BARE_MONEY,
    BARE_LIMIT,
    SCENARIO_COLUMNS
};

/// What comes of a scenario, from `column` on.
static void write_outcome(struct plan_book *book, uint32_t row, uint16_t column,
                          const struct book_solution *at, const struct plan_solution *now)
{
    struct arena *arena = &book->arena;
    xlsx_formula(book->scenarios, row, column, arena_printf(arena, "=MAX(%s)", at->needed),
                 now->most, XLSX_INTEGER);
    xlsx_formula(book->scenarios, row, (uint16_t)(column + 1),
                 arena_printf(arena, "=IF(price=\"\",\"\",SUM(%s))", at->uncapped), now->uncapped,
                 XLSX_MONEY);
    xlsx_formula_text(book->scenarios, row, (uint16_t)(column + 2), limit_formula(book, at),
                      limit_name(now), XLSX_CELL_TEXT);
}

/// The first week that a limit keeps short.
static void write_from(struct plan_book *book, uint32_t row, const struct book_solution *at,
                       const struct plan_solution *now)
{
    const char *limit = book_cell(book, NULL, row, FIRST_LIMIT);
    const char *formula =
        arena_printf(&book->arena, "=IF(%s=\"\",\"\",INDEX(%s,MATCH(1,IF(%s=\"max\",%s,%s),0)))",
                     limit, at->week, limit, at->is_short, at->over);
    if (now->limited == INSTANT_NONE)
        xlsx_formula_text(book->scenarios, row, FROM, formula, "", XLSX_DATE);
    else
        xlsx_formula_time(book->scenarios, row, FROM, formula, now->limited, XLSX_DATE);
}

/// The event that a scenario turns the other way round; SIZE_MAX where it is none.
static size_t event_of(const struct plan_book *book, const struct plan_scenario *scenario)
{
    for (size_t e = 0; e < book->event_count && scenario->scale < 0; e++)
        if (strcmp(book->report->events->item[book->event[e]].name, scenario->name) == 0)
            return book->event[e];
    return SIZE_MAX;
}

static void write_scenario(struct plan_book *book, uint32_t row,
                           const struct plan_scenario *scenario, double *factor)
{
    const struct plan_review_inputs *in = &book->report->review->in;
    const bool worst = strcmp(scenario->name, "worst") == 0 && in->worst != NULL;
    const bool high = worst || strcmp(scenario->name, "high") == 0;
    struct book_variant wanted = {.plan = worst ? in->worst : book->plan,
                                  .variant = plan_as_it_is(book->plan),
                                  .demand = worst ? DEMAND_WORST : DEMAND_COUNTED,
                                  .event = event_of(book, scenario),
                                  .quantile = book_cell(book, "Scenarios", row, COLUMN),
                                  .scale = book_cell(book, "Scenarios", row, TIMES),
                                  .per_instance = "per_instance",
                                  .headroom = "headroom",
                                  .max = "max_instances",
                                  .price = "price",
                                  .budget = "budget"};
    struct book_solution at;
    if (scenario->scale > 0)
        wanted.variant.scale = scenario->scale;
    if (high)
        wanted.variant.column = PLAN_P99;
    if (wanted.event != SIZE_MAX) {
        bool counted = book->report->events->item[wanted.event].probability > 0;
        event_change(in, wanted.event, counted ? 1 : (double)NAN, !counted, factor);
        wanted.variant.week_scale = factor;
    }
    if (high)
        xlsx_text(book->scenarios, row, COLUMN, "p99", XLSX_CELL_TEXT);
    else
        xlsx_formula_text(book->scenarios, row, COLUMN, "=quantile",
                          plan_column_name(book->plan->in.column), XLSX_CELL_TEXT);
    xlsx_number(book->scenarios, row, TIMES, wanted.variant.scale, XLSX_DECIMAL);
    plan_solver_add(book, &wanted, &at);
    write_outcome(book, row, COUNT, &at, &scenario->with);
    write_from(book, row, &at, &scenario->with);
    if (!scenario->has_without || book->event_count == 0)
        return;
    wanted.plan = in->without;
    wanted.demand = DEMAND_WITHOUT;
    plan_solver_add(book, &wanted, &at);
    write_outcome(book, row, BARE_COUNT, &at, &scenario->without);
}

/// The name by which Summary chooses a scenario; NULL: it is told of only here.
static const char *chosen_name(struct plan_book *book, const struct plan_scenario *scenario)
{
    if (scenario->scale < 0)
        return NULL;
    return strcmp(scenario->name, "scale") == 0
               ? arena_printf(&book->arena, "%.6gx", scenario->scale)
               : scenario->name;
}

int plan_sheet_scenarios(struct plan_book *book, struct err *err)
{
    static const struct book_column column[SCENARIO_COLUMNS] = {
        {"scenario", 30, false},
        {"quantile", 10, false},
        {"demand times", 10, true},
        {"instances", 10, true},
        {"cost", 14, true},
        {"first limit", 12, false},
        {"from", 12, true},
        {"instances, no events", 12, true},
        {"cost, no events", 14, true},
        {"first limit, no events", 14, false}};
    const struct plan_review *review = book->report->review;
    const char *choice[REVIEW_SCENARIOS + 1] = {NULL};
    double *factor = mem_alloc(book->plan->weeks, sizeof *factor);
    size_t choices = 0;
    book_title(book->scenarios, "Scenarios",
               "Most instances in any week; cost of the horizon, beyond the maximum too; the first "
               "limit that is met. Assumptions and Events move all of them.",
               column, book->event_count > 0 ? SCENARIO_COLUMNS : BARE_COUNT);
    book_header(book->scenarios, HEADER_ROW, column,
                book->event_count > 0 ? SCENARIO_COLUMNS : BARE_COUNT);
    for (size_t i = 0; i < review->scenarios; i++) {
        const struct plan_scenario *scenario = &review->scenario[i];
        const uint32_t row = FIRST_ROW + (uint32_t)i;
        const char *name = chosen_name(book, scenario);
        if (scenario->scale < 0 && event_of(book, scenario) == SIZE_MAX)
            continue; // more events than the sheet Events has
        xlsx_text(book->scenarios, row, SCENARIO,
                  name != NULL ? name : plan_scenario_name(&book->arena, book->report, scenario),
                  XLSX_LABEL);
        write_scenario(book, row, scenario, factor);
        if (name != NULL)
            choice[choices++] = name;
    }
    free(factor);
    const uint32_t last = FIRST_ROW + (uint32_t)review->scenarios - 1;
    xlsx_highlight(book->scenarios, FIRST_ROW, FIRST_LIMIT, last, FIRST_LIMIT, XLSX_EQUAL,
                   "\"max\"", XLSX_BAD);
    xlsx_highlight(book->scenarios, FIRST_ROW, FIRST_LIMIT, last, FIRST_LIMIT, XLSX_EQUAL,
                   "\"budget\"", XLSX_BAD);
    xlsx_data_bars(book->scenarios, FIRST_ROW, COUNT, last, COUNT, 0x6DB6EC);
    xlsx_freeze(book->scenarios, FIRST_ROW, 1);
    xlsx_print_setup(book->scenarios, true, HEADER_ROW, HEADER_ROW);
    // What Summary chooses.
    const char *names = book_range(book, "Scenarios", FIRST_ROW, SCENARIO, last, SCENARIO);
    xlsx_choices(book->summary, SUMMARY_SCENARIO_ROW, 1, choice);
    xlsx_text(book->scenarios, last + 2, 0, "chosen on Summary", XLSX_LABEL);
    xlsx_formula_text(
        book->scenarios, last + 2, COLUMN,
        arena_printf(&book->arena,
                     "=IF(OR(scenario=\"high\",scenario=\"worst\"),\"p99\",quantile)"),
        plan_column_name(book->plan->in.column), XLSX_CELL_TEXT);
    xlsx_formula(book->scenarios, last + 2, TIMES,
                 arena_printf(&book->arena, "=INDEX(%s,MATCH(scenario,%s,0))",
                              book_range(book, "Scenarios", FIRST_ROW, TIMES, last, TIMES), names),
                 1, XLSX_DECIMAL);
    if (xlsx_define_name(book->xlsx, "scenario_quantile", book->scenarios, last + 2, COLUMN, err) !=
        0)
        return -1;
    return xlsx_define_name(book->xlsx, "scenario_scale", book->scenarios, last + 2, TIMES, err);
}
