// What a check of one reference table says about each of its rows.
#ifndef HEADROOM_TESTS_REFERENCE_CHECK_REFERENCE_H
#define HEADROOM_TESTS_REFERENCE_CHECK_REFERENCE_H

#include "reference/reference_table.h"

/// How the rows of one table fared.
struct tally {
    const char *table;
    size_t line;
    size_t rows_passed, rows_failed;
    bool row_failed;
    double worst; ///< greatest relative error (absolute where the reference is 0)
    double sum;   ///< of the relative errors
    size_t values;
};

/// Compares one value of the current row: passes when |got - want| <= tolerance x |want| (absolute
/// where want is 0); two missing values are equal.
void tally_near(struct tally *tally, const char *what, double got, double want, double tolerance);

/// Checks the row that `table` stands on.
typedef void reference_check(struct reference_table *table, struct tally *tally);

reference_check check_seed_equation;
reference_check check_zones;
reference_check check_rolling_deploy;
reference_check check_k_of_n;
reference_check check_erlang;
reference_check check_mmc;
reference_check check_mmck;
reference_check check_staffing;
reference_check check_square_root_rule;
reference_check check_mgc_fcfs;
reference_check check_mgc_ps;
reference_check check_method_values;
reference_check check_balance_exact;
reference_check check_balance_simulated;
reference_check check_usl_fit;
reference_check check_usl_target;
reference_check check_production;
reference_check check_burst_peak;
reference_check check_hash_movement;
reference_check check_growth;
reference_check check_stock, check_peak;
reference_check check_rightsize;
reference_check check_purchase;
reference_check check_purchase_mix;
reference_check check_purchase_terms;
reference_check check_savings_plan;
reference_check check_purchase_types;
reference_check check_spot;
reference_check check_payback;
reference_check check_catalogue_choice;
reference_check check_architecture;
reference_check check_tiers, check_tiers_system;
reference_check check_cache;
reference_check check_cache_size;
reference_check check_cache_cold;
reference_check check_cache_ttl;
reference_check check_keys_moved;
reference_check check_pool;
reference_check check_max_connections;
reference_check check_shards;
reference_check check_rebalance;
reference_check check_hash_skew;
reference_check check_lag;
reference_check check_lag_burst;
reference_check check_storage_runout;
reference_check check_storage_steady;
reference_check check_iops_runout;
reference_check check_resize;
reference_check check_batch, check_batch_random;
reference_check check_penalty_headroom, check_regret;
reference_check check_serverless, check_serverless_breakeven, check_serverless_series;
reference_check check_provisioned_concurrency, check_dbcapacity, check_containers;
reference_check check_unit_cost, check_sla_credit;
reference_check check_percent_rounding;
reference_check check_step_match;
reference_check check_step_decision;
reference_check check_step_lint;
reference_check check_step_oscillation;
reference_check check_alarm_evaluation;
reference_check check_policy_conflict;
reference_check check_target_tracking;
reference_check check_warmup;
reference_check check_cooldown;
reference_check check_predictive;
reference_check check_warm_pool;
reference_check check_flap_projection;
reference_check check_schedule_next;
reference_check check_pod_readiness;
reference_check check_replica_calculation;
reference_check check_rate_limits;
reference_check check_stabilization;
reference_check check_period_sum;
reference_check check_reconcile;
reference_check check_mig_signal_size;
reference_check check_mig_initialization;
reference_check check_mig_recommend;
reference_check check_mig_signals;
reference_check check_mig_schedule;
reference_check check_mig_lint;
reference_check check_azure_observe;
reference_check check_azure_action;
reference_check check_azure_flapping;
reference_check check_azure_decide;
reference_check check_azure_profile;
reference_check check_azure_lint;

#endif
