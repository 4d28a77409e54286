// Reading scaling policies out of whatever files they stand in.
#ifndef HEADROOM_POLICY_CORE_POLICY_READ_H
#define HEADROOM_POLICY_CORE_POLICY_READ_H

#include "base/err.h"
#include "base/notes.h"
#include "policy/core/policy.h"
#include "policy/core/template_values.h"

#include <stddef.h>

/// A file that was read already.
struct policy_text {
    const char *name; ///< for messages
    const char *bytes;
    size_t length;
};

/// Reads files together: outputs and inputs of the AWS command line, CloudFormation templates,
/// `terraform show -json`, HorizontalPodAutoscaler and KEDA ScaledObject manifests, told apart by
/// content. `set` becomes what they say of one group: the only one that they scale, or `group`
/// (NULL: not asked for); release it with policy_set_release after success. Every refusal names
/// file and line, the key as written, and the reason; what is passed over goes into `notes`.
/// `given` has values for the parameters of templates (may be NULL): one that no template has a
/// parameter for is an error.
int policy_read_filled(const char *const *paths, size_t count, const char *group,
                       struct template_values *given, struct policy_set *set, struct notes *notes,
                       struct err *err);

/// The same of buffers, without values.
int policy_read_texts(const struct policy_text *texts, size_t count, const char *group,
                      struct policy_set *set, struct notes *notes, struct err *err);

/// The sets of all groups that have policies. `list` is to be released with policy_list_release
/// after success.
int policy_read_all(const char *const *paths, size_t count, struct template_values *given,
                    struct policy_list *list, struct notes *notes, struct err *err);

#endif
