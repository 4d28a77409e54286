// The cheapest nodes for pods that ask for CPU and memory: vector packing on types of nodes.
#ifndef HEADROOM_SIZING_NODE_PACKING_H
#define HEADROOM_SIZING_NODE_PACKING_H

#include <stddef.h>

/// Pods that are alike.
struct pod_kind {
    double cpu;    ///< cores that one requests
    double memory; ///< MiB
    size_t count;
};

/// What a node of a type has for them, daemons taken off.
struct node_kind {
    double cpu;    ///< cores
    double memory; ///< MiB
    double pods;   ///< how many it runs at most; infinite: any number
    double price;
};

/// A node that is full of what it holds.
struct packed_node {
    size_t type;
    size_t *count; ///< of each kind of pods
};

struct packing {
    struct packed_node *node;
    size_t nodes, capacity;
    double price;
    size_t unfit; ///< a kind of pods that no node holds; SIZE_MAX: all are placed
};

enum { PACKING_TYPES_MAX = 256, PACKING_PODS_MAX = 20000 };

/// Packs all pods. Nodes are opened one by one, each of the type with the most room of what is left
/// for its price, filled by the pod that fits its free room best (by product, by greatest share, by
/// sum), and shrunk to the cheapest type that holds it; of all types together and of each alone the
/// cheapest counts; then two and three nodes at a time are packed anew, nine pods or fewer by trial
/// of all partitions, until none gets cheaper. Up to twelve pods are packed by such a trial at
/// once.
void node_packing_find(const struct pod_kind *kind, size_t kinds, const struct node_kind *type,
                       size_t types, struct packing *packing);

/// What no packing can be cheaper than: the most over a of 0, .01 .. 1 of the least price of a
/// type's a cores + (1 - a) GiB, times what all pods ask for.
double node_packing_bound(const struct pod_kind *kind, size_t kinds, const struct node_kind *type,
                          size_t types);

void packing_release(struct packing *packing);

#endif
