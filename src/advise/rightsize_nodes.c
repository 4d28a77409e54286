// The pods of containers that were sized, on nodes.
#include "advise/rightsize.h"
#include "base/key_index.h"
#include "base/memory.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A workload's pod: what its containers request together.
struct pod_sum {
    const char *name;
    double cpu_now, memory_now, cpu_next, memory_next;
    double init_cpu, init_memory; ///< of the largest that runs first
    double replicas;
    bool is_daemon, is_known;
};

struct pod_sums {
    struct key_index index;
    struct pod_sum *item;
    size_t count, capacity;
};

static struct pod_sum *sum_of(struct pod_sums *sums, struct arena *arena, const char *space,
                              const char *workload)
{
    const char *key = arena_printf(arena, "%s%s%s", space == NULL ? "" : space,
                                   space == NULL ? "" : "/", workload == NULL ? "" : workload);
    bool added = false;
    size_t at = key_index_put(&sums->index, key, strlen(key), &added);
    if (added) {
        struct pod_sum sum = {.name = key, .is_known = true};
        VEC_PUSH(sums->item, sums->count, sums->capacity, sum);
    }
    return &sums->item[at];
}

static double present(double value)
{
    return isnan(value) ? 0 : value;
}

static void add_proposal(struct pod_sums *sums, struct arena *arena,
                         const struct container_proposal *proposal)
{
    const struct container_name *name = &proposal->usage->name;
    const struct manifest_container *manifest = proposal->manifest;
    struct pod_sum *sum =
        sum_of(sums, arena, name->space, name->workload != NULL ? name->workload : name->container);
    sum->cpu_now += present(proposal->now.cpu_request);
    sum->memory_now += present(proposal->now.memory_request);
    sum->cpu_next += present(proposal->next.cpu_request);
    sum->memory_next += present(proposal->next.memory_request);
    sum->is_known =
        sum->is_known && !isnan(proposal->now.cpu_request) && !isnan(proposal->now.memory_request);
    sum->replicas = fmax(sum->replicas, name->is_job ? 1 : proposal->usage->replicas);
    const char *kind = manifest != NULL ? manifest->kind : name->kind;
    if (kind != NULL && strcmp(kind, "DaemonSet") == 0)
        sum->is_daemon = true;
}

/// Containers of the manifests without usage stay as they are, and those that run first count where
/// they are larger than all others together.
static void add_manifests(struct pod_sums *sums, struct arena *arena,
                          const struct manifest_list *manifests, const struct rightsize *found)
{
    for (size_t i = 0; i < manifests->containers; i++) {
        const struct manifest_container *manifest = &manifests->container[i];
        const struct container_proposal *of = NULL;
        bool is_read = false;
        for (size_t k = 0; k < found->count; k++) {
            const struct manifest_container *other = found->item[k].manifest;
            is_read = is_read || other == manifest;
            if (other != NULL && other->file == manifest->file &&
                strcmp(other->workload, manifest->workload) == 0 &&
                strcmp(other->kind, manifest->kind) == 0)
                of = &found->item[k];
        }
        if (of == NULL || is_read)
            continue;
        struct pod_sum *sum = sum_of(sums, arena, of->usage->name.space, of->usage->name.workload);
        double cpu = present(manifest->cpu_request), memory = present(manifest->memory_request);
        if (manifest->is_init) {
            sum->init_cpu = fmax(sum->init_cpu, cpu);
            sum->init_memory = fmax(sum->init_memory, memory);
            continue;
        }
        sum->cpu_now += cpu;
        sum->memory_now += memory;
        sum->cpu_next += cpu;
        sum->memory_next += memory;
    }
}

static struct node_kind *kinds_of(const struct node_types *types,
                                  const struct rightsize_terms *terms)
{
    struct node_kind *kind = mem_alloc(types->count, sizeof *kind);
    for (size_t i = 0; i < types->count; i++) {
        const struct node_type *type = &types->type[i];
        kind[i] = (struct node_kind){
            .cpu = type->cpu - type->daemon_cpu,
            .memory = type->memory - type->daemon_memory,
            .pods = type->pods - type->daemon_pods,
            .price = isnan(type->price_month) ? type->price_hour * terms->hours_per_month
                                              : type->price_month,
        };
    }
    return kind;
}

/// The price with so many more of the dearest type in use.
static double with_spare(const struct packing *packing, const struct node_kind *kind, double spare,
                         double *dearest)
{
    *dearest = 0;
    for (size_t i = 0; i < packing->nodes; i++)
        *dearest = fmax(*dearest, kind[packing->node[i].type].price);
    return packing->price + spare * *dearest;
}

/// Fewest nodes of the types in use, by what the largest of them has of either.
static size_t fewest(const struct pod_kind *pod, size_t pods, const struct node_kind *kind,
                     const struct packing *packing)
{
    double cpu = 0, memory = 0, most_cpu = 0, most_memory = 0;
    for (size_t i = 0; i < pods; i++) {
        cpu += (double)pod[i].count * pod[i].cpu;
        memory += (double)pod[i].count * pod[i].memory;
    }
    for (size_t i = 0; i < packing->nodes; i++) {
        most_cpu = fmax(most_cpu, kind[packing->node[i].type].cpu);
        most_memory = fmax(most_memory, kind[packing->node[i].type].memory);
    }
    if (packing->nodes == 0)
        return 0;
    return (size_t)ceil(fmax(cpu / most_cpu, memory / most_memory) - 1e-9);
}

static void pack(const struct pod_sums *sums, const struct node_types *types,
                 const struct rightsize_terms *terms, struct rightsize_nodes *nodes)
{
    struct pod_kind *now = mem_alloc(sums->count, sizeof *now);
    struct pod_kind *next = mem_alloc(sums->count, sizeof *next);
    const char **name = mem_alloc(sums->count, sizeof *name);
    size_t count = 0;
    double ignored;
    nodes->now_known = true;
    for (size_t i = 0; i < sums->count; i++) {
        const struct pod_sum *sum = &sums->item[i];
        if (sum->is_daemon)
            continue;
        size_t replicas = (size_t)fmax(sum->replicas, 1);
        name[count] = sum->name;
        now[count] = (struct pod_kind){fmax(sum->cpu_now, sum->init_cpu),
                                       fmax(sum->memory_now, sum->init_memory), replicas};
        next[count++] = (struct pod_kind){fmax(sum->cpu_next, sum->init_cpu),
                                          fmax(sum->memory_next, sum->init_memory), replicas};
        nodes->now_known = nodes->now_known && sum->is_known;
        nodes->pods += replicas;
    }
    node_packing_find(next, count, nodes->kind, types->count, &nodes->next);
    node_packing_find(now, count, nodes->kind, types->count, &nodes->now);
    if (nodes->next.unfit != SIZE_MAX)
        nodes->unfit = name[nodes->next.unfit];
    nodes->now_known = nodes->now_known && nodes->now.unfit == SIZE_MAX;
    nodes->next_price = with_spare(&nodes->next, nodes->kind, terms->spare, &nodes->spare_price);
    nodes->now_price = with_spare(&nodes->now, nodes->kind, terms->spare, &ignored);
    nodes->bound = node_packing_bound(next, count, nodes->kind, types->count);
    nodes->bound_nodes = fewest(next, count, nodes->kind, &nodes->next);
    free(now);
    free(next);
    free(name);
}

void rightsize_pack(const struct manifest_list *manifests, const struct node_types *types,
                    const struct rightsize_terms *terms, struct rightsize *found)
{
    struct pod_sums sums = {.item = NULL};
    found->nodes = (struct rightsize_nodes){.types = types, .kind = kinds_of(types, terms)};
    for (size_t i = 0; i < found->count; i++)
        add_proposal(&sums, &found->arena, &found->item[i]);
    add_manifests(&sums, &found->arena, manifests, found);
    pack(&sums, types, terms, &found->nodes);
    key_index_release(&sums.index);
    free(sums.item);
}
