// The reference series of memory and CPU of containers.
#include "reference/check_reference.h"
#include "sizing/container_cpu.h"
#include "sizing/container_memory.h"
#include "sizing/resource_step.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HOURS = 336, NAME_MAX_LENGTH = 256 };

/// rightsize/NAME.csv: an hour a row; false when it is not whole.
static bool read_course(struct reference_table *table, const char *name,
                        struct container_course *course)
{
    char file[NAME_MAX_LENGTH];
    struct reference_table rows;
    size_t n = 0;
    double restarts = 0, kills = 0;
    snprintf(file, sizeof file, "rightsize/%s.csv", name);
    if (!reference_open(&rows, table->folder, file))
        return false;
    for (; reference_next(&rows) && n < HOURS; n++) {
        course->memory[n] = reference_number(&rows, "mem_mib");
        course->cpu[n] = reference_number(&rows, "cpu_cores");
        course->restart[n] = reference_number(&rows, "restarts_total") > restarts;
        course->kills[n] = reference_number(&rows, "oom_kills_total") - kills;
        restarts = reference_number(&rows, "restarts_total");
        kills = reference_number(&rows, "oom_kills_total");
    }
    reference_close(&rows);
    return n == HOURS;
}

/// Within 1e-4, and half a unit of the last decimal that is printed.
static void check(struct reference_table *table, struct tally *tally, const char *column,
                  double got)
{
    const char *text = reference_text(table, column), *point = strchr(text, '.');
    double want = text[0] == '\0' ? (double)NAN : reference_number(table, column);
    double unit = point == NULL ? 0 : pow(10, -(double)strlen(point + 1)) / 2;
    double tolerance = fabs(want) > 0 ? 1e-4 + unit / fabs(want) : unit;
    tally_near(tally, column, got, want, tolerance);
}

static double limit_of(const char *name)
{
    if (strcmp(name, "s2-leak") == 0)
        return 1024;
    return strcmp(name, "s8-oom") == 0 ? 512 : (double)NAN;
}

void check_rightsize(struct reference_table *table, struct tally *tally)
{
    const char *name = reference_text(table, "series");
    struct container_course course;
    struct memory_answer memory;
    struct cpu_answer cpu;
    container_course_init(&course, 3600, HOURS, 1);
    if (!read_course(table, name, &course)) {
        printf("# %s:%zu: no series\n", table->name, table->line);
        table->broken = true;
    }
    const struct memory_question question = {&course, limit_of(name), 1, 14, 2, 0.3};
    container_memory_size(&question, &memory);
    container_cpu_size(&(struct cpu_question){&course, (double)NAN, (double)NAN, 0.05}, &cpu);
    if (strcmp(memory_verdict_name(memory.verdict), reference_text(table, "verdict")) != 0)
        tally_near(tally, "verdict", 1, 0, 0);
    check(table, tally, "base_mib", memory.law.base);
    check(table, tally, "w", memory.peaks.w);
    check(table, tally, "mad", memory.peaks.mad);
    check(table, tally, "gap", memory.peaks.gap);
    check(table, tally, "theta", memory.law.theta);
    check(table, tally, "p", memory.law.p);
    check(table, tally, "margin", memory.margin);
    check(table, tally, "memory_mib", memory.mib);
    check(table, tally, "memory_rounded_mib", memory_step_up(memory.mib));
    check(table, tally, "risk_pct", memory.risk * 100);
    check(table, tally, "cpu_q98", cpu.request);
    check(table, tally, "cpu_request_m", cpu_step_up(cpu.request) * 1000);
    container_course_release(&course);
}
