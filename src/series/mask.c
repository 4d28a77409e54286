#include "series/mask.h"

#include "base/memory.h"
#include "base/number.h"
#include "series/condensed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Steps from `from` to `to` that touch it, half-open.
static void steps_between(const struct series *series, instant from, instant to, size_t *first,
                          size_t *end)
{
    int64_t step_ms = series->step_s * INSTANT_PER_SECOND;
    int64_t n = (int64_t)series->n;
    int64_t begin = from <= series->start ? 0 : (from - series->start) / step_ms;
    int64_t over = to <= series->start ? 0 : (to - series->start + step_ms - 1) / step_ms;
    *first = (size_t)(begin < n ? begin : n);
    *end = (size_t)(over < n ? over : n);
}

size_t ignoring_apply(const struct ignoring *ignoring, const struct series *series, double *value)
{
    size_t count = 0;
    for (size_t i = 0; ignoring != NULL && i < ignoring->count; i++) {
        size_t first;
        size_t end;
        steps_between(series, ignoring->span[i].from, ignoring->span[i].to, &first, &end);
        for (size_t t = first; t < end; t++) {
            count += isnan(value[t]) ? 0 : 1;
            value[t] = NAN;
        }
    }
    return count;
}

void mask_apply(const struct mask *mask, const struct series *series, double *value)
{
    for (size_t i = 0; i < mask->incidents.count; i++) {
        const struct incident *incident = &mask->incidents.item[i];
        size_t first;
        size_t end;
        steps_between(series, incident->start, incident->over, &first, &end);
        for (size_t t = first; t < end; t++)
            value[t] = NAN;
    }
}

/// What was usual in each step that was measured and is left out.
static void set_usual(struct mask *mask, const struct condensed *condensed,
                      const struct series *series, const double *value)
{
    uint32_t *at = condensed_steps(condensed, series);
    mask->usual = mem_alloc(series->n, sizeof *mask->usual);
    for (size_t t = 0; t < series->n; t++) {
        bool is_out = isnan(value[t]) && !isnan(series->value[t]);
        mask->usual[t] = is_out ? mask->incidents.usual[at[t]] : NAN;
    }
    free(at);
}

void mask_init(struct mask *mask, const struct series *series, const struct ignoring *ignoring,
               size_t ignored, const struct zone *zone, double *value)
{
    *mask = (struct mask){.ignored = ignored};
    bool looks = ignoring == NULL || !ignoring->keeps_incidents;
    if (!looks && ignored == 0)
        return;
    struct series rest = *series;
    struct condensed condensed;
    rest.value = value;
    condensed_init(&condensed, &rest, zone);
    incidents_find(&mask->incidents, &condensed, looks, ignored > 0);
    mask_apply(mask, series, value);
    if (mask->incidents.usual != NULL)
        set_usual(mask, &condensed, series, value);
    condensed_release(&condensed);
}

double *mask_without(struct mask *mask, const struct series *series,
                     const struct ignoring *ignoring, const struct zone *zone)
{
    double *value = mem_alloc(series->n, sizeof *value);
    if (series->n > 0)
        memcpy(value, series->value, series->n * sizeof *value);
    size_t ignored = ignoring_apply(ignoring, series, value);
    mask_init(mask, series, ignoring, ignored, zone, value);
    return value;
}

static const char *local_text(instant time, const struct zone *zone, bool is_end, char text[24])
{
    static const char *const day[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    struct civil civil;
    // The last minute of the run reads better than the first one after it.
    time -= is_end ? 60 * INSTANT_PER_SECOND : 0;
    if (zone != NULL)
        time += zone_offset_s(zone, time) * INSTANT_PER_SECOND;
    civil_from_instant(time, &civil);
    int weekday = civil_weekday(civil_days(civil.year, civil.month, civil.day));
    snprintf(text, 24, "%s %04d-%02d-%02d %02d:%02d", day[weekday], civil.year % 10000, civil.month,
             civil.day, civil.hour, civil.minute);
    return text;
}

void mask_note(const struct mask *mask, const struct zone *zone, const char *changed,
               struct notes *notes)
{
    for (size_t i = 0; i < mask->incidents.count; i++) {
        const struct incident *incident = &mask->incidents.item[i];
        char from[24];
        char to[24];
        char kind[32];
        char share[NUMBER_TEXT_MAX];
        snprintf(kind, sizeof kind, "incident-%zu", i + 1);
        notes_add(
            notes, NOTE_INFO, i == 0 ? "incident" : kind,
            "%s to %s stood at %s of its usual and is over: left out of the fit%s%s; --ignore "
            "none keeps it",
            local_text(incident->start, zone, false, from),
            local_text(incident->over, zone, true, to), percent_format(share, incident->share, 2),
            i == 0 ? ", where " : "", i == 0 ? changed : "");
    }
    if (mask->ignored > 0)
        notes_add(notes, NOTE_INFO, "ignored", "%zu steps of --ignore are left out of the fit",
                  mask->ignored);
}

void mask_release(struct mask *mask)
{
    incidents_release(&mask->incidents);
    free(mask->usual);
    *mask = (struct mask){0};
}
