// The reference tables of what to buy: commitments, terms, savings plans, spot, payback, unit
// costs.
#include "reference/check_reference.h"
#include "service/payback.h"
#include "sizing/purchase_mix.h"
#include "sizing/purchase_terms.h"
#include "sizing/savings_plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 1000, TYPES_MAX = 4, PATHS_MAX = 8, MONTH_H = 730 };

static double hours[STEPS_MAX];

/// Hourly counts of a series of inputs/usage_set.csv; how many.
static size_t read_use(struct reference_table *table, const char *name, double *units)
{
    struct reference_table rows;
    size_t n = 0;
    if (!reference_open(&rows, table->folder, "cost/inputs/usage_set.csv")) {
        table->broken = true;
        return 0;
    }
    while (reference_next(&rows) && n < STEPS_MAX)
        if (strcmp(reference_text(&rows, "series"), name) == 0)
            units[n++] = reference_number(&rows, "instances");
    reference_close(&rows);
    for (size_t i = 0; i < n; i++)
        hours[i] = 1;
    return n;
}

/// Takes the next part of `text`, up to '+' or a blank, off it.
static bool next_part(const char **text, char part[static 64])
{
    size_t length = strcspn(*text, "+ ");
    snprintf(part, 64, "%.*s", (int)length, *text);
    *text += length + ((*text)[length] != '\0');
    return length > 0;
}

static double each(double value, double of)
{
    return of == 0 ? 0 : value / of;
}

void check_purchase_mix(struct reference_table *table, struct tally *tally)
{
    static double units[STEPS_MAX];
    struct fleet_use use;
    struct err err = {0};
    size_t n = read_use(table, reference_text(table, "series"), units);
    if (fleet_use_of(units, hours, n, &use, &err) != 0)
        return;
    double price = reference_number(table, "price");
    double spot_share = reference_number(table, "spot_share");
    struct purchase_question question = {
        .use = &use,
        .price = {.on_demand = price,
                  .committed = price * (1 - reference_number(table, "commit_discount")),
                  .spot = price * (1 - reference_number(table, "spot_discount"))},
        .owned = reference_number(table, "owned"),
        .spot = {.share = spot_share, .pools = reference_number(table, "spot_pools")},
    };
    struct purchase_mix mix;
    purchase_mix_best(&question, &mix);
    tally_near(tally, "commit", mix.commit, reference_number(table, "commit"), 0);
    tally_near(tally, "cost", mix.cost, reference_number(table, "cost"), 1e-8);
    tally_near(tally, "on_demand_cost", mix.on_demand_cost,
               reference_number(table, "on_demand_cost"), 1e-8);
    tally_near(tally, "saving_frac", each(mix.on_demand_cost - mix.cost, mix.on_demand_cost),
               reference_number(table, "saving_frac"), 1e-8);
    tally_near(tally, "commit_hours_used", mix.used_hours,
               reference_number(table, "commit_hours_used"), 1e-8);
    tally_near(tally, "commit_hours_unused", mix.unused_hours,
               reference_number(table, "commit_hours_unused"), 1e-8);
    tally_near(tally, "spot_hours_needed", mix.spot_hours,
               reference_number(table, "spot_hours_needed"), 1e-8);
    tally_near(tally, "spot_hours_paid", mix.spot_paid_hours,
               reference_number(table, "spot_hours_paid"), 1e-8);
    tally_near(tally, "on_demand_hours", mix.on_demand_hours,
               reference_number(table, "on_demand_hours"), 1e-8);
    tally_near(tally, "break_even_use", question.price.committed / price,
               reference_number(table, "break_even_use"), 1e-8);
    tally_near(tally, "fixed_peak_cost", mix.fixed_peak_cost,
               reference_number(table, "fixed_peak_cost"), 1e-8);
    fleet_use_release(&use);
}

/// Hourly counts of usage.csv, each with an hour; how many.
static size_t read_usage(struct reference_table *table, double *units, double *lasting)
{
    struct reference_table rows;
    size_t n = 0;
    if (!reference_open(&rows, table->folder, "usage.csv")) {
        table->broken = true;
        return 0;
    }
    while (reference_next(&rows) && n < STEPS_MAX) {
        lasting[n] = 1;
        units[n++] = reference_number(&rows, "instances");
    }
    reference_close(&rows);
    return n;
}

void check_purchase(struct reference_table *table, struct tally *tally)
{
    static double units[STEPS_MAX], lasting[STEPS_MAX];
    const double price = 0.0832; // of an hour of a t3.large, as the table's definition says
    struct fleet_use use;
    struct err err = {0};
    size_t n = read_usage(table, units, lasting);
    if (n == 0 || fleet_use_of(units, lasting, n, &use, &err) != 0)
        return;
    const struct purchase_question question = {
        .use = &use,
        .price = {.on_demand = price,
                  .committed = price * (1 - reference_number(table, "discount")),
                  .spot = NAN}};
    struct purchase_mix mix;
    purchase_mix_best(&question, &mix);
    tally_near(tally, "commit_instances", mix.commit, reference_number(table, "commit_instances"),
               0);
    tally_near(tally, "total_cost", mix.cost, reference_number(table, "total_cost"), 1e-8);
    tally_near(tally, "on_demand_cost", mix.on_demand_cost,
               reference_number(table, "on_demand_cost"), 1e-8);
    tally_near(tally, "saving_frac", each(mix.on_demand_cost - mix.cost, mix.on_demand_cost),
               reference_number(table, "saving_frac"), 1e-8);
    tally_near(tally, "frac_hours_usage_ge_commit", fleet_use_share(&use, mix.commit),
               reference_number(table, "frac_hours_usage_ge_commit"), 1e-8);
    fleet_use_release(&use);
}

/// The paths of inputs/purchase_scenarios.csv that bear the row's name; how many.
static size_t read_paths(struct reference_table *table, const double *units, size_t n,
                         struct growth_path *path)
{
    struct reference_table rows;
    struct err err = {0};
    size_t count = 0;
    const char *name = reference_text(table, "scenarios");
    if (!reference_open(&rows, table->folder, "cost/inputs/purchase_scenarios.csv")) {
        table->broken = true;
        return 0;
    }
    while (reference_next(&rows) && count < PATHS_MAX)
        if (strcmp(reference_text(&rows, "scenarios"), name) == 0) {
            double factor[PURCHASE_YEARS] = {1, reference_number(&rows, "year2_factor"),
                                             reference_number(&rows, "year3_factor")};
            if (growth_path_of(units, hours, n, reference_number(&rows, "probability"), factor,
                               &path[count], &err) == 0)
                count++;
        }
    reference_close(&rows);
    return count;
}

void check_purchase_terms(struct reference_table *table, struct tally *tally)
{
    static double units[STEPS_MAX];
    struct growth_path path[PATHS_MAX];
    struct term_answer answer;
    struct err err = {0};
    size_t n = read_use(table, reference_text(table, "series"), units);
    size_t paths = read_paths(table, units, n, path);
    double price = reference_number(table, "price");
    struct term_prices prices = {price, price * (1 - reference_number(table, "discount_1y")),
                                 price * (1 - reference_number(table, "discount_3y"))};
    if (paths == 0 || purchase_terms_weigh(path, paths, &prices, &answer, &err) != 0)
        return;
    tally_near(tally, "commit_3y", answer.expected.three_years,
               reference_number(table, "commit_3y"), 0);
    tally_near(tally, "commit_1y", answer.expected.one_year, reference_number(table, "commit_1y"),
               0);
    tally_near(tally, "expected_cost", answer.expected.expected_cost,
               reference_number(table, "expected_cost"), 1e-8);
    tally_near(tally, "expected_on_demand", answer.expected_on_demand,
               reference_number(table, "expected_on_demand"), 1e-8);
    tally_near(tally, "regret_of_expected", 1 + answer.expected.regret,
               1 + reference_number(table, "regret_of_expected"), 1e-8);
    tally_near(tally, "commit_3y_minimax", answer.minimax.three_years,
               reference_number(table, "commit_3y_minimax"), 0);
    tally_near(tally, "commit_1y_minimax", answer.minimax.one_year,
               reference_number(table, "commit_1y_minimax"), 0);
    tally_near(tally, "expected_cost_minimax", answer.minimax.expected_cost,
               reference_number(table, "expected_cost_minimax"), 1e-8);
    tally_near(tally, "regret_minimax", 1 + answer.minimax.regret,
               1 + reference_number(table, "regret_minimax"), 1e-8);
    for (size_t i = 0; i < paths; i++)
        growth_path_release(&path[i]);
}

/// The types and series of a row such as `daily+weekly`, `a+b`; how many.
static size_t read_fleet(struct reference_table *table, double units[][STEPS_MAX],
                         struct plan_type *type, struct plan_fleet *fleet)
{
    const char *series = reference_text(table, "series"), *names = reference_text(table, "types");
    char one[64], name[64];
    size_t types = 0;
    while (types < TYPES_MAX && next_part(&series, one) && next_part(&names, name)) {
        struct reference_table rows;
        fleet->steps = read_use(table, one, units[types]);
        if (!reference_open(&rows, table->folder, "cost/inputs/purchase_types_prices.csv"))
            return 0;
        while (reference_next(&rows))
            if (strcmp(reference_text(&rows, "type"), name) == 0) {
                double price = reference_number(&rows, "price");
                type[types] = (struct plan_type){
                    units[types], price, price * (1 - reference_number(&rows, "plan_discount")),
                    price * (1 - reference_number(&rows, "reservation_discount"))};
            }
        reference_close(&rows);
        types++;
    }
    *fleet = (struct plan_fleet){type, types, hours, fleet->steps};
    return types;
}

void check_savings_plan(struct reference_table *table, struct tally *tally)
{
    static double units[TYPES_MAX][STEPS_MAX];
    struct plan_type type[TYPES_MAX];
    struct plan_fleet fleet = {0};
    struct plan_choice choice;
    if (read_fleet(table, units, type, &fleet) == 0)
        return;
    savings_plan_best(&fleet, &choice);
    tally_near(tally, "commit_per_hour", choice.plan_hour,
               reference_number(table, "commit_per_hour"), 1e-8);
    tally_near(tally, "cost", choice.cost, reference_number(table, "cost"), 1e-8);
    tally_near(tally, "on_demand_cost", choice.on_demand_cost,
               reference_number(table, "on_demand_cost"), 1e-8);
    tally_near(tally, "saving_frac", 1 - choice.cost / choice.on_demand_cost,
               reference_number(table, "saving_frac"), 1e-8);
    tally_near(tally, "unused_frac", choice.unused, reference_number(table, "unused_frac"), 1e-8);
    plan_choice_release(&choice);
}

void check_purchase_types(struct reference_table *table, struct tally *tally)
{
    static double units[TYPES_MAX][STEPS_MAX];
    struct plan_type type[TYPES_MAX];
    struct plan_fleet fleet = {0};
    struct plan_choice choice;
    if (read_fleet(table, units, type, &fleet) == 0)
        return;
    savings_plan_best(&fleet, &choice);
    tally_near(tally, "cost_plan_only", choice.cost, reference_number(table, "cost_plan_only"),
               1e-8);
    plan_choice_release(&choice);
    plan_and_reservations_best(&fleet, &choice);
    // No answer can be below the bound of the linear programme, which takes broken counts.
    double bound = reference_number(table, "cost_lp_bound");
    double gap = choice.cost / bound - 1;
    if (gap < -1e-9 || gap > 2e-4)
        tally_near(tally, "cost above the bound", choice.cost, bound, 0);
    tally_near(tally, "cost_descent", choice.cost, reference_number(table, "cost_descent"), 2e-4);
    plan_choice_release(&choice);
}

void check_spot(struct reference_table *table, struct tally *tally)
{
    double needed = reference_number(table, "needed"), pools = reference_number(table, "pools");
    struct spot_rule rule = {.pools = pools,
                             .interruptions_hour =
                                 reference_number(table, "interruptions_per_hour"),
                             .recover_h = reference_number(table, "recover_h"),
                             .target = reference_number(table, "target")};
    tally_near(tally, "availability", spot_availability(&rule),
               reference_number(table, "availability"), 1e-8);
    tally_near(tally, "count_pool_loss", spot_pool_spare(needed, pools),
               reference_number(table, "count_pool_loss"), 0);
    double count = spot_count(needed, &rule);
    tally_near(tally, "count", count, reference_number(table, "count"), 0);
    tally_near(tally, "paid_per_needed", count / needed, reference_number(table, "paid_per_needed"),
               1e-8);
    rule.pools = 0;
    tally_near(tally, "count_binomial", spot_count(needed, &rule),
               reference_number(table, "count_binomial"), 0);
}

void check_payback(struct reference_table *table, struct tally *tally)
{
    struct commitment_offer offer = {reference_number(table, "commit_hourly"),
                                     reference_number(table, "upfront"),
                                     reference_number(table, "term_months")};
    double price = reference_number(table, "price");
    struct payback found =
        commitment_payback(&offer, price, reference_number(table, "use"), MONTH_H);
    double effective = commitment_effective_hour(&offer, MONTH_H);
    tally_near(tally, "effective_hourly", effective, reference_number(table, "effective_hourly"),
               1e-8);
    tally_near(tally, "discount", 1 - effective / price, reference_number(table, "discount"), 1e-8);
    tally_near(tally, "break_even_use", found.break_even_use,
               reference_number(table, "break_even_use"), 1e-8);
    tally_near(tally, "payback_month", found.payback_month,
               reference_number(table, "payback_month"), 1e-8);
    tally_near(tally, "needed_until_month", found.needed_until_month,
               reference_number(table, "needed_until_month"), 1e-8);
    tally_near(tally, "saving_over_term", found.saving_over_term,
               reference_number(table, "saving_over_term"), 1e-8);
}
