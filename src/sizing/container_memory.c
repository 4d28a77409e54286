#include "sizing/container_memory.h"

#include "base/memory.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdlib.h>

static const double month_d = 30, day_s = 86400, mib_a_gib = 1024;
/// A day counts with samples of at least this share of its steps.
static const double day_share_least = 0.25;
static const double at_limit = 0.95, at_limit_share = 0.01;
static const double kill_factor = 1.25, kill_factor_daily = 1.5, kill_more_mib = 100;
static const double slowing_most = 0.9;
enum { PLATEAU_PEAKS_LEAST = 3 };

const char *memory_verdict_name(enum memory_verdict verdict)
{
    static const char *const names[MEMORY_VERDICTS] = {
        "steady", "oom-limited", "at-limit", "leak", "plateau", "growth", "rising", "step"};
    return names[verdict];
}

/// What is gathered of the blocks that count: days, or runs.
struct blocks {
    double *peak;
    double *usual_log; ///< ln(peak / median of the day)
    size_t count;
    double usual; ///< median of all samples of them
    double ahead; ///< as many of them until the next review
};

// --- blocks --------------------------------------------------------------------------------------

static void add_block(struct blocks *blocks, double *value, size_t count)
{
    double peak = 0;
    for (size_t i = 0; i < count; i++)
        peak = fmax(peak, value[i]);
    double middle = median_select(value, count);
    if (!(peak > 0) || !(middle > 0))
        return;
    blocks->peak[blocks->count] = peak;
    blocks->usual_log[blocks->count++] = log(peak / middle);
}

/// Whether a sample of some replica is there in enough steps.
static bool covers(const struct container_course *course, size_t from, size_t to)
{
    size_t seen = 0;
    for (size_t i = from; i < to; i++)
        for (size_t replica = 0; replica < course->replicas; replica++)
            if (!isnan(course->memory[replica * course->steps + i])) {
                seen++;
                break;
            }
    return (double)seen >= day_share_least * (double)(to - from) && seen > 0;
}

/// Days from `first` of `days`.
static void gather_days(const struct memory_question *question, size_t days, size_t first,
                        struct blocks *blocks, double *scratch)
{
    const struct container_course *course = question->course;
    for (size_t day = first; day < days; day++) {
        size_t from = container_course_day(course, days, day);
        size_t to = container_course_day(course, days, day + 1);
        if (covers(course, from, to))
            add_block(blocks, scratch,
                      container_course_gather(course, course->memory, from, to, scratch));
    }
    size_t count = container_course_gather(
        course, course->memory, container_course_day(course, days, first), course->steps, scratch);
    blocks->usual = count > 0 ? median_select(scratch, count) : 0;
    blocks->ahead = question->review_d;
}

/// Each replica of a job is a run.
static void gather_runs(const struct memory_question *question, struct blocks *blocks,
                        double *scratch)
{
    const struct container_course *course = question->course;
    for (size_t run = 0; run < course->replicas; run++) {
        size_t count = 0;
        for (size_t i = 0; i < course->steps; i++) {
            double value = course->memory[run * course->steps + i];
            if (!isnan(value))
                scratch[count++] = value;
        }
        if (count > 0)
            add_block(blocks, scratch, count);
    }
    size_t count = container_course_gather(course, course->memory, 0, course->steps, scratch);
    double days = (double)course->steps * course->step_s / day_s;
    blocks->usual = count > 0 ? median_select(scratch, count) : 0;
    blocks->ahead = fmax(1, (double)blocks->count / days * question->review_d);
}

// --- the peaks that the law is of ----------------------------------------------------------------

/// Peaks brought forward to the end by a rise that is taken to go on.
static void grow(const struct memory_question *question, double rise, struct blocks *blocks,
                 struct memory_peaks *peaks)
{
    rise = fmin(rise, log(2) / question->review_d);
    for (size_t i = 0; i < blocks->count; i++)
        blocks->peak[i] *= exp(rise * (double)(blocks->count - 1 - i));
    *peaks = memory_peaks_of(blocks->peak, blocks->count, blocks->usual);
    peaks->base *= 1 + rise * question->review_d;
    peaks->w = median_present(blocks->usual_log, blocks->count);
}

/// The level that a rise which slows down geometrically comes to, within the time to the review.
static void settle(const struct memory_question *question, const struct memory_course *course,
                   struct blocks *blocks, struct memory_peaks *peaks)
{
    const size_t n = blocks->count;
    double second = fmax(course->second, 0), first = course->first, more = 0, highest = 0;
    *peaks = memory_peaks_of(blocks->peak, n, blocks->usual);
    if (first > 0 && n > 1) {
        double q = pow(fmin(second / first, slowing_most), 2 / (double)(n - 1));
        more = fmin(second * q / (1 - q), second * question->review_d);
    }
    for (size_t i = n < 3 ? 0 : n - 3; i < n; i++)
        highest = fmax(highest, blocks->peak[i]);
    peaks->base = highest + more;
    peaks->w = median_present(blocks->usual_log, n);
    size_t kept = n / 2 > PLATEAU_PEAKS_LEAST ? n / 2 : PLATEAU_PEAKS_LEAST;
    kept = kept < n ? kept : n;
    double *last = blocks->peak + (n - kept);
    sort_values(last, kept);
    double from = log(last[0]), to = log(last[kept - 1]);
    for (size_t i = 0; i < kept && kept > 1; i++)
        last[i] /= exp(from + (to - from) * (double)i / (double)(kept - 1));
    memory_peaks_scatter(peaks, last, kept);
    peaks->peaks = (double)n;
}

static void find_peaks(const struct memory_question *question, struct blocks *blocks,
                       struct memory_answer *answer)
{
    answer->blocks = blocks->count;
    switch (answer->course.shape) {
    case SHAPE_GROWTH:
    case SHAPE_RISING:
        grow(question, answer->course.rise, blocks, &answer->peaks);
        break;
    case SHAPE_PLATEAU:
        settle(question, &answer->course, blocks, &answer->peaks);
        break;
    default:
        answer->peaks = memory_peaks_of(blocks->peak, blocks->count, blocks->usual);
        break;
    }
    answer->law = memory_law_of(&answer->peaks, (double)blocks->count, blocks->ahead);
}

// --- the verdict ---------------------------------------------------------------------------------

static bool fills_limit(const struct memory_question *question)
{
    const struct container_course *course = question->course;
    size_t seen = 0, high = 0;
    for (size_t i = 0; i < course->replicas * course->steps; i++) {
        if (isnan(course->memory[i]))
            continue;
        seen++;
        high += course->memory[i] >= at_limit * question->limit;
    }
    return (double)high > at_limit_share * (double)seen;
}

/// A leak is one whatever it runs into: a larger limit only puts it off.
static enum memory_verdict verdict_of(const struct memory_question *question,
                                      const struct memory_answer *answer)
{
    static const enum memory_verdict of_shape[] = {
        [SHAPE_STEADY] = MEMORY_STEADY,   [SHAPE_LEAK] = MEMORY_LEAK,
        [SHAPE_PLATEAU] = MEMORY_PLATEAU, [SHAPE_GROWTH] = MEMORY_GROWTH,
        [SHAPE_RISING] = MEMORY_RISING,   [SHAPE_STEP] = MEMORY_STEP};
    if (answer->course.shape == SHAPE_LEAK)
        return MEMORY_LEAK;
    if (answer->kills > 0)
        return MEMORY_OOM_LIMITED;
    if (fills_limit(question))
        return MEMORY_AT_LIMIT;
    return of_shape[answer->course.shape];
}

static void size_leak(const struct memory_question *question, struct memory_answer *answer)
{
    const struct memory_course *course = &answer->course;
    answer->mib = isnan(question->limit) ? answer->law.base * exp(0.03) : question->limit;
    answer->risk = NAN;
    double an_hour = course->rise_mib / 24;
    if (!isnan(question->limit) && an_hour > 0)
        answer->full_h =
            fmax((question->limit - course->start_mib) / an_hour + course->start_after_h, 0);
}

static void size_others(const struct memory_question *question, struct memory_answer *answer)
{
    const double limit = question->limit;
    answer->mib = answer->law.base * exp(answer->margin);
    if (answer->verdict == MEMORY_OOM_LIMITED) {
        double given = isnan(limit) ? answer->seen : limit;
        double days = (double)question->course->steps * question->course->step_s / day_s;
        double factor = answer->kills >= days ? kill_factor_daily : kill_factor;
        answer->mib = fmax(answer->mib, fmax(given * factor, given + kill_more_mib));
    } else if (answer->verdict == MEMORY_AT_LIMIT) {
        answer->mib = fmax(answer->mib, limit);
    }
    answer->risk = memory_law_risk(&answer->law, answer->mib);
}

/// Kills to expect in a month with today's limit: as often as the law says, or as they were seen.
static void weigh_today(const struct memory_question *question, struct memory_answer *answer)
{
    const struct container_course *course = question->course;
    double days = (double)course->steps * course->step_s / day_s;
    if (isnan(question->limit))
        return;
    answer->kills_month = answer->kills * month_d / days;
    if (answer->verdict == MEMORY_LEAK)
        return;
    answer->risk_now = memory_law_risk(&answer->law, question->limit);
    if (answer->risk_now < 1)
        answer->kills_month =
            fmax(answer->kills_month, -log1p(-answer->risk_now) * month_d / question->review_d);
}

static double worst_ratio(const struct container_course *course)
{
    double *peak = mem_alloc(course->replicas, sizeof *peak);
    double worst = 0;
    size_t count = 0;
    for (size_t replica = 0; replica < course->replicas; replica++) {
        double highest = 0;
        for (size_t i = 0; i < course->steps; i++)
            highest = fmax(highest, course->memory[replica * course->steps + i]);
        if (highest > 0)
            peak[count++] = highest;
        worst = fmax(worst, highest);
    }
    double ratio = count > 1 ? worst / median_select(peak, count) : 1;
    free(peak);
    return ratio;
}

void container_memory_size(const struct memory_question *question, struct memory_answer *answer)
{
    const struct container_course *course = question->course;
    const size_t days = container_course_days(course);
    const size_t room = (course->is_job ? course->replicas : days) + 1;
    struct blocks blocks = {.peak = mem_alloc(room, sizeof(double)),
                            .usual_log = mem_alloc(room, sizeof(double))};
    double *scratch = mem_alloc(course->replicas * course->steps, sizeof *scratch);
    *answer = (struct memory_answer){.mib = NAN,
                                     .risk = NAN,
                                     .risk_now = NAN,
                                     .kills_month = NAN,
                                     .full_h = NAN,
                                     .worst_ratio = worst_ratio(course)};
    for (size_t i = 0; i < course->steps; i++)
        answer->kills += course->kills[i];
    if (course->is_job)
        gather_runs(question, &blocks, scratch);
    else {
        memory_course_of(course, days, &answer->course);
        gather_days(question, days,
                    answer->course.shape == SHAPE_STEP ? answer->course.step_day : 0, &blocks,
                    scratch);
    }
    if (blocks.count > 0) {
        for (size_t i = 0; i < blocks.count; i++) {
            answer->seen = fmax(answer->seen, blocks.peak[i]);
            answer->days_above += blocks.peak[i] > question->limit;
        }
        find_peaks(question, &blocks, answer);
        const struct memory_price price = {answer->law.base * question->replicas / mib_a_gib,
                                           question->oom_cost, question->review_d,
                                           question->max_risk};
        answer->margin = memory_law_margin(&answer->law, &price);
        answer->verdict = verdict_of(question, answer);
        (answer->verdict == MEMORY_LEAK ? size_leak : size_others)(question, answer);
        weigh_today(question, answer);
    }
    free(scratch);
    free(blocks.peak);
    free(blocks.usual_log);
}
