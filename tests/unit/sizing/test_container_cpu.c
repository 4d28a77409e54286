// The CPU that a container needs, against closed forms.
#include "maths/distribution.h"
#include "maths/maths.h"
#include "sizing/container_cpu.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 2001 };

static struct cpu_answer size_of(const struct container_course *course, double limit)
{
    struct cpu_answer answer;
    container_cpu_size(&(struct cpu_question){course, limit, NAN, 0.05}, &answer);
    return answer;
}

/// Usage in equal parts: the quantile q is q itself.
static void check_quantile(void)
{
    struct container_course course;
    container_course_init(&course, 300, STEPS, 1);
    for (size_t i = 0; i < STEPS; i++)
        course.cpu[i] = (double)i / (STEPS - 1);
    struct cpu_answer answer = size_of(&course, NAN);
    near(answer.request, 0.98, 1e-12, "5% of the time over is the 98% quantile");
    near(answer.highest, 0.999, 1e-12, "and the .999 quantile bounds a limit");
    ok(isnan(answer.throttled), "without a limit nothing is throttled");
    course.cpu[STEPS - 1] = 50;
    course.restart[STEPS - 2] = 1;
    near(size_of(&course, NAN).highest, 0.999 * (STEPS - 3) / (STEPS - 1), 1e-9,
         "the 10 minutes after a start are left out");
    container_course_release(&course);
}

/// Lognormal usage cut off at its 90% quantile gives its 98% quantile back.
static void check_throttled(void)
{
    struct container_course course;
    const double spread = 0.7, limit = 0.3 * exp(spread * normal_quantile(0.9));
    container_course_init(&course, 300, STEPS, 1);
    for (size_t i = 0; i < STEPS; i++)
        course.cpu[i] = fmin(0.3 * exp(spread * normal_quantile(((double)i + 0.5) / STEPS)), limit);
    for (size_t i = 0; i < STEPS; i++)
        course.throttled[i] = 0.1;
    struct cpu_answer answer = size_of(&course, limit);
    is_int(answer.verdict, CPU_THROTTLED, "a tenth of the time is throttled");
    near(answer.request, 0.3 * exp(spread * normal_quantile(0.98)), 1e-9,
         "what was cut is put back");
    near(answer.high, limit, 1e-12, "seen was the limit");
    for (size_t i = 0; i < STEPS; i++)
        course.throttled[i] = 0.3;
    is_int(size_of(&course, limit).verdict, CPU_UNSEEN, "beyond a fifth nothing can be told");
    for (size_t i = 0; i < STEPS; i++)
        course.throttled[i] = NAN;
    near(size_of(&course, limit).throttled, 0.1, 0.15, "without counters by usage at the limit");
    container_course_release(&course);
}

static void check_nothing(void)
{
    struct container_course course;
    container_course_init(&course, 300, STEPS, 2);
    ok(isnan(size_of(&course, 1).request), "no usage, no request");
    container_course_release(&course);
}

int main(void)
{
    maths_init();
    check_quantile();
    check_throttled();
    check_nothing();
    return done();
}
