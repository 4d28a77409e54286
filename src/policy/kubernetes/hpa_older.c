// What older versions of autoscaling/v2 say, in the words of today: metrics of v2beta1, which are
// also those of the annotation that autoscaling/v1 keeps them in, and the annotation of behavior.
#include "base/ascii.h"
#include "policy/kubernetes/kubernetes_parts.h"

#include <stdlib.h>
#include <string.h>

static const char metrics_annotation[] = "autoscaling.alpha.kubernetes.io/metrics";
static const char behavior_annotation[] = "autoscaling.alpha.kubernetes.io/behavior";

/// A target of v2beta1 and what it is today.
static const struct {
    const char *older, *type, *key;
} older_targets[] = {
    {"targetAverageUtilization", "Utilization", "averageUtilization"},
    {"targetAverageValue", "AverageValue", "averageValue"},
    {"averageValue", "AverageValue", "averageValue"},
    {"targetValue", "Value", "value"},
};

struct rewriting {
    struct arena *arena;
    size_t line; ///< of the annotation, 0: each value has its own
};

static size_t line_of(const struct rewriting *rewriting, const struct node *node)
{
    return rewriting->line == 0 ? node->line : rewriting->line;
}

static struct node *new_map(const struct rewriting *rewriting, const struct node *like)
{
    return node_new(rewriting->arena, NODE_MAP, line_of(rewriting, like), like->column);
}

/// A deep copy at the annotation's line; `lower` writes keys as the API does, not as its Go
/// structs.
static const struct node *copy(const struct rewriting *rewriting, const struct node *node,
                               bool lower)
{
    struct node *made =
        node_new(rewriting->arena, node->kind, line_of(rewriting, node), node->column);
    struct node_builder members = {0};
    if (node->kind != NODE_MAP && node->kind != NODE_LIST) {
        *made = *node;
        made->line = line_of(rewriting, node);
        made->text = node->text == NULL ? NULL : arena_strdup(rewriting->arena, node->text);
        return made;
    }
    for (size_t i = 0; i < node->entries; i++) {
        const struct node_entry *entry = &node->entry[i];
        char *key = entry->key == NULL ? NULL : arena_strdup(rewriting->arena, entry->key);
        if (key != NULL && lower && key[0] >= 'A' && key[0] <= 'Z')
            key[0] = (char)(key[0] - 'A' + 'a');
        node_add(&members, key, line_of(rewriting, entry->value),
                 copy(rewriting, entry->value, lower));
    }
    node_close(rewriting->arena, &members, made);
    return made;
}

static const struct node *text_node(const struct rewriting *rewriting, const struct node *like,
                                    const char *text)
{
    return node_of_text(rewriting->arena, text, line_of(rewriting, like), like->column);
}

/// {"type": "Value", "value": ...}, where the settings have a target of v2beta1; NULL.
static const struct node *target_of(const struct rewriting *rewriting, const struct node *settings)
{
    for (size_t i = 0; i < sizeof older_targets / sizeof *older_targets; i++) {
        const struct node *value = node_get(settings, older_targets[i].older);
        // A null stands beside the one that is used.
        if (value == NULL || value->kind == NODE_NULL || node_is(value, "0"))
            continue;
        struct node *target = new_map(rewriting, settings);
        struct node_builder members = {0};
        node_add(&members, "type", target->line,
                 text_node(rewriting, settings, older_targets[i].type));
        node_add(&members, older_targets[i].key, target->line, copy(rewriting, value, false));
        node_close(rewriting->arena, &members, target);
        return target;
    }
    return NULL;
}

/// {"name": ..., "selector": ...} of metricName and its selector.
static const struct node *identifier_of(const struct rewriting *rewriting,
                                        const struct node *settings, const struct node *name)
{
    static const char *const selectors[] = {"selector", "metricSelector"};
    struct node *identifier = new_map(rewriting, settings);
    struct node_builder members = {0};
    node_add(&members, "name", identifier->line, copy(rewriting, name, false));
    for (size_t i = 0; i < sizeof selectors / sizeof *selectors; i++) {
        const struct node *selector = node_get(settings, selectors[i]);
        if (selector != NULL && selector->kind == NODE_MAP)
            node_add(&members, "selector", identifier->line, copy(rewriting, selector, false));
    }
    node_close(rewriting->arena, &members, identifier);
    return identifier;
}

static const struct node *settings_of(const struct rewriting *rewriting,
                                      const struct node *settings)
{
    static const char *const kept[] = {"name", "container"};
    const struct node *target = target_of(rewriting, settings);
    const struct node *name = node_get(settings, "metricName");
    if (settings->kind != NODE_MAP || (target == NULL && name == NULL))
        return copy(rewriting, settings, false); // as it is today
    struct node *made = new_map(rewriting, settings);
    struct node_builder members = {0};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const struct node *value = node_get(settings, kept[i]);
        if (value != NULL)
            node_add(&members, kept[i], made->line, copy(rewriting, value, false));
    }
    if (name != NULL)
        node_add(&members, "metric", made->line, identifier_of(rewriting, settings, name));
    const struct node *described = node_get(settings, "target");
    if (described != NULL)
        node_add(&members, "describedObject", made->line, copy(rewriting, described, false));
    if (target != NULL)
        node_add(&members, "target", made->line, target);
    node_close(rewriting->arena, &members, made);
    return made;
}

static const struct node *metric_of(const struct rewriting *rewriting, const struct node *metric)
{
    if (metric->kind != NODE_MAP)
        return copy(rewriting, metric, false);
    struct node *made = new_map(rewriting, metric);
    struct node_builder members = {0};
    for (size_t i = 0; i < metric->entries; i++) {
        const struct node_entry *entry = &metric->entry[i];
        if (entry->value->kind == NODE_NULL)
            continue;
        node_add(&members, arena_strdup(rewriting->arena, entry->key), made->line,
                 strcmp(entry->key, "type") == 0 ? copy(rewriting, entry->value, false)
                                                 : settings_of(rewriting, entry->value));
    }
    node_close(rewriting->arena, &members, made);
    return made;
}

const struct node *hpa_older_metrics(struct arena *arena, const struct node *list, size_t line)
{
    const struct rewriting rewriting = {arena, line};
    struct node *made = node_new(arena, NODE_LIST, line_of(&rewriting, list), list->column);
    struct node_builder members = {0};
    for (size_t i = 0; i < list->entries; i++)
        node_add(&members, NULL, line_of(&rewriting, list->entry[i].value),
                 metric_of(&rewriting, list->entry[i].value));
    node_close(arena, &members, made);
    return made;
}

/// The JSON of an annotation, which is to be of this kind; NULL where there is none.
static const struct node *annotation(struct fields *fields, const struct node *body,
                                     const char *key, enum node_kind kind, struct value_tree *tree)
{
    const struct node *annotations =
        field_map(fields, field_map(fields, body, "metadata"), "annotations");
    const struct node *value = field_raw(annotations, key);
    if (value == NULL || value->text == NULL)
        return NULL;
    struct err inner = {0};
    if (value_tree_parse(tree, fields->file, value->text, strlen(value->text), &inner) != 0 ||
        tree->roots != 1 || tree->root[0]->kind != kind) {
        field_refuse(fields, annotations, key, "it does not hold the JSON that kubectl writes");
        return NULL;
    }
    return tree->root[0];
}

const struct node *hpa_annotation_metrics(struct fields *fields, const struct node *body)
{
    struct value_tree tree = {0};
    const struct node *list = annotation(fields, body, metrics_annotation, NODE_LIST, &tree);
    const struct node *made =
        list == NULL ? NULL : hpa_older_metrics(fields->arena, list, body->line);
    value_tree_release(&tree);
    return made;
}

const struct node *hpa_annotation_behavior(struct fields *fields, const struct node *body)
{
    struct value_tree tree = {0};
    const struct node *map = annotation(fields, body, behavior_annotation, NODE_MAP, &tree);
    const struct rewriting rewriting = {fields->arena, body->line};
    const struct node *made = map == NULL ? NULL : copy(&rewriting, map, true);
    value_tree_release(&tree);
    return made;
}
