// Reading the single objects of AWS's APIs, which CloudFormation has under the same keys and
// Terraform under similar ones.
#ifndef HEADROOM_POLICY_AWS_AWS_PARTS_H
#define HEADROOM_POLICY_AWS_AWS_PARTS_H

#include "policy/core/fields.h"
#include "policy/core/terraform_shape.h"

struct linking;

enum { AWS_TERRAFORM_TYPES = 10 };

extern const struct terraform_type aws_terraform[AWS_TERRAFORM_TYPES];

/// Fills the set of a group.
int aws_link(struct linking *linking);

/// A scaling policy of a group, or of Application Auto Scaling.
void aws_policy_read(struct fields *fields, const struct node *body,
                     const struct platform *platform, struct scaling_policy *policy);

/// A metric alarm; its actions are left to the caller.
void aws_alarm_read(struct fields *fields, const struct node *body, struct policy_alarm *alarm);

/// An Auto Scaling group or a scalable target, with its warm pool and hooks if they stand in it.
void aws_group_read(struct fields *fields, const struct node *body, const struct platform *platform,
                    struct scaling_group *group, struct warm_pool *pool);

/// A warm pool: the members of WarmPoolConfiguration, and those of put-warm-pool.
void aws_warm_pool_read(struct fields *fields, const struct node *body, struct warm_pool *pool);

/// A lifecycle hook; the longest of each transition counts.
void aws_hook_read(struct fields *fields, const struct node *body, struct scaling_group *group);

/// The deregistration delay of a load balancer's target group in seconds; NaN: it does not say.
double aws_target_group_read(struct fields *fields, const struct node *body);

void aws_scheduled_read(struct fields *fields, const struct node *body,
                        const struct platform *platform, struct scheduled_action *action);

#endif
