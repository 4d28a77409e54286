// What the AWS command line gives (describe-...) and takes (put-..., --cli-input-json): lists of
// objects under a key each, or one object flat.
#include "policy/aws/aws_platforms.h"
#include "policy/core/raw_object.h"

#include <string.h>

/// A list of a describe command. Policies and scheduled actions of both services have one key each.
struct described {
    const char *key;
    enum object_kind kind;
    const struct platform *platform;
};

static const struct described lists[] = {
    {"AutoScalingGroups", OBJECT_GROUP, &platform_ec2},
    {"ScalingPolicies", OBJECT_POLICY, &platform_ec2},
    {"MetricAlarms", OBJECT_ALARM, &platform_ec2},
    {"ScheduledUpdateGroupActions", OBJECT_SCHEDULED, &platform_ec2},
    {"LifecycleHooks", OBJECT_HOOK, &platform_ec2},
    {"ScalableTargets", OBJECT_GROUP, &platform_application},
    {"ScheduledActions", OBJECT_SCHEDULED, &platform_application},
};

enum { LISTS = sizeof lists / sizeof lists[0] };

static bool has(const struct node *node, const char *key)
{
    return node_get(node, key) != NULL;
}

/// What a flat object is, told by the keys that only it has; false when it is none.
static bool classify(const struct node *node, enum object_kind *kind)
{
    if (has(node, "AlarmName") || (has(node, "ComparisonOperator") && has(node, "Threshold")))
        *kind = OBJECT_ALARM;
    else if (has(node, "ScheduledActionName"))
        *kind = OBJECT_SCHEDULED;
    else if (has(node, "LifecycleHookName"))
        *kind = OBJECT_HOOK;
    else if (has(node, "PolicyName") || has(node, "PolicyType"))
        *kind = OBJECT_POLICY;
    else if (has(node, "PoolState") || has(node, "MaxGroupPreparedCapacity") ||
             has(node, "InstanceReusePolicy") || has(node, "WarmPoolConfiguration"))
        *kind = has(node, "AutoScalingGroupName") && has(node, "MaxSize") ? OBJECT_GROUP
                                                                          : OBJECT_WARM_POOL;
    else if (has(node, "AutoScalingGroupName") || has(node, "MaxCapacity"))
        *kind = OBJECT_GROUP;
    else
        return false;
    return true;
}

static const char *const *read_actions(struct raw_objects *objects, const struct node *body,
                                       size_t *count)
{
    const struct node *list = node_get(body, "AlarmActions");
    *count = 0;
    if (list == NULL || list->kind != NODE_LIST || list->entries == 0)
        return NULL;
    const char **action = arena_alloc(&objects->arena, list->entries * sizeof *action);
    for (size_t i = 0; i < list->entries; i++) {
        if (list->entry[i].value->kind == NODE_TEXT)
            action[(*count)++] = list->entry[i].value->text;
    }
    return action;
}

static void add(const struct value_tree *tree, const struct node *body, enum object_kind kind,
                const struct platform *platform, struct raw_objects *objects)
{
    static const char *const name_key[] = {
        [OBJECT_GROUP] = "AutoScalingGroupName",
        [OBJECT_POLICY] = "PolicyName",
        [OBJECT_ALARM] = "AlarmName",
        [OBJECT_SCHEDULED] = "ScheduledActionName",
        [OBJECT_HOOK] = "LifecycleHookName",
        [OBJECT_WARM_POOL] = "AutoScalingGroupName",
    };
    bool application = has(body, "ResourceId") || has(body, "ServiceNamespace");
    struct raw_object object = {
        .kind = kind,
        .platform = application ? &platform_application : platform,
        .body = body,
        .file = tree->file,
        .name =
            object_text(body, application && kind == OBJECT_GROUP ? "ResourceId" : name_key[kind]),
        .arn = object_text(body, "PolicyARN"),
        .group = object_text(body, application ? "ResourceId" : "AutoScalingGroupName"),
        .scope = application ? object_text(body, "ScalableDimension") : NULL,
    };
    if (kind == OBJECT_ALARM)
        object.action = read_actions(objects, body, &object.actions);
    raw_objects_add(objects, &object);
}

static int add_list(const struct value_tree *tree, const struct node *list,
                    const struct described *what, struct raw_objects *objects, struct err *err)
{
    if (list->kind != NODE_LIST)
        return err_at(err, tree->file, list->line, what->key, "a list is expected");
    for (size_t i = 0; i < list->entries; i++) {
        if (list->entry[i].value->kind != NODE_MAP)
            return err_at(err, tree->file, list->entry[i].line, what->key,
                          "a list of objects is expected");
        add(tree, list->entry[i].value, what->kind, what->platform, objects);
    }
    return 0;
}

/// A file for --target-tracking-configuration or --predictive-scaling-configuration: a policy's
/// settings without the policy.
static bool add_bare(const struct value_tree *tree, const struct node *root,
                     struct raw_objects *objects)
{
    bool tracking = has(root, "TargetValue") && (has(root, "PredefinedMetricSpecification") ||
                                                 has(root, "CustomizedMetricSpecification"));
    if (!tracking && !has(root, "MetricSpecifications"))
        return false;
    struct node_builder members = {0};
    struct node *body = node_new(&objects->arena, NODE_MAP, root->line, root->column);
    node_add(&members, "PolicyType", root->line,
             node_of_text(&objects->arena, tracking ? "TargetTrackingScaling" : "PredictiveScaling",
                          root->line, root->column));
    node_add(&members, tracking ? "TargetTrackingConfiguration" : "PredictiveScalingConfiguration",
             root->line, root);
    node_close(&objects->arena, &members, body);
    add(tree, body, OBJECT_POLICY, &platform_ec2, objects);
    return true;
}

bool is_aws_cli(const struct node *root)
{
    enum object_kind kind;
    if (root->kind == NODE_LIST)
        return root->entries > 0 && classify(root->entry[0].value, &kind);
    for (size_t i = 0; i < LISTS; i++) {
        if (has(root, lists[i].key))
            return true;
    }
    return classify(root, &kind) || has(root, "MetricSpecifications") ||
           (has(root, "TargetValue") && (has(root, "PredefinedMetricSpecification") ||
                                         has(root, "CustomizedMetricSpecification")));
}

/// One object, of a flat file or of a list of them.
static int add_flat(const struct value_tree *tree, const struct node *node,
                    struct raw_objects *objects, struct err *err)
{
    enum object_kind kind;
    if (!classify(node, &kind))
        return err_at(err, tree->file, node->line, NULL,
                      "an object that is no policy, alarm, group or scheduled action of AWS");
    if (kind == OBJECT_WARM_POOL && has(node, "WarmPoolConfiguration")) {
        // describe-warm-pool: the settings with the instances beside them, the group not named.
        const struct node *pool = node_get(node, "WarmPoolConfiguration");
        if (pool->kind != NODE_NULL)
            add(tree, pool, kind, &platform_ec2, objects);
        return 0;
    }
    add(tree, node, kind, &platform_ec2, objects);
    return 0;
}

int read_aws_cli(const struct value_tree *tree, const struct node *root,
                 struct raw_objects *objects, struct err *err)
{
    if (root->kind == NODE_LIST) {
        int result = 0;
        for (size_t i = 0; i < root->entries && result == 0; i++)
            result = add_flat(tree, root->entry[i].value, objects, err);
        return result;
    }
    const struct node *more = node_get(root, "NextToken");
    if (more != NULL && more->kind == NODE_TEXT)
        return err_at(err, tree->file, more->line, "NextToken",
                      "the list is cut off here; ask for all of it (without --no-paginate and "
                      "--max-items)");
    bool found = false;
    for (size_t i = 0; i < LISTS; i++) {
        const struct node *list = node_get(root, lists[i].key);
        if (list == NULL)
            continue;
        found = true;
        if (add_list(tree, list, &lists[i], objects, err) != 0)
            return -1;
    }
    return found || add_bare(tree, root, objects) ? 0 : add_flat(tree, root, objects, err);
}
