// Any bytes as manifests of containers: read or refused, and what is read can be patched.
#include "policy/kubernetes/container_resources.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static bool is_amount(double value)
{
    return isnan(value) || (value > 0 && isfinite(value));
}

static void check_containers(const struct manifest_list *list, struct str *out)
{
    for (size_t i = 0; i < list->containers; i++) {
        const struct manifest_container *container = &list->container[i];
        const struct resource_change change = {container, 64, 128, 0.1, NAN, true};
        if (container->workload == NULL || container->container == NULL ||
            container->kind == NULL || !is_amount(container->memory_request) ||
            !is_amount(container->memory_limit) || !is_amount(container->cpu_request) ||
            !is_amount(container->cpu_limit))
            abort();
        manifest_patch(&change, 1, out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct manifest_list list = {.container = NULL};
    struct notes notes = {0};
    struct err err = {0};
    struct str out = {0};
    int result = manifest_list_parse(&list, "manifests", (const char *)data, size, &notes, &err);
    if ((result == 0) != (err.text[0] == '\0'))
        abort();
    check_containers(&list, &out);
    for (size_t i = 0; i < list.scalers && result == 0; i++) {
        if (list.scaler[i].target == NULL || list.scaler[i].name == NULL)
            abort();
        if (!isnan(list.scaler[i].cpu_utilization))
            manifest_patch_scaler(&list.scaler[i], 50, &out);
    }
    str_release(&out);
    manifest_list_release(&list);
    notes_release(&notes);
    return 0;
}
