#include "sizing/remedies.h"

#include "maths/shown_figures.h"
#include "maths/whole_instances.h"
#include "sizing/instance_rate.h"
#include "sizing/inverse.h"
#include "sizing/scaling_equation.h"

#include <math.h>

/// How often a value that does not fit for rounding's sake is moved by its last shown digit.
enum { NUDGES = 3 };

static double behind_cache(const struct sized_demand *demand)
{
    return demand->asked * (1 - demand->cache_hit);
}

static void size_it(const struct sized_demand *demand, struct plan_row *row)
{
    size_demand(&demand->sizing, behind_cache(demand), row);
}

bool sized_demand_fits(const struct sized_demand *demand)
{
    struct plan_row row;
    size_it(demand, &row);
    return row.met;
}

/// What is needed without max, and what it costs.
static void sized_demand_needs(const struct sized_demand *demand, struct plan_row *row)
{
    struct sized_demand unbounded = *demand;
    unbounded.sizing.max = NAN;
    size_it(&unbounded, row);
}

static bool cuts(const struct sized_demand *demand, const struct plan_row *needs)
{
    return needs->instances > demand->sizing.max;
}

// --- how values are shown ------------------------------------------------------------------------

/// The smallest change of a shown number of this size.
static double last_digit(double value)
{
    return value > 0 ? pow(10, fmin(0, floor(log10(value)) - 3)) : 1e-4;
}

static double show_figures(const struct sized_demand *demand, double value, int side)
{
    (void)demand;
    return side > 0 ? shown_figures_up(value) : shown_figures_down(value);
}

static double step_figures(const struct sized_demand *demand, double value)
{
    (void)demand;
    return last_digit(value);
}

/// In the unit that a demand is shown in.
static double show_demand(const struct sized_demand *demand, double value, int side)
{
    const char *name;
    double worth = unit_shown(&demand->unit, value, &name);
    return worth * show_figures(demand, value / worth, side);
}

static double step_demand(const struct sized_demand *demand, double value)
{
    const char *name;
    double worth = unit_shown(&demand->unit, value, &name);
    return worth * last_digit(value / worth);
}

/// Milliseconds.
static double show_seconds(const struct sized_demand *demand, double value, int side)
{
    return show_figures(demand, 1e3 * value, side) / 1e3;
}

static double step_seconds(const struct sized_demand *demand, double value)
{
    return step_figures(demand, 1e3 * value) / 1e3;
}

static double show_cents(const struct sized_demand *demand, double value, int side)
{
    (void)demand;
    return side > 0 ? shown_decimals_up(value, 2) : shown_decimals_down(value, 2);
}

static double step_cents(const struct sized_demand *demand, double value)
{
    (void)demand;
    (void)value;
    return 0.01;
}

/// Tenths of a per cent.
static double show_share(const struct sized_demand *demand, double value, int side)
{
    (void)demand;
    return side > 0 ? shown_decimals_up(value, 3) : shown_decimals_down(value, 3);
}

static double step_share(const struct sized_demand *demand, double value)
{
    (void)demand;
    (void)value;
    return 0.001;
}

static double show_count(const struct sized_demand *demand, double value, int side)
{
    (void)demand;
    return side > 0 ? instances_up(value) : instances_down(value);
}

static double step_count(const struct sized_demand *demand, double value)
{
    (void)demand;
    (void)value;
    return 1;
}

// --- what they are -------------------------------------------------------------------------------

/// The exact value, before it is rounded; NaN where the remedy does not apply.
static double find_max(const struct sized_demand *demand, const struct plan_row *needs)
{
    bool affordable = !(needs->cost_month > demand->sizing.budget_month * (1 + 1e-12));
    return cuts(demand, needs) && affordable ? needs->instances : (double)NAN;
}

static void put_max(struct sized_demand *demand, struct remedy *remedy)
{
    demand->sizing.max = remedy->value;
}

static double find_budget(const struct sized_demand *demand, const struct plan_row *needs)
{
    bool over = needs->cost_month > demand->sizing.budget_month * (1 + 1e-12);
    return over ? needs->cost_month : (double)NAN;
}

static void put_budget(struct sized_demand *demand, struct remedy *remedy)
{
    demand->sizing.budget_month = remedy->value;
}

static double find_demand(const struct sized_demand *demand, const struct plan_row *needs)
{
    (void)needs;
    double fits = solve_demand(&demand->sizing, fleet_allowed(&demand->sizing));
    return fits > 0 ? fits / (1 - demand->cache_hit) : (double)NAN;
}

static void put_demand(struct sized_demand *demand, struct remedy *remedy)
{
    demand->asked = remedy->value;
}

/// Before the fullest instance's share is taken off, as rates are given.
static double find_rate(const struct sized_demand *demand, const struct plan_row *needs)
{
    (void)needs;
    return solve_per_instance(&demand->sizing, behind_cache(demand),
                              fleet_allowed(&demand->sizing));
}

/// Lifts every limit that is below the rate: each of them would decide.
static void put_rate(struct sized_demand *demand, struct remedy *remedy)
{
    struct instance_limits *limits = &demand->sizing.limits;
    double rate = remedy->value;
    if (limits->throughput < rate) {
        remedy->rate = rate;
        limits->throughput = rate;
    }
    if (limits->memory < rate) {
        double bytes = limits->memory_bytes * rate / limits->memory;
        remedy->memory_bytes =
            show_demand(&(struct sized_demand){.unit = {DIMENSION_BYTES, 1, "B"}}, bytes, 1);
        limits->memory *= remedy->memory_bytes / limits->memory_bytes;
        limits->memory_bytes = remedy->memory_bytes;
    }
    if (limits->connections < rate) {
        remedy->connections = instances_up(limits->connection_count * rate / limits->connections);
        limits->connections *= remedy->connections / limits->connection_count;
        limits->connection_count = remedy->connections;
    }
    instance_rate_settle(&demand->sizing);
}

/// Memory and connections are occupied for less time; where throughput is too low as well, nothing
/// is won.
static double find_duration(const struct sized_demand *demand, const struct plan_row *needs)
{
    const struct instance_limits *limits = &demand->sizing.limits;
    double rate = find_rate(demand, needs);
    double held = fmin(limits->memory, limits->connections);
    if (!(limits->duration_s > 0) || !(held < rate) || limits->throughput < rate)
        return NAN;
    return limits->duration_s * held / rate;
}

static void put_duration(struct sized_demand *demand, struct remedy *remedy)
{
    struct instance_limits *limits = &demand->sizing.limits;
    limits->memory *= limits->duration_s / remedy->value;
    limits->connections *= limits->duration_s / remedy->value;
    limits->duration_s = remedy->value;
    instance_rate_settle(&demand->sizing);
}

/// Where a latency target takes more instances than there are at any rate.
static double find_service_time(const struct sized_demand *demand, const struct plan_row *needs)
{
    const struct sizing *sizing = &demand->sizing;
    bool decides = sizing->latency.limit_s != 0 &&
                   (sizing->rate_by == BOUND_LATENCY || isnan(find_rate(demand, needs)));
    double time_s = decides
                        ? solve_service_time_s(sizing, behind_cache(demand), fleet_allowed(sizing))
                        : (double)NAN;
    return time_s > 0 && time_s <= sizing->latency.service_time_s ? time_s : (double)NAN;
}

/// The rate that was given has to rise with a service that is faster; what follows from the service
/// does by itself.
static void put_service_time(struct sized_demand *demand, struct remedy *remedy)
{
    struct sizing *sizing = &demand->sizing;
    struct instance_limits *limits = &sizing->limits;
    bool given = limits->throughput != latency_saturation(&sizing->latency);
    sizing->latency.service_time_s = remedy->value;
    latency_prepare(&sizing->latency);
    if (!given)
        limits->throughput = latency_saturation(&sizing->latency);
    instance_rate_settle(sizing);
    struct sizing bare = *sizing;
    bare.latency.limit_s = 0;
    double rate = solve_per_instance(&bare, behind_cache(demand), fleet_allowed(sizing));
    if (given && rate > limits->throughput) {
        remedy->rate = show_demand(demand, rate, 1);
        limits->throughput = remedy->rate;
        instance_rate_settle(sizing);
    }
}

static double find_price(const struct sized_demand *demand, const struct plan_row *needs)
{
    const struct sizing *sizing = &demand->sizing;
    double price = sizing->budget_month / (needs->instances * sizing->hours_per_month);
    return price > 0 && price < sizing->price_hour ? price : (double)NAN;
}

static void put_price(struct sized_demand *demand, struct remedy *remedy)
{
    demand->sizing.price_hour = remedy->value;
}

static double find_cache(const struct sized_demand *demand, const struct plan_row *needs)
{
    (void)needs;
    double hit = solve_cache_hit(&demand->sizing, demand->asked, fleet_allowed(&demand->sizing));
    return hit > demand->cache_hit ? hit : (double)NAN;
}

static void put_cache(struct sized_demand *demand, struct remedy *remedy)
{
    demand->cache_hit = demand->sizing.cache_hit = remedy->value;
}

static double find_headroom(const struct sized_demand *demand, const struct plan_row *needs)
{
    (void)needs;
    double headroom =
        solve_headroom(&demand->sizing, behind_cache(demand), fleet_allowed(&demand->sizing));
    return headroom >= 0 && headroom < demand->sizing.headroom ? headroom : (double)NAN;
}

static void put_headroom(struct sized_demand *demand, struct remedy *remedy)
{
    demand->sizing.headroom = remedy->value;
}

static double now_max(const struct sized_demand *demand)
{
    return demand->sizing.max;
}

static double now_budget(const struct sized_demand *demand)
{
    return demand->sizing.budget_month;
}

static double now_demand(const struct sized_demand *demand)
{
    return demand->asked;
}

static double now_rate(const struct sized_demand *demand)
{
    return demand->sizing.per_instance * (1 + demand->sizing.limits.imbalance);
}

static double now_duration(const struct sized_demand *demand)
{
    return demand->sizing.limits.duration_s;
}

static double now_service_time(const struct sized_demand *demand)
{
    return demand->sizing.latency.service_time_s;
}

static double now_price(const struct sized_demand *demand)
{
    return demand->sizing.price_hour;
}

static double now_cache(const struct sized_demand *demand)
{
    return demand->cache_hit;
}

static double now_headroom(const struct sized_demand *demand)
{
    return demand->sizing.headroom;
}

/// One kind: how its value is found, shown and put into the terms.
struct remedy_rule {
    const char *name;
    double (*now)(const struct sized_demand *demand);
    double (*find)(const struct sized_demand *demand, const struct plan_row *needs);
    void (*put)(struct sized_demand *demand, struct remedy *remedy);
    double (*show)(const struct sized_demand *demand, double value, int side);
    double (*step)(const struct sized_demand *demand, double value); ///< its last shown digit
    int side;           ///< 1: a greater value fits as well; -1: a smaller one
    bool whole_fleet;   ///< the fleet stays as large as is needed, so that max has to follow
    double least, most; ///< what the command takes of it
};

static const struct remedy_rule rule_of[REMEDY_KINDS] = {
    [REMEDY_RAISE_MAX] = {.name = "max",
                          .now = now_max,
                          .find = find_max,
                          .put = put_max,
                          .show = show_count,
                          .step = step_count,
                          .side = 1,
                          .most = INFINITY},
    [REMEDY_PAY] = {.name = "budget",
                    .now = now_budget,
                    .find = find_budget,
                    .put = put_budget,
                    .show = show_cents,
                    .step = step_cents,
                    .side = 1,
                    .whole_fleet = true,
                    .most = INFINITY},
    [REMEDY_SERVE_LESS] = {.name = "demand",
                           .now = now_demand,
                           .find = find_demand,
                           .put = put_demand,
                           .show = show_demand,
                           .step = step_demand,
                           .side = -1,
                           .most = INFINITY},
    [REMEDY_OPTIMISE] = {.name = "instance",
                         .now = now_rate,
                         .find = find_rate,
                         .put = put_rate,
                         .show = show_demand,
                         .step = step_demand,
                         .side = 1,
                         .most = INFINITY},
    [REMEDY_SHORTEN] = {.name = "duration",
                        .now = now_duration,
                        .find = find_duration,
                        .put = put_duration,
                        .show = show_seconds,
                        .step = step_seconds,
                        .side = -1,
                        .most = INFINITY},
    [REMEDY_SPEED_UP] = {.name = "service_time",
                         .now = now_service_time,
                         .find = find_service_time,
                         .put = put_service_time,
                         .show = show_seconds,
                         .step = step_seconds,
                         .side = -1,
                         .most = INFINITY},
    [REMEDY_CHEAPER] = {.name = "price",
                        .now = now_price,
                        .find = find_price,
                        .put = put_price,
                        .show = show_figures,
                        .step = step_figures,
                        .side = -1,
                        .whole_fleet = true,
                        .most = INFINITY},
    [REMEDY_CACHE] = {.name = "cache_hit",
                      .now = now_cache,
                      .find = find_cache,
                      .put = put_cache,
                      .show = show_share,
                      .step = step_share,
                      .side = 1,
                      .most = 0.999},
    [REMEDY_LESS_HEADROOM] = {.name = "headroom",
                              .now = now_headroom,
                              .find = find_headroom,
                              .put = put_headroom,
                              .show = show_share,
                              .step = step_share,
                              .side = -1,
                              .most = INFINITY},
};

/// Puts a value into the terms and sizes again.
static bool try_value(const struct sized_demand *demand, const struct plan_row *needs, double value,
                      struct remedy *remedy)
{
    const struct remedy_rule *rule = &rule_of[remedy->kind];
    remedy->value = value;
    remedy->max = remedy->rate = remedy->memory_bytes = remedy->connections = NAN;
    remedy->with = *demand;
    if (!(value >= rule->least && value <= rule->most))
        return false;
    if (rule->whole_fleet && cuts(demand, needs))
        remedy->with.sizing.max = remedy->max = needs->instances;
    rule->put(&remedy->with, remedy);
    size_it(&remedy->with, &remedy->row);
    return remedy->row.met;
}

static bool find_remedy(const struct sized_demand *demand, const struct plan_row *needs,
                        struct remedy *remedy)
{
    const struct remedy_rule *rule = &rule_of[remedy->kind];
    double exact = rule->find(demand, needs);
    if (!isfinite(exact))
        return false;
    remedy->from = rule->now(demand);
    double value = rule->show(demand, exact, rule->side);
    for (int nudge = 0; nudge < NUDGES; nudge++) {
        if (try_value(demand, needs, value, remedy))
            return true;
        value = rule->show(demand, value + rule->side * rule->step(demand, value), rule->side);
    }
    return false;
}

void remedies_find(const struct sized_demand *demand, struct remedies *remedies)
{
    struct plan_row needs;
    struct sized_demand now = *demand;
    struct instance_limits *limits = &now.sizing.limits;
    remedies->count = 0;
    if (sized_demand_fits(demand))
        return;
    sized_demand_needs(demand, &needs);
    if (limits->throughput == 0) // only per_instance is said
        *limits = (struct instance_limits){
            .throughput = now.sizing.per_instance, .memory = INFINITY, .connections = INFINITY};
    for (int kind = 0; kind < REMEDY_KINDS; kind++) {
        struct remedy remedy = {.kind = (enum remedy_kind)kind, .rate_from = limits->throughput};
        if (find_remedy(&now, &needs, &remedy))
            remedies->item[remedies->count++] = remedy;
    }
}

const struct remedy *remedy_of_kind(const struct remedies *remedies, enum remedy_kind kind)
{
    for (size_t i = 0; i < remedies->count; i++)
        if (remedies->item[i].kind == kind)
            return &remedies->item[i];
    return NULL;
}

const char *remedy_name(enum remedy_kind kind)
{
    return rule_of[kind].name;
}
