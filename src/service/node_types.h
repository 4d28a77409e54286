// Types of nodes that pods may run on: the file of --nodes.
#ifndef HEADROOM_SERVICE_NODE_TYPES_H
#define HEADROOM_SERVICE_NODE_TYPES_H

#include "base/arena.h"
#include "base/byte_source.h"
#include "base/err.h"
#include "table/schema.h"

extern const struct schema schema_node_types;

/// A row: what a node has for pods. Texts are in the list's arena.
struct node_type {
    const char *name;
    double cpu;        ///< cores
    double memory;     ///< MiB
    double pods;       ///< at most; infinite: not said
    double price_hour; ///< NaN: it is by the month
    double price_month;
    double daemon_cpu, daemon_memory, daemon_pods; ///< of the daemons of each node
    size_t line;
};

/// Zero-initialise; release with node_types_release.
struct node_types {
    const char *file;
    struct arena arena;
    struct node_type *type;
    size_t count, capacity;
};

/// Reads --nodes. Errors, by file, line and column: a missing name, size or price; values out of
/// bounds; daemons that leave nothing; the same name twice.
int node_types_read(struct byte_source *source, struct node_types *types, struct err *err);

void node_types_release(struct node_types *types);

#endif
