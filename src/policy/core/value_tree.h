// A JSON or YAML file as one tree of values that know where they stand, so that every refusal can
// name its line.
#ifndef HEADROOM_POLICY_CORE_VALUE_TREE_H
#define HEADROOM_POLICY_CORE_VALUE_TREE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    VALUE_TREE_BYTES_MAX = 64 << 20, ///< of a file
    VALUE_TREE_DEPTH_MAX = 100,      ///< values in values
    VALUE_TREE_VALUES_MAX = 1000000, ///< of YAML, with every alias counted as what it stands for
};

enum node_kind {
    NODE_NULL,
    NODE_BOOL,
    NODE_NUMBER,
    NODE_TEXT,
    NODE_LIST,
    NODE_MAP,
};

struct node;

/// A member of a list (`key` NULL) or of a map.
struct node_entry {
    const char *key;
    const char *written; ///< the key as the file has it, for messages
    size_t line;         ///< of the key, or of the value in a list
    const struct node *value;
};

struct node {
    enum node_kind kind;
    size_t line, column; ///< from 1
    const char *text;    ///< of a scalar: as written, without quotes and escapes
    double number;
    bool truth;
    const struct node_entry *entry;
    size_t entries;
    size_t weight; ///< values in it, itself included
};

/// One file: JSON is one value, YAML one for each of its documents. Zero-initialise; release with
/// value_tree_release.
struct value_tree {
    struct arena arena;
    const char *file;
    const struct node **root;
    size_t roots;
};

/// Reads a buffer as JSON where it begins with { or [, else as YAML 1.2 (core schema; merge keys;
/// CloudFormation's short tags become the maps that they stand for: !Ref X is {"Ref": "X"}).
/// Errors: not JSON or YAML (with line and column), a key that stands twice, a template that was
/// not rendered, tags of other programs, more than the limits above.
int value_tree_parse(struct value_tree *tree, const char *file, const char *bytes, size_t length,
                     struct err *err);

void value_tree_release(struct value_tree *tree);

/// The value of a member; NULL where there is none, or `map` is NULL or no map.
const struct node *node_get(const struct node *map, const char *key);

/// Whether it is a text of exactly this.
bool node_is(const struct node *node, const char *text);

/// Whether a text holds what a template engine (Helm, Jinja) would have replaced.
bool text_is_template(const char *text);

/// The text that stands for a value which the file says is not known yet; whoever needs it refuses.
extern const char value_unknown[];

/// Version of libyaml that is linked.
const char *yaml_library_version(void);

/// Version of the jansson that was compiled against (2.12 and older cannot tell what is linked).
const char *json_library_version(void);

// For those that build trees.

/// A growing list of members; zero-initialise, then node_close copies it into the arena.
struct node_builder {
    struct node_entry *entry;
    size_t count, capacity;
};

void node_add(struct node_builder *builder, const char *key, size_t line, const struct node *value);

/// Turns what was gathered into the members of `node` and empties the builder.
void node_close(struct arena *arena, struct node_builder *builder, struct node *node);

struct node *node_new(struct arena *arena, enum node_kind kind, size_t line, size_t column);

/// A text node of a copy of `text`.
struct node *node_of_text(struct arena *arena, const char *text, size_t line, size_t column);

/// Refuses a map that has a key twice.
int node_check_keys(const char *file, const struct node *map, struct err *err);

int value_tree_parse_json(struct value_tree *tree, const char *bytes, size_t length,
                          struct err *err);
int value_tree_parse_yaml(struct value_tree *tree, const char *bytes, size_t length,
                          struct err *err);

#endif
