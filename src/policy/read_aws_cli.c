// What the AWS command line gives (describe-...) and takes (put-..., --cli-input-json): lists of
// objects under a key each, or one object flat.
#include "policy/part.h"

#include <string.h>

/// A list of a describe command. Policies and scheduled actions of both services have one key each.
struct described {
    const char *key;
    enum part_kind kind;
    enum policy_platform platform;
};

static const struct described lists[] = {
    {"AutoScalingGroups", PART_GROUP, PLATFORM_EC2},
    {"ScalingPolicies", PART_POLICY, PLATFORM_EC2},
    {"MetricAlarms", PART_ALARM, PLATFORM_EC2},
    {"ScheduledUpdateGroupActions", PART_SCHEDULED, PLATFORM_EC2},
    {"LifecycleHooks", PART_HOOK, PLATFORM_EC2},
    {"ScalableTargets", PART_GROUP, PLATFORM_APPLICATION},
    {"ScheduledActions", PART_SCHEDULED, PLATFORM_APPLICATION},
};

enum { LISTS = sizeof lists / sizeof lists[0] };

static bool has(const struct node *node, const char *key)
{
    return node_get(node, key) != NULL;
}

/// What a flat object is, told by the keys that only it has; false when it is none.
static bool classify(const struct node *node, enum part_kind *kind)
{
    if (has(node, "AlarmName") || (has(node, "ComparisonOperator") && has(node, "Threshold")))
        *kind = PART_ALARM;
    else if (has(node, "ScheduledActionName"))
        *kind = PART_SCHEDULED;
    else if (has(node, "LifecycleHookName"))
        *kind = PART_HOOK;
    else if (has(node, "PolicyName") || has(node, "PolicyType"))
        *kind = PART_POLICY;
    else if (has(node, "PoolState") || has(node, "MaxGroupPreparedCapacity") ||
             has(node, "InstanceReusePolicy") || has(node, "WarmPoolConfiguration"))
        *kind =
            has(node, "AutoScalingGroupName") && has(node, "MaxSize") ? PART_GROUP : PART_WARM_POOL;
    else if (has(node, "AutoScalingGroupName") || has(node, "MaxCapacity"))
        *kind = PART_GROUP;
    else
        return false;
    return true;
}

static const char *const *read_actions(struct parts *parts, const struct node *body, size_t *count)
{
    const struct node *list = node_get(body, "AlarmActions");
    *count = 0;
    if (list == NULL || list->kind != NODE_LIST || list->entries == 0)
        return NULL;
    const char **action = arena_alloc(&parts->arena, list->entries * sizeof *action);
    for (size_t i = 0; i < list->entries; i++) {
        if (list->entry[i].value->kind == NODE_TEXT)
            action[(*count)++] = list->entry[i].value->text;
    }
    return action;
}

static void add(const struct value_tree *tree, const struct node *body, enum part_kind kind,
                enum policy_platform platform, struct parts *parts)
{
    static const char *const name_key[] = {
        [PART_GROUP] = "AutoScalingGroupName",
        [PART_POLICY] = "PolicyName",
        [PART_ALARM] = "AlarmName",
        [PART_SCHEDULED] = "ScheduledActionName",
        [PART_HOOK] = "LifecycleHookName",
        [PART_WARM_POOL] = "AutoScalingGroupName",
    };
    bool application = has(body, "ResourceId") || has(body, "ServiceNamespace");
    struct part part = {
        .kind = kind,
        .platform = application ? PLATFORM_APPLICATION : platform,
        .body = body,
        .file = tree->file,
        .name = part_text(body, application && kind == PART_GROUP ? "ResourceId" : name_key[kind]),
        .arn = part_text(body, "PolicyARN"),
        .group = part_text(body, application ? "ResourceId" : "AutoScalingGroupName"),
        .scope = application ? part_text(body, "ScalableDimension") : NULL,
    };
    if (kind == PART_ALARM)
        part.action = read_actions(parts, body, &part.actions);
    parts_add(parts, &part);
}

static int add_list(const struct value_tree *tree, const struct node *list,
                    const struct described *what, struct parts *parts, struct err *err)
{
    if (list->kind != NODE_LIST)
        return err_at(err, tree->file, list->line, what->key, "a list is expected");
    for (size_t i = 0; i < list->entries; i++) {
        if (list->entry[i].value->kind != NODE_MAP)
            return err_at(err, tree->file, list->entry[i].line, what->key,
                          "a list of objects is expected");
        add(tree, list->entry[i].value, what->kind, what->platform, parts);
    }
    return 0;
}

/// A file for --target-tracking-configuration or --predictive-scaling-configuration: a policy's
/// settings without the policy.
static bool add_bare(const struct value_tree *tree, const struct node *root, struct parts *parts)
{
    bool tracking = has(root, "TargetValue") && (has(root, "PredefinedMetricSpecification") ||
                                                 has(root, "CustomizedMetricSpecification"));
    if (!tracking && !has(root, "MetricSpecifications"))
        return false;
    struct node_builder members = {0};
    struct node *body = node_new(&parts->arena, NODE_MAP, root->line, root->column);
    node_add(&members, "PolicyType", root->line,
             node_of_text(&parts->arena, tracking ? "TargetTrackingScaling" : "PredictiveScaling",
                          root->line, root->column));
    node_add(&members, tracking ? "TargetTrackingConfiguration" : "PredictiveScalingConfiguration",
             root->line, root);
    node_close(&parts->arena, &members, body);
    add(tree, body, PART_POLICY, PLATFORM_EC2, parts);
    return true;
}

bool is_aws_cli(const struct node *root)
{
    enum part_kind kind;
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
static int add_flat(const struct value_tree *tree, const struct node *node, struct parts *parts,
                    struct err *err)
{
    enum part_kind kind;
    if (!classify(node, &kind))
        return err_at(err, tree->file, node->line, NULL,
                      "an object that is no policy, alarm, group or scheduled action of AWS");
    if (kind == PART_WARM_POOL && has(node, "WarmPoolConfiguration")) {
        // describe-warm-pool: the settings with the instances beside them, the group not named.
        const struct node *pool = node_get(node, "WarmPoolConfiguration");
        if (pool->kind != NODE_NULL)
            add(tree, pool, kind, PLATFORM_EC2, parts);
        return 0;
    }
    add(tree, node, kind, PLATFORM_EC2, parts);
    return 0;
}

int read_aws_cli(const struct value_tree *tree, const struct node *root, struct parts *parts,
                 struct err *err)
{
    if (root->kind == NODE_LIST) {
        int result = 0;
        for (size_t i = 0; i < root->entries && result == 0; i++)
            result = add_flat(tree, root->entry[i].value, parts, err);
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
        if (add_list(tree, list, &lists[i], parts, err) != 0)
            return -1;
    }
    return found || add_bare(tree, root, parts) ? 0 : add_flat(tree, root, parts, err);
}
