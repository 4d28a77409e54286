// Whose a series is, and what it measures: containers by the labels and columns of their exports.
#ifndef HEADROOM_INPUT_CONTAINER_NAME_H
#define HEADROOM_INPUT_CONTAINER_NAME_H

#include "base/arena.h"
#include "base/notes.h"
#include "series/series.h"
#include "sizing/container_usage.h"

#include <stdbool.h>

/// From the key of a series and the names of the columns or labels that its parts are of, comma
/// separated; NULL: not known. A single part that is neither of a namespace nor of a pod is the
/// container.
struct container_name container_name_of(struct arena *arena, const char *key, const char *columns);

/// "namespace/workload/container", without what is not said; a container called as its workload
/// stands for both.
const char *container_name_text(struct arena *arena, const struct container_name *name);

enum usage_role {
    USAGE_NONE,
    USAGE_MEMORY,
    USAGE_CPU,
    USAGE_RESTARTS,
    USAGE_KILLS,
    USAGE_KILLED,    ///< 1 while the last end was for memory
    USAGE_PERIODS,   ///< of the CPU limit
    USAGE_THROTTLED, ///< those of them that were cut short
    USAGE_MEMORY_REQUEST,
    USAGE_MEMORY_LIMIT,
    USAGE_CPU_REQUEST,
    USAGE_CPU_LIMIT,
    USAGE_ROLES,
};

/// What a series measures by its name and unit. *better: of several of one role the highest counts
/// (a working set before a resident set). `path` decides for a name that functions of a query
/// have lost: a file called after memory or CPU.
enum usage_role usage_role_of(const struct series *series, const char *path, int *better);

/// Notes series of containers' memory whose values may not be the greatest of their step.
void usage_note_memory(const struct series_set *set, struct notes *notes);

/// Whether the name says that values are the greatest of their step.
bool usage_is_of_maxima(const char *name);

#endif
