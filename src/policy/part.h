// What files hold before a group is picked: their objects, who they belong to, and how they name
// each other. An object is read in full only when its group is the one asked for, so that what an
// account holds besides never stands in the way.
#ifndef HEADROOM_POLICY_PART_H
#define HEADROOM_POLICY_PART_H

#include "base/arena.h"
#include "base/notes.h"
#include "policy/policy.h"
#include "policy/value_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum part_kind {
    PART_GROUP,
    PART_POLICY,
    PART_ALARM,
    PART_SCHEDULED,
    PART_WARM_POOL,
    PART_HOOK,          ///< lifecycle hook
    PART_HPA,           ///< a group and its policies at once
    PART_SCALED_OBJECT, ///< the same of KEDA
    PART_WORKLOAD,      ///< Deployment, StatefulSet: replicas, requests and grace period
    PART_VERTICAL,      ///< VerticalPodAutoscaler: of the same workload
};

/// One object. References hold a name of AWS's, an ARN, or a local reference.
struct part {
    enum part_kind kind;
    enum policy_platform platform;
    const struct node *body;
    const char *file;
    const struct node *parameters; ///< CloudFormation's; NULL
    const char *name;              ///< NULL: not given
    const char *id;                ///< local reference to it; NULL
    const char *arn;               ///< NULL
    const char *group;             ///< reference to its group; NULL: not said
    const char *scope;             ///< namespace, or scalable dimension, of the group; NULL
    const char *const *action;     ///< of an alarm: references to policies
    size_t actions;
};

/// Everything that all files hold. Zero-initialise; release with parts_release.
struct parts {
    struct arena arena; ///< of references and of trees made from others
    struct part *part;
    size_t count, capacity;
};

void parts_add(struct parts *parts, const struct part *part);
void parts_release(struct parts *parts);

/// What stands for an object within its file (a logical name of CloudFormation, an address of
/// Terraform): unlike any name, and unlike the same one of another file.
const char *local_reference(struct arena *arena, const char *file, const char *name);

/// The name within a local reference; any other text is itself, NULL is "(no name)".
const char *reference_name(const char *reference);

/// The text of a member, without asking whether it should be one; NULL where it is none.
const char *part_text(const struct node *body, const char *key);

/// Whether a reference to a policy means this one: its name, its ARN, or an ARN that ends in its
/// name.
bool part_is_policy(const struct part *policy, const char *reference);

/// The set of the one group that the parts belong to, or of `group` (may be NULL). `file` names
/// what was read, for messages.
int parts_assemble(const struct parts *parts, const char *group, const char *file,
                   struct policy_set *set, struct notes *notes, struct err *err);

/// The sets of all groups that have policies.
int parts_assemble_all(const struct parts *parts, const char *file, struct policy_list *list,
                       struct notes *notes, struct err *err);

// Which file is whose; each reader adds the objects of one document.

bool is_aws_cli(const struct node *root);
int read_aws_cli(const struct value_tree *tree, const struct node *root, struct parts *parts,
                 struct err *err);

bool is_cloudformation(const struct node *root);
int read_cloudformation(const struct value_tree *tree, const struct node *root, struct parts *parts,
                        struct err *err);

bool is_terraform(const struct node *root);
int read_terraform(const struct value_tree *tree, const struct node *root, struct parts *parts,
                   struct err *err);

bool is_kubernetes(const struct node *root);
int read_kubernetes(const struct value_tree *tree, const struct node *root, struct parts *parts,
                    struct err *err);

#endif
