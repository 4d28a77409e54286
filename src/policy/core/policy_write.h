// Scaling policies as files to deploy.
#ifndef HEADROOM_POLICY_CORE_POLICY_WRITE_H
#define HEADROOM_POLICY_CORE_POLICY_WRITE_H

#include "base/err.h"
#include "base/notes.h"
#include "base/str.h"
#include "policy/core/policy.h"

/// Formats to write; the words of --emit.
enum policy_format {
    POLICY_FORMAT_AWS,            ///< JSON of the AWS command line
    POLICY_FORMAT_CLOUDFORMATION, ///< template in JSON
    POLICY_FORMAT_TERRAFORM,      ///< .tf.json
    POLICY_FORMAT_HPA,            ///< manifest of Kubernetes, or of KEDA
    POLICY_FORMAT_GCLOUD,         ///< policy of a managed instance group of Google Cloud
    POLICY_FORMAT_AZURE,          ///< template with an autoscale setting of Azure
    POLICY_FORMATS,               ///< how many there are
};

/// The policies of one group or of several, for one file.
struct policy_sets {
    const struct policy_set *const *set;
    size_t count;
};

/// Appends the sets in a format, of which policy_read_filled reads back the one that is named, with
/// no difference (policy_set_differences). Errors: a format that has no place for what the set is
/// (policies of AWS as a manifest, and the reverse), a group without a name, a name that Kubernetes
/// or AWS does not take. What has to be filled in before the file can be deployed goes into
/// `notes`.
int policy_sets_write(const struct policy_sets *sets, enum policy_format format, struct str *out,
                      struct notes *notes, struct err *err);

/// Whether policy_sets_write would write them; its errors.
int policy_sets_check(const struct policy_sets *sets, enum policy_format format, struct err *err);

/// Appends the command lines that would deploy the file `path`, which policy_sets_write wrote in
/// this format; for a shell, names quoted. Nothing is run.
int policy_sets_deploy_command(const struct policy_sets *sets, enum policy_format format,
                               const char *path, struct str *out, struct err *err);

#endif
