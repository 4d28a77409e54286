// What was read, as the objects of AWS's APIs again; CloudFormation has them under the same keys,
// and Terraform under those of terraform_shape.
#ifndef HEADROOM_POLICY_AWS_AWS_OBJECT_H
#define HEADROOM_POLICY_AWS_AWS_OBJECT_H

#include "policy/core/policy.h"

#include <jansson.h>

/// Adds a member; nothing for NaN (a whole number is written as one), NULL, INSTANT_NONE.
void object_put_number(json_t *object, const char *key, double value);
void object_put_text(json_t *object, const char *key, const char *value);
/// Each returns a new object; `set` gives the group's name.
json_t *aws_object_policy(const struct policy_set *set, const struct scaling_policy *policy);
json_t *aws_object_scheduled(const struct policy_set *set, const struct scheduled_action *action);

/// Without AlarmActions, which each format says in its own way.
json_t *aws_object_alarm(const struct policy_alarm *alarm);

/// Adds the actions of an alarm that are not policies of the set, such as topics; those of a policy
/// that is not among them too, where the alarm acts on none that is.
void aws_object_add_other_actions(json_t *list, const struct policy_set *set, size_t alarm);

/// Whether a policy of the set is acted on by the alarm.
bool aws_object_acts_on(const struct scaling_policy *policy, size_t alarm);

/// An Auto Scaling group with what is known of it, or a scalable target. The warm pool and the
/// hooks are objects of their own.
json_t *aws_object_group(const struct policy_set *set);

/// Whether anything of the group beside its name is known.
bool aws_object_has_group(const struct policy_set *set);

/// The members of WarmPoolConfiguration.
json_t *aws_object_warm_pool(const struct warm_pool *pool);

/// A hook for instances that launch, or terminate; NULL where there is none.
json_t *aws_object_hook(const struct policy_set *set, bool launching);

/// "Metrics" or the flat members of an alarm's or customized metric; a period where it is known.
void aws_object_put_metric(json_t *object, const struct scaling_metric *metric);

/// {"PredefinedMetricType", "ResourceLabel"}
json_t *aws_object_predefined(const struct scaling_metric *metric);

#endif
