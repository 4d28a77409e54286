// The set of an HPA or a ScaledObject from its raw objects: what it scales, and what else scales
// that.
#include "policy/core/link_objects.h"
#include "policy/core/lint.h"
#include "policy/kubernetes/kubernetes_parts.h"

/// Workloads and vertical autoscalers, which add to the group.
static void read_additions(struct linking *linking)
{
    struct policy_set *set = linking->set;
    for (size_t i = 0; i < linking->objects->count && !linking->fields.failed; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        struct fields *fields = linking_fields(linking, object);
        if (object->kind == OBJECT_WORKLOAD)
            workload_read(fields, object->body, set);
        else if (object->kind == OBJECT_VERTICAL)
            vertical_autoscaler_read(fields, object->body, linking->chosen->object->body, set);
    }
}

/// Other autoscalers of the workload that the group's scales.
static void find_rivals(struct linking *linking)
{
    const struct raw_object *own = linking->chosen->object;
    for (size_t i = 0; i < linking->objects->count; i++) {
        const struct raw_object *object = &linking->objects->object[i];
        if (object == own || object->kind != OBJECT_AUTOSCALER ||
            !scale_target_same(own->body, "scaleTargetRef", object->body, "scaleTargetRef"))
            continue;
        struct fields *fields = linking_fields(linking, object);
        const struct policy_origin origin = field_origin(fields, object->body);
        policy_remark_add(linking->set, LINT_REPLICAS_TWO_SCALERS, &origin,
                          "%s scales the workload of %s, too",
                          field_quote(fields, reference_name(object->name)),
                          field_quote(fields, reference_name(own->name)));
    }
}

static int link_autoscaler(struct linking *linking,
                           void (*read)(struct fields *fields, const struct node *body,
                                        struct policy_set *set))
{
    const struct raw_object *object = linking->chosen->object;
    read(linking_fields(linking, object), object->body, linking->set);
    read_additions(linking);
    find_rivals(linking);
    return linking->fields.failed ? -1 : 0;
}

int hpa_link(struct linking *linking)
{
    return link_autoscaler(linking, hpa_read);
}

int scaled_object_link(struct linking *linking)
{
    return link_autoscaler(linking, scaled_object_read);
}
