// headroom runout: when demand passes what a limit or the budget carries, and by when to order.
#include "sizing/runout.h"

#include "answer/answer.h"
#include "answer/remedy_words.h"
#include "answer/rules_of_rows.h"
#include "answer/stocks_answer.h"
#include "answer/words.h"
#include "base/key_index.h"
#include "base/vec.h"
#include "input/demand_table.h"
#include "input/read_series.h"
#include "input/shard_option.h"
#include "sizing/inverse.h"
#include "terms/assumed.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct runout_cells {
    const char *service, *resource;
    double limit;
    instant earliest, expected, latest, crosses, order_by;
    double days_left;
    const char *status;
};

static const struct schema_column columns[] = {
    FIELD_OPTIONAL(struct runout_cells, service, STYLE_PLAIN, NULL,
                   "which service, as in the input"),
    FIELD(struct runout_cells, resource, STYLE_PLAIN, NULL,
          "what runs out: instances (--limit, else --max), demand (--limit with a unit), current, "
          "budget"),
    FIELD(struct runout_cells, limit, STYLE_PLAIN, "instances, demand, or money per month",
          "how much there is of it"),
    FIELD(struct runout_cells, earliest, STYLE_PLAIN, NULL,
          "when the highest quantile passes what the limit carries"),
    FIELD(struct runout_cells, expected, STYLE_PLAIN, NULL,
          "when p50 does, or the mean without one"),
    FIELD(struct runout_cells, latest, STYLE_PLAIN, NULL,
          "when the highest quantile, mirrored at the expected demand, does"),
    FIELD(struct runout_cells, crosses, STYLE_PLAIN, NULL, "when the column of --demand does"),
    FIELD(struct runout_cells, order_by, STYLE_PLAIN, NULL, "crosses less the lead time"),
    FIELD(struct runout_cells, days_left, STYLE_PLAIN, "days",
          "from now until expected; missing where that is not reached"),
    FIELD(struct runout_cells, status, STYLE_PLAIN, NULL,
          "ok, order now (due within 14 days), late, or not reached (within the horizon)"),
    FIELD_END,
};

static const struct schema schema_runout = {"run-out dates", columns, sizeof(struct runout_cells)};

static const struct schema_column fact_columns[] = {
    FIELD(
        struct runout_facts, service, STYLE_PLAIN, NULL,
        "of the most urgent row, whose status is the verdict: late, order now, ok or not reached"),
    FIELD(struct runout_facts, resource, STYLE_PLAIN, NULL, "what runs out first"),
    FIELD(struct runout_facts, limit, STYLE_PLAIN, "instances, demand, or money per month",
          "how much there is of it"),
    FIELD(struct runout_facts, as_of, STYLE_PLAIN, NULL, "now: from which days are counted"),
    FIELD(struct runout_facts, earliest, STYLE_PLAIN, NULL, "when the highest quantile passes it"),
    FIELD(struct runout_facts, expected, STYLE_PLAIN, NULL, "when p50 does"),
    FIELD(struct runout_facts, crosses, STYLE_PLAIN, NULL, "when the column of --demand does"),
    FIELD(struct runout_facts, order_by, STYLE_PLAIN, NULL, "crosses less the lead time"),
    FIELD(struct runout_facts, days_left, STYLE_PLAIN, "days", "from now until expected"),
    FIELD_UNBOUND("remedies", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "with which a limit is not reached, each alone: service, resource, limit, id, "
                  "text, value, n (instances then), cost (of them a month)"),
    FIELD_UNBOUND("rules", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false,
                  "what became of --require: rule, status, actual, limit, where, at, finding"),
    FIELD_END,
};

const struct schema schema_runout_facts = {"facts of a run-out", fact_columns,
                                           sizeof(struct runout_facts)};

/// One thing that would make a limit last.
struct runout_remedy {
    const char *service, *resource;
    double limit;
    const char *id, *text;
    double value, n, cost;
};

static const struct schema_column remedy_columns[] = {
    FIELD_OPTIONAL(struct runout_remedy, service, STYLE_PLAIN, NULL, "which service"),
    FIELD(struct runout_remedy, resource, STYLE_PLAIN, NULL, "which limit would last"),
    FIELD(struct runout_remedy, limit, STYLE_PLAIN, "instances, demand, or money per month",
          "how much there is of it"),
    FIELD(struct runout_remedy, id, STYLE_PLAIN, NULL,
          "what it changes: limit, budget, instance, duration, service_time, price, cache_hit, "
          "headroom"),
    FIELD(struct runout_remedy, text, STYLE_PLAIN, NULL, "the same in words"),
    FIELD(struct runout_remedy, value, STYLE_PLAIN, "of what it changes", "to what"),
    FIELD(struct runout_remedy, n, STYLE_INTEGER, "instances",
          "that serve the highest demand then"),
    FIELD(struct runout_remedy, cost, STYLE_COST_MONTH, "money per month", "what they cost"),
    FIELD_END,
};

static const struct schema schema_remedies = {"what would last", remedy_columns,
                                              sizeof(struct runout_remedy)};

/// The demand to come of one service.
struct path_group {
    size_t first_row;
    instant *time;
    double *planned, *expected, *high;
    size_t n;
    size_t capacity;
};

struct runout_finder {
    struct sizing_options *options;
    struct demand_table demand;
    size_t expected, high; ///< columns; SIZE_MAX when not there
    struct key_index index;
    struct key_index services;
    struct path_group *group;
    size_t groups;
    size_t group_capacity;
    struct answer answer;
    struct record_writer writer; ///< of its rows
    struct table remedies;       ///< by schema_remedies
    struct record_writer remedy_writer;
    instant now;    ///< the latest of all services
    bool refused;   ///< a rule of --require does not hold
    bool has_worst; ///< the facts are those of a row already
    enum runout_status worst;
    size_t passed, held; ///< limits of a fleet that run out, and that do not
    double least_days;   ///< until the row of the facts is reached
};

// --- the demand to come --------------------------------------------------------------------------

/// The first of the columns that is there and holds numbers.
static size_t find_first(const struct table *table, const char *const *names)
{
    for (; *names != NULL; names++) {
        size_t column = table_find(table, *names);
        if (column != SIZE_MAX && table->column[column].type == COLUMN_NUMBER)
            return column;
    }
    return SIZE_MAX;
}

static double number_at(const struct runout_finder *finder, size_t column, size_t row)
{
    return column == SIZE_MAX ? (double)NAN : finder->demand.table.column[column].number[row];
}

static int add_step(struct runout_finder *finder, struct path_group *group, size_t row,
                    struct err *err)
{
    const struct demand_table *demand = &finder->demand;
    instant time = demand->table.column[demand->time].time[row];
    if (time == INSTANT_NONE)
        return err_at(err, demand->row_file[row], demand->line[row], "time", "no time in this row");
    if (group->n > 0 && time <= group->time[group->n - 1])
        return err_at(err, demand->row_file[row], demand->line[row], "time",
                      "it is not after that of the row before; --by COLUMN tells series apart");
    if (group->n == group->capacity) {
        group->capacity = group->capacity == 0 ? 64 : 2 * group->capacity;
        group->time = mem_resize(group->time, group->capacity, sizeof *group->time);
        group->planned = mem_resize(group->planned, group->capacity, sizeof(double));
        group->expected = mem_resize(group->expected, group->capacity, sizeof(double));
        group->high = mem_resize(group->high, group->capacity, sizeof(double));
    }
    group->time[group->n] = time;
    group->planned[group->n] = number_at(finder, demand->demand, row);
    group->expected[group->n] = number_at(finder, finder->expected, row);
    group->high[group->n] = number_at(finder, finder->high, row);
    group->n++;
    return 0;
}

/// Gives every service its rows; those of other parts of --shard are left out.
static int group_rows(struct runout_finder *finder, struct err *err)
{
    struct shard shard;
    size_t others = 0;
    struct key_index left_out = {0};
    if (shard_option(finder->options->invocation, &shard, err) != 0)
        return -1;
    for (size_t row = 0; row < finder->demand.table.rows; row++) {
        const char *service = demand_table_key(&finder->demand, row);
        const char *key = service == NULL ? "" : service;
        bool added;
        if (!shard_holds(&shard, service)) {
            key_index_put(&left_out, key, strlen(key), &added);
            others += added;
            continue;
        }
        size_t place = key_index_put(&finder->index, key, strlen(key), &added);
        if (added) {
            struct path_group group = {.first_row = row};
            VEC_PUSH(finder->group, finder->groups, finder->group_capacity, group);
        }
        if (service != NULL)
            key_index_put(&finder->services, service, strlen(service), NULL);
        if (add_step(finder, &finder->group[place], row, err) != 0) {
            key_index_release(&left_out);
            return -1;
        }
    }
    key_index_release(&left_out);
    return shard.parts == 1 ? 0
                            : shard_note(finder->options->invocation, finder->groups,
                                         finder->groups + others, err);
}

static int read_paths(struct runout_finder *finder, struct err *err)
{
    struct invocation *invocation = finder->options->invocation;
    struct demand_table *demand = &finder->demand;
    struct setting column = sizing_setting(finder->options, OPT_DEMAND, NULL);
    if (column.origin != SETTING_ABSENT && column.word == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: demand is the quantity %s; runout needs the demand to come: name a "
                       "column of a forecast, such as p95",
                       column.place, column.text);
    struct demand_choice choice = sizing_demand_choice(finder->options, column.word);
    if (demand_table_read(invocation, &choice, demand, err) != 0)
        return -1;
    if (demand->time == SIZE_MAX)
        return err_at(err, demand->file, 0, NULL,
                      "no column \"time\": runout needs the demand to come, as headroom forecast "
                      "writes it");
    finder->expected = find_first(&demand->table, (const char *const[]){"p50", "mean", NULL});
    finder->high = find_first(&demand->table, (const char *const[]){"p99", "p95", "p90", NULL});
    return group_rows(finder, err);
}

/// Now is the last time of the history that a forecast goes on from: a step before its first.
static int find_now(const struct runout_finder *finder, const struct path_group *group,
                    instant *now, struct err *err)
{
    const struct invocation *invocation = finder->options->invocation;
    if (option_instant(invocation, OPT_AS_OF, NULL, now, err) != 0)
        return -1;
    if (*now == INSTANT_NONE)
        *now = group->n > 1 ? 2 * group->time[0] - group->time[1] : group->time[0];
    return 0;
}

// --- what may run out: limits of instances or of demand, the fleet in service, the budget --------

struct runout_resource {
    const char *name;     ///< "instances", "demand", "current", "budget"
    double limit;         ///< instances, demand, or money a month
    double capacity;      ///< demand that it carries with every buffer kept; NaN: none
    const char *sentence; ///< "a fleet of 120 instances carries 39,666 requests/s"
    const char *raised;   ///< "limit raised to", "today's fleet raised to": how it would be more
    bool is_sized;        ///< `limited` has the terms and the limit; else demand itself is limited
    struct sized_demand limited;
};

/// Texts live as long as the invocation.
struct runout_resources {
    struct runout_resource *item;
    size_t count;
};

/// One service's limits being listed.
struct resource_lister {
    const struct sizing_options *options;
    const char *service;
    const struct demand_unit *unit;
    struct runout_resources *resources;
    bool sized; ///< `sizing` and `cache_hit` are filled
    struct sizing sizing;
    struct err *err;
};

static struct arena *lister_arena(const struct resource_lister *lister)
{
    return &lister->options->invocation->arena;
}

static void list_add(struct resource_lister *lister, struct runout_resource resource)
{
    struct runout_resources *resources = lister->resources;
    resources->item[resources->count++] = resource;
}

/// The terms of the equation, which limits of demand alone do not need.
static int size_once(struct resource_lister *lister)
{
    if (lister->sized)
        return 0;
    lister->sized = true;
    return sizing_for_service(lister->options, lister->service, lister->unit, &lister->sizing,
                              lister->err);
}

static double carried(const struct resource_lister *lister, double instances)
{
    return solve_demand(&lister->sizing, instances) / (1 - lister->sizing.cache_hit);
}

static const char *demand_words(const struct resource_lister *lister, double demand)
{
    struct arena *arena = lister_arena(lister);
    if (isnan(demand))
        return "nothing";
    return words_measure(arena, demand, words_at_most, &lister->unit->unit);
}

/// The terms with nothing but the limit as their bound.
static struct sized_demand limited_to(const struct resource_lister *lister, double max,
                                      double budget_month)
{
    struct sized_demand limited = {.sizing = lister->sizing,
                                   .unit = lister->unit->unit,
                                   .cache_hit = lister->sizing.cache_hit};
    limited.sizing.max = max;
    limited.sizing.budget_month = budget_month;
    return limited;
}

static int list_instances(struct resource_lister *lister, const char *name, const char *raised,
                          double instances)
{
    if (size_once(lister) != 0)
        return -1;
    struct arena *arena = lister_arena(lister);
    double capacity = carried(lister, instances);
    const char *fleet = strcmp(name, "current") == 0 ? "today's fleet" : "a fleet";
    const char *sentence =
        arena_printf(arena, "%s of %s carries %s", fleet, words_instances(arena, instances),
                     demand_words(lister, capacity));
    list_add(lister, (struct runout_resource){name, instances, capacity, sentence, raised, true,
                                              limited_to(lister, instances, NAN)});
    return 0;
}

static int list_demand(struct resource_lister *lister, const struct setting *setting)
{
    const struct unit *unit = &lister->unit->unit;
    if (!demand_unit_takes(lister->unit, setting->dimension))
        return err_set(lister->err, setting->origin == SETTING_FILE ? ERR_DATA : ERR_USAGE,
                       "%s: limit %s is a %s, but %s is %s: give both in one unit, or a number "
                       "of instances",
                       setting->place, setting->text, dimension_name(setting->dimension),
                       lister->unit->name, demand_unit_words(lister_arena(lister), lister->unit));
    double limit = setting->value / unit->scale;
    const char *sentence =
        arena_printf(lister_arena(lister), "the limit is %s", demand_words(lister, limit));
    list_add(lister, (struct runout_resource){.name = "demand",
                                              .limit = limit,
                                              .capacity = limit,
                                              .sentence = sentence,
                                              .raised = "limit raised to"});
    return 0;
}

static int list_limit(struct resource_lister *lister, const struct setting *setting)
{
    bool counted = setting->bare || setting->dimension == DIMENSION_COUNT;
    if (!counted)
        return list_demand(lister, setting);
    if (!(setting->value >= 0) || setting->value != floor(setting->value))
        return err_set(lister->err, setting->origin == SETTING_FILE ? ERR_DATA : ERR_USAGE,
                       "%s: limit %s is no number of instances; a limit of demand has a unit, such "
                       "as 40k/s",
                       setting->place, setting->text);
    if (sizing_setting(lister->options, OPT_PER_INSTANCE, lister->service).origin ==
            SETTING_ABSENT &&
        !latency_is_asked(lister->options, lister->service))
        return err_set(lister->err, ERR_USAGE,
                       "%s: limit %s counts instances, and --per-instance is missing: the demand "
                       "that one of them serves well, such as 500/s; a limit of demand has a unit, "
                       "such as %s/s",
                       setting->place, setting->text, setting->text);
    return list_instances(lister, "instances", "limit raised to", setting->value);
}

/// The limits of a file: all rows of a service, or all that are of none.
static int list_rows(struct resource_lister *lister, const struct assumption *row)
{
    for (; row != NULL; row = row->next) {
        struct setting setting = sizing_row_setting(lister->options, OPT_LIMIT, row);
        if (list_limit(lister, &setting) != 0)
            return -1;
    }
    return 0;
}

/// Every --limit counts, and where there is none every row.
static int list_limits(struct resource_lister *lister)
{
    const struct invocation *invocation = lister->options->invocation;
    struct setting setting = sizing_setting(lister->options, OPT_LIMIT, lister->service);
    if (setting.origin != SETTING_OPTION)
        return list_rows(lister, setting.row);
    const char *const *texts;
    size_t count = option_all(invocation, OPT_LIMIT, &texts);
    for (size_t i = 0; i < count; i++) {
        struct quantity quantity;
        if (quantity_parse("--limit", texts[i], DIMENSION_UNKNOWN, invocation->hours_per_month,
                           &quantity, lister->err) != 0)
            return -1;
        setting.text = texts[i];
        setting.value = quantity.value;
        setting.dimension = quantity.dimension;
        setting.bare = quantity.bare;
        if (list_limit(lister, &setting) != 0)
            return -1;
    }
    return 0;
}

static int list_budget(struct resource_lister *lister)
{
    if (size_once(lister) != 0)
        return -1;
    struct arena *arena = lister_arena(lister);
    double budget = lister->sizing.budget_month;
    struct sized_demand limited = limited_to(lister, NAN, budget);
    double instances = fleet_allowed(&limited.sizing);
    double capacity = carried(lister, instances);
    const char *sentence = arena_printf(
        arena, "the budget of %s a month pays %s, which carry %s", words_money(arena, budget),
        words_instances(arena, instances), demand_words(lister, capacity));
    list_add(lister,
             (struct runout_resource){"budget", budget, capacity, sentence, NULL, true, limited});
    return 0;
}

/// Lists what may run out for a service. Errors: nothing may; a limit of demand in a unit that does
/// not fit; sizing_for_service's, unless only demand is limited. The array is in the invocation's
/// arena.
static int list_resources(const struct sizing_options *options, const char *service,
                          const struct demand_unit *unit, struct runout_resources *resources,
                          struct err *err)
{
    enum { OTHERS = 3 };
    const char *const *limits;
    size_t most = option_all(options->invocation, OPT_LIMIT, &limits) + OTHERS;
    const struct assumption *row = sizing_setting(options, OPT_LIMIT, service).row;
    for (; row != NULL; row = row->next)
        most++;
    struct resource_lister lister = {
        .options = options, .service = service, .unit = unit, .resources = resources, .err = err};
    resources->item = arena_alloc(lister_arena(&lister), most * sizeof *resources->item);
    if (list_limits(&lister) != 0)
        return -1;
    struct setting max = sizing_setting(options, OPT_MAX, service);
    struct setting current = sizing_setting(options, OPT_CURRENT, service);
    struct setting budget = sizing_setting(options, OPT_BUDGET, service);
    if (resources->count == 0 && max.origin != SETTING_ABSENT &&
        list_instances(&lister, "instances", "max raised to", max.value) != 0)
        return -1;
    if (current.origin != SETTING_ABSENT &&
        list_instances(&lister, "current", "today's fleet raised to", current.value) != 0)
        return -1;
    if (budget.origin != SETTING_ABSENT && list_budget(&lister) != 0)
        return -1;
    if (resources->count == 0)
        return err_set(
            err, ERR_USAGE,
            "nothing that could run out%s%s: give --limit 120 (instances), --limit 40k/s, "
            "--max, --current, or --budget with --price",
            service == NULL ? "" : " for ", service == NULL ? "" : service);
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static enum document_tone tone_of(enum runout_status status)
{
    if (status == RUNOUT_LATE)
        return TONE_BAD;
    return status == RUNOUT_ORDER_NOW ? TONE_CAUTION : TONE_GOOD;
}

/// Whether a sentence of its own is left to the table: of a fleet those that run out are said, and
/// not all of them.
static bool is_left_to_table(struct runout_finder *finder, const struct runout *found)
{
    size_t full = answer_in_full(&finder->answer, finder->groups);
    if (full == finder->groups)
        return false;
    if (found->planned == INSTANT_NONE)
        finder->held++;
    else
        finder->passed++;
    return found->planned == INSTANT_NONE || finder->passed > full;
}

/// "a fleet of 120 instances carries 39,666 requests/s: p95 passes that on 2024-05-03; order by
/// 2024-03-22."
static void write_sentence(struct runout_finder *finder, const char *service,
                           const struct runout_resource *resource, const struct runout *found)
{
    struct arena *arena = &finder->answer.document.arena;
    if (is_left_to_table(finder, found))
        return;
    const char *column = finder->demand.table.column[finder->demand.demand].name;
    const char *when =
        found->planned == INSTANT_NONE
            ? "does not pass that within the horizon"
            : arena_printf(arena, "passes that on %s; %s %s", words_time(arena, found->planned),
                           found->status == RUNOUT_LATE ? "the order was due on" : "order by",
                           words_time(arena, found->order_by));
    document_callout(&finder->answer.document, tone_of(found->status), "%s%s%s: %s %s.",
                     service == NULL ? "" : service, service == NULL ? "" : ": ",
                     resource->sentence, column, when);
}

/// Whether of two limits the first is passed sooner.
static bool is_sooner(const struct runout *a, const struct runout *b)
{
    return a->planned != INSTANT_NONE && (b->planned == INSTANT_NONE || a->planned < b->planned);
}

/// What is short first is said first; among equals the order is that of the rows.
static void write_sentences(struct runout_finder *finder, const char *service,
                            const struct runout_resources *resources, const struct runout *found)
{
    size_t *order =
        arena_alloc(&finder->options->invocation->arena, resources->count * sizeof *order);
    for (size_t i = 0; i < resources->count; i++) {
        size_t at = i;
        for (; at > 0 && is_sooner(&found[i], &found[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t i = 0; i < resources->count; i++)
        write_sentence(finder, service, &resources->item[order[i]], &found[order[i]]);
}

/// What is not passed within a horizon that is too short may still have to be ordered before the
/// next review.
static void say_how_far(struct runout_finder *finder, const char *service,
                        const struct path_group *group, instant known_from)
{
    struct invocation *invocation = finder->options->invocation;
    struct arena *arena = &invocation->arena;
    instant last = group->time[group->n - 1];
    instant end = group->n > 1 ? 2 * last - group->time[group->n - 2] : last;
    if (end >= known_from)
        return;
    notes_add(&invocation->notes, NOTE_INFO, "runout-horizon",
              "%s%sthe forecast ends on %s, before %s: lead time and review (--review-every) reach "
              "so far, and what is not reached by then may still have to be ordered",
              service == NULL ? "" : invocation_escape(invocation, service),
              service == NULL ? "" : ": ", words_date(arena, end), words_date(arena, known_from));
}

/// Days from now until p50 passes the limit; NaN when it does not.
static double days_left(const struct runout *found, instant now)
{
    return found->expected == INSTANT_NONE
               ? (double)NAN
               : (double)(found->expected - now) / INSTANT_PER_SECOND / SECONDS_PER_DAY;
}

static void add_row(struct runout_finder *finder, const char *service,
                    const struct runout_resource *resource, const struct runout *found, instant now)
{
    struct runout_cells cells;
    record_clear(&schema_runout, &cells);
    cells.service = service;
    cells.resource = resource->name;
    cells.limit = resource->limit;
    cells.earliest = found->earliest;
    cells.expected = found->expected;
    cells.latest = found->latest;
    cells.crosses = found->planned;
    cells.order_by = found->order_by;
    cells.days_left = days_left(found, now);
    cells.status = runout_status_name(found->status);
    record_add(&finder->writer, &cells);
}

/// How urgent a status is.
static int urgency(enum runout_status status)
{
    static const int rank[] = {[RUNOUT_NOT_WITHIN_HORIZON] = 0,
                               [RUNOUT_OK] = 1,
                               [RUNOUT_ORDER_NOW] = 2,
                               [RUNOUT_LATE] = 3};
    return rank[status];
}

/// The facts are those of the most urgent row, and of such the one that is reached first.
static void fill_facts(struct runout_finder *finder, const char *service,
                       const struct runout_resource *resource, const struct runout *found,
                       instant now)
{
    struct answer *answer = &finder->answer;
    double days = days_left(found, now);
    bool first =
        finder->has_worst && (urgency(found->status) < urgency(finder->worst) ||
                              (found->status == finder->worst && !(days < finder->least_days) &&
                               !isnan(finder->least_days)));
    if (first)
        return;
    finder->has_worst = true;
    finder->worst = found->status;
    finder->least_days = days;
    answer->verdict = runout_status_name(found->status);
    struct runout_facts facts;
    record_clear(&schema_runout_facts, &facts);
    facts.service = service;
    facts.resource = resource->name;
    facts.limit = resource->limit;
    facts.as_of = now;
    facts.earliest = found->earliest;
    facts.expected = found->expected;
    facts.crosses = found->planned;
    facts.order_by = found->order_by;
    facts.days_left = days;
    answer_facts(answer, &facts);
}

/// Offers what would make a limit last that is passed.
static void add_remedies(struct runout_finder *finder, const char *service,
                         const struct runout_resource *resource, const struct demand_path *path,
                         const struct unit *unit)
{
    struct arena *arena = &finder->answer.document.arena;
    struct runout_remedy cells = {
        .service = service, .resource = resource->name, .limit = resource->limit};
    if (!resource->is_sized) {
        cells.id = "limit";
        cells.value = highest_demand(path);
        cells.text = arena_printf(arena, "%s %s", resource->raised,
                                  words_measure(arena, cells.value, words_at_least, unit));
        cells.n = cells.cost = NAN;
        record_add(&finder->remedy_writer, &cells);
        return;
    }
    struct remedies remedies;
    runout_remedies(path, &resource->limited, &remedies);
    for (size_t i = 0; i < remedies.count; i++) {
        const struct remedy *remedy = &remedies.item[i];
        bool raises = remedy->kind == REMEDY_RAISE_MAX;
        cells.id = raises ? "limit" : remedy_name(remedy->kind);
        cells.text = raises ? arena_printf(arena, "%s %s", resource->raised,
                                           words_figure(arena, remedy->value))
                            : remedy_words(arena, remedy);
        cells.value = remedy->value;
        cells.n = remedy->row.instances;
        cells.cost = remedy->row.cost_month;
        record_add(&finder->remedy_writer, &cells);
    }
}

/// A line a limit: everything that would make it last, each enough alone.
static void write_remedies(struct runout_finder *finder)
{
    struct document *document = &finder->answer.document;
    const struct table *table = &finder->remedies;
    const char **resource = table->column[table_find(table, "resource")].text;
    const double *limit = table->column[table_find(table, "limit")].number;
    const char **text = table->column[table_find(table, "text")].text;
    size_t key = table_find(table, "service");
    if (table->rows == 0)
        return;
    document_heading(document, "What would last");
    for (size_t row = 0; row < table->rows;) {
        const char *service = key == SIZE_MAX ? NULL : table->column[key].text[row];
        const char *line = text[row];
        size_t next = row + 1;
        for (; next < table->rows && strcmp(resource[next], resource[row]) == 0 &&
               limit[next] == limit[row] &&
               (key == SIZE_MAX || strcmp(table->column[key].text[next], service) == 0);
             next++)
            line = arena_printf(&document->arena, "%s, or %s", line, text[next]);
        document_item(document, "%s%s%s %s: %s", service == NULL ? "" : service,
                      service == NULL ? "" : " ", resource[row],
                      words_number(&document->arena, limit[row]), line);
        row = next;
    }
}

static int answer_group(struct runout_finder *finder, const struct path_group *group,
                        struct err *err)
{
    const struct demand_table *demand = &finder->demand;
    const char *service = demand_table_key(demand, group->first_row);
    struct demand_unit unit = {.name = demand->table.column[demand->demand].name};
    demand_table_unit(demand, group->first_row, &unit.unit);
    struct runout_resources resources = {0};
    instant now;
    if (find_now(finder, group, &now, err) != 0 ||
        list_resources(finder->options, service, &unit, &resources, err) != 0)
        return -1;
    finder->now = finder->now == INSTANT_NONE || now > finder->now ? now : finder->now;
    double lead_time = sizing_setting(finder->options, OPT_LEAD_TIME, service).value;
    struct demand_path path = {
        .n = group->n,
        .time = group->time,
        .planned = group->planned,
        .expected = finder->expected == SIZE_MAX ? NULL : group->expected,
        .high = finder->high == SIZE_MAX ? NULL : group->high,
    };
    struct runout *found =
        arena_alloc(&finder->options->invocation->arena, resources.count * sizeof *found);
    for (size_t i = 0; i < resources.count; i++) {
        runout_find(&path, resources.item[i].capacity, lead_time, now, &found[i]);
        add_row(finder, service, &resources.item[i], &found[i], now);
        fill_facts(finder, service, &resources.item[i], &found[i], now);
        if (found[i].planned != INSTANT_NONE)
            add_remedies(finder, service, &resources.item[i], &path, &unit.unit);
    }
    write_sentences(finder, service, &resources, found);
    double review = sizing_setting(finder->options, OPT_REVIEW_EVERY, service).value;
    say_how_far(finder, service, group, order_known_from(now, lead_time, review));
    return 0;
}

/// The limits for people: those of demand in its unit.
static void add_limits(struct runout_finder *finder, struct table *overview)
{
    const struct table *rows = &finder->answer.rows;
    const double *limit = rows->column[table_find(rows, "limit")].number;
    const char **resource = rows->column[table_find(rows, "resource")].text;
    struct unit unit;
    demand_table_unit(&finder->demand, 0, &unit);
    bool bytes = unit.dimension == DIMENSION_BYTES || unit.dimension == DIMENSION_BYTE_RATE;
    if (!bytes) {
        table_copy_column(overview, &rows->column[table_find(rows, "limit")], rows->rows);
        return;
    }
    size_t to = table_add_column(overview, "limit", COLUMN_TEXT, STYLE_PLAIN);
    struct arena *arena = &finder->answer.document.arena;
    for (size_t row = 0; row < rows->rows; row++)
        table_set_text(overview, row, to,
                       strcmp(resource[row], "demand") == 0
                           ? words_measure(arena, limit[row], words_number, &unit)
                           : words_number(arena, limit[row]));
}

/// The table for people: what one looks for comes first, dates are without the time of day. With
/// services there is no room for the dates of the other quantiles, which are in the CSV.
static void fill_overview(struct runout_finder *finder, struct table *overview)
{
    static const char *const names[] = {"resource", "limit",    "status",  "crosses",
                                        "order_by", "earliest", "expected"};
    enum { WITH_SERVICE = 5, ALONE = 7 };
    const struct table *answer = &finder->answer.rows;
    bool has_key = finder->demand.key != SIZE_MAX;
    if (has_key)
        table_copy_column(overview, &answer->column[0], answer->rows);
    for (size_t i = 0; i < (has_key ? WITH_SERVICE : ALONE); i++) {
        const struct column *from = &answer->column[table_find(answer, names[i])];
        if (strcmp(names[i], "limit") == 0) {
            add_limits(finder, overview);
            continue;
        }
        if (from->type != COLUMN_TIME) {
            table_copy_column(overview, from, answer->rows);
            continue;
        }
        size_t to = table_add_column(overview, from->name, COLUMN_TEXT, STYLE_PLAIN);
        for (size_t row = 0; row < answer->rows; row++)
            table_set_text(overview, row, to,
                           words_date(&finder->answer.document.arena, from->time[row]));
    }
}

/// Whether row a of the answer runs out before row b.
static bool crosses_first(const void *context, size_t a, size_t b)
{
    const struct table *rows = context;
    const instant *crosses = rows->column[table_find(rows, "crosses")].time;
    return crosses[a] != INSTANT_NONE && (crosses[b] == INSTANT_NONE || crosses[a] < crosses[b]);
}

/// The table, of a fleet those that run out first.
static void write_overview(struct runout_finder *finder)
{
    struct answer *answer = &finder->answer;
    struct table overview = {0};
    size_t count = answer->rows.rows;
    size_t *order = answer_order(answer, count, crosses_first, &answer->rows);
    fill_overview(finder, &overview);
    table_keep_rows(&overview, order, answer_in_lines(answer, count));
    if (finder->held > 0)
        document_callout(&answer->document, TONE_GOOD,
                         "%zu of %zu do not pass their limit within the horizon.", finder->held,
                         finder->held + finder->passed);
    document_rows(&answer->document, &overview);
    answer_say_shown(answer, count, "that run out first");
    free(order);
}

static int put_answer(struct runout_finder *finder, struct err *err)
{
    struct answer *answer = &finder->answer;
    write_overview(finder);
    write_remedies(finder);
    answer_add_table(answer, "remedies", &finder->remedies);
    const char *status_name[RUNOUT_STATUSES];
    for (int s = 0; s < RUNOUT_STATUSES; s++)
        status_name[s] = runout_status_name((enum runout_status)s);
    const struct ruled_table table = {
        .table = &answer->rows,
        .key = finder->demand.key != SIZE_MAX ? answer->rows.column[0].name : "resource",
        .status = status_name,
        .statuses = RUNOUT_STATUSES};
    const struct ruled_rows rows = {answer->invocation, "run-out", &table, 1, finder->now};
    if (rules_require(&rows, answer, &finder->refused, err) != 0)
        return -1;
    answer_assume_terms(answer, finder->options);
    answer_write_assumptions(answer);
    return answer_put(answer, err);
}

static int find_all(struct runout_finder *finder, struct err *err)
{
    static const char *const without_service[] = {"service", NULL};
    if (read_paths(finder, err) != 0)
        return -1;
    bool has_key = finder->demand.key != SIZE_MAX;
    record_begin(&finder->writer, &finder->answer.rows, &schema_runout,
                 has_key ? NULL : without_service);
    record_begin(&finder->remedy_writer, &finder->remedies, &schema_remedies,
                 has_key ? NULL : without_service);
    if (has_key) // named as in the input, which --by may make another name than service
        record_rename(&finder->writer, "service",
                      finder->demand.table.column[finder->demand.key].name);
    for (size_t i = 0; i < finder->groups; i++)
        if (answer_group(finder, &finder->group[i], err) != 0)
            return -1;
    sizing_note_unknown_services(finder->options, &finder->services);
    return put_answer(finder, err);
}

static void release(struct runout_finder *finder)
{
    for (size_t i = 0; i < finder->groups; i++) {
        free(finder->group[i].time);
        free(finder->group[i].planned);
        free(finder->group[i].expected);
        free(finder->group[i].high);
    }
    free(finder->group);
    key_index_release(&finder->index);
    key_index_release(&finder->services);
    demand_table_release(&finder->demand);
    table_release(&finder->remedies);
    answer_release(&finder->answer);
}

static int run(struct invocation *invocation, struct err *err)
{
    if (runout_is_of_stocks(invocation))
        return runout_of_stocks(invocation, err);
    struct sizing_options options = {.unknown = OPT_NONE, .latency_as_rate = true};
    struct runout_finder finder = {.now = INSTANT_NONE, .options = &options};
    answer_begin(&finder.answer, invocation);
    int status = sizing_options_read(invocation, &options, err);
    // Limits of demand alone need no terms.
    if (status == 0 && sizing_setting(&options, OPT_PER_INSTANCE, NULL).origin != SETTING_ABSENT)
        status = precheck_terms(&options, err);
    if (status == 0)
        status = find_all(&finder, err);
    if (status == 0 && finder.refused)
        status = 1;
    release(&finder);
    sizing_options_release(&options);
    return status;
}

static const struct option_use options_runout[] = {
    {OPT_DEMAND, NULL, "runout orders by the crossing of this column"},
    {OPT_LIMIT, NULL, "default: --max"},
    {OPT_CURRENT, NULL, "as a limit: when they no longer suffice"},
    {OPT_LEAD_TIME, "0", NULL},
    {OPT_REVIEW_EVERY, NULL, NULL},
    {OPT_REQUIRE, NULL,
     "here about the columns, such as 'days_left>=30d', 'status!=late', 'earliest>=2026-12-31'"},
    {OPT_RULES_FILE, NULL, NULL},
    {OPT_AS_OF, NULL, "here: the step before the first one of the forecast"},
    {OPT_BY, NULL, "default: service, where there is such a column"},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom forecast samples/web-requests.csv --horizon 90d | headroom runout --limit 40 "
     "--per-instance 500/s --demand p95 --lead-time 2w",
     "when 40 instances no longer suffice for p95, and by when more must be ordered", 0},
    {"headroom forecast samples/web-requests.csv --horizon 90d | headroom runout "
     "--assume samples/web-assumptions.csv --demand p95",
     "the limits, the budget and the lead time of an assumptions file", 0},
    {"headroom runout samples/volumes.csv --lead-time 3w",
     "how many days until each volume is full, the first one first", 0},
    {"headroom runout samples/volumes.csv --by volume --value used_gib --limit 90% --format csv",
     "when they are at nine tenths of their size, as a table", 0},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-forecast(1)", "headroom-size(1)", NULL};

const struct command cmd_runout = {
    .name = "runout",
    .summary = "when does demand cross a limit or the budget, and by when must we order?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .options = {options_runout, options_stocks, options_sizing, options_instance, options_fleet,
                options_latency, options_output, options_messages},
    .common = {OPT_LIMIT, OPT_PER_INSTANCE, OPT_DEMAND, OPT_LEAD_TIME, OPT_BUDGET, OPT_BY,
               OPT_VALUE, OPT_REQUIRE, OPT_FORMAT, OPT_OUTPUT},
    .inputs = {&schema_demand, &schema_export, &schema_rules},
    .refusal = "a rule of --require does not hold",
    .outputs = {&schema_runout, &schema_stocks},
    .facts = &schema_runout_facts,
    .examples = examples,
    .see_also = see_also,
    .run = run,
};
