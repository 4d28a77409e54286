// Cooldowns, a forecast's capacity, warm pools: what the tables of reference values leave out.
#include "policy/core/flap_projection.h"
#include "sim/cooldown.h"
#include "sim/predictive_scaling.h"
#include "sim/warm_pool_size.h"
#include "tap.h"

#include <math.h>

static void locks(void)
{
    struct simple_lock lock;
    simple_lock_init(&lock);
    ok(!simple_lock_holds(&lock, 0), "nothing locks a new group");
    // Launch takes 90 s, then 300 s of cooldown.
    simple_lock_start(&lock, 90, 300);
    ok(simple_lock_holds(&lock, 389) && !simple_lock_holds(&lock, 390), "locked until 390 s");
}

static void application_cooldowns(void)
{
    struct application_cooldown cooldown;
    application_cooldown_init(&cooldown);
    near(application_cooldown_admit(&cooldown, 0, 10, 12, 300), 12, 0, "10 to 12");
    near(application_cooldown_current(&cooldown, 100, 12), 10, 0, "12 count as 10 for 300 s");
    near(application_cooldown_admit(&cooldown, 100, 12, 11, 300), 12, 0, "no scale-in meanwhile");
    near(application_cooldown_admit(&cooldown, 200, 12, 13, 300), 13, 0, "one in excess");
    near(application_cooldown_current(&cooldown, 400, 13), 10, 0, "which starts it anew");
    near(application_cooldown_current(&cooldown, 500, 13), 13, 0, "it ends");
    near(application_cooldown_admit(&cooldown, 500, 13, 12, 300), 12, 0, "scale-in");
    near(application_cooldown_admit(&cooldown, 600, 12, 11, 300), 12, 0, "the next one waits");
    near(application_cooldown_admit(&cooldown, 700, 12, 14, 0), 14, 0, "a scale-out does not");
    near(application_cooldown_admit(&cooldown, 710, 14, 13, 0), 13, 0, "and ends the wait");
}

static void forecasts(void)
{
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_PREDICTIVE);
    near(predictive_forecast_capacity(1001, 100), 11, 0, "1001 at 100 each need 11");
    struct predicted_capacity predicted = predictive_scaling(&policy, 50, 45, 40);
    near(predicted.desired, 45, 0, "what is there stays, above the maximum too");
    policy.breach = BREACH_INCREASE;
    predicted = predictive_scaling(&policy, 50, 8, 40);
    ok(predicted.desired == 50 && predicted.max == 50, "no buffer: the maximum is the forecast");
    policy.forecast_only = true;
    predicted = predictive_scaling(&policy, 50, 8, 40);
    ok(predicted.desired == 8 && predicted.max == 40, "a policy that only forecasts");
    instant hour = 7200 * INSTANT_PER_SECOND;
    is_int(predictive_start(&policy, hour), 6900 * INSTANT_PER_SECOND, "300 s ahead");
    policy.scheduling_buffer_s = 9000;
    is_int(predictive_start(&policy, hour), 3600 * INSTANT_PER_SECOND, "an hour at most");
}

static void pools(void)
{
    struct warm_pool pool = {.max_prepared = NAN, .min_size = NAN};
    near(warm_pool_size(&pool, 10, 6), 0, 0, "no pool");
    pool.present = true;
    near(warm_pool_size(&pool, 10, 6), 4, 0, "the rest up to the maximum");
    pool.max_prepared = 5;
    near(warm_pool_size(&pool, 10, 6), 0, 0, "the group is past what was prepared for");
    ok(isinf(projected_metric(50, 3, 0)), "nobody left to share the load");
    ok(scale_in_would_flap(60, 3, 1, 90), "at the threshold is too much");
}

int main(void)
{
    locks();
    application_cooldowns();
    forecasts();
    pools();
    return done();
}
