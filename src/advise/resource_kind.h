// Kinds of resources: what tells them apart, and how long a unit of each takes to serve.
#ifndef HEADROOM_ADVISE_RESOURCE_KIND_H
#define HEADROOM_ADVISE_RESOURCE_KIND_H

#include <stdbool.h>

enum { RESOURCE_WORDS_MAX = 8 };

/// In the order of --kind's values.
enum resource_kind {
    RESOURCE_COMPUTE,
    RESOURCE_DATABASE,
    RESOURCE_CACHE,
    RESOURCE_STORAGE,
    RESOURCE_NETWORK,
    RESOURCE_QUEUE,
    RESOURCE_POOLER,
    RESOURCE_SERVERLESS,
    RESOURCE_KINDS,
};

struct resource_facts {
    const char *name;
    double start_s; ///< until a unit serves, where --boot does not say it
    bool stateful;  ///< holds data that has to move when it grows
    const char *const word[RESOURCE_WORDS_MAX]; ///< parts of names that tell it; ended by NULL
};

const struct resource_facts *resource_facts(enum resource_kind kind);

/// The kind that a resource's name says ("orders-db", "redis_ops_per_s"), compute where it says
/// none.
enum resource_kind resource_kind_by_name(const char *name);

#endif
