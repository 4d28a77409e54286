#include "sizing/container_course.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

static const double day_s = 86400;

void container_course_init(struct container_course *course, double step_s, size_t steps,
                           size_t replicas)
{
    *course = (struct container_course){.step_s = step_s, .steps = steps, .replicas = replicas};
    course->memory = mem_alloc(steps * replicas, sizeof *course->memory);
    course->cpu = mem_alloc(steps * replicas, sizeof *course->cpu);
    course->restart = mem_alloc(steps * replicas, sizeof *course->restart);
    course->kills = mem_alloc(steps, sizeof *course->kills);
    course->throttled = mem_alloc(steps, sizeof *course->throttled);
    for (size_t i = 0; i < steps * replicas; i++)
        course->memory[i] = course->cpu[i] = (double)NAN;
    for (size_t i = 0; i < steps; i++)
        course->throttled[i] = (double)NAN;
}

void container_course_release(struct container_course *course)
{
    free(course->memory);
    free(course->cpu);
    free(course->restart);
    free(course->kills);
    free(course->throttled);
    *course = (struct container_course){.step_s = 0};
}

size_t container_course_days(const struct container_course *course)
{
    return (size_t)floor((double)course->steps * course->step_s / day_s + 1e-9);
}

size_t container_course_day(const struct container_course *course, size_t days, size_t day)
{
    double back = (double)(days - day) * day_s / course->step_s;
    return course->steps - (size_t)round(fmin(back, (double)course->steps));
}

size_t container_course_gather(const struct container_course *course, const double *rows,
                               size_t from, size_t to, double *scratch)
{
    size_t count = 0;
    for (size_t replica = 0; replica < course->replicas; replica++)
        for (size_t i = from; i < to; i++) {
            double value = rows[replica * course->steps + i];
            if (!isnan(value))
                scratch[count++] = value;
        }
    return count;
}
