// headroom size: the scaling equation, forwards and backwards, for one demand or for every row.
#include "answer/plan_table.h"
#include "answer/size_question.h"
#include "answer/size_tiers.h"
#include "answer/tier_states_answer.h"
#include "answer/tiers_answer.h"
#include "input/demand_table.h"
#include "service/instance_types.h"
#include "sizing/scaling_equation.h"
#include "terms/headroom_auto.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"
#include "terms/terms.h"
#include "terms/tier_list.h"

#include <math.h>
#include <string.h>

static const struct option_use options_size[] = {
    {OPT_DEMAND, NULL,
     "a quantity such as 10k/s gives a single answer, a column a row for each row of FILE or "
     "standard input; low..mid..high is for --request-value"},
    {OPT_CURRENT, NULL, "said beside the answer; --solve fits into it where there is no --max"},
    {OPT_MAX_SURGE, NULL, NULL},
    {OPT_QUOTA, NULL, NULL},
    {OPT_RAMP, NULL, NULL},
    {OPT_HISTORY, NULL, NULL},
    {OPT_REACTION, NULL,
     "for --headroom auto: from a rise in demand until new instances serve it; default: --boot and "
     "the step of the history, within which the rise is seen"},
    {OPT_BOOT, NULL, "for --headroom auto, see --reaction; of a worker of --work"},
    {OPT_DISPERSION, NULL, NULL},
    {OPT_MISS_PRICE, NULL, "for --headroom auto: with --price, which an idle one costs"},
    {OPT_QUEUE_LIMIT, NULL, NULL},
    {OPT_WEIGHTS, NULL, NULL},
    {OPT_VERIFY, NULL, NULL},
    {OPT_SEED, NULL, NULL},
    {OPT_SOLVE, NULL, NULL},
    {OPT_BY, NULL, "default: service, where there is such a column"},
    {OPT_CATALOGUE, NULL, NULL},
    {OPT_TYPE, NULL, NULL},
    {OPT_MEMORY_BASE, NULL, "here: of each type of the catalogue"},
    {OPT_WORK, NULL, NULL},
    {OPT_TASK, NULL, NULL},
    {OPT_DEADLINE, NULL, NULL},
    {OPT_REQUEST_VALUE, NULL, NULL},
    {OPT_CONFIDENCE, NULL, NULL},
    {OPT_AS_OF, NULL, "here: prices of a catalogue are that old"},
    {OPT_TIERS, NULL,
     "answers for the whole system behind --demand; of a table for the highest demand of "
     "each scenario"},
    {OPT_LINKS, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct schema_column fact_columns[] = {
    FIELD(struct size_facts, asked, STYLE_PLAIN, "unit",
          "the demand, a cache's share included; of rows, that of the row with the most. The "
          "verdict is met, cannot be met (max), over budget, solved or no answer"),
    FIELD(struct size_facts, unit, STYLE_PLAIN, NULL, "what demand is counted in"),
    FIELD(struct size_facts, cache_hit, STYLE_RATIO, "share", "of the demand that a cache answers"),
    FIELD(struct size_facts, demand, STYLE_PLAIN, "unit", "what the instances have to serve"),
    FIELD(struct size_facts, per_instance, STYLE_PLAIN, "unit", "what each of them takes"),
    FIELD(struct size_facts, instances, STYLE_PLAIN, "instances",
          "the fleet, as far as max allows it"),
    FIELD(struct size_facts, needed, STYLE_PLAIN, "instances", "the fleet without max"),
    FIELD(struct size_facts, current, STYLE_PLAIN, "instances", "in service today"),
    FIELD(struct size_facts, utilization, STYLE_RATIO, "share", "of all instances"),
    FIELD(struct size_facts, utilization_failed, STYLE_RATIO, "share",
          "of those left when what the spare is for fails"),
    FIELD(struct size_facts, latency, STYLE_PLAIN, "s", "the target's percentile"),
    FIELD(struct size_facts, surge_peak, STYLE_PLAIN, "instances", "while a rolling deploy surges"),
    FIELD(struct size_facts, cost_hour, STYLE_COST_HOUR, "per hour", "of the fleet"),
    FIELD(struct size_facts, cost_month, STYLE_COST_MONTH, "per month", "of the fleet"),
    FIELD(struct size_facts, budget_month, STYLE_COST_MONTH, "per month", "the budget"),
    FIELD(struct size_facts, bound_by, STYLE_PLAIN, NULL, "what decided the count"),
    FIELD(struct size_facts, time, STYLE_PLAIN, NULL, "of rows: when the most is needed"),
    FIELD(struct size_facts, rows_short, STYLE_INTEGER, "rows", "of rows: that cannot be met"),
    FIELD(struct size_facts, short_from, STYLE_PLAIN, NULL, "of rows: the first of them"),
    FIELD(struct size_facts, solve, STYLE_PLAIN, NULL, "the term that --solve asked for"),
    FIELD(struct size_facts, value, STYLE_PLAIN, "value_unit", "its value"),
    FIELD(struct size_facts, value_unit, STYLE_PLAIN, NULL, "in which it is"),
    FIELD(struct size_facts, type, STYLE_PLAIN, NULL, "of --catalogue: the cheapest"),
    FIELD(struct size_facts, single_type, STYLE_PLAIN, NULL,
          "of --catalogue: the cheapest of which one machine takes all, without a spare"),
    FIELD(struct size_facts, single_cost_hour, STYLE_COST_HOUR, "per hour", "of that machine"),
    FIELD(struct size_facts, single_demand, STYLE_PLAIN, "unit",
          "of --catalogue: the most that one machine of any type takes"),
    FIELD(struct size_facts, bottleneck, STYLE_PLAIN, NULL,
          "of --tiers: the tier that is full first; the verdict is met, grow, over budget, cannot "
          "be met (max) or (throttle)"),
    FIELD(struct size_facts, breaks_now, STYLE_PLAIN, "per second",
          "of --tiers: demand at which it is, with today's units"),
    FIELD(struct size_facts, next_bottleneck, STYLE_PLAIN, NULL, "of --tiers: the one after it"),
    FIELD(struct size_facts, breaks_next, STYLE_PLAIN, "per second", "of --tiers: when that is"),
    FIELD(struct size_facts, breaks_spare, STYLE_PLAIN, "per second",
          "of --tiers: when a tier is full that has lost its spare"),
    FIELD(struct size_facts, bottleneck_max, STYLE_PLAIN, NULL,
          "of --tiers: the tier whose max is reached first"),
    FIELD(struct size_facts, breaks_max, STYLE_PLAIN, "per second", "of --tiers: when it is"),
    FIELD(struct size_facts, ready_in, STYLE_PLAIN, "seconds",
          "of --tiers: until all have grown, one after the other"),
    FIELD(struct size_facts, grow_order, STYLE_PLAIN, NULL,
          "of --tiers: in which order they grow; they shrink in the reverse"),
    FIELD(struct size_facts, done_s, STYLE_PLAIN, "s", "of --work: when it is done"),
    FIELD(struct size_facts, slack_s, STYLE_PLAIN, "s", "of --work: left until the deadline"),
    FIELD(struct size_facts, cost, STYLE_COST_MONTH, "money", "of --work: once"),
    FIELD(struct size_facts, lost_hour, STYLE_COST_HOUR, "per hour",
          "of --request-value: expected value of what is not served"),
    FIELD(struct size_facts, total_hour, STYLE_COST_HOUR, "per hour",
          "of --request-value: that and the instances"),
    FIELD(struct size_facts, regret, STYLE_COST_HOUR, "per hour",
          "of --request-value: the largest cost above the best for one of the demands"),
    FIELD_UNBOUND("states", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "of --tiers: figures of what holds state, with tier, model, figure, value, unit"),
    FIELD_END,
};

const struct schema schema_size_facts = {"facts of a fleet", fact_columns,
                                         sizeof(struct size_facts)};

static const struct example examples[] = {
    {"headroom size --demand 10k/s --per-instance 500/s --spare 1 --price 0.0832/h",
     "20 instances for the demand, 30 with 50% headroom, 31 with a spare; 1,882.82 a month", 0},
    {"headroom size --demand 50k/s --per-instance 500/s --price 0.0832/h --budget 6000/mo",
     "over budget: what could be accepted, optimised, bought cheaper or cached", 1},
    {"headroom size --demand 10k/s --latency p99=200ms --service-time 20ms --workers 16",
     "enough instances that 99% of the requests take at most 200 ms, by a queueing model", 0},
    {"headroom size --demand 10k/s --latency p99=200ms --service-time 20ms --workers 16 "
     "--spare 1 --zones 3 --price 0.0832/h --budget 2000/mo --verify",
     "the same with a spare, over three zones and within a budget, confirmed by simulation", 0},
    {"headroom size --catalogue default:aws --demand 10k/s --per-instance 500/s --type m7i.large "
     "--as-of 2026-03-02",
     "which instance type is the cheapest, from the catalogue that the program carries", 0},
    {"headroom size --work 1000 --task 3m --deadline 8h --boot 5m --price 0.0832/h",
     "how many workers until the morning", 0},
    {"headroom size --demand 8k/s..10k/s..15k/s --per-instance 500/s --price 0.0832/h "
     "--request-value 0.000001",
     "how many, when the demand is not known and what is not served costs money", 0},
    {"headroom size --solve demand --per-instance 500/s --max 98", "what 98 instances take", 0},
    {"headroom size --tiers samples/shop-tiers.csv --links samples/shop-links.csv --demand 18k/s",
     "a shop behind its load balancer: which tier breaks first, and what grows in which order", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-forecast(1)", "headroom-runout(1)",
                                       "headroom-plan(1)", NULL};

/// The term that --solve asks for, in the order of its values; the first is the usual question.
static enum option_id unknown_term(const struct invocation *invocation)
{
    static const enum option_id term[] = {OPT_NONE,     OPT_DEMAND, OPT_PER_INSTANCE, OPT_PRICE,
                                          OPT_HEADROOM, OPT_BUDGET, OPT_CACHE_HIT,    OPT_LATENCY};
    return term[option_choice(invocation, OPT_SOLVE)];
}

/// The unit of a demand that was typed, or of per_instance where that is what there is.
static struct unit typed_unit(const struct setting *setting)
{
    static const char *const name[] = {
        [DIMENSION_UNKNOWN] = "",      [DIMENSION_COUNT] = "",        [DIMENSION_RATE] = "/s",
        [DIMENSION_DURATION] = "s",    [DIMENSION_RATIO] = "",        [DIMENSION_MULTIPLE] = "",
        [DIMENSION_BYTES] = "B",       [DIMENSION_BYTE_RATE] = "B/s", [DIMENSION_CORES] = "cores",
        [DIMENSION_MONEY_RATE] = "/h",
    };
    struct unit unit = {.dimension = DIMENSION_UNKNOWN, .scale = 1};
    if (setting->origin == SETTING_ABSENT || setting->bare)
        return unit;
    unit_parse(name[setting->dimension], strlen(name[setting->dimension]), &unit);
    unit.dimension = setting->dimension;
    unit.scale = 1;
    return unit;
}

static int check_solvable(const struct invocation *invocation, const struct setting *demand,
                          enum option_id unknown, struct err *err)
{
    if (operand_count(invocation) > 0)
        return err_set(
            err, ERR_USAGE,
            "--solve %s answers for one demand, not for the rows of a file: leave \"%s\" "
            "out and give --demand as a quantity such as 10k/s",
            option_text(invocation, OPT_SOLVE), operand_at(invocation, 0));
    if (unknown != OPT_DEMAND && (demand->origin == SETTING_ABSENT || demand->word != NULL))
        return err_set(err, ERR_USAGE, "--solve %s needs --demand as a quantity, such as 10k/s",
                       option_text(invocation, OPT_SOLVE));
    return 0;
}

static int answer_one(struct sizing_options *options, const struct setting *demand, struct err *err)
{
    struct setting per_instance = sizing_setting(options, OPT_PER_INSTANCE, NULL);
    bool known = options->unknown != OPT_DEMAND;
    struct size_question question = {
        .invocation = options->invocation,
        .options = options,
        .unit = {.unit = typed_unit(known ? demand : &per_instance), .name = "--demand"},
        .asked = known ? demand->value : 0,
        .current = sizing_setting(options, OPT_CURRENT, NULL).value,
    };
    if (size_check_platform(options, err) != 0 ||
        sizing_for_service(options, NULL, &question.unit, &question.sizing, err) != 0 ||
        sizing_check_demand(&question.sizing, "--demand", question.asked, err) != 0)
        return -1;
    question.cache_hit = question.sizing.cache_hit;
    if (question.unit.unit.dimension == DIMENSION_UNKNOWN)
        question.unit.unit = typed_unit(&per_instance);
    // A latency target is about requests per second.
    if (question.unit.unit.dimension == DIMENSION_UNKNOWN && question.sizing.latency.limit_s != 0)
        unit_parse("/s", strlen("/s"), &question.unit.unit);
    question.demand = sizing_reaching(&question.sizing, question.asked);
    if (options->of_types)
        return size_types(&question, err);
    return options->unknown == OPT_NONE ? size_answer(&question, err) : size_solve(&question, err);
}

/// Which type of --catalogue serves the demand.
static int answer_types(struct sizing_options *options, const struct setting *demand,
                        struct err *err)
{
    if (demand->origin == SETTING_ABSENT || demand->word != NULL ||
        option_given(options->invocation, OPT_SOLVE) || operand_count(options->invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "--catalogue chooses for one demand: give --demand as a quantity, such as "
                       "10k/s, without a file and without --solve");
    options->of_types = true;
    if (sizing_setting(options, OPT_PER_INSTANCE, NULL).origin == SETTING_ABSENT)
        options->unknown = OPT_PER_INSTANCE;
    return answer_one(options, demand, err);
}

/// A simulation is of one fleet.
static int check_verify(const struct invocation *invocation, const struct sizing_options *options,
                        bool typed, struct err *err)
{
    if (!option_given(invocation, OPT_VERIFY))
        return 0;
    if (!latency_is_asked(options, NULL))
        return err_set(err, ERR_USAGE,
                       "--verify simulates the latency of an answer: it needs --latency, such as "
                       "p99=200ms");
    if (!typed || options->unknown != OPT_NONE)
        return err_set(err, ERR_USAGE,
                       "--verify simulates one fleet: give --demand as a quantity such as 10k/s, "
                       "without --solve");
    return 0;
}

static int run_with(struct sizing_options *options, struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct setting demand = sizing_setting(options, OPT_DEMAND, NULL);
    bool typed = demand.origin != SETTING_ABSENT && demand.word == NULL;
    if (option_given(invocation, OPT_TIERS))
        return size_tiers(options, err);
    if (option_given(invocation, OPT_LINKS))
        return err_set(err, ERR_USAGE, "--links says who calls whom in --tiers: give that, too");
    if (check_verify(invocation, options, typed, err) != 0)
        return -1;
    if (options->unknown != OPT_NONE) {
        if (check_solvable(invocation, &demand, options->unknown, err) != 0)
            return -1;
        return answer_one(options, &demand, err);
    }
    if (option_given(invocation, OPT_WORK))
        return size_work(options, err);
    if (option_given(invocation, OPT_REQUEST_VALUE) || size_is_interval(&demand))
        return size_lost(options, &demand, err);
    if (option_given(invocation, OPT_CATALOGUE))
        return answer_types(options, &demand, err);
    if (typed && operand_count(invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "%s: demand is the quantity %s, but there is a file too: name the column of "
                       "\"%s\" that holds the demand, or leave the file out",
                       demand.place, demand.text, operand_at(invocation, 0));
    if (typed)
        return answer_one(options, &demand, err);
    if (precheck_terms(options, err) != 0)
        return -1;
    return size_rows(options, demand.word, err);
}

static int run(struct invocation *invocation, struct err *err)
{
    struct sizing_options options = {.unknown = unknown_term(invocation)};
    int status = sizing_options_read(invocation, &options, err);
    if (status == 0)
        status = headroom_auto_find(&options, err);
    if (status == 0)
        status = run_with(&options, err);
    sizing_options_release(&options);
    return status;
}

const struct command cmd_size = {
    .name = "size",
    .summary = "how many instances, or how much demand, which price, which per-instance rate fits?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_size, options_sizing, options_instance, options_fleet, options_latency,
                options_output, options_messages},
    .common = {OPT_DEMAND, OPT_PER_INSTANCE, OPT_HEADROOM, OPT_SPARE, OPT_ZONES, OPT_MAX, OPT_PRICE,
               OPT_LATENCY, OPT_ASSUME, OPT_OUTPUT},
    .inputs = {&schema_demand, &schema_instance_types, &schema_tiers, &schema_links,
               &schema_popularity},
    .outputs = {&schema_plan, &schema_solve, &schema_type_rows, &schema_tier_needs,
                &schema_tier_states, &schema_work, &schema_lost},
    .facts = &schema_size_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "max or the budget is below what is needed, or no value solves the equation",
    .run = run,
};
