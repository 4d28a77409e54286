// Terraform's names and nesting of AWS's settings, undone: what its resources hold becomes the
// object of the AWS API that the provider would make of it.
#ifndef HEADROOM_POLICY_CORE_TERRAFORM_SHAPE_H
#define HEADROOM_POLICY_CORE_TERRAFORM_SHAPE_H

#include "policy/core/raw_object.h"
#include "policy/core/value_tree.h"

#include <stddef.h>

/// How an attribute or block is turned.
enum terraform_form {
    FORM_VALUE,
    FORM_COMPUTED,     ///< a value that the provider fills in where nothing is asked for
    FORM_NOT_ZERO,     ///< a value whose 0 is none
    FORM_NOT_NEGATIVE, ///< a computed value whose -1 is none
    FORM_FALSE,        ///< a truth that is false where it is not given
    FORM_BLOCK,        ///< a list of one object: the object
    FORM_BLOCKS,       ///< a list of objects
    FORM_LIST,         ///< a list of values
    FORM_PAIRS,        ///< a map: a list of {Name, Value}
    FORM_IGNORED,
};

/// An attribute or block; `aws` "Metric/Period" stands in an object of its own.
struct terraform_key {
    const char *name;
    const char *aws;
    enum terraform_form form;
    const struct terraform_shape *inner;
};

/// The attributes of a resource or block.
struct terraform_shape {
    const struct terraform_key *key;
    size_t count;
};

/// A resource type that scales.
struct terraform_type {
    const char *type;
    enum object_kind kind;
    const struct platform *platform;
    const char *name_key;  ///< attribute that names it
    const char *group_key; ///< attribute that names its group; NULL
    const struct terraform_shape *shape;
};

/// NULL: a resource that says nothing about scaling.
const struct terraform_type *terraform_type(const char *type);

/// The object of `values`; keys keep Terraform's spelling for messages. `unknown` mirrors the
/// values with true where they are known only after apply (NULL: all are known); such a value
/// becomes value_unknown, unless the provider computes it where nothing is asked for. NULL after an
/// error.
const struct node *terraform_object(struct arena *arena, const char *file,
                                    const struct terraform_type *type, const struct node *values,
                                    const struct node *unknown, struct err *err);

#endif
