// Holds the program against tables of reference values: check_reference FOLDER
#include "reference/check_reference.h"

#include "maths/maths.h"

#include <math.h>

static const struct {
    const char *file;
    reference_check *check;
    double mean_error; ///< that an approximation may have; 0: each row's tolerance is enough
} tables[] = {
    {"seed_equation.csv", check_seed_equation, 0},
    {"zones.csv", check_zones, 0},
    {"rolling_deploy.csv", check_rolling_deploy, 0},
    {"kofn.csv", check_k_of_n, 0},
    {"erlang_int.csv", check_erlang, 0},
    {"erlang_real.csv", check_erlang, 0},
    {"mmc.csv", check_mmc, 0},
    {"mmck.csv", check_mmck, 0},
    {"staffing.csv", check_staffing, 0},
    {"halfin_whitt.csv", check_square_root_rule, 0},
    {"mgc_fcfs.csv", check_mgc_fcfs, 0.01},
    {"mgc_ps.csv", check_mgc_ps, 0},
    {"method_values.csv", check_method_values, 0},
    {"lb_exact_mm.csv", check_balance_exact, 0},
    {"lb_sim.csv", check_balance_simulated, 0},
    {"usl_fit.csv", check_usl_fit, 0},
    {"usl_slo.csv", check_usl_target, 0},
    {"metrics_fit.csv", check_production, 0},
    {"burst_peak.csv", check_burst_peak, 0},
    {"hash_movement.csv", check_hash_movement, 0},
    {"warmpool.csv", check_growth, 0},
    {"stocks/answers.csv", check_stock, 0},
    {"peaks/peaks.csv", check_peak, 0},
    {"purchase.csv", check_purchase, 0},
    {"cost/purchase_mix.csv", check_purchase_mix, 0},
    {"cost/purchase_terms.csv", check_purchase_terms, 0},
    {"cost/savings_plan.csv", check_savings_plan, 0},
    {"cost/purchase_types.csv", check_purchase_types, 0},
    {"cost/spot.csv", check_spot, 0},
    {"cost/payback.csv", check_payback, 0},
    {"cost/catalogue_choice.csv", check_catalogue_choice, 0},
    {"cost/architecture.csv", check_architecture, 0},
    {"cost/tiers.csv", check_tiers, 0},
    {"cost/tiers_system.csv", check_tiers_system, 0},
    {"cost/cache.csv", check_cache, 0},
    {"cost/cache_size.csv", check_cache_size, 0},
    {"cost/cache_cold.csv", check_cache_cold, 0},
    {"cost/cache_ttl.csv", check_cache_ttl, 0},
    {"cost/keys_moved.csv", check_keys_moved, 0},
    {"cost/pool.csv", check_pool, 0},
    {"cost/max_connections.csv", check_max_connections, 0},
    {"cost/shards.csv", check_shards, 0},
    {"cost/rebalance.csv", check_rebalance, 0},
    {"cost/hash_skew.csv", check_hash_skew, 0},
    {"cost/lag.csv", check_lag, 0},
    {"cost/lag_burst.csv", check_lag_burst, 0},
    {"cost/storage_runout.csv", check_storage_runout, 0},
    {"cost/storage_steady.csv", check_storage_steady, 0},
    {"cost/iops_runout.csv", check_iops_runout, 0},
    {"cost/resize.csv", check_resize, 0},
    {"cost/batch.csv", check_batch, 0},
    {"cost/batch_random.csv", check_batch_random, 0},
    {"cost/penalty_headroom.csv", check_penalty_headroom, 0},
    {"cost/regret.csv", check_regret, 0},
    {"rightsize/expected.csv", check_rightsize, 0},
    {"cost/serverless.csv", check_serverless, 0},
    {"cost/serverless_breakeven.csv", check_serverless_breakeven, 0},
    {"cost/serverless_series.csv", check_serverless_series, 0},
    {"cost/provisioned_concurrency.csv", check_provisioned_concurrency, 0},
    {"cost/dbcapacity.csv", check_dbcapacity, 0},
    {"cost/containers.csv", check_containers, 0},
    {"cost/unit_cost.csv", check_unit_cost, 0},
    {"cost/sla_credit.csv", check_sla_credit, 0},
    {"step_oscillation.csv", check_step_oscillation, 0},
    {"aws/percent_rounding.csv", check_percent_rounding, 0},
    {"aws/step_match.csv", check_step_match, 0},
    {"aws/step_decision.csv", check_step_decision, 0},
    {"aws/step_lint.csv", check_step_lint, 0},
    {"aws/alarm_evaluation.csv", check_alarm_evaluation, 0},
    {"aws/policy_conflict.csv", check_policy_conflict, 0},
    {"aws/target_tracking_rounding.csv", check_target_tracking, 0},
    {"aws/warmup_resolution.csv", check_warmup, 0},
    {"aws/cooldown.csv", check_cooldown, 0},
    {"aws/predictive.csv", check_predictive, 0},
    {"aws/warm_pool_size.csv", check_warm_pool, 0},
    {"aws/flap_projection.csv", check_flap_projection, 0},
    {"aws/schedule_next.csv", check_schedule_next, 0},
    {"hpa/pod_readiness.csv", check_pod_readiness, 0},
    {"hpa/replica_calc.csv", check_replica_calculation, 0},
    {"hpa/rate_limits.csv", check_rate_limits, 0},
    {"hpa/stabilization.csv", check_stabilization, 0},
    {"hpa/period_sum.csv", check_period_sum, 0},
    {"hpa/reconcile.csv", check_reconcile, 0},
    {"gcp/signal_size.csv", check_mig_signal_size, 0},
    {"gcp/initialization.csv", check_mig_initialization, 0},
    {"gcp/recommend.csv", check_mig_recommend, 0},
    {"gcp/signals.csv", check_mig_signals, 0},
    {"gcp/schedule_active.csv", check_mig_schedule, 0},
    {"gcp/lint.csv", check_mig_lint, 0},
    {"azure/observe.csv", check_azure_observe, 0},
    {"azure/action.csv", check_azure_action, 0},
    {"azure/flapping.csv", check_azure_flapping, 0},
    {"azure/decide.csv", check_azure_decide, 0},
    {"azure/profile.csv", check_azure_profile, 0},
    {"azure/lint.csv", check_azure_lint, 0},
};

enum { TABLES = sizeof tables / sizeof tables[0] };

void tally_near(struct tally *tally, const char *what, double got, double want, double tolerance)
{
    double error = fabs(got - want);
    if (want != 0)
        error /= fabs(want);
    if (isnan(got) && isnan(want))
        error = 0;
    if (!(error <= tolerance)) {
        tally->row_failed = true;
        printf("# %s:%zu: %s is %.15g, not %.15g\n", tally->table, tally->line, what, got, want);
    }
    tally->sum += error;
    tally->values++;
    if (isnan(error) || error > tally->worst)
        tally->worst = error;
}

/// Prints one TAP line for a table; returns 1 when it failed.
static int check_table(size_t number, const char *folder)
{
    const char *file = tables[number].file;
    struct reference_table table;
    if (!reference_open(&table, folder, file)) {
        printf("ok %zu - %s # SKIP not in %s\n", number + 1, file, folder);
        return 0;
    }
    struct tally tally = {.table = file};
    while (reference_next(&table)) {
        tally.line = table.line;
        tally.row_failed = false;
        tables[number].check(&table, &tally);
        if (tally.row_failed || table.broken)
            tally.rows_failed++;
        else
            tally.rows_passed++;
    }
    reference_close(&table);
    double mean = tally.sum / (double)tally.values;
    bool pass = tally.rows_failed == 0 && tally.rows_passed > 0;
    if (tables[number].mean_error > 0 && !(mean <= tables[number].mean_error)) {
        printf("# %s: the mean error is more than %g\n", file, tables[number].mean_error);
        pass = false;
    }
    printf("%sok %zu - %s: %zu passed, %zu failed, worst error %.2g, mean %.2g\n",
           pass ? "" : "not ", number + 1, file, tally.rows_passed, tally.rows_failed, tally.worst,
           mean);
    return pass ? 0 : 1;
}

static int count_present(const char *folder)
{
    int present = 0;
    for (size_t i = 0; i < TABLES; i++) {
        struct reference_table table;
        if (reference_open(&table, folder, tables[i].file)) {
            reference_close(&table);
            present++;
        }
    }
    return present;
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fprintf(stderr, "usage: check_reference FOLDER\n");
        return 2;
    }
    maths_init();
    const char *folder = arguments[1];
    int failed = 0;
    for (size_t i = 0; i < TABLES; i++)
        failed += check_table(i, folder);
    printf("1..%d\n", (int)TABLES);
    if (count_present(folder) == 0) {
        printf("# none of the tables is in %s\n", folder);
        return 1;
    }
    return failed > 0 ? 1 : 0;
}
