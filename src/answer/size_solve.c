#include "answer/answer.h"
#include "answer/size_question.h"
#include "answer/words.h"
#include "maths/shown_figures.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"
#include "table/schema.h"

#include <math.h>
#include <stdbool.h>

struct solve_cells {
    const char *solve;
    double value;
    const char *unit;
    double instances, cost_month;
};

static const struct schema_column columns[] = {
    FIELD(struct solve_cells, solve, STYLE_PLAIN, NULL, "the term that was asked for"),
    FIELD(struct solve_cells, value, STYLE_PLAIN, NULL, "its value; missing when there is none"),
    FIELD(struct solve_cells, unit, STYLE_PLAIN, NULL, "the value's unit"),
    FIELD(struct solve_cells, instances, STYLE_PLAIN, "instances", "the fleet with it"),
    FIELD(struct solve_cells, cost_month, STYLE_COST_MONTH, "per month", "what that fleet costs"),
    FIELD_END,
};

const struct schema schema_solve = {"the answer of --solve", columns, sizeof(struct solve_cells)};

/// A term found, or NaN with a sentence that says why there is none.
struct solution {
    double value;
    const char *unit;
    double instances;
    const char *sentence;
};

/// As many digits as tables have.
enum { DIGITS = 10 };

/// The greatest share below 1 that they show.
static const double most_hit = 0.9999999999;

/// The fleet that the answer has to fit into.
static int find_fleet(const struct size_question *question, double *fleet, struct err *err)
{
    *fleet = fleet_allowed(&question->sizing);
    if (isinf(*fleet) && !isnan(question->current))
        *fleet = question->current;
    if (isinf(*fleet))
        return err_set(err, ERR_USAGE,
                       "--solve %s needs a fleet to fit into: --max, --current, or --budget with "
                       "--price",
                       option_text(question->invocation, OPT_SOLVE));
    return 0;
}

static const char *with_unit(const struct size_question *question, double value,
                             number_words *words)
{
    return words_measure(&question->invocation->arena, value, words, &question->unit.unit);
}

static const char *asked(const struct size_question *question)
{
    return with_unit(question, question->asked, words_figure);
}

static void find_demand(const struct size_question *question, double fleet,
                        struct solution *solution)
{
    struct arena *arena = &question->invocation->arena;
    const char *instances = words_instances(arena, fleet);
    solution->value = shown_digits_down(
        solve_demand(&question->sizing, fleet) / (1 - question->cache_hit), DIGITS);
    solution->unit = question->unit.unit.name;
    solution->sentence =
        isnan(solution->value)
            ? arena_printf(arena, "No demand fits into %s: the buffers alone are more.", instances)
            : arena_printf(arena, "%s take at most %s.", instances,
                           with_unit(question, solution->value, words_at_most));
}

static void find_per_instance(const struct size_question *question, double fleet,
                              struct solution *solution)
{
    struct arena *arena = &question->invocation->arena;
    const char *instances = words_instances(arena, fleet);
    solution->value =
        shown_digits_up(solve_per_instance(&question->sizing, question->demand, fleet), DIGITS);
    solution->unit = question->unit.unit.name;
    solution->sentence =
        isnan(solution->value)
            ? arena_printf(arena, "No rate is high enough: %s are taken up by the buffers.",
                           instances)
            : arena_printf(arena, "%s take %s from %s per instance on.", instances, asked(question),
                           with_unit(question, solution->value, words_at_least));
}

static void find_headroom(const struct size_question *question, double fleet,
                          struct solution *solution)
{
    struct arena *arena = &question->invocation->arena;
    const char *instances = words_instances(arena, fleet);
    double most = option_at(OPT_HEADROOM)->range.most;
    double free = solve_headroom(&question->sizing, question->demand, fleet);
    // No demand leaves any headroom free: as much as can be asked for. NaN, where spare, zones and
    // cells alone are more than the fleet, is none.
    solution->value = free > most ? most : shown_digits_down(free, DIGITS);
    solution->unit = "ratio";
    if (solution->value >= 0) {
        solution->sentence =
            arena_printf(arena, "%s keep %s headroom at %s.", instances,
                         words_share_at_most(arena, solution->value), asked(question));
        return;
    }
    solution->value = NAN;
    solution->sentence =
        arena_printf(arena, "%s do not take %s even without headroom.", instances, asked(question));
}

static void find_cache_hit(const struct size_question *question, double fleet,
                           struct solution *solution)
{
    struct arena *arena = &question->invocation->arena;
    const char *instances = words_instances(arena, fleet);
    double hit = solve_cache_hit(&question->sizing, question->asked, fleet);
    // All of it is no share that can be asked for; a little less may leave what rounds to no need.
    hit = hit < 1 ? shown_digits_up(hit, DIGITS) : hit;
    solution->value = hit >= 1 ? most_hit : hit;
    struct plan_row row;
    size_demand(&question->sizing, question->asked * (1 - solution->value), &row);
    if (!(row.instances <= fleet))
        solution->value = NAN;
    solution->unit = "ratio";
    if (isnan(solution->value))
        solution->sentence =
            arena_printf(arena, "No cache helps: the buffers alone are more than %s.", instances);
    else if (solution->value == most_hit)
        solution->sentence =
            arena_printf(arena, "%s take %s only when a cache answers as good as all of it.",
                         instances, asked(question));
    else
        solution->sentence =
            arena_printf(arena, "%s take %s when a cache answers %s of it.", instances,
                         asked(question), words_share_at_least(arena, solution->value));
}

static int find_latency(const struct size_question *question, double fleet,
                        struct solution *solution, struct err *err)
{
    struct arena *arena = &question->invocation->arena;
    const struct latency_target *target = &question->sizing.latency;
    if (target->limit_s == 0)
        return err_set(err, ERR_USAGE,
                       "--solve latency needs --latency, --service-time and --workers: the "
                       "percentile that it names is asked for, whatever its time");
    double latency_s = solve_latency_s(&question->sizing, question->demand, fleet);
    const char *instances = words_instances(arena, fleet);
    solution->value = isfinite(latency_s) ? 1e3 * latency_s : (double)NAN;
    solution->unit = "ms";
    solution->sentence =
        isfinite(latency_s)
            ? arena_printf(arena, "%s keep p%.10g within %s at %s, with the headroom used up.",
                           instances, 100 * target->percentile,
                           words_milliseconds(arena, latency_s), asked(question))
            : arena_printf(arena,
                           "%s keep no response time at %s: with the headroom used up they "
                           "are overloaded.",
                           instances, asked(question));
    return 0;
}

/// No price and no budget makes a fleet larger than max.
static bool is_beyond_max(const struct size_question *question, struct solution *solution)
{
    struct arena *arena = &question->invocation->arena;
    struct sizing unbounded = question->sizing;
    struct plan_row row;
    unbounded.max = NAN;
    size_demand(&unbounded, question->demand, &row);
    if (!(row.instances > question->sizing.max))
        return false;
    solution->value = NAN;
    solution->sentence =
        arena_printf(arena, "Money alone does not help: %s are needed for %s, and max allows %s.",
                     words_instances(arena, row.instances), asked(question),
                     words_number(arena, question->sizing.max));
    return true;
}

static int find_price(const struct size_question *question, struct solution *solution,
                      struct err *err)
{
    struct arena *arena = &question->invocation->arena;
    solution->unit = "/h";
    if (isnan(question->sizing.budget_month))
        return err_set(err, ERR_USAGE, "--solve price needs --budget, such as 6000/mo");
    if (is_beyond_max(question, solution))
        return 0;
    solution->value = shown_digits_down(solve_price(&question->sizing, question->demand), DIGITS);
    solution->sentence = arena_printf(
        arena, "%s for %s stay within %s a month up to %s an hour each.",
        words_instances(arena, solution->instances), asked(question),
        words_money(arena, question->sizing.budget_month), words_at_most(arena, solution->value));
    return 0;
}

static int find_budget(const struct size_question *question, struct solution *solution,
                       struct err *err)
{
    struct arena *arena = &question->invocation->arena;
    solution->unit = "/mo";
    if (isnan(question->sizing.price_hour))
        return err_set(err, ERR_USAGE, "--solve budget needs --price, such as 0.0832/h");
    if (is_beyond_max(question, solution))
        return 0;
    solution->value = shown_digits_up(solve_budget(&question->sizing, question->demand), DIGITS);
    solution->sentence = arena_printf(arena, "%s for %s cost %s a month of %.10g h.",
                                      words_instances(arena, solution->instances), asked(question),
                                      words_money(arena, shown_decimals_up(solution->value, 2)),
                                      question->sizing.hours_per_month);
    return 0;
}

static int find_term(const struct size_question *question, struct solution *solution,
                     struct err *err)
{
    enum option_id unknown = question->options->unknown;
    struct plan_row row;
    size_demand(&question->sizing, question->demand, &row);
    solution->instances = row.instances;
    if (unknown == OPT_PRICE)
        return find_price(question, solution, err);
    if (unknown == OPT_BUDGET)
        return find_budget(question, solution, err);
    if (find_fleet(question, &solution->instances, err) != 0)
        return -1;
    switch (unknown) {
    case OPT_LATENCY:
        return find_latency(question, solution->instances, solution, err);
    case OPT_DEMAND:
        find_demand(question, solution->instances, solution);
        break;
    case OPT_PER_INSTANCE:
        find_per_instance(question, solution->instances, solution);
        break;
    case OPT_HEADROOM:
        find_headroom(question, solution->instances, solution);
        break;
    default:
        find_cache_hit(question, solution->instances, solution);
        break;
    }
    return 0;
}

static void fill_rows(const struct size_question *question, const struct solution *solution,
                      double cost_month, struct table *table)
{
    struct record_writer writer;
    struct solve_cells cells;
    record_begin(&writer, table, &schema_solve, NULL);
    record_clear(&schema_solve, &cells);
    cells.solve = option_text(question->invocation, OPT_SOLVE);
    cells.value = solution->value;
    cells.unit = solution->unit;
    cells.instances = solution->instances;
    cells.cost_month = cost_month;
    record_add(&writer, &cells);
}

int size_solve(const struct size_question *question, struct err *err)
{
    const struct sizing *sizing = &question->sizing;
    struct solution solution = {0};
    struct answer answer;
    if (find_term(question, &solution, err) != 0)
        return -1;
    bool found = !isnan(solution.value);
    double cost_month = solution.instances * sizing->price_hour * sizing->hours_per_month;
    answer_begin(&answer, question->invocation);
    answer_assume_terms(&answer, question->options);
    answer.verdict = found ? "solved" : "no answer";
    struct size_facts facts;
    record_clear(&schema_size_facts, &facts);
    facts.solve = option_text(question->invocation, OPT_SOLVE);
    facts.value = solution.value;
    facts.value_unit = solution.unit;
    facts.instances = solution.instances;
    facts.cost_month = cost_month;
    answer_facts(&answer, &facts);
    fill_rows(question, &solution, cost_month, &answer.rows);
    document_callout(&answer.document, found ? TONE_GOOD : TONE_BAD, "%s", solution.sentence);
    answer_write_assumptions(&answer);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status != 0 ? -1 : found ? 0 : 1;
}
