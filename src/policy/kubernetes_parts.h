// Reading the objects of Kubernetes that scale, and those that are scaled.
#ifndef HEADROOM_POLICY_KUBERNETES_PARTS_H
#define HEADROOM_POLICY_KUBERNETES_PARTS_H

#include "policy/fields.h"

/// A HorizontalPodAutoscaler of autoscaling/v1 or v2.
void hpa_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// A ScaledObject of KEDA.
void scaled_object_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// A Deployment or StatefulSet: replicas and terminationGracePeriodSeconds, when it is what the
/// set's autoscaler scales.
void workload_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// `behavior` of an HPA, which a ScaledObject has too.
void behavior_read(struct fields *fields, const struct node *body, struct replica_policy *replicas);

/// scaleTargetRef of both.
void scale_target_read(struct fields *fields, const struct node *spec,
                       struct replica_policy *replicas);

/// A quantity of Kubernetes, "500m", "1k", "2Gi", above 0; NaN where it is absent.
double kubernetes_quantity(struct fields *fields, const struct node *map, const char *key);

/// The same where 0 is allowed, too.
double kubernetes_quantity_or_zero(struct fields *fields, const struct node *map, const char *key);

#endif
