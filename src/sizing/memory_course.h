// How a container's memory runs: steady, rising with the load, leaking, filling a cache, or at a
// new level after a release.
#ifndef HEADROOM_SIZING_MEMORY_COURSE_H
#define HEADROOM_SIZING_MEMORY_COURSE_H

#include "sizing/container_course.h"

enum memory_shape {
    SHAPE_STEADY,
    SHAPE_LEAK,    ///< rises until a restart takes it down
    SHAPE_PLATEAU, ///< rises ever slower
    SHAPE_GROWTH,  ///< rises with the CPU usage
    SHAPE_RISING,  ///< rises, and nothing tells why
    SHAPE_STEP,    ///< a lasting change of level
};

struct memory_course {
    enum memory_shape shape;
    double rise;          ///< a day, as a share of the level; NaN: no segment is long enough
    double rise_mib;      ///< MiB a day
    double rising;        ///< share of the differences over a day that are above 0
    double first, second; ///< MiB a day in the halves of the last segment
    double after_restart; ///< level after restarts over that before, median; NaN: no restart
    double start_mib;     ///< level after a restart, median; NaN
    double start_after_h; ///< hours after the restart that it is of
    size_t restarts;
    size_t step_day; ///< first day of the new level
};

/// By the lower deciles of blocks of 6 hours between restarts, and by the medians of days. `days`:
/// whole days, counted back from the end.
void memory_course_of(const struct container_course *course, size_t days,
                      struct memory_course *found);

#endif
