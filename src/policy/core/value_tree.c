#include "policy/core/value_tree.h"

#include "base/ascii.h"
#include "base/key_index.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

const char value_unknown[] = "(known after apply)";

const struct node *node_get(const struct node *map, const char *key)
{
    if (map == NULL || map->kind != NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->entries; i++) {
        if (strcmp(map->entry[i].key, key) == 0)
            return map->entry[i].value;
    }
    return NULL;
}

bool node_is(const struct node *node, const char *text)
{
    return node != NULL && node->kind == NODE_TEXT && strcmp(node->text, text) == 0;
}

bool text_is_template(const char *text)
{
    return strstr(text, "{{") != NULL || strstr(text, "{%") != NULL;
}

void node_add(struct node_builder *builder, const char *key, size_t line, const struct node *value)
{
    struct node_entry entry = {.key = key, .written = key, .line = line, .value = value};
    VEC_PUSH(builder->entry, builder->count, builder->capacity, entry);
}

void node_close(struct arena *arena, struct node_builder *builder, struct node *node)
{
    node->entries = builder->count;
    node->weight = 1;
    if (builder->count > 0) {
        struct node_entry *copy = arena_alloc(arena, builder->count * sizeof *copy);
        memcpy(copy, builder->entry, builder->count * sizeof *copy);
        node->entry = copy;
    }
    for (size_t i = 0; i < builder->count; i++)
        node->weight += builder->entry[i].value->weight;
    free(builder->entry);
    *builder = (struct node_builder){0};
}

struct node *node_new(struct arena *arena, enum node_kind kind, size_t line, size_t column)
{
    struct node *node = arena_alloc(arena, sizeof *node);
    node->kind = kind;
    node->line = line;
    node->column = column;
    node->weight = 1;
    return node;
}

struct node *node_of_text(struct arena *arena, const char *text, size_t line, size_t column)
{
    struct node *node = node_new(arena, NODE_TEXT, line, column);
    node->text = arena_strdup(arena, text);
    return node;
}

int node_check_keys(const char *file, const struct node *map, struct err *err)
{
    struct key_index index = {0};
    int result = 0;
    for (size_t i = 0; i < map->entries && result == 0; i++) {
        bool added = false;
        const char *key = map->entry[i].key;
        size_t first = key_index_put(&index, key, strlen(key), &added);
        if (!added)
            result = err_at(err, file, map->entry[i].line, key,
                            "stands twice in one object, first in line %zu; which one counts "
                            "depends on the program that reads it: remove one",
                            map->entry[first].line);
    }
    key_index_release(&index);
    return result;
}

/// Whether a line begins a block of Terraform's own language: `resource "TYPE" "NAME" {`.
static bool is_terraform_source(const char *line, size_t length)
{
    static const char *const blocks[] = {"resource \"", "data \"",     "module \"", "provider \"",
                                         "output \"",   "variable \"", "locals {",  "terraform {"};
    while (length > 0 && ascii_is_space(line[length - 1]))
        length--;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        size_t width = strlen(blocks[i]);
        if (length >= width && memcmp(line, blocks[i], width) == 0 && line[length - 1] == '{')
            return true;
    }
    return false;
}

/// Whether the bytes are a program's other form of policies, or no text; the message says what to
/// do.
static int refuse_known(const char *file, const char *bytes, size_t length, struct err *err)
{
    if (memchr(bytes, '\0', length) != NULL)
        return err_at(err, file, 0, NULL,
                      "not a policy: it holds NUL bytes (a Terraform plan file? write it as JSON: "
                      "terraform show -json PLAN)");
    size_t line = 1;
    for (size_t i = 0; i < length;) {
        const char *end = memchr(bytes + i, '\n', length - i);
        size_t stop = end == NULL ? length : (size_t)(end - bytes);
        if (is_terraform_source(bytes + i, stop - i))
            return err_at(
                err, file, line, NULL,
                "Terraform source is not read, as its values are known only to Terraform; "
                "terraform plan -out=PLAN, then terraform show -json PLAN");
        i = stop + 1;
        line++;
    }
    return 0;
}

int value_tree_parse(struct value_tree *tree, const char *file, const char *bytes, size_t length,
                     struct err *err)
{
    tree->file = arena_strdup(&tree->arena, file);
    if (length > VALUE_TREE_BYTES_MAX)
        return err_at(err, file, 0, NULL, "more than %d MiB; no policy is as large",
                      VALUE_TREE_BYTES_MAX >> 20);
    static const char mark[] = "\xef\xbb\xbf";
    if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    size_t start = 0;
    while (start < length && ascii_is_space(bytes[start]))
        start++;
    if (start == length)
        return err_at(err, file, 0, NULL,
                      "empty (did the command that wrote it fail?); a scaling policy is expected");
    if (refuse_known(file, bytes, length, err) != 0)
        return -1;
    bool template = length - start > 1 && bytes[start] == '{' &&
                    (bytes[start + 1] == '{' || bytes[start + 1] == '%');
    if ((bytes[start] == '{' || bytes[start] == '[') && !template)
        return value_tree_parse_json(tree, bytes, length, err);
    return value_tree_parse_yaml(tree, bytes, length, err);
}

void value_tree_release(struct value_tree *tree)
{
    arena_release(&tree->arena);
    *tree = (struct value_tree){0};
}
