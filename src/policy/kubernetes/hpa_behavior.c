#include "policy/kubernetes/kubernetes_parts.h"

#include <math.h>

static const double LARGEST = 1e9;

/// Longest stabilization window and longest period of a rate limit (autoscaling/v2 API).

static void read_limit(struct fields *fields, const struct node *item, struct rate_limit *limit)
{
    static const struct key_rule rules[] = {
        {"type", KEY_READ, NULL},
        {"value", KEY_READ, NULL},
        {"periodSeconds", KEY_READ, NULL},
    };
    static const struct field_word types[] = {{"Pods", 0}, {"Percent", 1}};
    *limit = (struct rate_limit){.origin = field_origin(fields, item)};
    if (item->kind != NODE_MAP)
        field_refuse(fields, item, NULL, "a rate limit is an object");
    field_check_keys(fields, item, "a scaling rate limit", FIELD_LIST(rules), false);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        field_require(fields, item, rules[i].key, NULL);
    limit->percent = field_choice(fields, item, "type", FIELD_LIST(types), 0) != 0;
    limit->value = field_whole(fields, item, "value", -LARGEST, LARGEST);
    limit->period_s = field_whole(fields, item, "periodSeconds", -LARGEST, LARGEST);
}

static void read_rules(struct fields *fields, const struct node *body, struct scaling_rules *into)
{
    static const struct key_rule rules[] = {
        {"stabilizationWindowSeconds", KEY_READ, NULL},
        {"selectPolicy", KEY_READ, NULL},
        {"policies", KEY_READ, NULL},
        {"tolerance", KEY_READ, NULL},
    };
    static const struct field_word selections[] = {
        {"Max", SELECT_MAX},
        {"Min", SELECT_MIN},
        {"Disabled", SELECT_DISABLED},
    };
    if (body == NULL)
        return;
    field_check_keys(fields, body, "scaling rules", FIELD_LIST(rules), false);
    into->stabilization_s =
        field_whole(fields, body, "stabilizationWindowSeconds", -LARGEST, LARGEST);
    into->select = (enum select_policy)field_choice(fields, body, "selectPolicy",
                                                    FIELD_LIST(selections), SELECT_MAX);
    into->tolerance = kubernetes_quantity_or_zero(fields, body, "tolerance");
    const struct node *list = field_list(fields, body, "policies");
    if (list == NULL || list->entries == 0)
        return;
    into->limit = arena_alloc(fields->arena, list->entries * sizeof *into->limit);
    for (size_t i = 0; i < list->entries && !fields->failed; i++)
        read_limit(fields, list->entry[i].value, &into->limit[into->limits++]);
}

void behavior_read(struct fields *fields, const struct node *body, struct replica_policy *replicas)
{
    static const struct key_rule rules[] = {
        {"scaleUp", KEY_READ, NULL},
        {"scaleDown", KEY_READ, NULL},
    };
    if (body == NULL)
        return;
    replicas->has_behavior = true;
    field_check_keys(fields, body, "behavior", FIELD_LIST(rules), false);
    read_rules(fields, field_map(fields, body, "scaleUp"), &replicas->up);
    read_rules(fields, field_map(fields, body, "scaleDown"), &replicas->down);
}
