// What a container used, replica by replica, on one regular grid.
#ifndef HEADROOM_SIZING_CONTAINER_COURSE_H
#define HEADROOM_SIZING_CONTAINER_COURSE_H

#include <stdbool.h>
#include <stddef.h>

/// Row by row: the steps of one replica behind each other. A replica is a pod and those that took
/// its place. Zero-initialise; release with container_course_release.
struct container_course {
    double step_s;
    size_t steps; ///< the last one ends where the data end
    size_t replicas;
    double *memory;         ///< MiB; NaN: not known
    double *cpu;            ///< cores
    unsigned char *restart; ///< 1: it started again in this step
    double *kills;          ///< for memory, of all replicas in this step
    double *throttled;      ///< share of the CPU periods, of all replicas in this step; NaN
    bool is_job;            ///< each replica is a run
};

/// Room for a course of nothing known.
void container_course_init(struct container_course *course, double step_s, size_t steps,
                           size_t replicas);
void container_course_release(struct container_course *course);

/// Whole days, counted back from the end.
size_t container_course_days(const struct container_course *course);

/// First step of day `day` of `days`, and one behind its last: day `days` is the end.
size_t container_course_day(const struct container_course *course, size_t days, size_t day);

/// The present values of steps `from` to `to` of all rows in `scratch`, which has room for them;
/// how many.
size_t container_course_gather(const struct container_course *course, const double *rows,
                               size_t from, size_t to, double *scratch);

#endif
