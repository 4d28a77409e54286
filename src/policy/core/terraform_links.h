// Who refers to whom in a Terraform plan: names and ARNs are often known only after apply, but the
// configuration says which resource each comes from.
#ifndef HEADROOM_POLICY_CORE_TERRAFORM_LINKS_H
#define HEADROOM_POLICY_CORE_TERRAFORM_LINKS_H

#include "base/arena.h"
#include "policy/core/value_tree.h"

#include <stddef.h>

/// A resource of the plan.
struct terraform_resource {
    const char *address; ///< module.web["eu"].aws_autoscaling_policy.out[0]
    const char *base;    ///< the same without indexes
    const char *type;
    const struct node *node;    ///< as listed
    const struct node *values;  ///< its attributes
    const struct node *unknown; ///< which of them are known only after apply; NULL
};

struct terraform_plan {
    struct arena *arena;
    const struct node *configuration; ///< of the root module; NULL
    struct terraform_resource *resource;
    size_t count, capacity;
};

/// An address without indexes.
char *terraform_base(struct arena *arena, const char *address);

/// The resources that an attribute of `from` refers to: in the configuration, or by
/// "${type.name.attribute}" in its own text. Those of the same instance of a module, and of the
/// same index, come before others. Returns how many; `found` has room for all resources.
size_t terraform_references(const struct terraform_plan *plan,
                            const struct terraform_resource *from, const char *attribute,
                            const struct terraform_resource **found);

#endif
