#include "terms/limit_terms.h"

#include "sizing/instance_rate.h"

#include <math.h>

const struct option_use options_instance[] = {
    {.id = OPT_DURATION},  {.id = OPT_CONNECTIONS},
    {.id = OPT_MEMORY},    {.id = OPT_MEMORY_PER_REQUEST},
    {.id = OPT_IMBALANCE}, {.id = OPT_CACHE_HIT},
    {.id = OPT_NONE},
};

const struct option_use options_fleet[] = {
    {.id = OPT_CELLS}, {.id = OPT_AVAILABILITY}, {.id = OPT_MTBF},
    {.id = OPT_MTTR},  {.id = OPT_NONE},
};

bool limits_are_given(const struct sizing_options *options, const char *service)
{
    return terms_setting(options, OPT_CONNECTIONS, service).origin != SETTING_ABSENT ||
           terms_setting(options, OPT_MEMORY, service).origin != SETTING_ABSENT;
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
    return terms_setting(options, OPT_DURATION, service).value * demand->unit.scale;
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
    struct setting duration = terms_setting(options, OPT_DURATION, service);
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
    struct setting memory = terms_setting(options, OPT_MEMORY, service);
    struct setting each = terms_setting(options, OPT_MEMORY_PER_REQUEST, service);
    limits->memory = INFINITY;
    if (options->of_types || (memory.origin == SETTING_ABSENT && each.origin == SETTING_ABSENT))
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
    struct setting connections = terms_setting(options, OPT_CONNECTIONS, service);
    limits->connections = INFINITY;
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
    struct setting availability = terms_setting(options, OPT_AVAILABILITY, service);
    struct setting mtbf = terms_setting(options, OPT_MTBF, service);
    struct setting mttr = terms_setting(options, OPT_MTTR, service);
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
    struct setting duration = terms_setting(options, OPT_DURATION, service);
    limits->throughput = sizing->per_instance;
    if (settle_memory(options, service, demand, limits, err) != 0 ||
        settle_connections(options, service, demand, limits, err) != 0 ||
        settle_availability(options, service, sizing, err) != 0)
        return -1;
    limits->duration_s = isnan(duration.value) ? 0 : duration.value;
    instance_rate_settle(sizing);
    return 0;
}
