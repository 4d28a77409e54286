// Target tracking alone and beside other policies.
#include "sim/target_tracking.h"
#include "tap.h"

#include <math.h>

static void proposals(void)
{
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_TARGET);
    policy.target = 60;
    struct scaling_proposal out = target_tracking_proposal(&policy, 75, 10, ALARM_ON, ALARM_OK);
    near(out.capacity, 13, 0, "10 x 75 / 60 is 12.5: 13");
    near(target_tracking_proposal(&policy, 75, 10, ALARM_OK, ALARM_OK).capacity, NAN, 0,
         "no alarm, no change");
    near(target_tracking_proposal(&policy, 30, 10, ALARM_OK, ALARM_ON).capacity, 5, 0,
         "half the target, half the group");
    near(target_tracking_proposal(&policy, 54, 10, ALARM_OK, ALARM_ON).capacity, 9, 0,
         "10 x 54 / 60 is 9");
    // A group of 5 cannot give one away above 60 x 4 / 5 = 48: 5 x 49 / 60 = 4.08 rounds up to 5.
    near(target_tracking_proposal(&policy, 49, 5, ALARM_OK, ALARM_ON).capacity, NAN, 0,
         "a small group needs a deeper fall than 10 %");
    near(target_tracking_proposal(&policy, 48, 5, ALARM_OK, ALARM_ON).capacity, 4, 0,
         "which is the target x (n - 1) / n");
    near(target_tracking_proposal(&policy, NAN, 10, ALARM_ON, ALARM_OK).capacity, NAN, 0,
         "without data it does nothing");
    policy.scale_in_disabled = true;
    struct scaling_proposal in = target_tracking_proposal(&policy, 30, 10, ALARM_OK, ALARM_ON);
    ok(isnan(in.capacity) && in.scale_in_disabled, "scale-in is disabled");
    struct tracking_alarms alarms = tracking_alarms(60);
    near(alarms.low, 54, 0, "the low alarm is 10 % below");
    ok(!(18.9 < tracking_alarms(21).low), "18.9 is not below nine tenths of 21");
    ok(alarms.high_datapoints == 3 && alarms.low_datapoints == 15, "3 minutes up, 15 down");
    // In binary 3000 x 1.1 / 50 is a little over 66.
    near(target_tracking_capacity(3000, 1.1, 50), 66, 0, "rounding error adds no instance");
}

static double winner(double current, struct scaling_proposal a, struct scaling_proposal b)
{
    struct scaling_proposal both[] = {a, b};
    return policy_conflict_winner(current, both, 2);
}

static void conflicts(void)
{
    struct scaling_proposal none = {PROPOSAL_TARGET, false, NAN};
    struct scaling_proposal track_in = {PROPOSAL_TARGET, false, 8};
    struct scaling_proposal track_deep = {PROPOSAL_TARGET, false, 6};
    struct scaling_proposal step_in = {PROPOSAL_STEP, false, 7};
    struct scaling_proposal step_out = {PROPOSAL_STEP, false, 12};
    struct scaling_proposal predicted = {PROPOSAL_PREDICTIVE, false, 8};
    near(winner(10, track_in, none), 10, 0, "all target tracking policies must agree to scale in");
    near(winner(10, track_in, track_deep), 8, 0, "the larger of two smaller ones");
    near(winner(10, step_in, none), 7, 0, "target tracking does not hold back a step");
    near(winner(10, step_in, step_out), 12, 0, "out wins over in");
    near(winner(10, track_deep, predicted), 8, 0, "a predicted capacity is kept");
    near(winner(10, none, predicted), 10, 0, "but never scales in");
    near(winner(6, none, predicted), 8, 0, "it scales out");
    near(policy_conflict_winner(4, NULL, 0), 4, 0, "no policy, no change");
}

int main(void)
{
    proposals();
    conflicts();
    return done();
}
