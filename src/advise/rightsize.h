// Requests and limits for containers that run: what to change, what to leave alone and why, and the
// nodes that it takes.
#ifndef HEADROOM_ADVISE_RIGHTSIZE_H
#define HEADROOM_ADVISE_RIGHTSIZE_H

#include "base/arena.h"
#include "policy/kubernetes/container_resources.h"
#include "service/node_types.h"
#include "sizing/container_cpu.h"
#include "sizing/container_memory.h"
#include "sizing/container_usage.h"
#include "sizing/node_packing.h"

#include <stdbool.h>
#include <stddef.h>

struct rightsize_terms {
    double review_d;     ///< days until the next review
    double oom_cost;     ///< GiB-months that a kill is worth
    double max_risk;     ///< of a peak above the limit until then
    double cpu_over;     ///< share of the time that may pass a CPU request
    double cpu_limit;    ///< at least this multiple of the request; NaN: no limit
    double memory_limit; ///< multiple of the request
    double min_saving;   ///< money a month that a cut has to be worth
    double spare;        ///< nodes beyond the need
    double hours_per_month;
    double cpu_price, memory_price; ///< money a month of a core and of a GiB; NaN: not known
    bool maxima;                    ///< memory's values are the greatest of their step
};

/// One container: what it was found to need.
struct container_proposal {
    const struct container_usage *usage;
    const struct manifest_container *manifest; ///< NULL: not known
    const struct manifest_scaler *scaler;      ///< NULL: none
    struct container_resources now, next;
    struct memory_answer memory;
    struct cpu_answer cpu;
    bool is_sized;          ///< its history is long enough
    double risk_next;       ///< of the memory limit proposed, rounded; NaN: not known
    double target_next;     ///< per cent, of the autoscaler; NaN: as it is
    double freed_memory;    ///< MiB of all replicas
    double freed_cpu;       ///< cores
    double saving;          ///< money a month that these are worth, or GiB-months without prices
    const char *verdict;    ///< that of memory, else of CPU
    const char *confidence; ///< "low", "fair", "good"
    const char *memory_why, *cpu_why; ///< why something is left as it is; NULL: it is not
    const char *note;                 ///< what has to be known of it; NULL
};

/// Pods on nodes: today, and as proposed.
struct rightsize_nodes {
    const struct node_types *types;
    struct node_kind *kind; ///< of each type, daemons taken off; prices a month
    struct packing now, next;
    double now_price, next_price; ///< a month, with the spare
    double spare_price;
    double bound;       ///< that `next` cannot be below, without the spare
    size_t bound_nodes; ///< fewest nodes
    size_t pods;
    const char *unfit; ///< a workload whose pod no node holds; NULL
    bool now_known;    ///< all requests of today are
};

/// Zero-initialise; release with rightsize_release.
struct rightsize {
    struct arena arena;
    struct container_proposal *item; ///< the most saving first
    size_t count;
    size_t sized;
    size_t changed;
    double freed_memory, freed_cpu, saving;
    size_t at_risk; ///< whose risk now is above max_risk
    struct rightsize_nodes nodes;
};

/// Finds a proposal for each container; `manifests` may be empty.
void rightsize_propose(const struct container_usage *usage, size_t count,
                       const struct manifest_list *manifests, const struct rightsize_terms *terms,
                       struct rightsize *found);

/// Packs their pods on nodes of the types, as they are and as proposed.
void rightsize_pack(const struct manifest_list *manifests, const struct node_types *types,
                    const struct rightsize_terms *terms, struct rightsize *found);

/// A core costs as much as this many GiB: by AWS Fargate's list prices, 0.04048 and 0.004445 an
/// hour.
#define RIGHTSIZE_GIB_A_CORE 9.1

/// Money a month of a core and of a GiB, by the node type that has most of both for its price.
void rightsize_prices(const struct node_types *types, struct rightsize_terms *terms);

bool proposal_changes_memory(const struct container_proposal *proposal);
bool proposal_changes_cpu(const struct container_proposal *proposal);

void rightsize_release(struct rightsize *found);

#endif
