// YAML: libyaml's events become the tree; scalars get their kind by the core schema of YAML 1.2.
#include "base/ascii.h"
#include "base/number.h"
#include "base/vec.h"
#include "policy/core/value_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

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

/// The value that a node with this tag (NULL: none) is: !Ref X is {"Ref": "X"}, !GetAtt A.B is
/// {"Fn::GetAtt": ["A", "B"]}, any other !F v is {"Fn::F": v} (CloudFormation user guide,
/// "Intrinsic function reference"). NULL after an error: a tag of some other program.
static const struct node *tag_apply(struct arena *arena, const char *file, const char *tag,
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

struct anchor {
    const char *name;
    const struct node *node;
};

struct yaml_walk {
    struct arena *arena;
    const char *file;
    yaml_parser_t parser;
    yaml_event_t event;
    struct anchor *anchor;
    size_t anchors, anchors_capacity;
    size_t depth;
    const char *text;
    bool template; ///< the text holds {{ or {%
    struct err *err;
};

/// Whether the blanks at the beginning of a line, counted from 0, hold a tab.
static bool is_indented_by_tab(const char *text, size_t line)
{
    for (; line > 0 && text != NULL; line--) {
        text = strchr(text, '\n');
        text = text == NULL ? NULL : text + 1;
    }
    return text != NULL && text[strspn(text, " ")] == '\t';
}

static int next_event(struct yaml_walk *walk)
{
    yaml_event_delete(&walk->event);
    if (yaml_parser_parse(&walk->parser, &walk->event) == 1)
        return 0;
    const yaml_parser_t *parser = &walk->parser;
    if (walk->template)
        return err_at(walk->err, walk->file, parser->problem_mark.line + 1, NULL,
                      "a template, not YAML yet; render it first (helm template CHART)");
    if (is_indented_by_tab(walk->text, parser->problem_mark.line))
        return err_at(walk->err, walk->file, parser->problem_mark.line + 1, NULL,
                      "indented by a tab, which YAML does not allow: write blanks instead");
    char said[256];
    const char *problem = parser->problem == NULL ? "unreadable" : parser->problem;
    return err_at(walk->err, walk->file, parser->problem_mark.line + 1, NULL,
                  "column %zu: not JSON or YAML: %s", parser->problem_mark.column + 1,
                  err_quote(said, sizeof said, problem, strlen(problem)));
}

static bool is_one_of(const char *text, const char *words)
{
    size_t length = strlen(text);
    for (const char *at = words; *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, text, length) == 0)
            return true;
        at += word + (at[word] == ' ');
    }
    return false;
}

/// Integers in base 8 and 16 of the core schema.
static bool based_number(const char *text, double *value)
{
    if (text[0] != '0' || (text[1] != 'x' && text[1] != 'o') || text[2] == '\0')
        return false;
    double base = text[1] == 'x' ? 16.0 : 8.0;
    double sum = 0.0;
    for (const char *at = text + 2; *at != '\0'; at++) {
        char c = ascii_to_lower(*at);
        double digit = ascii_is_digit(c)        ? (double)(c - '0')
                       : (c >= 'a' && c <= 'f') ? (double)(c - 'a' + 10)
                                                : 99.0;
        if (digit >= base)
            return false;
        sum = sum * base + digit;
    }
    *value = sum;
    return isfinite(sum);
}

static void type_plain(struct node *node)
{
    const char *text = node->text;
    if (*text == '\0' || is_one_of(text, "~ null Null NULL")) {
        node->kind = NODE_NULL;
    } else if (is_one_of(text, "true True TRUE false False FALSE")) {
        node->kind = NODE_BOOL;
        node->truth = ascii_to_lower(*text) == 't';
    } else if (number_parse(text, strlen(text), &node->number) ||
               based_number(text, &node->number)) {
        node->kind = NODE_NUMBER;
    }
}

static int take_scalar(struct yaml_walk *walk, struct node *node)
{
    const char *value = (const char *)walk->event.data.scalar.value;
    size_t length = walk->event.data.scalar.length;
    if (memchr(value, '\0', length) != NULL)
        return err_at(walk->err, walk->file, node->line, NULL, "column %zu: a NUL in a text",
                      node->column);
    node->kind = NODE_TEXT;
    node->text = arena_strndup(walk->arena, value, length);
    const char *tag = (const char *)walk->event.data.scalar.tag;
    // A tag such as !!str or "!" settles the kind; one of a number or truth asks for what plain
    // has.
    bool typed =
        tag != NULL && (strcmp(tag, YAML_INT_TAG) == 0 || strcmp(tag, YAML_FLOAT_TAG) == 0 ||
                        strcmp(tag, YAML_BOOL_TAG) == 0 || strcmp(tag, YAML_NULL_TAG) == 0);
    if (typed || (tag == NULL && walk->event.data.scalar.plain_implicit))
        type_plain(node);
    return 0;
}

static const struct node *take_node(struct yaml_walk *walk);

/// The parts of a merge key's value (YAML 1.1, still what people write): own keys win, earlier ones
/// win over later ones.
static int merge(struct yaml_walk *walk, struct node_builder *members, const struct node *from)
{
    if (from->kind == NODE_LIST) {
        for (size_t i = 0; i < from->entries; i++) {
            if (from->entry[i].value->kind != NODE_MAP ||
                merge(walk, members, from->entry[i].value))
                return err_at(walk->err, walk->file, from->line, "<<",
                              "a merge key takes a map or a list of maps");
        }
        return 0;
    }
    if (from->kind != NODE_MAP)
        return err_at(walk->err, walk->file, from->line, "<<",
                      "a merge key takes a map or a list of maps");
    for (size_t i = 0; i < from->entries; i++) {
        bool there = false;
        for (size_t j = 0; j < members->count && !there; j++)
            there = strcmp(members->entry[j].key, from->entry[i].key) == 0;
        if (!there)
            node_add(members, from->entry[i].key, from->entry[i].line, from->entry[i].value);
    }
    return 0;
}

/// The key that the current event gives; NULL after an error.
static const char *take_key(struct yaml_walk *walk)
{
    size_t line = walk->event.start_mark.line + 1;
    if (walk->event.type == YAML_SCALAR_EVENT) {
        struct node key = {.line = line};
        return take_scalar(walk, &key) == 0 ? key.text : NULL;
    }
    if (walk->template)
        (void)err_at(walk->err, walk->file, line, NULL,
                     "a template, not YAML yet; render it first (helm template CHART)");
    else
        (void)err_at(walk->err, walk->file, line, NULL,
                     "column %zu: a key that is no text; no policy has such keys",
                     walk->event.start_mark.column + 1);
    return NULL;
}

static int take_map(struct yaml_walk *walk, struct node *node)
{
    struct node_builder members = {0};
    struct node_builder merged = {0};
    int result = next_event(walk);
    while (result == 0 && walk->event.type != YAML_MAPPING_END_EVENT) {
        size_t line = walk->event.start_mark.line + 1;
        const char *key = take_key(walk);
        const struct node *value = NULL;
        if (key != NULL && next_event(walk) == 0)
            value = take_node(walk);
        if (value == NULL) {
            result = -1;
        } else {
            node_add(strcmp(key, "<<") == 0 ? &merged : &members, key, line, value);
            result = next_event(walk);
        }
    }
    if (result == 0 && merged.count > 0) {
        struct node own = {.kind = NODE_MAP, .entry = members.entry, .entries = members.count};
        result = node_check_keys(walk->file, &own, walk->err);
    }
    for (size_t i = 0; i < merged.count && result == 0; i++)
        result = merge(walk, &members, merged.entry[i].value);
    free(merged.entry);
    node_close(walk->arena, &members, node);
    return result == 0 ? node_check_keys(walk->file, node, walk->err) : -1;
}

static int take_list(struct yaml_walk *walk, struct node *node)
{
    struct node_builder members = {0};
    int result = next_event(walk);
    while (result == 0 && walk->event.type != YAML_SEQUENCE_END_EVENT) {
        const struct node *value = take_node(walk);
        if (value == NULL) {
            result = -1;
        } else {
            node_add(&members, NULL, value->line, value);
            result = next_event(walk);
        }
    }
    node_close(walk->arena, &members, node);
    return result;
}

static const struct node *find_anchor(struct yaml_walk *walk)
{
    const char *name = (const char *)walk->event.data.alias.anchor;
    for (size_t i = walk->anchors; i > 0; i--) {
        if (strcmp(walk->anchor[i - 1].name, name) == 0)
            return walk->anchor[i - 1].node;
    }
    char quoted[160];
    (void)err_at(walk->err, walk->file, walk->event.start_mark.line + 1, NULL,
                 "column %zu: the alias *%s has no anchor before it",
                 walk->event.start_mark.column + 1,
                 err_quote(quoted, sizeof quoted, name, strlen(name)));
    return NULL;
}

static const char *copy_or_null(struct arena *arena, const yaml_char_t *text)
{
    return text == NULL ? NULL : arena_strdup(arena, (const char *)text);
}

/// The value that the current event begins; the walk then stands on its last event.
static const struct node *take_node(struct yaml_walk *walk)
{
    const yaml_event_t *event = &walk->event;
    if (event->type == YAML_ALIAS_EVENT)
        return find_anchor(walk);
    struct node *node =
        node_new(walk->arena, NODE_NULL, event->start_mark.line + 1, event->start_mark.column + 1);
    const char *anchor = NULL;
    const char *tag = NULL;
    int result = 0;
    if (++walk->depth > VALUE_TREE_DEPTH_MAX) {
        (void)err_at(walk->err, walk->file, node->line, NULL,
                     "column %zu: more than %d values within each other; no policy is as deep",
                     node->column, VALUE_TREE_DEPTH_MAX);
        return NULL;
    }
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = copy_or_null(walk->arena, event->data.scalar.anchor);
        tag = copy_or_null(walk->arena, event->data.scalar.tag);
        result = take_scalar(walk, node);
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = copy_or_null(walk->arena, event->data.mapping_start.anchor);
        tag = copy_or_null(walk->arena, event->data.mapping_start.tag);
        node->kind = NODE_MAP;
        result = take_map(walk, node);
    } else {
        anchor = copy_or_null(walk->arena, event->data.sequence_start.anchor);
        tag = copy_or_null(walk->arena, event->data.sequence_start.tag);
        node->kind = NODE_LIST;
        result = take_list(walk, node);
    }
    walk->depth--;
    if (result != 0)
        return NULL;
    // Aliases share what they stand for, so only the walk over them could grow without bound.
    if (node->weight > VALUE_TREE_VALUES_MAX) {
        (void)err_at(walk->err, walk->file, node->line, NULL,
                     "column %zu: its aliases stand for more than %d values; write them out",
                     node->column, VALUE_TREE_VALUES_MAX);
        return NULL;
    }
    const struct node *value = tag_apply(walk->arena, walk->file, tag, node, walk->err);
    if (value != NULL && anchor != NULL) {
        struct anchor named = {.name = anchor, .node = value};
        VEC_PUSH(walk->anchor, walk->anchors, walk->anchors_capacity, named);
    }
    return value;
}

static int take_stream(struct yaml_walk *walk, struct value_tree *tree)
{
    struct node_builder roots = {0};
    int result = next_event(walk);
    while (result == 0 && walk->event.type != YAML_STREAM_END_EVENT) {
        if (walk->event.type == YAML_DOCUMENT_START_EVENT) {
            walk->anchors = 0;
            result = next_event(walk);
            const struct node *root = result == 0 ? take_node(walk) : NULL;
            if (root == NULL) {
                result = -1;
                break;
            }
            if (root->kind != NODE_NULL)
                node_add(&roots, NULL, root->line, root);
        }
        result = next_event(walk);
    }
    tree->roots = roots.count;
    tree->root = arena_alloc(walk->arena, (roots.count + 1) * sizeof *tree->root);
    for (size_t i = 0; i < roots.count; i++)
        tree->root[i] = roots.entry[i].value;
    free(roots.entry);
    return result;
}

int value_tree_parse_yaml(struct value_tree *tree, const char *bytes, size_t length,
                          struct err *err)
{
    struct yaml_walk walk = {.arena = &tree->arena, .file = tree->file, .err = err};
    const char *text = arena_strndup(&tree->arena, bytes, length);
    walk.text = text;
    walk.template = text_is_template(text);
    if (yaml_parser_initialize(&walk.parser) != 1)
        return err_set(err, ERR_SYSTEM, "out of memory while reading YAML");
    yaml_parser_set_encoding(&walk.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&walk.parser, (const unsigned char *)text, length);
    int result = take_stream(&walk, tree);
    yaml_event_delete(&walk.event);
    yaml_parser_delete(&walk.parser);
    free(walk.anchor);
    if (result == 0 && tree->roots == 0)
        return err_at(err, tree->file, 0, NULL, "no value in it; a scaling policy is expected");
    return result;
}

const char *yaml_library_version(void)
{
    return yaml_get_version_string();
}
