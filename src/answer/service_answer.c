#include "answer/service_answer.h"

#include "answer/cost_answer.h"
#include "answer/price_age.h"
#include "answer/words.h"
#include "base/memory.h"
#include "input/replay_trace.h"
#include "maths/distribution.h"
#include "service/beside_instances.h"
#include "service/service_prices.h"
#include "sizing/held_concurrency.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WAYS_MAX = 8 };
static const double concurrency_surely = 0.999, gib = 1073741824.0, scale_most = 3;

/// One way to serve the demand.
struct service_way {
    const char *name;
    double units;
    double cost_month;
    const struct service_price *price; ///< the oldest that it rests on; NULL: --price
};

struct service_finding {
    struct sizing_options *options;
    struct sizing sizing;
    bool has_instances; ///< price and rate of an instance are known
    struct replay_trace trace;
    double *rate, *hours; ///< of each step
    size_t steps;
    double total_hours, mean, peak;
    struct service_prices prices;
    struct function_request request;
    struct fleet_crossings crossings;
    struct held_concurrency held;
    double scale; ///< of the demand, from which instances that follow it are cheaper
    double break_even;
    struct service_way way[WAYS_MAX];
    size_t ways, chosen;
};

struct way_cells {
    const char *option, *chosen;
    double units, cost_month, saving, per_1000;
    instant date;
    const char *source;
};

static const struct schema_column columns[] = {
    FIELD(
        struct way_cells, option, STYLE_PLAIN, NULL,
        "functions; functions, some held: as many held ready as pay; instances, followed: as many "
        "as each step needs; instances, fixed peak; on demand; provisioned, fixed; provisioned, "
        "followed; of --containers containers and the types"),
    FIELD(struct way_cells, chosen, STYLE_PLAIN, NULL, "yes for the cheapest"),
    FIELD(struct way_cells, units, STYLE_PLAIN, NULL,
          "instances, functions held or units provisioned at the peak; tasks on an instance"),
    FIELD(struct way_cells, cost_month, STYLE_COST_MONTH, "per month",
          "what it comes to; of --containers of one task"),
    FIELD(struct way_cells, saving, STYLE_RATIO, "share", "against the dearest"),
    FIELD(struct way_cells, per_1000, STYLE_PLAIN, "money", "of 1,000 requests"),
    FIELD(struct way_cells, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD(struct way_cells, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_END,
};

const struct schema schema_service_ways = {"the ways beside instances", columns,
                                           sizeof(struct way_cells)};

bool service_is_asked(const struct invocation *invocation)
{
    return option_given(invocation, OPT_SERVERLESS) || option_given(invocation, OPT_DATABASE);
}

// --- the demand ----------------------------------------------------------------------------------

static int take_rate(struct service_finding *found, const struct setting *demand, struct err *err)
{
    if (operand_count(found->options->invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "--demand is a quantity, but there is a file too: name the column of the "
                       "file that holds the demand, or leave the file out");
    found->steps = 1;
    found->rate = mem_alloc(1, sizeof *found->rate);
    found->hours = mem_alloc(1, sizeof *found->hours);
    found->rate[0] = demand->value;
    found->hours[0] = 1;
    return 0;
}

static int take_series(struct service_finding *found, struct err *err)
{
    char time[INSTANT_TEXT_MAX];
    found->trace.input.levels = false;
    if (replay_trace_read(found->options->invocation, &found->trace, err) != 0)
        return -1;
    size_t courses = found->trace.count, at = 0;
    for (size_t course = 0; course < courses; course++)
        found->steps += found->trace.demand[course]->n;
    found->rate = mem_alloc(found->steps, sizeof *found->rate);
    found->hours = mem_alloc(found->steps, sizeof *found->hours);
    for (size_t course = 0; course < courses; course++) {
        const struct series *series = found->trace.demand[course];
        for (size_t i = 0; i < series->n; i++, at++) {
            if (isnan(series->value[i]) || series->value[i] < 0)
                return err_set(err, ERR_DATA,
                               "%s has no demand for %s: --gaps fill joins what is on both sides, "
                               "--gaps zero says that there was none",
                               series->name, instant_format(time, series_time(series, i)));
            found->rate[at] = series->value[i];
            found->hours[at] = (double)series->step_s / 3600 / (double)courses;
        }
    }
    return 0;
}

static int read_demand(struct service_finding *found, struct err *err)
{
    struct setting demand = sizing_setting(found->options, OPT_DEMAND, NULL);
    bool typed = demand.origin != SETTING_ABSENT && demand.word == NULL;
    if ((typed ? take_rate(found, &demand, err) : take_series(found, err)) != 0)
        return -1;
    double sum = 0;
    for (size_t i = 0; i < found->steps; i++) {
        found->total_hours += found->hours[i];
        sum += found->rate[i] * found->hours[i];
        found->peak = fmax(found->peak, found->rate[i]);
    }
    found->mean = found->total_hours > 0 ? sum / found->total_hours : 0;
    return 0;
}

static double month_of(const struct service_finding *found, double cost)
{
    double month = found->options->invocation->hours_per_month;
    return found->total_hours > 0 ? cost * month / found->total_hours : 0;
}

static void add_way(struct service_finding *found, const char *name, double units,
                    double cost_month, const struct service_price *price)
{
    found->way[found->ways++] = (struct service_way){name, units, cost_month, price};
}

// --- instances -----------------------------------------------------------------------------------

static int read_instances(struct service_finding *found, struct err *err)
{
    struct demand_unit unit = {.name = "--demand"};
    found->has_instances =
        sizing_setting(found->options, OPT_PER_INSTANCE, NULL).origin != SETTING_ABSENT &&
        sizing_setting(found->options, OPT_PRICE, NULL).origin != SETTING_ABSENT;
    if (!found->has_instances)
        return 0;
    unit_parse("/s", strlen("/s"), &unit.unit);
    found->options->of_types = true; // --memory is that of a function
    return sizing_for_service(found->options, NULL, &unit, &found->sizing, err);
}

static void weigh_instances(struct service_finding *found)
{
    double followed = 0, most = 0, price = found->sizing.price_hour;
    struct plan_row row;
    if (!found->has_instances)
        return;
    for (size_t i = 0; i < found->steps; i++) {
        size_demand(&found->sizing, sizing_reaching(&found->sizing, found->rate[i]), &row);
        followed += row.instances * price * found->hours[i];
        most = fmax(most, row.instances);
    }
    double month = found->options->invocation->hours_per_month;
    if (found->steps > 1)
        add_way(found, "instances, followed", most, month_of(found, followed), NULL);
    add_way(found, found->steps > 1 ? "instances, fixed peak" : "instances", most,
            most * price * month, NULL);
}

/// What of the scaling equation a crossing is worked out with.
static bool has_plain_terms(const struct sizing *sizing)
{
    return sizing->spare_kind == SPARE_INSTANCES && !(sizing->zones > 1) && !(sizing->cells > 1) &&
           sizing->cache_hit == 0 && isnan(sizing->max) && sizing->latency.limit_s == 0 &&
           sizing->max_unavailable.count == 0 && sizing->max_unavailable.share == 0;
}

static void find_crossings(struct service_finding *found, double hour_per_rate)
{
    const struct sizing *sizing = &found->sizing;
    found->crossings = (struct fleet_crossings){(double)NAN, (double)NAN};
    found->scale = (double)NAN;
    if (!found->has_instances || !has_plain_terms(sizing))
        return;
    struct instance_fleet fleet = {.per_instance = sizing->per_instance,
                                   .headroom = sizing->headroom,
                                   .spare = sizing->spare,
                                   .min = isnan(sizing->min) ? 0 : sizing->min,
                                   .price_hour = sizing->price_hour};
    found->crossings = instance_fleet_crossings(&fleet, hour_per_rate);
    if (found->steps > 1)
        found->scale =
            instance_fleet_scale(&fleet, found->rate, found->steps, hour_per_rate, scale_most);
}

// --- functions -----------------------------------------------------------------------------------

static int read_request(struct service_finding *found, struct err *err)
{
    const struct invocation *invocation = found->options->invocation;
    double duration = sizing_setting(found->options, OPT_DURATION, NULL).value;
    double memory = sizing_setting(found->options, OPT_MEMORY, NULL).value;
    if (isnan(duration) || isnan(memory))
        return err_set(err, ERR_USAGE,
                       "--serverless needs --duration and --memory: how long a request runs, such "
                       "as 120ms, and the memory of the function, such as 512MiB");
    found->request = (struct function_request){
        .duration_s = duration,
        .memory_gb = memory / gib,
        .cold_share = option_number(invocation, OPT_COLD),
        .start_s = option_number(invocation, OPT_COLD_START),
    };
    if (found->request.cold_share > 0 && isnan(found->request.start_s))
        return err_set(err, ERR_USAGE,
                       "--cold needs --cold-start: how much longer such a request is billed, such "
                       "as 800ms");
    if (isnan(found->request.start_s))
        found->request.start_s = 0;
    return 0;
}

/// Concurrency is held ready where that is cheaper; of a course of demand only.
static int weigh_held(struct service_finding *found, bool arm, double hour_per_rate,
                      struct err *err)
{
    const struct service_price *held, *used, *demand;
    struct fleet_use use;
    if (found->steps == 1)
        return 0;
    if (service_prices_find(&found->prices,
                            arm ? "function_held_gb_s_arm" : "function_held_gb_s_x86", &held,
                            err) != 0 ||
        service_prices_find(&found->prices,
                            arm ? "function_held_use_gb_s_arm" : "function_held_use_gb_s_x86",
                            &used, err) != 0 ||
        service_prices_find(&found->prices, arm ? "function_gb_s_arm" : "function_gb_s_x86",
                            &demand, err) != 0)
        return -1;
    double *at_once = mem_alloc(found->steps, sizeof *at_once);
    for (size_t i = 0; i < found->steps; i++)
        at_once[i] = found->rate[i] * found->request.duration_s;
    int status = fleet_use_of(at_once, found->hours, found->steps, &use, err);
    free(at_once);
    if (status != 0)
        return -1;
    found->held = held_concurrency_best(&use, found->request.memory_gb, held->price, used->price,
                                        demand->price);
    fleet_use_release(&use);
    if (found->held.level > 0)
        add_way(found, "functions, some held", found->held.level,
                month_of(found, found->mean * found->total_hours * hour_per_rate -
                                    found->held.on_demand_cost + found->held.cost),
                held);
    return 0;
}

static int weigh_functions(struct service_finding *found, struct err *err)
{
    const struct invocation *invocation = found->options->invocation;
    const bool arm = option_choice(invocation, OPT_ARCH) == 1;
    const char *gb_s = arm ? "function_gb_s_arm" : "function_gb_s_x86";
    const struct service_price *request, *memory, *free_requests, *free_gb_s;
    if (read_request(found, err) != 0 ||
        service_prices_find(&found->prices, "function_request", &request, err) != 0 ||
        service_prices_find(&found->prices, gb_s, &memory, err) != 0)
        return -1;
    double requests = found->mean * 3600 * invocation->hours_per_month;
    double used = requests * function_gb_s(&found->request);
    if (option_given(invocation, OPT_FREE_TIER)) {
        if (service_prices_find(&found->prices, "function_free_requests", &free_requests, err) !=
                0 ||
            service_prices_find(&found->prices, "function_free_gb_s", &free_gb_s, err) != 0)
            return -1;
        requests = fmax(0, requests - free_requests->price);
        used = fmax(0, used - free_gb_s->price);
    }
    add_way(found, "functions",
            poisson_quantile(concurrency_surely, found->peak * found->request.duration_s),
            service_prices_cost(&found->prices, "function_request", requests / 1e6) +
                service_prices_cost(&found->prices, gb_s, used),
            memory);
    double hour_per_rate =
        3600 * (request->price / 1e6 + function_gb_s(&found->request) * memory->price);
    weigh_instances(found);
    find_crossings(found, hour_per_rate);
    return weigh_held(found, arm, hour_per_rate, err);
}

// --- capacity of a database ----------------------------------------------------------------------

static int weigh_database(struct service_finding *found, struct err *err)
{
    const struct invocation *invocation = found->options->invocation;
    const bool reads = option_choice(invocation, OPT_DATABASE) == 1;
    const struct service_price *each, *unit;
    if (service_prices_find(&found->prices,
                            reads ? "database_read_on_demand" : "database_write_on_demand", &each,
                            err) != 0 ||
        service_prices_find(&found->prices,
                            reads ? "database_read_provisioned" : "database_write_provisioned",
                            &unit, err) != 0)
        return -1;
    struct setting target = sizing_setting(found->options, OPT_TARGET, NULL);
    double aim = target.origin == SETTING_ABSENT ? 0.7 : target.value;
    double on_demand = 0, followed = 0;
    for (size_t i = 0; i < found->steps; i++) {
        on_demand += found->rate[i] * found->hours[i] * 3600 * each->price / 1e6;
        followed += database_units(found->rate[i], aim) * unit->price * found->hours[i];
    }
    double most = database_units(found->peak, aim);
    add_way(found, "on demand", (double)NAN, month_of(found, on_demand), each);
    add_way(found, "provisioned, fixed", most,
            month_of(found, most * unit->price * found->total_hours), unit);
    if (found->steps > 1)
        add_way(found, "provisioned, followed", most, month_of(found, followed), unit);
    found->break_even = database_break_even(unit->price, each->price / 1e6);
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static void choose(struct service_finding *found)
{
    for (size_t i = 1; i < found->ways; i++)
        if (found->way[i].cost_month < found->way[found->chosen].cost_month * (1 - 1e-12))
            found->chosen = i;
}

static double dearest(const struct service_finding *found)
{
    double most = 0;
    for (size_t i = 0; i < found->ways; i++)
        most = fmax(most, found->way[i].cost_month);
    return most;
}

static double per_1000(const struct service_finding *found, const struct service_way *way)
{
    double month = found->options->invocation->hours_per_month;
    return found->mean > 0 ? cost_per_1000(way->cost_month / month, found->mean) : (double)NAN;
}

static void fill_rows(const struct service_finding *found, struct table *table)
{
    struct record_writer writer;
    struct way_cells cells;
    double most = dearest(found);
    record_begin(&writer, table, &schema_service_ways, NULL);
    for (size_t i = 0; i < found->ways; i++) {
        const struct service_way *way = &found->way[i];
        record_clear(&schema_service_ways, &cells);
        cells.option = way->name;
        cells.chosen = i == found->chosen ? "yes" : NULL;
        cells.units = way->units;
        cells.cost_month = way->cost_month;
        cells.saving = most > 0 ? 1 - way->cost_month / most : 0;
        cells.per_1000 = per_1000(found, way);
        if (way->price != NULL) {
            cells.date = way->price->date;
            cells.source = way->price->source;
        }
        record_add(&writer, &cells);
    }
}

static double over_budget(const struct service_finding *found)
{
    struct setting budget = sizing_setting(found->options, OPT_BUDGET, NULL);
    double most = budget.value * found->options->invocation->hours_per_month;
    double cost = found->way[found->chosen].cost_month;
    return budget.origin != SETTING_ABSENT && cost > most * (1 + 1e-12) ? cost - most : 0;
}

static void fill_facts(const struct service_finding *found, struct answer *answer)
{
    const struct service_way *chosen = &found->way[found->chosen];
    double driver = option_number(found->options->invocation, OPT_DRIVER_RATE);
    double month = found->options->invocation->hours_per_month;
    struct cost_facts facts;
    record_clear(&schema_cost_facts, &facts);
    answer->verdict = over_budget(found) > 0 ? "over budget" : chosen->name;
    facts.units = chosen->units;
    facts.cost_month = chosen->cost_month;
    facts.hours = found->total_hours;
    facts.over_budget = over_budget(found);
    facts.cheaper_from = found->crossings.first;
    facts.always_from = found->crossings.always;
    facts.per_1000 = per_1000(found, chosen);
    if (driver > 0)
        facts.per_driver = chosen->cost_month / month / (3600 * driver);
    if (option_given(found->options->invocation, OPT_SERVERLESS)) {
        facts.concurrency = found->mean * found->request.duration_s;
        facts.concurrency_most =
            poisson_quantile(concurrency_surely, found->peak * found->request.duration_s);
    } else {
        facts.break_even = found->break_even;
    }
    answer_facts(answer, &facts);
}

static void write_crossings(const struct service_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct fleet_crossings *crossing = &found->crossings;
    if (!found->has_instances || !has_plain_terms(&found->sizing))
        return;
    if (isnan(crossing->first))
        document_fact(document, "crossing", "instances are cheaper at no demand");
    else if (crossing->first == crossing->always)
        document_fact(document, "crossing",
                      "instances are cheaper above %s/s, and from there on always",
                      words_figure(arena, crossing->first));
    else
        document_fact(document, "crossing", "instances are first cheaper at %s/s, and %s",
                      words_figure(arena, crossing->first),
                      isnan(crossing->always)
                          ? "never for good"
                          : arena_printf(arena, "from %s/s on always",
                                         words_figure(arena, crossing->always)));
    if (!isnan(found->scale))
        document_fact(document, "scale",
                      "from %s of this demand on, instances that follow it are cheaper",
                      words_share(arena, found->scale));
}

static void write_functions(const struct service_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct function_request *request = &found->request;
    document_fact(document, "at once",
                  "%s on average; %s are enough 99.9%% of the time at the peak",
                  words_number(arena, found->mean * request->duration_s),
                  words_number(arena, poisson_quantile(concurrency_surely,
                                                       found->peak * request->duration_s)));
    write_crossings(found, document);
    if (found->held.break_even_use > 0)
        document_fact(document, "held",
                      "one that is held ready pays where it serves more than %s of the time: %s",
                      words_share(arena, found->held.break_even_use),
                      words_number(arena, found->held.level));
}

static void write_ways(const struct service_finding *found, struct document *document)
{
    static const char *const shown[] = {"option", "units", "cost_month", "saving", "per_1000"};
    struct table all = {0}, table = {0};
    fill_rows(found, &all);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    document_heading(document, "Ways");
    document_rows(document, &table);
    table_release(&all);
}

static void write_document(const struct service_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct service_way *chosen = &found->way[found->chosen];
    double over = over_budget(found);
    document_callout(
        document, over > 0 ? TONE_BAD : TONE_GOOD, "%c%s: %s a month%s.",
        chosen->name[0] - 'a' + 'A', chosen->name + 1, words_money(arena, chosen->cost_month),
        over > 0 ? arena_printf(arena, ", %s over the budget", words_money(arena, over)) : "");
    if (found->steps > 1)
        document_fact(document, "demand", "%s/s on average, %s/s at most, %s hours",
                      words_number(arena, found->mean), words_number(arena, found->peak),
                      words_number(arena, found->total_hours));
    else
        document_fact(document, "demand", "%s/s at all times", words_number(arena, found->mean));
    if (option_given(found->options->invocation, OPT_SERVERLESS))
        write_functions(found, document);
    else
        document_fact(document, "break-even",
                      "a provisioned unit pays where it is used more than %s of the time; the mean "
                      "is %s of the peak",
                      words_share(arena, found->break_even),
                      words_share(arena, found->peak > 0 ? found->mean / found->peak : 0));
    write_ways(found, document);
}

static int note_prices(const struct service_finding *found, struct err *err)
{
    struct invocation *invocation = found->options->invocation;
    struct price_age oldest = {.date = INSTANT_NONE};
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    if (now == INSTANT_NONE && found->trace.count > 0)
        now = series_end(found->trace.demand[0]);
    for (size_t i = 0; i < found->ways; i++)
        if (found->way[i].price != NULL)
            price_age_add(&oldest, found->way[i].price->name, found->way[i].price->source,
                          found->way[i].price->date);
    price_age_note(&oldest, now, &invocation->notes);
    return 0;
}

static int put_answer(struct service_finding *found, struct err *err)
{
    struct answer answer;
    answer_begin(&answer, found->options->invocation);
    answer_assume_terms(&answer, found->options);
    fill_facts(found, &answer);
    fill_rows(found, &answer.rows);
    write_document(found, &answer.document);
    answer_write_assumptions(&answer);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int weigh(struct service_finding *found, struct err *err)
{
    const struct invocation *invocation = found->options->invocation;
    const char *path = option_text(invocation, OPT_SERVICE_PRICES);
    if (option_given(invocation, OPT_SERVERLESS) && option_given(invocation, OPT_DATABASE))
        return err_set(err, ERR_USAGE,
                       "--serverless and --database are two questions: leave one of them out");
    if (service_prices_open(path, &found->prices, err) != 0 || read_instances(found, err) != 0 ||
        read_demand(found, err) != 0)
        return -1;
    if (option_given(invocation, OPT_DATABASE))
        return weigh_database(found, err);
    return weigh_functions(found, err);
}

int service_answer(struct sizing_options *options, struct err *err)
{
    struct service_finding found = {
        .options = options, .crossings = {(double)NAN, (double)NAN}, .scale = (double)NAN};
    int status = weigh(&found, err);
    if (status == 0) {
        choose(&found);
        status = note_prices(&found, err);
    }
    if (status == 0)
        status = put_answer(&found, err);
    if (status == 0 && over_budget(&found) > 0)
        status = 1;
    service_prices_release(&found.prices);
    replay_trace_release(&found.trace);
    free(found.rate);
    free(found.hours);
    return status;
}
