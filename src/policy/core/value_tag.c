#include "policy/core/value_tag.h"

#include <string.h>

static const char yaml_prefix[] = "tag:yaml.org,2002:";

static bool is_function(const char *name)
{
    static const char *const known[] = {
        "And",   "Base64",      "Cidr",   "Equals",    "FindInMap",    "ForEach", "GetAZs",
        "If",    "ImportValue", "Join",   "Length",    "Not",          "Or",      "Select",
        "Split", "Sub",         "GetAtt", "Transform", "ToJsonString",
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i], name) == 0)
            return true;
    }
    return false;
}

/// "A.B.C" as the list "A", "B.C".
static const struct node *attribute(struct arena *arena, const struct node *node)
{
    const char *dot = node->kind == NODE_TEXT ? strchr(node->text, '.') : NULL;
    if (dot == NULL)
        return node;
    struct node *list = node_new(arena, NODE_LIST, node->line, node->column);
    struct node_builder parts = {0};
    const char *head = arena_strndup(arena, node->text, (size_t)(dot - node->text));
    node_add(&parts, NULL, node->line, node_of_text(arena, head, node->line, node->column));
    node_add(&parts, NULL, node->line, node_of_text(arena, dot + 1, node->line, node->column));
    node_close(arena, &parts, list);
    return list;
}

const struct node *tag_apply(struct arena *arena, const char *file, const char *tag,
                             const struct node *node, struct err *err)
{
    if (tag == NULL || strcmp(tag, "!") == 0 ||
        strncmp(tag, yaml_prefix, sizeof yaml_prefix - 1) == 0)
        return node;
    const char *name = tag + (tag[0] == '!');
    bool plain = strcmp(name, "Ref") == 0 || strcmp(name, "Condition") == 0;
    if (tag[0] != '!' || (!plain && !is_function(name))) {
        char quoted[160];
        (void)err_at(
            err, file, node->line, NULL,
            "column %zu: the tag %s is not known; CloudFormation's (!Ref, !Sub, !GetAtt ...) "
            "are",
            node->column, err_quote(quoted, sizeof quoted, tag, strlen(tag)));
        return NULL;
    }
    struct node_builder members = {0};
    struct node *map = node_new(arena, NODE_MAP, node->line, node->column);
    const char *key = arena_printf(arena, "%s%s", plain ? "" : "Fn::", name);
    node_add(&members, key, node->line,
             strcmp(name, "GetAtt") == 0 ? attribute(arena, node) : node);
    node_close(arena, &members, map);
    return map;
}
