#include "advise/warm_pool.h"
#include "base/memory.h"
#include "maths/quantile.h"
#include "maths/whole_instances.h"
#include "sim/sliding_extreme.h"

#include <math.h>
#include <stdlib.h>

enum { SECONDS_PER_HOUR = 3600 };

void fleet_rises_find(const struct fleet_course *course, double seconds, struct fleet_rises *rises)
{
    double steps = instances_up(seconds / course->step_s);
    size_t lead = steps < (double)course->n ? (size_t)steps : course->n;
    struct sliding_extreme ahead = {.greatest = true};
    *rises = (struct fleet_rises){.sorted = mem_alloc(course->n, sizeof(double))};
    // Backwards, so that the window holds what is still to come.
    for (size_t t = course->n; t-- > 0;) {
        double back = (double)(course->n - t);
        int32_t now = course->instances[t];
        sliding_extreme_forget(&ahead, back - (double)lead, true);
        if (t + lead < course->n)
            rises->sorted[rises->n++] = (double)sliding_extreme_with(&ahead, now) - (double)now;
        sliding_extreme_push(&ahead, back, now);
    }
    sliding_extreme_release(&ahead);
    sort_values(rises->sorted, rises->n);
}

double fleet_rises_quantile(const struct fleet_rises *rises, double q)
{
    if (rises->n == 0)
        return 0;
    double place = fmin(fmax(instances_up(q * (double)rises->n), 1), (double)rises->n);
    return rises->sorted[(size_t)place - 1];
}

double fleet_rises_covered(const struct fleet_rises *rises, double pool)
{
    size_t low = 0;
    size_t high = rises->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rises->sorted[middle] <= pool)
            low = middle + 1;
        else
            high = middle;
    }
    return rises->n == 0 ? 1 : (double)low / (double)rises->n;
}

void fleet_rises_release(struct fleet_rises *rises)
{
    free(rises->sorted);
    *rises = (struct fleet_rises){0};
}

// --- what is missing while instances start -------------------------------------------------------

/// A start of `whole` steps and a part of one: in the first `part_s` of a step instances that were
/// ordered one step earlier have not come yet.
struct start_delay {
    double whole, part_s;
    struct sliding_extreme after, before; ///< the least fleet that was ordered, by part
};

static struct start_delay delay_of(double seconds, double step_s)
{
    double whole = floor(seconds / step_s);
    return (struct start_delay){.whole = whole, .part_s = seconds - whole * step_s};
}

static void delay_push(struct start_delay *delay, double step, int32_t instances)
{
    sliding_extreme_push(&delay->after, step, instances);
    sliding_extreme_push(&delay->before, step, instances);
    sliding_extreme_forget(&delay->after, step - delay->whole, true);
    sliding_extreme_forget(&delay->before, step - delay->whole - 1, true);
}

/// The instances that have come in this step at `offset_s` from its start.
static double delay_come(const struct start_delay *delay, double offset_s, int32_t instances)
{
    const struct sliding_extreme *window =
        offset_s < delay->part_s ? &delay->before : &delay->after;
    return sliding_extreme_with(window, instances);
}

static void delay_release(struct start_delay *delay)
{
    sliding_extreme_release(&delay->after);
    sliding_extreme_release(&delay->before);
}

struct fleet_shortfall fleet_shortfall_find(const struct fleet_course *course, double cold_s,
                                            double warm_s, double pool)
{
    struct start_delay cold = delay_of(cold_s, course->step_s);
    struct start_delay warm = delay_of(warm_s, course->step_s);
    const double edge[] = {0, fmin(cold.part_s, warm.part_s), fmax(cold.part_s, warm.part_s),
                           course->step_s};
    double missing_s = 0;
    double short_s = 0;
    for (size_t t = 0; t < course->n; t++) {
        int32_t need = course->instances[t];
        delay_push(&cold, (double)t, need);
        delay_push(&warm, (double)t, need);
        for (size_t part = 0; part < 3; part++) {
            double length_s = edge[part + 1] - edge[part];
            double come = fmin(delay_come(&warm, edge[part], need),
                               delay_come(&cold, edge[part], need) + pool);
            double missing = fmax((double)need - come, 0);
            missing_s += missing * length_s;
            short_s += missing > 0 ? length_s : 0;
        }
    }
    delay_release(&cold);
    delay_release(&warm);
    return (struct fleet_shortfall){
        .instance_hours = missing_s / SECONDS_PER_HOUR,
        .time_share = short_s / ((double)course->n * course->step_s),
    };
}
