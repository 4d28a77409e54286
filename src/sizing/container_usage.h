// A container: whose it is, what it used, and what it is given.
#ifndef HEADROOM_SIZING_CONTAINER_USAGE_H
#define HEADROOM_SIZING_CONTAINER_USAGE_H

#include "sizing/container_course.h"
#include "time/instant.h"

#include <stdbool.h>

/// Texts are in an arena; NULL: not said.
struct container_name {
    const char *space; ///< namespace
    const char *pod;
    const char *workload;  ///< the pod's name without what its controller appended
    const char *container; ///< "" for a pod as a whole
    const char *kind;      ///< of the workload, by what its controller appended
    bool is_job;           ///< the pod is a run of a CronJob
};

/// What a container is given; NaN: nothing is said.
struct container_resources {
    double memory_request, memory_limit; ///< MiB
    double cpu_request, cpu_limit;       ///< cores
};

struct container_usage {
    struct container_name name; ///< its pod is that of one replica
    const char *text;           ///< as answers call it
    struct container_course course;
    instant start, end;
    double replicas; ///< that run at a time, as a rule
    double replicas_least, replicas_most;
    bool has_memory, has_cpu, has_restarts, has_kills, has_throttling;
    bool is_of_maxima;                ///< memory's values are the greatest of their step
    double memory_step_s;             ///< of its export
    struct container_resources given; ///< by columns beside the usage
};

#endif
