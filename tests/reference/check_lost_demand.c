// The reference tables of work by a deadline, and of demand that is lost.
#include "maths/quantile.h"
#include "reference/check_reference.h"
#include "sizing/batch_work.h"
#include "sizing/lost_demand.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEMANDS_MAX = 4000, STRATA = 200, MINUTE_S = 60 };

void check_batch(struct reference_table *table, struct tally *tally)
{
    struct batch_work work = {.tasks = reference_number(table, "tasks"),
                              .task_s = MINUTE_S * reference_number(table, "task_min"),
                              .boot_s = MINUTE_S * reference_number(table, "boot_min")};
    double deadline_s = MINUTE_S * reference_number(table, "deadline_min");
    double workers = batch_workers(&work, deadline_s, 0.95);
    tally_near(tally, "workers", workers, reference_number(table, "workers"), 0);
    if (isnan(workers))
        return;
    double done_s = batch_makespan_s(&work, workers, 0.95);
    tally_near(tally, "makespan_min", done_s / MINUTE_S, reference_number(table, "makespan_min"),
               1e-8);
    tally_near(tally, "cost", workers * done_s / 3600 * 0.0832, reference_number(table, "cost"),
               1e-8);
    tally_near(tally, "slack_min", (deadline_s - done_s) / MINUTE_S,
               reference_number(table, "slack_min"), 1e-8);
}

/// The formula's own values, and within its bound of 3.2 % of the simulated ones and their error.
void check_batch_random(struct reference_table *table, struct tally *tally)
{
    struct batch_work work = {.tasks = reference_number(table, "tasks"),
                              .task_s = 1,
                              .scv = reference_number(table, "scv")};
    double workers = reference_number(table, "workers");
    double done = batch_makespan_s(&work, workers, 0.95);
    double simulated = reference_number(table, "makespan_p95_sim");
    double error = 3 * reference_number(table, "makespan_p95_se");
    // Where the last task may begin at once the table divides by next to nothing, and loses digits.
    bool at_once =
        work.tasks / workers - (1 + work.scv) / 2 < 2 * sqrt(work.scv * work.tasks) / workers;
    tally_near(tally, "p95_formula", done, reference_number(table, "p95_formula"),
               at_once ? 2e-4 : 1e-8);
    if (fabs(done - simulated) > 0.032 * simulated + error)
        tally_near(tally, "makespan_p95_sim", done, simulated, 0.032);
}

static size_t read_demands(struct reference_table *table, double *demand)
{
    char name[100];
    struct reference_table rows;
    size_t n = 0;
    snprintf(name, sizeof name, "cost/inputs/penalty_demand_%s.csv",
             reference_text(table, "demand"));
    if (!reference_open(&rows, table->folder, name)) {
        table->broken = true;
        return 0;
    }
    while (reference_next(&rows) && n < DEMANDS_MAX)
        demand[n++] = reference_number(&rows, "demand_per_s");
    reference_close(&rows);
    sort_values(demand, n);
    return n;
}

void check_penalty_headroom(struct reference_table *table, struct tally *tally)
{
    static double demand[DEMANDS_MAX];
    struct lost_demand question = {.demand = demand,
                                   .n = read_demands(table, demand),
                                   .per_instance = reference_number(table, "per_instance"),
                                   .price_hour = reference_number(table, "price"),
                                   .request_value = reference_number(table, "value_per_request")};
    if (question.n == 0)
        return;
    struct lost_demand_cost best = lost_demand_expected(&question);
    double median = quantile_sorted(demand, question.n, 0.5);
    tally_near(tally, "critical_quantile", lost_demand_quantile(&question),
               reference_number(table, "critical_quantile"), 1e-8);
    tally_near(tally, "instances", best.instances, reference_number(table, "instances"), 0);
    tally_near(tally, "capacity_cost_hour", best.capacity_hour,
               reference_number(table, "capacity_cost_hour"), 1e-8);
    tally_near(tally, "expected_loss_hour", best.lost_hour,
               reference_number(table, "expected_loss_hour"), 1e-8);
    tally_near(tally, "total_hour", best.total_hour, reference_number(table, "total_hour"), 1e-8);
    tally_near(tally, "share_of_time_short", best.short_share,
               reference_number(table, "share_of_time_short"), 1e-8);
    tally_near(tally, "share_of_requests_lost", best.lost_share,
               reference_number(table, "share_of_requests_lost"), 1e-8);
    tally_near(tally, "headroom_over_median", best.instances * question.per_instance / median - 1,
               reference_number(table, "headroom_over_median"), 1e-7);
}

void check_regret(struct reference_table *table, struct tally *tally)
{
    double demand[STRATA], sum = 0, mid = reference_number(table, "mid");
    demand_interval(reference_number(table, "low"), mid, reference_number(table, "high"),
                    reference_number(table, "confidence"), demand, STRATA);
    struct lost_demand question = {.demand = demand,
                                   .n = STRATA,
                                   .per_instance = reference_number(table, "per_instance"),
                                   .price_hour = reference_number(table, "price"),
                                   .request_value = reference_number(table, "value_per_request")};
    for (size_t i = 0; i < STRATA; i++)
        sum += demand[i];
    const struct {
        const char *instances, *cost, *regret;
        struct lost_demand_cost got;
    } choice[] = {
        {"instances_expected", "expected_cost", "regret", lost_demand_expected(&question)},
        {"instances_minimax", "expected_cost_minimax", "regret_minimax",
         lost_demand_minimax(&question)},
        {"instances_at_mid", "expected_cost_mid", "regret_mid",
         lost_demand_at(&question, ceil(mid / question.per_instance))},
    };
    tally_near(tally, "stratum_10", demand[9], reference_number(table, "stratum_10"), 1e-8);
    tally_near(tally, "stratum_191", demand[190], reference_number(table, "stratum_191"), 1e-8);
    tally_near(tally, "mean_demand", sum / STRATA, reference_number(table, "mean_demand"), 1e-8);
    for (size_t i = 0; i < sizeof choice / sizeof choice[0]; i++) {
        tally_near(tally, choice[i].instances, choice[i].got.instances,
                   reference_number(table, choice[i].instances), 0);
        tally_near(tally, choice[i].cost, choice[i].got.total_hour,
                   reference_number(table, choice[i].cost), 1e-8);
        tally_near(tally, choice[i].regret, choice[i].got.regret,
                   reference_number(table, choice[i].regret), 1e-8);
    }
}
