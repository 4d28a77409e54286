#include "cmd/runout_resource.h"

#include "answer/words.h"
#include "sizing/inverse.h"
#include "terms/latency_terms.h"

#include <math.h>
#include <string.h>

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

static struct arena *arena_of(const struct resource_lister *lister)
{
    return &lister->options->invocation->arena;
}

static void add(struct resource_lister *lister, struct runout_resource resource)
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
    struct arena *arena = arena_of(lister);
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

static int add_instances(struct resource_lister *lister, const char *name, const char *raised,
                         double instances)
{
    if (size_once(lister) != 0)
        return -1;
    struct arena *arena = arena_of(lister);
    double capacity = carried(lister, instances);
    const char *fleet = strcmp(name, "current") == 0 ? "today's fleet" : "a fleet";
    const char *sentence =
        arena_printf(arena, "%s of %s carries %s", fleet, words_instances(arena, instances),
                     demand_words(lister, capacity));
    add(lister, (struct runout_resource){name, instances, capacity, sentence, raised, true,
                                         limited_to(lister, instances, NAN)});
    return 0;
}

static int add_demand(struct resource_lister *lister, const struct setting *setting)
{
    const struct unit *unit = &lister->unit->unit;
    if (!demand_unit_takes(lister->unit, setting->dimension))
        return err_set(lister->err, setting->origin == SETTING_FILE ? ERR_DATA : ERR_USAGE,
                       "%s: limit %s is a %s, but %s is %s: give both in one unit, or a number "
                       "of instances",
                       setting->place, setting->text, dimension_name(setting->dimension),
                       lister->unit->name, demand_unit_words(arena_of(lister), lister->unit));
    double limit = setting->value / unit->scale;
    const char *sentence =
        arena_printf(arena_of(lister), "the limit is %s", demand_words(lister, limit));
    add(lister, (struct runout_resource){.name = "demand",
                                         .limit = limit,
                                         .capacity = limit,
                                         .sentence = sentence,
                                         .raised = "limit raised to"});
    return 0;
}

static int add_limit(struct resource_lister *lister, const struct setting *setting)
{
    bool counted = setting->bare || setting->dimension == DIMENSION_COUNT;
    if (!counted)
        return add_demand(lister, setting);
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
    return add_instances(lister, "instances", "limit raised to", setting->value);
}

/// The limits of a file: all rows of a service, or all that are of none.
static int add_rows(struct resource_lister *lister, const struct assumption *row)
{
    for (; row != NULL; row = row->next) {
        struct setting setting = sizing_row_setting(lister->options, OPT_LIMIT, row);
        if (add_limit(lister, &setting) != 0)
            return -1;
    }
    return 0;
}

/// Every --limit counts, and where there is none every row.
static int add_limits(struct resource_lister *lister)
{
    const struct invocation *invocation = lister->options->invocation;
    struct setting setting = sizing_setting(lister->options, OPT_LIMIT, lister->service);
    if (setting.origin != SETTING_OPTION)
        return add_rows(lister, setting.row);
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
        if (add_limit(lister, &setting) != 0)
            return -1;
    }
    return 0;
}

static int add_budget(struct resource_lister *lister)
{
    if (size_once(lister) != 0)
        return -1;
    struct arena *arena = arena_of(lister);
    double budget = lister->sizing.budget_month;
    struct sized_demand limited = limited_to(lister, NAN, budget);
    double instances = fleet_allowed(&limited.sizing);
    double capacity = carried(lister, instances);
    const char *sentence = arena_printf(
        arena, "the budget of %s a month pays %s, which carry %s", words_money(arena, budget),
        words_instances(arena, instances), demand_words(lister, capacity));
    add(lister,
        (struct runout_resource){"budget", budget, capacity, sentence, NULL, true, limited});
    return 0;
}

int runout_list_resources(const struct sizing_options *options, const char *service,
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
    resources->item = arena_alloc(arena_of(&lister), most * sizeof *resources->item);
    if (add_limits(&lister) != 0)
        return -1;
    struct setting max = sizing_setting(options, OPT_MAX, service);
    struct setting current = sizing_setting(options, OPT_CURRENT, service);
    struct setting budget = sizing_setting(options, OPT_BUDGET, service);
    if (resources->count == 0 && max.origin != SETTING_ABSENT &&
        add_instances(&lister, "instances", "max raised to", max.value) != 0)
        return -1;
    if (current.origin != SETTING_ABSENT &&
        add_instances(&lister, "current", "today's fleet raised to", current.value) != 0)
        return -1;
    if (budget.origin != SETTING_ABSENT && add_budget(&lister) != 0)
        return -1;
    if (resources->count == 0)
        return err_set(
            err, ERR_USAGE,
            "nothing that could run out%s%s: give --limit 120 (instances), --limit 40k/s, "
            "--max, --current, or --budget with --price",
            service == NULL ? "" : " for ", service == NULL ? "" : service);
    return 0;
}
