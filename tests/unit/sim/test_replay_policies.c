#include "maths/maths.h"
#include "policy/platforms.h"
#include "policy_samples.h"
#include "sim/replay.h"
#include "tap.h"

#include <math.h>

// Each kind of policy in a small replay that can be followed by hand.

static const struct unit per_second = {.dimension = DIMENSION_RATE, .scale = 1};
static const struct metric_terms terms = {.per_instance = 100, .unit = &per_second};

static struct replay_workspace workspace;

static struct outcome run(struct sample_group *group, const struct demand *demand, double initial,
                          void (*change)(struct replay_input *))
{
    struct replay_input input;
    struct outcome outcome = {0};
    struct err err = {0};
    replay_input_init(&input);
    input.policy = &group->set;
    input.demand = demand;
    input.terms = &terms;
    input.initial = initial;
    input.timing.boot_s = 60;
    input.timing.drain_s = 0;
    input.keeps_events = true;
    input.keeps_timeline = true;
    if (change != NULL)
        change(&input);
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "it replays");
    is_text(err.text, "", "without an error");
    return outcome;
}

static long long in_service(size_t row)
{
    return workspace.timeline.row[row].in_service;
}

// CPU 90 % of 2 replicas against 60 %: ceil(2 x 1.5) = 3 at the first sync that sees a scrape, then
// 60 %.
static void test_hpa(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replica_metric metric;
    policy_set_init(&group.set, &platform_hpa);
    group.set.group.min = 1;
    group.set.group.max = 10;
    replica_metric_init(&metric);
    sample_cpu(&metric.metric);
    metric.target = 60;
    group.set.replicas.metric = &metric;
    group.set.replicas.metrics = 1;
    sample_constant(&demand, 180, 20);
    run(&group, &demand, 2, NULL);
    is_int(workspace.log.event[0].time, 30000, "the first scrape is seen after 30 s");
    is_int(workspace.log.event[0].to, 3, "ceil(2 x 90 / 60)");
    is_int((long long)workspace.log.count, 1, "and stays");
    is_int(workspace.log.event[0].cause, CAUSE_REPLICAS, "by a sync");
    for (size_t i = 5; i < 20; i++)
        demand.value[i] = 50;
    run(&group, &demand, 3, NULL);
    is_int(in_service(9), 3, "the stabilization window holds for five minutes");
    is_int(in_service(12), 1, "then ceil(3 x 16 / 60) = 1");
    demand_release(&demand);
    sample_release(&group);
}

static void test_keda(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct replica_metric metric;
    policy_set_init(&group.set, &platform_keda);
    group.set.group.min = 0;
    group.set.group.max = 10;
    replica_metric_init(&metric);
    metric.metric.kind = METRIC_QUEUE;
    metric.metric.name = "jobs";
    metric.metric.aggregation = AGGREGATION_SHARED;
    metric.target_type = TARGET_AVERAGE_VALUE;
    metric.target = 1000;
    group.set.replicas.metric = &metric;
    group.set.replicas.metrics = 1;
    sample_constant(&demand, 0, 30);
    demand.value[2] = 50;
    struct replay_input input;
    struct metric_terms jobs = terms;
    struct outcome outcome;
    struct err err = {0};
    jobs.backlog_scale = 1;
    replay_input_init(&input);
    input.policy = &group.set;
    input.demand = &demand;
    input.terms = &jobs;
    input.initial = 0;
    input.timing.boot_s = 30;
    input.load.overload = OVERLOAD_QUEUE;
    input.keeps_timeline = true;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "a queue and no replica");
    is_int(in_service(2), 0, "none while nothing waits");
    ok(in_service(5) >= 1, "3000 jobs wake it up");
    is_int(in_service(29), 0, "and it sleeps again after the cooldown");
    near(outcome.lost, 0, 0, "all jobs are done");
    demand_release(&demand);
    sample_release(&group);
}

// 1970-01-01 was a Thursday.
static void test_schedule(void)
{
    struct sample_group group = {0};
    struct demand demand;
    struct scheduled_action action[2];
    sample_init(&group, 2, 20);
    scheduled_action_init(&action[0]);
    action[0].name = "morning";
    action[0].recurrence = "10 0 * * 4";
    action[0].min = 5;
    scheduled_action_init(&action[1]);
    action[1].name = "launch";
    action[1].start = 1200000;
    action[1].desired = 9;
    group.set.scheduled = action;
    group.set.scheduled_count = 2;
    sample_constant(&demand, 100, 30);
    run(&group, &demand, 2, NULL);
    is_int(in_service(10), 2, "until ten past");
    is_int(in_service(11), 5, "the minimum raises it, a minute of boot later");
    is_int(in_service(21), 9, "an action of one time sets the capacity");
    is_int(workspace.log.event[0].cause, CAUSE_SCHEDULE, "by schedule");
    action[0].recurrence = "61 0 * * *";
    struct replay_input input;
    struct outcome outcome;
    struct err err = {0};
    replay_input_init(&input);
    input.policy = &group.set;
    input.demand = &demand;
    input.terms = &terms;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), -1, "a schedule that is none");
    has_text(err.text, "61", "the message quotes it");
    demand_release(&demand);
    sample_release(&group);
}

static struct demand predicted_hours;

static void predict(struct replay_input *input)
{
    input->predicted = &predicted_hours;
}

static void test_predictive(void)
{
    struct sample_group group = {0};
    struct demand demand;
    sample_init(&group, 1, 20);
    struct scaling_policy *policy = sample_target(&group, 50, 0);
    policy->kind = POLICY_PREDICTIVE;
    sample_constant(&demand, 100, 150);
    sample_constant(&predicted_hours, 100, 3);
    predicted_hours.tick_ms = 3600000;
    predicted_hours.value[1] = 400;
    run(&group, &demand, 2, predict);
    is_int(in_service(54), 2, "100/s at 50 % are two instances");
    is_int(workspace.log.event[0].time, 55 * 60000, "five minutes before the hour");
    is_int(workspace.log.event[0].to, 8, "400 / 50 is asked for");
    is_int(in_service(149), 8, "and never taken away by a forecast");
    demand_release(&predicted_hours);
    demand_release(&demand);
    sample_release(&group);
}

static void quick_pool(struct replay_input *input)
{
    input->timing.warm_start_s = 10;
    input->timing.boot_s = 300;
}

static void test_warm_pool(void)
{
    struct sample_group group = {0};
    struct demand demand;
    sample_init(&group, 2, 10);
    sample_target(&group, 50, 0);
    group.set.warm_pool = (struct warm_pool){
        .present = true, .state = POOL_STOPPED, .min_size = NAN, .max_prepared = 4};
    sample_constant(&demand, 250, 12);
    run(&group, &demand, 2, quick_pool);
    is_int(workspace.timeline.row[0].warm, 2, "4 prepared less 2 desired are in the pool");
    is_int(workspace.timeline.row[3].desired, 4, "ceil(2 x 100 / 50)");
    is_int(in_service(4), 4, "they come out of the pool in 10 s");
    is_int(workspace.timeline.row[4].warm, 0, "which is empty then");
    // 10 s at 100 % and 50 s at 62.5 % are 68.75 %: ceil(4 x 68.75 / 50) = 6.
    is_int(in_service(5), 4, "further ones have to boot");
    is_int(workspace.timeline.row[5].pending, 2, "for five minutes");
    demand_release(&demand);
    sample_release(&group);
}

// 150 / 2 = 75 % > 60: +1 at 0:01, locked until a minute of boot and 300 s are over, at 0:07.
static void test_simple(void)
{
    struct sample_group group = {0};
    struct demand demand;
    sample_init(&group, 1, 10);
    struct scaling_policy *policy = sample_steps(&group, "out", COMPARE_GREATER, 30, 1);
    policy->kind = POLICY_SIMPLE;
    policy->adjustment = 1;
    policy->cooldown_s = 300;
    policy->instance_warmup_s = 0;
    sample_cpu(&group.alarm[0].metric);
    sample_constant(&demand, 150, 15);
    run(&group, &demand, 2, NULL);
    is_int(workspace.log.event[0].time, 60000, "out at the first datapoint");
    is_int(workspace.log.event[1].time, 7 * 60000, "and again when the cooldown is over");
    demand_release(&demand);
    sample_release(&group);
}

// The replay's utilization is the offered load, and its percentile the exact one of M/M/c (one
// queue).
static void test_steady_state(void)
{
    enum { WORKERS = 8, INSTANCES = 5 };
    struct sample_group group = {0};
    struct demand demand;
    struct service_distribution service;
    struct latency_table table;
    service_distribution_init(SERVICE_EXPONENTIAL, 1, &service, NULL);
    const struct instance_model model = {&service, DISCIPLINE_FCFS, BALANCE_LEAST_OUTSTANDING,
                                         WORKERS};
    latency_table_init(&table, &model, 0.99, 10, 1);
    const struct response_model response = {&table, 0.08, WORKERS, 1, 0.5};
    struct replay_input input;
    struct outcome outcome;
    struct err err = {0};
    sample_init(&group, INSTANCES, INSTANCES);
    sample_constant(&demand, 400, 60);
    replay_input_init(&input);
    input.policy = &group.set;
    input.demand = &demand;
    input.terms = &terms;
    input.response = &response;
    is_int(replay(&input, &workspace, &outcome, NULL, &err), 0, "a steady load");
    near(outcome.utilization_mean, 0.8, 1e-12, "400/s on 5 x 100/s");
    struct fleet_station station;
    fleet_station_init(&station, &model, INSTANCES, 400 * 0.08);
    near(outcome.latency_max_s, 0.08 * fleet_response_percentile(&station, 0.99), 0.01,
         "p99 as of the queueing model");
    near(outcome.latency_p50_s, outcome.latency_max_s, 0.005, "all the time");
    latency_table_release(&table);
    demand_release(&demand);
    sample_release(&group);
}

int main(void)
{
    maths_init();
    test_hpa();
    test_keda();
    test_schedule();
    test_predictive();
    test_warm_pool();
    test_simple();
    test_steady_state();
    replay_workspace_release(&workspace);
    return done();
}
