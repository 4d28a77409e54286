#include "sizing/scaling_equation.h"

#include "maths/whole_instances.h"
#include "sizing/redundancy.h"

#include <math.h>
#include <stddef.h>

/// What lies between the rounded need and the bounds, of one cell.
struct buffers {
    double spare;
    double deploy; ///< of spare
    double zone_fill;
};

struct sizing sizing_defaults(void)
{
    return (struct sizing){
        .per_instance = NAN,
        .headroom = 0.5,
        .spare_kind = SPARE_INSTANCES,
        .spare = 1,
        .min = NAN,
        .max = NAN,
        .price_hour = NAN,
        .hours_per_month = 730,
        .budget_month = NAN,
    };
}

/// Well within the whole numbers that doubles hold, with every buffer on top.
static const double most_instances = 1e12;
static const double most_unavailable = 0.99;

static bool is_whole(double value)
{
    return value >= 0 && value <= most_instances && value == floor(value);
}

static bool by_zones(const struct sizing *sizing)
{
    return sizing->spare_kind == SPARE_ZONE || sizing->spare_kind == SPARE_REGION;
}

static int check_numbers(const struct sizing *sizing, struct err *err)
{
    if (!(sizing->per_instance > 0) || !isfinite(sizing->per_instance))
        return err_set(
            err, ERR_USAGE,
            "--per-instance is %.10g: it must be more than 0, the demand that one instance "
            "takes",
            sizing->per_instance);
    if (!(sizing->headroom >= 0) || !isfinite(sizing->headroom))
        return err_set(
            err, ERR_USAGE,
            "--headroom is %.10g%%: it must be 0%% or more; 50%% keeps half of the demand "
            "on top of it free",
            100 * sizing->headroom);
    if (sizing->price_hour < 0 || sizing->budget_month < 0)
        return err_set(err, ERR_USAGE, "%s is below 0: money must be 0 or more",
                       sizing->price_hour < 0 ? "--price" : "--budget");
    if (!(sizing->hours_per_month > 0) || sizing->hours_per_month > 744)
        return err_set(
            err, ERR_USAGE,
            "--hours-per-month is %.10g: it must be more than 0 and at most 744 (31 days)",
            sizing->hours_per_month);
    double unavailable = sizing->max_unavailable.share;
    if (!(unavailable >= 0 && unavailable <= most_unavailable))
        return err_set(err, ERR_USAGE, "--max-unavailable is %.10g%%: it must be from 0%% to 99%%",
                       100 * unavailable);
    if (sizing->spare_kind == SPARE_AVAILABLE && !(sizing->availability < 1))
        return err_set(err, ERR_USAGE,
                       "--availability is %.10g%%: no number of instances that fail is always "
                       "enough; write less than 100%%, such as 99.95%%",
                       100 * sizing->availability);
    if (sizing->spare_kind == SPARE_AVAILABLE &&
        !(sizing->availability > 0 && sizing->instance_up >= 0.5))
        return err_set(err, ERR_USAGE,
                       "--availability %.10g%% of instances that are up %.4g%% of the time: they "
                       "must be up at least half of it; --mtbf must be more than --mttr",
                       100 * sizing->availability, 100 * sizing->instance_up);
    double surge = sizing->max_surge.share;
    if (!(surge >= 0 && surge <= 1))
        return err_set(err, ERR_USAGE, "--max-surge is %.10g%%: it must be from 0%% to 100%%",
                       100 * surge);
    return 0;
}

static int check_counts(const struct sizing *sizing, struct err *err)
{
    const struct {
        const char *option;
        double value;
    } counts[] = {
        {"--spare", sizing->spare},
        {"--zones", sizing->zones},
        {"--cells", sizing->cells},
        {"--min", sizing->min},
        {"--max", sizing->max},
        {"--max-unavailable", sizing->max_unavailable.count},
        {"--max-surge", sizing->max_surge.count},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (!isnan(counts[i].value) && !is_whole(counts[i].value))
            return err_set(err, ERR_USAGE,
                           "%s is %.10g: it must be a whole number, from 0 to 10^12",
                           counts[i].option, counts[i].value);
    if (sizing->min > sizing->max)
        return err_set(err, ERR_USAGE, "--min %.10g is more than --max %.10g: swap or drop one",
                       sizing->min, sizing->max);
    if (by_zones(sizing) && sizing->zones < 2)
        return err_set(
            err, ERR_USAGE,
            "--spare %s needs --zones, 2 or more: the number of %ss of which one may fail",
            sizing->spare_kind == SPARE_ZONE ? "zone" : "region",
            sizing->spare_kind == SPARE_ZONE ? "zone" : "region");
    return 0;
}

int sizing_check(const struct sizing *sizing, struct err *err)
{
    if (check_numbers(sizing, err) != 0)
        return -1;
    if (sizing->latency.limit_s != 0 && latency_check(&sizing->latency, err) != 0)
        return -1;
    return check_counts(sizing, err);
}

int sizing_check_demand(const struct sizing *sizing, const char *name, double demand,
                        struct err *err)
{
    if (demand < 0)
        return err_set(err, ERR_USAGE, "%s is %.10g: demand must be 0 or more", name, demand);
    if (demand / sizing->per_instance * (1 + sizing->headroom) > most_instances)
        return err_set(
            err, ERR_USAGE,
            "%s is %.10g, more than 10^12 instances of %.10g take: give both in one unit", name,
            demand, sizing->per_instance);
    return 0;
}

double sizing_reaching(const struct sizing *sizing, double asked)
{
    return asked * (1 - sizing->cache_hit);
}

static double cells_of(const struct sizing *sizing)
{
    return fmax(sizing->cells, 1);
}

/// The fewest instances of which `need` are up with the probability asked for.
static double available_instances(const struct sizing *sizing, double need)
{
    if (!(need > 0))
        return need;
    return k_of_n(need, sizing->instance_up, sizing->availability, INFINITY);
}

/// The buffers of one cell.
static struct buffers buffers_for_need(const struct sizing *sizing, double need)
{
    struct buffers buffers = {0};
    if (sizing->spare_kind == SPARE_INSTANCES) {
        buffers.spare = sizing->spare;
    } else if (sizing->spare_kind == SPARE_AVAILABLE) {
        buffers.spare = available_instances(sizing, need) - need;
    } else {
        // One zone's worth is the spare; what fills the surviving zones evenly is the zones'.
        double zone = even_zones(need, sizing->zones, 1) / sizing->zones;
        buffers.spare = zone;
        buffers.zone_fill = zone * (sizing->zones - 1) - need;
    }
    double wanted = need + buffers.spare + buffers.zone_fill;
    buffers.deploy = rolling_deploy(wanted, &sizing->max_unavailable) - wanted;
    buffers.spare += buffers.deploy;
    wanted += buffers.deploy;
    if (sizing->zones > 0)
        buffers.zone_fill += even_zones(wanted, sizing->zones, 0) - wanted;
    return buffers;
}

double fleet_for_need(const struct sizing *sizing, double need)
{
    double cells = cells_of(sizing);
    double each = ceil(need / cells);
    struct buffers buffers = buffers_for_need(sizing, each);
    return fmax(cells * (each + buffers.spare + buffers.zone_fill),
                isnan(sizing->min) ? 0 : sizing->min);
}

/// Splits the need into base, headroom and rounding, and returns it, rounded up.
static double round_need(const struct sizing *sizing, double demand, struct plan_row *row)
{
    row->base = demand / sizing->per_instance;
    row->headroom = row->base * sizing->headroom;
    double cells = cells_of(sizing);
    double need = cells * instances_up((row->base + row->headroom) / cells);
    row->rounding = need - (row->base + row->headroom);
    // What the rounding to 9 decimals forgave is no rounding up: it belongs to the inexact product,
    // so that the increments still add up to the bit.
    if (fabs(row->rounding) <= 1e-9 * fmax(1, need)) {
        row->rounding = 0;
        if (sizing->headroom > 0)
            row->headroom = need - row->base;
        else
            row->base = need;
    }
    return need;
}

/// Applies min and max to what is wanted; says who decided.
static void bound_row(const struct sizing *sizing, double wanted, struct plan_row *row)
{
    row->instances = wanted;
    row->met = true;
    row->bound_by = sizing->rate_by;
    if (by_zones(sizing) || row->zone_fill > 0)
        row->bound_by = BOUND_ZONE;
    if (row->queueing > 0)
        row->bound_by = BOUND_LATENCY;
    if (wanted < sizing->min) {
        row->instances = sizing->min;
        row->bound_by = BOUND_MIN;
    }
    if (wanted > sizing->max) {
        row->instances = sizing->max;
        row->bound_by = BOUND_MAX;
        row->met = false;
    }
    row->bound = row->instances - wanted + row->queueing;
}

/// What the latency target takes more than the `need` for throughput: it has to hold when the
/// headroom is used up.
static double queueing_need(const struct sizing *sizing, double demand, double need)
{
    if (sizing->latency.limit_s == 0 || isnan(demand))
        return 0;
    double cells = cells_of(sizing);
    double least =
        cells * latency_instances(&sizing->latency, demand * (1 + sizing->headroom) / cells);
    return demand > 0 && least > need ? least - need : 0;
}

/// Cells are alike: each has its share of the demand and of the instances.
static void set_latencies(const struct sizing *sizing, struct plan_row *row)
{
    bool known = sizing->latency.limit_s != 0 && !isnan(row->instances);
    const struct latency_target *target = &sizing->latency;
    double cells = cells_of(sizing);
    struct latency_times all = {NAN, NAN};
    if (known)
        all = latency_times(target, row->demand / cells, row->instances / cells);
    row->latency_s = all.percentile_s;
    row->latency_mean_s = all.mean_s;
}

static double busy_share(double base, double instances)
{
    if (base == 0)
        return 0;
    return instances > 0 ? base / instances : NAN;
}

/// How many of the instances of one cell remain.
static double survivors_of_cell(const struct sizing *sizing, double instances)
{
    if (by_zones(sizing))
        return zone_survivors(instances, sizing->zones, 1);
    if (sizing->spare_kind == SPARE_INSTANCES)
        return fmax(0, instances - sizing->spare);
    double left = instances;
    while (left > 0 && available_instances(sizing, left) > instances)
        left--;
    return left;
}

double surviving_instances(const struct sizing *sizing, double instances)
{
    double cells = cells_of(sizing);
    return cells * survivors_of_cell(sizing, cells > 1 ? floor(instances / cells) : instances);
}

void size_demand(const struct sizing *sizing, double demand, struct plan_row *row)
{
    *row = (struct plan_row){.demand = demand};
    double need = round_need(sizing, demand, row);
    row->queueing = queueing_need(sizing, demand, need);
    need += row->queueing;
    double cells = cells_of(sizing);
    struct buffers buffers = buffers_for_need(sizing, need / cells);
    row->spare = cells * buffers.spare;
    row->deploy = cells * buffers.deploy;
    row->zone_fill = cells * buffers.zone_fill;
    if (isnan(demand)) {
        row->spare = row->deploy = row->zone_fill = NAN;
        row->instances = row->bound = NAN;
        row->met = true;
    } else {
        bound_row(sizing, need + row->spare + row->zone_fill, row);
    }
    row->peak = rolling_deploy_peak(row->instances, &sizing->max_surge);
    row->utilization = busy_share(row->base, row->instances);
    double left = surviving_instances(sizing, row->instances);
    row->utilization_failed = busy_share(row->base, left);
    set_latencies(sizing, row);
    row->cost_hour = row->instances * sizing->price_hour;
    row->cost_month = row->cost_hour * sizing->hours_per_month;
    // A max that was hit stays the reason: it is what keeps the fleet from its size.
    if (row->met && row->cost_month > sizing->budget_month * (1 + 1e-12)) {
        row->bound_by = BOUND_BUDGET;
        row->met = false;
    }
}

double failed_latency_s(const struct sizing *sizing, const struct plan_row *row)
{
    double cells = cells_of(sizing);
    double left = surviving_instances(sizing, row->instances);
    if (sizing->latency.limit_s == 0 || isnan(row->instances))
        return NAN;
    return latency_percentile_s(&sizing->latency, row->demand / cells, left / cells);
}

const char *bound_by_name(enum bound_by bound_by)
{
    switch (bound_by) {
    case BOUND_THROUGHPUT:
        return "throughput";
    case BOUND_LATENCY:
        return "latency";
    case BOUND_MEMORY:
        return "memory";
    case BOUND_CONNECTIONS:
        return "connections";
    case BOUND_MIN:
        return "min";
    case BOUND_MAX:
        return "max";
    case BOUND_ZONE:
        return "zone";
    case BOUND_BUDGET:
        return "budget";
    }
    return "";
}
