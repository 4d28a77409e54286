#include "policy/aws/application_dimensions.h"
#include "policy/aws/aws_parts.h"
#include "policy/aws/aws_platforms.h"
#include "policy/aws/aws_words.h"

#include <math.h>
#include <string.h>

static const double LARGEST = 1e9;

/// The value of a lifecycle hook that names none (EC2 Auto Scaling API reference, 3600 s).
static const double HOOK_DEFAULT_S = 3600.0;

/// The longest deregistration delay (Elastic Load Balancing, target group attributes).
static const double DELAY_MOST_S = 3600.0;

void aws_warm_pool_read(struct fields *fields, const struct node *body, struct warm_pool *pool)
{
    static const struct key_rule rules[] = {
        {"AutoScalingGroupName", KEY_READ, NULL},
        {"MaxGroupPreparedCapacity", KEY_READ, NULL},
        {"MinSize", KEY_READ, NULL},
        {"PoolState", KEY_READ, NULL},
        {"InstanceReusePolicy", KEY_READ, NULL},
        {"Status", KEY_IGNORED, NULL},
    };
    static const struct key_rule reuse_rules[] = {{"ReuseOnScaleIn", KEY_READ, NULL}};
    *pool = (struct warm_pool){.present = true, .origin = field_origin(fields, body)};
    field_check_keys(fields, body, "a warm pool", FIELD_LIST(rules), false);
    pool->state = (enum pool_state)field_choice(fields, body, "PoolState",
                                                FIELD_LIST(aws_pool_states), POOL_STOPPED);
    pool->min_size = field_whole(fields, body, "MinSize", 0.0, LARGEST);
    pool->max_prepared = field_whole(fields, body, "MaxGroupPreparedCapacity", -1.0, LARGEST);
    // -1 takes an earlier limit back (PutWarmPool).
    if (pool->max_prepared < 0.0)
        pool->max_prepared = NAN;
    const struct node *reuse = field_map(fields, body, "InstanceReusePolicy");
    field_check_keys(fields, reuse, "an instance reuse policy", FIELD_LIST(reuse_rules), false);
    pool->reuse_on_scale_in = field_truth(fields, reuse, "ReuseOnScaleIn", false);
}

void aws_hook_read(struct fields *fields, const struct node *body, struct scaling_group *group)
{
    static const struct field_word transitions[] = {
        {"autoscaling:EC2_INSTANCE_LAUNCHING", 1},
        {"autoscaling:EC2_INSTANCE_TERMINATING", 0},
    };
    field_require(fields, body, "LifecycleTransition", NULL);
    bool launching =
        field_choice(fields, body, "LifecycleTransition", FIELD_LIST(transitions), 1) != 0;
    double seconds = field_number(fields, body, "HeartbeatTimeout", 0.0, LARGEST);
    seconds = isnan(seconds) ? HOOK_DEFAULT_S : seconds;
    double *longest = launching ? &group->launch_hook_s : &group->terminate_hook_s;
    *longest = fmax(*longest, seconds); // fmax takes the number where one is NaN
}

double aws_target_group_read(struct fields *fields, const struct node *body)
{
    const struct node *list = field_list(fields, body, "TargetGroupAttributes");
    for (size_t i = 0; list != NULL && i < list->entries && !fields->failed; i++) {
        const struct node *attribute = list->entry[i].value;
        if (node_is(node_get(attribute, "Key"), "deregistration_delay.timeout_seconds"))
            return field_number(fields, attribute, "Value", 0.0, DELAY_MOST_S);
    }
    // As Terraform has it.
    return field_number(fields, body, "DeregistrationDelay", 0.0, DELAY_MOST_S);
}

/// How many zones a group spreads over: its list of zones, else its subnets.
static int count_zones(const struct node *body)
{
    const struct node *zones = field_raw(body, "AvailabilityZones");
    if (zones != NULL && zones->kind == NODE_LIST && zones->entries > 0)
        return (int)zones->entries;
    const struct node *subnets = field_raw(body, "VPCZoneIdentifier");
    if (subnets == NULL)
        return 0;
    if (subnets->kind == NODE_LIST)
        return (int)subnets->entries;
    if (subnets->kind != NODE_TEXT || subnets->text[0] == '\0')
        return 0;
    int count = 1;
    for (const char *at = subnets->text; (at = strchr(at, ',')) != NULL; at++)
        count++;
    return count;
}

/// A suspended process is a state of today, not of the policy; the reader should know of it.
static void note_suspended(struct fields *fields, const struct node *body)
{
    const struct node *list = field_raw(body, "SuspendedProcesses");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *name = node_get(list->entry[i].value, "ProcessName");
        if (name != NULL && name->kind == NODE_TEXT)
            notes_add(fields->notes, NOTE_WARNING, name->text,
                      "%s:%zu: SuspendedProcesses: %s is suspended; it is read as if it were not",
                      field_quote(fields, fields->file), name->line,
                      field_quote(fields, name->text));
    }
}

static const char of_weights[] =
    "capacity in anything but instances is not modelled; only units is";

static const struct key_rule group_rules[] = {
    {"AutoScalingGroupName", KEY_READ, NULL},
    {"MinSize", KEY_READ, NULL},
    {"MaxSize", KEY_READ, NULL},
    {"DesiredCapacity", KEY_READ, NULL},
    {"DefaultCooldown", KEY_READ, NULL},
    {"Cooldown", KEY_READ, NULL},
    {"DefaultInstanceWarmup", KEY_READ, NULL},
    {"HealthCheckGracePeriod", KEY_READ, NULL},
    {"WarmPoolConfiguration", KEY_READ, NULL},
    {"LifecycleHookSpecificationList", KEY_READ, NULL},
    {"AvailabilityZones", KEY_READ, NULL},
    {"VPCZoneIdentifier", KEY_READ, NULL},
    {"SuspendedProcesses", KEY_READ, NULL},
    {"DesiredCapacityType", KEY_READ, NULL},
    {"AutoScalingGroupARN", KEY_IGNORED, NULL},
    {"AvailabilityZoneDistribution", KEY_IGNORED, NULL},
    {"AvailabilityZoneIds", KEY_IGNORED, NULL},
    {"AvailabilityZoneImpairmentPolicy", KEY_IGNORED, NULL},
    {"CapacityRebalance", KEY_IGNORED, NULL},
    {"CapacityReservationSpecification", KEY_IGNORED, NULL},
    {"Context", KEY_IGNORED, NULL},
    {"CreatedTime", KEY_IGNORED, NULL},
    {"EnabledMetrics", KEY_IGNORED, NULL},
    {"HealthCheckType", KEY_IGNORED, NULL},
    {"InstanceId", KEY_IGNORED, NULL},
    {"InstanceMaintenancePolicy", KEY_IGNORED, NULL},
    {"Instances", KEY_IGNORED, NULL},
    {"LaunchConfigurationName", KEY_IGNORED, NULL},
    {"LaunchTemplate", KEY_IGNORED, NULL},
    {"LoadBalancerNames", KEY_IGNORED, NULL},
    {"MaxInstanceLifetime", KEY_IGNORED, NULL},
    {"MetricsCollection", KEY_IGNORED, NULL},
    {"MixedInstancesPolicy", KEY_IGNORED, NULL},
    {"NewInstancesProtectedFromScaleIn", KEY_IGNORED, NULL},
    {"NotificationConfigurations", KEY_IGNORED, NULL},
    {"PlacementGroup", KEY_IGNORED, NULL},
    {"PredictedCapacity", KEY_IGNORED, NULL},
    {"ServiceLinkedRoleARN", KEY_IGNORED, NULL},
    {"SkipZonalShiftValidation", KEY_IGNORED, NULL},
    {"Status", KEY_IGNORED, NULL},
    {"Tags", KEY_IGNORED, NULL},
    {"TargetGroupARNs", KEY_READ, NULL},
    {"TerminationPolicies", KEY_IGNORED, NULL},
    {"TrafficSources", KEY_IGNORED, NULL},
    {"WarmPoolSize", KEY_IGNORED, NULL},
};

static void read_ec2(struct fields *fields, const struct node *body, struct scaling_group *group,
                     struct warm_pool *pool)
{
    field_check_keys(fields, body, "an Auto Scaling group", FIELD_LIST(group_rules), true);
    group->min = field_whole(fields, body, "MinSize", 0.0, LARGEST);
    group->max = field_whole(fields, body, "MaxSize", 0.0, LARGEST);
    group->desired = field_whole(fields, body, "DesiredCapacity", 0.0, LARGEST);
    group->default_cooldown_s = field_number(fields, body, "DefaultCooldown", 0.0, LARGEST);
    if (isnan(group->default_cooldown_s))
        group->default_cooldown_s = field_number(fields, body, "Cooldown", 0.0, LARGEST);
    group->default_warmup_s = field_number(fields, body, "DefaultInstanceWarmup", -1.0, LARGEST);
    if (group->default_warmup_s < 0.0)
        group->default_warmup_s = NAN;
    group->health_check_grace_s =
        field_number(fields, body, "HealthCheckGracePeriod", 0.0, LARGEST);
    group->zones = count_zones(body);
    note_suspended(fields, body);
    static const struct field_word units[] = {{"units", 0}, {"", 0}};
    const char *unit = field_text(fields, body, "DesiredCapacityType");
    if (unit != NULL && strcmp(unit, units[0].word) != 0 && unit[0] != '\0')
        field_refuse(fields, body, "DesiredCapacityType", "%s", of_weights);
    const struct node *configuration = field_map(fields, body, "WarmPoolConfiguration");
    if (configuration != NULL)
        aws_warm_pool_read(fields, configuration, pool);
    const struct node *hooks = field_list(fields, body, "LifecycleHookSpecificationList");
    for (size_t i = 0; hooks != NULL && i < hooks->entries && !fields->failed; i++)
        aws_hook_read(fields, hooks->entry[i].value, group);
}

static void read_application(struct fields *fields, const struct node *body,
                             struct scaling_group *group)
{
    static const struct key_rule rules[] = {
        {"ResourceId", KEY_READ, NULL},        {"ScalableDimension", KEY_READ, NULL},
        {"ServiceNamespace", KEY_READ, NULL},  {"MinCapacity", KEY_READ, NULL},
        {"MaxCapacity", KEY_READ, NULL},       {"ScheduledActions", KEY_READ, NULL},
        {"RoleARN", KEY_IGNORED, NULL},        {"CreationTime", KEY_IGNORED, NULL},
        {"SuspendedState", KEY_IGNORED, NULL}, {"ScalableTargetARN", KEY_IGNORED, NULL},
        {"Tags", KEY_IGNORED, NULL},           {"PredictedCapacity", KEY_IGNORED, NULL},
    };
    field_check_keys(fields, body, "a scalable target", FIELD_LIST(rules), true);
    group->min = field_whole(fields, body, "MinCapacity", 0.0, LARGEST);
    group->max = field_whole(fields, body, "MaxCapacity", 0.0, LARGEST);
    group->dimension = field_text(fields, body, "ScalableDimension");
    group->parts = application_scales_parts(group->dimension);
}

void aws_group_read(struct fields *fields, const struct node *body, const struct platform *platform,
                    struct scaling_group *group, struct warm_pool *pool)
{
    group->origin = field_origin(fields, body);
    if (platform == &platform_ec2)
        read_ec2(fields, body, group, pool);
    else
        read_application(fields, body, group);
}
