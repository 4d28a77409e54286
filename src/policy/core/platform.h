// A platform as everything above its own folder knows it: what it is called, what it does where a
// policy does not say, and what reads, judges and writes its policies.
#ifndef HEADROOM_POLICY_CORE_PLATFORM_H
#define HEADROOM_POLICY_CORE_PLATFORM_H

#include "base/err.h"
#include "base/str.h"
#include "policy/core/policy.h"
#include "policy/core/policy_write.h"

struct lint_run;
struct lint_rule;
struct terraform_type;
struct linking;

/// What the platform does where neither the policy nor the user says it, in seconds.
struct platform_defaults {
    double boot_s;         ///< from the launch of an instance until it serves
    double drain_s;        ///< last new request until termination
    double metric_point_s; ///< longest datapoint that is kept
    double metric_delay_s; ///< end of a datapoint until it can be seen
    double sample_s;       ///< what counts are counts of
};

struct platform {
    const char *name;       ///< "EC2 Auto Scaling group"
    const char *kind_shown; ///< beside the name of a group that one of another platform has, too
    bool scope_behind;      ///< "NAME (SCOPE)" where two have a name, instead of "SCOPE/NAME"
    struct platform_defaults defaults;
    size_t scheduled_max; ///< scheduled actions of a group; 0: it has none
    bool has_replicas;    ///< its policies are policy_set.replicas
    bool to_zero;         ///< it scales from and to zero beside its autoscaler
    bool warms_up;        ///< instances count as warming for a time that a policy says
    bool cools_down;      ///< cooldowns stand for warm-up
    /// A recurring scheduled action runs at its start, too, and one of another's time is rejected.
    bool runs_at_start;
    bool cancels_pending; ///< scale-in takes those that do not serve yet first
    /// Rules of lint beside the common ones.
    const struct lint_rule *rule;
    size_t rules;
    void (*const *lint)(const struct lint_run *run); ///< in this order; the last is NULL
    /// The resources of Terraform that are its.
    const struct terraform_type *terraform;
    size_t terraform_types;
    /// Fills the set of the group that was chosen out of its raw objects. Errors go to the fields.
    int (*link)(struct linking *linking);
    /// Whether two sets have the same `own`; NULL: there is none. `difference` as
    /// policy_set_differences'.
    bool (*same_own)(const struct policy_set *a, const struct policy_set *b,
                     struct str *difference);
    /// The writers of the formats it has; and the message for the others.
    void (*write[POLICY_FORMATS])(const struct policy_sets *sets, struct str *out,
                                  struct notes *notes);
    const char *other_format;
    /// Appends the commands that deploy a file of a format.
    void (*deploy)(const struct policy_sets *sets, enum policy_format format, const char *path,
                   struct str *out);
    /// Whether the platform takes the group's name; NULL: any.
    int (*check_name)(const struct policy_set *set, struct err *err);
};

/// All that there are; the last is NULL (policy/platforms.c).
extern const struct platform *const platform_list[];

#endif
