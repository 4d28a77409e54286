// The functions of CloudFormation's templates: parameters, conditions, mappings, texts.
#ifndef HEADROOM_POLICY_AWS_CLOUDFORMATION_FUNCTIONS_H
#define HEADROOM_POLICY_AWS_CLOUDFORMATION_FUNCTIONS_H

#include "base/arena.h"
#include "base/notes.h"
#include "policy/core/template_values.h"
#include "policy/core/value_tree.h"

enum template_truth {
    TRUTH_NOT_LOOKED_AT,
    TRUTH_BEING_LOOKED_AT,
    TRUTH_NO,
    TRUTH_YES,
    TRUTH_UNKNOWN, ///< it depends on a parameter without a value
};

/// What functions are evaluated with. Begin with template_begin; nothing to release but the arena,
/// which is the caller's.
struct template_scope {
    struct arena *arena;
    const char *file;
    const struct node *parameters, *mappings, *conditions, *resources; ///< NULL where absent
    enum template_truth *truth;                                        ///< of each condition
    struct template_values *given;                                     ///< NULL: none
    const struct node *missing; ///< Ref of the parameter that a truth is unknown for
    struct notes *notes;
    struct err *err;
    bool failed; ///< `err` says why
};

/// Errors: a transform of somebody's own, which may rewrite everything.
int template_begin(const struct value_tree *tree, const struct node *root, struct arena *arena,
                   struct template_values *given, struct notes *notes, struct template_scope *scope,
                   struct err *err);

/// The value with all functions evaluated whose arguments are known (CloudFormation user guide,
/// "Intrinsic function reference" and "Pseudo parameters reference"). What refers to resources, and
/// to parameters without a value, stays a function, as far as it has to. After an error
/// `scope->failed` is set.
const struct node *template_value(struct template_scope *scope, const struct node *node);

/// Whether the condition of this name holds; `scope->missing` says what TRUTH_UNKNOWN depends on.
enum template_truth template_condition(struct template_scope *scope, const char *name, size_t line);

/// Refuses a resource of which it is not known whether it is there.
void template_refuse_unknown(struct template_scope *scope, const struct node_entry *resource,
                             const char *condition);

/// A foreign text for use with %s in a message; lives in the arena.
const char *template_quoted(const struct template_scope *scope, const char *text);

#endif
