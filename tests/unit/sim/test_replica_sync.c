// An autoscaler of Kubernetes over many syncs, and what KEDA adds to it.
#include "maths/random.h"
#include "policy/platforms.h"
#include "sim/keda_activation.h"
#include "sim/replica_sync.h"
#include "tap.h"

#include <math.h>

static struct sync_decision sync_once(struct replica_autoscaler *autoscaler, double now_s,
                                      int32_t current, int32_t wanted)
{
    struct replica_proposal proposal = {.replicas = wanted};
    return replica_sync(autoscaler, now_s, current, &proposal, 1);
}

/// The window holds the greatest and the least of what it should, whatever comes.
static void windows(void)
{
    enum { VALUES = 500 };
    struct random random;
    random_seed(&random, 3, 0);
    struct sliding_extreme greatest = {.greatest = true}, least = {0};
    int32_t value[VALUES];
    int differences = 0;
    for (int i = 0; i < VALUES; i++) {
        value[i] = (int32_t)random_below(&random, 50);
        bool inclusive = i % 2 == 0;
        sliding_extreme_push(&greatest, i, value[i]);
        sliding_extreme_push(&least, i, value[i]);
        sliding_extreme_forget(&greatest, i - 40, inclusive);
        sliding_extreme_forget(&least, i - 40, inclusive);
        int32_t high = 0, low = INT32_MAX;
        for (int k = i; k >= 0 && (inclusive ? k >= i - 40 : k > i - 40); k--) {
            high = value[k] > high ? value[k] : high;
            low = value[k] < low ? value[k] : low;
        }
        differences += sliding_extreme_with(&greatest, 0) != high;
        differences += sliding_extreme_with(&least, INT32_MAX) != low;
    }
    is_int(differences, 0, "500 windows agree with looking at all values");
    sliding_extreme_release(&greatest);
    sliding_extreme_release(&least);
}

static void scale_down_waits(void)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    struct replica_range range = {1, 20};
    struct replica_autoscaler autoscaler;
    replica_autoscaler_init(&autoscaler, &set.replicas, &range);
    is_int(sync_once(&autoscaler, 0, 10, 5).replicas, 10,
           "the first sync records the 10 there are");
    is_int(sync_once(&autoscaler, 300, 10, 5).replicas, 10, "which still hold at 300 s");
    is_int(sync_once(&autoscaler, 315, 10, 5).replicas, 5, "and no longer at 315 s");
    struct sync_decision up = sync_once(&autoscaler, 330, 5, 20);
    is_int(up.replicas, 10, "at most twice the replicas a sync");
    is_text(scaling_limit_name(up.limit), "ScaleUpLimit", "for which there is a name");
    is_int(sync_once(&autoscaler, 345, 0, 5).outcome, SYNC_DISABLED, "0 replicas: it is off");
    is_int(sync_once(&autoscaler, 345, 25, 5).outcome, SYNC_RANGE, "above the maximum");
    replica_autoscaler_release(&autoscaler);
    policy_set_release(&set);
}

static void behavior_limits(void)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    set.replicas.has_behavior = true;
    set.replicas.down.stabilization_s = 0;
    struct rate_limit one_a_minute = {.percent = false, .value = 1, .period_s = 60};
    set.replicas.down.limit = &one_a_minute;
    set.replicas.down.limits = 1;
    struct replica_range range = {1, 20};
    struct replica_autoscaler autoscaler;
    replica_autoscaler_init(&autoscaler, &set.replicas, &range);
    sync_once(&autoscaler, 0, 10, 10);
    is_int(sync_once(&autoscaler, 15, 10, 2).replicas, 9, "one pod goes");
    is_int(sync_once(&autoscaler, 30, 9, 2).replicas, 9, "the next has to wait");
    is_int(sync_once(&autoscaler, 75, 9, 2).replicas, 8, "60 s");
    set.replicas.down.select = SELECT_DISABLED;
    struct sync_decision off = sync_once(&autoscaler, 200, 8, 2);
    ok(off.replicas == 8 && off.limit == SCALE_DOWN_LIMIT, "scale-down is disabled");
    struct replica_proposal failed[] = {{.replicas = 9}, {.error = REPLICAS_NO_SOURCE}};
    is_int(replica_sync(&autoscaler, 215, 8, failed, 2).replicas, 9,
           "a metric that fails does not stop a scale-up");
    is_int(replica_sync(&autoscaler, 230, 8, failed + 1, 1).outcome, SYNC_NO_METRIC,
           "no metric at all");
    replica_autoscaler_release(&autoscaler);
    policy_set_release(&set);
}

static void usage_of_equal_pods(void)
{
    struct replica_tolerance tolerance = {0.1, 0.1};
    struct pod_usage usage;
    pod_usage_init(&usage, 50);
    is_int(replicas_for_utilization(&usage, 3, 50, &tolerance).error, REPLICAS_NO_PODS, "no pods");
    pod_usage_add(&usage, POD_READY, 3, 400, 500);
    // 80 % of the request against 50 %: 3 x 1.6 = 4.8.
    is_int(replicas_for_utilization(&usage, 3, 50, &tolerance).replicas, 5, "three equal pods");
    // Two that start count as using nothing: 1200 / 2500 is 48 %, within the tolerance of 50 %.
    pod_usage_add(&usage, POD_UNREADY, 2, 0, 500);
    is_int(replicas_for_utilization(&usage, 5, 50, &tolerance).replicas, 5, "two more start");
    pod_usage_add(&usage, POD_READY, 1, 400, -1);
    is_int(replicas_for_utilization(&usage, 5, 50, &tolerance).error, REPLICAS_NO_REQUESTS,
           "a pod without a request");
    is_int(metric_value_add(INT64_MAX - 1, 5) == INT64_MAX, 1, "sums do not overflow");
}

static void from_zero_and_back(void)
{
    struct policy_set set;
    policy_set_init(&set, &platform_keda);
    struct keda_activation activation;
    keda_activation_init(&activation, 0);
    struct replica_metric trigger;
    replica_metric_init(&trigger);
    ok(!keda_trigger_is_active(&trigger, 0) && keda_trigger_is_active(&trigger, 1), "above 0");
    trigger.activation = 5;
    ok(!keda_trigger_is_active(&trigger, 5), "at its threshold a trigger is not active yet");
    is_int(keda_poll(&activation, &set.replicas, 0, 30, KEDA_ACTIVE, 0), 1, "from zero to one");
    is_int(keda_poll(&activation, &set.replicas, 0, 60, KEDA_ACTIVE, 7), 7,
           "then the autoscaler decides");
    is_int(keda_poll(&activation, &set.replicas, 0, 359, KEDA_INACTIVE, 7), 7, "300 s of cooldown");
    is_int(keda_poll(&activation, &set.replicas, 0, 360, KEDA_INACTIVE, 7), 0, "to zero");
    is_int(keda_poll(&activation, &set.replicas, 2, 900, KEDA_INACTIVE, 7), 7, "a minimum is kept");
    set.replicas.idle_replicas = 1;
    is_int(keda_poll(&activation, &set.replicas, 3, 900, KEDA_INACTIVE, 7), 1,
           "but for idle replicas");
    is_int(keda_poll(&activation, &set.replicas, 3, 930, KEDA_ACTIVE, 1), 3, "and from them to it");
    policy_set_release(&set);
}

int main(void)
{
    windows();
    scale_down_waits();
    behavior_limits();
    usage_of_equal_pods();
    from_zero_and_back();
    return done();
}
