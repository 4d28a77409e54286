#include "series/condensed.h"

#include "base/memory.h"
#include "series/step.h"

#include <math.h>
#include <stdlib.h>

enum { HOUR_S = 3600, MOST_SHORT_STEPS = 512 };

static int64_t condensed_step_s(const struct series *series)
{
    double history_s = (double)series->n * (double)series->step_s;
    if (history_s >= 3.0 * SECONDS_PER_DAY)
        return series->step_s >= HOUR_S ? series->step_s : HOUR_S;
    int64_t together = ((int64_t)series->n + MOST_SHORT_STEPS - 1) / MOST_SHORT_STEPS;
    return series->step_s * (together > 1 ? together : 1);
}

static size_t phases_of_day(int64_t step_s, double history_s)
{
    if (history_s < 3.0 * SECONDS_PER_DAY || SECONDS_PER_DAY % step_s != 0)
        return 0;
    return (size_t)(SECONDS_PER_DAY / step_s);
}

static void find_phases(struct condensed *condensed, const struct zone *zone)
{
    condensed->week_phase = mem_alloc(condensed->n, sizeof *condensed->week_phase);
    condensed->day = mem_alloc(condensed->n, sizeof *condensed->day);
    if (condensed->day_phases == 0)
        return;
    for (size_t i = 0; i < condensed->n; i++) {
        instant time = condensed_time(condensed, i);
        int64_t local_s =
            floor_divide(time, INSTANT_PER_SECOND) + (zone == NULL ? 0 : zone_offset_s(zone, time));
        int64_t day = floor_divide(local_s, SECONDS_PER_DAY);
        int64_t phase = (local_s - day * SECONDS_PER_DAY) / condensed->step_s;
        condensed->day[i] = day;
        condensed->week_phase[i] =
            (uint32_t)civil_weekday(day) * (uint32_t)condensed->day_phases + (uint32_t)phase;
    }
}

void condensed_init(struct condensed *condensed, const struct series *series,
                    const struct zone *zone)
{
    int64_t step_s = condensed_step_s(series);
    int64_t step_ms = step_s * INSTANT_PER_SECOND;
    double history_s = (double)series->n * (double)series->step_s;
    // Whole hours of the clock; a step that stands as it is keeps its phase.
    bool align = step_s == HOUR_S && series->step_s < HOUR_S;
    instant start = align ? floor_divide(series->start, step_ms) * step_ms : series->start;
    size_t n =
        series->n == 0 ? 0 : (size_t)((series_time(series, series->n - 1) - start) / step_ms) + 1;
    *condensed = (struct condensed){.start = start,
                                    .step_s = step_s,
                                    .n = n,
                                    .value = mem_alloc(n, sizeof *condensed->value),
                                    .scale = log_transform_of(series->value, series->n),
                                    .day_phases = phases_of_day(step_s, history_s)};
    uint32_t *present = mem_alloc(n, sizeof *present);
    uint32_t *into = condensed_steps(condensed, series);
    for (size_t i = 0; i < series->n; i++) {
        if (isnan(series->value[i]))
            continue;
        condensed->value[into[i]] += series->value[i];
        present[into[i]]++;
    }
    free(into);
    double steps = (double)step_s / (double)series->step_s;
    for (size_t i = 0; i < n; i++)
        condensed->value[i] =
            present[i] > 0 && present[i] * 4 >= steps ? condensed->value[i] / present[i] : NAN;
    free(present);
    for (size_t i = 0; i < n; i++)
        condensed->value[i] = log_transform_apply(&condensed->scale, condensed->value[i]);
    find_phases(condensed, zone);
}

instant condensed_time(const struct condensed *condensed, size_t i)
{
    return condensed->start + (instant)i * condensed->step_s * INSTANT_PER_SECOND;
}

uint32_t *condensed_steps(const struct condensed *condensed, const struct series *series)
{
    uint32_t *step = mem_alloc(series->n, sizeof *step);
    instant next = condensed_time(condensed, 1);
    uint32_t at = 0;
    for (size_t i = 0; i < series->n; i++) {
        for (instant time = series_time(series, i); time >= next;
             next += condensed->step_s * INSTANT_PER_SECOND)
            at++;
        step[i] = at;
    }
    return step;
}

void condensed_release(struct condensed *condensed)
{
    free(condensed->value);
    free(condensed->week_phase);
    free(condensed->day);
    *condensed = (struct condensed){0};
}
