#include "terms/limit_terms.h"

#include "sizing/instance_rate.h"

#include <math.h>

const struct option_use options_limits[] = {
    {.id = OPT_CELLS},  {.id = OPT_AVAILABILITY},       {.id = OPT_MTBF},
    {.id = OPT_MTTR},   {.id = OPT_DURATION},           {.id = OPT_CONNECTIONS},
    {.id = OPT_MEMORY}, {.id = OPT_MEMORY_PER_REQUEST}, {.id = OPT_IMBALANCE},
    {.id = OPT_NONE},
};

static bool is_limit(enum option_id id)
{
    for (const struct option_use *use = options_limits; use->id != OPT_NONE; use++)
        if (use->id == id)
            return true;
    return false;
}

struct setting limit_setting(const struct sizing_options *options, enum option_id id,
                             const char *service)
{
    if (command_option(options->invocation->command, id) == NULL)
        return (struct setting){.id = id, .origin = SETTING_ABSENT, .value = NAN};
    return sizing_setting(options, id, service);
}

bool limits_are_given(const struct sizing_options *options, const char *service)
{
    return limit_setting(options, OPT_CONNECTIONS, service).origin != SETTING_ABSENT ||
           limit_setting(options, OPT_MEMORY, service).origin != SETTING_ABSENT;
}

void limits_note_unused(const struct sizing_options *options)
{
    const struct assumptions *assumptions = &options->assumptions;
    struct arena *arena = &options->invocation->arena;
    const char *rows = NULL;
    for (size_t i = 0; i < assumptions->count; i++) {
        const struct assumption *row = &assumptions->item[i];
        enum option_id id = option_by_assumption(row->name);
        if (is_limit(id) && command_option(options->invocation->command, id) == NULL)
            rows = arena_printf(arena, "%s%s%s (%s:%zu)", rows == NULL ? "" : rows,
                                rows == NULL ? "" : ", ", row->name, row->file, row->line);
    }
    if (rows != NULL)
        notes_add(&options->invocation->notes, NOTE_WARNING, "assumptions-unused",
                  "%s does not go by %s; headroom size does", options->invocation->command->name,
                  rows);
}

/// A term that has to be more than 0 where it is given.
static int positive_setting(const struct sizing_options *options, enum option_id id,
                            const char *service, struct setting *setting, struct err *err)
{
    *setting = limit_setting(options, id, service);
    if (setting->origin != SETTING_ABSENT && !(setting->value > 0))
        return err_set(err, sizing_blame(setting), "%s: it must be more than 0",
                       sizing_said(options, setting));
    return 0;
}

/// Whether the demand is a rate; one without a unit takes that of the rate of an instance.
static bool is_rate(const struct sizing_options *options, const char *service,
                    const struct demand_unit *demand)
{
    struct setting per_instance = sizing_setting(options, OPT_PER_INSTANCE, service);
    if (demand->unit.dimension != DIMENSION_UNKNOWN)
        return demand->unit.dimension == DIMENSION_RATE;
    return !per_instance.bare && per_instance.dimension == DIMENSION_RATE;
}

/// How long a unit of demand stays, in the demand's own unit of time; 1 where the demand counts
/// what is there at once.
static double time_there(const struct sizing_options *options, const char *service,
                         const struct demand_unit *demand)
{
    if (!is_rate(options, service, demand))
        return 1;
    return limit_setting(options, OPT_DURATION, service).value * demand->unit.scale;
}

double limits_at_once(const struct sizing_options *options, const struct demand_unit *unit,
                      double demand)
{
    return demand * time_there(options, NULL, unit);
}

static int check_duration(const struct sizing_options *options, const char *service,
                          const struct demand_unit *demand, const struct setting *limit,
                          struct err *err)
{
    struct setting duration = limit_setting(options, OPT_DURATION, service);
    if (!is_rate(options, service, demand) || duration.origin != SETTING_ABSENT)
        return 0;
    return err_set(err, ERR_USAGE,
                   "%s needs --duration: how long a request occupies an instance, such as 30s; "
                   "demand x duration are there at once",
                   sizing_said(options, limit));
}

static int settle_memory(const struct sizing_options *options, const char *service,
                         const struct demand_unit *demand, struct instance_limits *limits,
                         struct err *err)
{
    struct setting memory, each;
    limits->memory = INFINITY;
    if (positive_setting(options, OPT_MEMORY, service, &memory, err) != 0 ||
        positive_setting(options, OPT_MEMORY_PER_REQUEST, service, &each, err) != 0)
        return -1;
    if (memory.origin == SETTING_ABSENT && each.origin == SETTING_ABSENT)
        return 0;
    if (memory.origin == SETTING_ABSENT || each.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--memory and --memory-per-request go together: what one instance has, such "
                       "as 12GiB, and what a request holds, such as 20MiB");
    if (each.value > memory.value)
        return err_set(err, sizing_blame(&each), "%s is more than an instance has, %s",
                       sizing_said(options, &each), memory.text);
    if (check_duration(options, service, demand, &memory, err) != 0)
        return -1;
    limits->memory_bytes = memory.value;
    limits->memory = memory.value / each.value / time_there(options, service, demand);
    return 0;
}

static int settle_connections(const struct sizing_options *options, const char *service,
                              const struct demand_unit *demand, struct instance_limits *limits,
                              struct err *err)
{
    struct setting connections;
    limits->connections = INFINITY;
    if (positive_setting(options, OPT_CONNECTIONS, service, &connections, err) != 0)
        return -1;
    if (connections.origin == SETTING_ABSENT)
        return 0;
    if (check_duration(options, service, demand, &connections, err) != 0)
        return -1;
    limits->connection_count = connections.value;
    limits->connections = connections.value / time_there(options, service, demand);
    return 0;
}

static int settle_availability(const struct sizing_options *options, const char *service,
                               struct sizing *sizing, struct err *err)
{
    struct setting availability, mtbf, mttr;
    if (positive_setting(options, OPT_AVAILABILITY, service, &availability, err) != 0 ||
        positive_setting(options, OPT_MTBF, service, &mtbf, err) != 0 ||
        positive_setting(options, OPT_MTTR, service, &mttr, err) != 0)
        return -1;
    if (availability.origin == SETTING_ABSENT)
        return 0;
    if (mtbf.origin == SETTING_ABSENT || mttr.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--availability needs --mtbf and --mttr: how long an instance lives between "
                       "failures, such as 90d, and until it is replaced, such as 10m");
    struct setting spare = sizing_setting(options, OPT_SPARE, service);
    if (spare.origin == SETTING_OPTION && availability.origin == SETTING_OPTION)
        return err_set(err, ERR_USAGE,
                       "--availability finds how many spares there are, and --spare %s says it: "
                       "leave one of them out",
                       spare.text);
    sizing->spare_kind = SPARE_AVAILABLE;
    sizing->spare = 0;
    sizing->availability = availability.value;
    sizing->instance_up = mtbf.value / (mtbf.value + mttr.value);
    return 0;
}

int limits_settle(const struct sizing_options *options, const char *service,
                  const struct demand_unit *demand, struct sizing *sizing, struct err *err)
{
    struct instance_limits *limits = &sizing->limits;
    struct setting cells, duration, imbalance = limit_setting(options, OPT_IMBALANCE, service);
    limits->throughput = sizing->per_instance;
    if (positive_setting(options, OPT_CELLS, service, &cells, err) != 0)
        return -1;
    sizing->cells = isnan(cells.value) ? 0 : cells.value;
    limits->imbalance = isnan(imbalance.value) ? 0 : imbalance.value;
    if (limits->imbalance < 0)
        return err_set(err, sizing_blame(&imbalance),
                       "%s: the fullest instance gets at least an even share, 0%%",
                       sizing_said(options, &imbalance));
    if (positive_setting(options, OPT_DURATION, service, &duration, err) != 0 ||
        settle_memory(options, service, demand, limits, err) != 0 ||
        settle_connections(options, service, demand, limits, err) != 0 ||
        settle_availability(options, service, sizing, err) != 0)
        return -1;
    limits->duration_s = isnan(duration.value) ? 0 : duration.value;
    instance_rate_settle(sizing);
    return 0;
}
