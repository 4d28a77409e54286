// headroom cost: what the fleet costs, and what to buy.
#include "advise/purchase.h"
#include "advise/purchase_types.h"
#include "answer/cost_answer.h"
#include "answer/service_answer.h"
#include "base/memory.h"
#include "base/vec.h"
#include "input/buying_lists.h"
#include "input/replay_trace.h"
#include "service/beside_instances.h"
#include "service/service_prices.h"
#include "sizing/scaling_equation.h"
#include "terms/limit_terms.h"
#include "terms/terms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Until a spot instance is known to be gone; its replacement starts then.
enum { NOTICE_S = 120 };

/// Probability that enough spot instances are up.
static const double spot_enough = 0.999;

enum { GROWTHS_MAX = 100 };
static const double growth_max = 1000;

struct cost_run {
    struct sizing_options options;
    struct replay_trace trace;
    double *units;      ///< all courses behind each other: the instances of each step
    double *hours;      ///< of each step, divided by the number of courses
    double *step_hours; ///< of the steps of one course
    const double **path;
    struct fleet_use use;
    struct offer_list offers, owned;
    struct purchase_growth growth[GROWTHS_MAX];
    struct purchase_inquiry inquiry;
    struct purchase_answer answer;
    struct types_inquiry types; ///< of several types; then the above is not asked
    struct plan_type *type;
    const char **type_name;
    struct types_answer types_answer;
    struct sizing sizing; ///< with demand: the terms of a step
    double demand_sum;    ///< per second, over demand_steps steps
    size_t demand_steps;
};

// --- the fleet -----------------------------------------------------------------------------------

/// Instances that start and that stop are paid, too: of a replay they stand beside those in
/// service.
static void add_those_beside(struct cost_run *run, size_t course, double *units, size_t n)
{
    static const char *const beside[] = {"pending", "draining"};
    const char *demand = option_text(run->options.invocation, OPT_DEMAND);
    if (demand == NULL || strcmp(demand, "in_service") != 0)
        return;
    for (size_t k = 0; k < sizeof beside / sizeof beside[0]; k++) {
        double *value = replay_trace_column(&run->trace, course, beside[k], true);
        for (size_t i = 0; value != NULL && i < n; i++)
            units[i] += isnan(value[i]) ? 0 : value[i];
        free(value);
    }
}

/// Whether the data have demand, which becomes instances here: what an instance takes is on the
/// command line. A file of assumptions may have it for the commands that made the instances.
static bool is_of_demand(const struct cost_run *run)
{
    const struct invocation *invocation = run->options.invocation;
    return option_given(invocation, OPT_PER_INSTANCE) || option_given(invocation, OPT_LATENCY) ||
           option_given(invocation, OPT_CONNECTIONS);
}

static int check_course(const struct cost_run *run, const struct series *series, struct err *err)
{
    const struct series *first = run->trace.demand[0];
    char time[INSTANT_TEXT_MAX];
    if (series->n != first->n || series->step_s != first->step_s)
        return err_set(err, ERR_DATA,
                       "the paths differ in length: each has to have the same steps, as those of "
                       "headroom forecast --paths have");
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(series->value[i]))
            return err_set(
                err, ERR_DATA,
                "%s has no value for %s: --gaps fill joins what is on both sides, --gaps "
                "zero says that there was no fleet",
                series->name, instant_format(time, series_time(series, i)));
        if (series->value[i] < 0 || (!is_of_demand(run) && series->value[i] > FLEET_USE_UNITS_MAX))
            return err_set(
                err, ERR_DATA,
                "%s at %s is %.10g: a fleet is 0 to %d instances; --demand COLUMN names the "
                "column with the instances",
                series->name, instant_format(time, series_time(series, i)), series->value[i],
                FLEET_USE_UNITS_MAX);
    }
    return 0;
}

/// Sizes each step of a course of demand, and sums the demand up.
static int size_course(struct cost_run *run, const struct series *series, double *units,
                       struct err *err)
{
    struct demand_unit unit = {.name = series->name};
    struct sizing sizing;
    struct plan_row row;
    unit.unit = series->unit;
    if (sizing_for_service(&run->options, series->key, &unit, &sizing, err) != 0)
        return -1;
    for (size_t i = 0; i < series->n; i++) {
        if (sizing_check_demand(&sizing, series->name, units[i], err) != 0)
            return -1;
        size_demand(&sizing, sizing_reaching(&sizing, units[i]), &row);
        run->demand_sum += units[i] * series->unit.scale;
        run->demand_steps++;
        units[i] = row.instances;
    }
    run->sizing = sizing;
    return 0;
}

/// Sums up all courses, each as likely as the others.
static int measure_use(struct cost_run *run, struct err *err)
{
    const size_t courses = run->trace.count, steps = run->trace.demand[0]->n;
    const double hour = (double)run->trace.demand[0]->step_s / 3600;
    run->units = mem_alloc(courses * steps, sizeof *run->units);
    run->hours = mem_alloc(courses * steps, sizeof *run->hours);
    run->step_hours = mem_alloc(steps, sizeof *run->step_hours);
    run->path = mem_alloc(courses, sizeof *run->path);
    for (size_t course = 0; course < courses; course++) {
        const struct series *series = run->trace.demand[course];
        double *units = run->units + course * steps;
        if (check_course(run, series, err) != 0)
            return -1;
        memcpy(units, series->value, steps * sizeof *units);
        add_those_beside(run, course, units, steps);
        if (is_of_demand(run) && size_course(run, series, units, err) != 0)
            return -1;
        run->path[course] = units;
        for (size_t i = 0; i < steps; i++) {
            run->step_hours[i] = hour;
            run->hours[course * steps + i] = hour / (double)courses;
        }
    }
    return fleet_use_of(run->units, run->hours, courses * steps, &run->use, err);
}

// --- what is offered, owned and expected ---------------------------------------------------------

static int read_growth(struct cost_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    const char *const *text;
    size_t count = option_all(invocation, OPT_GROWTH, &text);
    if (count > GROWTHS_MAX)
        return err_set(err, ERR_USAGE, "--growth: at most %d of them", GROWTHS_MAX);
    for (size_t i = 0; i < count; i++) {
        double *factor = run->growth[i].factor;
        char rest;
        factor[0] = 1;
        if (sscanf(text[i], "%lf,%lf%c", &factor[1], &factor[2], &rest) != 2 ||
            !(factor[1] >= 0 && factor[1] <= growth_max && factor[2] >= 0 &&
              factor[2] <= growth_max))
            return err_set(
                err, ERR_USAGE,
                "--growth: \"%s\" is no growth: write the sizes of the second and the third "
                "year as multiples of today's, such as 1.3,1.6",
                invocation_escape(invocation, text[i]));
    }
    run->inquiry.growth = run->growth;
    run->inquiry.growths = count;
    return 0;
}

/// The units that a plan of `money_hour` holds, by the first plan of --offers; NaN: there is none.
static double units_of_money(const struct cost_run *run, double money_hour)
{
    for (size_t i = 0; i < run->offers.offers; i++) {
        const struct offer *offer = &run->offers.offer[i];
        if (offer->kind == OFFER_PLAN)
            return money_hour /
                   offer_effective_hour(offer, run->inquiry.price, run->inquiry.hours_per_month);
    }
    return (double)NAN;
}

/// --commit as units: a bare number is units, a number an hour money.
static int read_commit(struct cost_run *run, struct err *err)
{
    struct quantity commit;
    run->inquiry.commit = (double)NAN;
    if (!option_quantity(run->options.invocation, OPT_COMMIT, &commit))
        return 0;
    if (commit.bare || commit.dimension == DIMENSION_COUNT) {
        run->inquiry.commit = commit.value;
        return 0;
    }
    if (commit.dimension == DIMENSION_MONEY_RATE)
        run->inquiry.commit = units_of_money(run, commit.value);
    else if (commit.dimension == DIMENSION_RATE)
        run->inquiry.commit = units_of_money(run, commit.value * 3600);
    else
        return err_set(err, ERR_USAGE,
                       "--commit is units, such as 17, or money an hour, such as 1.20/h");
    if (!isnan(run->inquiry.commit))
        return 0;
    return err_set(err, ERR_USAGE,
                   "--commit in money an hour is for a plan, and --offers has none; write units, "
                   "such as 17");
}

static void settle_spot(struct cost_run *run)
{
    const struct invocation *invocation = run->options.invocation;
    double boot_s = sizing_setting(&run->options, OPT_BOOT, NULL).value;
    run->inquiry.spot = (struct spot_rule){
        .share = option_number(invocation, OPT_SPOT_SHARE),
        .pools = (double)option_whole(invocation, OPT_POOLS, 1),
        .interruptions_hour = 3600 / option_number(invocation, OPT_SPOT_LIFE),
        .recover_h = (boot_s + NOTICE_S) / 3600,
        .target = spot_enough,
    };
}

static int check_offers(struct cost_run *run, struct err *err)
{
    bool has_spot = false;
    for (size_t i = 0; i < run->offers.offers; i++)
        has_spot = has_spot || run->offers.offer[i].kind == OFFER_SPOT;
    if (run->inquiry.spot.share > 0 && !has_spot)
        return err_set(
            err, ERR_USAGE,
            "--spot-share needs the price of spot: a row of --offers with the kind spot and its "
            "hourly price or discount");
    if (run->inquiry.growths > 0 && run->offers.offers == 0)
        return err_set(err, ERR_USAGE,
                       "--growth weighs offers of a year and longer: --offers FILE has them");
    return 0;
}

static int need_price(double price, const char *of, struct err *err)
{
    if (price > 0)
        return 0;
    return err_set(
        err, ERR_USAGE,
        "--price is missing%s%s: what an hour of an instance costs on demand, such as 0.0832/h; it "
        "may also be the row price of --assume FILE",
        of == NULL ? "" : " for ", of == NULL ? "" : of);
}

static bool is_of_types(const struct cost_run *run)
{
    const char *by = option_text(run->options.invocation, OPT_BY);
    return run->trace.count > 1 && (by == NULL || strcmp(by, "path") != 0);
}

/// What is asked of one fleet alone.
static int refuse_of_types(const struct invocation *invocation, struct err *err)
{
    static const enum option_id alone[] = {OPT_OWNED, OPT_COMMIT, OPT_LEAST_USE, OPT_GROWTH,
                                           OPT_SPOT_SHARE};
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++)
        if (option_given(invocation, alone[i]))
            return err_set(
                err, ERR_USAGE,
                "%s is asked of one fleet, and the data have several: --only KEY names the "
                "one meant",
                option_spelling(spelling, alone[i]));
    return 0;
}

/// Each series is a type with its own price.
static int settle_types(struct cost_run *run, struct err *err)
{
    struct invocation *invocation = run->options.invocation;
    const size_t types = run->trace.count, steps = run->trace.demand[0]->n;
    if (refuse_of_types(invocation, err) != 0)
        return -1;
    types_pick_offers(&run->offers, &run->types, &invocation->notes);
    run->type = mem_alloc(types, sizeof *run->type);
    run->type_name = mem_alloc(types, sizeof *run->type_name);
    for (size_t i = 0; i < types; i++) {
        const char *key = run->trace.demand[i]->key;
        double price = sizing_setting(&run->options, OPT_PRICE, key).value;
        run->type_name[i] = key;
        if (need_price(price, invocation_escape(invocation, key), err) != 0)
            return -1;
        run->type[i] = (struct plan_type){
            .units = run->path[i],
            .on_demand = price,
            .planned = types_price(run->types.plan, price, invocation->hours_per_month),
            .reserved = types_price(run->types.reservation, price, invocation->hours_per_month),
        };
    }
    run->types.name = run->type_name;
    run->types.fleet = (struct plan_fleet){run->type, types, run->step_hours, steps};
    return 0;
}

static int settle_fleet(struct cost_run *run, struct err *err)
{
    const char *service = replay_trace_service(&run->trace);
    run->inquiry.price = sizing_setting(&run->options, OPT_PRICE, service).value;
    if (need_price(run->inquiry.price, NULL, err) != 0 || read_growth(run, err) != 0 ||
        read_commit(run, err) != 0)
        return -1;
    settle_spot(run);
    if (check_offers(run, err) != 0)
        return -1;
    // What is bought now is beside what is still owned when the data end.
    run->inquiry.owned = buying_owned_units(&run->owned, series_end(run->trace.demand[0]),
                                            &run->options.invocation->notes);
    run->inquiry.offers = &run->offers;
    run->inquiry.use = &run->use;
    run->inquiry.path = run->path;
    run->inquiry.paths = run->trace.count;
    run->inquiry.step_hours = run->step_hours;
    run->inquiry.steps = run->trace.demand[0]->n;
    return 0;
}

static int read_all(struct cost_run *run, struct invocation *invocation, struct err *err)
{
    run->trace.several = true;
    if (!is_of_demand(run))
        run->trace.otherwise = "instances";
    run->trace.input.levels = !is_of_demand(run);
    run->inquiry.budget_month =
        sizing_setting(&run->options, OPT_BUDGET, NULL).value * invocation->hours_per_month;
    run->inquiry.hours_per_month = invocation->hours_per_month;
    run->inquiry.least_use = option_number(invocation, OPT_LEAST_USE);
    if (buying_lists_read(invocation, &run->offers, &run->owned, err) != 0 ||
        replay_trace_read(invocation, &run->trace, err) != 0 || measure_use(run, err) != 0)
        return -1;
    return is_of_types(run) ? settle_types(run, err) : settle_fleet(run, err);
}

// --- the answer ----------------------------------------------------------------------------------

/// The mean demand behind the fleet, where it is known, and what one more costs.
static void fill_unit_costs(const struct cost_run *run, struct cost_finding *finding)
{
    finding->demand = finding->marginal_1000 = (double)NAN;
    finding->driver_rate = option_number(run->options.invocation, OPT_DRIVER_RATE);
    if (run->demand_steps == 0)
        return;
    finding->demand = run->demand_sum / (double)run->demand_steps;
    finding->marginal_1000 =
        marginal_per_1000(run->inquiry.price, run->sizing.headroom, run->sizing.per_instance);
}

static int put_answer(struct cost_run *run, struct err *err)
{
    struct answer answer;
    const struct series *series = run->trace.demand[0];
    struct cost_finding finding = {.inquiry = &run->inquiry,
                                   .answer = &run->answer,
                                   .name = series->name,
                                   .start = series->start,
                                   .end = series_end(series)};
    fill_unit_costs(run, &finding);
    answer_begin(&answer, run->options.invocation);
    answer_assume_terms(&answer, &run->options);
    int status = cost_note(&finding, finding.end, run->options.invocation, err);
    if (status == 0) {
        cost_fill(&finding, &answer);
        status = answer_put(&answer, err);
    }
    answer_release(&answer);
    return status != 0 ? -1 : cost_over_budget(&finding) > 0;
}

static int put_types(struct cost_run *run, struct err *err)
{
    struct answer answer;
    const struct series *series = run->trace.demand[0];
    struct cost_types_finding finding = {.inquiry = &run->types,
                                         .answer = &run->types_answer,
                                         .offers = &run->offers,
                                         .hours_per_month = run->inquiry.hours_per_month,
                                         .budget_month = run->inquiry.budget_month,
                                         .start = series->start,
                                         .end = series_end(series)};
    answer_begin(&answer, run->options.invocation);
    answer_assume_terms(&answer, &run->options);
    int status = cost_types_note(&finding, run->options.invocation, err);
    if (status == 0) {
        cost_types_fill(&finding, &answer);
        status = answer_put(&answer, err);
    }
    answer_release(&answer);
    return status != 0 ? -1 : cost_types_over_budget(&finding) > 0;
}

static void release(struct cost_run *run)
{
    types_answer_release(&run->types_answer);
    free(run->type);
    free(run->type_name);
    purchase_answer_release(&run->answer);
    fleet_use_release(&run->use);
    free(run->units);
    free(run->hours);
    free(run->step_hours);
    free(run->path);
    offer_list_release(&run->offers);
    offer_list_release(&run->owned);
    replay_trace_release(&run->trace);
    sizing_options_release(&run->options);
}

/// Whether it is not what to buy for a fleet that is asked.
static bool answers_beside(const struct invocation *invocation)
{
    return service_is_asked(invocation) || option_given(invocation, OPT_CONTAINERS) ||
           option_given(invocation, OPT_SLA);
}

static int answer_beside(struct sizing_options *options, struct err *err)
{
    if (option_given(options->invocation, OPT_CONTAINERS))
        return container_answer(options, err);
    if (option_given(options->invocation, OPT_SLA))
        return sla_answer(options, err);
    return service_answer(options, err);
}

static int run(struct invocation *invocation, struct err *err)
{
    struct cost_run found = {.options = {.unknown = OPT_NONE}};
    int status = sizing_options_read(invocation, &found.options, err);
    if (status == 0 && answers_beside(invocation)) {
        status = answer_beside(&found.options, err);
        sizing_options_release(&found.options);
        return status;
    }
    if (status == 0)
        status = read_all(&found, invocation, err);
    if (status == 0 && is_of_types(&found)) {
        types_weigh(&found.types, &found.types_answer);
        status = put_types(&found, err);
    } else if (status == 0) {
        status = purchase_weigh(&found.inquiry, &found.answer, &invocation->notes, err);
        if (status == 0)
            status = put_answer(&found, err);
    }
    release(&found);
    return status;
}

static const struct option_use options_cost[] = {
    {OPT_DEMAND, NULL,
     "here: the column with the instances of each step, instances unless given; in_service takes "
     "pending and draining along; with --per-instance (or --latency) that of the demand, of which "
     "each step is "
     "sized; with --serverless and --database a rate, too"},
    {OPT_SERVERLESS, NULL, NULL},
    {OPT_ARCH, NULL, NULL},
    {OPT_COLD, NULL, NULL},
    {OPT_COLD_START, NULL, NULL},
    {OPT_FREE_TIER, NULL, NULL},
    {OPT_DATABASE, NULL, NULL},
    {OPT_CONTAINERS, NULL, NULL},
    {OPT_TASK_VCPU, NULL, NULL},
    {OPT_TASK_MEMORY, NULL, NULL},
    {OPT_RESERVED, NULL, NULL},
    {OPT_CATALOGUE, NULL, "here: of --containers; default: default:aws"},
    {OPT_SLA, NULL, NULL},
    {OPT_REVENUE, NULL, NULL},
    {OPT_DRIVER_RATE, NULL, NULL},
    {OPT_SERVICE_PRICES, NULL, NULL},
    {OPT_OFFERS, NULL, NULL},
    {OPT_OWNED, NULL, NULL},
    {OPT_COMMIT, NULL, NULL},
    {OPT_LEAST_USE, NULL, NULL},
    {OPT_GROWTH, NULL, NULL},
    {OPT_SPOT_SHARE, NULL, NULL},
    {OPT_POOLS, NULL, NULL},
    {OPT_SPOT_LIFE, NULL, NULL},
    {OPT_BOOT, "2m", "here: of the instance that takes the place of a spot instance"},
    {OPT_AS_OF, NULL, "here: prices are that old"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom clean samples/web-requests.csv --gaps fill -q | headroom size --assume "
     "samples/web-assumptions.csv --demand requests_per_s -q | headroom cost --assume "
     "samples/web-assumptions.csv --offers samples/offers.csv --as-of 2026-03-02",
     "how many to commit for the web servers, and what that saves", 0},
    {"headroom clean samples/web-requests.csv --gaps fill -q | headroom size --assume "
     "samples/web-assumptions.csv --demand requests_per_s -q | headroom cost --assume "
     "samples/web-assumptions.csv --offers samples/offers.csv --as-of 2026-03-02 --spot-share 25%",
     "the same with a quarter of the fleet as spot instances", 0},
    {"headroom clean samples/web-requests.csv --gaps fill -q | headroom size --assume "
     "samples/web-assumptions.csv --demand requests_per_s -q | headroom cost --assume "
     "samples/web-assumptions.csv --offers samples/offers.csv --as-of 2026-03-02 --growth 1.4,1.8 "
     "--growth 0.7,0.4",
     "for one year and for three, when the fleet may grow or shrink", 0},
    {"headroom cost samples/types.csv --by type --assume samples/types-prices.csv --offers "
     "samples/offers.csv --as-of 2026-03-02",
     "a fleet of several types: a savings plan for all of them, and reservations of each", 0},
    {"headroom cost samples/web-requests.csv --gaps fill --per-instance 500/s --price 0.0832/h "
     "--offers samples/offers.csv --as-of 2026-03-02",
     "from demand: each step is sized, and 1,000 requests have a price", 0},
    {"headroom cost --serverless --duration 120ms --memory 512MiB --demand 20/s --per-instance "
     "500/s --price 0.0832/h",
     "functions against instances, and the demand from which the latter are cheaper", 0},
    {"headroom cost --containers --task-vcpu 0.25 --task-memory 512MiB --catalogue default:aws",
     "tasks as containers, or packed on instances", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-size(1)", "headroom-plan(1)",
                                       "headroom-simulate(1)", NULL};

const struct command cmd_cost = {
    .name = "cost",
    .summary = "what does the fleet cost, and what should be bought?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_cost, options_sizing, options_instance, options_fleet, options_latency,
                options_reading, options_series, options_output, options_messages},
    .common = {OPT_OFFERS, OPT_OWNED, OPT_PRICE, OPT_GROWTH, OPT_SPOT_SHARE, OPT_COMMIT, OPT_BUDGET,
               OPT_AS_OF, OPT_ASSUME, OPT_OUTPUT},
    .inputs = {&schema_export, &schema_offers, &schema_owned, &schema_service_prices, &schema_sla},
    .outputs = {&schema_cost, &schema_service_ways, &schema_packing, &schema_credits},
    .facts = &schema_cost_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "even the cheapest way is over the budget",
    .run = run,
};
