// JSON: jansson says whether it is any; a walk over the text that is known to be valid then adds
// what jansson does not keep, the places of the values.
#include "base/ascii.h"
#include "base/number.h"
#include "policy/core/value_tree.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

struct walk {
    struct arena *arena;
    const char *file;
    const char *at, *end;
    const char *line_start;
    size_t line;
    size_t depth;
    struct err *err;
};

static void skip_space(struct walk *walk)
{
    while (walk->at < walk->end && ascii_is_space(*walk->at)) {
        if (*walk->at++ == '\n') {
            walk->line++;
            walk->line_start = walk->at;
        }
    }
}

/// The text of the string that begins here; jansson undoes its escapes where it has any.
static const char *take_string(struct walk *walk)
{
    const char *start = walk->at++;
    bool escaped = false;
    while (*walk->at != '"') {
        escaped = escaped || *walk->at == '\\';
        walk->at += *walk->at == '\\' ? 2 : 1;
    }
    walk->at++;
    if (!escaped)
        return arena_strndup(walk->arena, start + 1, (size_t)(walk->at - start) - 2);
    json_t *value = json_loadb(start, (size_t)(walk->at - start), JSON_DECODE_ANY, NULL);
    const char *text = json_string_value(value);
    text = arena_strdup(walk->arena, text == NULL ? "" : text);
    json_decref(value);
    return text;
}

static struct node *take_literal(struct walk *walk, struct node *node)
{
    const char *start = walk->at;
    while (walk->at < walk->end && strchr(",]}", *walk->at) == NULL && !ascii_is_space(*walk->at))
        walk->at++;
    size_t length = (size_t)(walk->at - start);
    node->text = arena_strndup(walk->arena, start, length);
    if (*start == 't' || *start == 'f') {
        node->kind = NODE_BOOL;
        node->truth = *start == 't';
    } else if (*start != 'n') {
        node->kind = NODE_NUMBER;
        node->number = NAN;
        (void)number_parse(start, length, &node->number);
    }
    return node;
}

static struct node *take_value(struct walk *walk);

/// The members up to `close`; the walk stands behind the opening bracket.
static int take_members(struct walk *walk, struct node *node, char close)
{
    struct node_builder members = {0};
    int result = 0;
    for (skip_space(walk); *walk->at != close; skip_space(walk)) {
        if (*walk->at == ',') {
            walk->at++;
            continue;
        }
        size_t line = walk->line;
        const char *key = NULL;
        if (close == '}') {
            key = take_string(walk);
            skip_space(walk);
            walk->at++; // the colon
            skip_space(walk);
        }
        const struct node *value = take_value(walk);
        if (value == NULL) {
            result = -1;
            break;
        }
        node_add(&members, key, line, value);
    }
    node_close(walk->arena, &members, node);
    walk->at++;
    return result == 0 && close == '}' ? node_check_keys(walk->file, node, walk->err) : result;
}

static struct node *take_value(struct walk *walk)
{
    skip_space(walk);
    size_t column = (size_t)(walk->at - walk->line_start) + 1;
    struct node *node = node_new(walk->arena, NODE_NULL, walk->line, column);
    char c = *walk->at;
    if (c == '"') {
        node->kind = NODE_TEXT;
        node->text = take_string(walk);
        return node;
    }
    if (c != '{' && c != '[')
        return take_literal(walk, node);
    if (++walk->depth > VALUE_TREE_DEPTH_MAX) {
        (void)err_at(walk->err, walk->file, walk->line, NULL,
                     "column %zu: more than %d values within each other; no policy is as deep",
                     column, VALUE_TREE_DEPTH_MAX);
        return NULL;
    }
    node->kind = c == '{' ? NODE_MAP : NODE_LIST;
    walk->at++;
    int result = take_members(walk, node, c == '{' ? '}' : ']');
    walk->depth--;
    return result == 0 ? node : NULL;
}

int value_tree_parse_json(struct value_tree *tree, const char *bytes, size_t length,
                          struct err *err)
{
    json_error_t error;
    // Without JSON_ALLOW_NUL: a text with a NUL in it is an error, so every string below ends in
    // one.
    json_t *valid = json_loadb(bytes, length, JSON_DECODE_INT_AS_REAL, &error);
    if (valid == NULL) {
        char said[JSON_ERROR_TEXT_LENGTH * 2];
        return err_at(err, tree->file, error.line < 1 ? 1 : (size_t)error.line, NULL,
                      "column %d: not JSON: %s", error.column,
                      err_quote(said, sizeof said, error.text, strlen(error.text)));
    }
    json_decref(valid);
    struct walk walk = {.arena = &tree->arena,
                        .file = tree->file,
                        .at = bytes,
                        .end = bytes + length,
                        .line_start = bytes,
                        .line = 1,
                        .err = err};
    const struct node *root = take_value(&walk);
    if (root == NULL)
        return -1;
    tree->root = arena_alloc(&tree->arena, sizeof *tree->root);
    tree->root[0] = root;
    tree->roots = 1;
    return 0;
}

const char *json_library_version(void)
{
    return JANSSON_VERSION;
}
