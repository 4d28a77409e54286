#include "sizing/container_cpu.h"

#include "base/memory.h"
#include "maths/distribution.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

static const double start_s = 600;
/// Of the share that may pass the request later, what may in the sample.
static const double of_over = 0.4;
static const double near_limit = 0.98;
static const double throttled_least = 0.005, throttled_most = 0.20;

/// Usage of all replicas without their starts.
static size_t gather(const struct container_course *course, double *scratch)
{
    const size_t start = (size_t)floor(start_s / course->step_s);
    size_t count = 0;
    for (size_t replica = 0; replica < course->replicas; replica++) {
        const size_t row = replica * course->steps;
        size_t left = 0;
        for (size_t i = 0; i < course->steps; i++) {
            left = course->restart[row + i] ? start : left;
            if (left > 0) {
                left--;
                continue;
            }
            if (!isnan(course->cpu[row + i]))
                scratch[count++] = course->cpu[row + i];
        }
    }
    return count;
}

/// NaN where there is no bound.
static double share_from(const double *usage, size_t n, double bound)
{
    size_t high = 0;
    for (size_t i = 0; i < n; i++)
        high += usage[i] >= bound;
    return isnan(bound) ? NAN : (double)high / (double)n;
}

/// By the counters of periods, else by usage at the limit.
static double share_throttled(const struct cpu_question *question, const double *usage, size_t n)
{
    const struct container_course *course = question->course;
    double sum = 0;
    size_t seen = 0;
    for (size_t i = 0; i < course->steps; i++)
        if (!isnan(course->throttled[i])) {
            sum += course->throttled[i];
            seen++;
        }
    if (seen > 0)
        return sum / (double)seen;
    return share_from(usage, n, near_limit * question->limit);
}

void container_cpu_size(const struct cpu_question *question, struct cpu_answer *answer)
{
    const struct container_course *course = question->course;
    double *usage = mem_alloc(course->replicas * course->steps, sizeof *usage);
    size_t n = gather(course, usage);
    const double share = 1 - of_over * question->over;
    *answer = (struct cpu_answer){
        .request = NAN, .high = NAN, .highest = NAN, .throttled = NAN, .above = NAN};
    if (n > 0) {
        double middle = median_select(usage, n);
        answer->high = answer->request = quantile_select(usage, n, share);
        answer->highest = quantile_select(usage, n, 0.999);
        answer->throttled = share_throttled(question, usage, n);
        answer->above = share_from(usage, n, nextafter(question->given, INFINITY));
        if (answer->throttled >= throttled_most)
            answer->verdict = CPU_UNSEEN;
        else if (answer->throttled > throttled_least && !isnan(question->limit) && middle > 0 &&
                 middle < question->limit) {
            double scale = normal_quantile(share) / normal_quantile(1 - answer->throttled);
            double lifted = middle * pow(question->limit / middle, scale);
            answer->verdict = CPU_THROTTLED;
            answer->request = fmax(answer->request, lifted);
        }
    }
    free(usage);
}
