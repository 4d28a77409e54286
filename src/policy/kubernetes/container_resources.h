// What containers are given by the manifests of Kubernetes, and what scales their workloads by it.
#ifndef HEADROOM_POLICY_KUBERNETES_CONTAINER_RESOURCES_H
#define HEADROOM_POLICY_KUBERNETES_CONTAINER_RESOURCES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/notes.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/// A container of a workload. Texts live in the list's arena; NULL or NaN: not said.
struct manifest_container {
    const char *space, *kind, *workload, *container;
    bool is_init;     ///< runs before the others, and ends
    bool is_heap_own; ///< its runtime sizes its heap by the limit: no heap size is set
    double replicas;
    double memory_request, memory_limit; ///< MiB
    double cpu_request, cpu_limit;       ///< cores
    const char *file;
    size_t line;
};

/// An autoscaler of replicas that goes by what containers request or use.
struct manifest_scaler {
    const char *space, *name, *target_kind, *target;
    const char *version;    ///< autoscaling/v1 or v2
    double cpu_utilization; ///< per cent of the request; NaN
    size_t cpu_metric;      ///< place in spec.metrics
    bool cpu_container;     ///< of one container alone: ContainerResource
    const char *container;  ///< which
    bool by_memory;         ///< also by the utilization of memory
    double min;
    const char *file;
    size_t line;
};

/// Zero-initialise; release with manifest_list_release.
struct manifest_list {
    struct arena arena;
    struct manifest_container *container;
    size_t containers, container_capacity;
    struct manifest_scaler *scaler;
    size_t scalers, scaler_capacity;
};

/// Adds Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs, CronJobs, Pods and
/// HorizontalPodAutoscalers of a file; other kinds say nothing here. Errors: no YAML or JSON, a
/// template that was not rendered, quantities that are none.
int manifest_list_read(struct manifest_list *list, const char *path, struct notes *notes,
                       struct err *err);

/// The same of a buffer.
int manifest_list_parse(struct manifest_list *list, const char *name, const char *bytes,
                        size_t length, struct notes *notes, struct err *err);

void manifest_list_release(struct manifest_list *list);

/// New values of a container; NaN: as they are.
struct resource_change {
    const struct manifest_container *container; ///< any of the workload; `container` names it
    double memory_request, memory_limit;        ///< MiB
    double cpu_request, cpu_limit;              ///< cores
    bool drop_cpu_limit;
};

/// Appends `kubectl patch` of a shell for the changes of one workload's containers, as a strategic
/// merge patch with the changed fields alone.
void manifest_patch(const struct resource_change *change, size_t changes, struct str *out);

/// The same for the target of an autoscaler: a JSON patch that fails where the target has changed
/// since.
void manifest_patch_scaler(const struct manifest_scaler *scaler, double utilization,
                           struct str *out);

#endif
