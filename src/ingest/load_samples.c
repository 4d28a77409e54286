#include "ingest/load_samples.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/quantile.h"
#include "time/instant.h"

#include <math.h>
#include <stdlib.h>

/// Shares of what was answered whose latencies a level has.
static const double shares[] = {0.5, 0.75, 0.9, 0.95, 0.99, 0.999};

enum {
    SHARES = sizeof shares / sizeof *shares,
    IDLE_S = 60,        ///< without an answer, part two runs
    FEWEST_SECONDS = 3, ///< whole seconds that a rate is taken from
    SHORTER_SPAN = 10,  ///< times shorter than the longest one: a ramp
};

void load_samples_add(struct load_samples *samples, double end_s, double latency_s, bool failed)
{
    struct load_sample sample = {end_s, latency_s, failed};
    VEC_PUSH(samples->sample, samples->count, samples->capacity, sample);
}

void load_samples_at_work(struct load_samples *samples, double time_s, double number)
{
    struct load_at_work change = {time_s, number};
    VEC_PUSH(samples->at_work, samples->changes, samples->change_capacity, change);
}

void load_samples_release(struct load_samples *samples)
{
    free(samples->sample);
    free(samples->at_work);
    *samples = (struct load_samples){.tool = samples->tool};
}

static int by_end(const void *left, const void *right)
{
    const struct load_sample *a = left;
    const struct load_sample *b = right;
    return a->end_s < b->end_s ? -1 : a->end_s > b->end_s;
}

static int by_time(const void *left, const void *right)
{
    const struct load_at_work *a = left;
    const struct load_at_work *b = right;
    return a->time_s < b->time_s ? -1 : a->time_s > b->time_s;
}

/// A run second by second.
struct course {
    double first_s; ///< where second 0 begins
    size_t seconds;
    double *at_work;   ///< the most within each second; NaN: not said
    size_t *next;      ///< the first sample behind each second, samples being in order
    bool *idle;        ///< whether a minute or more around it has no answer
    double *latency_s; ///< room for those of a level
};

static void course_release(struct course *course)
{
    free(course->at_work);
    free(course->next);
    free(course->idle);
    free(course->latency_s);
}

/// The number at work stays what it was where a second says nothing; before the first word of it it
/// is what that says.
static void fill_at_work(struct course *course, struct load_samples *samples)
{
    for (size_t i = 0; i < course->seconds; i++)
        course->at_work[i] = (double)NAN;
    if (samples->changes == 0)
        return;
    qsort(samples->at_work, samples->changes, sizeof *samples->at_work, by_time);
    double now = samples->at_work[0].number;
    size_t next = 0;
    for (size_t i = 0; i < course->seconds; i++) {
        double end = course->first_s + (double)(i + 1);
        double most = next < samples->changes && samples->at_work[next].time_s < end
                          ? samples->at_work[next].number
                          : now;
        for (; next < samples->changes && samples->at_work[next].time_s < end; next++) {
            now = samples->at_work[next].number;
            most = fmax(most, now);
        }
        course->at_work[i] = most;
    }
}

static int lay_course(struct course *course, struct load_samples *samples, const char *name,
                      struct err *err)
{
    qsort(samples->sample, samples->count, sizeof *samples->sample, by_end);
    course->first_s = floor(samples->sample[0].end_s);
    double span_s = floor(samples->sample[samples->count - 1].end_s) - course->first_s + 1;
    if (!(span_s <= (double)LOAD_DAYS_MAX * SECONDS_PER_DAY))
        return err_at(err, name, 0, NULL,
                      "its requests lie %.10g days apart, and a load test is over in %d: is a time "
                      "wrong?",
                      floor(span_s / SECONDS_PER_DAY), LOAD_DAYS_MAX);
    course->seconds = (size_t)span_s;
    course->at_work = mem_alloc(course->seconds, sizeof *course->at_work);
    course->next = mem_alloc(course->seconds, sizeof *course->next);
    course->idle = mem_alloc(course->seconds, sizeof *course->idle);
    course->latency_s = mem_alloc(samples->count, sizeof *course->latency_s);
    fill_at_work(course, samples);
    size_t next = 0;
    size_t busy = 0; // behind the last second with an answer
    for (size_t i = 0; i < course->seconds; i++) {
        size_t before = next;
        while (next < samples->count &&
               samples->sample[next].end_s < course->first_s + (double)(i + 1))
            next++;
        course->next[i] = next;
        if (next == before)
            continue;
        for (size_t k = busy; k < i && i - busy >= IDLE_S; k++)
            course->idle[k] = true;
        busy = i + 1;
    }
    return 0;
}

/// Seconds from `begin` on, before `end`, and the samples that were answered within them.
struct span {
    size_t begin, end;
};

static size_t first_sample(const struct course *course, size_t second)
{
    return second == 0 ? 0 : course->next[second - 1];
}

static struct span next_span(const struct course *course, size_t from)
{
    while (from < course->seconds && course->idle[from])
        from++;
    struct span span = {from, from};
    while (span.end < course->seconds && !course->idle[span.end] &&
           (isnan(course->at_work[from]) || course->at_work[span.end] == course->at_work[from]))
        span.end++;
    return span;
}

/// A level of the samples that were answered within `span`; over their exact time where that is not
/// known to be that of the span.
static struct load_report level_of(const struct load_samples *samples, const struct course *course,
                                   struct span span, bool exact)
{
    struct load_report report = load_report_new(samples->tool, 0);
    size_t first = first_sample(course, span.begin);
    size_t last = course->next[span.end - 1];
    double begin_s = (double)INFINITY;
    double latest_s = (double)-INFINITY;
    double sum_s = 0;
    size_t served = 0;
    for (size_t i = first; i < last; i++) {
        const struct load_sample *sample = &samples->sample[i];
        begin_s = fmin(begin_s, sample->end_s - sample->latency_s);
        latest_s = fmax(latest_s, sample->end_s - sample->latency_s);
        report.failed += sample->failed;
        if (sample->failed)
            continue;
        sum_s += sample->latency_s;
        course->latency_s[served++] = sample->latency_s;
    }
    report.requests = (double)(last - first);
    report.duration_s = exact && last > first ? samples->sample[last - 1].end_s - begin_s
                                              : (double)(span.end - span.begin);
    if (samples->at_a_rate && latest_s > begin_s)
        report.offered = report.requests / (latest_s - begin_s);
    if (served == 0)
        return report;
    report.mean_s = sum_s / (double)served;
    sort_values(course->latency_s, served);
    for (size_t i = 0; i < SHARES; i++)
        if ((double)served * (1 - shares[i]) > 0.999)
            load_report_percentile(&report, shares[i],
                                   quantile_sorted(course->latency_s, served, shares[i]));
    return report;
}

static void push(struct load_reports *reports, struct load_report report)
{
    VEC_PUSH(reports->report, reports->count, reports->capacity, report);
}

/// Spans of the same number at work, without their first and last second.
static void take_steady(const struct load_samples *samples, const struct course *course,
                        struct load_reports *reports)
{
    size_t longest = 0;
    size_t busy = 0;
    for (struct span span = next_span(course, 0); span.begin < course->seconds;
         span = next_span(course, span.end)) {
        longest = span.end - span.begin > longest ? span.end - span.begin : longest;
        busy += span.end - span.begin;
    }
    for (struct span span = next_span(course, 0); span.begin < course->seconds;
         span = next_span(course, span.end)) {
        size_t length = span.end - span.begin;
        if (length < LOAD_SPAN_S || length * SHORTER_SPAN < longest)
            continue;
        struct span within = {span.begin + 1, span.end - 1};
        struct load_report report = level_of(samples, course, within, false);
        report.concurrency = course->at_work[span.begin];
        if (report.requests > report.failed && report.concurrency > 0) {
            push(reports, report);
            busy -= length;
        }
    }
    reports->ramp_s += reports->count > 0 ? (double)busy : 0;
}

/// The whole run as one level at its mean number at work, where that never stays the same.
static void take_whole(const struct load_samples *samples, const struct course *course,
                       struct load_reports *reports)
{
    struct span span = {0, course->seconds};
    bool exact = course->seconds < FEWEST_SECONDS + 2;
    if (!exact)
        span = (struct span){1, course->seconds - 1};
    struct load_report report = level_of(samples, course, span, exact);
    double sum = 0;
    for (size_t i = span.begin; i < span.end; i++)
        sum += course->at_work[i];
    report.concurrency = sum / (double)(span.end - span.begin);
    reports->unsteady = true;
    push(reports, report);
}

/// Runs of a tool that does not write how many are at work.
static void take_runs(const struct load_samples *samples, const struct course *course,
                      struct load_reports *reports)
{
    for (struct span span = next_span(course, 0); span.begin < course->seconds;
         span = next_span(course, span.end)) {
        bool few = span.end - span.begin < FEWEST_SECONDS + 2;
        struct span within = span;
        if (samples->whole_seconds && !few)
            within = (struct span){span.begin + 1, span.end - 1};
        struct load_report report = level_of(samples, course, within, !samples->whole_seconds);
        report.no_rate = samples->whole_seconds && few;
        push(reports, report);
    }
}

int load_samples_levels(struct load_samples *samples, struct load_reports *reports,
                        const char *name, struct err *err)
{
    struct course course = {.seconds = 0};
    if (samples->count == 0)
        return err_at(err, name, 0, NULL, "%s: no request in it", samples->tool);
    int result = lay_course(&course, samples, name, err);
    if (result == 0 && samples->changes == 0)
        take_runs(samples, &course, reports);
    else if (result == 0) {
        take_steady(samples, &course, reports);
        if (reports->count == 0)
            take_whole(samples, &course, reports);
    }
    course_release(&course);
    return result;
}
