// The memory that a container needs, against closed forms.
#include "maths/maths.h"
#include "sizing/container_memory.h"
#include "sizing/resource_step.h"
#include "tap.h"

#include <math.h>

enum { HOURS = 336 };

static struct memory_answer size_of(const struct container_course *course, double limit)
{
    struct memory_answer answer;
    const struct memory_question question = {course, limit, 1, 14, 2, 0.3};
    container_memory_size(&question, &answer);
    return answer;
}

static void begin(struct container_course *course, size_t replicas)
{
    container_course_init(course, 3600, HOURS, replicas);
    for (size_t i = 0; i < HOURS * replicas; i++)
        course->memory[i] = 400 + (i % 24 == 12 ? 100 : 0);
}

/// All days alike: mad and gap are 0, w = ln(500/400), p = 14/(14 + 14).
static void check_law(void)
{
    struct container_course course;
    begin(&course, 1);
    struct memory_answer answer = size_of(&course, NAN);
    const double w = log(1.25), theta = 1.06 * sqrt(w * 0.8 * w / 18);
    is_text(memory_verdict_name(answer.verdict), "steady", "peaks that are alike");
    near(answer.law.base, 500, 1e-12, "the base is the highest");
    near(answer.law.theta, theta, 1e-12, "theta of w alone");
    near(answer.law.p, 0.5, 1e-12, "n days behind and as many ahead");
    const double m = answer.margin, gib = 500.0 / 1024;
    near(gib * exp(m), 2 * 30.0 / 14 * 0.5 * 1.7 / theta * pow(1 + m / theta, -2.7), 1e-9,
         "the margin balances memory and kills");
    near(answer.risk, 0.5 * pow(1 + m / theta, -1.7), 1e-12, "the risk of the size");
    answer = size_of(&course, 450);
    ok(isnan(answer.risk_now), "a limit below the peaks has no risk");
    is_int(answer.days_above, 14, "it was passed on all days");
    near(size_of(&course, 500).risk_now, 0.5, 1e-12, "a limit at the peaks has that of the base");
    container_course_release(&course);
}

static void check_leak(void)
{
    struct container_course course;
    begin(&course, 1);
    for (size_t i = 0; i < HOURS; i++) {
        course.memory[i] = 300 + 6 * (double)(i % 96);
        course.restart[i] = i > 0 && i % 96 == 0;
    }
    struct memory_answer answer = size_of(&course, 1024);
    is_text(memory_verdict_name(answer.verdict), "leak", "a rise that restarts take down");
    near(answer.mib, 1024, 1e-12, "is not sized for");
    near(answer.full_h, (1024 - 300) / 6.0, 1e-9, "and its limit is full by the rate");
    course.kills[96] = course.kills[192] = 1;
    is_text(memory_verdict_name(size_of(&course, 1024).verdict), "leak", "although it is killed");
    course.kills[96] = course.kills[192] = 0;
    for (size_t i = 0; i < HOURS; i++)
        course.memory[i] = 300 + 2 * (double)i;
    is_text(memory_verdict_name(size_of(&course, 4096).verdict), "rising",
            "a rise that restarts do not change is none");
    container_course_release(&course);
}

static void check_limits(void)
{
    struct container_course course;
    begin(&course, 1);
    course.kills[100] = 1;
    struct memory_answer answer = size_of(&course, 500);
    is_text(memory_verdict_name(answer.verdict), "oom-limited", "a kill");
    ok(answer.mib >= 625, "takes a quarter more than the limit at least: %g", answer.mib);
    for (size_t i = 0; i < 14; i++)
        course.kills[i * 24] = 1;
    ok(size_of(&course, 500).mib >= 750, "a kill a day half more");
    for (size_t i = 0; i < HOURS; i++)
        course.kills[i] = 0;
    answer = size_of(&course, 500);
    is_text(memory_verdict_name(answer.verdict), "at-limit", "an hour a day at the limit");
    is_text(memory_verdict_name(size_of(&course, 530).verdict), "steady", "below 95% of it");
    container_course_release(&course);
}

static void check_step(void)
{
    struct container_course course;
    begin(&course, 1);
    for (size_t i = 0; i < HOURS; i++)
        course.memory[i] *= i < 216 ? 1.6 : 1;
    is_text(memory_verdict_name(size_of(&course, NAN).verdict), "steady",
            "a fall without a restart is kept");
    course.restart[216] = 1;
    struct memory_answer answer = size_of(&course, NAN);
    is_text(memory_verdict_name(answer.verdict), "step", "a fall at a restart is a new level");
    is_int(answer.blocks, 5, "only its days count");
    near(answer.law.base, 500, 1e-12, "and their peaks");
    container_course_release(&course);
}

static void check_replicas(void)
{
    struct container_course course;
    begin(&course, 3);
    for (size_t i = 0; i < HOURS; i++)
        course.memory[2 * HOURS + i] *= 2;
    struct memory_answer answer = size_of(&course, NAN);
    near(answer.seen, 1000, 1e-12, "the peak is that of the highest replica");
    near(answer.worst_ratio, 2, 1e-12, "twice the others'");
    container_course_release(&course);
}

static void check_gaps(void)
{
    struct container_course course;
    begin(&course, 1);
    for (size_t i = 0; i < 10 * 24; i++)
        course.memory[i] = NAN;
    is_int(size_of(&course, NAN).blocks, 4, "days without samples do not count");
    for (size_t i = 0; i < HOURS; i++)
        course.memory[i] = NAN;
    is_int(size_of(&course, NAN).blocks, 0, "nothing but gaps is nothing");
    for (size_t i = 0; i < HOURS; i++)
        course.memory[i] = 0;
    is_int(size_of(&course, NAN).blocks, 0, "nor is memory of 0");
    container_course_release(&course);
    container_course_init(&course, 3600, 10, 1);
    is_int(size_of(&course, NAN).blocks, 0, "less than a day has no peak of one");
    container_course_release(&course);
}

static void check_runs(void)
{
    struct container_course course;
    container_course_init(&course, 3600, HOURS, 7);
    course.is_job = true;
    for (size_t run = 0; run < 7; run++)
        course.memory[run * HOURS + run * 48] = 200;
    struct memory_answer answer = size_of(&course, NAN);
    is_int(answer.blocks, 7, "each replica of a job is a run");
    near(answer.law.p, 0.5, 1e-12, "as many runs ahead as behind");
    container_course_release(&course);
}

static void check_steps(void)
{
    near(memory_step_up(1), 32, 0, "32 MiB at least");
    near(memory_step_up(200.1), 208, 0, "by 8 below 256");
    near(memory_step_up(632.8), 640, 0, "by 16 below 1 GiB");
    near(memory_step_up(1331.86), 1344, 0, "by 64 below 8 GiB");
    near(memory_step_up(8200), 8448, 0, "by 256 above");
    near(cpu_step_up(0.002), 0.01, 1e-12, "10m at least");
    near(cpu_step_up(0.0812), 0.085, 1e-12, "by 5m below 100m");
    near(cpu_step_up(0.60147), 0.61, 1e-12, "by 10m below 1");
    near(cpu_step_up(1.5), 1.5, 1e-12, "by 50m above");
}

int main(void)
{
    maths_init();
    check_law();
    check_leak();
    check_limits();
    check_step();
    check_replicas();
    check_gaps();
    check_runs();
    check_steps();
    return done();
}
