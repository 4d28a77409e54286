// Memory of containers: fifteen kinds of courses with known truth, sized by two weeks and held
// against the peak of the next two, beside the published rules of krr and of the Vertical Pod
// Autoscaler.
//   build/tests/bench/rightsize SEED SEEDS
// Exit status 1 when the figures that the manual states are missed.
#include "base/memory.h"
#include "maths/maths.h"
#include "maths/quantile.h"
#include "maths/random.h"
#include "sizing/container_memory.h"
#include "sizing/resource_step.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 288, TRAIN = 14, DAYS = 28, STEPS = DAYS * DAY, SEEN = TRAIN * DAY };

static const double two_pi = 6.283185307179586;

enum kind {
    DAILY,
    WEEKLY,
    GROWTH,
    LEAK,
    SAWTOOTH,
    STARTUP,
    BATCH,
    RARE,
    LEVEL,
    SCALED,
    IDLE,
    THROTTLED,
    KILLED,
    CACHE,
    MONTH_END,
    KINDS,
};

static const char *const names[KINDS] = {"daily",    "weekly",    "growth", "leak",  "sawtooth",
                                         "start-up", "batch",     "rare",   "level", "scaled",
                                         "idle",     "throttled", "killed", "cache", "month-end"};

static const enum memory_verdict truths[KINDS] = {[GROWTH] = MEMORY_GROWTH,
                                                  [LEAK] = MEMORY_LEAK,
                                                  [LEVEL] = MEMORY_STEP,
                                                  [KILLED] = MEMORY_OOM_LIMITED,
                                                  [CACHE] = MEMORY_PLATEAU};

/// A course: what was seen, and the demand behind it.
struct made {
    double seen[STEPS], demand[STEPS], cpu[STEPS];
    unsigned char restart[STEPS], kill[STEPS];
    double limit;
};

static double uniform(struct random *random, double low, double high)
{
    return low + (high - low) * random_uniform(random);
}

static double lognormal(struct random *random, double deviation)
{
    return exp(deviation * random_normal(random));
}

static void make_base(struct random *random, double base, double cpu, struct made *made)
{
    double phase = random_uniform(random), day = 1;
    for (size_t i = 0; i < STEPS; i++) {
        double t = (double)i / DAY;
        day = i % DAY == 0 ? lognormal(random, 0.03) : day;
        double busy = 0.5 - 0.5 * cos(two_pi * (t - phase));
        made->demand[i] = base * (0.7 + 0.3 * busy * day) * lognormal(random, 0.015);
        made->cpu[i] = cpu * (0.4 + 0.6 * busy * day) * lognormal(random, 0.15);
    }
}

static void make_leak(struct random *random, double base, struct made *made)
{
    double rate = base * uniform(random, 0.05, 0.25), life = uniform(random, 3, 8), next = life;
    for (size_t i = 0, up = 0; i < STEPS; i++, up++) {
        if ((double)up / DAY >= next) {
            up = 0;
            made->restart[i] = 1;
            next = life * uniform(random, 0.7, 1.3);
        }
        made->demand[i] = base * 0.95 * lognormal(random, 0.015) + rate * (double)up / DAY;
    }
}

/// Killed where demand reaches the limit; low right after, and below it for an hour.
static void make_killed(struct random *random, double base, struct made *made)
{
    made->limit = base * 0.93;
    double phase = random_uniform(random), day = 1;
    for (size_t i = 0; i < STEPS; i++) {
        day = i % DAY == 0 ? lognormal(random, 0.12) : day;
        double busy = 0.5 - 0.5 * cos(two_pi * ((double)i / DAY - phase));
        made->demand[i] = base * (0.6 + 0.4 * busy) * day * lognormal(random, 0.015);
        made->seen[i] = made->demand[i];
    }
    for (size_t i = 0; i + 12 < STEPS; i++) {
        if (made->seen[i] < made->limit)
            continue;
        made->seen[i] = made->limit;
        made->kill[i] = made->restart[i + 1] = 1;
        for (size_t k = 1; k < 4; k++)
            made->seen[i + k] = base * 0.3;
        for (size_t k = 4; k < 12; k++)
            made->seen[i + k] = fmin(made->seen[i + k], made->limit * 0.95);
        i += 11;
    }
}

static void raise_for(struct made *made, size_t from, size_t steps, double value)
{
    for (size_t i = from; i < from + steps && i < STEPS; i++)
        made->demand[i] = value;
}

/// Kinds with peaks of a few steps on a quiet course.
static void make_peaks(enum kind kind, struct random *random, double base, struct made *made)
{
    for (size_t i = 0; i < STEPS; i++)
        made->demand[i] = base * 0.45 * lognormal(random, 0.015);
    if (kind == STARTUP)
        for (size_t k = 4 + (size_t)random_below(random, 5); k > 0; k--) {
            size_t at = 1 + (size_t)random_below(random, STEPS - 10);
            made->restart[at] = 1;
            raise_for(made, at, 3, base * lognormal(random, 0.05));
        }
    if (kind == BATCH)
        for (size_t d = 0, hour = (size_t)random_below(random, 280); d < DAYS; d++)
            raise_for(made, d * DAY + hour, 7, base * lognormal(random, 0.06));
    if (kind == RARE)
        for (double at = 0; at < STEPS; at += 1 + 7 * DAY * random_exponential(random))
            raise_for(made, (size_t)at, 4, base * lognormal(random, 0.2));
    if (kind == MONTH_END) {
        size_t day = 15 + (size_t)random_below(random, 12);
        for (size_t i = day * DAY; i < (day + 1) * DAY; i++)
            made->demand[i] *= 1.8;
    }
}

/// Kinds that change the level of the daily course.
static void make_level(enum kind kind, struct random *random, double base, struct made *made)
{
    double grows = uniform(random, 0.008, 0.025), settles = uniform(random, 3, 7);
    size_t at = (size_t)(uniform(random, 6, 11) * DAY), weekend = (size_t)random_below(random, 7);
    size_t period = (size_t)uniform(random, 6, 60);
    double factor = random_uniform(random) < 0.5 ? 0.6 : 1.5, low = uniform(random, 0.4, 0.6);
    for (size_t i = 0; i < STEPS; i++) {
        double t = (double)i / DAY, ramp = (double)(i % period) / (double)period;
        if (kind == GROWTH) {
            made->demand[i] *= exp(grows * t);
            made->cpu[i] *= exp(grows * t);
        } else if (kind == LEVEL)
            made->demand[i] *= i >= at ? factor : 1;
        else if (kind == WEEKLY)
            made->demand[i] *= (i / DAY + weekend) % 7 < 5 ? 1 : 0.8;
        else if (kind == SAWTOOTH)
            made->demand[i] = base * (low + (1 - low) * ramp * lognormal(random, 0.03));
        else if (kind == CACHE)
            made->demand[i] =
                base * (0.3 + 0.7 * (1 - exp(-t / settles))) * lognormal(random, 0.015);
        else if (kind == IDLE)
            made->demand[i] = base * 0.3 * lognormal(random, 0.003);
    }
    if (kind == LEVEL)
        made->restart[at] = 1;
}

static void make(enum kind kind, struct random *random, struct made *made)
{
    double base = exp(uniform(random, log(100), log(4000)));
    double cpu = exp(uniform(random, log(0.05), log(2)));
    memset(made, 0, sizeof *made);
    made->limit = NAN;
    make_base(random, base, cpu, made);
    if (kind == LEAK)
        make_leak(random, base, made);
    else if (kind == KILLED)
        make_killed(random, base, made);
    else if (kind == STARTUP || kind == BATCH || kind == RARE || kind == MONTH_END)
        make_peaks(kind, random, base, made);
    else
        make_level(kind, random, base, made);
    if (kind != KILLED)
        memcpy(made->seen, made->demand, sizeof made->seen);
}

// --- rules ---------------------------------------------------------------------------------------

/// Robusta's krr, strategy simple: the highest of two weeks and 15%, at least 100 MiB; after a kill
/// its limit and a quarter.
static double krr_size(const struct made *made)
{
    double peak = 0, killed = 0;
    for (size_t i = 0; i < SEEN; i++) {
        peak = fmax(peak, made->seen[i]);
        killed += made->kill[i];
    }
    return fmax(fmax(peak * 1.15, killed > 0 ? made->limit * 1.25 : 0), 100);
}

/// The Vertical Pod Autoscaler's target: the 90% quantile of daily peaks, whose weight halves each
/// day, in buckets that grow by 5%, and 15%; at least 250 MiB; after a kill a fifth more than it
/// took, 100 MiB at least.
static double vpa_size(const struct made *made)
{
    enum { BUCKETS = 176 };
    double weight[BUCKETS] = {0}, sum = 0, low = 1e7 / 1048576, ratio = 1.05, killed = 0;
    for (size_t d = 0; d < TRAIN; d++) {
        double peak = 0;
        for (size_t i = d * DAY; i < (d + 1) * DAY; i++) {
            peak = fmax(peak, made->seen[i]);
            if (made->kill[i])
                killed = fmax(killed, fmax(made->seen[i] * 1.2, made->seen[i] + 100));
        }
        peak = fmax(peak, killed);
        size_t bucket = (size_t)fmax(0, floor(log(peak * (ratio - 1) / low + 1) / log(ratio)));
        double one = pow(2, (double)d);
        weight[bucket < BUCKETS ? bucket : BUCKETS - 1] += one;
        sum += one;
    }
    size_t at = 0;
    for (double below = 0; at < BUCKETS; at++) {
        below += weight[at];
        if (below >= 0.9 * sum)
            break;
    }
    double end = low * (pow(ratio, (double)at + 1) - 1) / (ratio - 1);
    return fmax(end * 1.15, 250);
}

static double our_size(const struct made *made, enum memory_verdict *verdict)
{
    struct container_course course;
    struct memory_answer answer;
    container_course_init(&course, 300, SEEN, 1);
    for (size_t i = 0; i < SEEN; i++) {
        course.memory[i] = made->seen[i];
        course.cpu[i] = made->cpu[i];
        course.restart[i] = made->restart[i];
        course.kills[i] = made->kill[i];
    }
    const struct memory_question question = {&course, made->limit, 1, 14, 2, 0.3};
    container_memory_size(&question, &answer);
    container_course_release(&course);
    *verdict = answer.verdict;
    return memory_step_up(answer.mib);
}

// --- figures -------------------------------------------------------------------------------------

enum { RULES = 4 };
static const char *const rules[RULES] = {"rightsize", "krr", "VPA", "peak x 1.3"};

struct figures {
    double killed[RULES], size[RULES], right, count;
};

static void add(enum kind kind, struct random *random, struct made *made, struct figures *figures)
{
    enum memory_verdict verdict;
    double came = 0, peak = 0;
    make(kind, random, made);
    for (size_t i = 0; i < STEPS; i++)
        *(i < SEEN ? &peak : &came) =
            fmax(i < SEEN ? peak : came, i < SEEN ? made->seen[i] : made->demand[i]);
    const double size[RULES] = {our_size(made, &verdict), krr_size(made), vpa_size(made),
                                peak * 1.3};
    for (size_t rule = 0; rule < RULES; rule++) {
        figures->killed[rule] += came > size[rule];
        figures->size[rule] += size[rule] / came;
    }
    figures->right += verdict == truths[kind];
    figures->count++;
}

static void print(const char *name, const struct figures *figures)
{
    printf("%-12s %3.0f of %3.0f right ", name, figures->right, figures->count);
    for (size_t rule = 0; rule < RULES; rule++)
        printf("  %5.1f%% %5.2f", 100 * figures->killed[rule] / figures->count,
               figures->size[rule] / figures->count);
    printf("\n");
}

int main(int argc, char **argv)
{
    unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 11;
    unsigned long seeds = argc > 2 ? strtoul(argv[2], NULL, 10) : 10;
    struct made *made = mem_alloc(1, sizeof *made);
    struct figures all = {0};
    double right = 0;
    maths_init();
    printf("passed in the next two weeks, and size over their peak\n%28s", "");
    for (size_t rule = 0; rule < RULES; rule++)
        printf("  %12s", rules[rule]);
    printf("\n");
    for (int kind = 0; kind < KINDS; kind++) {
        struct figures figures = {0};
        for (unsigned long i = seed; i < seed + seeds; i++) {
            struct random random;
            random_seed(&random, i, (uint64_t)kind);
            add((enum kind)kind, &random, made, &figures);
        }
        print(names[kind], &figures);
        // A leak is not sized for.
        for (size_t rule = 0; kind != LEAK && rule < RULES; rule++) {
            all.killed[rule] += figures.killed[rule];
            all.size[rule] += figures.size[rule];
        }
        right += figures.right;
        all.right += kind == LEAK ? 0 : figures.right;
        all.count += kind == LEAK ? 0 : figures.count;
    }
    right /= (double)seeds * KINDS;
    printf("verdicts right: %.1f%%\n", 100 * right);
    print("all others", &all);
    free(made);
    return right >= 0.98 && all.killed[0] / all.count <= 0.09 && all.killed[0] <= all.killed[1] / 2
               ? 0
               : 1;
}
