// What files hold before a group is picked: their objects, who they belong to, and how they name
// each other. An object is read in full only when its group is the one asked for, so that what an
// account holds besides never stands in the way.
#ifndef HEADROOM_POLICY_CORE_RAW_OBJECT_H
#define HEADROOM_POLICY_CORE_RAW_OBJECT_H

#include "base/arena.h"
#include "base/notes.h"
#include "policy/core/policy.h"
#include "policy/core/template_values.h"
#include "policy/core/value_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum object_kind {
    OBJECT_GROUP,
    OBJECT_POLICY,
    OBJECT_ALARM,
    OBJECT_SCHEDULED,
    OBJECT_WARM_POOL,
    OBJECT_HOOK,         ///< lifecycle hook
    OBJECT_TARGET_GROUP, ///< of a load balancer: how long what leaves it is drained
    OBJECT_AUTOSCALER,   ///< a group and its policies at once
    OBJECT_WORKLOAD,     ///< Deployment, StatefulSet: replicas, requests and grace period
    OBJECT_VERTICAL,     ///< VerticalPodAutoscaler: of the same workload
};

/// One object. References hold a name of AWS's, an ARN, or a local reference.
struct raw_object {
    enum object_kind kind;
    const struct platform *platform;
    const struct node *body;
    const char *file;
    const struct node *parameters; ///< CloudFormation's; NULL
    const char *name;              ///< NULL: not given
    const char *id;                ///< local reference to it; NULL
    const char *arn;               ///< NULL
    const char *group;             ///< reference to its group; NULL: not said
    const char *scope;             ///< namespace, or scalable dimension, of the group; NULL
    const char *const
        *action; ///< of an alarm: references to policies; of a group: to target groups
    size_t actions;
};

/// Everything that all files hold. Zero-initialise; release with raw_objects_release.
struct raw_objects {
    struct arena arena; ///< of references and of trees made from others
    struct raw_object *object;
    size_t count, capacity;
    struct template_values *given; ///< for parameters of templates; NULL: none
    struct notes *notes;
};

void raw_objects_add(struct raw_objects *objects, const struct raw_object *object);
void raw_objects_release(struct raw_objects *objects);

/// Makes one of a group that several files describe where none contradicts another: the sizes in
/// one, the warm pool in the other.
void raw_objects_merge_groups(struct raw_objects *objects);

/// What stands for an object within its file (a logical name of CloudFormation, an address of
/// Terraform): unlike any name, and unlike the same one of another file.
const char *local_reference(struct arena *arena, const char *file, const char *name);

/// The name within a local reference; any other text is itself, NULL is "(no name)".
const char *reference_name(const char *reference);

/// The text of a member, without asking whether it should be one; NULL where it is none.
const char *object_text(const struct node *body, const char *key);

/// Whether a reference to a policy means this one: its name, its ARN, or an ARN that ends in its
/// name.
bool object_is_policy(const struct raw_object *policy, const char *reference);

/// The set of the one group that the objects belong to, or of `group` (may be NULL). `file` names
/// what was read, for messages.
int link_objects(const struct raw_objects *objects, const char *group, const char *file,
                 struct policy_set *set, struct notes *notes, struct err *err);

/// The sets of all groups that have policies.
int link_all_objects(const struct raw_objects *objects, const char *file, struct policy_list *list,
                     struct notes *notes, struct err *err);

// Which file is whose; each reader adds the objects of one document.

bool is_aws_cli(const struct node *root);
int read_aws_cli(const struct value_tree *tree, const struct node *root,
                 struct raw_objects *objects, struct err *err);

bool is_cloudformation(const struct node *root);
int read_cloudformation(const struct value_tree *tree, const struct node *root,
                        struct raw_objects *objects, struct err *err);

bool is_terraform(const struct node *root);
int read_terraform(const struct value_tree *tree, const struct node *root,
                   struct raw_objects *objects, struct err *err);

bool is_gcloud(const struct node *root);
int read_gcloud(const struct value_tree *tree, const struct node *root, struct raw_objects *objects,
                struct err *err);

bool is_azure(const struct node *root);
int read_azure(const struct value_tree *tree, const struct node *root, struct raw_objects *objects,
               struct err *err);

bool is_kubernetes(const struct node *root);
int read_kubernetes(const struct value_tree *tree, const struct node *root,
                    struct raw_objects *objects, struct err *err);

#endif
