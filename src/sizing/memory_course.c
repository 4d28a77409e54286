#include "sizing/memory_course.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/quantile.h"
#include "maths/theil_sen.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double hour_s = 3600, day_s = 86400;
static const double block_s = 6 * 3600, segment_least_s = 2.5 * 86400;
static const double after_start_s = 900;
enum { BLOCKS_A_DAY = 4, DAYS_BEFORE_STEP = 2, DAYS_AFTER_STEP = 3 };

/// A day's rise from which memory rises, and in which share of the days it has to.
static const double rise_least = 0.004, rising_least = 0.75;
/// A restart takes memory down when it leaves less than this of it.
static const double drop_most = 0.9;
/// A rise that slows down: less than this of what it was.
static const double slowing_most = 0.5;
/// CPU that grows with the memory: more than this of its rise.
static const double cpu_share_least = 0.4;
static const double step_log_least = 0.2, step_scatter_least = 6, step_scatter_floor = 0.01;

// --- segments between restarts -------------------------------------------------------------------

/// The differences over a day of the blocks of one segment, and of all.
struct rises {
    double *difference;
    size_t count, capacity;
    double weight, rise, rise_mib, up; ///< summed over segments
    double all;                        ///< differences of all segments
    struct memory_course *found;
    size_t last_end;
};

static size_t steps_of(const struct container_course *course, double seconds)
{
    double steps = round(seconds / course->step_s);
    return steps < 1 ? 1 : (size_t)steps;
}

static void add_halves(struct rises *rises, size_t end)
{
    size_t half = rises->count / 2;
    if (rises->count < 2 || end < rises->last_end)
        return;
    rises->last_end = end;
    rises->found->first = quantile_present(rises->difference, half, 0.5);
    rises->found->second = quantile_present(rises->difference + half, rises->count - half, 0.5);
}

/// Steps `from` to `to` of a replica, between two restarts.
static void add_segment(const struct container_course *course, const double *memory, size_t from,
                        size_t to, struct rises *rises)
{
    const size_t size = steps_of(course, block_s);
    const size_t blocks = (to - from) / size;
    const double length_s = (double)(to - from) * course->step_s;
    if (length_s < segment_least_s || blocks <= BLOCKS_A_DAY)
        return;
    double *level = mem_alloc(blocks, sizeof *level);
    for (size_t k = 0; k < blocks; k++)
        level[k] = quantile_present(memory + from + k * size, size, 0.1);
    rises->count = 0;
    size_t up = 0;
    for (size_t k = 0; k + BLOCKS_A_DAY < blocks; k++) {
        double difference = level[k + BLOCKS_A_DAY] - level[k];
        if (isnan(difference))
            continue;
        up += difference > 0;
        VEC_PUSH(rises->difference, rises->count, rises->capacity, difference);
    }
    double usual = median_present(level, blocks);
    if (rises->count > 0 && usual > 0) {
        double middle = median_present(rises->difference, rises->count);
        rises->weight += length_s;
        rises->rise += length_s * middle / usual;
        rises->rise_mib += length_s * middle;
        rises->up += (double)up;
        rises->all += (double)rises->count;
        add_halves(rises, to);
    }
    free(level);
}

static void find_rises(const struct container_course *course, struct memory_course *found)
{
    struct rises rises = {.found = found};
    for (size_t replica = 0; replica < course->replicas; replica++) {
        const double *memory = course->memory + replica * course->steps;
        const unsigned char *restart = course->restart + replica * course->steps;
        size_t from = 0;
        for (size_t i = 1; i <= course->steps; i++)
            if (i == course->steps || restart[i]) {
                add_segment(course, memory, from, i, &rises);
                from = i;
            }
    }
    found->rise = rises.weight > 0 ? rises.rise / rises.weight : (double)NAN;
    found->rise_mib = rises.weight > 0 ? rises.rise_mib / rises.weight : (double)NAN;
    found->rising = rises.all > 0 ? rises.up / rises.all : 0;
    free(rises.difference);
}

// --- restarts ------------------------------------------------------------------------------------

/// Levels around one restart; those within 2 hours of the ends tell nothing.
static void add_restart(const struct container_course *course, const double *memory, size_t at,
                        double *ratio, double *start, size_t *count)
{
    const size_t hour = steps_of(course, hour_s), wait = steps_of(course, after_start_s);
    const size_t margin = steps_of(course, 2 * hour_s);
    if (at < margin || at + margin > course->steps || at < hour + 1 ||
        at + wait + hour > course->steps)
        return;
    double after = median_present(memory + at + wait, hour);
    double before = median_present(memory + at - 1 - hour, hour);
    if (isnan(after) || !(before > 0))
        return;
    ratio[*count] = after / before;
    start[(*count)++] = after;
}

static void find_restarts(const struct container_course *course, struct memory_course *found)
{
    const size_t cells = course->replicas * course->steps;
    for (size_t i = 0; i < cells; i++)
        found->restarts += course->restart[i];
    double *ratio = mem_alloc(found->restarts, sizeof *ratio);
    double *start = mem_alloc(found->restarts, sizeof *start);
    size_t count = 0;
    for (size_t i = 0; i < cells; i++)
        if (course->restart[i])
            add_restart(course, course->memory + i / course->steps * course->steps,
                        i % course->steps, ratio, start, &count);
    found->after_restart = count > 0 ? median_select(ratio, count) : (double)NAN;
    found->start_mib = count > 0 ? median_select(start, count) : (double)NAN;
    // The median of an hour's samples stands for their middle.
    found->start_after_h =
        ((double)steps_of(course, after_start_s) + (double)(steps_of(course, hour_s) - 1) / 2) *
        course->step_s / hour_s;
    free(ratio);
    free(start);
}

// --- days ----------------------------------------------------------------------------------------

/// Logs of the medians of days; NaN where a day has none.
static void day_logs(const struct container_course *course, const double *rows, size_t days,
                     double *log_median)
{
    double *scratch = mem_alloc(course->replicas * course->steps, sizeof *scratch);
    for (size_t day = 0; day < days; day++) {
        size_t count =
            container_course_gather(course, rows, container_course_day(course, days, day),
                                    container_course_day(course, days, day + 1), scratch);
        double median = count > 0 ? median_select(scratch, count) : 0;
        log_median[day] = median > 0 ? log(median) : (double)NAN;
    }
    free(scratch);
}

static double cpu_growth(const struct container_course *course, size_t days)
{
    double *x = mem_alloc(days, sizeof *x), *y = mem_alloc(days, sizeof *y);
    struct theil_sen fit;
    for (size_t day = 0; day < days; day++)
        x[day] = (double)day;
    day_logs(course, course->cpu, days, y);
    bool is_known = theil_sen_fit(x, y, days, 0.9, &fit);
    free(x);
    free(y);
    return is_known ? fit.slope : (double)NAN;
}

/// Sum of the absolute deviations from the median; 0 of nothing.
static double spread_around(const double *value, size_t n, double *middle)
{
    double sum = 0;
    *middle = median_present(value, n);
    for (size_t i = 0; i < n; i++)
        sum += isnan(value[i]) ? 0 : fabs(value[i] - *middle);
    return sum;
}

static bool restart_near(const struct container_course *course, size_t at)
{
    const size_t day = steps_of(course, day_s);
    size_t from = at > day ? at - day : 0, to = at + day < course->steps ? at + day : course->steps;
    for (size_t replica = 0; replica < course->replicas; replica++)
        for (size_t i = from; i < to; i++)
            if (course->restart[replica * course->steps + i])
                return true;
    return false;
}

/// Whether a day is nearer to the level before: weekends, or a release that was taken back.
static bool comes_back(const double *log_median, size_t n, double before, double after)
{
    for (size_t i = 0; i < n; i++)
        if (fabs(log_median[i] - before) < fabs(log_median[i] - after))
            return true;
    return false;
}

/// The split of days that leaves the least spread; whether levels on its sides differ by far more
/// than days do, and that of before does not come back.
static bool find_step(const struct container_course *course, size_t days,
                      struct memory_course *found)
{
    if (days < DAYS_BEFORE_STEP + DAYS_AFTER_STEP)
        return false;
    double *log_median = mem_alloc(days, sizeof *log_median);
    double *rest = mem_alloc(days, sizeof *rest);
    double least = INFINITY, shift = 0;
    bool returns = false;
    day_logs(course, course->memory, days, log_median);
    for (size_t k = DAYS_BEFORE_STEP; k + DAYS_AFTER_STEP <= days; k++) {
        double before, after;
        double spread =
            spread_around(log_median, k, &before) + spread_around(log_median + k, days - k, &after);
        if (isnan(before) || isnan(after) || !(spread < least))
            continue;
        least = spread;
        shift = after - before;
        found->step_day = k;
        returns = comes_back(log_median + k, days - k, before, after);
        for (size_t i = 0; i < days; i++)
            rest[i] = fabs(log_median[i] - (i < k ? before : after));
    }
    double scatter = MAD_TO_SIGMA * median_present(rest, days) + step_scatter_floor;
    bool is_step =
        isfinite(least) && !returns && fabs(shift) > step_log_least &&
        fabs(shift) > step_scatter_least * scatter &&
        (shift > 0 || restart_near(course, container_course_day(course, days, found->step_day)));
    free(log_median);
    free(rest);
    return is_step;
}

void memory_course_of(const struct container_course *course, size_t days,
                      struct memory_course *found)
{
    *found = (struct memory_course){.first = NAN, .second = NAN};
    find_restarts(course, found);
    find_rises(course, found);
    bool is_rising = found->rise > rise_least && found->rising > rising_least;
    bool slows = found->second < slowing_most * found->first;
    bool drops = found->after_restart < drop_most;
    if (is_rising && drops && !slows)
        found->shape = SHAPE_LEAK;
    else if (is_rising && found->restarts == 0 && slows)
        found->shape = SHAPE_PLATEAU;
    else if (is_rising && !drops)
        found->shape =
            cpu_growth(course, days) > cpu_share_least * found->rise ? SHAPE_GROWTH : SHAPE_RISING;
    else if (!is_rising && find_step(course, days, found))
        found->shape = SHAPE_STEP;
}
