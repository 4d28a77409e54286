// Reading the objects of Kubernetes that scale, and those that are scaled.
#ifndef HEADROOM_POLICY_KUBERNETES_KUBERNETES_PARTS_H
#define HEADROOM_POLICY_KUBERNETES_KUBERNETES_PARTS_H

#include "policy/core/fields.h"

struct linking;
struct lint_run;

/// Fill the set of an HPA, and of a ScaledObject.
int hpa_link(struct linking *linking);
int scaled_object_link(struct linking *linking);

/// A HorizontalPodAutoscaler of autoscaling/v1 or v2.
void hpa_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// Metrics as autoscaling/v2beta1 has them, in the words of autoscaling/v2; those that are in these
/// already stay. Every value is at `line`, or at its own for 0.
const struct node *hpa_older_metrics(struct arena *arena, const struct node *list, size_t line);

/// What the annotations of an autoscaling/v1 object say of metrics and behavior, in the words of
/// autoscaling/v2; NULL where there is none.
const struct node *hpa_annotation_metrics(struct fields *fields, const struct node *body);
const struct node *hpa_annotation_behavior(struct fields *fields, const struct node *body);

/// The words of KEDA for enum fallback_behavior.
enum { KEDA_FALLBACKS = 4 };
extern const struct field_word keda_fallbacks[KEDA_FALLBACKS];

/// A ScaledObject of KEDA.
void scaled_object_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// A Deployment or StatefulSet: replicas and terminationGracePeriodSeconds, when it is what the
/// set's autoscaler scales.
void workload_read(struct fields *fields, const struct node *body, struct policy_set *set);

/// Whether two objects name the same workload in the same namespace in `key` (scaleTargetRef).
bool scale_target_same(const struct node *body, const char *key, const struct node *other,
                       const char *other_key);

/// A VerticalPodAutoscaler: whether it and the set's autoscaler go by the same resource.
void vertical_autoscaler_read(struct fields *fields, const struct node *body,
                              const struct node *autoscaler, struct policy_set *set);

/// `behavior` of an HPA, which a ScaledObject has too.
void behavior_read(struct fields *fields, const struct node *body, struct replica_policy *replicas);

/// scaleTargetRef of both.
void scale_target_read(struct fields *fields, const struct node *spec,
                       struct replica_policy *replicas);

/// A quantity of Kubernetes, "500m", "1k", "2Gi", above 0; NaN where it is absent.
double kubernetes_quantity(struct fields *fields, const struct node *map, const char *key);

/// The same where 0 is allowed, too.
double kubernetes_quantity_or_zero(struct fields *fields, const struct node *map, const char *key);

/// Rules on what a metric's tolerance and rounding never let go: counts by the controller's own
/// calculation.
void lint_held(const struct lint_run *run, const struct replica_metric *metric);

#endif
