#include "policy/kubernetes_parts.h"

#include <math.h>
#include <string.h>

void workload_read(struct fields *fields, const struct node *body, struct policy_set *set)
{
    const struct replica_policy *replicas = &set->replicas;
    const struct node *name = node_get(node_get(body, "metadata"), "name");
    const struct node *kind = node_get(body, "kind");
    // A ScaledObject that names no kind scales a Deployment.
    const char *wanted = replicas->target_kind == NULL ? "Deployment" : replicas->target_kind;
    if (replicas->target_name == NULL || !node_is(name, replicas->target_name) ||
        !node_is(kind, wanted))
        return;
    const struct node *spec = field_map(fields, body, "spec");
    set->group.desired = field_whole(fields, spec, "replicas", 0.0, 1e9);
    const struct node *pod = field_map(fields, field_map(fields, spec, "template"), "spec");
    set->group.drain_s = field_number(fields, pod, "terminationGracePeriodSeconds", 0.0, 1e9);
}
