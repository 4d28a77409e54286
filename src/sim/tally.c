#include "sim/tally.h"

#include <math.h>

/// Differences below this share are rounding.
#define ROUNDING 1e-9

#define SECONDS_PER_HOUR 3600.0
#define MS_PER_HOUR 3600000.0
#define HOURS_PER_DAY 24.0
#define PERCENT 100.0

void tally_begin(struct tally *tally, const struct tally_rules *rules, instant start)
{
    *tally = (struct tally){
        .rules = *rules,
        .start = start,
        .longest_at = INSTANT_NONE,
        .worst_at = INSTANT_NONE,
        .need_before = NAN,
        .instances_min = INFINITY,
    };
}

// --- service -------------------------------------------------------------------------------------

static bool violates(const struct tally *tally, const struct stretch *stretch)
{
    const struct tally_rules *rules = &tally->rules;
    if (stretch->latency_s > rules->latency_limit_s)
        return true;
    bool waits = stretch->load->backlog > 0 && isnan(rules->latency_limit_s);
    double capacity = (double)stretch->fleet->in_service * rules->per_instance;
    return waits || stretch->demand > capacity * (1 + ROUNDING);
}

static void add_violation(struct tally *tally, const struct stretch *stretch)
{
    bool bad = violates(tally, stretch);
    double arrived = stretch->demand * stretch->seconds;
    double lost = stretch->load->lost * stretch->seconds;
    tally->lost += lost;
    if (!bad) {
        tally->violating = false;
        return;
    }
    if (!tally->violating) {
        tally->violating = true;
        tally->violation_since = stretch->from;
        tally->violation_now_s = 0;
    }
    tally->violation_s += stretch->seconds;
    bool only_lost = tally->rules.sheds && !(stretch->latency_s > tally->rules.latency_limit_s);
    tally->violation_demand += only_lost ? lost : arrived;
    tally->violation_now_s += stretch->seconds;
    if (tally->violation_now_s > tally->longest_s) {
        tally->longest_s = tally->violation_now_s;
        tally->longest_at = tally->violation_since;
    }
}

static void add_utilization(struct tally *tally, const struct stretch *stretch)
{
    double instances = (double)stretch->fleet->in_service;
    double capacity = instances * tally->rules.per_instance;
    double utilization = stretch->demand <= 0 ? 0 : stretch->load->offered / capacity;
    histogram_add(&tally->utilization, utilization, stretch->seconds);
    if (isfinite(utilization)) {
        tally->utilization_s += utilization * stretch->seconds;
        tally->served_s += stretch->seconds;
    }
    if (utilization > tally->utilization_max)
        tally->utilization_max = utilization;
    double shortfall = stretch->demand - capacity;
    if (shortfall > stretch->demand * ROUNDING) {
        tally->short_demand += shortfall * stretch->seconds;
        tally->overloaded_s += fmax(instances, 1) * stretch->seconds;
        if (shortfall > tally->worst_shortfall) {
            tally->worst_shortfall = shortfall;
            tally->worst_at = stretch->from;
        }
    }
    if (stretch->load->backlog > tally->backlog_most)
        tally->backlog_most = stretch->load->backlog;
}

static void add_latency(struct tally *tally, const struct stretch *stretch)
{
    double arrived = stretch->demand * stretch->seconds;
    histogram_add(&tally->latency, stretch->latency_s, arrived);
    tally->latency_sum += stretch->latency_s * arrived;
    if (stretch->latency_s > tally->latency_max) {
        tally->latency_max = stretch->latency_s;
        if (tally->worst_shortfall <= 0)
            tally->worst_at = stretch->from;
    }
}

// --- what it took --------------------------------------------------------------------------------

static void add_instances(struct tally *tally, const struct stretch *stretch)
{
    const struct fleet *fleet = stretch->fleet;
    double in_service = (double)fleet->in_service;
    int64_t pool = fleet->preparing;
    if (fleet->rules.pool.state == POOL_RUNNING)
        pool += fleet->warm;
    tally->serving_s += in_service * stretch->seconds;
    tally->pending_s += (double)fleet->pending * stretch->seconds;
    tally->draining_s += (double)fleet->draining * stretch->seconds;
    tally->pool_s += (double)pool * stretch->seconds;
    if (in_service < tally->instances_min)
        tally->instances_min = in_service;
    if (in_service > tally->instances_max)
        tally->instances_max = in_service;
    double least = stretch->need > 1 ? stretch->need : 1;
    if (in_service < stretch->need) {
        tally->theta_under += (stretch->need - in_service) / least * stretch->seconds;
        tally->tau_under += stretch->seconds;
    } else if (in_service > stretch->need) {
        tally->theta_over += (in_service - stretch->need) / least * stretch->seconds;
        tally->tau_over += stretch->seconds;
        tally->waste_s += (in_service - stretch->need) * stretch->seconds;
    }
}

void tally_add(struct tally *tally, const struct stretch *stretch)
{
    tally->seconds += stretch->seconds;
    tally->demand += stretch->demand * stretch->seconds;
    add_violation(tally, stretch);
    add_utilization(tally, stretch);
    if (tally->rules.has_latency && stretch->demand > 0)
        add_latency(tally, stretch);
    add_instances(tally, stretch);
}

static int sign_of(double difference)
{
    return (difference > 0) - (difference < 0);
}

void tally_step(struct tally *tally, double need, double supply)
{
    if (!isnan(tally->need_before)) {
        tally->steps++;
        tally->unsteady +=
            sign_of(need - tally->need_before) != sign_of(supply - tally->supply_before);
    }
    tally->need_before = need;
    tally->supply_before = supply;
    step_response_add(&tally->response, tally->seconds, need, supply);
}

void tally_change(struct tally *tally, int64_t from, int64_t to)
{
    int direction = to > from ? 1 : -1;
    tally->changes++;
    tally->flaps += tally->direction == -direction;
    tally->direction = direction;
}

// --- the outcome ---------------------------------------------------------------------------------

static double known_or_missing(double value)
{
    return isfinite(value) ? value : NAN;
}

/// A bin's quantile, but never above what was the most; NaN where there is none.
static double quantile(const struct histogram *histogram, double most, double q)
{
    double value = histogram_quantile(histogram, q);
    return value > most ? most : value;
}

static void finish_service(const struct tally *tally, struct outcome *outcome)
{
    double days = tally->seconds / SECONDS_PER_HOUR / HOURS_PER_DAY;
    outcome->violation = tally->violation_s / tally->seconds;
    outcome->violation_requests = tally->demand > 0 ? tally->violation_demand / tally->demand : 0;
    outcome->lost = tally->demand > 0 ? tally->lost / tally->demand : 0;
    outcome->longest_violation_s = tally->longest_s;
    outcome->longest_at = tally->longest_at;
    outcome->worst_shortfall = tally->worst_shortfall;
    outcome->worst_at = tally->worst_at;
    outcome->overloaded_minutes_day = tally->overloaded_s / 60 / days;
    outcome->backlog_most = tally->backlog_most;
    outcome->short_demand = tally->short_demand;
    outcome->utilization_mean = known_or_missing(tally->utilization_s / tally->served_s);
    outcome->utilization_p50 =
        known_or_missing(quantile(&tally->utilization, tally->utilization_max, 0.5));
    outcome->utilization_p95 =
        known_or_missing(quantile(&tally->utilization, tally->utilization_max, 0.95));
    outcome->utilization_p99 =
        known_or_missing(quantile(&tally->utilization, tally->utilization_max, 0.99));
    outcome->utilization_max = known_or_missing(tally->utilization_max);
    outcome->tested_most = known_or_missing(tally->utilization_max * tally->rules.per_instance /
                                            tally->rules.tested_to);
    bool known = tally->rules.has_latency;
    outcome->latency_mean_s = known ? known_or_missing(tally->latency_sum / tally->demand) : NAN;
    outcome->latency_p50_s =
        known ? known_or_missing(quantile(&tally->latency, tally->latency_max, 0.5)) : NAN;
    outcome->latency_p95_s =
        known ? known_or_missing(quantile(&tally->latency, tally->latency_max, 0.95)) : NAN;
    outcome->latency_p99_s =
        known ? known_or_missing(quantile(&tally->latency, tally->latency_max, 0.99)) : NAN;
    outcome->latency_max_s = known ? known_or_missing(tally->latency_max) : NAN;
}

void tally_finish(const struct tally *tally, double charged_ms, struct outcome *outcome)
{
    double hours = tally->seconds / SECONDS_PER_HOUR;
    *outcome = (struct outcome){.hours = hours};
    finish_service(tally, outcome);
    outcome->theta_under = PERCENT * tally->theta_under / tally->seconds;
    outcome->theta_over = PERCENT * tally->theta_over / tally->seconds;
    outcome->tau_under = PERCENT * tally->tau_under / tally->seconds;
    outcome->tau_over = PERCENT * tally->tau_over / tally->seconds;
    outcome->instability = tally->steps > 0 ? PERCENT * tally->unsteady / tally->steps : 0;
    outcome->changes = tally->changes;
    outcome->flaps_hour = tally->flaps / hours;
    outcome->flaps_day = outcome->flaps_hour * HOURS_PER_DAY;
    outcome->velocity_most = tally->response.velocity_most;
    outcome->overshoot = tally->response.overshoot;
    outcome->settling_s = step_response_settling_s(&tally->response);
    outcome->waste_hours = tally->waste_s / SECONDS_PER_HOUR;
    outcome->instances_mean = tally->serving_s / tally->seconds;
    outcome->instances_min = tally->instances_min;
    outcome->instances_max = tally->instances_max;
    outcome->serving_hours = tally->serving_s / SECONDS_PER_HOUR;
    outcome->pending_hours = tally->pending_s / SECONDS_PER_HOUR;
    outcome->draining_hours = tally->draining_s / SECONDS_PER_HOUR;
    outcome->pool_hours = tally->pool_s / SECONDS_PER_HOUR;
    outcome->instance_hours = outcome->serving_hours + outcome->pending_hours +
                              outcome->draining_hours + outcome->pool_hours;
    outcome->charged_hours = charged_ms / MS_PER_HOUR;
    outcome->cost = outcome->charged_hours * tally->rules.price_hour;
    outcome->cost_month = outcome->cost / hours * tally->rules.hours_per_month;
}
