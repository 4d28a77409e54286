// The reference tables of what holds state behind the web servers: caches, pools, shards, replicas,
// disks.
#include "queueing/cache_hits.h"
#include "queueing/connection_pool.h"
#include "queueing/replay_lag.h"
#include "reference/check_reference.h"
#include "sizing/database_limits.h"
#include "sizing/hash_movement.h"
#include "sizing/sharding.h"
#include "sizing/storage_growth.h"
#include "sizing/tier_needs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double gib = 1024.0 * 1024 * 1024, mib = 1024.0 * 1024;

/// The tables' own approximation error against simulated caches, and thrice the simulation's.
static const double che_error = 0.0036;

static double column(struct reference_table *table, const char *name)
{
    return reference_number(table, name);
}

static void same(struct reference_table *table, struct tally *tally, const char *name, double got)
{
    tally_near(tally, name, isinf(got) ? (double)NAN : got, column(table, name), 1e-8);
}

/// Within the error of the formula and thrice that of the simulation.
static void close_to(struct reference_table *table, struct tally *tally, const char *name,
                     const char *error, double got, double also)
{
    double want = column(table, name);
    if (!(fabs(got - want) <= 3 * column(table, error) + also))
        tally_near(tally, name, got, want, 0);
}

static void keys_of(struct reference_table *table, struct popularity *keys)
{
    popularity_zipf(column(table, "items"), column(table, "zipf"), keys);
}

void check_cache(struct reference_table *table, struct tally *tally)
{
    struct popularity keys;
    keys_of(table, &keys);
    double t = cache_characteristic(&keys, column(table, "capacity"));
    same(table, tally, "characteristic_requests", t);
    same(table, tally, "hit_che", cache_hit_share(&keys, t));
    close_to(table, tally, "hit_lru_sim", "hit_lru_se", cache_hit_share(&keys, t), che_error);
    popularity_release(&keys);
}

void check_cache_size(struct reference_table *table, struct tally *tally)
{
    static const struct {
        const char *column;
        double seconds;
    } after[] = {{"origin_rate_1s_after_flush", 1},
                 {"origin_rate_10s_after_flush", 10},
                 {"origin_rate_60s_after_flush", 60}};
    const double rate = 5000, nodes = 4;
    struct popularity keys;
    keys_of(table, &keys);
    double capacity = cache_capacity_for(&keys, column(table, "hit_target"));
    double t = cache_characteristic(&keys, capacity), hit = cache_hit_share(&keys, t);
    same(table, tally, "capacity", capacity);
    same(table, tally, "hit", hit);
    same(table, tally, "memory_gib", capacity * 2048 * 1.3 / gib);
    same(table, tally, "fill_s", t / rate);
    same(table, tally, "origin_rate", rate * (1 - hit));
    same(table, tally, "origin_rate_node_lost", rate * (1 - hit + hit / nodes));
    for (size_t i = 0; i < 3; i++)
        same(table, tally, after[i].column,
             rate * (1 - cache_hit_after_flush(&keys, t, rate, after[i].seconds)));
    popularity_release(&keys);
}

/// The table's means are trapezoids of 200 steps, which fall short of the integral by up to 2e-4.
void check_cache_cold(struct reference_table *table, struct tally *tally)
{
    enum { STEPS = 200 };
    struct popularity keys;
    keys_of(table, &keys);
    double rate = column(table, "rate"), from = column(table, "from_s"), to = column(table, "to_s");
    double t = cache_characteristic(&keys, column(table, "capacity")), sum = 0;
    for (int i = 0; i <= STEPS; i++)
        sum += cache_hit_after_flush(&keys, t, rate, from + (to - from) * i / STEPS) *
               (i == 0 || i == STEPS ? 0.5 : 1);
    double hit = cache_hit_mean_after_flush(&keys, t, rate, from, to);
    same(table, tally, "hit_formula", sum / STEPS);
    if (!(fabs(hit - sum / STEPS) <= 2e-4))
        tally_near(tally, "the integral", hit, sum / STEPS, 0);
    close_to(table, tally, "hit_sim", "hit_se", hit, 0.008);
    popularity_release(&keys);
}

void check_cache_ttl(struct reference_table *table, struct tally *tally)
{
    struct popularity keys;
    keys_of(table, &keys);
    double hit = cache_hit_of_ttl(&keys, column(table, "rate"), column(table, "ttl_s"));
    same(table, tally, "hit_formula", hit);
    close_to(table, tally, "hit_sim", "hit_se", hit, 0);
    popularity_release(&keys);
}

void check_keys_moved(struct reference_table *table, struct tally *tally)
{
    double before = column(table, "nodes_before"), after = column(table, "nodes_after");
    double moved = keys_moved(before, after), all = keys_moved_of_remainder(before, after);
    same(table, tally, "moved_consistent", moved);
    same(table, tally, "moved_modulo", all);
    same(table, tally, "origin_after_consistent", 10000 * (1 - 0.9 * (1 - moved)));
    same(table, tally, "origin_after_modulo", 10000 * (1 - 0.9 * (1 - all)));
}

void check_pool(struct reference_table *table, struct tally *tally)
{
    struct connection_pool pool =
        connection_pool_size(column(table, "query_rate"), column(table, "hold_s"),
                             column(table, "wait_target_s"), column(table, "wait_prob"));
    double without = column(table, "app_instances") * column(table, "pool_per_instance");
    double each = column(table, "connection_mib") * mib / gib;
    same(table, tally, "busy_mean", pool.busy);
    same(table, tally, "pool_size", pool.size);
    same(table, tally, "prob_wait_over", pool.wait_over);
    same(table, tally, "connections_without", without);
    same(table, tally, "memory_gib_without", without * each);
    same(table, tally, "memory_gib_with", pool.size * each);
    same(table, tally, "connections_saved_frac", 1 - pool.size / without);
}

void check_max_connections(struct reference_table *table, struct tally *tally)
{
    double memory = column(table, "memory_gib") * gib;
    same(table, tally, "mysql", default_connections(ENGINE_MYSQL, memory));
    same(table, tally, "postgres", default_connections(ENGINE_POSTGRES, memory));
}

/// Shards are a tier whose fullest unit has more than an even share.
void check_shards(struct reference_table *table, struct tally *tally)
{
    struct tier tier = {0};
    struct tier_graph graph = {.tier = &tier, .tiers = 1};
    struct tier_need need;
    struct system_need system;
    size_t order, cycle;
    double *member = (double *)(void *)((char *)&tier + sizeof tier.name);
    for (size_t i = 0; i < (sizeof tier - sizeof tier.name) / sizeof *member; i++)
        member[i] = (double)NAN;
    tier.name = "shards";
    tier.spare_zone = false;
    tier.spare = 0;
    tier.per_instance = column(table, "writes_per_shard");
    tier.data = column(table, "data_gib");
    tier.storage = column(table, "storage_per_shard_gib");
    tier.iops = column(table, "iops_per_shard");
    tier.io_per_request = column(table, "iops") / column(table, "writes");
    tier.imbalance = column(table, "skew") - 1;
    tier.headroom = column(table, "headroom");
    tier.fill = column(table, "fill");
    tier_graph_settle(&graph, &cycle);
    tier_needs_find(&graph, column(table, "writes"), &need, &order, &system);
    same(table, tally, "need_writes", need.by[TIER_THROUGHPUT]);
    same(table, tally, "need_storage", need.by[TIER_STORAGE]);
    same(table, tally, "need_iops", need.by[TIER_IOPS]);
    same(table, tally, "shards", need.instances);
    const char *by = need.limit == TIER_THROUGHPUT ? "write_rate" : tier_limit_name(need.limit);
    if (strcmp(by, reference_text(table, "bound_by")) != 0) {
        printf("# %s:%zu: bound by %s\n", tally->table, tally->line, by);
        tally->row_failed = true;
    }
    graph.tier = NULL;
    tier_graph_release(&graph);
}

void check_rebalance(struct reference_table *table, struct tally *tally)
{
    struct rebalance found =
        rebalance_find(column(table, "shards_before"), column(table, "shards_after"),
                       column(table, "data_gib") * gib, column(table, "send_mib_s") * mib,
                       column(table, "receive_mib_s") * mib, column(table, "busy_share"));
    same(table, tally, "moved_gib", found.moved / gib);
    same(table, tally, "sent_by_each_gib", found.sent_each / gib);
    same(table, tally, "received_by_each_gib", found.received_each / gib);
    same(table, tally, "hours", found.seconds / 3600);
    if (strcmp(found.by_source ? "source" : "target", reference_text(table, "limited_by")) != 0) {
        printf("# %s:%zu: limited by the other side\n", tally->table, tally->line);
        tally->row_failed = true;
    }
}

void check_hash_skew(struct reference_table *table, struct tally *tally)
{
    double shards = column(table, "shards"), points = column(table, "points_per_shard");
    double rule = hash_ring_skew(shards, points);
    same(table, tally, "rule", rule);
    if (points >= 16 && !(rule >= column(table, "max_over_mean") - 3 * column(table, "se") &&
                          rule <= column(table, "max_over_mean_p95")))
        tally_near(tally, "rule", rule, column(table, "max_over_mean_p95"), 0);
}

void check_lag(struct reference_table *table, struct tally *tally)
{
    struct replay_lag lag = replay_lag(column(table, "apply_rate"), column(table, "write_rate"));
    same(table, tally, "lag_mean_s", lag.mean_s);
    same(table, tally, "lag_p99_s", lag.p99_s);
    close_to(table, tally, "lag_mean_sim", "lag_mean_se", lag.mean_s, 0);
    close_to(table, tally, "lag_p99_sim", "lag_p99_se", lag.p99_s, 0);
}

void check_lag_burst(struct reference_table *table, struct tally *tally)
{
    struct burst_lag lag = burst_lag(column(table, "apply_rate"), column(table, "write_rate"),
                                     column(table, "burst_rate"), column(table, "burst_s"));
    same(table, tally, "backlog", lag.backlog);
    same(table, tally, "lag_peak_s", lag.peak_s);
    same(table, tally, "drain_s", lag.drain_s);
}

void check_storage_runout(struct reference_table *table, struct tally *tally)
{
    double limit = column(table, "capacity_gib") * column(table, "fill");
    double days =
        periods_to_limit(column(table, "used_gib"), limit, column(table, "growth_gib_day"),
                         column(table, "growth_share_day"));
    double order = fmax(0, days - column(table, "lead_days"));
    same(table, tally, "limit_gib", limit);
    same(table, tally, "days_to_limit", days);
    same(table, tally, "days_to_order", order);
    same(table, tally, "order_in_whole_days", floor(order));
}

void check_storage_steady(struct reference_table *table, struct tally *tally)
{
    const double day = 86400;
    double a_day =
        stored_bytes(column(table, "writes_per_s"), column(table, "kib_per_write") * 1024, day,
                     column(table, "copies"), column(table, "compression"));
    double steady = a_day * column(table, "retention_days");
    same(table, tally, "gib_per_day", a_day / gib);
    same(table, tally, "steady_gib", steady / gib);
    same(table, tally, "volumes_1000_gib_at_80pct", ceil(steady / (1000 * gib * 0.8) - 1e-9));
}

void check_iops_runout(struct reference_table *table, struct tally *tally)
{
    double now = column(table, "rate") * column(table, "io_per_request");
    double usable = column(table, "iops_limit") / (1 + column(table, "headroom"));
    same(table, tally, "iops_now", now);
    same(table, tally, "iops_usable", usable);
    same(table, tally, "months_to_limit",
         periods_to_limit(now, usable, (double)NAN, column(table, "growth_month")));
}

void check_resize(struct reference_table *table, struct tally *tally)
{
    struct resize_loss loss =
        resize_loss(column(table, "resizes_per_year"), column(table, "downtime_s"),
                    column(table, "mean_rate"), column(table, "rate_share_at_window"));
    same(table, tally, "lost_requests_year", loss.requests);
    same(table, tally, "lost_value_year", loss.requests * column(table, "value_per_request"));
    same(table, tally, "availability", loss.availability);
}
