// The reference tables of what serves beside instances: functions, containers, capacity of a
// database, unit costs, credits.
#include "maths/distribution.h"
#include "reference/check_reference.h"
#include "service/beside_instances.h"
#include "service/service_prices.h"
#include "sizing/held_concurrency.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 400, MONTH_H = 730, MONTHS_MAX = 24 };

static double price_of(const char *name)
{
    struct service_prices prices = {0};
    const struct service_price *found;
    struct err err = {0};
    double price = (double)NAN;
    if (service_prices_open(NULL, &prices, &err) == 0 &&
        service_prices_find(&prices, name, &found, &err) == 0)
        price = found->price;
    service_prices_release(&prices);
    return price;
}

static size_t read_series(struct reference_table *table, double *value)
{
    struct reference_table rows;
    const char *name = reference_text(table, "series");
    size_t n = 0;
    if (!reference_open(&rows, table->folder, "cost/inputs/usage_set.csv")) {
        table->broken = true;
        return 0;
    }
    while (reference_next(&rows) && n < STEPS_MAX)
        if (strcmp(reference_text(&rows, "series"), name) == 0)
            value[n++] = reference_number(&rows, "instances");
    reference_close(&rows);
    return n;
}

static struct function_request read_request(struct reference_table *table)
{
    return (struct function_request){.duration_s = reference_number(table, "duration_ms") / 1e3,
                                     .memory_gb = reference_number(table, "memory_mib") / 1024};
}

/// Money an hour for 1/s, in the first part of the prices.
static double hour_per_rate(const struct function_request *request)
{
    return 3600 * (price_of("function_request") / 1e6 +
                   function_gb_s(request) * price_of("function_gb_s_x86"));
}

void check_serverless(struct reference_table *table, struct tally *tally)
{
    struct service_prices prices = {0};
    struct err err = {0};
    struct function_request request = read_request(table);
    double rate = reference_number(table, "rps"), free = reference_number(table, "free_tier");
    double requests = rate * 3600 * MONTH_H, gb_s = requests * function_gb_s(&request);
    const char *name = strcmp(reference_text(table, "arch"), "arm") == 0 ? "function_gb_s_arm"
                                                                         : "function_gb_s_x86";
    if (service_prices_open(NULL, &prices, &err) != 0)
        return;
    double request_cost = fmax(0, requests - free * 1e6) / 1e6 * price_of("function_request");
    double duration_cost = service_prices_cost(&prices, name, fmax(0, gb_s - free * 400000));
    service_prices_release(&prices);
    tally_near(tally, "requests_month", requests, reference_number(table, "requests_month"), 1e-8);
    tally_near(tally, "gb_s_month", gb_s, reference_number(table, "gb_s_month"), 1e-8);
    tally_near(tally, "request_cost", request_cost, reference_number(table, "request_cost"), 1e-8);
    tally_near(tally, "duration_cost", duration_cost, reference_number(table, "duration_cost"),
               1e-8);
    tally_near(tally, "cost_month", request_cost + duration_cost,
               reference_number(table, "cost_month"), 1e-8);
    tally_near(tally, "cost_per_1000",
               cost_per_1000((request_cost + duration_cost) / MONTH_H, rate),
               reference_number(table, "cost_per_1000"), 1e-8);
    double mean = rate * request.duration_s;
    tally_near(tally, "concurrency_mean", mean, reference_number(table, "concurrency_mean"), 1e-8);
    tally_near(tally, "concurrency_p999", poisson_quantile(0.999, mean),
               reference_number(table, "concurrency_p999"), 0);
}

void check_serverless_breakeven(struct reference_table *table, struct tally *tally)
{
    struct function_request request = read_request(table);
    struct instance_fleet fleet = {.per_instance = reference_number(table, "per_instance"),
                                   .headroom = reference_number(table, "headroom"),
                                   .spare = reference_number(table, "spare"),
                                   .min = reference_number(table, "min"),
                                   .price_hour = reference_number(table, "price")};
    struct fleet_crossings found = instance_fleet_crossings(&fleet, hour_per_rate(&request));
    tally_near(tally, "serverless_cost_hour_per_rps", hour_per_rate(&request),
               reference_number(table, "serverless_cost_hour_per_rps"), 1e-8);
    tally_near(tally, "instance_cost_hour_per_rps",
               3.6 * marginal_per_1000(fleet.price_hour, fleet.headroom, fleet.per_instance),
               reference_number(table, "instance_cost_hour_per_rps"), 1e-8);
    tally_near(tally, "first_cheaper_rps", found.first,
               reference_number(table, "first_cheaper_rps"), 1e-8);
    tally_near(tally, "always_cheaper_rps", found.always,
               reference_number(table, "always_cheaper_rps"), 1e-8);
}

/// Demand is 0.7 of what the instances of the series take; 50 % headroom and one spare.
void check_serverless_series(struct reference_table *table, struct tally *tally)
{
    static double use[STEPS_MAX];
    size_t n = read_series(table, use);
    struct function_request request = read_request(table);
    double rate = reference_number(table, "per_instance"), busy = 0, requests = 0, followed = 0,
           peak = 0;
    struct instance_fleet fleet = {.per_instance = rate,
                                   .headroom = 0.5,
                                   .spare = 1,
                                   .min = 2,
                                   .price_hour = reference_number(table, "price")};
    for (size_t i = 0; i < n; i++) {
        double demand = use[i] * rate * 0.7;
        requests += 3600 * demand;
        busy += demand > 0;
        followed += instance_fleet_count(&fleet, demand) * fleet.price_hour;
        peak = fmax(peak, instance_fleet_count(&fleet, demand));
    }
    double per_rate = hour_per_rate(&request);
    tally_near(tally, "requests", requests, reference_number(table, "requests"), 1e-8);
    tally_near(tally, "serverless_cost", requests / 3600 * per_rate,
               reference_number(table, "serverless_cost"), 1e-8);
    tally_near(tally, "followed_cost", followed, reference_number(table, "followed_cost"), 1e-8);
    tally_near(tally, "fixed_peak_cost", peak * fleet.price_hour * (double)n,
               reference_number(table, "fixed_peak_cost"), 1e-8);
    tally_near(tally, "busy_share", busy / (double)n, reference_number(table, "busy_share"), 1e-8);
    for (size_t i = 0; i < n; i++)
        use[i] *= rate * 0.7;
    tally_near(tally, "break_even_scale", instance_fleet_scale(&fleet, use, n, per_rate, 3),
               reference_number(table, "break_even_scale"), 1e-8);
}

void check_provisioned_concurrency(struct reference_table *table, struct tally *tally)
{
    static double use[STEPS_MAX], hours[STEPS_MAX];
    size_t n = read_series(table, use);
    bool arm = strcmp(reference_text(table, "arch"), "arm") == 0;
    double held = price_of(arm ? "function_held_gb_s_arm" : "function_held_gb_s_x86");
    double used = price_of(arm ? "function_held_use_gb_s_arm" : "function_held_use_gb_s_x86");
    double demand = price_of(arm ? "function_gb_s_arm" : "function_gb_s_x86");
    struct fleet_use layers;
    struct err err = {0};
    for (size_t i = 0; i < n; i++)
        hours[i] = 1;
    if (fleet_use_of(use, hours, n, &layers, &err) != 0)
        return;
    struct held_concurrency found = held_concurrency_best(&layers, 1, held, used, demand);
    tally_near(tally, "level", found.level, reference_number(table, "level"), 0);
    tally_near(tally, "cost", found.cost, reference_number(table, "cost"), 1e-8);
    tally_near(tally, "on_demand_cost", found.on_demand_cost,
               reference_number(table, "on_demand_cost"), 1e-8);
    tally_near(tally, "break_even_use", found.break_even_use,
               reference_number(table, "break_even_use"), 1e-8);
    fleet_use_release(&layers);
}

void check_dbcapacity(struct reference_table *table, struct tally *tally)
{
    static double use[STEPS_MAX];
    size_t n = read_series(table, use);
    double scale = reference_number(table, "scale"), target = reference_number(table, "target");
    double each = price_of("database_write_on_demand") / 1e6,
           unit = price_of("database_write_provisioned");
    double demand = 0, followed = 0, peak = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        double rate = use[i] * scale;
        demand += rate * 3600 * each;
        followed += database_units(rate, target) * unit;
        peak = fmax(peak, rate);
        sum += rate;
    }
    double fixed = database_units(peak, target) * unit * (double)n;
    const char *cheapest = demand <= fixed && demand <= followed ? "on_demand"
                           : fixed <= followed * (1 + 1e-12)     ? "provisioned_fixed"
                                                                 : "provisioned_followed";
    tally_near(tally, "on_demand_cost", demand, reference_number(table, "on_demand_cost"), 1e-8);
    tally_near(tally, "provisioned_fixed_cost", fixed,
               reference_number(table, "provisioned_fixed_cost"), 1e-8);
    tally_near(tally, "provisioned_followed_cost", followed,
               reference_number(table, "provisioned_followed_cost"), 1e-8);
    tally_near(tally, "mean_use_of_peak", sum / (double)n / peak,
               reference_number(table, "mean_use_of_peak"), 1e-8);
    tally_near(tally, "break_even_use", database_break_even(unit, each),
               reference_number(table, "break_even_use"), 1e-8);
    bool same = strcmp(cheapest, reference_text(table, "cheapest")) == 0;
    tally_near(tally, cheapest, same ? 1 : 0, 1, 0);
}

void check_containers(struct reference_table *table, struct tally *tally)
{
    struct container_task task = {reference_number(table, "task_vcpu"),
                                  reference_number(table, "task_gib")};
    struct container_task instance = {reference_number(table, "vcpu"),
                                      reference_number(table, "memory_gib")};
    struct task_packing packing = task_packing_of(
        &task, price_of("container_vcpu_hour"), price_of("container_gib_hour"), &instance,
        reference_number(table, "reserved_frac"), reference_number(table, "price"));
    tally_near(tally, "tasks_fit", packing.fit, reference_number(table, "tasks_fit"), 0);
    tally_near(tally, "task_price_hour", packing.price_of_task,
               reference_number(table, "task_price_hour"), 1e-8);
    tally_near(tally, "instance_price_per_task", packing.instance_each,
               reference_number(table, "instance_price_per_task"), 1e-8);
    tally_near(tally, "cheaper_from_tasks", packing.cheaper_from,
               reference_number(table, "cheaper_from_tasks"), 0);
    tally_near(tally, "instance_over_container", packing.instance_each / packing.price_of_task,
               reference_number(table, "instance_over_container"), 1e-8);
}

void check_unit_cost(struct reference_table *table, struct tally *tally)
{
    double price = reference_number(table, "price") * (1 - reference_number(table, "discount"));
    double cost_hour = reference_number(table, "instances") * price;
    tally_near(tally, "cost_hour", cost_hour, reference_number(table, "cost_hour"), 1e-8);
    tally_near(tally, "cost_per_1000_requests",
               cost_per_1000(cost_hour, reference_number(table, "rate")),
               reference_number(table, "cost_per_1000_requests"), 1e-8);
    tally_near(tally, "cost_per_driver_unit",
               cost_per_1000(cost_hour, reference_number(table, "driver_per_s")) / 1000,
               reference_number(table, "cost_per_driver_unit"), 1e-8);
    tally_near(tally, "marginal_per_1000_at_500", marginal_per_1000(price, 0, 500),
               reference_number(table, "marginal_per_1000_at_500"), 1e-8);
}

void check_sla_credit(struct reference_table *table, struct tally *tally)
{
    static const struct sla_step step[] = {{0.9999, 0}, {0.999, 0.1}, {0.99, 0.25}};
    char availability[400], credit[400];
    double sum = 0, months = 0;
    snprintf(availability, sizeof availability, "%s",
             reference_text(table, "availability_of_months"));
    snprintf(credit, sizeof credit, "%s", reference_text(table, "credit_share"));
    char *at = availability, *given = credit;
    for (; months < MONTHS_MAX && *at != '\0'; months++) {
        double got = sla_credit(step, 3, strtod(at, &at));
        tally_near(tally, "credit_share", got, strtod(given, &given), 1e-9);
        sum += got;
    }
    tally_near(tally, "expected_credit_month",
               sum / months * reference_number(table, "revenue_month"),
               reference_number(table, "expected_credit_month"), 1e-8);
}
